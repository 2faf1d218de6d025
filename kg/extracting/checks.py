"""What a reader should know of one record: gaps and contradictions, each in one line."""

from __future__ import annotations

from kg.model.record import Record
from kg.model.source import Issue


def issues(record: Record) -> tuple[Issue, ...]:
    """Return the findings on ``record`` in text order."""
    return ()
