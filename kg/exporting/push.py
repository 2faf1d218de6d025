"""Bring a SPARQL server to hold the same named graphs as a store, sending only what differs.

What a server was given is kept beside the store, in ``STORE.pushed/HASH.jsonl``: a line before
a graph is sent and one when the server has taken it, so that an interrupted push goes on where
it was.
The record is believed only where the server's own count agrees, so that a server that was
emptied or changed is filled again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from kg.errors import EnvironmentFailure
from kg.exporting.parts import Part, parts, triples
from kg.exporting.rdf import differences
from kg.exporting.target import Target
from kg.storing.generations import Generation

COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_LINES_OF_AN_UPDATE = 1000
_UNSURE = "sent"  # begun, and perhaps not finished: no hash is like that


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push has to do: graphs to send, to delete, and how many are there already."""

    send: tuple[Part, ...]
    delete: tuple[str, ...]
    same: int

    @property
    def triples(self) -> int:
        """The triples to send."""
        return sum(part.triples for part in self.send)


@dataclass(frozen=True, slots=True)
class Check:
    """What a server holds afterwards.

    ``counts`` names the graphs with another number of triples than the store's (graph, store's,
    server's); ``altered`` the sampled graphs whose triples differ; ``rewritten`` counts sampled
    literals that came back with another spelling of the same value.
    """

    graphs: int
    sampled: int
    counts: tuple[tuple[str, int, int], ...]
    altered: tuple[str, ...]
    rewritten: int

    @property
    def holds(self) -> bool:
        """Whether the server holds what the store does."""
        return not self.counts and not self.altered


def plan(generation: Generation, target: Target, record: Path) -> Plan:
    """Compare the store with what the server was given and says that it holds."""
    given, held = _given(record), _counts(target)
    send, same, names = [], 0, set()
    for part in parts(generation):
        names.add(part.graph)
        if given.get(part.graph) == part.digest and held.get(part.graph) == part.triples:
            same += 1
        else:
            send.append(part)
    gone = sorted(graph for graph in given if graph not in names)
    return Plan(tuple(send), tuple(gone), same)


def record_of(store: Path, target: Target) -> Path:
    """Return the file that tells what a server was given from a store."""
    name = hashlib.sha256(target.address.encode()).hexdigest()[:16]
    return store.with_name(f"{store.name}.pushed") / f"{name}.jsonl"


def push(
    generation: Generation,
    target: Target,
    todo: Plan,
    record: Path,
    tell: Callable[[int], None] = lambda triples: None,
) -> None:
    """Carry out a plan; ``tell`` hears of the triples of every graph that was taken.

    Raises:
        EnvironmentFailure: the server refuses a graph or cannot be reached any more; what it
            took until then is on record, and the next push goes on from there.
    """
    jobs: list[Part | str] = [*todo.delete, *todo.send]

    def carry_out(job: Part | str) -> None:
        if isinstance(job, str):
            _delete(target, job)
        else:
            _send(generation, target, job)

    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        with record.open("a", encoding="utf-8") as lines:

            def note(job: Part | str, digest: str | None) -> None:
                graph = job if isinstance(job, str) else job.graph
                lines.write(json.dumps({"graph": graph, "sha256": digest}) + "\n")
                lines.flush()

            def begun() -> Iterator[Part | str]:
                for job in jobs:
                    note(job, _UNSURE)
                    yield job

            for job in _side_by_side(carry_out, begun(), target.connections):
                note(job, None if isinstance(job, str) else job.digest)
                tell(0 if isinstance(job, str) else job.triples)
    except OSError as error:
        raise EnvironmentFailure(f"{record}: cannot be written ({error.strerror})") from error


def check(generation: Generation, target: Target, sample: int) -> Check:
    """Count every graph on the server and compare ``sample`` graphs triple by triple.

    The sample is spread by hash: the same graphs for the same store.
    """
    held, expected = _counts(target), list(parts(generation))
    counts = [
        (part.graph, part.triples, held.get(part.graph, 0))
        for part in expected
        if held.get(part.graph, 0) != part.triples
    ]
    altered, rewritten = [], 0
    chosen = sorted(expected, key=lambda part: hashlib.sha256(part.graph.encode()).digest())
    for part in chosen[:sample]:
        found = target.construct(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{part.graph}> {{ ?s ?p ?o }} }}"
        )
        lost, respelt = differences(b"".join(triples(generation, part, part.triples)), found)
        rewritten += respelt
        if lost:
            altered.append(f"{part.graph}: {lost}")
    return Check(len(expected), min(sample, len(chosen)), tuple(counts), tuple(altered), rewritten)


def _send(generation: Generation, target: Target, part: Part) -> None:
    if target.way == "graph-store":
        target.put(part.graph, b"".join(triples(generation, part, part.triples)))
        return
    target.update(f"DROP SILENT GRAPH <{part.graph}>")
    for chunk in triples(generation, part, _LINES_OF_AN_UPDATE):
        target.update(f"INSERT DATA {{ GRAPH <{part.graph}> {{\n{chunk.decode()}}} }}")


def _delete(target: Target, graph: str) -> None:
    if target.way == "graph-store":
        target.delete(graph)
    else:
        target.update(f"DROP SILENT GRAPH <{graph}>")


def _side_by_side(
    carry_out: Callable[[Part | str], None], jobs: Iterable[Part | str], width: int
) -> Iterator[Part | str]:
    """Yield each job when it is done; at most ``width`` graphs are in memory."""
    waiting = iter(jobs)
    running: dict[Future[None], Part | str] = {}
    with ThreadPoolExecutor(width) as pool:
        while True:
            while len(running) < width and (job := next(waiting, None)) is not None:
                running[pool.submit(carry_out, job)] = job
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            # What succeeded is told before a failure ends all, so that it stays on record.
            for future in sorted(done, key=lambda one: one.exception() is not None):
                job = running.pop(future)
                future.result()
                yield job


def _given(record: Path) -> dict[str, str]:
    """Return the graphs that the server has taken, with their hashes."""
    given: dict[str, str | None] = {}
    try:
        lines = record.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue  # the last line of a push that was killed
        given[entry["graph"]] = entry["sha256"]
    return {graph: digest for graph, digest in given.items() if digest}


def _counts(target: Target) -> dict[str, int]:
    found = target.select(COUNTS)
    return {str(g): int(str(n)) for g, n in found.rows if g is not None}
