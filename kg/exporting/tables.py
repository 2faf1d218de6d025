r"""One table a class, as CSV with a description (Frictionless Table Schema) or as Parquet.

A row is what one graph says of one resource; a resource stands in the table of its most general
class. The columns are ``id``, ``graph``, ``type`` and its properties in order of their names;
``kg.exporting.schema`` says which are lists (CSV: ``|`` between, ``\`` before a ``|`` or ``\`` of a
value); texts in a language have a column for each, ``label_fr``. Cells are the literals as they
are written in the graph. The only door to ``pyarrow``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from kg.errors import DataError, EnvironmentFailure
from kg.exporting.rdf import resources
from kg.exporting.schema import TYPE, column, column_of, declared, short, table_of
from kg.exporting.writing import folder as new_folder
from kg.exporting.writing import written
from kg.namespaces import XSD

FIXED = ("id", "graph", "type")
_ROWS = 5000
_TYPES = {
    XSD + "boolean": "boolean",
    XSD + "date": "date",
    XSD + "decimal": "number",
    XSD + "gYear": "year",
    XSD + "integer": "integer",
    XSD + "time": "time",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Lines = Callable[[], Iterable[bytes]]
Columns = Mapping[str, Mapping[str, bool]]
Row = dict[str, list[str]]


def write_tables(
    lines: Lines, folder: Path, form: str, *, packing: str | None = None, safe: bool = False
) -> None:
    """Write a table for each class into the new ``folder``; the lines are read twice.

    ``safe`` puts an apostrophe before cells of CSV that a spreadsheet would calculate.

    Raises:
        UsageError: the folder exists.
        EnvironmentFailure: it cannot be written, or pyarrow is not installed.
    """
    with new_folder(folder) as temporary:
        columns = _columns(lines)
        if form == "csv":
            _write_csv(lines, columns, temporary, (packing, safe))
        else:
            _write_parquet(lines, columns, temporary)


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet calculates.

    >>> guarded("=1+1"), guarded("plain")
    ("'=1+1", 'plain')
    """
    return "'" + cell if cell.startswith(_FORMULA) else cell


def joined(values: Iterable[str]) -> str:
    r"""Return the values of a list as one cell.

    >>> joined(["a|b", "c"])
    'a\\|b|c'
    """
    return "|".join(one.replace("\\", "\\\\").replace("|", "\\|") for one in values)


def _columns(lines: Lines) -> Columns:
    """Return each table's columns, and which of them are lists.

    Properties that shapes declare are always there; what else the graph has comes in addition.
    """
    found: dict[str, dict[str, bool]] = {}
    for one in resources(lines()):
        table = table_of(one.types)
        if table not in found:
            found[table] = {name: of.several for name, of in declared(table).items()}
        for predicate, term in one.values:
            name = column_of(predicate, term)
            if predicate != TYPE and name not in found[table]:
                found[table][name] = column(table, predicate, language=bool(term.language)).several
    return {
        table: {"id": False, "graph": False, "type": True} | dict(sorted(columns.items()))
        for table, columns in sorted(found.items())
    }


def _rows(lines: Lines, columns: Columns) -> Iterator[tuple[str, Row]]:
    """Yield each resource's table and row.

    Raises:
        DataError: a property that has one value by the shapes has several.
    """
    for one in resources(lines()):
        table = table_of(one.types)
        row: Row = {"id": [one.iri], "graph": [one.graph], "type": [short(t) for t in one.types]}
        for predicate, term in one.values:
            if predicate != TYPE:
                row.setdefault(column_of(predicate, term), []).append(term.value)
        for name, values in row.items():
            if len(values) > 1 and not columns[table][name]:
                raise DataError(f"{one.iri}: {name} has {len(values)} values, by the shapes it has"
                                " one; 'rostrum validate' says more")  # fmt: skip
        yield table, row


def _write_csv(lines: Lines, columns: Columns, folder: Path, how: tuple[str | None, bool]) -> None:
    packing, safe = how
    ending = {"gzip": ".csv.gz", "zstd": ".csv.zst", None: ".csv"}[packing]
    with ExitStack() as open_:
        tables = {}
        for name in columns:
            raw = open_.enter_context(written(folder / f"{name}{ending}", packing))
            tables[name] = _CsvTable(raw)
            tables[name].write(list(columns[name]))
        for name, row in _rows(lines, columns):
            cells = [
                joined(row.get(column, [])) if several else "".join(row.get(column, []))
                for column, several in columns[name].items()
            ]
            tables[name].write([guarded(cell) for cell in cells] if safe else cells)
    _describe(columns, folder, ending)


class _CsvTable:
    """Rows as RFC 4180 bytes."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw

    def write(self, cells: list[str]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerow(cells)
        self._raw.write(text.getvalue().encode())


def _describe(columns: Columns, folder: Path, ending: str) -> None:
    tables = [
        {"name": name.lower(), "path": name + ending, "encoding": "utf-8",
         "schema": {"primaryKey": ["graph", "id"],
                    "fields": [{"name": one, "type": "string" if several else _frictionless(name, one),
                                "rostrum:list": several}
                               for one, several in columns[name].items()]}}
        for name in columns
    ]  # fmt: skip
    text = json.dumps({"name": "rostrum", "resources": tables}, indent=1)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _frictionless(table: str, name: str) -> str:
    """Return the type that Table Schema gives to a column of single values."""
    of = declared(table).get(name)
    return _TYPES.get(of.datatype, "string") if of else "string"


def _write_parquet(lines: Lines, columns: Columns, folder: Path) -> None:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        raise EnvironmentFailure(
            "parquet needs a package: pip install 'rostrum[parquet]'"
        ) from error
    text = arrow.string()
    schemas = {
        name: arrow.schema(
            [(c, arrow.list_(text) if several else text) for c, several in of.items()]
        )
        for name, of in columns.items()
    }
    with ExitStack() as open_:
        writers = {
            name: open_.enter_context(
                parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            )
            for name, schema in schemas.items()
        }
        for name, rows in _batches(lines, columns):
            data: list[dict[str, Any]] = [
                {c: row.get(c, []) if several else next(iter(row.get(c, [])), None)
                 for c, several in columns[name].items()}
                for row in rows
            ]  # fmt: skip
            writers[name].write_table(arrow.Table.from_pylist(data, schema=schemas[name]))


def _batches(lines: Lines, columns: Columns) -> Iterator[tuple[str, list[Row]]]:
    """Yield rows of one table, some thousands at a time."""
    held: dict[str, list[Row]] = {}
    for name, row in _rows(lines, columns):
        held.setdefault(name, []).append(row)
        if len(held[name]) == _ROWS:
            yield name, held.pop(name)
    yield from held.items()
