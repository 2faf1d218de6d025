"""What is wrong with the theme scheme, its lexicon and its mappings, as findings.

``rostrum themes check`` prints them. A table that loads can still say nonsense: two themes
of one name, a concept that hangs nowhere, a theme that no text ever showed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kg import resources
from kg.linking.themes import (
    LABELS,
    REGISTER,
    SCHEME,
    Theme,
    scheme,
    theme_groups,
    theme_labels,
    themes,
)
from kg.model.source import Severity
from kg.phrases import fold

CUES = "ontology/lexicons/theme-cues.tsv"
LANGUAGES = ("fr", "es")
_OBJECTS = {
    "unbis": re.compile(r"unbis:(?:\d{6}|\d{7})"),
    "sdg": re.compile(r"sdg:(?:1[0-7]|[1-9])(?:\.(?:\d{1,2}|[a-d]))?"),
    "eurovoc": re.compile(r"eurovoc:(?:\d+|c_[0-9a-f]{8})"),
    "wikidata": re.compile(r"wikidata:Q[1-9]\d*"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: ``rule`` names the check, ``where`` the file and line."""

    rule: str
    theme: str
    message: str
    where: str
    severity: Severity = Severity.WARNING


def check(matched: Mapping[str, int] | None = None) -> list[Finding]:
    """Return every finding, those of the tables first.

    ``matched`` counts the tags of each theme in some corpus; with it, themes that no text
    showed are found too.

    >>> [finding.message for finding in check() if finding.severity is Severity.VIOLATION]
    []
    """
    register = themes()
    found = [
        *_hierarchy(register),
        *_texts(register),
        *_collisions(register),
        *_translations(register),
        *_cues(register),
        *_mappings(register),
        *_stale(),
    ]
    if matched is not None:
        found += _unmatched(register, matched)
    return found


def _at(line: int) -> str:
    return f"{REGISTER}:{line}"


def _hierarchy(register: Mapping[str, Theme]) -> Iterator[Finding]:
    """Orphans, unknown broader themes and circles."""
    for theme in register.values():
        if theme.group not in theme_groups():
            yield Finding(
                "orphan", theme.id, f"group {theme.group!r} is unknown", _at(theme.line),
                Severity.VIOLATION,
            )  # fmt: skip
        for broader in theme.broader:
            if broader not in register:
                yield Finding(
                    "orphan", theme.id, f"broader theme {broader!r} is unknown", _at(theme.line),
                    Severity.VIOLATION,
                )  # fmt: skip
        if theme.id in _above(theme, register):
            yield Finding(
                "circle", theme.id, "is broader than itself", _at(theme.line), Severity.VIOLATION
            )


def _above(theme: Theme, register: Mapping[str, Theme]) -> set[str]:
    """Return the ids of every theme above ``theme``."""
    above: set[str] = set()
    todo = list(theme.broader)
    while todo:
        name = todo.pop()
        if name not in above and name in register:
            above.add(name)
            todo += register[name].broader
    return above


def _texts(register: Mapping[str, Theme]) -> Iterator[Finding]:
    for theme in register.values():
        for name in ("label", "definition", "example"):
            if not getattr(theme, name):
                yield Finding("text", theme.id, f"has no {name}", _at(theme.line))


def _collisions(register: Mapping[str, Theme]) -> Iterator[Finding]:
    """Labels that two themes of one language share."""
    owners: dict[tuple[str, str], dict[str, tuple[str, bool]]] = defaultdict(dict)
    for theme in register.values():
        for label, preferred in ((theme.label, True), *((a, False) for a in theme.alternatives)):
            owners["en", fold(label)].setdefault(theme.id, (_at(theme.line), preferred))
    for row in theme_labels():
        key = (row.language, fold(row.label))
        owners[key].setdefault(row.theme, (f"{LABELS}:{row.line}", row.preferred))
    for (language, label), by in sorted(owners.items()):
        if len(by) > 1:
            clash = sum(preferred for _, preferred in by.values()) > 1
            first = min(by)
            yield Finding(
                "collision",
                first,
                f"{label!r} ({language}) names {', '.join(sorted(by))}",
                by[first][0],
                Severity.VIOLATION if clash else Severity.INFO,
            )


def _translations(register: Mapping[str, Theme]) -> Iterator[Finding]:
    preferred: dict[tuple[str, str], int] = defaultdict(int)
    for row in theme_labels():
        if row.theme not in register:
            yield Finding(
                "orphan", row.theme, "a label of no theme", f"{LABELS}:{row.line}",
                Severity.VIOLATION,
            )  # fmt: skip
        preferred[row.theme, row.language] += row.preferred
    for (theme, language), count in sorted(preferred.items()):
        if count > 1:
            yield Finding(
                "label", theme, f"has {count} preferred labels in {language}", LABELS,
                Severity.VIOLATION,
            )  # fmt: skip
    for entry in register.values():
        for language in LANGUAGES:
            if not preferred.get((entry.id, language)):
                yield Finding("label", entry.id, f"has no label in {language}", _at(entry.line))


def _cues(register: Mapping[str, Theme]) -> Iterator[Finding]:
    """Themes without cues, cues without themes, cues that two unrelated themes claim."""
    owners: dict[str, set[str]] = defaultdict(set)
    for number, row in resources.numbered_rows(CUES):
        theme = row["theme"]
        if not theme.startswith("@") and theme not in register:
            yield Finding(
                "orphan", theme, "has cues but is no theme", f"{CUES}:{number}",
                Severity.VIOLATION,
            )  # fmt: skip
        for cue in resources.values(row["cues"]):
            if not theme.startswith("@"):
                owners[cue].add(theme)
    for theme in sorted(set(register) - set().union(*owners.values())):
        yield Finding("unmatched", theme, "has no cues", CUES, Severity.VIOLATION)
    for cue, by in sorted(owners.items()):
        if len(by) > 2:
            yield Finding("collision", min(by), f"cue {cue!r} shows {', '.join(sorted(by))}", CUES)


def _mappings(register: Mapping[str, Theme]) -> Iterator[Finding]:
    """Yield malformed identifiers, unknown themes and targets that two themes claim exactly."""
    mapped: set[str] = set()
    for file in sorted(resources.path("ontology/links").glob("themes-*.sssom.tsv")):
        relative = f"ontology/links/{file.name}"
        exact: dict[str, str] = {}
        for number, row in resources.numbered_rows(relative):
            theme, target = row["subject_id"].removeprefix("theme:"), row["object_id"]
            where = f"{relative}:{number}"
            mapped.add(theme)
            form = _OBJECTS.get(target.partition(":")[0])
            if theme not in register:
                yield Finding("orphan", theme, "is mapped but no theme", where, Severity.VIOLATION)
            if form is None or not form.fullmatch(target):
                yield Finding("identifier", theme, f"{target!r} has not the form of its scheme",
                              where, Severity.VIOLATION)  # fmt: skip
            if (
                row["predicate_id"] == "skos:exactMatch"
                and exact.setdefault(target, theme) != theme
            ):
                yield Finding("collision", theme, f"{target} is {exact[target]} exactly",
                              where, Severity.VIOLATION)  # fmt: skip
    for theme in sorted(set(register) - mapped):
        yield Finding("link", theme, "links to nothing outside", _at(register[theme].line))


def _stale() -> Iterator[Finding]:
    if resources.path(SCHEME).read_text(encoding="utf-8") != scheme():
        yield Finding(
            "stale", "", "is not what the tables say; run kg.linking.themes.write()", SCHEME,
            Severity.VIOLATION,
        )  # fmt: skip


def _unmatched(register: Collection[str], matched: Mapping[str, int]) -> Iterator[Finding]:
    for theme in register:
        if not matched.get(theme):
            yield Finding("unmatched", theme, "was shown by no sentence", REGISTER, Severity.INFO)
