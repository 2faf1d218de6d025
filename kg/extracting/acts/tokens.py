"""Words and punctuation of one sentence, with their places and whether they stand in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W_]+(?:['.\-–][^\W_]+)*'?|[“”\"«»]|[,;:()?!\[\]—–]|--|[$€£]")
_OPEN, _CLOSE = frozenset("“«"), frozenset("”»")
_WORDLESS = frozenset(',;:()?![]—–“”"«»$€£') | {"--"}

ADVERBS = frozenset(
    """also again already still just now then thus therefore further furthermore moreover instead
    however nevertheless nonetheless meanwhile always never often ever even only once yet too
    likewise similarly otherwise together soon today finally lastly indeed
    not very so far well almost rather quite long-since simply accordingly hereby thereby both
    himself herself itself themselves ourselves myself all each once-again hence""".split()
)
BE = frozenset("is are was were be been being am 's 're".split())
HAVE = frozenset("has have had having".split())
DO = frozenset("do does did".split())
MODAL = frozenset("will would shall can could may might must should cannot".split())
AUXILIARY = BE | HAVE | DO | MODAL | {"won't", "wouldn't", "can't", "couldn't", "don't",
    "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't"}  # fmt: skip
NEGATIONS = frozenset("not never no nor neither without cannot".split())


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


def is_adverb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb without changing either.

    >>> is_adverb("strongly"), is_adverb("also"), is_adverb("Italy".lower()), is_adverb("family")
    (True, True, False, False)
    """
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS)


_NO_ADVERBS = frozenset(
    "italy family supply reply apply assembly early ally anomaly daily monthly yearly comply rely "
    "imply multiply monopoly rally bully butterfly elderly friendly deadly costly likely only "
    "timely orderly fly july july's".split()
)


def is_word(word: str) -> bool:
    """Whether a token is a word or number, no punctuation."""
    return bool(word) and word not in _WORDLESS


def tokenise(folded: str, text: str, begin: int, end: int, *, inside: bool = False) -> Tokens:
    """Split ``folded[begin:end]``; ``inside`` says that a quotation is open at ``begin``.

    >>> tokens = tokenise("he said: “we must act”", "He said: “We must act”", 0, 22)
    >>> [word for word, quoted in zip(tokens.words, tokens.quoted) if quoted]
    ['we', 'must', 'act']
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    quoted: list[bool] = []
    capital: list[bool] = []
    for match in _TOKEN.finditer(folded, begin, end):
        word, at = match.group(), match.start()
        if word in _OPEN:
            inside = True
        elif word in _CLOSE:
            inside = False
        elif word == '"':
            inside = not inside
        words.append(word)
        starts.append(at)
        ends.append(match.end())
        quoted.append(inside and word not in _OPEN and word != '"')
        capital.append(text[at].isupper())
    return Tokens(words, starts, ends, quoted, capital)


def opens_quoted(text: str, begin: int, end: int) -> bool:
    """Whether a quotation that began earlier is still open at ``begin`` (a closing mark first).

    >>> opens_quoted("we were moved,” she said.", 0, 25), opens_quoted("“Yes”", 0, 5)
    (True, False)
    """
    closing = text.find("”", begin, end)
    opening = text.find("“", begin, end)
    return closing >= 0 and (opening < 0 or closing < opening)
