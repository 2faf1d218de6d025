"""Every canned question on the embedded store (in its child process) and on rdflib."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from kg.asking import bind, questions
from kg.asking.reference import ReferenceEngine
from kg.errors import RostrumError
from kg.settings import Limits
from kg.storing.generations import reading
from kg.storing.querying import Engine, opened

Row = tuple[str, str, str, str]


def latencies(store: Path, reference: Path, runs: int = 3) -> list[Row]:
    """Ask every question with its first example; medians in milliseconds, and rows.

    ``reference`` is a (smaller) store whose graph rdflib loads; both engines answer on it, so
    that they can be compared; the last column is the answer on ``store``.
    """
    with reading(reference) as generation:
        rdflib = ReferenceEngine(generation.graph.read_text(encoding="utf-8"))
    limits = Limits(query_seconds=60, query_rows=1_000_000)
    found = []
    with opened(reference, limits) as small, opened(store, limits) as large:
        for name, text in _texts():
            theirs = _median(rdflib, text, 1)
            found.append((name, _median(small, text, runs), theirs, _median(large, text, runs)))
    return found


def _texts() -> list[tuple[str, str]]:
    found = []
    for asked in questions():
        example = asked.examples[0] if asked.examples else ""
        pairs = [part.split("=", 1) for part in example.split("; ")] if example else []
        found.append((asked.name, bind(asked, {name: [value] for name, value in pairs})))
    return found


def _median(engine: Engine, text: str, runs: int) -> str:
    try:
        times = [_once(lambda: engine.query(text)) for _ in range(runs)]
    except RostrumError as error:
        return type(error).__name__
    return f"{1000 * statistics.median(times):,.1f} ms"


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
