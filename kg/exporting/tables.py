r"""One table a class, as CSV with a description (Frictionless Table Schema) or as Parquet.

A row is what one graph says of one resource; a resource stands in the table of its most general
class. The columns are ``id``, ``graph``, ``type`` and its properties in order of their names;
a property that has several values anywhere is a list (CSV: ``|`` between, ``\`` before a ``|``
or ``\`` of a value); texts in a language have a column for each, ``label_fr``. Cells are the
literals as they are written in the graph. The only door to ``pyarrow``.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import IO, Any

from kg import resources as files
from kg.errors import EnvironmentFailure, UsageError
from kg.exporting.rdf import Resource, resources
from kg.exporting.writing import written
from kg.mapping import terms
from kg.model.table import Term
from kg.namespaces import PREFIXES, RDF, RDFS

FIXED = ("id", "graph", "type")
_ROWS = 5000
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
    if folder.exists():
        raise UsageError(f"{folder}: exists already; name a new folder for the tables")
    temporary = folder.with_name(folder.name + ".tmp")
    columns = _columns(lines)
    try:
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        if form == "csv":
            _write_csv(lines, columns, temporary, (packing, safe))
        else:
            _write_parquet(lines, columns, temporary)
        temporary.rename(folder)
    except OSError as error:
        raise EnvironmentFailure(f"{folder}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


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
    """Return each table's columns, and which of them are lists."""
    found: dict[str, dict[str, bool]] = {}
    for one in resources(lines()):
        table = found.setdefault(_table(one), {})
        for name, times in Counter(
            _column(p, term) for p, term in one.values if p != _TYPE
        ).items():
            table[name] = table.get(name, False) or times > 1
    return {
        table: {"id": False, "graph": False, "type": True} | dict(sorted(columns.items()))
        for table, columns in sorted(found.items())
    }


_TYPE = RDF + "type"


def _row(one: Resource) -> Row:
    row: Row = {"id": [one.iri], "graph": [one.graph], "type": [_short(t) for t in one.types]}
    for predicate, term in one.values:
        if predicate != _TYPE:
            row.setdefault(_column(predicate, term), []).append(term.value)
    return row


def _column(predicate: str, term: Term) -> str:
    return _short(predicate) + (f"_{term.language}" if term.language not in {"", "en"} else "")


def _short(iri: str) -> str:
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return iri[len(space) :] if prefix == "rostrum" else f"{prefix}_{iri[len(space) :]}"
    return iri


def _table(one: Resource) -> str:
    """Return the most general class of a resource."""
    types = one.types
    general = [name for name in types if not _above(name).intersection(types)]
    return min(map(_short, general), key=lambda name: ("_" in name, name), default="Other")


@cache
def _above(name: str) -> frozenset[str]:
    """Return the classes above a class."""
    direct = _parents().get(name, frozenset())
    return direct.union(*(_above(parent) for parent in direct))


@cache
def _parents() -> dict[str, frozenset[str]]:
    file = files.path("ontology/rostrum.ttl")
    found: dict[str, set[str]] = {}
    for quad in terms.turtle(file.name, file.read_bytes()):
        if quad.predicate.value == RDFS + "subClassOf":
            parent = getattr(quad.object, "value", "")
            found.setdefault(getattr(quad.subject, "value", ""), set()).add(parent)
    return {name: frozenset(parents) for name, parents in found.items()}


def _write_csv(lines: Lines, columns: Columns, folder: Path, how: tuple[str | None, bool]) -> None:
    packing, safe = how
    ending = {"gzip": ".csv.gz", "zstd": ".csv.zst", None: ".csv"}[packing]
    with ExitStack() as open_:
        tables = {}
        for name in columns:
            raw = open_.enter_context(written(folder / f"{name}{ending}", packing))
            tables[name] = _CsvTable(raw)
            tables[name].write(list(columns[name]))
        for one in resources(lines()):
            name, row = _table(one), _row(one)
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
                    "fields": [{"name": column, "type": "string", "rostrum:list": several}
                               for column, several in columns[name].items()]}}
        for name in columns
    ]  # fmt: skip
    text = json.dumps({"name": "rostrum", "resources": tables}, indent=1)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


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
        for name, rows in _batches(lines):
            data: list[dict[str, Any]] = [
                {c: row.get(c, []) if several else next(iter(row.get(c, [])), None)
                 for c, several in columns[name].items()}
                for row in rows
            ]  # fmt: skip
            writers[name].write_table(arrow.Table.from_pylist(data, schema=schemas[name]))


def _batches(lines: Lines) -> Iterator[tuple[str, list[Row]]]:
    """Yield rows of one table, some thousands at a time."""
    held: dict[str, list[Row]] = {}
    for one in resources(lines()):
        rows = held.setdefault(_table(one), [])
        rows.append(_row(one))
        if len(rows) == _ROWS:
            yield _table(one), rows
            held[_table(one)] = []
    yield from ((name, rows) for name, rows in held.items() if rows)
