"""What a run may choose: the base of all data IRIs and the limits that protect it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEFAULT_BASE = "https://w3id.org/rostrum/"
DEFAULT_STORE = "rostrum-graph"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document and one query.

    ``document_bytes`` are the bytes of one document as stored; ``query_seconds``,
    ``query_rows`` and ``query_bytes`` (memory of the child that runs it) bound one query.
    """

    document_bytes: int = 8 * 1024 * 1024
    query_seconds: float = 10.0
    query_rows: int = 100_000
    query_bytes: int = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Where a language model of the user's answers; its key stays in the environment.

    ``seconds`` bound one answer; ``cache`` is the folder of kept answers, ``None`` for none.
    """

    url: str
    name: str
    seconds: float = 60.0
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """One immutable value that every step receives; without a ``model`` the rules extract.

    ``speakers`` is a table of the speakers of general debates (``kg.reading.speakers``),
    ``corrections`` an overlay of what people have set right (``kg.building.corrections``).

    >>> Settings().base
    'https://w3id.org/rostrum/'
    """

    base: str = DEFAULT_BASE
    limits: Limits = Limits()
    model: ModelSettings | None = None
    speakers: Path | None = None
    corrections: Path | None = None
