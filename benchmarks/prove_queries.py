"""Rows Q1 to Q6: hostile queries, and the server under load and attack."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import builds
import corpus
import serving
from prove_sheet import ROOT, Found, Proof, by_tests

from kg.errors import RostrumError
from kg.model.table import Table
from kg.settings import Limits
from kg.storing import index
from kg.storing.guarding import guard
from kg.storing.querying import Pool

HOSTILE = ROOT / "tests" / "data" / "hostile-queries.tsv"
SECONDS = 1.0
CORPUS = ROOT.parent / "shared" / "corpus" / "general-debate" / "ungdc.tar.xz"
SPEECHES = 550  # two million quads


def hostile() -> list[tuple[str, str]]:
    """Return the names and texts of the hostile queries."""
    lines = HOSTILE.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return [
        (name, before + opened * int(count) + middle + closed * int(count) + after)
        for name, before, opened, count, middle, closed, after in cells
    ]


def timely(long: bool) -> Found:
    """Ask every hostile query, alone and four at once; the slowest counts."""
    wanted = hostile() if long else hostile()[::3]
    with tempfile.TemporaryDirectory(prefix="rostrum-prove-") as home:
        graph = Path(home) / "graph.nq"
        quads = 200_000 if long else 20_000
        graph.write_text("".join(
            f'<urn:s{n % 997}> <urn:p{n % 7}> "{n}" <urn:g{n % 3}> .\n' for n in range(quads)))  # fmt: skip
        index.make(Path(home) / "index", graph, quads)
        told, kept = [], True
        for at_once in (1, 4):
            slowest, name, grown, partial = _asked(Path(home) / "index", wanted, at_once)
            # Four children share fewer processors: what one may use late, another lacks.
            allowed = 2.0 + 0.5 * os.getloadavg()[0] / (os.cpu_count() or 1)
            kept = kept and slowest < allowed and grown < 20_000_000 and not partial
            told.append(
                f"{at_once} at once: slowest {slowest:.2f} s ({name}), parent {grown / 1e6:+.1f} MB"
            )
    refused = sum(_is_refused(text) for _, text in wanted)
    told.append(f"{len(wanted)} queries with a limit of {SECONDS:g} s, {refused} refused unread")
    return Found(kept, "; ".join(reversed(told)))


def _is_refused(text: str) -> bool:
    try:
        guard(text)
    except RostrumError:
        return True
    return False


def _asked(
    folder: Path, wanted: list[tuple[str, str]], at_once: int
) -> tuple[float, str, int, int]:
    engine = Pool(folder, Limits(query_seconds=SECONDS, query_rows=1000), size=at_once)
    engine.select("ASK {}")
    walls: dict[str, float] = {}
    partial = [0]

    def run(item: tuple[str, str]) -> None:
        begun = time.monotonic()
        try:
            found = engine.query(item[1])
            partial[0] += isinstance(found, Table) and len(found) > 1000
        except RostrumError:
            pass
        walls[item[0]] = time.monotonic() - begun

    before = _resident()
    with ThreadPoolExecutor(at_once) as threads:
        list(threads.map(run, wanted))
    grown = _resident() - before
    engine.select("ASK {}")
    engine.close()
    slowest = max(walls, key=lambda name: walls[name])
    return walls[slowest], slowest, grown, partial[0]


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def bounded(long: bool) -> Found:
    found = by_tests(
        "tests/storing/test_querying.py", matching="hostile or pool_lives_on", long=long
    )
    return found.found(
        "{passed} tests: children end at their limit of memory, the parent grows < 20 MB"
    )


def whole(long: bool) -> Found:
    found = by_tests("tests/storing/test_querying.py", matching="all_rows", long=long)
    return found.found(
        "caps of rows − 1, rows and rows + 1, SELECT and CONSTRUCT: all rows or an error"
    )


def throughput(long: bool) -> Found:
    """Serve two million quads of speeches and load them with wrk; answers may be kept."""
    if not long or not shutil.which("wrk") or not CORPUS.exists():
        return Found(
            None, "long form: needs wrk, the corpus of speeches and quiet cores (docs/serve.md)"
        )
    with tempfile.TemporaryDirectory() as home:
        work = Path(home)
        speeches = corpus.sample(corpus.documents(CORPUS), SPEECHES)
        run = builds.build(corpus.write(speeches, work / "speeches"), work / "store")
        port = serving.free_port()
        command, path = serving.servers(work / "store", port)["rostrum serve"]
        subject = "https://w3id.org/rostrum/party/SVK"
        address = f"http://127.0.0.1:{port}{path}?query={serving.about(subject)}"
        with serving.serving(command, address) as size:
            serving.loaded(address, 8, 2)
            told = serving.loaded(address, 8, 10)
    kept = told.rate >= 2_500 and told.p99 <= 25 and not told.errors
    return Found(
        kept,
        f"{run.quads:,} quads, answers of {size} bytes, 8 clients: {told.rate:,.0f} a second, "
        f"p99 {told.p99:.0f} ms, {told.errors} errors",
    )


def _of_the_server(matching: str, promised: str) -> Found:
    return by_tests("tests/serving/test_load.py", matching=matching).found(
        "{passed} tests: " + promised
    )


PROOFS = (
    Proof("Q1", "Every query ends within its limit and a second more, parser and planner too",
          "hostile queries, 1 and 4 at once", timely),
    Proof("Q2", "A query's memory is bounded, and the server survives it",
          "the parent grows by at most 20 MB", bounded),
    Proof("Q3", "An answer is complete, or an error", "0 partial answers", whole),
    Proof("Q4", "Others are served while some attack", "victims ≥ 95 % answered, p99 ≤ 1.5 s",
          lambda long: _of_the_server(
              "mixed_requests or fill_the_server", "answers right, or a plain error, under attack")),
    Proof("Q5", "Throughput on two cores", "≥ 2,500 a second, p99 ≤ 25 ms with 8 clients",
          throughput),
    Proof("Q6", "When the client is gone, its work stops", "within 1 s",
          lambda long: _of_the_server("client_goes", "a client that hangs up frees its child")),
)  # fmt: skip
