"""Which cues stand in each sentence, after negative patterns and speakers' titles are out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extracting.themes.lexicon import SITUATION, TOPIC, Cue, Lexicon
from kg.model.layout import Form, Layout
from kg.model.source import Span
from kg.phrases import PhraseMatch

_TITLE = (
    r"(?:[Rr]epresentatives?|[Dd]elegates?|[Ss]peakers?|[Oo]bservers?|Ministers?|Secretary"
    r"|Secretary-General|Directors?|Advis[eo]r|Envoy|Coordinator|Professor|Ambassador|President"
    r"|Representative|Commissioner|Rapporteur|Officer|Chair|Vice-Chair|Head|Chief|Manager)"
)
_SPEAKERS = re.compile(
    r"\b(?:[Ss]peaking|[Ss]poke|speaks)\b[^,.;“”—]{0,40}?\b(?:for|on behalf of) [^,.;“”—]{3,120}"
)
_TITLES = re.compile(
    rf"\b{_TITLE},? (?:(?:of|for|from|on|at|to|the|and) ){{0,3}}[A-Z][\w’'.-]*"
    r"(?:,? (?:(?:of|for|and|the|in|on|at|to|de|la) ){0,3}[A-Z(][\w’'.)-]*){0,12}"
)
_ROLL = re.compile(
    r"(?:Also|Other|Others) (?:speaking|delivering|participating|making|taking|addressing)"
    r"|[Ss]peaking in (?:the )?exercise of|\bfeatured\b|\bpanell?ists (?:were|included)"
    r"|^The following\b|\bas well as panell?ists"
)
_POSSESSED = re.compile(
    r"['’]s? (?:representative|delegate|speaker|observer|Permanent|Ambassador|Foreign Minister"
    r"|Minister|delegation)\b|\) (?:said|noted)"
)
_AHEAD = re.compile(r" (?:of|on|for|to|against|between|entitled|titled|regarding|concerning) ")
_ROSTER = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue at a place of the text."""

    cue: Cue
    span: Span


@dataclass(slots=True)
class Found:
    """The cues of one sentence by what they do."""

    hits: list[Hit]
    pointers: list[Span]
    situated: bool


def find(layout: Layout, lexicon: Lexicon) -> list[Found]:
    """Return the cues of every sentence of ``layout``, in order."""
    starts = [sentence.span.start for sentence in layout.sentences]
    buckets: list[list[PhraseMatch]] = [[] for _ in starts]
    for match in lexicon.index.overlapping(layout.plain):
        at = bisect_right(starts, match.start) - 1
        if at >= 0 and match.end <= layout.sentences[at].span.end:
            buckets[at].append(match)
    return [
        _sentence(layout, sentence.span, bucket, lexicon)
        for sentence, bucket in zip(layout.sentences, buckets, strict=True)
    ]


def _sentence(
    layout: Layout, span: Span, matches: Sequence[PhraseMatch], lexicon: Lexicon
) -> Found:
    if not matches:
        return Found([], [], situated=False)
    hits, voids = _written(layout.plain, matches, lexicon)
    hits = [hit for hit in hits if not _voided(hit, voids)]
    hits = _longest(hits, lexicon)
    speakers = [match.span() for match in _SPEAKERS.finditer(layout.plain, span.start, span.end)]
    if layout.form is Form.COVERAGE:
        speakers += [match.span() for match in _TITLES.finditer(layout.plain, span.start, span.end)]
    if _ROLL.search(layout.plain, span.start, span.end):
        return Found([], [], situated=False)
    situated = any(hit.cue.theme == SITUATION for hit in hits)
    pointers = [
        hit.span
        for hit in hits
        if hit.cue.theme == TOPIC and not _AHEAD.match(layout.plain, hit.span.end)
    ]
    kept = [
        hit
        for hit in hits
        if hit.cue.theme[0] != "@" and not any(s <= hit.span.start < e for s, e in speakers)
    ]
    return Found(_without_parties(layout.plain, kept, lexicon), pointers, situated)


def _written(
    plain: str, matches: Sequence[PhraseMatch], lexicon: Lexicon
) -> tuple[list[Hit], list[Hit]]:
    """Split matches into cues and voids, without those whose capitals the text lacks."""
    hits: list[Hit] = []
    voids: list[Hit] = []
    for match in matches:
        for cue in lexicon.cues[match.index]:
            if cue.cased and not _cased(cue.cased, plain[match.start : match.end]):
                continue
            (voids if cue.void else hits).append(Hit(cue, Span(match.start, match.end)))
    return hits, voids


def _cased(written: str, found: str) -> bool:
    """Whether every capital of the cue is a capital in the text."""
    if len(written) != len(found):
        found = " ".join(found.split())
    return all(
        not char.isupper() or other.isupper() for char, other in zip(written, found, strict=False)
    )


def _voided(hit: Hit, voids: Sequence[Hit]) -> bool:
    return any(void.cue.row == hit.cue.row and hit.span.within(void.span) for void in voids)


def _longest(hits: Sequence[Hit], lexicon: Lexicon) -> list[Hit]:
    """Drop a cue inside a longer one; names of places stay, for they say where."""
    kept: list[Hit] = []
    reach: list[tuple[Span, str]] = []
    for hit in sorted(hits, key=lambda h: (h.span.start, -h.span.end)):
        inside = any(
            hit.span.within(span) and hit.span != span and (theme[0] != "@")
            for span, theme in reach
        )
        if not inside or lexicon.is_place(hit.cue.theme) or hit.cue.theme[0] == "@":
            kept.append(hit)
        reach = [(span, theme) for span, theme in reach if span.end > hit.span.start]
        reach.append((hit.span, hit.cue.theme))
    return kept


def _without_parties(plain: str, hits: list[Hit], lexicon: Lexicon) -> list[Hit]:
    """Drop names of States that only say who speaks, and those of a roster."""
    places = [hit for hit in hits if lexicon.is_place(hit.cue.theme)]
    if len({plain[hit.span.start : hit.span.end] for hit in places}) > _ROSTER:
        return [hit for hit in hits if not lexicon.is_place(hit.cue.theme)]
    return [
        hit
        for hit in hits
        if not (lexicon.is_place(hit.cue.theme) and _POSSESSED.match(plain, hit.span.end))
    ]


def by_theme(hits: Sequence[Hit]) -> Iterator[tuple[str, list[Hit]]]:
    """Group the cues of a sentence by theme, in order of first appearance."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.cue.theme, []).append(hit)
    yield from groups.items()
