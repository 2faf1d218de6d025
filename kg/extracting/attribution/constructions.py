"""Constructions of speaking: what stands before and after a noun phrase that speaks.

Each rule is a function of the phrase in its place; the first that answers decides. An answer
is the name of the construction and the token after it, or ``None`` for a phrase that stands
where it cannot speak.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.extracting.attribution.lexicon import lexicon
from kg.extracting.attribution.phrases import Naming, NounPhrase
from kg.extracting.attribution.tokens import Tokens

DELEGATION = frozenset({Naming.DELEGATE, Naming.DELEGATES, Naming.THAT_COUNTRY})
PERSONAL = frozenset({Naming.ADDRESSED, Naming.NAMED, Naming.HEAD, Naming.OFFICE, Naming.OFFICIAL})
_OWN = DELEGATION | {Naming.ADDRESSED, Naming.NAMED, Naming.OFFICE}
OFFICIALS = frozenset({Naming.OFFICIAL, Naming.SECRETARIAT})
_GENERIC = frozenset({Naming.COLLECTIVE, Naming.BARE})
_REACH = 24
_ASIDE = r"(?:[,(-][^;:]{1,90}?[,)-]|,s[^;:,VWF]{1,14}|,h[_T]&[_T]|,)?"
_COMPLEMENTS = (
    r"(?:[py]a?[iTNSOBdA_][iTNSOBdA_f]{0,5}|(?:2(?:a[TNOB]|[OB])|wa?[TNOB_])[TNOBfy&]{0,6}){0,3}(?:N[NP]{0,6})?(?:\(a?[SOGA]\))?"
    + _ASIDE
    + r"(?:_r)?r{0,3}(?:xr{0,2})?"
)
_SUBJECT = re.compile(_COMPLEMENTS + "([VWFe])")
_OPINION = re.compile(_COMPLEMENTS + "zfa?[iTW_]{1,2}t")
_REPORTING = re.compile(_COMPLEMENTS + "([VWF])")
_GERUND = re.compile(r"(?:\(a?[SOGA]\))?" + _ASIDE + r"r{0,2}g")
_NEAR = re.compile(
    r"(?:[ofp]a?m?[iTNSAB_&]{1,4})?(?:,g[^;:VWF]{1,60}?,|,r,|_[Tr])?r{0,3}(?:xr?)?[VW]"
)
_NEAR_MANY = re.compile(
    r"(?:p[am]{0,2}[iTNB_]{1,3}r?(?=[,-]))?(?:[,-][^;:]{1,60}?[,-])?r{0,3}(?:xr?)?[VW]"
)
_SPEAKING_FOR = re.compile(r",s[^;:]{1,40}?,r{0,2}[VWF]")
_OWN_PLACE = re.compile(r"(?:[^VWFeqnt;:]{1,14},)?")
_WHATEVER = re.compile(
    r"(\(a?[SOGA]\))?" + _ASIDE + r"(?:_r)?r{0,3}(?:xr{0,2}[^.,;:()]|zr{0,2}[^a.,;:()]|([VWFe_]))"
)
_PARTY_BEFORE = re.compile(r"[(][aSOGA]{1,2}[)][^()VWFq;:]{0,40}$")
_TOLD_BY = re.compile(r"z[r_]?V(?:_[rT])?r?b$")
_BEFALLEN = frozenset(
    {"elected", "re-elected", "reelected", "appointed", "reappointed", "re-appointed", "nominated",
     "designated", "chosen", "selected", "named", "sworn", "absent", "present", "unable",
     "scheduled", "expected", "invited", "given", "confirmed", "replaced", "succeeded", "served",
     "serves", "chaired", "chairs", "presided", "presides", "facilitated", "moderated",
     "co-chaired", "also", "serving", "born", "honoured", "awarded", "joined", "listed"}
)  # fmt: skip
_INVERTED = re.compile(r"(?:^|[,q\-])r{0,2}[VWF]r{0,2}$")
_MANY_SAID = re.compile("[,q]?Vm?[cQ](?=[u,.q]|r[,.p])")
_DUTIES = frozenset({"should", "must", "may", "might", "could", "can", "cannot"})
_SAYING = frozenset(
    {"speakers", "delegates", "delegations", "experts", "panellists", "participants"}
)
_REMARK = re.compile(r",(?:a[_iTcWVdMR]{1,2}t|n)$")
_ECHO = re.compile(r"(?:^|[,;\-])&?(?:a?[_iedTcVW]{1,3}?)?r?[eVWF]b$")
_RELATIVE = re.compile(r"r?,?nr{0,2}[VWFe]")
_MERE_REPLY = re.compile(
    r"(?:spoke|took the floor|made statements?)(?: again| also)? in (?:the )?exercise of (?:the|their|his|her|its) rights? of reply\W*"
)
_ADDED = re.compile(r",r?_")
_SAYS_MORE = re.compile("[VWgq:]|(?<!p)t")
_TOLD = frozenset({"told", "informed", "briefed", "warned", "reminded"})
_ECHOES = frozenset(
    {"echoed", "joined", "supported", "shared", "seconded", "endorsed", "underscored", "stressed",
     "raised", "voiced", "reiterated", "made", "emphasized", "highlighted", "expressed", "backed",
     "followed", "taken"}
)  # fmt: skip
_TOOK_FLOOR = re.compile(
    r"(?:joined as|became) (?:the )?(?:co-?)?sponsors?|(?:(?:spoke|speaks?)(?! (?:of|about|up|out))|participated|intervened)\b|took (?:the floor|part)|addressed (?:the|this) [A-Zm]"
    r"|(?:made|delivered) (?:\w+ ){0,3}(?:statements?|remarks|interventions?|presentations?|comments)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A phrase in its sentence; ``before`` is the code of the tokens before it.

    It reaches back some tokens only, and leaves out the adverbs next to the phrase.
    """

    tokens: Tokens
    phrase: NounPhrase
    end: int
    before: str

    @property
    def last(self) -> str:
        """The class of the token before the phrase; empty at the start."""
        return self.before[-1:]

    def word_before(self, back: int = 1) -> str:
        """Return the word that stands ``back`` tokens before the phrase, in lower case."""
        at = max(0, self.phrase.start - _REACH) + len(self.before) - back
        return self.tokens.word(at).lower() if at >= 0 else ""


Answer = tuple[str | None, int]


def construction(tokens: Tokens, phrase: NounPhrase, end: int) -> Answer:
    """Return the construction in which a phrase speaks and the token after it."""
    place = Place(
        tokens, phrase, end, tokens.code[max(0, phrase.start - _REACH) : phrase.start].rstrip("r")
    )
    for rule in _RULES:
        answer = rule(place)
        if answer is not None:
            return answer
    return None, end


def _with(place: Place) -> Answer | None:
    """Read ", with X's delegate stressing" and "with the representatives of … in agreement"."""
    if place.last != "w":
        return None
    match = _GERUND.match(place.tokens.code, place.end)
    if match:
        gerund = place.tokens.word(match.end() - 1).lower()
        floor = lexicon().gerunds.get(gerund) == "floor"
        return ("mentioned" if floor else "with"), match.end()
    stop = min(place.end + 2, len(place.tokens.code))
    following = place.tokens.words(place.end, stop).lower()
    agrees = following.startswith(("in agreement", "agreeing", "concurring", "in support"))
    return ("with" if agrees else None), place.end


def _relative(place: Place) -> Answer | None:
    """Read "heard from X, who said", "joined by X, who urged", "among them X, who warned"."""
    if not _RELATIVE.match(place.tokens.code, place.end):
        return None
    naming = place.phrase.naming
    if place.last == "z" and naming not in _GENERIC:
        return "heard", place.end
    if naming in DELEGATION and place.last in ("b", "x", "o"):
        return "heard", place.end
    listed = place.last in ("b", "o") or place.before.endswith("p_") or _including(place)
    return ("heard", place.end) if naming not in _GENERIC and listed else None


def _remark(place: Place) -> Answer | None:
    """Read ", a claim that X's delegate called" and ", which X's delegate rejected"."""
    if place.phrase.naming not in DELEGATION or not _REMARK.search(place.before):
        return None
    match = _SUBJECT.match(place.tokens.code, place.end)
    return ("echo", match.end()) if match else None


def _included(place: Place) -> Answer | None:
    """Read "Several members, including X's representative, asked"."""
    found = place.phrase.naming in DELEGATION and place.last == "p" and _including(place)
    return ("echo", place.end) if found else None


def _by(place: Place) -> Answer | None:
    """Read "a point echoed by X's delegate" and "the Council was told by X".

    "introduced by X's delegate" only mentions him.
    """
    if place.last == "b" and place.phrase.naming not in _GENERIC and _is_told(place):
        return "inverted", place.end
    if place.last != "b" or place.phrase.naming not in DELEGATION | PERSONAL:
        return None
    echo = _ECHO.search(place.before) and place.word_before(2) in _ECHOES
    return ("echo" if echo else "mentioned"), place.end


def _is_told(place: Place) -> bool:
    found = _TOLD_BY.search(place.before)
    if found is None:
        return False
    reach = len(place.before) - found.start() + 1
    return not _TOLD.isdisjoint(place.word_before(back) for back in range(2, reach))


def _also(place: Place) -> Answer | None:
    """Read "as did X's delegate" and "According to X's delegate"."""
    if place.phrase.naming not in DELEGATION:
        return None
    if place.before.endswith("ux"):
        return "echo", place.end
    according = place.last == "2" and place.word_before(2) == "according"
    return ("subject", place.end) if according else None


def _listed(place: Place) -> Answer | None:
    """Read "Also briefing was X"."""
    found = place.last == "z" and place.phrase.naming not in _GENERIC
    return ("listed", place.end) if found else None


def _governed(place: Place) -> Answer | None:
    """Rule out a phrase after "that", "of", "to" or another preposition."""
    return (None, place.end) if place.last and place.last in "tnfyop2" else None


def _inverted(place: Place) -> Answer | None:
    """Read "…, said X's delegate"."""
    start = place.phrase.start
    if place.phrase.naming is Naming.COLLECTIVE:
        many = _MANY_SAID.match(place.tokens.code, max(0, start - 2))
        spoke = many and place.tokens.word(place.end - 1).lower() in _SAYING
        return ("collective", place.end) if spoke else None
    found = _INVERTED.search(place.tokens.code[max(0, start - 8) : start])
    return ("inverted", place.end) if found else None


def _generic(place: Place) -> Answer | None:
    """Read "many speakers stressed" and "France said"."""
    naming, code = place.phrase.naming, place.tokens.code
    if naming not in _GENERIC:
        return None
    if naming is Naming.BARE and (spoke := _SPEAKING_FOR.match(code, place.end)):
        return "subject", spoke.end()
    quantified = not {"m", "_"}.isdisjoint(code[place.phrase.start : place.phrase.end])
    pattern = _NEAR_MANY if quantified else _NEAR
    match = pattern.match(code, place.end)
    rule = "collective" if naming is Naming.COLLECTIVE else "bare"
    if match is None or (rule == "bare" and _is_duty(place, match.end())):
        return None, place.end
    if rule == "collective" and _only_listed(place.tokens, match.end()):
        return "listed", match.end()
    return rule, match.end()


def _is_duty(place: Place, end: int) -> bool:
    """Whether somebody is told what to do: "The Secretariat should report" reports nobody."""
    return not _DUTIES.isdisjoint(place.tokens.words(place.end, end).lower().split())


def _subject(place: Place) -> Answer | None:
    """Read "X's delegate, speaking for …, said"."""
    naming, code = place.phrase.naming, place.tokens.code
    match = _SUBJECT.match(code, place.end)
    if match is None:
        return _colon(place) or _of_opinion(place) or _whatever(place)
    if match.group(1) == "e" and naming not in DELEGATION:
        told = _REPORTING.match(code, place.end) if naming in PERSONAL else None
        return ("subject", told.end()) if told else _whatever(place)
    if naming in DELEGATION and _only_listed(place.tokens, match.end()):
        return "listed", match.end()
    return "subject", match.end()


def _of_opinion(place: Place) -> Answer | None:
    """Read "the representatives of X and Y were of the view that"."""
    match = _OPINION.match(place.tokens.code, place.end)
    return ("subject", match.end()) if match and place.phrase.naming in _OWN else None


def _colon(place: Place) -> Answer | None:
    """Read "Mr. X (Country): the text was weak"."""
    opens = place.phrase.naming in PERSONAL and place.phrase.start == 0
    return (
        ("subject", place.end)
        if opens and place.tokens.code[place.end : place.end + 1] == ":"
        else None
    )


def _whatever(place: Place) -> Answer | None:
    """Read any verb after a delegate, or "NAME (Country)", in the speaker's own place.

    Coverage begins a statement that way only, so a verb that no table has reports as well.
    """
    naming, code, start = place.phrase.naming, place.tokens.code, place.phrase.start
    if naming not in _OWN | OFFICIALS or not _OWN_PLACE.fullmatch(
        code, max(0, start - _REACH), start
    ):
        return None
    match = _WHATEVER.match(code, place.end)
    if match is None or place.tokens.word(match.end() - 1).lower() in _BEFALLEN:
        return None
    named = naming is Naming.OFFICE and re.match(r",?H?N", code[place.end : place.end + 3])
    with_party = named or match.group(1) or _PARTY_BEFORE.search(code[start : place.end])
    if not with_party and naming not in DELEGATION:
        return "mentioned", place.end
    return ("subject" if with_party or match.group(2) else "opening"), match.end()


_RULES: tuple[Callable[[Place], Answer | None], ...] = (
    _with, _relative, _remark, _included, _by, _also, _listed, _governed, _inverted, _generic, _subject,
)  # fmt: skip


def _including(place: Place) -> bool:
    return place.word_before() in ("including", "among", "from")


def _adds(tokens: Tokens, end: int) -> bool:
    """Whether a participle follows that no table has: "took the floor, trading accusations"."""
    return any(
        tokens.word(match.end() - 1).endswith("ing") for match in _ADDED.finditer(tokens.code, end)
    )


def _only_listed(tokens: Tokens, end: int) -> bool:
    """Whether the verb says no more than that somebody took the floor ("also spoke")."""
    rest = len(tokens.code) - end
    if rest < _REACH and _MERE_REPLY.fullmatch(tokens.words(end - 1, len(tokens.code))):
        return True
    if _SAYS_MORE.search(tokens.code, end) or _adds(tokens, end):
        return False
    return bool(_TOOK_FLOOR.match(tokens.words(end - 1, min(end + 4, len(tokens.code)))))
