"""Answers of a query, the same value whichever engine gave them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """An RDF term in an answer: ``kind`` is ``uri``, ``literal`` or ``bnode``."""

    kind: str
    value: str
    datatype: str = ""
    language: str = ""

    def __str__(self) -> str:
        return self.value


Cell = Term | None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT query; an unbound variable is ``None``.

    >>> table = Table(("party",), ((Term("literal", "Slovakia"),),))
    >>> [row["party"].value for row in table.mappings()]
    ['Slovakia']
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def mappings(self) -> Iterator[Mapping[str, Cell]]:
        """Yield each row as a mapping from column name to cell."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer of CONSTRUCT or DESCRIBE, as N-Triples."""

    ntriples: str


Answer = Table | Triples


def from_sparql_json(document: bytes | str) -> Table:
    """Read SPARQL 1.1 Query Results JSON (W3C 2013); ASK gives one row ``answer``.

    >>> from_sparql_json('{"head": {}, "boolean": true}').rows[0][0].value
    'true'
    """
    found: dict[str, Any] = json.loads(document)
    if "boolean" in found:
        value = "true" if found["boolean"] else "false"
        boolean = Term("literal", value, "http://www.w3.org/2001/XMLSchema#boolean")
        return Table(("answer",), ((boolean,),))
    columns = tuple(found["head"]["vars"])
    rows = tuple(
        tuple(_term(binding.get(column)) for column in columns)
        for binding in found["results"]["bindings"]
    )
    return Table(columns, rows)


def _term(cell: Mapping[str, str] | None) -> Cell:
    if cell is None:
        return None
    kind = "literal" if cell["type"] == "typed-literal" else cell["type"]
    datatype = cell.get("datatype", "")
    language = cell.get("xml:lang", "").lower()
    return Term(kind, cell["value"], "" if datatype == XSD_STRING else datatype, language)
