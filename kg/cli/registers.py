"""``rostrum resolve`` and ``rostrum themes``."""

from __future__ import annotations

from datetime import date, datetime

import click

from kg.linking import resolve as resolve_name
from kg.linking.theme_checks import check
from kg.linking.themes import themes as theme_register
from kg.model.source import Severity


@click.command()
@click.argument("name")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day the name was used.")
def resolve(name: str, day: datetime | None) -> int:
    """Show what NAME means, and why: a name, alias, code or symbol.

    Nothing is guessed: an unknown name gives exit code 1 and near spellings only.
    """
    on: date | None = day.date() if day else None
    resolution = resolve_name(name, on)
    for match in resolution.matches:
        note = "" if match.current else " (not in use on that day)"
        click.echo(f"{match.id}\t{match.kind}\t{match.label}\t{match.reason}{note}\t{match.where}")
    if not resolution.matches:
        near = f"; near it: {', '.join(resolution.hints)}" if resolution.hints else ""
        click.echo(f"{name}: no register knows this name{near}", err=True)
    return int(not resolution.matches)


@click.command()
@click.argument("action", type=click.Choice(["list", "check"]), default="list")
def themes(action: str) -> int:
    """List the themes, or check the scheme for collisions, orphans and bad mappings."""
    if action == "list":
        for theme in theme_register().values():
            click.echo(f"{theme.id}\t{theme.label}\t{theme.group}")
        return 0
    findings = check()
    for finding in findings:
        click.echo(f"{finding.severity.value:9} {finding.where} {finding.theme}: {finding.message}")
    click.echo(f"{len(findings)} findings in {len(theme_register())} themes")
    return int(any(finding.severity is Severity.VIOLATION for finding in findings))
