"""Find many phrases in a text in one pass. The only door to ``ahocorasick_rs``.

A phrase matches at word boundaries, case-insensitively, with runs of blanks in the text
counting as one; of overlapping matches the leftmost longest one is kept. What a phrase
*means* is the caller's business: a match carries the phrase's index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """Phrase number ``index`` stands at ``start:end`` (code points)."""

    index: int
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
    return lowered.translate(_PLAIN)


_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ",
        "\u2009": " ", "\n": " ", "\t": " ", "\r": " ",
    }
)  # fmt: skip


class PhraseIndex:
    """An immutable automaton over ``phrases``.

    >>> index = PhraseIndex(["Guinea", "Guinea-Bissau", "human trafficking"])
    >>> [(m.index, m.start, m.end) for m in index.matches("Guinea-Bissau on human  trafficking")]
    [(1, 0, 13), (2, 17, 35)]
    """

    __slots__ = ("_automaton", "_phrases")

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases = [" ".join(fold(phrase).split()) for phrase in phrases]
        self._automaton = AhoCorasick(self._phrases, implementation=Implementation.DFA)

    def matches(
        self, text: str, accept: Callable[[PhraseMatch], bool] | None = None
    ) -> Iterator[PhraseMatch]:
        """Yield the leftmost longest matches that ``accept`` agrees to, in order."""
        best_end = 0
        for match in sorted(self._all(text), key=lambda m: (m.start, -m.end, m.index)):
            if match.start >= best_end and (accept is None or accept(match)):
                best_end = match.end
                yield match

    def overlapping(self, text: str) -> Iterator[PhraseMatch]:
        """Yield every match at word boundaries, overlapping ones too, in text order."""
        yield from sorted(self._all(text), key=lambda m: (m.start, -m.end, m.index))

    def _all(self, text: str) -> Iterator[PhraseMatch]:
        folded = fold(text)
        squeezed, places = _squeeze(folded)
        for index, start, end in self._automaton.find_matches_as_indexes(
            squeezed, overlapping=True
        ):
            if _bounded(squeezed, start, end):
                if places is None:
                    yield PhraseMatch(index, start, end)
                else:
                    yield PhraseMatch(index, places[start], places[end - 1] + 1)


def _squeeze(text: str) -> tuple[str, list[int] | None]:
    """Make each run of blanks one blank; also return where each kept character stood."""
    if "  " not in text:
        return text, None
    places = [at for at, char in enumerate(text) if char != " " or at == 0 or text[at - 1] != " "]
    return "".join(text[at] for at in places), places


def _bounded(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    after = end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
    return before and after
