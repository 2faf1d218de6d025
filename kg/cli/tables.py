"""Show a table: on a terminal, as CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence

from kg.model.table import Cell, Table
from kg.namespaces import PREFIXES, XSD
from kg.settings import DEFAULT_BASE

FORMATS = ("table", "csv", "json", "md")
_NUMERIC = {XSD + "integer", XSD + "decimal", XSD + "double"}


def render(table: Table, form: str, base: str = DEFAULT_BASE) -> str:
    """Return ``table`` as text in one of ``FORMATS``.

    >>> from kg.model.table import Term
    >>> print(render(Table(("state",), ((Term("literal", "Slovakia"),),)), "csv"), end="")
    state
    Slovakia
    """
    makers: Mapping[str, Callable[[Table, str], str]] = {
        "csv": _csv,
        "json": _json,
        "md": _markdown,
        "table": _plain,
    }
    return makers[form](table, base)


def show(table: Table, form: str, base: str = DEFAULT_BASE) -> None:
    """Print ``table``; on a terminal ``table`` is drawn, piped it is tab-separated."""
    if form == "table" and sys.stdout.isatty():
        _draw(table, base)
    else:
        sys.stdout.write(render(table, form, base))


def short(cell: Cell, base: str) -> str:
    """Return a cell as a person reads it: IRIs of the dataset and known vocabularies short."""
    if cell is None:
        return ""
    if cell.kind == "uri":
        if cell.value.startswith(base):
            return cell.value.removeprefix(base)
        for prefix, namespace in PREFIXES.items():
            if cell.value.startswith(namespace):
                return f"{prefix}:{cell.value.removeprefix(namespace)}"
    return " ".join(cell.value.split())


def _cells(table: Table, base: str) -> list[list[str]]:
    return [[short(cell, base) for cell in row] for row in table.rows]


def _csv(table: Table, base: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([cell.value if cell else "" for cell in row] for row in table.rows)
    return out.getvalue()


def _json(table: Table, base: str) -> str:
    rows = [{name: _value(cell) for name, cell in row.items()} for row in table.mappings()]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _value(cell: Cell) -> str | int | float | bool | None:
    if cell is None:
        return None
    if cell.datatype in _NUMERIC:
        number = float(cell.value)
        return int(number) if number.is_integer() else number
    if cell.datatype == XSD + "boolean":
        return cell.value in {"true", "1"}
    return cell.value


def _markdown(table: Table, base: str) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"

    rule = line(["---"] * len(table.columns))
    return line(table.columns) + rule + "".join(line(row) for row in _cells(table, base))


def _plain(table: Table, base: str) -> str:
    lines = [list(table.columns), *_cells(table, base)]
    return "".join("\t".join(cells) + "\n" for cells in lines)


def _draw(table: Table, base: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        drawn.add_column(column, overflow="fold")
    for row in _cells(table, base):
        drawn.add_row(*(Text(cell) for cell in row))
    console = Console()
    console.print(drawn)
    console.print(f"{len(table)} rows", style="dim")
