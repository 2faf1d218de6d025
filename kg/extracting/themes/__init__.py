"""Themes of sentences: what each one is about, shown by the words that say so.

A first pass tags what sentences say in their own words. A second one knows what the document
and the running statement are about, and reads hints ("the Agreement", "these countries",
"Moscow") and silence in that light.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.extracting.themes.finding import Found, by_theme, find
from kg.extracting.themes.lexicon import Lexicon, When, load
from kg.extracting.themes.tuning import DEFAULT, Tuning
from kg.model.layout import Layout
from kg.model.record import Attribution, ThemeTag
from kg.model.source import Span

__all__ = ["tag"]

Scores = dict[str, tuple[float, Span | None]]


def tag(
    layout: Layout,
    attributions: Sequence[Attribution],
    lexicon: Lexicon | None = None,
    tuning: Tuning = DEFAULT,
) -> tuple[tuple[ThemeTag, ...], ...]:
    """Return the themes of every sentence of ``layout``, the best first, at most three.

    ``attributions`` has one entry per sentence; the turns it numbers say where a statement,
    and with it a topic, goes on. A tag without a cue was carried over.
    """
    lexicon = lexicon or load()
    found = find(layout, lexicon)
    direct = [_score(each, frozenset()) for each in found]
    prior = _prior(direct, tuning)
    running = _Running(prior, lexicon, tuning)
    tags: list[tuple[ThemeTag, ...]] = []
    for each, attribution in zip(found, attributions, strict=True):
        tags.append(running.read(each, attribution))
    return tuple(tags)


def _score(found: Found, active: frozenset[str]) -> Scores:
    """Return the score and the best cue of each theme that the sentence shows."""
    scores: Scores = {}
    for theme, hits in by_theme(found.hits):
        total, best, seen = 0.0, None, set[Span]()
        for hit in hits:
            counts = (
                hit.cue.when is When.ALWAYS
                or (hit.cue.when is When.CONTEXT and theme in active)
                or (hit.cue.when is When.SITUATION and (found.situated or theme in active))
            )
            if counts and hit.span not in seen:
                seen.add(hit.span)
                total = max(total, hit.cue.weight) + min(total, hit.cue.weight) / 2
                if best is None or hit.cue.weight > best.cue.weight:
                    best = hit
        if best is not None:
            scores[theme] = (total, best.span)
    return scores


def _prior(direct: Sequence[Scores], tuning: Tuning) -> dict[str, float]:
    """Return the share of the document's tagged sentences that each theme has.

    The sentences that open a document say what it is about: they count for more.
    """
    counts: Counter[str] = Counter()
    tagged = 0
    for scores in direct:
        shown = [theme for theme, (score, _) in scores.items() if score >= tuning.shown]
        counts.update(shown)
        tagged += bool(shown)
    prior = {theme: count / tagged for theme, count in counts.items()}
    opening = [scores for scores in direct if scores][: tuning.opening]
    for scores in opening:
        for theme, (score, _) in scores.items():
            if score >= tuning.shown:
                prior[theme] += tuning.lead / len(opening)
    return prior


class _Running:
    """The topic as it runs through the document, sentence by sentence."""

    def __init__(self, prior: dict[str, float], lexicon: Lexicon, tuning: Tuning) -> None:
        self._prior = prior
        self._lexicon = lexicon
        self._tuning = tuning
        self._subjects = frozenset(
            theme
            for theme, share in prior.items()
            if share >= tuning.active and theme not in lexicon.crosscutting
        )
        self._ruling = frozenset(t for t in self._subjects if prior[t] >= tuning.ruling)
        self._recent: dict[str, float] = {}
        self._silent = 0

    def read(self, found: Found, attribution: Attribution) -> tuple[ThemeTag, ...]:
        """Tag one sentence and move the topic on."""
        tuning = self._tuning
        recent = frozenset(t for t, s in self._recent.items() if s >= tuning.topical)
        scores = _score(found, self._subjects | recent)
        subject = self._topic(self._subjects | (recent - self._lexicon.crosscutting), tuning.prior)
        if found.pointers and subject is not None and self._rules(subject):
            score, cue = scores.get(subject, (0.0, None))
            scores[subject] = (score + tuning.pointer, cue or found.pointers[0])
        tags = self._choose(scores)
        if tags:
            self._silent = 0
        elif attribution.speakers:
            topic = self._topic(self._subjects | recent, tuning.prior / 2)
            limit = tuning.carry if self._subjects & self._ruling else tuning.brief
            if topic is not None and self._silent < limit:
                tags = (ThemeTag(topic, None, tuning.topical),)
            self._silent += 1
        self._move(tags)
        return tags

    def _rules(self, theme: str) -> bool:
        """Whether a word like "the Agreement" can only mean what belongs to ``theme``."""
        return theme in self._ruling or self._recent.get(theme, 0.0) >= self._tuning.close

    def _choose(self, scores: Scores) -> tuple[ThemeTag, ...]:
        tuning = self._tuning
        ranked = sorted(scores.items(), key=lambda item: (-item[1][0], item[0]))
        shown = [item for item in ranked if item[1][0] >= tuning.shown]
        if not shown:
            shown = [item for item in ranked if item[1][0] >= tuning.alone][:1]
        return tuple(ThemeTag(theme, cue, score) for theme, (score, cue) in shown[: tuning.most])

    def _topic(self, among: frozenset[str], prior: float) -> str | None:
        strength = {
            theme: self._recent.get(theme, 0.0) + prior * self._prior.get(theme, 0.0)
            for theme in among
        }
        if not strength:
            return None
        best = max(sorted(strength), key=strength.__getitem__)
        return best if strength[best] >= self._tuning.topical else None

    def _move(self, tags: Sequence[ThemeTag]) -> None:
        decay = self._tuning.decay
        self._recent = {t: s * decay for t, s in self._recent.items() if s > 0.05}
        for each in tags:
            if each.cue is not None:
                self._recent[each.theme] = self._recent.get(each.theme, 0.0) + 1 / len(tags)
