"""A source made readable, before anybody asks what kind of document it is.

A *surface* (plain text, HTML, typed-paragraph JSON) yields a ``Page``: visible text of the
source's length and the pieces that its markup or its lines set apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.model.layout import Fact
from kg.model.source import Issue, Source, Span

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BLANKS = [chr(code) for code in range(32)] + list(
    "\x7f\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
BROKEN_WORD = re.compile(rf"[{_INVISIBLE}]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that the source sets apart.

    ``tag`` is the element it would be in HTML (``p``, ``h1``, ``li``, ``title``);
    ``field`` what the page's own markup calls it (``symbol``, ``dated``, ``body`` …);
    ``number`` a number that the source keeps apart from the text.
    """

    span: Span
    tag: str = "p"
    field: str = ""
    furniture: bool = False
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A source's visible text and its pieces, in order.

    ``compact`` lists the stretches where words stand closer in ``plain`` than in the source.
    """

    source: Source
    plain: str
    pieces: tuple[Piece, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    compact: tuple[Span, ...] = ()
    issues: tuple[Issue, ...] = ()
    surface: str = "text"
    _read: dict[Span, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def read(self, piece: Piece) -> str:
        """Return the words of ``piece`` with single blanks."""
        span = piece.span
        words = self._read.get(span)
        if words is None:
            words = self._read[span] = " ".join(self.plain[span.start : span.end].split())
        return words

    def with_pieces(self, pieces: Iterable[Piece]) -> Page:
        """Return the same page with other pieces."""
        return replace(self, pieces=tuple(pieces))


@dataclass(slots=True)
class Overlay:
    r"""Edits to a text that keep its length; later edits win where two overlap.

    >>> overlay = Overlay("opera-\ntion of")
    >>> overlay.write(0, 11, "operation")
    >>> overlay.text()
    'operation   of'
    """

    base: str
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    compact: list[Span] = field(default_factory=list)

    def blank(self, start: int, end: int) -> None:
        """Make ``start:end`` blank."""
        self.edits.append((start, end, ""))

    def write(self, start: int, end: int, words: str) -> None:
        """Let ``words`` stand at ``start``, blanks after them up to ``end``."""
        self.edits.append((start, end, words))
        self.compact.append(Span(start, end))

    def text(self) -> str:
        """Return the base with every edit made and every kind of blank a plain blank."""
        parts: list[str] = []
        at = 0
        for start, end, words in sorted(self.edits, key=lambda edit: edit[:2]):
            if end <= at:
                continue
            begin = max(start, at)
            parts.append(self.base[at:begin])
            parts.append(words.ljust(end - start)[begin - start :])
            at = end
        parts.append(self.base[at:])
        text = "".join(parts)
        for blank in _BLANKS:
            if blank in text:
                text = text.replace(blank, " ")
        return text


def close_broken_words(overlay: Overlay) -> None:
    r"""Close words that hold invisible characters (soft hyphens, zero-width blanks, marks).

    >>> overlay = Overlay("co\u00adoperation")
    >>> close_broken_words(overlay)
    >>> overlay.text()
    'cooperation '
    """
    text = overlay.base
    done = 0
    for match in BROKEN_WORD.finditer(text):
        if match.start() < done:
            continue
        start, end = _word_around(text, match.start())
        words = BROKEN_WORD.sub("", text[start:end])
        overlay.write(start, end, words)
        done = end


def _word_around(text: str, at: int) -> tuple[int, int]:
    start, end = at, at + 1
    low, high = max(0, at - 60), min(len(text), at + 60)
    while start > low and not text[start - 1].isspace():
        start -= 1
    while end < high and not text[end].isspace():
        end += 1
    return start, end
