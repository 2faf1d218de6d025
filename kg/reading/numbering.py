"""Printed paragraph numbers: what they are, and at which level they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NUMBER = re.compile(
    r"[“\"]?(?:(?P<figure>\d{1,3})\.(?=[\s\u00a0]|[A-Z])|(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,3}\.[a-z])\.?(?=[\s\u00a0])"
    r"|\((?P<letter>[a-z]{1,2}|[ivxl]{1,7}|\d{1,2})\)(?=[\s\u00a0]|[A-Z])|(?P<bare>[a-z]|[ivxl]{1,6})[.)](?=[\s\u00a0]))\s*"
)
_BULLET = re.compile(r"[“\"]?[•●▪■◦‣·–—-](?=[\s\u00a0])\s*")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})\Z")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A printed number, its level (1 for "3.", 2 for "(a)", 3 for "(i)") and its length."""

    number: str | None
    level: int
    length: int


@dataclass(slots=True)
class Numbering:
    """Reads the numbers of one document in order: "(i)" is a letter after "(h)", else Roman.

    >>> numbering = Numbering()
    >>> [numbering.read(line).level for line in ("1. A", "(a) B", "(i) C", "(ii) D", "(b) E")]
    [1, 2, 3, 3, 2]
    """

    last: dict[int, str] = field(default_factory=dict)

    def read(self, words: str) -> Numbered | None:
        """Return the number with which ``words`` begin, or ``None``."""
        bullet = _BULLET.match(words)
        if bullet:
            return Numbered(None, 2, bullet.end())
        found = _NUMBER.match(words)
        if not found:
            return None
        figure, dotted, letter, bare = found.group("figure", "dotted", "letter", "bare")
        if figure:
            self.last = {1: figure}
            return Numbered(figure, 1, found.end())
        if dotted:
            return Numbered(dotted, dotted.count(".") + 1, found.end())
        return Numbered(f"({letter})" if letter else bare, self._level(letter or bare), found.end())

    def _level(self, mark: str) -> int:
        level = self._guess(mark)
        self.last = {key: value for key, value in self.last.items() if key < level}
        self.last[level] = mark
        return level

    def _guess(self, mark: str) -> int:
        if mark.isdigit():
            return 2
        letter, roman = self.last.get(2), self.last.get(3)
        if _ROMAN.match(mark) and mark:
            if letter and _follows(letter, mark) and not (roman and mark != "i" and len(roman) > 1):
                return 3 if roman and _roman(roman) + 1 == _roman(mark) else 2
            if mark == "i" or roman:
                return 3
            return 2 if len(mark) == 1 else 3
        if len(mark) == 2 and mark[0] == mark[1] and (letter != "z"):
            return 4
        return 2


def _follows(before: str, mark: str) -> bool:
    return len(before) == len(mark) == 1 and ord(mark) == ord(before) + 1


def _roman(mark: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}.get(char, 0) for char in mark]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
