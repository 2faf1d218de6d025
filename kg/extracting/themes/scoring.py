"""How strongly a sentence shows each theme, and what a document is about on the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from kg.extracting.themes.finding import Found
from kg.extracting.themes.lexicon import Cue, When
from kg.extracting.themes.tuning import Tuning
from kg.model.source import Span

Scores: TypeAlias = dict[str, tuple[float, Span]]
"""The score and the best cue of every theme that a sentence shows."""


_NONE: frozenset[str] = frozenset()


def score(found: Found, active: frozenset[str] = _NONE, ruling: frozenset[str] = _NONE) -> Scores:
    """Return what the cues of a sentence show.

    ``active`` themes are under discussion, ``ruling`` ones rule the document. The best
    cue counts whole, every further one half.
    """
    taken = _taken(found, ruling)
    scores: Scores = {}
    best: dict[str, float] = {}
    seen: set[tuple[int, str]] = set()
    for start, end, cue in found.hits:
        theme, weight = cue.theme, cue.weight
        if (start, theme) in seen or taken.get((start, end), theme) != theme:
            continue
        if not _counts(cue, found, active, ruling):
            continue
        seen.add((start, theme))
        if theme not in scores:
            scores[theme], best[theme] = (weight, Span(start, end)), weight
            continue
        total, span = scores[theme]
        if weight > best[theme]:
            best[theme], span = weight, Span(start, end)
        scores[theme] = (max(total, weight) + min(total, weight) / 2, span)
    return scores


def _taken(found: Found, ruling: frozenset[str]) -> dict[tuple[int, int], str]:
    """Return the words that a ruling subject takes from every other theme."""
    if not found.conditional or not ruling:
        return {}
    return {
        (start, end): cue.theme
        for start, end, cue in found.hits
        if cue.when is When.INSTEAD and cue.theme in ruling
    }


def _counts(cue: Cue, found: Found, active: frozenset[str], ruling: frozenset[str]) -> bool:
    if cue.when is When.ALWAYS:
        return True
    if cue.when is When.INSTEAD:
        return cue.theme in ruling
    return cue.theme in active or (cue.when is When.SITUATION and found.situated)


def prior(direct: Sequence[Scores], tuning: Tuning) -> dict[str, float]:
    """Return the share of the document's tagged sentences that each theme has.

    The sentences that open a document say what it is about: they count for more. A few
    sentences prove little: every share is taken of ``doubt`` sentences more than there are.
    """
    shown = [
        [theme for theme, (total, _) in scores.items() if total >= tuning.shown]
        for scores in direct
    ]
    tagged = sum(map(bool, shown))
    counts = Counter(theme for each in shown for theme in each)
    shares = {theme: count / (tagged + tuning.doubt) for theme, count in counts.items()}
    opening = [each for each, scores in zip(shown, direct, strict=True) if scores]
    opening = opening[: tuning.opening]
    for each in opening:
        for theme in each:
            shares[theme] += tuning.lead / len(opening)
    return shares
