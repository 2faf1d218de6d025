"""``rostrum validate``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.errors import DataError, UnreadableDocument
from kg.storing.generations import reading
from kg.validating import ENGINES, Report
from kg.validating import validate as check

SHOWN = 20


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--engine", type=click.Choice(list(ENGINES)), default="shacl", show_default=True)
@options.store
def validate(files: tuple[Path, ...], engine: str, store: Path) -> int:
    """Check N-Quads files, or the whole store if none are given, against the shapes.

    Exit code 1 when something is a violation; warnings alone are none.
    """
    if not files:
        with reading(store) as generation:
            return _print(str(store), check(generation.graph, engine))
    code = 0
    for file in files:
        if not file.is_file():
            raise UnreadableDocument(f"{file}: no such file; name an N-Quads file")
        try:
            report = check(file, engine)
        except (OSError, ValueError) as error:
            raise DataError(f"{file}: cannot be validated ({error})") from error
        code |= _print(str(file), report)
    return code


def _print(name: str, report: Report) -> int:
    click.echo(f"{name}: {report.summary()}")
    for result in report.results[:SHOWN]:
        path = f" {result.path}" if result.path else ""
        click.echo(f"{result.severity.value:9} {result.focus}{path}: {result.message}")
    if len(report.results) > SHOWN:
        click.echo(f"… and {len(report.results) - SHOWN} more")
    return int(not report.conforms)
