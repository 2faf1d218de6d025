"""The graph for programs: ask a question by name or in words, or with SPARQL of your own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from kg.asking.binding import ask
from kg.asking.words import Reading, understand
from kg.errors import UnknownQuestion
from kg.model.table import Answer, Table
from kg.settings import DEFAULT_BASE, Limits
from kg.storing.querying import Engine, opened

Parameter = str | int | float | Decimal | date | Sequence[str]


@dataclass(frozen=True, slots=True)
class Graph:
    """A store that is open for questions; ``open_graph`` makes one."""

    engine: Engine
    base: str = DEFAULT_BASE

    def ask(self, question: str, **parameters: Parameter) -> Table:
        """Answer the question of that name; a parameter is a name, code, IRI, day or number.

        Several values of one parameter are given as a list. Two columns of most tables,
        ``sentence`` and ``document``, hold the proof.

        Raises:
            UnknownQuestion: no question has that name.
            BadParameter: a parameter is unknown, missing, or its value means nothing.
            QueryLimit: the query ran past its limits.
        """
        given = {name: _texts(value) for name, value in parameters.items()}
        return ask(self.engine, question, given, self.base)

    def ask_in_words(self, words: str) -> tuple[Reading, Table]:
        """Answer a question in words; also return which question that was taken to be.

        Raises:
            UnknownQuestion: no question, or more than one, may be meant.
        """
        found = understand(words)
        if found.chosen is None:
            near = ", ".join(one.question.name for one in found.alternatives) or "none"
            raise UnknownQuestion(f"{words!r}: {found.reason}; nearest: {near}")
        chosen = found.chosen
        return chosen, ask(self.engine, chosen.question.name, chosen.values, self.base)

    def sparql(self, query: str) -> Answer:
        """Answer a SPARQL query: a ``Table``, or ``Triples`` for CONSTRUCT and DESCRIBE.

        Raises:
            MalformedQuery: it is not SPARQL.
            QueryLimit: it ran past its limits.
        """
        return self.engine.query(query)


@contextmanager
def open_graph(
    store: str | Path, limits: Limits | None = None, base: str = DEFAULT_BASE
) -> Iterator[Graph]:
    """Open the generation in force at ``store``; it stays whole while the block runs.

    ::

        with open_graph("rostrum-graph") as graph:
            graph.ask("commitments-of-a-party", party="Slovakia").to_pandas()

    Raises:
        StoreError: there is no store, or it is damaged.
    """
    with opened(Path(store), limits) as engine:
        yield Graph(engine, base)


def _texts(value: Parameter) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Sequence):
        return [str(one) for one in value]
    return [str(value)]
