"""What a parameter may be: the short lists to choose from, and names that begin so."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.asking.questions import Parameter, questions
from kg.errors import UnknownQuestion
from kg.linking import registers
from kg.linking.themes import themes
from kg.model.layout import Form
from kg.model.record import ActType, Presence
from kg.resources import rows

SCHEMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "act-type": ("act-type", tuple(ActType)),
    "mode": ("participation-mode", tuple(Presence)),
    "form": ("document-form", tuple(Form)),
    "strength": ("strength", ("1", "2", "3", "4", "5")),
    "stance": (
        "stance",
        tuple(row["stance"] for row in rows("ontology/lexicons/stances.tsv")),
    ),
}
"""For each type of parameter that takes a concept: its scheme, and the concepts."""


def choices(type_: str) -> tuple[str, ...]:
    """Return the values of a type that has few enough to list, else none.

    >>> "opposition" in choices("stance"), "Eastern Africa" in choices("region"), choices("party")
    (True, True, ())
    """
    if type_ in SCHEMES:
        return SCHEMES[type_][1]
    return tuple(sorted(regions())) if type_ == "region" else ()


@cache
def regions() -> Mapping[str, tuple[str, ...]]:
    """Lead from the names of the M49 regions to those of the smallest regions they hold.

    >>> regions()["Americas"][-1], regions()["Polynesia"]
    ('South America', ('Polynesia',))
    """
    smallest: dict[str, str] = {}
    for party in registers.parties().values():
        code, _, label = party.region.partition(" ")
        if label:
            smallest[code] = label
    found: dict[str, tuple[str, ...]] = {label: (label,) for label in smallest.values()}
    for row in rows("ontology/registers/regions.tsv"):
        found[row["label"]] = tuple(smallest[code] for code in row["parts"].split("|"))
    return found


def completions(name: str, incomplete: str) -> list[str]:
    """Return what may stand after ``--param`` for the question ``name``, given its beginning.

    >>> completions("commitments-of-a-party", "par")
    ['party=']
    >>> completions("commitments-of-a-party", "party=Slov")
    ['party=Slovakia', 'party=Slovenia']
    """
    asked = next((found for found in questions() if found.name == name), None)
    parameters = asked.parameters if asked else ()
    key, equals, value = incomplete.partition("=")
    if not equals:
        return [f"{found.name}=" for found in parameters if found.name.startswith(key)]
    parameter = next((found for found in parameters if found.name == key), None)
    return [f"{key}={found}" for found in _named(parameter, value)] if parameter else []


def question_names(incomplete: str) -> list[str]:
    """Return the names of questions that begin so, or else hold the words.

    >>> question_names("roster-o")
    ['roster-only-states']
    """
    names = [found.name for found in questions()]
    return [name for name in names if name.startswith(incomplete)] or [
        name for name in names if incomplete in name
    ]


def tagged(tags: tuple[str, ...]) -> list[str]:
    """Return the names of the questions that bear all of ``tags``.

    Raises:
        UnknownQuestion: no question bears them; the message lists the tags there are.

    >>> "roster-only-states" in tagged(("silence",))
    True
    """
    wanted = {tag.strip().lower() for tag in tags}
    found = [asked.name for asked in questions() if wanted <= {*asked.tags, asked.group}]
    if not found:
        known = sorted({tag for asked in questions() for tag in asked.tags})
        raise UnknownQuestion(
            f"no question has the tag {', '.join(tags)}; tags: {', '.join(known)}"
        )
    return found


def _named(parameter: Parameter, value: str) -> list[str]:
    start = value.casefold()
    return [label for label in _labels(parameter.type) if label.casefold().startswith(start)][:50]


@cache
def _labels(type_: str) -> tuple[str, ...]:
    """Return the names that a parameter of a registered type is most often given."""
    parties = [party.label for party in registers.parties().values()]
    groups = [group.label for group in registers.groups().values()]
    found: Mapping[str, list[str]] = {
        "party": parties + groups,
        "group": groups,
        "body": [body.label for body in registers.bodies().values()],
        "instrument": [row.label for row in registers.instruments().values()],
        "theme": list(themes()),
    }
    return tuple(sorted(set(found.get(type_, choices(type_)))))
