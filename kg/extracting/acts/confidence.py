"""How often a rule is right: its precision on annotated documents, kept in a table."""

from __future__ import annotations

from functools import cache

from kg.model.record import ActType
from kg.resources import path, rows

TABLE = "ontology/lexicons/act-confidence.tsv"
UNMEASURED = 0.5


def family(rule: str) -> str:
    """Return the name under which all rules of one kind are counted.

    >>> family("frame:urge"), family("imperative")
    ('frame:*', 'imperative:*')
    """
    return rule.partition(":")[0] + ":*"


@cache
def _table() -> dict[tuple[str, str], float]:
    if not path(TABLE).is_file():
        return {}
    return {(row["rule"], row["type"]): float(row["confidence"]) for row in rows(TABLE)}


@cache
def confidence(rule: str, type_: ActType) -> float:
    """Return the confidence of ``rule`` for ``type_``; of its family if it is not measured.

    >>> confidence("frame:urge", ActType.CALL) > 0.9
    True
    """
    table = _table()
    for name in (rule, family(rule), "*"):
        found = table.get((name, type_.value))
        if found is not None:
            return found
    return UNMEASURED
