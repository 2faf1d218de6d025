"""Answers prepared beforehand, so that nobody waits for what a graph says slowly.

A question is prepared without parameters if it needs none and, where that is wished, with
each State, group or theme of the graph that it takes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.asking.binding import bind
from kg.asking.questions import Parameter, Question
from kg.errors import QueryLimit, StoreError
from kg.settings import DEFAULT_BASE
from kg.storing.answers import Answers
from kg.storing.querying import Pool
from kg.storing.requests import Request

SLOW = 0.05
"""Seconds: an answer that took less is as soon given anew as read."""

EACH: Mapping[str, str] = {
    "party": "PREFIX rostrum: <https://w3id.org/rostrum/ontology#>"
    " SELECT ?x { ?x a rostrum:State } ORDER BY ?x",
    "group": "PREFIX rostrum: <https://w3id.org/rostrum/ontology#>"
    " SELECT ?x { ?x a rostrum:Group } ORDER BY ?x",
    "theme": "PREFIX rostrum: <https://w3id.org/rostrum/ontology#>"
    " SELECT ?x { ?x a rostrum:Theme } ORDER BY ?x",
}
"""For each type of parameter that can be gone through: the query for its values."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One answer: how long it took, whether it was slow enough to be kept, or why there is none."""

    question: str
    values: Mapping[str, Sequence[str]]
    seconds: float
    kept: bool
    failure: str = ""


def askings(
    asked: Question, pool: Pool, each: Sequence[str] = ()
) -> Iterator[dict[str, list[str]]]:
    """Yield the values with which a question is prepared."""
    needed = [found for found in asked.parameters if found.required]
    if not needed:
        yield {}
    for parameter in needed or asked.parameters:
        if parameter.type in each and len(needed) < 2:
            for value in _values(parameter, pool):
                yield {parameter.name: [value]}


def prepare(
    asked: Question,
    pool: Pool,
    answers: Answers,
    each: Sequence[str] = (),
    base: str = DEFAULT_BASE,
) -> Iterator[Prepared]:
    """Answer a question with each of its ``askings``, and keep what was slow.

    Raises:
        StoreError: an answer cannot be written.
    """
    for values in askings(asked, pool, each):
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


def _values(parameter: Parameter, pool: Pool) -> list[str]:
    table = pool.select(EACH[parameter.type])
    return [row[0].value for row in table.rows if row[0]]
