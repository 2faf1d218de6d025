"""Small classes of words on which the rules rely, kept in a table."""

from __future__ import annotations

from functools import cache

from kg.resources import rows, values


@cache
def _table() -> dict[str, frozenset[str]]:
    return {
        row["class"]: frozenset(values(row["words"]))
        for row in rows("ontology/lexicons/act-words.tsv")
    }


def words(name: str) -> frozenset[str]:
    """Return the words of a class of ``act-words.tsv``.

    >>> "thank" in words("remark"), "vital" in words("urgent")
    (True, True)
    """
    return _table()[name]
