"""Who speaks in one sentence: noun phrases that stand in a construction of speaking."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.extracting.attribution.lexicon import lexicon
from kg.extracting.attribution.people import People, _cased, introduction
from kg.extracting.attribution.phrases import Naming, NounPhrase, noun_phrases
from kg.extracting.attribution.speakers import (
    MANY_SPEAKERS,
    SECRETARIAT,
    Speaker,
    party_of_title,
    person_id,
    unknown_organization,
)
from kg.extracting.attribution.tokens import Tokens
from kg.model.mentions import Mention
from kg.model.record import CHAIR, Person


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker (``None``: a pronoun), the rule that found him, and the tokens it used.

    ``spoke`` is false where the phrase only names somebody who may be meant by a pronoun
    later ("introduced by France's delegate"); ``source`` is true for somebody who, in the
    middle of another's statement, is rather quoted by him.
    """

    rule: str
    start: int
    end: int
    speaker: Speaker | None = None
    spoke: bool = True
    source: bool = False


_SUBJECT = re.compile(r"(?:[py]a?[iTNSOBdA_]{1,4}|2a[TOB]{1,3})?(?:N[NP]{0,6})?(?:\(a?[SOGA]\))?(?:[,(-][^;:]{1,90}?[,)-]|,)?r{0,3}(?:xr{0,2})?([VWFe])")
_NAME_AFTER = re.compile(r"(?:,[iTN&,]{0,9})?,?(N(?:[NP]{0,5}N))(?=[,(]|r*[VWF])")
_NEAR_MANY = re.compile(r"(?:[,-][^;:]{1,60}?[,-])?r{0,3}(?:xr?)?([VW])")
_JOINED = re.compile(r"(?:[,(-][^;:]{1,50}?[,)-]|,)?&$")
_NEAR = re.compile(r"r{0,3}(?:xr?)?([VW])")
_NEAR_FLOOR = re.compile(r"r{0,3}([VWF])")
_SOMEHOW = re.compile(r"r?_(?=[rtp2ah_])")
_GERUND = re.compile(r"(?:\(a?[SOGA]\))?(?:[,(-][^;:]{1,60}?[,)-]|,)?r{0,2}g")
_PRONOUN = re.compile(r"3r{0,2}(?:,r,)?(?:xr{0,2})?[VWFe]|4r{0,2}(?:xr{0,2})?[VW]|ad(?=r{0,2}(?:xr{0,2})?[VW])|[VW]3(?=[,.\-]|$)|,h[d_]r{0,2}(?:xr?)?[VW]")
_INVERTED = re.compile(r"(?:^|[,q)\-])r{0,2}(?:x r?)?[VWF]r{0,2}$")
_LINKED = re.compile(r"[;u&\-]r{0,2}h?$|,r{0,2}h?$|[;u&],?r{0,2}[^VWFq;]{0,8},$")
_REMARK = re.compile(r",(?:a[_iTcWVdMR]{1,2}t|n)$")
_ECHO = re.compile(r"(?:^|[,;\-])&?(?:a?[_iedTcVW]{1,3}?)?r?[eVWF]b$")
_RELATIVE = re.compile(r",?n(?:r{0,2})[VWF]")
_ECHOES = frozenset(
    "echoed joined supported shared seconded endorsed underscored stressed raised voiced "
    "reiterated made emphasized highlighted expressed backed followed taken".split()
)
_TOOK_FLOOR = frozenset("spoke speak speaks participated intervened addressed took made delivered".split())
_DELEGATION = frozenset({Naming.DELEGATE, Naming.DELEGATES, Naming.THAT_COUNTRY})
_PERSONAL = frozenset({Naming.ADDRESSED, Naming.NAMED, Naming.HEAD, Naming.OFFICE, Naming.OFFICIAL})


class Listener:
    """Finds the voices of sentences, knowing the people introduced in the document."""

    __slots__ = ("people",)

    def __init__(self, people: People) -> None:
        self.people = people

    def voices(self, tokens: Tokens) -> list[Voice]:
        """Return the voices of a sentence in order."""
        found: list[Voice] = []
        waiting: Voice | None = None
        for phrase in noun_phrases(tokens):
            named = self._named(tokens, phrase)
            if named is None:
                continue
            voice = self._voice(tokens, phrase, named)
            if voice is None and phrase.naming not in _DELEGATION | _PERSONAL:
                continue
            if voice is None:
                waiting = Voice("joint", phrase.start, named[1], named[0])
                continue
            if waiting and voice.rule == "subject" and _joins(tokens, waiting, voice):
                found.append(waiting)
            waiting = None
            found.append(voice)
        for match in _PRONOUN.finditer(tokens.code):
            found.append(Voice("pronoun", match.start(), match.end()))
        found.sort(key=lambda v: v.start)
        return list(_chosen(tokens, found))

    def _voice(
        self, tokens: Tokens, phrase: NounPhrase, named: tuple[Speaker, int]
    ) -> Voice | None:
        speaker, end = named
        rule, stop = _relation(tokens, phrase, end)
        if rule is None:
            return None
        return Voice(rule, phrase.start, stop, speaker, rule not in ("mentioned", "listed"), self._source(phrase, speaker))

    def _source(self, phrase: NounPhrase, speaker: Speaker) -> bool:
        if phrase.naming in _DELEGATION:
            return False
        return speaker.person.name is None or self.people.find(speaker.person.name) is None

    def _named(self, tokens: Tokens, phrase: NounPhrase) -> tuple[Speaker, int] | None:
        naming = phrase.naming
        if naming in (Naming.NAMED, Naming.ADDRESSED):
            return self._person(tokens, phrase)
        if naming is Naming.DELEGATE and (respelled := _respelled(tokens, phrase)):
            return respelled
        speaker = _impersonal(tokens, phrase)
        if speaker is None:
            return None
        named = _NAME_AFTER.match(tokens.code, phrase.end)
        if named and naming in (Naming.PRESIDING, Naming.OFFICE, Naming.SECRETARIAT, Naming.HEAD):
            name = tokens.words(named.start(1), named.end(1))
            return replace(speaker, person=Person(_cased(name), speaker.person.role)), phrase.end
        return speaker, phrase.end

    def _person(self, tokens: Tokens, phrase: NounPhrase) -> tuple[Speaker, int] | None:
        start, end = _name(tokens.code, phrase)
        made = introduction(tokens, start, end)
        known = self.people.find(tokens.words(start, end))
        if known and (made is None or tokens.code[start - 1 : start] == "H" or len(known.person.name or "") > end - start):
            return known, made.end if made else end
        if made:
            return made.speaker, made.end
        if phrase.naming is Naming.ADDRESSED and tokens.code[phrase.start] != "H":
            return None
        name = tokens.words(start, end)
        return Speaker((person_id(name),), Person(_cased(name))), end


def _joins(tokens: Tokens, first: Voice, second: Voice) -> bool:
    """Whether the phrases are coordinated: "X's minister and Y's envoy called"."""
    code = tokens.code
    if code[first.start : first.end].strip("a") in ("S", "O", "G", "C"):
        return False
    opens = code[: first.start].rstrip("r")[-1:] in ("", ",", "q", "u")
    between = code[first.end : second.start]
    return opens and bool(_JOINED.fullmatch(between))


def _name(code: str, phrase: NounPhrase) -> tuple[int, int]:
    start = phrase.end
    while start > phrase.start and code[start - 1] in "NP":
        start -= 1
    return start, phrase.end


def _impersonal(tokens: Tokens, phrase: NounPhrase) -> Speaker | None:
    naming, start, end = phrase.naming, phrase.start, phrase.end
    mentions = [tokens.mentions[i] for i in range(start, end) if i in tokens.mentions]
    text = tokens.words(start, end)
    if text.lower().endswith(" expert"):
        return MANY_SPEAKERS
    if naming is Naming.COLLECTIVE:
        return None if tokens.code[end - 1] == "M" else MANY_SPEAKERS
    if naming is Naming.PRESIDING:
        return _presiding(tokens, phrase, mentions)
    if naming in (Naming.SECRETARIAT, Naming.OFFICIAL):
        party, capacity = party_of_title(tokens, start, end)
        return Speaker((party or SECRETARIAT,), Person(role=_role(text)), capacity)
    if naming is Naming.THAT_COUNTRY:
        return Speaker((), Person(role=text.split()[-1]))
    if naming in (Naming.DELEGATE, Naming.DELEGATES):
        return _delegation(tokens, phrase, mentions)
    if naming is Naming.BARE:
        return Speaker((mentions[0].ids[0],)) if mentions else None
    party, capacity = party_of_title(tokens, start, end)
    party = party or (unknown_organization(text) if naming is Naming.HEAD else None)
    return Speaker((party,), Person(role=_role(text)), capacity) if party else None


def _presiding(tokens: Tokens, phrase: NounPhrase, mentions: list[Mention]) -> Speaker | None:
    text = tokens.words(phrase.start, phrase.end)
    if "K" not in tokens.code[phrase.start : phrase.end] and "resident" not in text.lower():
        return Speaker((SECRETARIAT,), Person(role=_role(text))) if "Secretary" in text else None
    return Speaker((CHAIR,), Person(role=_role(text)))


def _delegation(tokens: Tokens, phrase: NounPhrase, mentions: list[Mention]) -> Speaker | None:
    text = tokens.words(phrase.start, phrase.end)
    role = _role_noun(tokens, phrase)
    capacity = "observer" if role.lower().startswith("observer") or "Observer" in text else None
    if mentions and (phrase.naming is Naming.DELEGATES or _direct(tokens, phrase)):
        chosen = mentions if phrase.naming is Naming.DELEGATES else mentions[:1]
        ids = tuple(dict.fromkeys(m.ids[0] for m in chosen if m.kind != "body"))
        return Speaker(ids, Person(role=role.lower()), capacity) if ids else None
    place = re.search(r"[foy]", tokens.code[phrase.start : phrase.end])
    if place is None:
        return None
    first = phrase.start + place.end()
    owned = re.search("fa?O$", tokens.code[first : phrase.end])
    name = tokens.words(first, first + owned.start() if owned else phrase.end).removeprefix("the ")
    party = unknown_organization("of " + name)
    return Speaker((party,), Person(role=role.lower()), capacity) if party else None


def _respelled(tokens: Tokens, phrase: NounPhrase) -> tuple[Speaker, int] | None:
    """Resolve "the representative of X" where only another spelling of X is registered."""
    place = re.search("R[foy]a?", tokens.code[phrase.start : phrase.end])
    if place is None or _direct(tokens, phrase):
        return None
    first = phrase.start + place.end()
    found = tokens.resolver.find(tokens.words(first, min(first + 10, len(tokens.code))))
    if found is None:
        return None
    role = Person(role=_role_noun(tokens, phrase).lower())
    return Speaker((found[0],), role), max(phrase.end, first + found[1])


def _direct(tokens: Tokens, phrase: NounPhrase) -> bool:
    code = tokens.code[phrase.start : phrase.end]
    return bool(re.search("[SOGCBA]'?i*R|R[foy]a?[iT]*[SOGCB](?:fa?O)?$", code))


def _role_noun(tokens: Tokens, phrase: NounPhrase) -> str:
    for i in range(phrase.start, phrase.end):
        if tokens.code[i] in "RQ":
            word = tokens.word(i)
            return word.removesuffix("s") if tokens.code[i] == "Q" else word
    return ""


def _role(text: str) -> str:
    return re.sub(r"^(?:the|The|a|an|An|A) ", "", text)


def _relation(tokens: Tokens, phrase: NounPhrase, end: int) -> tuple[str | None, int]:
    """Return the rule by which the phrase speaks and the token after its construction."""
    code = tokens.code
    before = code[: phrase.start].rstrip("r") if phrase.start else ""
    last = before[-1:]
    if last == "w":
        match = _GERUND.match(code, end)
        if match:
            floor = lexicon().gerunds.get(tokens.word(match.end() - 1).lower()) == "floor"
            return ("mentioned" if floor else "with"), match.end()
        return ("with", end) if _agrees(tokens, end) else (None, end)
    if phrase.naming in _DELEGATION and last in "bzx" and _RELATIVE.match(code, end):
        return "heard", end
    if phrase.naming in _PERSONAL and last == "b" and _RELATIVE.match(code, end):
        return "heard", end
    if phrase.naming in _DELEGATION and (match := _SUBJECT.match(code, end)) and _REMARK.search(before):
        return "echo", match.end()
    if phrase.naming in _DELEGATION and last == "p" and _including(tokens, len(before)):
        return "echo", end
    if last == "b" and phrase.naming in _DELEGATION | _PERSONAL:
        echo = bool(_ECHO.search(before)) and tokens.word(len(before) - 2).lower() in _ECHOES
        return ("echo" if echo else "mentioned"), end
    if phrase.naming in _PERSONAL and (last == "o" or before.endswith("p_") or _including(tokens, len(before))) and _RELATIVE.match(code, end):
        return "heard", end
    if last == "z" and phrase.naming not in (Naming.BARE, Naming.COLLECTIVE):
        return ("heard" if _RELATIVE.match(code, end) else "listed"), end
    if last in "tnfyop2" and last:
        return None, end
    return _spoken(tokens, phrase, end)


def _including(tokens: Tokens, end: int) -> bool:
    return end > 0 and tokens.word(end - 1).lower() in ("including", "among", "from")


def _agrees(tokens: Tokens, end: int) -> bool:
    following = tokens.words(end, min(end + 2, len(tokens.code))).lower()
    return following.startswith(("in agreement", "agreeing", "concurring", "in support"))


def _spoken(tokens: Tokens, phrase: NounPhrase, end: int) -> tuple[str | None, int]:
    code, naming = tokens.code, phrase.naming
    if naming is not Naming.COLLECTIVE and _INVERTED.search(code[max(0, phrase.start - 8) : phrase.start]):
        return "inverted", end
    if naming in (Naming.COLLECTIVE, Naming.BARE):
        match = (_NEAR_MANY if code[phrase.start] == "m" else _NEAR).match(code, end)
        return ("collective" if naming is Naming.COLLECTIVE else "bare", match.end()) if match else (None, end)
    match = _SUBJECT.match(code, end)
    if match is None and naming is Naming.DELEGATE and phrase.start <= 2:
        match = _SOMEHOW.match(code, end)
        return ("subject", match.end()) if match else (None, end)
    if match is None:
        return None, end
    if match.group(1) in "Fe" and naming not in _DELEGATION and "e" == match.group(1):
        return None, end
    if naming in _DELEGATION and _only_listed(tokens, match.end()):
        return "listed", match.end()
    return "subject", match.end()


def _only_listed(tokens: Tokens, end: int) -> bool:
    """Whether the verb says no more than that somebody took the floor ("also spoke")."""
    rest = tokens.code[end:]
    return tokens.word(end - 1).lower() in _TOOK_FLOOR and not re.search("[VWgqt:]", rest)


def _chosen(tokens: Tokens, found: Iterable[Voice]) -> Iterable[Voice]:
    kept: list[Voice] = []
    for voice in found:
        inside = bool(kept) and kept[-1].spoke and voice.start < kept[-1].end
        named = kept and kept[-1].rule == "collective" and voice.rule == "echo"
        if (named or not inside) and not _embedded(tokens, voice, kept):
            if voice.rule == "inverted":
                kept = [v for v in kept if _apart(tokens, v, voice)]
            kept.append(voice)
    return kept


def _apart(tokens: Tokens, earlier: Voice, later: Voice) -> bool:
    between = tokens.code[earlier.end : later.start]
    return earlier.rule in ("inverted", "with", "echo") or "q" in between or ";" in between


def _embedded(tokens: Tokens, voice: Voice, kept: list[Voice]) -> bool:
    """Whether a voice is inside what an earlier one says."""
    if kept and kept[-1].rule == "joint":
        return False
    if voice.rule in ("with", "echo", "heard", "inverted", "mentioned", "listed") or not kept:
        return False
    if all(not v.spoke for v in kept):
        return False
    if voice.rule == "pronoun":
        return True
    before = tokens.code[max(0, voice.start - 12) : voice.start]
    return not _LINKED.search(before)
