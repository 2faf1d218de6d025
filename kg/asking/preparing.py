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
    "party": "?member a rostrum:State",
    "group": "?member a rostrum:Group",
    "theme": "?member a rostrum:Theme",
    "instrument": '?act rostrum:instrument ?member FILTER(!CONTAINS(STR(?member), "/document/"))',
    "sdg": '?theme a rostrum:Theme ; ?mapping ?goal FILTER(CONTAINS(STR(?goal), "/sdg/")) '
    'VALUES ?part { "$1" "$1$2" } '
    'BIND(REPLACE(STR(?goal), "^.*/sdg/([0-9]+)(.*)$", ?part) AS ?member)',
    "region": "?party rostrum:region ?member",
    "stance": "?act rostrum:stance ?member",
}
"""For each type of parameter that can be gone through: what its values are in a graph."""

_PREFIX = "PREFIX rostrum: <https://w3id.org/rostrum/ontology#>"


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
        asked = f"{_PREFIX} SELECT DISTINCT ?member {{ {EACH[type_]} }} ORDER BY ?member"
        found[type_] = [row[0].value for row in pool.select(asked).rows if row[0]]
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
