"""The questions at addresses of their own: as JSON, CSV, SPARQL text, and for pages."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kg.asking import Question, questions
from kg.asking.choices import choices
from kg.model.table import Table

FORMATS: Mapping[str, tuple[str, ...]] = {
    "json": ("application/json",),
    "csv": ("text/csv",),
    "html": ("text/html", "application/xhtml+xml"),
    "rq": ("application/sparql-query",),
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


def as_csv(table: Table) -> bytes:
    """Return an answer as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([cell.value if cell else "" for cell in row] for row in table.rows)
    return out.getvalue().encode()
