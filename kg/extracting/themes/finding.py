"""Which cues stand in each sentence, after negative patterns and speakers' titles are out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.extracting.themes.intervals import Intervals
from kg.extracting.themes.lexicon import BEHALF, OFFICE, ROLL, SITUATION, TOPIC, Cue, Lexicon, When
from kg.model.layout import RETOLD, Layout
from kg.model.source import Span

Hit: TypeAlias = tuple[int, int, Cue]
"""A cue at a place of the text: start, end, cue. Plain tuples, for there are many."""

_OFFICE = re.compile(
    r",? (?:(?:of|for|from|on|at|to|the|and) ){0,3}[A-Z][\w’'.-]*"
    r"(?:,? (?:(?:of|for|and|the|in|on|at|to|de|la) ){0,3}[A-Z(][\w’'.)-]*){0,12}"
)
_BEHALF = re.compile(r" [^,.;“”—]{3,120}")
_POSSESSED = re.compile(
    r"['’]s? (?:representative|delegate|speaker|observer|Permanent|Ambassador|Foreign Minister"
    r"|Minister|delegation)\b"
)
_AHEAD = re.compile(r" (?:of|on|for|to|against|between|entitled|titled|regarding|concerning) ")
# What a committee's full name and a vote's list of States say is not what the sentence is about.
_COMMITTEE = re.compile(
    r"(?:First|Second|Third|Fourth|Fifth|Sixth) Committee (\([A-Z][^()]{4,60}\))"
)
_VOTERS = re.compile(
    r"(?:against|favour|opposed|abstentions?|abstaining|abstained|absent) (\([A-Z][^()]{3,2000}\))"
)
# "Held in Kigali" and "the Lusaka summit, hosted by Zambia" tell where, not about what.
_VENUE = re.compile(
    r"\b(?:held|convened|hosted|meeting|conference|summit|seminar|workshop|session)"
    r" (?:recently |again )?(?:in|by) (?:the )?$"
)
_VENUE_REACH = 40
_ROSTER = 5


@dataclass(slots=True)
class Found:
    """The cues of one sentence by what they do.

    ``pointers`` are words that point back to the subject; ``situated`` tells whether the
    sentence speaks of a conflict or crisis at all, ``conditional`` whether a cue counts only
    under some condition.
    """

    hits: Sequence[Hit] = ()
    pointers: Sequence[Span] = ()
    situated: bool = False
    conditional: bool = False


_NOTHING = Found()


def find(layout: Layout, lexicon: Lexicon) -> list[Found]:
    """Return the cues of every sentence of ``layout``, in order."""
    matches = lexicon.index.overlapping(layout.plain)
    match = next(matches, None)
    found: list[Found] = []
    for sentence in layout.sentences:
        start, end = sentence.span.start, sentence.span.end
        hits: list[Hit] = []
        voids: list[Hit] = []
        while match is not None and match.start < end:
            if match.start >= start and match.end <= end:
                for cue in lexicon.cues[match.index]:
                    if not cue.cased or _cased(cue.cased, layout.plain[match.start : match.end]):
                        (voids if cue.void else hits).append((match.start, match.end, cue))
            match = next(matches, None)
        found.append(_sentence(layout, end, _kept(hits, voids)) if hits else _NOTHING)
    return found


def _cased(written: str, found: str) -> bool:
    """Whether every capital of the cue is a capital in the text."""
    if written == found:
        return True
    if len(written) != len(found):
        found = " ".join(found.split())
    return all(
        not char.isupper() or other.isupper() for char, other in zip(written, found, strict=False)
    )


def _kept(hits: list[Hit], voids: list[Hit]) -> list[Hit]:
    """Drop cues inside a negative pattern of their own row, or inside a longer cue.

    Names of places stay inside longer cues, for they say where.
    """
    if voids:
        by_row: dict[int, list[tuple[int, int]]] = {}
        for start, end, cue in voids:
            by_row.setdefault(cue.row, []).append((start, end))
        patterns = {row: Intervals(spans) for row, spans in by_row.items()}
        hits = [
            hit
            for hit in hits
            if hit[2].row not in patterns or not patterns[hit[2].row].covers(hit[0], hit[1])
        ]
    kept: list[Hit] = []
    longest = (0, 0)
    for hit in hits:
        start, end, cue = hit
        if cue.special:
            kept.append(hit)
            continue
        inside = end <= longest[1] and (start, end) != longest
        if cue.place or not inside:
            kept.append(hit)
        if end > longest[1]:
            longest = (start, end)
    return kept


def _sentence(layout: Layout, end: int, hits: list[Hit]) -> Found:
    special: dict[str, list[Hit]] = {}
    themed: list[Hit] = []
    for hit in hits:
        if hit[2].special:
            special.setdefault(hit[2].theme, []).append(hit)
        else:
            themed.append(hit)
    if ROLL in special:
        return _NOTHING
    if layout.form not in RETOLD:
        special.pop(OFFICE, None)
    plain = layout.plain
    pointers = [
        Span(start, stop)
        for start, stop, _ in special.get(TOPIC, ())
        if not _AHEAD.match(plain, stop)
    ]
    situated = SITUATION in special or any(
        hit[2].conflict and hit[2].when is When.ALWAYS for hit in themed
    )
    if themed:
        themed = _without_speakers(plain, end, themed, special)
        themed = _without_rosters(plain, themed, situated=situated)
    conditional = any(hit[2].when is not When.ALWAYS for hit in themed)
    return Found(themed, pointers, situated, conditional)


def _without_speakers(
    plain: str, end: int, hits: list[Hit], special: Mapping[str, Sequence[Hit]]
) -> list[Hit]:
    """Drop cues in the names of who speaks or votes, and in the full names of committees."""
    voids: list[tuple[int, int]] = []
    if plain.find("(", max(0, hits[0][0] - 60), end) >= 0:
        start = max(0, hits[0][0] - 60)
        for named in (_COMMITTEE, _VOTERS):
            voids.extend(match.span(1) for match in named.finditer(plain, start, end))
    for theme, pattern in ((OFFICE, _OFFICE), (BEHALF, _BEHALF)):
        for start, stop, _ in special.get(theme, ()):
            if match := pattern.match(plain, stop, end):
                voids.append((start, match.end()))
    if not voids:
        return hits
    names = Intervals(voids)
    return [hit for hit in hits if not names.covers(hit[0], hit[0] + 1)]


def _without_rosters(plain: str, hits: list[Hit], *, situated: bool) -> list[Hit]:
    """Drop names of places that say who speaks or where, and long lists without a conflict."""
    places = [hit for hit in hits if hit[2].place]
    if not places:
        return hits
    # A list of speakers names countries; what belongs to one conflict alone is no part of it.
    countries = {plain[hit[0] : hit[1]] for hit in places if hit[2].when is not When.ALWAYS}
    roster = len(countries) > _ROSTER and not situated
    return [
        hit
        for hit in hits
        if not hit[2].place
        or not ((roster and hit[2].when is not When.ALWAYS) or _aside(plain, hit))
    ]


def _aside(plain: str, hit: Hit) -> bool:
    """Whether a place stands as in "Chad's delegate", "Ms. SALL (Senegal)" or "held in Kigali"."""
    start, end, _ = hit
    bracketed = plain[start - 1 : start] == "(" and plain[end : end + 1] == ")"
    if bracketed or _POSSESSED.match(plain, end):
        return True
    return _VENUE.search(plain, max(0, start - _VENUE_REACH), start) is not None
