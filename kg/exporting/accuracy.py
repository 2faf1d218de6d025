"""The accuracy figures that were measured, with what they were measured on.

They stand in ``act-confidence.tsv``, which ``rostrum evaluate --write-confidence`` makes, and in
the floors below which no change may bring a figure (``--write-floor``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.mapping.terms import Literal, decimal
from kg.model.layout import Form
from kg.resources import path, rows

CONFIDENCE = "ontology/lexicons/act-confidence.tsv"
FLOORS = "tests/data/accuracy-floor.json"
"""It stands in a checkout alone; an installed package describes itself without it."""
_VIEWED = "The rules were written with the annotated documents in view: expect less on others."


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it measures, on documents of which form, its value and its limits."""

    form: str
    metric: str
    definition: str
    value: Literal
    comment: str


@cache
def figures() -> tuple[Figure, ...]:
    """Return the figures, all measured on annotated meetings coverage.

    >>> next(figure.metric for figure in figures())
    'act-precision-action'
    """
    return (*_precision(), *_floors())


def _precision() -> Iterator[Figure]:
    for row in rows(CONFIDENCE):
        if row["rule"] == "*":
            right, found = int(row["right"]), int(row["found"])
            yield Figure(
                Form.COVERAGE,
                f"act-precision-{row['type']}",
                f"Share of the sentences in which rules found a {row['type']} to which annotators "
                "gave that type, too; 1 is best.",
                decimal(right / found),
                f"{right} right of {found} found. {_VIEWED}",
            )


def _floors() -> Iterator[Figure]:
    if not path(FLOORS).is_file():
        return
    floors: dict[str, float] = json.loads(path(FLOORS).read_text(encoding="utf-8"))
    for name, least in sorted(floors.items()):
        yield Figure(
            Form.COVERAGE,
            f"floor-{name.replace(':', '-')}",
            f"The least that 'rostrum evaluate' may give for its main figure of {name!r} (F1 or a "
            "share; 1 is best) before the project's checks fail.",
            decimal(least),
            f"A lower bound, about two hundredths below the figure measured. {_VIEWED}",
        )
