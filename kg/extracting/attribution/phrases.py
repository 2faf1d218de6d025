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
# What stands in brackets after a party of a list: "France (speaking for the European Union)".
_FOR = r"(?:\([sp][^()]{0,14}\))?"
_NAME = "N(?:[NP]{0,6}N)?"
_LIST = rf"(?:h?m?a?i?)?{_PARTY}{_FOR}(?:(?:,&?|&){_PARTY}{_FOR}){{0,80}}"
_UNKNOWN = "a?(?:[NT]|i+[NT]|A[NT])(?:'?[aif&ypP]{0,3}[NTOSB]){0,12}"
_PATTERNS: tuple[tuple[Naming, str, str], ...] = (
    (Naming.DELEGATES, "ahiQSOG", rf"[ah]?i*Q[foy]{_LIST}|[SOG]'?i*Q"),
    (Naming.DELEGATE, "aiSOGCBA", rf"a?i*(?:[SOGCB]'?|A)i*(?:R(?:{_NAME})?(?!')|d)"),
    (Naming.DELEGATE, "ahiRd", rf"[ah]?i*[Rd][foy](?:a?[iT]*[SOGCB](?:fa?O)?|{_UNKNOWN})"),
    (Naming.DELEGATE, "ahiR", r"[ah]?i*R[foy]a?S'[NT][NTP_y]{0,8}"),
    (Naming.DELEGATE, "ah", r"[ah]i*R[fy]a[NT_iM]{1,4}(?:y[T_]{1,2})?(?=r{0,2}[VW])"),
    (Naming.THAT_COUNTRY, "th", "[th]d'?i*R"),
    (Naming.THAT_COUNTRY, "aiTM", "a?[iT]{0,3}M[foy]td"),
    (Naming.ADDRESSED, "HNiKaSTMU", rf"HP{{0,3}}{_NAME}|N{{0,2}}i*K{_NAME}|[aS]?[iT]*[MU](?:[yf]a?[TNi&]{{1,8}}?)?H?{_NAME}(?=,|\(|fa?S|r*[VWFex])"),
    (Naming.OFFICE, "SOCA", r"(?:[SOC]'?|A)[iTM]{0,5}M(?:fd)?(?:[yf]a?[TNi](?:&?[TNi]){0,10})?"),
    (Naming.OFFICE, "aiTM", r"a?[iTM]{0,5}M(?:fd)?(?:[yf&]{1,2}a?[iTMN&]{1,12}){0,3}[foy]a?[iT]*[SO]"),
    (Naming.OFFICE, "a", r"a[iT]*Kfa(?:O(?:\(O\))?|[iTNB]{1,4}(?:[yf]a?[TN&]{1,4})?[foy]a?S)"),
    (Naming.HEAD, "a", rf"a[iT]*M[foy]{_UNKNOWN}"),
    (Naming.PRESIDING, "aBNTiKM", r"a?B'?i*[KM](?:&i*K)?(?:[foy]a?[BTN][TNf]{0,8})?|a?[NT]{0,3}i*K(?:[foy]a?[BTNi][TNf&]{0,3}c?[TNf&]{0,12})?|a?[iT]*Mfa?B"),
    (Naming.PRESIDING, "a", r"a[iT]{0,2}M(?:f_[_T]{0,2})?(?=r{0,2}[VWF]|,H?N[NP]{0,6}N,|,s)"),
    (Naming.OFFICIAL, "aiOTN", r"a?i*[OTN]{1,4}'[iT_]{0,4}M?[LMR]|aT{1,2}(?:[iT]{0,4}|[iT]{0,3}&[iT_]{1,2})[LMR](?=[,.p]|r{0,2}[VW]|$)|a[iT]*MfTT[iT_]{0,3}(?=r{0,2}[VW]|,)|a?i*O[iT]*L|a[iT]*(?:[ON][iT]*)?L(?:[foyp]a?[iT]*O)?"),
    (Naming.SECRETARIAT, "aiTOU", r"a?[iTO]*U(?:[yf]a?[iTNSU&af]{1,12})?"),
    (Naming.COLLECTIVE, "ahmfiBSAGNTcQ", r"(?:a?(?:h?m)?f?a?[iBSAGNTm]{0,4}[cQ](?:[fo]a?B)?|a_Q|m)"),
    (Naming.COLLECTIVE, "mN", r"mf(?:[_h](?:[cQ]|(?=r{0,2}[VW])))|Ns[pWTc_]{1,3}(?=r{0,2}V)"),
    (Naming.COLLECTIVE, "amTcQ", r"a?m?T?[cQ]&(?:[T_cQ]{1,3}|a?i*[TON]{1,4}L)(?=r{0,2}[VW])"),
    (Naming.COLLECTIVE, "am", "[am][BT]?M(?=r{0,2}V)"),
    (Naming.COLLECTIVE, "am", "[am]i?R(?=r{0,2}(?:xr{0,2})?[VW])"),
    (Naming.NAMED, "N", r"N[NP]{0,6}N|N(?=\([aSO])"),
    (Naming.BARE, "aSOGC", "a?[SOGC](?!')"),
)  # fmt: skip
_BY_LETTER: dict[str, tuple[tuple[Naming, re.Pattern[str]], ...]] = {}
for _naming, _letters, _pattern in _PATTERNS:
    _compiled = re.compile(_pattern)
    for _letter in _letters:
        _BY_LETTER[_letter] = (*_BY_LETTER.get(_letter, ()), (_naming, _compiled))
_START = re.compile(r"[aihmfT]{0,12}[SOGBACRQMKULHNcd]|a_Q|m|td|aTT[iT]{0,3}&")
_START_OWNED = re.compile(r"a?i{0,3}T{1,3}'[iT_]{0,4}[LMR]|" + _START.pattern)
_SPEAKING = re.compile(r"[VWFgRQ]|^(?:N[NP]{0,6}N,[^.;:]{1,40}:|H|N[NP]{0,6}\(|[SOC]'|a[iT]{0,3}M)")


def noun_phrases(tokens: Tokens) -> Iterator[NounPhrase]:
    """Yield the speaker phrases of a sentence, the longest at each place, left to right.

    Letters at which each pattern may begin stand beside it, so that few are tried.
    """
    code, at = tokens.code, 0
    if not _SPEAKING.search(code):
        return
    starts = _START_OWNED if "T'" in code else _START
    while start := starts.search(code, at):
        at = start.start()
        best = _longest(code, at)
        while best is None and at < start.end() - 1:
            at += 1
            best = _longest(code, at)
        if best is None:
            at += 1
        else:
            yield best
            at = best.end


def _longest(code: str, at: int) -> NounPhrase | None:
    best: NounPhrase | None = None
    for naming, pattern in _BY_LETTER.get(code[at], ()):
        match = pattern.match(code, at)
        if match and (best is None or match.end() > best.end):
            best = NounPhrase(naming, at, match.end())
    return best
