"""What is under discussion as a document runs on, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extracting.themes.continuing import Link
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
        self._filling = frozenset(t for t in self._ruling if prior[t] >= tuning.filling)
        self._recent: dict[str, float] = {}
        self._last: tuple[ThemeTag, ...] = ()
        self._silent = 0
        self._told = 0
        self._support: dict[str, float] = {}

    def turn(self) -> None:
        """Let another speaker take the floor: what the last one spoke of supports nothing."""
        self._support = {}

    def read(self, found: Found, direct: Scores) -> tuple[ThemeTag, ...]:
        """Tag one sentence by its cues; ``direct`` are its scores without any context."""
        if not found.hits and not found.pointers:
            return ()
        active = self._active()
        scores = score(found, active, self._ruling) if found.conditional else direct.copy()
        if found.pointers:
            subject = self._strongest(active - self._crosscutting, self._tuning.prior)
            if subject is not None and self._meant(subject):
                total, cue = scores.get(subject, (0.0, found.pointers[0]))
                scores[subject] = (total + self._tuning.pointer, cue)
        return self._choose(scores, active)

    def silence(self, link: Link, *, goes_on: bool) -> tuple[ThemeTag, ...]:
        """Return the topic that a speaker keeps to without naming it, for a while.

        The subject that rules the document lasts longest. Any other topic must be well
        supported in the statement that ``goes_on``, and the sentence must point back to it.
        """
        self._silent += 1
        if link is Link.BARRED:
            return ()
        topic = self._stated(link) if goes_on else None
        if topic is None and self._silent <= self._tuning.carry:
            topic = self._ruled(link)
        return (ThemeTag(topic, None, self._tuning.topical),) if topic else ()

    def _stated(self, link: Link) -> str | None:
        """Return the topic that the running statement supports, the more so the looser it goes on."""
        tuning = self._tuning
        if self._silent > tuning.brief:
            return None
        least = tuning.supported if link is Link.BACK else tuning.supported * 2
        last = (each.theme for each in self._last)
        return self._strongest(
            frozenset(theme for theme in last if self._support.get(theme, 0.0) >= least),
            tuning.prior / 2,
        )

    def _ruled(self, link: Link) -> str | None:
        """Return the subject that rules the document, if the last words were of it."""
        last = frozenset(each.theme for each in self._last)
        among = self._filling & last if link is Link.LOOSE else self._filling
        return self._strongest(among, self._tuning.prior / 2)

    def provision(self) -> tuple[ThemeTag, ...]:
        """Return what a text is about of which the narration tells one provision more."""
        self._told += 1
        if not self._last or self._told > self._tuning.provisions:
            return ()
        return (ThemeTag(self._last[0].theme, None, self._tuning.topical),)

    def move(self, tags: tuple[ThemeTag, ...]) -> None:
        """Let the themes of the sentence just read become the recent ones, save mere hints."""
        firm = [each for each in tags if each.score >= self._tuning.shown]
        recent = self._recent
        if recent:
            decay = self._tuning.decay
            self._recent = recent = {t: s * decay for t, s in recent.items() if s > _FADED}
        if firm:
            self._last = tuple(firm)
            self._silent = self._told = 0
            for each in firm:
                theme = each.theme
                self._support[theme] = self._support.get(theme, 0.0) + each.score
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
            (
                (-total, theme, cue)
                for theme, (total, cue) in scores.items()
                if total >= tuning.alone
            ),
            key=self._rank,
        )
        shown = [
            item
            for item in ranked
            if -item[0] >= tuning.shown or (-item[0] >= tuning.hinted and item[1] in active)
        ]
        most = tuning.most if shown else 1
        shown = shown or ranked
        if len(shown) > 1:
            general = self._general(shown)
            shown = [item for item in shown if item[1] not in general][:most]
        return tuple(ThemeTag(theme, cue, -total) for total, theme, cue in shown)

    def _rank(self, item: tuple[float, str, Span]) -> tuple[float, bool, int, str]:
        """Order themes by score; of equal ones aspects of another subject come last."""
        total, theme, cue = item
        return total, theme in self._crosscutting, cue.start, theme

    def _general(self, shown: Sequence[tuple[float, str, Span]]) -> set[str]:
        """Return the themes that a narrower one makes needless, save subjects with cues enough."""
        above: set[str] = set()
        for _, theme, _ in shown:
            broader = self._broader.get(theme, frozenset())
            above |= broader & self._crosscutting if theme in self._crosscutting else broader
        firm = {theme for total, theme, _ in shown if -total >= self._tuning.firm}
        return above - (self._subjects & firm)

    def _strongest(self, among: frozenset[str], prior: float) -> str | None:
        strength = {
            theme: self._recent.get(theme, 0.0) + prior * self._prior.get(theme, 0.0)
            for theme in among
        }
        best = max(sorted(strength), key=strength.__getitem__, default=None)
        if best is None or strength[best] < self._tuning.topical:
            return None
        return best
