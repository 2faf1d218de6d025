"""Words and punctuation of one sentence, with their places and whether they stand in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kg.extracting.acts.words import words

_TOKEN = re.compile(r"\w+(?:['.\-–]\w+)*'?|[“”\"«»]|[,;:()?!\[\]—–]|--|[$€£]")
_OPEN, _CLOSE = frozenset("“«"), frozenset("”»")
_MARKS = _OPEN | _CLOSE | {'"'}
_WORDLESS = frozenset(',;:()?![]—–“”"«»$€£') | {"--"}

ADVERBS = words("adverb")
_NO_ADVERBS = words("no-adverb")
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})
HAVE = frozenset({"has", "have", "had", "having"})
DO = frozenset({"do", "does", "did"})
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


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: folded words, their offsets in the text, quotation, capital letters."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    quoted: list[bool]
    capital: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, at: int) -> str:
        """Return the word at ``at`` or an empty string outside the sentence."""
        return self.words[at] if 0 <= at < len(self.words) else ""

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

    def find(self, wanted: Iterable[str], begin: int, end: int) -> int:
        """Return the first place in ``begin:end`` whose word is wanted, else -1."""
        for at in range(begin, min(end, len(self.words))):
            if self.words[at] in wanted:
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
    return bool(word) and word not in _WORDLESS


def tokenise(folded: str, text: str, begin: int, end: int, *, inside: bool = False) -> Tokens:
    """Split ``folded[begin:end]``; ``inside`` says that a quotation is open at ``begin``.

    >>> tokens = tokenise("he said: “we must act”", "He said: “We must act”", 0, 22)
    >>> [word for word, quoted in zip(tokens.words, tokens.quoted) if quoted]
    ['we', 'must', 'act']
    """
    matches = list(_TOKEN.finditer(folded, begin, end))
    found = [match.group() for match in matches]
    if found.count(",") > 1:
        kept = _kept(found)
        if len(kept) < len(found):
            matches = [matches[at] for at in kept]
            found = [found[at] for at in kept]
    starts = [match.start() for match in matches]
    return Tokens(
        found,
        starts,
        [match.end() for match in matches],
        _quoted(found, inside=inside),
        [text[at].isupper() for at in starts],
    )


def _kept(found: list[str]) -> list[int]:
    """Return all places but those of the commas around a lone adverb (", however,")."""
    commas = [at for at, word in enumerate(found) if word == ","]
    drop: set[int] = set()
    for first, second in pairwise(commas):
        if second == first + 2 and first > 0 and is_adverb(found[first + 1]):
            drop |= {first, second}
    return [at for at in range(len(found)) if at not in drop] if drop else list(range(len(found)))


def _quoted(found: list[str], *, inside: bool) -> list[bool]:
    if not inside and _MARKS.isdisjoint(found):
        return [False] * len(found)
    quoted = []
    for word in found:
        if word in _OPEN:
            inside = True
        elif word in _CLOSE:
            inside = False
        elif word == '"':
            inside = not inside
        quoted.append(inside and word not in _OPEN and word != '"')
    return quoted


def opens_quoted(text: str, begin: int, end: int) -> bool:
    """Whether a quotation that began earlier is still open at ``begin`` (a closing mark first).

    >>> opens_quoted("we were moved,” she said.", 0, 25), opens_quoted("“Yes”", 0, 5)
    (True, False)
    """
    closing = text.find("”", begin, end)
    opening = text.find("“", begin, end)
    return closing >= 0 and (opening < 0 or closing < opening)
