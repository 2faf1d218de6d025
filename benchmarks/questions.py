"""Every canned question on the embedded store (in its child process) and on rdflib.

    python benchmarks/questions.py STORE SMALL_STORE

``benchmarks/run.py`` builds both stores first; this asks stores that are already there.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kg.asking import Question, bind, questions
from kg.asking.reference import ReferenceEngine
from kg.errors import RostrumError
from kg.model.table import Table
from kg.settings import Limits
from kg.storing.generations import reading
from kg.storing.querying import Engine, opened

Row = tuple[str, str, str, str, str]
# Examples of the questions fit the samples; on a corpus of speeches these have rows.
ASKED = {
    "party": "Kenya",
    "first": "Kenya",
    "second": "Norway",
    "group": "African Group",
    "theme": "climate-change",
    "region": "Africa",
    "instrument": "Paris Agreement",
    "target": "16.2",
    "stance": "support",
    "below": "0.8",
    "document": "KEN_79_2024",
    "addressee": "Israel",
}
THEMES = {"states-on-two-themes": {"first": "climate-change", "second": "poverty-eradication"}}


def latencies(store: Path, reference: Path, runs: int = 3) -> list[Row]:
    """Ask every question; medians in milliseconds, and rows.

    ``reference`` is a (smaller) store whose graph rdflib loads; both engines answer its first
    example there, so that they can be compared. On ``store`` the parameters that the example
    gives take values of :data:`ASKED`; the last columns are that answer and its rows.
    """
    with reading(reference) as generation:
        rdflib = ReferenceEngine(generation.graph.read_text(encoding="utf-8"))
    limits = Limits(query_seconds=60, query_rows=1_000_000)
    found = []
    with opened(reference, limits) as small, opened(store, limits) as large:
        for asked in questions():
            example = _example(asked)
            text, wide = bind(asked, example), bind(asked, _widened(asked, example))
            theirs = _median(rdflib, text, 1)
            rows = _rows(large, wide)
            ours = _median(small, text, runs)
            found.append((asked.name, ours, theirs, _median(large, wide, runs), rows))
    return found


def _example(asked: Question) -> dict[str, list[str]]:
    example = asked.examples[0] if asked.examples else ""
    pairs = [part.split("=", 1) for part in example.split("; ")] if example else []
    return {name: [value] for name, value in pairs}


def _widened(asked: Question, example: dict[str, list[str]]) -> dict[str, list[str]]:
    own = ASKED | THEMES.get(asked.name, {})
    return {name: [own.get(name, values[0])] for name, values in example.items()}


def _rows(engine: Engine, text: str) -> str:
    try:
        found = engine.query(text)
    except RostrumError as error:
        return type(error).__name__
    return str(len(found)) if isinstance(found, Table) else ""


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


def main() -> None:
    store, reference = map(Path, sys.argv[1:3])
    print("| question | store, small | rdflib, small | store | rows |\n|---|---|---|---|---|")
    for row in latencies(store, reference):
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
