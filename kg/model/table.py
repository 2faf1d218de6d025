"""Answers of a query, the same value whichever engine gave them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.errors import EnvironmentFailure

if TYPE_CHECKING:
    import pandas
    import polars

XSD = "http://www.w3.org/2001/XMLSchema#"
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

    @property
    def python(self) -> Value:
        """The value of a number, a boolean or a day; of any other term the text.

        >>> Term("literal", "2.5", XSD + "decimal").python, Term("uri", "urn:x").python
        (Decimal('2.5'), 'urn:x')
        """
        try:
            return _READERS.get(self.datatype.removeprefix(XSD), str)(self.value)
        except (ValueError, ArithmeticError):
            return self.value


Value = str | int | float | bool | Decimal | date


def _boolean(text: str) -> bool:
    return text in {"true", "1"}


_READERS: Mapping[str, Callable[[str], Value]] = {
    "integer": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": _boolean,
    "date": date.fromisoformat,
}
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

    def records(self) -> list[dict[str, Value | None]]:
        """Return the rows with Python values.

        >>> Table(("n",), ((Term("literal", "3", XSD + "integer"),), (None,))).records()
        [{'n': 3}, {'n': None}]
        """
        return [
            {name: None if cell is None else cell.python for name, cell in row.items()}
            for row in self.mappings()
        ]

    def to_pandas(self) -> pandas.DataFrame:
        """Return the table as a pandas data frame of Python values.

        Raises:
            EnvironmentFailure: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise EnvironmentFailure("to_pandas needs pandas: pip install pandas") from error
        return pandas.DataFrame(self.records(), columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """Return the table as a polars data frame; a column of one type bears that type.

        Raises:
            EnvironmentFailure: polars is not installed.
        """
        try:
            import polars
        except ImportError as error:
            raise EnvironmentFailure("to_polars needs polars: pip install polars") from error
        found = self.records()
        columns = {name: [row[name] for row in found] for name in self.columns}
        return polars.DataFrame({name: _even(cells) for name, cells in columns.items()})


def _even(cells: list[Value | None]) -> list[Value | None]:
    """Return the cells as text if they are of several types."""
    if len({type(cell) for cell in cells if cell is not None}) < 2:
        return cells
    return [None if cell is None else str(cell) for cell in cells]


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
