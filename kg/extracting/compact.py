"""A layout with single blanks, so that patterns need not think of markup and line breaks.

``Layout.plain`` keeps the length of the source: where markup stood there are runs of blanks.
A compact view has one blank for each run; spans found in it lead back to the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.model.layout import Layout
from kg.model.mentions import Mentions
from kg.model.source import Span

_RUN = re.compile(r" {2,}")
_BLANKS = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " ", "\r": " "}
)


@dataclass(frozen=True, slots=True)
class Compact:
    """A view of a layout and its mentions; ``places`` holds each character's source offset.

    Mind that the view's ``layout.source`` is still the source: read words by ``layout.read``.
    """

    layout: Layout
    mentions: Mentions
    places: Sequence[int]

    def back(self, span: Span) -> Span:
        """Return the span of the source text for a span of the view.

        >>> view = compact(_example("one   two"), Mentions([]))
        >>> view.layout.plain, view.back(Span(4, 7))
        ('one two', Span(start=6, end=9))
        """
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def compact(layout: Layout, mentions: Mentions) -> Compact:
    """Return the compact view of ``layout``."""
    text = layout.plain.translate(_BLANKS)
    places: list[int] = []
    pieces: list[str] = []
    at = 0
    for run in _RUN.finditer(text):
        places.extend(range(at, run.start() + 1))
        pieces.append(text[at : run.start() + 1])
        at = run.end()
    places.extend(range(at, len(text)))
    pieces.append(text[at:])

    def moved(span: Span) -> Span:
        return Span(bisect_left(places, span.start), bisect_left(places, span.end))

    view = replace(
        layout,
        plain="".join(pieces),
        blocks=tuple(replace(one, span=moved(one.span)) for one in layout.blocks),
        sentences=tuple(replace(one, span=moved(one.span)) for one in layout.sentences),
    )
    return Compact(view, Mentions(replace(one, span=moved(one.span)) for one in mentions), places)


def _example(text: str) -> Layout:
    from kg.model.layout import Form
    from kg.model.source import Source

    return Layout(Source("note", text, "0" * 64, "note.txt"), text, Form.COVERAGE, 1.0, (), ())
