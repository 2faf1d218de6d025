"""Gerunds that open a sentence and are no act of the speaker."""

from __future__ import annotations

from kg.extracting.acts.subjects import View
from kg.extracting.acts.tokens import BREAKS, FINITE, is_word

_MINE = frozenset({"i", "we", "my", "our", "me", "us", "let"})


def is_subject(view: View, at: int) -> bool:
    """Whether a gerund that opens a sentence is what it speaks of: "Supporting reform is wise"."""
    for word in view.tokens.words[at + 1 : at + 16]:
        if word in FINITE:
            return True
        if word in BREAKS or not is_word(word):
            return False
    return False


def dangles(view: View, at: int) -> bool:
    """Whether a fronted gerund is what others do: "While urging haste, rich nations wait"."""
    tokens = view.tokens
    commas = [p for p in range(at + 2, min(at + 60, len(tokens))) if tokens.words[p] == ","]
    if not commas:
        return False
    return not any(_of_speaker(view, comma + 1) for comma in commas)


def _of_speaker(view: View, at: int) -> bool:
    """Whether the speaker's own party is named within a few words from ``at``."""
    near = range(at, min(at + 8, len(view.tokens)))
    return any(place in view.own or view.tokens.words[place] in _MINE for place in near)
