"""Answers prepared beforehand, so that nobody waits for what a graph says slowly.

A question is prepared without parameters if it needs none and, where that is wished, with
each State, group or theme of the graph that it takes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.asking.binding import bind
from kg.asking.questions import Question
from kg.errors import QueryLimit, StoreError
from kg.settings import DEFAULT_BASE
from kg.storing.answers import Answers
from kg.storing.querying import Pool
from kg.storing.requests import Request

SLOW = 0.05
"""Seconds: an answer that took less is as soon given anew as read."""

EACH: Mapping[str, str] = {
    "party": "SELECT DISTINCT ?member { ?member a <https://w3id.org/rostrum/ontology#State> } ORDER BY ?member",
    "group": "SELECT DISTINCT ?member { ?member a <https://w3id.org/rostrum/ontology#Group> } ORDER BY ?member",
    "theme": "SELECT DISTINCT ?member { ?member a <https://w3id.org/rostrum/ontology#Theme> } ORDER BY ?member",
    "instrument": """SELECT DISTINCT ?member {
        ?act <https://w3id.org/rostrum/ontology#instrument> ?member
        FILTER(!CONTAINS(STR(?member), "/document/"))
    } ORDER BY ?member""",
    "sdg": """SELECT DISTINCT ?member {
        VALUES ?part { "$1" "$1$2" }
        ?theme a <https://w3id.org/rostrum/ontology#Theme> ; ?mapping ?goal
        FILTER(CONTAINS(STR(?goal), "/sdg/"))
        BIND(REPLACE(STR(?goal), "^.*/sdg/([0-9]+)(.*)$", ?part) AS ?member)
    } ORDER BY ?member""",
    "region": """SELECT DISTINCT ?member {
        ?party <https://w3id.org/rostrum/ontology#region> ?member
    } ORDER BY ?member""",
    "stance": """SELECT DISTINCT ?member {
        ?act <https://w3id.org/rostrum/ontology#stance> ?member
    } ORDER BY ?member""",
}
"""For each type of parameter that can be gone through: what gives its values in a graph."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One answer: how long it took, whether it was slow enough to be kept, or why there is none."""

    question: str
    values: Mapping[str, Sequence[str]]
    seconds: float
    kept: bool
    failure: str = ""


def members(pool: Pool, each: Sequence[str]) -> dict[str, list[str]]:
    """Return, for some keys of ``EACH``, all such values that the graph holds."""
    found = {}
    for type_ in each:
        found[type_] = [row[0].value for row in pool.select(EACH[type_]).rows if row[0]]
    return found


def askings(
    asked: Question, each: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> Iterator[dict[str, list[str]]]:
    """Yield the values with which a question is prepared; ``each`` are ``members``."""
    needed = [found for found in asked.parameters if found.required]
    if not needed:
        yield {}
    for parameter in needed or asked.parameters:
        if len(needed) < 2:
            for value in each.get(parameter.type, ()):
                yield {parameter.name: [value]}


def prepare(
    asked: Question,
    pool: Pool,
    answers: Answers,
    each: Mapping[str, Sequence[str]] = MappingProxyType({}),
    base: str = DEFAULT_BASE,
) -> Iterator[Prepared]:
    """Answer a question with each of its ``askings``, and keep what was slow.

    Raises:
        StoreError: an answer cannot be written.
    """
    for values in askings(asked, each):
        request = Request(bind(asked, values, base))
        begun = time.monotonic()
        try:
            kind, body = pool.answer(request.query)
        except QueryLimit as error:
            yield Prepared(asked.name, values, time.monotonic() - begun, False, str(error))
            continue
        seconds = time.monotonic() - begun
        if seconds >= SLOW:
            try:
                answers.put(request, pool.rows, kind, body)
            except OSError as error:
                raise StoreError(
                    f"{answers.folder}: the answer cannot be written ({error.strerror or error})"
                ) from error
        yield Prepared(asked.name, values, seconds, seconds >= SLOW)
