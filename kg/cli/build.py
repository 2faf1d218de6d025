"""``rostrum build``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from kg.building.build import BuildReport, Options
from kg.building.build import build as run_build
from kg.building.corrections import corrections, digests, names
from kg.building.watching import changes
from kg.cli import options
from kg.errors import StoreError, UsageError
from kg.extracting.correcting import UNAPPLIED
from kg.model.source import Severity
from kg.settings import Settings

_WATCH_SECONDS = 1.0
_MODEL_SECONDS = 3600.0


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
    help="Seconds that one document may take; default: 60, with a language model 3600.",
)
@click.option("--fresh", is_flag=True, help="Build every document anew, also unchanged ones.")
@click.option(
    "--no-index",
    is_flag=True,
    help="Write the graph only, for other triple stores: half the time, and nothing to ask here.",
)
@click.option("--cluster", metavar="ADDRESS", help="Build on the Dask cluster at tcp://HOST:PORT.")
@click.option("--watch", is_flag=True, help="Go on: build again whenever a document changes.")
@click.option("--verbose", "-v", is_flag=True, help="List every issue of every document.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@options.corrections
@options.speakers
@options.extractor
def build(
    paths: tuple[Path, ...], store: Path, base: str, workers: int | None, **how: object
) -> int:
    """Turn documents into a validated graph in a store.

    PATHS are files, folders, archives or globs. The store is replaced at one instant when
    everything is done; until then the old graph answers. Exit code 1 when a document could
    not be read or its graph breaks a shape.
    """
    if how["cluster"] and how["extractor"] != "rules":
        raise UsageError("--cluster builds by the rules only; leave out --extractor")
    for table in ("speakers", "corrections"):
        if how["cluster"] and how[table]:
            raise UsageError(f"--cluster has no access to the file of --{table}; leave it out")
    standard = Options()
    patience = standard.document_seconds if how["extractor"] == "rules" else _MODEL_SECONDS
    chosen = Options(
        workers=workers or standard.workers,
        document_seconds=float(str(how["document_timeout"] or patience)),
        reuse=not how["fresh"],
        cluster=str(how["cluster"]) if how["cluster"] else None,
        index=not how["no_index"],
    )
    settings = options.settings(base, how)
    if not how["watch"]:
        return _build_once(paths, store, settings, chosen, how)
    for _ in changes(paths, _WATCH_SECONDS):
        try:
            _build_once(paths, store, settings, chosen, how)
        except StoreError as error:
            click.echo(f"rostrum: {error}; trying again at the next change", err=True)
    return 0


def _build_once(
    paths: Sequence[Path], store: Path, settings: Settings, chosen: Options, how: dict[str, object]
) -> int:
    from kg.cli.progress import shown

    with shown(paths, settings) as progress:
        report = run_build(paths, store, settings, chosen, progress)
    if how["as_json"]:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
    else:
        _print(report, verbose=bool(how["verbose"]))
    if settings.corrections:
        _print_unapplied(report, settings.corrections)
    built = (entry.built for entry in report.entries)
    known = {name for one in built for name in names(one.keys, one.sha256)}
    for document in sorted(digests(settings.corrections).keys() - known):
        click.echo(f"warning   {settings.corrections}: no document is {document!r}", err=True)
    return report.exit_code


def _print_unapplied(report: BuildReport, overlay: Path) -> None:
    """Say of each line of the overlay that was not applied where it stands, and why."""
    lines = {one.told: one.line for one in corrections(overlay)}
    for document in report.built:
        for issue in document.issues:
            told, found, reason = issue.message.partition(UNAPPLIED)
            if found and told in lines:
                where = f"{overlay}:{lines[told]}"
                click.echo(f"warning   {where}: {document.name}: not applied: {reason}", err=True)


def _print(report: BuildReport, *, verbose: bool) -> None:
    built = report.built
    click.echo(
        f"{len(built)} documents in the graph ({report.reused} unchanged), "
        f"{report.quads} quads in {report.graphs} graphs, {report.seconds:.1f} s → {report.store}"
    )
    acts, statements = sum(b.acts for b in built), sum(b.statements for b in built)
    click.echo(f"{statements} statements, {acts} acts")
    if report.reused < len(report.entries):
        rates = report.rates
        click.echo(
            f"{rates['documents_per_second']:.1f} documents/s, "
            f"{rates['characters_per_second']:,.0f} characters/s, "
            f"at most {report.peak_bytes / 2**20:,.0f} MiB; all findings in run.json"
        )
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
        if (verbose or issue.severity is not Severity.INFO) and UNAPPLIED not in issue.message
    ]
    shown = noted if verbose else noted[:10]
    for document, issue in shown:
        at = f" at {issue.span.start}" if issue.span else ""
        click.echo(f"{issue.severity.value:9} {document.name}{at}: {issue.message}")
    if len(noted) > len(shown):
        click.echo(f"… and {len(noted) - len(shown)} more issues; --verbose lists them")
