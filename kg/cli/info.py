"""``rostrum info`` and ``rostrum verify``."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from kg.building.verification import verify_generation
from kg.cli import options
from kg.storing.generations import reading


@click.command()
@options.store
def info(store: Path) -> int:
    """Say what a store holds and which registers this version knows."""
    from kg.linking import registers

    with reading(store) as generation:
        manifest = json.loads(generation.manifest.read_text(encoding="utf-8"))
        run = json.loads(generation.run.read_text(encoding="utf-8"))
        lines = generation.documents.read_text(encoding="utf-8").splitlines()
        documents = [json.loads(line) for line in lines]
    click.echo(
        f"{store}: built {run['started']} by rostrum {manifest['rostrum']} ({manifest['fingerprint']})"
    )
    click.echo(
        f"{manifest['graph']['quads']} quads in {manifest['graphs']} graphs, base {manifest['base']}"
    )
    for form, count in sorted(Counter(document["form"] for document in documents).items()):
        click.echo(f"  {count:7} {form}")
    for label, key in (("statements", "statements"), ("acts", "acts")):
        click.echo(f"  {sum(document[key] for document in documents):7} {label}")
    click.echo(f"  {sum(len(document['issues']) for document in documents):7} issues")
    click.echo("registers")
    kinds = Counter(party.kind for party in registers.parties().values())
    for kind, count in sorted(kinds.items()):
        click.echo(f"  {count:7} {kind}")
    for name, rows in (
        ("groups", registers.groups()),
        ("memberships", registers.memberships()),
        ("bodies", registers.bodies()),
        ("instruments", registers.instruments()),
        ("names", registers.names()),
    ):
        click.echo(f"  {len(rows):7} {name}")
    return 0


@click.command()
@options.store
@click.option("--deep", is_flag=True, help="Compare every quad of the index with the graph.")
def verify(store: Path, deep: bool) -> int:
    """Check every byte of a store against its hash, and the index against the graph."""
    with reading(store) as generation:
        findings = verify_generation(generation, deep=deep)
    for finding in findings:
        click.echo(f"damaged   {finding}", err=True)
    click.echo(f"{store}: {'damaged; build again' if findings else 'whole'}")
    return int(bool(findings))
