"""Persons as a document introduces them: name, title and party; found again by surname."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.extracting.attribution.lexicon import lexicon
from kg.extracting.attribution.speakers import (
    Speaker,
    is_expert,
    party_of_title,
    person_id,
    surname_key,
    title_party,
)
from kg.extracting.attribution.tokens import Tokens
from kg.iris import slug
from kg.model.record import CHAIR, Person

_NAMED = re.compile(
    r"N(?:[NP]{0,6}N)?(?=,?\(a?[SOA][,)]|,|fa?S|\([^()]{0,9}[MURL])|(?<=[KU])N[NP]{0,6}N(?=r{0,2}[VWF])"
)
_COUNTRY = re.compile(r",?\(a?([SOA])(?:,r?[sp][^():;q]{1,30})?\)")
_TITLED = re.compile(
    r",(?!a?[SOGB]'i*R|[mh]{0,2}[Qc]r{0,2}[VWF])(?=(?:a?(?:O\(O\))?[iTSOBANd]{0,5}'?[iTN]{0,3}[MKURLQ]))"
)
_TITLE_END = re.compile(
    r"[;.:q]|,?s|,&?a?H?N[NP]{0,6}N,|,(?:r?&?rr?|&)a?[iQRMc]|,r?[VWFg]|,aBr{0,2}[VWFe]|,r{0,2}e|,?r{0,2}(?:xr?)?[VWF]|,[nux]|,p|\)(?![iTN]{1,3}[MKURL])|[VWFn]|-"
)
_BY_NAMES = re.compile(r"[eNTK_VWF]b(?:H?N[NP]{0,6}N?,?(?:\(S\))?[,&]{0,2}){1,8}")
_REACH = 24
_CHAIRING = frozenset(
    {"chaired", "co-chaired", "moderated", "co-moderated", "facilitated", "co-facilitated"}
)
_BRACKETED = re.compile(r"\((a?[iTNSOBA]{0,5}[MURL][^():;q]{0,24})\)")
_BRACKETED_BODY = re.compile(r"\((a?[NTO][NTOfy&ai]{1,10})\)")
_OF_COUNTRY = re.compile(r"fa?(S)(?!')|,fa?(S)(?=,)")
_AFFILIATION = re.compile(
    r",(?:f|o|y)?a?(S|[NTO][NTOMBiafy&]{0,12}),(?=s|r?[VWF])|[foy]a?([NTO][NTOMBiafy&]{1,12})(?=,?r?[VW])"
)
_BEFORE = re.compile(r"(?:[aiTMUK&]|[yf]|[SOAGB]'?){1,16}$")


@dataclass(frozen=True, slots=True)
class Introduction:
    """A person phrase: tokens of the name and of everything that belongs to it."""

    name: tuple[int, int]
    end: int
    speaker: Speaker


class People:
    """Who was introduced so far, by every part of the name.

    >>> people = People()
    >>> people.add(Speaker(("SVK",), Person("Jana Nováková", "Minister")))
    >>> people.find("NOVÁKOVÁ").parties
    ('SVK',)
    """

    __slots__ = ("_by_part",)

    def __init__(self) -> None:
        self._by_part: dict[str, list[Speaker]] = {}

    def add(self, speaker: Speaker) -> None:
        """Remember a speaker under the parts of the name."""
        for part in surname_key(speaker.person.name or "").split():
            known = self._by_part.setdefault(part, [])
            if speaker not in known[-1:]:
                known.append(speaker)

    def find(self, name: str) -> Speaker | None:
        """Return whom ``name`` (a surname or full name) refers to, the latest one first."""
        parts = surname_key(name).split()
        if not parts:
            return None
        best = None
        for speaker in self._by_part.get(parts[-1], ()):
            known = surname_key(speaker.person.name or "").split()
            if all(part in known or len(part) < 3 for part in parts):
                last = known[-len(parts) :] == parts
                if best is None or last or not best[0]:
                    best = (last, speaker)
        return best[1] if best else None

    def learn(self, sentences: Iterable[Tokens]) -> None:
        """Remember everyone whom the sentences introduce with a title or a country."""
        for tokens in sentences:
            for found in introductions(tokens):
                self.add(found.speaker)


_OFFICER = re.compile(
    r"(?:a|[SOC]')[iT]*[MULKR][iTNSOBGyfa2&,cQMULKp_]{0,18},H?(?P<name>N(?:[NP]{0,6}N)?)[,(]"
)


def introductions(tokens: Tokens) -> list[Introduction]:
    """Return the persons that a sentence introduces: "Name (Country)", "Name, Title, …"."""
    found = []
    at = 0
    chairs = _chaired(tokens)
    while match := _NAMED.search(tokens.code, at):
        made = introduction(tokens, match.start(), match.end())
        at = match.end()
        if made is None:
            made = _appositive(tokens, match.start(), match.end())
        if made:
            if match.start() in chairs and made.speaker.person.role is None:
                chair = replace(made.speaker, parties=(CHAIR,), home=made.speaker.parties[0])
                made = replace(made, speaker=chair)
            found.append(made)
            at = made.end
    return found


def _appositive(tokens: Tokens, start: int, end: int) -> Introduction | None:
    """Read "the Director of X, Name," where the title stands before the name."""
    for match in _OFFICER.finditer(tokens.code, max(0, start - _REACH), end + 1):
        if match.start("name") == start:
            speaker = _speaker(tokens, (start, end), (match.start(), start - 1), None)
            return Introduction((start, end), end, speaker) if speaker else None
    return None


def _chaired(tokens: Tokens) -> set[int]:
    """Return where the names begin that follow "co-chaired by"."""
    places: set[int] = set()
    for match in _BY_NAMES.finditer(tokens.code):
        if tokens.word(match.start()).lower() in _CHAIRING:
            places.update(match.start() + 2 + m.start() for m in _NAMED.finditer(match.group()[2:]))
    return places


def introduction(tokens: Tokens, start: int, end: int) -> Introduction | None:
    """Read what follows (or precedes) a name at tokens ``start`` up to ``end``."""
    code, at, state = tokens.code, end, None
    country = _COUNTRY.match(code, at)
    if country:
        state = tokens.mentions[country.start(1)].ids[0]
        at = country.end()
    else:
        country = _OF_COUNTRY.match(code, at)
        if country and (code[start - 1 : start] in "MKUTiH" or end - start > 1):
            state = tokens.mentions[country.end() - 1].ids[0]
            at = country.end()
    bracket = _BRACKETED.match(code, at) if state is None else None
    if bracket:
        speaker = _speaker(tokens, (start, end), bracket.span(1), None)
        return Introduction((start, end), bracket.end(), speaker) if speaker else None
    titled = _TITLED.match(code, at)
    stop = at
    if titled:
        stop = _title_end(code, titled.end())
        title = (titled.end(), stop)
    else:
        title = _title_before(code, start, at)
    while title[0] < title[1] and code[title[0]] in "a&yf'":
        title = (title[0] + 1, title[1])
    if state is None and (title[0] == title[1] or _BRACKETED_BODY.match(code, end)):
        return _affiliated(tokens, start, end)
    speaker = _speaker(tokens, (start, end), title, state)
    return Introduction((start, end), max(stop, at), speaker) if speaker else None


def _title_before(code: str, start: int, at: int) -> tuple[int, int]:
    """Return where a title stands before a name: "Foreign Minister X", "the Chair of Y, X"."""
    before = _BEFORE.search(code, max(0, start - _REACH), start)
    if before:
        return before.start(), start
    officer = next(
        (
            m
            for m in _OFFICER.finditer(code, max(0, start - _REACH), at + 1)
            if m.start("name") == start
        ),
        None,
    )
    return (officer.start(), start - 1) if officer else (at, at)


def _affiliated(tokens: Tokens, start: int, end: int) -> Introduction | None:
    """Read "NAME, Organization, said", "Mr. X (Organization)": a body and no office."""
    match = _AFFILIATION.match(tokens.code, end)
    if match is None and tokens.code[start - 1 : start] == "H":
        match = _BRACKETED_BODY.match(tokens.code, end)
    if match is None:
        return None
    called = tokens.words(start, end)
    first, stop = match.span(match.lastindex or 1)
    if first in tokens.mentions and stop == first + 1:
        party = tokens.mentions[first].ids[0]
    else:
        body = tokens.words(first, stop)
        party = title_party(body) or "org:" + slug(body)
    stop += tokens.code[stop] == ")"
    return Introduction((start, end), stop, Speaker((party,), Person(cased(called))))


def _title_end(code: str, at: int) -> int:
    match = _TITLE_END.search(code, at)
    while match and match.start() == at:
        match = _TITLE_END.search(code, at + 1)
        at += 1
    end = match.start() if match else len(code)
    return end + 1 if code[end : end + 1] == ")" and "(" in code[at - 1 : end] else end


def _speaker(
    tokens: Tokens, name: tuple[int, int], title: tuple[int, int], state: str | None
) -> Speaker | None:
    words = lexicon()
    if tokens.code[title[0] : title[0] + 1] == "a":
        title = (title[0] + 1, title[1])
    role = tokens.words(*title) or None
    called = tokens.words(*name)
    person = Person(cased(called), role)
    if role is None:
        return Speaker((state,), person) if state else None
    if not any(
        tokens.code[i] in "MKURLQ" or words.is_kind(tokens.word(i), "office") for i in range(*title)
    ):
        return Speaker((state,), person) if state else None
    if is_expert(role):
        return Speaker((person_id(called),), person)
    party, capacity = party_of_title(tokens, *title)
    if party == CHAIR or (party is not None and state is None):
        return Speaker((party,), person, capacity, state)
    if state:
        return Speaker((state,), person, capacity)
    return Speaker((party or person_id(called),), person, capacity)


def cased(name: str) -> str:
    """Return a name printed in capitals in the usual case.

    >>> cased("MARIA DE LA CRUZ"), cased("Jo O'Neil")
    ('Maria de la Cruz', "Jo O'Neil")
    """
    if not name.isupper():
        return name
    particles = {"De", "La", "Del", "Von", "Van", "Der", "Bin", "Da", "Do", "Dos", "Di"}
    cased = [part.title().replace("’S", "’s") for part in name.split()]
    return " ".join(p.lower() if i and p in particles else p for i, p in enumerate(cased))
