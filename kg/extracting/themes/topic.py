"""What is under discussion as a document runs on, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extracting.themes.finding import Found
from kg.extracting.themes.lexicon import Lexicon
from kg.extracting.themes.scoring import Scores, score
from kg.extracting.themes.tuning import Tuning
from kg.model.record import ThemeTag
from kg.model.source import Span

_FADED = 0.05


class RunningTopic:
    """The subjects of a document and the topic of the moment.

    Subjects are the themes with a share in the document, save the crosscutting ones; those
    with a large share rule it. Recent themes fade from sentence to sentence.
    """

    def __init__(self, prior: Mapping[str, float], lexicon: Lexicon, tuning: Tuning) -> None:
        self._prior = prior
        self._crosscutting = lexicon.crosscutting
        self._broader = lexicon.broader
        self._tuning = tuning
        self._subjects = frozenset(
            theme
            for theme, share in prior.items()
            if share >= tuning.active and theme not in lexicon.crosscutting
        )
        self._ruling = frozenset(t for t in self._subjects if prior[t] >= tuning.ruling)
        self._recent: dict[str, float] = {}
        self._last: tuple[ThemeTag, ...] = ()
        self._silent = 0

    def read(self, found: Found, direct: Scores) -> tuple[ThemeTag, ...]:
        """Tag one sentence by its cues; ``direct`` are its scores without any context."""
        if not found.hits and not found.pointers:
            return ()
        active = self._active()
        scores = score(found, active, self._subjects) if found.conditional else direct.copy()
        if found.pointers:
            subject = self._strongest(active - self._crosscutting, self._tuning.prior)
            if subject is not None and self._meant(subject):
                total, cue = scores.get(subject, (0.0, found.pointers[0]))
                scores[subject] = (total + self._tuning.pointer, cue)
        return self._choose(scores, active)

    def silence(self, *, goes_on: bool) -> tuple[ThemeTag, ...]:
        """Return the topic that a speaker keeps to without naming it, for a while.

        A statement that ``goes_on`` stays with what its last sentence was about.
        """
        self._silent += 1
        if self._silent > (self._tuning.carry if self._ruling else self._tuning.brief):
            return ()
        among = frozenset(each.theme for each in self._last) if goes_on else frozenset[str]()
        topic = self._strongest(among or self._active(), self._tuning.prior / 2)
        return (ThemeTag(topic, None, self._tuning.topical),) if topic else ()

    def move(self, tags: tuple[ThemeTag, ...]) -> None:
        """Let the themes of the sentence just read become the recent ones, save mere hints."""
        firm = [each for each in tags if each.score >= self._tuning.shown]
        recent = self._recent
        if recent:
            decay = self._tuning.decay
            self._recent = recent = {t: s * decay for t, s in recent.items() if s > _FADED}
        if firm:
            self._last = tuple(firm)
            self._silent = 0
            for each in firm:
                recent[each.theme] = recent.get(each.theme, 0.0) + 1 / len(firm)

    def _active(self) -> frozenset[str]:
        least = self._tuning.topical
        recent = [theme for theme, strength in self._recent.items() if strength >= least]
        return self._subjects.union(recent) if recent else self._subjects

    def _meant(self, theme: str) -> bool:
        """Whether a word like "the Agreement" can only mean what belongs to ``theme``."""
        return theme in self._ruling or self._recent.get(theme, 0.0) >= self._tuning.close

    def _choose(self, scores: Scores, active: frozenset[str]) -> tuple[ThemeTag, ...]:
        if not scores:
            return ()
        tuning = self._tuning
        ranked = sorted(
            (-total, theme, cue) for theme, (total, cue) in scores.items() if total >= tuning.alone
        )
        shown = [
            item
            for item in ranked
            if -item[0] >= tuning.shown or (-item[0] >= tuning.hinted and item[1] in active)
        ] or ranked[:1]
        if len(shown) > 1:
            general = self._general(shown)
            shown = [item for item in shown if item[1] not in general][: tuning.most]
        return tuple(ThemeTag(theme, cue, -total) for total, theme, cue in shown)

    def _general(self, shown: Sequence[tuple[float, str, Span]]) -> set[str]:
        """Return the themes that a narrower one makes needless, save the subjects."""
        above: set[str] = set()
        for _, theme, _ in shown:
            above.update(self._broader.get(theme, ()))
        return above - self._subjects

    def _strongest(self, among: frozenset[str], prior: float) -> str | None:
        strength = {
            theme: self._recent.get(theme, 0.0) + prior * self._prior.get(theme, 0.0)
            for theme in among
        }
        best = max(sorted(strength), key=strength.__getitem__, default=None)
        if best is None or strength[best] < self._tuning.topical:
            return None
        return best
