"""The themes as typed rows, and the SKOS scheme made of them.

``ontology/registers/themes.tsv`` and its two companions are the truth; the file
``ontology/schemes/themes.ttl`` is what :func:`scheme` makes of them, kept so that any SKOS
tool can open it; :func:`write` writes it anew after an edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.iris import Iris
from kg.resources import numbered_rows, path, values

REGISTER = "ontology/registers/themes.tsv"
GROUPS = "ontology/registers/theme-groups.tsv"
LABELS = "ontology/registers/theme-labels.tsv"
SCHEME = "ontology/schemes/themes.ttl"

_HEAD = """\
# Made from ontology/registers/themes.tsv, theme-groups.tsv and theme-labels.tsv;
# edit those and run: python -c "from kg.linking.themes import write; write()"
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject of debate; ``line`` is its row in the register.

    ``group`` names its top concept, ``broader`` the themes right above it (none: the group).
    A ``crosscutting`` theme is mostly an aspect of another subject.
    """

    id: str
    group: str
    broader: tuple[str, ...]
    crosscutting: bool
    label: str
    alternatives: tuple[str, ...]
    definition: str
    scope: str
    example: str
    line: int


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """A top concept of the scheme."""

    id: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class ThemeLabel:
    """A label in another language than English; ``source`` says where it comes from."""

    theme: str
    language: str
    preferred: bool
    label: str
    source: str
    line: int


@cache
def themes() -> dict[str, Theme]:
    """Return the themes by id, in the order of the register.

    >>> themes()["debt"].label
    'External debt'
    """
    return {
        row["id"]: Theme(
            row["id"],
            row["group"],
            values(row["broader"]),
            row["crosscutting"] == "yes",
            row["label"],
            values(row["alt"]),
            row["definition"],
            row["scope"],
            row["example"],
            number,
        )
        for number, row in numbered_rows(REGISTER)
    }


@cache
def theme_groups() -> dict[str, ThemeGroup]:
    """Return the top concepts by id."""
    return {
        row["id"]: ThemeGroup(row["id"], row["label"], row["definition"])
        for _, row in numbered_rows(GROUPS)
    }


@cache
def theme_labels() -> tuple[ThemeLabel, ...]:
    """Return the labels in other languages than English."""
    return tuple(
        ThemeLabel(
            row["theme"],
            row["language"],
            row["kind"] == "pref",
            row["label"],
            row["source"],
            number,
        )
        for number, row in numbered_rows(LABELS)
    )


def scheme() -> str:
    """Return the SKOS scheme of the themes as Turtle, the same text for the same tables."""
    iris = Iris()
    root = f"{iris.vocabulary}theme"
    tops = " ,\n        ".join(f"<{_group(iris, group)}>" for group in theme_groups())
    parts = [
        _HEAD,
        f"<{root}> a skos:ConceptScheme ;\n"
        '    dcterms:title "Themes"@en ;\n'
        '    skos:prefLabel "Themes"@en ;\n'
        '    skos:definition "Subjects of debate at United Nations meetings."@en ;\n'
        "    dcterms:license <https://spdx.org/licenses/MIT> ;\n"
        f"    skos:hasTopConcept {tops} .\n",
    ]
    parts += [_top(iris, group, root) for group in theme_groups().values()]
    parts += [
        _concept(
            iris.theme(theme.id), [*_names(theme), *_notes(theme), *_places(theme, iris, root)]
        )
        for theme in themes().values()
    ]
    return "\n".join(parts)


def _top(iris: Iris, group: ThemeGroup, root: str) -> str:
    properties = [
        ("skos:prefLabel", _text(group.label, "en")),
        ("skos:definition", _text(group.definition, "en")),
        ("skos:notation", _text(group.id)),
        ("skos:topConceptOf", f"<{root}>"),
        ("skos:inScheme", f"<{root}>"),
    ]
    return _concept(_group(iris, group.id), properties)


def _names(theme: Theme) -> Iterator[tuple[str, str]]:
    yield "skos:prefLabel", _text(theme.label, "en")
    for alternative in theme.alternatives:
        yield "skos:altLabel", _text(alternative, "en")
    for row in theme_labels():
        if row.theme == theme.id:
            kind = "skos:prefLabel" if row.preferred else "skos:altLabel"
            yield kind, _text(row.label, row.language)


def _notes(theme: Theme) -> Iterator[tuple[str, str]]:
    yield "skos:definition", _text(theme.definition, "en")
    if theme.scope:
        yield "skos:scopeNote", _text(theme.scope, "en")
    yield "skos:example", _text(theme.example, "en")
    yield "skos:notation", _text(theme.id)


def _places(theme: Theme, iris: Iris, root: str) -> Iterator[tuple[str, str]]:
    for broader in theme.broader:
        yield "skos:broader", f"<{iris.theme(broader)}>"
    if not theme.broader:
        yield "skos:broader", f"<{_group(iris, theme.group)}>"
    yield "skos:inScheme", f"<{root}>"


def _group(iris: Iris, group: str) -> str:
    return iris.concept("theme-group", group)


def _concept(subject: str, properties: list[tuple[str, str]]) -> str:
    lines = " ;\n    ".join(f"{predicate} {value}" for predicate, value in properties)
    return f"<{subject}> a skos:Concept ;\n    {lines} .\n"


def _text(value: str, language: str = "") -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' + (f"@{language}" if language else "")


def write() -> None:
    """Write the scheme file anew, after an edit of the tables."""
    path(SCHEME).write_text(scheme(), encoding="utf-8")
