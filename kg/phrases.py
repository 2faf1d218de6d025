"""Find many phrases in a text in one pass. The only door to ``ahocorasick_rs``.

A phrase matches at word boundaries, case-insensitively unless the index is *cased*, with
runs of blanks in the text counting as one; of overlapping matches the leftmost longest one is
kept. What a phrase *means* is the caller's business: a match carries the phrase's index.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation


class PhraseMatch(NamedTuple):
    """Phrase number ``index`` stands at ``start:end`` (code points)."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs
    start: int
    end: int


def fold(text: str) -> str:
    """Return ``text`` in lower case, every character still at its place.

    Typographic apostrophes, hyphens and blanks become their plain forms, so that a phrase
    is written once.

    >>> fold("Côte d’Ivoire’s")
    "côte d'ivoire's"
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return plain(lowered)


def plain(text: str) -> str:
    """Return ``text`` with plain apostrophes, hyphens and blanks, its case kept.

    >>> plain("Côte d’Ivoire")
    "Côte d'Ivoire"
    """
    for typographic, character in _PLAIN:
        if typographic in text:
            text = text.replace(typographic, character)
    return text


_PLAIN = (
    ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("‐", "-"), ("‑", "-"), ("\u00a0", " "),
    ("\u202f", " "), ("\u2009", " "), ("\n", " "), ("\t", " "), ("\r", " "),
)  # fmt: skip
_BLANKS = re.compile("  +")


class PhraseIndex:
    """An immutable automaton over ``phrases``; ``cased`` ones match in their own case only.

    The automaton is a compact one: of thousands of phrases a table of all transitions takes
    nine times longer to make, and in a pipeline, whose other steps push that table out of the
    processor's caches between two documents, searches no faster.

    >>> index = PhraseIndex(["Guinea", "Guinea-Bissau", "human trafficking"])
    >>> [(m.index, m.start, m.end) for m in index.matches("Guinea-Bissau on human  trafficking")]
    [(1, 0, 13), (2, 17, 35)]
    >>> [m.start for m in PhraseIndex(["Turkey"], cased=True).matches("no turkey in Turkey")]
    [13]
    """

    __slots__ = ("_automaton", "_fold")

    def __init__(self, phrases: Sequence[str], *, cased: bool = False) -> None:
        self._fold = plain if cased else fold
        self._automaton = AhoCorasick(
            [" ".join(self._fold(phrase).split()) for phrase in phrases],
            implementation=Implementation.ContiguousNFA,
        )

    def matches(
        self, text: str, accept: Callable[[PhraseMatch], bool] | None = None
    ) -> Iterator[PhraseMatch]:
        """Yield the leftmost longest matches that ``accept`` agrees to, in order."""
        best_end = 0
        for start, negative_end, index in self._ordered(text):
            if start >= best_end:
                match = PhraseMatch(index, start, -negative_end)
                if accept is None or accept(match):
                    best_end = -negative_end
                    yield match

    def overlapping(self, text: str) -> Iterator[PhraseMatch]:
        """Yield every match at word boundaries, overlapping ones too, in text order."""
        for start, negative_end, index in self._ordered(text):
            yield PhraseMatch(index, start, -negative_end)

    def _ordered(self, text: str) -> list[tuple[int, int, int]]:
        """Return (start, -end, index) of all matches, the leftmost and longest first."""
        squeezed, place = _squeeze(self._fold(text))
        within = f" {squeezed} "
        found = [
            (start, -end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(
                squeezed, overlapping=True
            )
            if not (within[start : start + 2].isalnum() or within[end : end + 2].isalnum())
        ]
        if place is not None:
            found = [(place(start), -1 - place(-end - 1), index) for start, end, index in found]
        found.sort()
        return found


def _squeeze(text: str) -> tuple[str, Callable[[int], int] | None]:
    """Make each run of blanks one blank; also return where each kept character stood."""
    if "  " not in text:
        return text, None
    pieces, starts, shifts = [], [0], [0]
    at = dropped = 0
    for run in _BLANKS.finditer(text):
        pieces.append(text[at : run.start() + 1])
        dropped += run.end() - run.start() - 1
        at = run.end()
        starts.append(at - dropped)
        shifts.append(dropped)
    pieces.append(text[at:])
    return "".join(pieces), lambda place: place + shifts[bisect_right(starts, place) - 1]
