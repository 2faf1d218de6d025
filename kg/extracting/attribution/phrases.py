"""Noun phrases that may name a speaker, as patterns over token classes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.extracting.attribution.tokens import Tokens


class Naming(StrEnum):
    """How a noun phrase names its speaker."""

    DELEGATES = "delegates"
    DELEGATE = "delegate"
    THAT_COUNTRY = "that-country"
    ADDRESSED = "addressed"
    NAMED = "named"
    OFFICE = "office"
    HEAD = "head"
    PRESIDING = "presiding"
    SECRETARIAT = "secretariat"
    OFFICIAL = "official"
    COLLECTIVE = "collective"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens ``start`` up to ``end`` name a speaker in this way."""

    naming: Naming
    start: int
    end: int


_PARTY = "a?[SOG]"
_NAME = "N(?:[NP]{0,6}N)?"
_LIST = rf"(?:h?m?a?i?)?{_PARTY}(?:(?:,&?|&){_PARTY}){{0,80}}"
_UNKNOWN = "a?(?:[NT]|i+[NT])(?:[aif&]{0,2}[NTOSB]){0,12}"
_PATTERNS: tuple[tuple[Naming, str], ...] = (
    (Naming.DELEGATES, rf"a?i*Q[foy]{_LIST}|[SOG]'?i*Q"),
    (Naming.DELEGATE, rf"a?i*(?:[SOGCB]'?|A)i*R(?:{_NAME})?(?!')"),
    (Naming.DELEGATE, rf"a?i*R[foy](?:a?[iT]*[SOGCB]|{_UNKNOWN})"),
    (Naming.THAT_COUNTRY, "[th]d'?i*R"),
    (Naming.ADDRESSED, rf"H{_NAME}|N{{0,2}}i*K{_NAME}|[aS]?[iT]*[MU](?:[yf]a?[TNi&]{{1,8}}?)?H?{_NAME}(?=,|\(|r*[VWFex])"),
    (Naming.OFFICE, r"(?:[SOC]'?|A)[iT]*M(?:[yf]a?[TNi&]{1,12})?"),
    (Naming.OFFICE, r"a?[iT]*M(?:[yf&]{1,2}a?[iTMN&]{1,12}){0,3}[foy]a?[iT]*[SO]"),
    (Naming.HEAD, rf"a[iT]*M[foy]{_UNKNOWN}"),
    (Naming.PRESIDING, r"a?B'?i*[KM](?:[foy]a?[BTN][TNf]{0,8})?|a?[NT]{0,3}i*K(?:[foy]a?[BTNi][TNf&]{0,12})?|a?[iT]*Mfa?B"),
    (Naming.OFFICIAL, r"a?i*O[iT]*L|a[iT]*O?[iT]*L"),
    (Naming.SECRETARIAT, r"a?[iTO]*U(?:[yf]a?[iTNSU&af]{1,12})?"),
    (Naming.COLLECTIVE, r"(?:a?(?:h?m)?f?a?[iBSAGNTm]{0,4}[cQ](?:[fo]a?B)?|m)"),
    (Naming.NAMED, rf"N[NP]{{0,6}}N|N(?=\([aSO])"),
    (Naming.BARE, "a?[SOGC](?!')"),
)  # fmt: skip
_COMPILED = [(naming, re.compile(pattern)) for naming, pattern in _PATTERNS]


def noun_phrases(tokens: Tokens) -> Iterator[NounPhrase]:
    """Yield the speaker phrases of a sentence, the longest at each place, left to right."""
    code, at = tokens.code, 0
    while at < len(code):
        best = _longest(code, at) if code[at] in _STARTERS else None
        if best is None:
            at += 1
        else:
            yield best
            at = best.end


_STARTERS = frozenset("aihmSOGBACRQMKULHNTcdt")


def _longest(code: str, at: int) -> NounPhrase | None:
    best: NounPhrase | None = None
    for naming, pattern in _COMPILED:
        match = pattern.match(code, at)
        if match and (best is None or match.end() > best.end):
            best = NounPhrase(naming, at, match.end())
    return best
