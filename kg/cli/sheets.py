"""Answers as pages and charts in files of their own, and where an answer is from."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from kg.asking.charts import chart, standing_alone, title
from kg.asking.contexts import contexts
from kg.asking.pages import Answered, proved, sheet
from kg.asking.questions import Question
from kg.charting import drawing
from kg.cli import tables
from kg.errors import EnvironmentFailure, UsageError
from kg.model.table import Cell, Table
from kg.storing.generations import reading
from kg.storing.querying import Engine


def answered(
    engine: Engine, asked: Question, given: Mapping[str, Sequence[str]], text: str, table: Table
) -> Answered:
    """Return an answer with its chart and the contexts of its sentences.

    Without the extra ``charts`` the page has no chart, and one line says so.
    """
    found = Answered(asked, given, table, text)
    if proved(table):
        found = replace(found, contexts=contexts(engine, table))
    if asked.view == "table":
        return found
    if not drawing.available():
        click.echo(f"no chart on the page: {drawing.MISSING}", err=True)
        return found
    drawn = chart(asked, table)
    if drawn is None:
        return found
    spec = drawing.finished(drawn[0], drawing.Words(""))
    picture = drawing.inline_svg(spec, title(asked, given))
    return replace(found, drawn=picture, note=drawn[1])


def page(answer: Answered, base: str) -> str:
    """Return the page of an answer."""

    def show(cell: Cell) -> str:
        return tables.short(cell, base)

    return sheet(answer, show)


def write_chart(answer: Answered, file: Path) -> None:
    """Write the chart of an answer to an SVG or PNG file.

    Raises:
        EnvironmentFailure: the extra ``charts`` is not installed, or the disk refuses.
        UsageError: the question has no chart, its answer none to draw, or the name is no chart's.
    """
    drawing.altair()
    drawn = chart(answer.asked, answer.table)
    if drawn is None:
        why = "is a table" if answer.asked.view == "table" else "has nothing to draw"
        raise UsageError(f"--chart: the answer to {answer.asked.name} {why}; leave --chart out")
    drawing.write(standing_alone(drawn, answer.asked, answer.given, answer.source), file)


def source_line(store: Path, endpoint: str | None) -> str:
    """Return one line that says which build of which graph answers."""
    if endpoint:
        return f"Source: {endpoint}"
    with reading(store) as generation:
        manifest = json.loads(generation.manifest.read_text(encoding="utf-8"))
        run = json.loads(generation.run.read_text(encoding="utf-8"))
        documents = len(generation.documents.read_text(encoding="utf-8").splitlines())
        name = generation.path.name
    started = str(run["started"])
    return (
        f"Source: Rostrum {manifest['rostrum']}, generation {name} of {started[:10]}, "
        f"{documents:,} documents"
    )


def write_text(file: Path, text: str) -> None:
    """Write a text file.

    Raises:
        EnvironmentFailure: the disk refuses.
    """
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EnvironmentFailure(f"{file}: cannot be written ({error.strerror})") from error


def temporary(name: str) -> Path:
    """Return a new file for a page that the asker gave no name."""
    return Path(tempfile.mkdtemp(prefix="rostrum-")) / f"{name}.html"
