"""Words and punctuation of one sentence, with their places and whether they stand in quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Set
from functools import lru_cache
from itertools import pairwise

from kg.extracting.acts.words import words
from kg.model.source import Span

_TOKEN = re.compile(r"\w++(?:['.\-–]\w++)*+'?|[“”\"«»,;:()?!\[\]—–$€£]|--")
_OPEN, _CLOSE = frozenset("“«"), frozenset("”»")
_MARKS = _OPEN | _CLOSE | {'"'}
WORDLESS = frozenset(',;:()?![]—–“”"«»$€£') | {"--"}

ADVERBS = words("adverb")
_NO_ADVERBS = words("no-adverb")
BE: frozenset[str] = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})
HAVE: frozenset[str] = frozenset({"has", "have", "had", "having"})
DO: frozenset[str] = frozenset({"do", "does", "did"})
MODAL = frozenset(
    {"will", "would", "shall", "can", "could", "may", "might", "must", "should", "cannot"}
)
_CONTRACTED = frozenset(
    {"won't", "wouldn't", "can't", "couldn't", "don't", "doesn't", "didn't", "isn't", "aren't",
     "wasn't", "weren't", "hasn't", "haven't", "hadn't"}
)  # fmt: skip
AUXILIARY = BE | HAVE | DO | MODAL | _CONTRACTED
FINITE = AUXILIARY - {"be", "been", "being", "having"}
NEGATIONS = frozenset({"not", "never", "no", "nor", "neither", "without", "cannot"})
PREPOSITIONS = words("preposition")
BREAKS = words("clause-break")
OPENING_QUOTES = frozenset({"“", '"'})
QUOTES = OPENING_QUOTES | {"”"}
DASHES = frozenset({"—", "–"})


class Tokens:
    """Parallel lists: folded words, where they begin, whether they stand in quotes."""

    __slots__ = ("_text", "quoted", "starts", "words")

    def __init__(self, text: str, words: list[str], starts: list[int], quoted: list[bool]) -> None:
        self._text = text
        self.words, self.starts, self.quoted = words, starts, quoted

    def __len__(self) -> int:
        return len(self.words)

    def capital(self, at: int) -> bool:
        """Whether the word at ``at`` begins with a capital letter in the text."""
        return self._text[self.starts[at]].isupper()

    def span(self, begin: int, end: int) -> Span:
        """Return the place of the words ``begin`` up to ``end``; folding keeps their lengths."""
        return Span(self.starts[begin], self.starts[end - 1] + len(self.words[end - 1]))

    def begun(self, span: Span) -> range:
        """Return the places whose words begin in ``span``."""
        first = bisect_left(self.starts, span.start)
        return range(first, bisect_left(self.starts, span.end, first))

    def inside(self, span: Span) -> range:
        """Return the places whose words stand in ``span``."""
        begun = self.begun(span)
        cut = begun and self.span(begun[-1], begun.stop).end > span.end
        return begun[:-1] if cut else begun

    def word(self, at: int) -> str:
        """Return the word at ``at`` or an empty string outside the sentence."""
        try:
            return self.words[at] if at >= 0 else ""
        except IndexError:
            return ""

    def forward(self, at: int) -> int:
        """Return the first place from ``at`` on that holds no adverb."""
        while at < len(self.words) and is_adverb(self.words[at]):
            at += 1
        return at

    def back(self, at: int) -> int:
        """Return the first place from ``at`` backwards that holds no adverb."""
        while at >= 0 and is_adverb(self.words[at]):
            at -= 1
        return at

    def holds(self, wanted: Set[str], begin: int, end: int) -> bool:
        """Whether any word in ``begin:end`` is wanted."""
        return not wanted.isdisjoint(self.words[begin:end])

    def find(self, wanted: Set[str], begin: int, end: int) -> int:
        """Return the first place in ``begin:end`` whose word is wanted, else -1."""
        for at, word in enumerate(self.words[begin:end], begin):
            if word in wanted:
                return at
        return -1


@lru_cache(maxsize=1 << 16)
def is_adverb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb without changing either.

    >>> is_adverb("strongly"), is_adverb("also"), is_adverb("Italy".lower()), is_adverb("family")
    (True, True, False, False)
    """
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS)


def is_word(word: str) -> bool:
    """Whether a token is a word or number, no punctuation."""
    return bool(word) and word not in WORDLESS


class _Pieces(dict[str, str | tuple[tuple[str, int], ...]]):
    """The tokens between two blanks: few chunks are seen only once.

    A token at the beginning of its chunk, with nothing or a full stop after it, stands by
    itself; others stand with their places.

    >>> pieces = _Pieces()
    >>> pieces["act"], pieces["act."], pieces["(we'll"]
    ('act', 'act', (('(', 0), ("we'll", 1)))
    """

    def __missing__(self, chunk: str) -> str | tuple[tuple[str, int], ...]:
        if len(self) >= _MOST_PIECES:
            self.clear()
        found = tuple((match.group(), match.start()) for match in _TOKEN.finditer(chunk))
        alone = len(found) == 1 and found[0][1] == 0
        self[chunk] = made = found[0][0] if alone else found
        return made


_MOST_PIECES = 60_000
_PIECES = _Pieces()


def tokenise(folded: str, text: str, begin: int, end: int) -> Tokens:
    """Split ``folded[begin:end]``; a quotation may be open at ``begin``.

    >>> tokens = tokenise("he said: “we must act”", "He said: “We must act”", 0, 22)
    >>> [word for word, quoted in zip(tokens.words, tokens.quoted) if quoted]
    ['we', 'must', 'act']
    """
    found: list[str] = []
    starts: list[int] = []
    add, begins = found.append, starts.append
    at = begin
    for chunk in folded[begin:end].split(" "):
        piece = _PIECES[chunk]
        if isinstance(piece, str):
            add(piece)
            begins(at)
        else:
            for word, left in piece:
                add(word)
                begins(at + left)
        at += len(chunk) + 1
    if found.count(",") > 1:
        kept = _kept(found)
        if len(kept) < len(found):
            found, starts = [found[at] for at in kept], [starts[at] for at in kept]
    if _MARKS.isdisjoint(found):
        return Tokens(text, found, starts, [False] * len(found))
    inside = opens_quoted(text, begin, end)
    return Tokens(text, found, starts, _quoted(found, inside=inside))


def _kept(found: list[str]) -> list[int]:
    """Return all places but those of the commas around a lone adverb (", however,")."""
    commas = [at for at, word in enumerate(found) if word == ","]
    drop: set[int] = set()
    for first, second in pairwise(commas):
        if second == first + 2 and first > 0 and is_adverb(found[first + 1]):
            drop |= {first, second}
    return [at for at in range(len(found)) if at not in drop] if drop else list(range(len(found)))


def _quoted(found: list[str], *, inside: bool) -> list[bool]:
    quoted: list[bool] = []
    for at in [at for at, word in enumerate(found) if word in _MARKS]:
        quoted += [inside] * (at - len(quoted))
        mark = found[at]
        inside = mark in _OPEN or (mark == '"' and not inside)
        quoted.append(False)
    return quoted + [inside] * (len(found) - len(quoted))


def opens_quoted(text: str, begin: int, end: int) -> bool:
    """Whether a quotation that began earlier is still open at ``begin`` (a closing mark first).

    >>> opens_quoted("we were moved,” she said.", 0, 25), opens_quoted("“Yes”", 0, 5)
    (True, False)
    """
    closing = text.find("”", begin, end)
    opening = text.find("“", begin, end)
    return closing >= 0 and (opening < 0 or closing < opening)
