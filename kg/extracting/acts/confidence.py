"""How often a rule is right: its precision on annotated documents, kept in a table."""

from __future__ import annotations

from functools import cache

from kg.model.record import ActType
from kg.resources import path, rows

TABLE = "ontology/lexicons/act-confidence.tsv"


@cache
def _table() -> dict[tuple[str, str], float]:
    if not path(TABLE).is_file():
        return {}
    return {(row["rule"], row["type"]): float(row["confidence"]) for row in rows(TABLE)}


def confidence(rule: str, type_: ActType) -> float:
    """Return the confidence of ``rule`` for ``type_``, of its family if it is not measured."""
    table = _table()
    family = rule.partition(":")[0] + ":*"
    for key in ((rule, type_.value), (family, type_.value), ("*", type_.value)):
        if key in table:
            return table[key]
    return 0.5
