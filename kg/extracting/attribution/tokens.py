"""A sentence as a string of word classes, every letter knowing its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extracting.attribution.lexicon import Lexicon, lexicon
from kg.extracting.attribution.resolving import Resolver
from kg.model.mentions import Gazetteer, Kind, Mention, Mentions, NameForm
from kg.model.source import Span

_WORD = re.compile(r"(?:[A-ZÀ-Þ]\.)+(?=[ A-ZÀ-Þ])|[^\W_]+(?:[-‐‑.’'/&][^\W_]+)*|[^\w\s]")
_MARKS = {"–": "-", "—": "-", "―": "-", "-": "-", "’": "'", "'": "'", "…": "."}
_MARKS |= {mark: mark for mark in ",;:()."}
_SPECIAL = frozenset(
    {"un", "nations", "special", "personal", "resident", "relief", "humanitarian", "high"}
)
_SPECIAL_NOUNS = frozenset(
    {"envoy", "representative", "coordinator", "co-ordinator", "adviser", "advisor", "commissioner"}
)
# Letters of words that are the same in every sentence: the same in every document too.
_KNOWN: dict[str, str] = {}
_MOST_KNOWN = 60_000
# Registers have "Permanent Observer of Palestine" as a name; here its parts have their uses.
_OBSERVER = re.compile(r"(?P<kind>Permanent)\s+(?P<role>Observer)\s+(?P<of>of|for)\s+(?:the\s+)?")
_OBSERVER_LETTERS = (("kind", "i"), ("role", "R"), ("of", "f"))
_SURNAME = re.compile(r" [A-ZÀ-Þ][^\W\d_]+(?:-[A-ZÀ-Þ][^\W\d_]+)?, [A-Z]")
_FUNCTION = frozenset("VWFgsPyofp2u5xzr&")


@dataclass(frozen=True, slots=True)
class Tokens:
    """``code[i]`` is the class of the token at ``starts[i]:ends[i]`` of ``text``.

    ``mentions`` are by token; ``quotes`` are the quoted stretches, each one token ``q``;
    ``states`` are the States named, in quotations too; ``resolver`` knows more names.
    """

    text: str
    code: str
    starts: list[int]
    ends: list[int]
    mentions: dict[int, Mention]
    quotes: tuple[tuple[int, int], ...] = ()
    states: tuple[Mention, ...] = ()
    resolver: Resolver = field(default_factory=Resolver)

    def words(self, i: int, j: int) -> str:
        """Return the text of tokens ``i`` up to ``j``."""
        if i >= j:
            return ""
        return " ".join(self.text[self.starts[i] : self.ends[j - 1]].split())

    def word(self, i: int) -> str:
        """Return token ``i``."""
        return self.text[self.starts[i] : self.ends[i]]

    def span(self, i: int, j: int) -> Span:
        """Return the place of tokens ``i`` up to ``j``."""
        return Span(self.starts[i], self.ends[max(i, j - 1)])


def letter_of(mention: Mention) -> str | None:
    """Return the class of a mention; instruments and symbols have none."""
    if mention.kind is Kind.GROUP:
        return "G"
    if mention.kind is Kind.BODY:
        return "B"
    if mention.kind is not Kind.PARTY:
        return None
    if mention.form in (NameForm.ADJECTIVE, NameForm.DEMONYM):
        return "A"
    if mention.form is NameForm.METONYM:
        return "C"
    return "O" if mention.ids[0].startswith("org:") else "S"


class Tokenizer:
    """Turns the sentences of one text into ``Tokens``."""

    __slots__ = ("_lexicon", "_memo", "_mentions", "_resolver", "_text")

    def __init__(self, text: str, mentions: Mentions, gazetteer: Gazetteer | None = None) -> None:
        self._resolver = Resolver(gazetteer)
        self._text, self._mentions, self._lexicon = text, mentions, lexicon()
        if len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.clear()
        self._memo = _KNOWN

    def tokens(self, span: Span, quotes: tuple[tuple[int, int], ...], title: bool) -> Tokens:
        """Return the tokens of one sentence; ``title`` says that every word is capitalised."""
        made = _Maker(self._text, self._lexicon, title)
        found = [
            (m, letter)
            for m in self._mentions.within(span)
            if (letter := letter_of(m)) and not (letter == "C" and self._is_forename(m, span))
        ]
        blocked = {m.span.start: (m, c) for m, c in reversed(found)}
        at = span.start
        for left, right in quotes:
            self._run(made, blocked, at, left)
            made.add("q", left, right)
            at = right
        self._run(made, blocked, at, span.end)
        states = tuple(m for m, letter in found if letter == "S")
        code = "".join(made.code)
        return Tokens(
            self._text, code, made.starts, made.ends, made.mentions, quotes, states, self._resolver
        )  # fmt: skip

    def _is_forename(self, mention: Mention, span: Span) -> bool:
        """Whether a capital's name begins a person's: "Sofia Lind, Director of …"."""
        first = mention.span.start == span.start
        return first and bool(_SURNAME.match(self._text, mention.span.end, span.end))

    def _run(
        self, made: _Maker, blocked: dict[int, tuple[Mention, str]], start: int, end: int
    ) -> None:
        """Add the tokens of a stretch without quotations.

        Words whose letter is known are added in runs; only the others, and mentions, one by
        one (three times as fast as a loop over all).
        """
        matches = list(_WORD.finditer(self._text, start, end))
        words = [match.group() for match in matches]
        starts = [match.start() for match in matches]
        ends = [match.end() for match in matches]
        letters = list(map(self._memo.get, words))
        at, done = 0, start
        for k in [
            k
            for k, (letter, begun) in enumerate(zip(letters, starts, strict=True))
            if letter is None or begun in blocked
        ]:
            if starts[k] < done:
                continue
            made.known(letters[at:k], starts[at:k], ends[at:k])
            done = self._single(made, blocked, words[k], (starts[k], ends[k]))
            at = k + 1
            while at < len(starts) and starts[at] < done:
                at += 1
        made.known(letters[at:], starts[at:], ends[at:])

    def _single(
        self,
        made: _Maker,
        blocked: dict[int, tuple[Mention, str]],
        word: str,
        span: tuple[int, int],
    ) -> int:
        """Add a mention or an unknown word; return where it ends."""
        if span[0] in blocked:
            made.mention(*blocked[span[0]])
            return made.ends[-1]
        letter = made.word(word, *span)
        if letter is not None:
            self._memo[word] = letter
        return span[1]


class _Maker:
    """Collects the tokens of one sentence."""

    __slots__ = ("code", "ends", "lexicon", "mentions", "starts", "text", "title")

    def __init__(self, text: str, words: Lexicon, title: bool) -> None:
        self.text, self.lexicon, self.title = text, words, title
        self.code: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.mentions: dict[int, Mention] = {}

    def add(self, letter: str, start: int, end: int) -> None:
        """Add a token."""
        self.code.append(letter)
        self.starts.append(start)
        self.ends.append(end)

    def known(self, letters: list[str | None], starts: list[int], ends: list[int]) -> None:
        """Add tokens whose letters are all known."""
        self.code += letters  # type: ignore[arg-type]
        self.starts += starts
        self.ends += ends

    def mention(self, mention: Mention, letter: str) -> None:
        """Add a mention and the possessive mark that may follow it."""
        start = mention.span.start
        observer = _OBSERVER.match(self.text, start, mention.span.end) if letter in "SO" else None
        for name, kind in _OBSERVER_LETTERS if observer else ():
            self.add(kind, *observer.span(name))  # type: ignore[union-attr]
        start = observer.end() if observer else start
        self.mentions[len(self.code)] = mention
        self.add(letter, start, mention.span.end)
        end = mention.span.end
        if self.text[end : end + 1] in ("’", "'"):
            self.add("'", end, end + (2 if self.text[end + 1 : end + 2] == "s" else 1))

    def word(self, word: str, start: int, end: int) -> str | None:
        """Add a word or mark; return its letter if it is the same in every place."""
        if len(word) == 1 and not word.isalnum():
            return self._mark(word, start, end)
        if word.endswith(("’s", "'s")):
            self.add(self._letter(word[:-2])[0], start, end - 2)
            self.add("'", end - 2, end)
            return None
        letter, fixed = self._letter(word)
        if letter == "r" and not self.code and self.text[end + 1 : end + 2].isupper():
            letter = "N" if word.lower() not in self.lexicon.letters else letter
        self.add(letter, start, end)
        return letter if fixed else None

    def _mark(self, mark: str, start: int, end: int) -> str | None:
        if mark == "." and self.code and self.code[-1] == "H" and self.ends[-1] == start:
            return None
        letter = _MARKS.get(mark, "_")
        self.add(letter, start, end)
        return letter if letter != "." else None

    def _letter(self, word: str) -> tuple[str, bool]:
        """Return the letter of a word and whether it is the same in every place."""
        low = word.lower()
        if low in _SPECIAL_NOUNS:
            return self._special(low), False
        if word[0].isupper():
            return self._capital(word, low), False
        found = self.lexicon.letters.get(low)
        if found is not None:
            return "_" if found == "B" else found, True
        return "r" if low.endswith("ly") else "e" if low.endswith("ed") else "_", True

    def _capital(self, word: str, low: str) -> str:
        if low in self.lexicon.addresses:
            return "H"
        if self.code and self.code[-1] == "H":
            return "N"
        if len(word) > 1 and word.isupper() and not self.title:
            found = self.lexicon.letters.get(low, "N")
            return found if found in "KU" or low in ("president", "un") else "N"
        found = "T" if low == "nations" else self.lexicon.letters.get(low, "N")
        if found in _FUNCTION and self.code and not self.title:
            return "N" if self.code[-1] not in ":q" else found
        if found == "N" and low.endswith("ly") and not self.code:
            return "r"
        return found

    def _special(self, low: str) -> str:
        if self.starts and self.text[self.starts[-1] : self.ends[-1]].lower() in _SPECIAL:
            return "U"
        return self.lexicon.letters.get(low, "M")
