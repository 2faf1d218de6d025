"""Who speaks in one sentence: noun phrases that stand in a construction of speaking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extracting.attribution.constructions import (
    DELEGATION,
    OFFICIALS,
    PERSONAL,
    construction,
)
from kg.extracting.attribution.identifying import identify
from kg.extracting.attribution.people import People
from kg.extracting.attribution.phrases import Naming, NounPhrase, noun_phrases
from kg.extracting.attribution.speakers import Speaker
from kg.extracting.attribution.tokens import Tokens
from kg.model.record import Person


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


_PRONOUN = re.compile(
    r"3r{0,2}(?:,r,)?(?:xr{0,2})?[VWFe]|4r{0,2}(?:xr{0,2})?[VW]|ad(?=r{0,2}(?:xr{0,2})?[VW])"
    r"|[VW]3(?=[,.\-]|$)|,h[d_]r{0,2}(?:xr?)?[VW]"
)
_ITS_DELEGATE = re.compile(r",hi?Rr{0,2}(?:xr{0,2})?[VW]|,r?[VW]r?hi?R(?=[,.])")
_HEAD = re.compile(r"(?:^|,)a?[SO](?!')")
_FAR = 40
_LINKED = re.compile(r"[;u&\-]r{0,2}h?$|,r{0,2}h?$|[;u&],?r{0,2}[^VWFq;]{0,8},$")
_JOINED = re.compile(r"(?:[,(-][^;:]{1,50}?[,)-]|,)?&$")
_NEAR = 8
_SILENT = frozenset({"mentioned", "listed"})
_FREE = frozenset({"with", "echo", "heard", "inverted", "mentioned", "listed"})


class Listener:
    """Finds the voices of sentences, knowing the people introduced in the document."""

    __slots__ = ("people",)

    def __init__(self, people: People) -> None:
        self.people = people

    def voices(self, tokens: Tokens, *, headline: bool = False) -> list[Voice]:
        """Return the voices of a sentence in order.

        In a headline every word may look like a name: only persons known from the text count.
        """
        found: list[Voice] = []
        waiting: Voice | None = None
        silent: Voice | None = None
        for phrase in noun_phrases(tokens):
            unknown = headline and not self._may_speak(tokens, phrase)
            named = None if unknown else identify(tokens, phrase, self.people)
            if named is None:
                continue
            voice = self._voice(tokens, phrase, named)
            if voice is None:
                if phrase.naming in DELEGATION | PERSONAL:
                    waiting = Voice("joint", phrase.start, named[1], named[0])
                if phrase.naming in PERSONAL | OFFICIALS and named[0].person.role:
                    silent = Voice("mentioned", phrase.start, named[1], named[0], False)
                continue
            if waiting and voice.rule == "subject" and _joins(tokens, waiting, voice):
                found.append(waiting)
            waiting = None
            found.append(voice)
        found += _pronouns(tokens, None if found else silent)
        if "hR" in tokens.code or "hiR" in tokens.code:
            found += _owners(tokens)
        found.sort(key=lambda voice: voice.start)
        return _chosen(tokens, found)

    def _may_speak(self, tokens: Tokens, phrase: NounPhrase) -> bool:
        """Whether a phrase of a headline is no name, or that of a person in the text."""
        if phrase.naming is not Naming.NAMED:
            return True
        return self.people.find(tokens.words(phrase.start, phrase.end)) is not None

    def _voice(
        self, tokens: Tokens, phrase: NounPhrase, named: tuple[Speaker, int]
    ) -> Voice | None:
        speaker, end = named
        rule, stop = construction(tokens, phrase, end)
        if rule is None:
            return None
        name = speaker.person.name
        known = phrase.naming in DELEGATION or (name and self.people.find(name))
        return Voice(rule, phrase.start, stop, speaker, rule not in _SILENT, not known)


def _pronouns(tokens: Tokens, silent: Voice | None) -> Iterator[Voice]:
    """Yield the pronouns that speak, and who before them has none: "… of Ms. Ode, Chief, she said"."""
    last = None
    for match in _PRONOUN.finditer(tokens.code):
        last = Voice("pronoun", *match.span())
        yield last
    if silent and last and silent.end <= last.start:
        yield silent


def _owners(tokens: Tokens) -> Iterator[Voice]:
    """Yield the party of "Chad would abstain, its delegate said"."""
    for match in _ITS_DELEGATE.finditer(tokens.code):
        near = match.start() - 1
        if tokens.code[near] not in "SO":
            heads = list(_HEAD.finditer(tokens.code, max(0, near - _FAR), near))
            near = heads[-1].end() - 1 if heads else near
        if near in tokens.mentions and tokens.code[near] in "SO":
            speaker = Speaker((tokens.mentions[near].ids[0],), Person(role="representative"))
            yield Voice("inverted", match.start(), match.end(), speaker)


def _joins(tokens: Tokens, first: Voice, second: Voice) -> bool:
    """Whether the phrases are coordinated: "X's minister and Y's envoy called"."""
    code = tokens.code
    opens = code[max(0, first.start - 9) : first.start].rstrip("r")[-1:] in ("", ",", "q", "u")
    return opens and bool(_JOINED.fullmatch(code[first.end : second.start]))


def _chosen(tokens: Tokens, found: Iterable[Voice]) -> list[Voice]:
    kept: list[Voice] = []
    for voice in found:
        if _inside(voice, kept) or _embedded(tokens, voice, kept):
            continue
        if voice.rule == "inverted":
            if kept and _is_object(tokens, voice, kept[-1]):
                continue
            kept[-_NEAR:] = [v for v in kept[-_NEAR:] if _apart(tokens, v, voice)]
        kept.append(voice)
    return kept


def _inside(voice: Voice, kept: list[Voice]) -> bool:
    """Whether a voice lies within the construction of the one before."""
    if not kept or not kept[-1].spoke or voice.start >= kept[-1].end:
        return False
    return not (kept[-1].rule == "collective" and voice.rule == "echo")


def _is_object(tokens: Tokens, voice: Voice, earlier: Voice) -> bool:
    """Whether the verb before a voice has its subject already: "X (State) praised Y, who"."""
    between = tokens.code[earlier.end : voice.start]
    verb = tokens.code[earlier.end - 1 : earlier.end] in ("V", "W", "F", "e", "_")
    return earlier.spoke and verb and not between.strip("r")


def _apart(tokens: Tokens, earlier: Voice, later: Voice) -> bool:
    between = tokens.code[earlier.end : later.start]
    linked = "q" in between or ";" in between or _goes_on(tokens, earlier, later)
    return linked or earlier.rule in ("inverted", "with", "echo")


def _goes_on(tokens: Tokens, earlier: Voice, later: Voice) -> bool:
    """Whether another part of the sentence begins: "X said so, while in Y, said its delegate"."""
    joints = (at for at in range(earlier.end, later.start) if tokens.code[at] == "u")
    return any(tokens.word(at).lower() in ("while", "whereas") for at in joints)


def _embedded(tokens: Tokens, voice: Voice, kept: list[Voice]) -> bool:
    """Whether a voice is inside what an earlier one says."""
    if voice.rule in _FREE or not any(v.spoke for v in kept[-_NEAR:]) or kept[-1].rule == "joint":
        return False
    if voice.rule == "pronoun":
        return True
    return not _LINKED.search(tokens.code[max(0, voice.start - 12) : voice.start])
