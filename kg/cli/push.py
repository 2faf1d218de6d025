"""``rostrum push``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.errors import EnvironmentFailure
from kg.storing.generations import Generation, reading

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


@click.command()
@click.argument("address", metavar="URL")
@click.option("--update", "by_update", is_flag=True, help="URL takes SPARQL Update, not graphs.")
@click.option("--query", "query", metavar="URL", help="Where the server answers queries.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent; send nothing.")
@click.option("--connections", type=click.IntRange(1, 64), default=4, show_default=True)
@click.option("--tries", type=click.IntRange(1, 20), default=5, show_default=True)
@click.option(
    "--sample",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    help="Graphs to compare triple by triple afterwards.",
)
@options.store
def push(address: str, by_update: bool, query: str | None, dry_run: bool, store: Path,
         **how: int) -> int:  # fmt: skip
    r"""Bring a SPARQL server to hold the same named graphs as the store.

    Only graphs that changed since the last push are sent, and an interrupted push goes on
    where it was. Credentials come from ROSTRUM_PUSH_USER and ROSTRUM_PUSH_PASSWORD (Basic or
    Digest), from ROSTRUM_PUSH_TOKEN, or from ~/.netrc.

    \b
    rostrum push http://localhost:7878/store                   Oxigraph
    rostrum push http://localhost:3030/un/data                 Fuseki
    rostrum push http://localhost:8890/sparql-graph-crud-auth  Virtuoso
    rostrum push http://localhost:7200/repositories/un/rdf-graphs/service   GraphDB, RDF4J
    rostrum push --update http://localhost:7878/update

    Exit code 1: the server holds something else afterwards.
    """
    try:
        from kg.exporting import push as pushing
        from kg.exporting.target import Target, query_address
    except ImportError as error:
        raise EnvironmentFailure("push needs a package: pip install 'rostrum[fetch]'") from error
    target = Target(
        address,
        query or query_address(address),
        "update" if by_update else "graph-store",
        tries=how["tries"],
        connections=how["connections"],
    )
    record = pushing.record_of(store, target)
    with closing(target), reading(store) as generation:
        todo = pushing.plan(generation, target, record)
        click.echo(f"{len(todo.send)} graphs ({todo.triples:,} triples) to send, "
                   f"{len(todo.delete)} to delete, {todo.same} there already")  # fmt: skip
        if dry_run:
            return 0
        began = time.monotonic()
        with _shown(todo.triples) as tell:
            pushing.push(generation, target, todo, record, tell)
        if todo.send:
            seconds = time.monotonic() - began
            click.echo(f"sent in {seconds:.1f} s, {todo.triples / seconds:,.0f} triples/s")
        return _checked(generation, target, how["sample"])


def _checked(generation: Generation, target: object, sample: int) -> int:
    from kg.exporting.push import check
    from kg.exporting.target import Target

    if not isinstance(target, Target):
        raise TypeError(target)
    found = check(generation, target, sample)
    for graph, ours, theirs in found.counts[:10]:
        click.echo(f"{graph}: {ours:,} triples here, {theirs:,} on the server", err=True)
    for line in found.altered:
        click.echo(line, err=True)
    verdict = "the same" if found.holds else f"{len(found.counts)} counts differ"
    click.echo(f"checked {found.graphs} graphs by count, {found.sampled} in full: {verdict}")
    if found.rewritten:
        click.echo(f"the server spells {found.rewritten} numbers of the sample in its own way")
    return 0 if found.holds else 1


@contextmanager
def _shown(triples: int) -> Iterator[Callable[[int], None]]:
    """Yield what counts triples; a bar with rate on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda sent: None
        return
    began, taken = time.monotonic(), 0
    shown: ProgressBar[int] = click.progressbar(
        length=triples, label="triples", file=sys.stderr, show_pos=True,
        item_show_func=lambda rate: f"{rate or 0:,}/s",
    )  # fmt: skip
    with shown as bar:

        def tell(sent: int) -> None:
            nonlocal taken
            taken += sent
            bar.update(sent, round(taken / (time.monotonic() - began)))

        yield tell
