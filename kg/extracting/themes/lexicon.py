"""The cues of the themes, read from ``ontology/lexicons/theme-cues.tsv`` into one automaton."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kg import resources
from kg.errors import EnvironmentFailure
from kg.extracting.themes.inflection import forms
from kg.phrases import PhraseIndex, fold

CUES = "ontology/lexicons/theme-cues.tsv"
THEMES = "ontology/registers/themes.tsv"
SITUATION = "@situation"
TOPIC = "@topic"


class When(StrEnum):
    """Under which condition a cue counts."""

    ALWAYS = ""
    CONTEXT = "context"
    SITUATION = "situation"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase stands for: a theme (or ``@situation``, ``@topic``), how strongly, when.

    ``row`` is the line group it came from; a cue with ``void`` cancels the cues of its row
    that stand inside it. ``cased`` is the phrase as written if it holds a capital, else "".
    """

    theme: str
    weight: float
    when: When
    row: int
    void: bool = False
    cased: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues: phrase number ``i`` of ``index`` means each of ``cues[i]``."""

    index: PhraseIndex
    phrases: tuple[str, ...]
    cues: tuple[tuple[Cue, ...], ...]
    groups: Mapping[str, str]
    crosscutting: frozenset[str] = frozenset()

    def is_place(self, theme: str) -> bool:
        """Whether a theme is a situation, shown by names of places and peoples."""
        return self.groups.get(theme) == "situations"


def compile_lexicon(
    table: Iterable[Mapping[str, str]], themes: Iterable[Mapping[str, str]] = ()
) -> Lexicon:
    """Expand the rows of a cue table into one automaton; ``themes`` are rows of the register.

    Raises:
        EnvironmentFailure: a weight is no number or a condition unknown.
    """
    meanings: dict[str, dict[Cue, None]] = {}
    for number, row in enumerate(table):
        try:
            weight, when = float(row["weight"]), When(row["when"])
        except ValueError as error:
            raise EnvironmentFailure(f"{CUES}: theme {row['theme']}: {error}") from error
        for void, cell in ((False, row["cues"]), (True, row["unless"])):
            for written in resources.values(cell):
                for phrase in forms(written):
                    cased = "" if phrase.islower() else phrase
                    cue = Cue(row["theme"], weight, when, number, void, cased)
                    meanings.setdefault(" ".join(fold(phrase).split()), {})[cue] = None
    phrases = tuple(meanings)
    cues = tuple(tuple(found) for found in meanings.values())
    register = list(themes)
    groups = {row["id"]: row["group"] for row in register}
    crosscutting = frozenset(row["id"] for row in register if row["crosscutting"])
    return Lexicon(PhraseIndex(phrases), phrases, cues, groups, crosscutting)


@cache
def load() -> Lexicon:
    """Return the lexicon of this installation.

    >>> len(load().phrases) > 5000
    True
    """
    return compile_lexicon(resources.rows(CUES), resources.rows(THEMES))
