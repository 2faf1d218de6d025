"""Gerunds that open a sentence and are no act of the speaker."""

from __future__ import annotations

from kg.extracting.acts.subjects import View
from kg.extracting.acts.tokens import BREAKS, FINITE, is_word
from kg.extracting.acts.words import words

_CONTENT_GERUNDS = words("content-gerund")
_MINE = frozenset({"i", "we", "my", "our", "me", "us", "let"})


def of_others(view: View, at: int, left: int) -> bool:
    """Whether a gerund at ``at``, after the token ``left``, is what others do, or no deed at all."""
    previous = view.tokens.word(left)
    if not previous and _is_subject(view, at):
        return True
    if not view.direct(at):
        return False
    if previous == "," and _foreign(view, left):
        return True
    return left < 3 and previous in ("", ",", "while") and _dangles(view, at)


def part_of_content(view: View, at: int) -> bool:
    """Whether a gerund such as "supporting" belongs to what is said."""
    previous = view.tokens.word(at - 1)
    verb = view.lexicon.forms[view.tokens.words[at]].verb
    return (
        verb in _CONTENT_GERUNDS
        and previous not in ("also", "while")
        and not previous.endswith("ly")
    )


def _is_subject(view: View, at: int) -> bool:
    """Whether a gerund that opens a sentence is what it speaks of: "Supporting reform is wise"."""
    for word in view.tokens.words[at + 1 : at + 16]:
        if word in FINITE:
            return True
        if word in BREAKS or not is_word(word):
            return False
    return False


def _dangles(view: View, at: int) -> bool:
    """Whether a fronted gerund is what others do: "While urging haste, rich nations wait"."""
    tokens = view.tokens
    commas = [p for p in range(at + 2, min(at + 60, len(tokens))) if tokens.words[p] == ","]
    if not commas:
        return False
    return not any(_of_speaker(view, comma + 1) for comma in commas)


def _foreign(view: View, comma: int) -> bool:
    """Whether nothing before a comma is of the speaker: "He has come, pledging support"."""
    return comma > 2 and not any(
        place in view.own or view.tokens.words[place] in _MINE for place in range(comma)
    )


def _of_speaker(view: View, at: int) -> bool:
    """Whether the speaker's own party is named within a few words from ``at``."""
    near = range(at, min(at + 8, len(view.tokens)))
    return any(place in view.own or view.tokens.words[place] in _MINE for place in near)
