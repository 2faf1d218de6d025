"""A layout with single blanks, so that patterns need not think of markup and line breaks.

``Layout.plain`` keeps the length of the source: where markup stood there are runs of blanks.
A compact view has one blank for each run; spans found in it lead back to the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.model.layout import Block, Layout, Sentence
from kg.model.mentions import Mention, Mentions
from kg.model.source import Span

_RUN = re.compile(r" {2,}")
_BLANKS = "\u00a0\u202f\u2009\n\t\r"


@dataclass(frozen=True, slots=True)
class Compact:
    """A view of a layout and its mentions.

    From ``starts[i]`` on, up to the next start, a character of the view stands ``shifts[i]``
    further right in the source. Mind that the view's ``layout.source`` is still the source:
    read words by ``layout.read``.
    """

    layout: Layout
    mentions: Mentions
    starts: Sequence[int] = (0,)
    shifts: Sequence[int] = (0,)

    def back(self, span: Span) -> Span:
        """Return the span of the source text for a span of the view.

        >>> view = compact(_example("one   two"), Mentions([]))
        >>> view.layout.plain, view.back(Span(4, 7))
        ('one two', Span(start=6, end=9))
        """
        return Span(self._back(span.start), self._back(span.end - 1) + 1)

    def _back(self, at: int) -> int:
        return at + self.shifts[bisect_right(self.starts, at) - 1]


def compact(layout: Layout, mentions: Mentions) -> Compact:
    """Return the compact view of ``layout``."""
    text = _blank(layout.plain)
    if "  " not in text:
        view = layout if text == layout.plain else replace(layout, plain=text)
        return Compact(view, mentions)
    pieces, starts, shifts, runs = [], [0], [0], []
    at = dropped = 0
    for run in _RUN.finditer(text):
        pieces.append(text[at : run.start() + 1])
        at = run.end()
        dropped += at - run.start() - 1
        runs.append(run.start() + 1)
        starts.append(at - dropped)
        shifts.append(dropped)
    pieces.append(text[at:])

    def moved(span: Span) -> Span:
        return Span(_moved(span.start), _moved(span.end))

    def _moved(place: int) -> int:
        """Blanks that a run has too many stand where its next word begins."""
        last = bisect_right(runs, place)
        return max(place - shifts[last], starts[last])

    view = replace(
        layout,
        plain="".join(pieces),
        blocks=tuple(Block(moved(b.span), b.role, b.level, b.number) for b in layout.blocks),
        sentences=tuple(Sentence(moved(one.span), one.block) for one in layout.sentences),
    )
    named = (Mention(moved(m.span), m.kind, m.ids, m.form) for m in mentions)
    return Compact(view, Mentions(named), starts, shifts)


def _blank(text: str) -> str:
    for blank in _BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    return text


def _example(text: str) -> Layout:
    from kg.model.layout import Form
    from kg.model.source import Source

    return Layout(Source("note", text, "0" * 64, "note.txt"), text, Form.COVERAGE, 1.0, (), ())
