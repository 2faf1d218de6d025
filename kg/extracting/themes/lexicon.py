"""The cues of the themes, read from ``ontology/lexicons/theme-cues.tsv`` into one automaton."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
OFFICE = "@office"
BEHALF = "@behalf"
ROLL = "@roll"
CONFLICT = frozenset({"peace-security", "humanitarian"})
"""Groups whose themes make a sentence one about a conflict or an emergency."""


class When(StrEnum):
    """Under which condition a cue counts."""

    ALWAYS = ""
    CONTEXT = "context"
    INSTEAD = "instead"
    SITUATION = "situation"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase stands for: a theme (or ``@situation``, ``@topic``), how strongly, when.

    ``row`` is the line group it came from; a cue with ``void`` cancels the cues of its row
    that stand inside it. ``cased`` is the phrase as written if it holds a capital, else "".
    A ``place`` cue shows a situation by the name of a place or people; a ``conflict`` cue
    speaks of war or an emergency; a ``special`` one shows no theme by itself.
    """

    theme: str
    weight: float
    when: When
    row: int
    void: bool = False
    cased: str = ""
    place: bool = False
    conflict: bool = False
    special: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues: phrase number ``i`` of ``index`` means each of ``cues[i]``.

    ``crosscutting`` and ``broader`` (all themes above each) come from the register.
    """

    index: PhraseIndex
    phrases: tuple[str, ...]
    cues: tuple[tuple[Cue, ...], ...]
    crosscutting: frozenset[str] = frozenset()
    broader: Mapping[str, frozenset[str]] = field(default_factory=dict)


def compile_lexicon(
    table: Iterable[Mapping[str, str]], themes: Iterable[Mapping[str, str]] = ()
) -> Lexicon:
    """Expand the rows of a cue table into one automaton; ``themes`` are rows of the register.

    Raises:
        EnvironmentFailure: a weight is no number or a condition unknown.
    """
    register = list(themes)
    groups = {row["id"]: row["group"] for row in register}
    meanings: dict[str, dict[Cue, None]] = {}
    for number, row in enumerate(table):
        theme = row["theme"]
        try:
            weight, when = float(row["weight"]), When(row["when"])
        except ValueError as error:
            raise EnvironmentFailure(f"{CUES}: theme {theme}: {error}") from error
        for void, cell in ((False, row["cues"]), (True, row["unless"])):
            for phrase in (form for written in resources.values(cell) for form in forms(written)):
                cased = "" if phrase.islower() else phrase
                cue = Cue(
                    theme,
                    weight,
                    when,
                    number,
                    void,
                    cased,
                    place=groups.get(theme) == "situations",
                    conflict=groups.get(theme) in CONFLICT,
                    special=theme[0] == "@",
                )
                meanings.setdefault(" ".join(fold(phrase).split()), {})[cue] = None
    # The same words may stand in several rows of a theme: the strongest that counts must win.
    cues = tuple(tuple(sorted(found, key=_strongest)) for found in meanings.values())
    crosscutting = frozenset(row["id"] for row in register if row["crosscutting"])
    return Lexicon(
        PhraseIndex(tuple(meanings)), tuple(meanings), cues, crosscutting, _broader(register)
    )


def _strongest(cue: Cue) -> float:
    return -cue.weight


def _broader(register: Iterable[Mapping[str, str]]) -> dict[str, frozenset[str]]:
    """Return every theme above each theme."""
    parents = {row["id"]: resources.values(row["broader"]) for row in register}
    above: dict[str, frozenset[str]] = {}
    for theme, direct in parents.items():
        found: set[str] = set()
        todo = list(direct)
        while todo:
            if (parent := todo.pop()) not in found:
                found.add(parent)
                todo += parents.get(parent, ())
        above[theme] = frozenset(found)
    return above


@cache
def load() -> Lexicon:
    """Return the lexicon of this installation.

    >>> len(load().phrases) > 5000
    True
    """
    return compile_lexicon(resources.rows(CUES), resources.rows(THEMES))
