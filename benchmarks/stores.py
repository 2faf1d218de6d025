"""Load a store into SPARQL servers, ask all questions there, print the table of docs/stores.md.

    python benchmarks/stores.py STORE [--only NAME]

Each server is started for the run on a folder of its own (tests/data/exporting_servers.py) and filled
by ``rostrum push``. A question is asked with its first example, by each engine alike; rows are
compared as multisets.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from kg.asking import bind, questions, rows
from kg.asking.remote import RemoteEngine
from kg.errors import RostrumError
from kg.exporting.push import check, plan, push
from kg.exporting.target import Target
from kg.model.table import Table
from kg.settings import DEFAULT_BASE, Limits
from kg.storing.generations import reading
from kg.storing.querying import Engine, opened

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "data"))
from exporting_servers import READERS, SERVERS, Server, missing


def texts() -> dict[str, str]:
    """Return every question's SPARQL, bound to its first example."""
    found = {}
    for asked in questions():
        given: dict[str, list[str]] = {}
        example = asked.examples[0] if asked.examples else ""
        # An example is "name=value; name=value" or, with one parameter, "name=value".
        for one in filter(None, (part.strip() for part in example.split(";"))):
            name, _, value = one.partition("=")
            given.setdefault(name.strip(), []).append(value.strip())
        found[asked.name] = bind(asked, given, DEFAULT_BASE)
    return found


def multiset(table: Table) -> Counter[object]:
    return Counter(tuple((c.kind, c.value) if c else None for c in row) for row in table.rows)


def answers(engine: Engine, asked: dict[str, str]) -> tuple[dict[str, object], float]:
    began = time.monotonic()
    found: dict[str, object] = {}
    for name, text in asked.items():
        try:
            found[name] = rows(engine, text)
        except RostrumError as error:
            found[name] = str(error)[:160]
    return found, time.monotonic() - began


def measure(server: Server, store: Path, asked: dict[str, str], ours: dict[str, object]) -> None:
    with closing(Target(server.graphs, server.query)) as target, reading(store) as generation:
        record = Path(tempfile.mkdtemp()) / "record.jsonl"
        todo = plan(generation, target, record)
        began = time.monotonic()
        push(generation, target, todo, record)
        loaded = time.monotonic() - began
        verdict = check(generation, target, 20)
    loading = f"{todo.triples:,} | {loaded:.1f} s | {todo.triples / loaded:,.0f}/s"
    checked = f"{len(verdict.counts)} counts, {len(verdict.altered)} of {verdict.sampled} graphs"
    compare(server, asked, ours, (loading, checked))


def compare(
    server: Server, asked: dict[str, str], ours: dict[str, object], told: tuple[str, str]
) -> None:
    theirs, seconds = answers(RemoteEngine(server.query, 60.0), asked)
    equal = [n for n in asked if isinstance(theirs[n], Table) and isinstance(ours[n], Table)
             and multiset(theirs[n]) == multiset(ours[n])]  # fmt: skip
    print(f"| {server.name} | {told[0]} | {len(equal)} of {len(asked)} | {seconds:.1f} s "
          f"| {told[1]} |", flush=True)  # fmt: skip
    for name in asked:
        if name not in equal:
            print(f"  {server.name} {name}: {said(ours[name])} here, {said(theirs[name])} there")
            for side, row in parted(ours[name], theirs[name]):
                print(f"    only {side}: {row}")


def parted(ours: object, theirs: object) -> list[tuple[str, object]]:
    """Return the first row that only one side has, for each side."""
    if not isinstance(ours, Table) or not isinstance(theirs, Table):
        return []
    mine, other = multiset(ours), multiset(theirs)
    sides = (("here", mine - other), ("there", other - mine))
    return [(side, min(rest, key=str)) for side, rest in sides if rest]


def said(answer: object) -> str:
    return f"{len(answer)} rows" if isinstance(answer, Table) else str(answer)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--only", choices=sorted([*SERVERS, *READERS]))
    chosen = parser.parse_args()
    asked = texts()
    with opened(chosen.store, Limits(query_seconds=120.0)) as engine:
        ours, seconds = answers(engine, asked)
    print(f"embedded: {len(asked)} questions in {seconds:.1f} s")
    for name, answer in ours.items():
        if not isinstance(answer, Table):
            print(f"  embedded {name}: {answer}")
    for name in [*SERVERS, *READERS]:
        if chosen.only in {None, name}:
            if reason := missing(name):
                print(f"{name}: not measured, {reason}")
                continue
            with tempfile.TemporaryDirectory() as folder:
                if name in SERVERS:
                    with SERVERS[name](Path(folder)) as server:
                        measure(server, chosen.store, asked, ours)
                else:
                    read(name, Path(folder), chosen.store, (asked, ours))


def read(
    name: str, folder: Path, store: Path, questions_: tuple[dict[str, str], dict[str, object]]
) -> None:
    """Measure an engine that reads the file of N-Quads; its first answer tells that it did."""
    with reading(store) as generation, READERS[name](folder, generation.graph) as server:
        asked, ours = questions_
        began = time.monotonic()
        count = rows(
            RemoteEngine(server.query, 300.0), "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
        )
        loaded, found = time.monotonic() - began, count.rows[0][0]
        compare(server, asked, ours, (f"{found.value if found else 0} | {loaded:.1f} s | ", "read"))


if __name__ == "__main__":
    main()
