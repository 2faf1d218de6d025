"""The questions at addresses of their own: as JSON, CSV, SPARQL text, and for pages."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kg.asking import Question, charts, questions
from kg.asking.choices import choices
from kg.charting import drawing
from kg.model.table import Table

FORMATS: Mapping[str, tuple[str, ...]] = {
    "json": ("application/json",),
    "csv": ("text/csv",),
    "html": ("text/html", "application/xhtml+xml"),
    "rq": ("application/sparql-query",),
    "svg": ("image/svg+xml",),
}


def listed() -> list[dict[str, Any]]:
    """Return all questions with their parameters and columns."""
    return [described(asked) for asked in questions()]


def described(asked: Question) -> dict[str, Any]:
    """Return a question as JSON.

    >>> from kg.asking import question
    >>> described(question("votes-of-a-party"))["parameters"][0]["name"]
    'party'
    """
    return {
        "name": asked.name,
        "group": asked.group,
        "summary": asked.summary,
        "description": asked.description,
        "tags": list(asked.tags),
        "address": f"/questions/{asked.name}",
        "parameters": [
            {
                "name": each.name,
                "type": each.type,
                "required": each.required,
                "description": each.description,
                "choices": list(choices(each.type)),
            }
            for each in asked.parameters
        ],
        "columns": dict(asked.columns),
        "examples": list(asked.examples),
    }


def given(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the parameters of an address; an empty field of a form is none.

    >>> given([("party", "Chad"), ("theme", " "), ("party", "Togo")])
    {'party': ['Chad', 'Togo']}
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        if value.strip():
            found[name].append(value.strip())
    return dict(found)


def as_json(asked: Question, values: Mapping[str, list[str]], table: Table, edition: str) -> bytes:
    """Return an answer as JSON: rows of values, with what was asked of which generation."""
    body = {
        "question": asked.name,
        "summary": asked.summary,
        "parameters": values,
        "generation": edition,
        "columns": {name: dict(asked.columns).get(name, name) for name in table.columns},
        "count": len(table),
        "rows": table.records(),
    }
    return json.dumps(body, ensure_ascii=False, default=_plain).encode()


def _plain(value: object) -> object:
    """Write a decimal as a number and a day as text."""
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return str(value)


_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SPREADSHEET = ("for", "spreadsheet")
"""The pair in an address that makes a CSV harmless for programs that run formulas."""


def as_csv(table: Table, *, spreadsheet: bool = False) -> bytes:
    r"""Return an answer as CSV (RFC 4180).

    For a ``spreadsheet`` a text that it would run as a formula gets an apostrophe before it.

    >>> from kg.model.table import Term
    >>> as_csv(Table(("a",), ((Term("literal", "=1+1"),),)), spreadsheet=True)
    b"a\r\n'=1+1\r\n"
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    for row in table.rows:
        cells = [cell.value if cell else "" for cell in row]
        writer.writerow([_harmless(cell) for cell in cells] if spreadsheet else cells)
    return out.getvalue().encode()


def _harmless(words: str) -> str:
    try:
        float(words)
    except ValueError:
        return f"'{words}" if words.startswith(_FORMULA) else words
    return words


_DRAWING = threading.Lock()


def has_chart(asked: Question, table: Table) -> bool:
    """Whether an answer has a chart, and the extra that draws it is there."""
    return drawing.available() and charts.chart(asked, table) is not None


def as_svg(asked: Question, values: Mapping[str, list[str]], table: Table, edition: str) -> bytes:
    """Return the chart of an answer, empty if it has none; one is drawn at a time."""
    with _DRAWING:
        drawn = charts.chart(asked, table) if drawing.available() else None
        if drawn is None:
            return b""
        source = f"Rostrum, generation {edition}"
        return drawing.svg(charts.standing_alone(drawn, asked, values, source)).encode()
