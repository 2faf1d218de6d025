"""``rostrum build``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.building.build import BuildReport, Options
from kg.building.build import build as run_build
from kg.building.documents import Outcome
from kg.cli import options
from kg.model.source import Severity


@click.command()
@options.paths
@options.store
@options.base
@click.option(
    "--workers", type=click.IntRange(min=1), default=None, help="Processes; default: one a core."
)
@click.option(
    "--document-timeout",
    type=click.FloatRange(min=1),
    default=60.0,
    show_default=True,
    help="Seconds that reading one document may take.",
)
@click.option("--fresh", is_flag=True, help="Build every document anew, also unchanged ones.")
@click.option("--verbose", "-v", is_flag=True, help="List every issue of every document.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def build(
    paths: tuple[Path, ...], store: Path, base: str, workers: int | None, **how: object
) -> int:
    """Turn documents into a validated graph in a store.

    PATHS are files, folders, archives or globs. The store is replaced at one instant when
    everything is done; until then the old graph answers. Exit code 1 when a document could
    not be read or its graph breaks a shape.
    """
    standard = Options()
    chosen = Options(
        workers=workers or standard.workers,
        document_seconds=float(str(how["document_timeout"])),
        reuse=not how["fresh"],
    )
    with _progress() as progress:
        report = run_build(paths, store, options.settings(base), chosen, progress)
    if how["as_json"]:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
    else:
        _print(report, verbose=bool(how["verbose"]))
    return report.exit_code


@contextmanager
def _progress() -> Iterator[Callable[[Outcome], None]]:
    """Show the rate on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda outcome: None
        return
    from rich.console import Console
    from rich.progress import (
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("documents", total=None)
        yield lambda outcome: bar.advance(task)


def _print(report: BuildReport, *, verbose: bool) -> None:
    built = report.built
    click.echo(
        f"{len(built)} documents in the graph ({report.reused} unchanged), "
        f"{report.quads} quads in {report.graphs} graphs, {report.seconds:.1f} s → {report.store}"
    )
    acts, statements = sum(b.acts for b in built), sum(b.statements for b in built)
    click.echo(f"{statements} statements, {acts} acts")
    for page in report.not_meetings:
        reason = page.issues[-1].message if page.issues else "not a meeting document"
        click.echo(f"left out  {page.location or page.name}: {reason}")
    for line in report.duplicates:
        click.echo(f"twice     {line}")
    for failure in report.failures:
        click.echo(f"failed    {failure.location}: {failure.message}", err=True)
    for document in report.invalid:
        for line in document.violations:
            click.echo(f"invalid   {document.location}: {line}", err=True)
    _print_issues(report, verbose=verbose)


def _print_issues(report: BuildReport, *, verbose: bool) -> None:
    noted = [
        (document, issue)
        for document in report.built
        for issue in document.issues
        if verbose or issue.severity is not Severity.INFO
    ]
    shown = noted if verbose else noted[:10]
    for document, issue in shown:
        at = f" at {issue.span.start}" if issue.span else ""
        click.echo(f"{issue.severity.value:9} {document.name}{at}: {issue.message}")
    if len(noted) > len(shown):
        click.echo(f"… and {len(noted) - len(shown)} more issues; --verbose lists them")
