"""All benchmarks in one command; tables in Markdown, with machine and versions.

    python benchmarks/run.py [--documents PATH] [--only stages,limits,naive,growth,questions]

Rates of stages and the growth exponent are of processor seconds, which other work on the
machine hardly changes; clock seconds are printed beside them. The naive path takes seconds a
document, so it runs on ``--naive`` documents and is scaled to 200; use ``--naive 200`` to
measure it whole.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

import builds
import corpus
import naive
import questions
import stages

from kg import __version__
from kg.model.source import Source

SECTIONS = ("stages", "limits", "naive", "growth", "questions")
CORPUS = builds.REPOSITORY.parent / "shared" / "corpus" / "general-debate" / "ungdc.tar.xz"
COMPARED = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=Path, default=CORPUS)
    parser.add_argument("--only", default=",".join(SECTIONS))
    parser.add_argument("--naive", type=int, default=20, metavar="N")
    parser.add_argument("--growth", default="1000,3000,10000", metavar="N,N,…")
    parser.add_argument("--questions", type=int, default=100, metavar="N")
    chosen = parser.parse_args()
    wanted = chosen.only.split(",")
    found = corpus.documents(chosen.documents)
    _machine(found)
    with tempfile.TemporaryDirectory(prefix="rostrum-benchmark-") as home:
        work = Path(home)
        if "stages" in wanted:
            rows = stages.stages(corpus.sample(found, 100))
            table("Stages, one core, 100 documents", ("stage", "a document", "rate"), rows)
        if "limits" in wanted:
            table("Physical limits", ("limit", "", "rate"), stages.limits())
        if "naive" in wanted:
            _naive(found, chosen.naive, work)
        if "growth" in wanted:
            _growth(found, [int(number) for number in chosen.growth.split(",")], work)
        if "questions" in wanted:
            _questions(found, chosen.questions, work)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table in Markdown."""
    print(f"\n## {title}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def _machine(found: list[Source]) -> None:
    names = ("pyoxigraph", "rdflib", "pyshacl", "shacl")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    print(f"Rostrum {__version__}, Python {platform.python_version()}, {versions}")
    print(f"{os.cpu_count()} cores, {platform.platform()}; load {os.getloadavg()[0]:.1f} at start")
    print(f"{len(found)} documents, {corpus.characters(found):,} characters")


def _naive(found: list[Source], count: int, work: Path) -> None:
    folder = corpus.write(corpus.sample(found, COMPARED), work / "compared")
    graph = builds.build(folder, work / "compared-graph", "--no-index")
    ours = builds.build(folder, work / "compared-store")
    few = corpus.sample(found, count)
    scale = ours.documents / len(few)
    clock, processor, size = (scale * value for value in naive.build(few))
    rows = [
        (f"naive, {count} scaled", f"{clock:.1f} s", f"{processor:.1f} s", f"{size:,.0f} bytes"),
    ]
    for name, run in (("rostrum build --no-index", graph), ("rostrum build", ours)):
        rows += [
            (name, f"{run.clock:.1f} s", f"{run.processor:.1f} s", f"{run.quads:,} quads"),
            ("… naive / ours", f"{clock / run.clock:.1f}", f"{processor / run.processor:.1f}", ""),
        ]
    table(f"{COMPARED} documents, whole build", ("path", "clock", "processor", ""), rows)


def _growth(found: list[Source], counts: list[int], work: Path) -> None:
    runs, rows = [], []
    for count in counts:
        folder = corpus.write(corpus.sample(found, count), work / f"growth{count}")
        run = builds.build(folder, work / f"store{count}")
        again = builds.build(folder, work / f"store{count}")
        runs.append(run)
        rows.append((*_run_row(run), f"{again.clock:.1f} s, {again.clock / run.clock:.1%}"))
    points = [(float(run.documents), run.processor) for run in runs]
    if len(points) > 1:
        rows.append(("exponent", "", f"{builds.exponent(points):.3f}", "", "", "", ""))
    columns = ("documents", "clock", "processor", "quads", "stages", "peak memory", "unchanged")
    table("Growth", columns, rows)


def _run_row(run: builds.Run) -> tuple[str, ...]:
    spent = ", ".join(f"{name} {took:.0f} s" for name, took in run.report["stages"].items())
    return (
        f"{run.documents:,}",
        f"{run.clock:.1f} s",
        f"{run.processor:.1f} s",
        f"{run.quads:,}",
        spent,
        f"{run.peak / 2**20:,.0f} MiB",
    )


def _questions(found: list[Source], count: int, work: Path) -> None:
    small = corpus.write(corpus.sample(found, max(5, count // 20)), work / "few")
    large = corpus.write(corpus.sample(found, count), work / "many")
    builds.build(small, work / "few-store")
    run = builds.build(large, work / "many-store")
    rows = questions.latencies(work / "many-store", work / "few-store")
    few = f"{max(5, count // 20)} documents"
    columns = ("question", f"store, {few}", f"rdflib, {few}", f"store, {run.quads:,} quads", "rows")
    table("Questions", columns, rows)


if __name__ == "__main__":
    main()
