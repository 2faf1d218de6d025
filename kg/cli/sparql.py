"""``rostrum sparql``."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click

from kg.cli import options, tables
from kg.cli.ask import engine
from kg.errors import UsageError
from kg.model.table import Triples


@click.command()
@click.argument("query", required=False)
@click.option(
    "-f",
    "--file",
    "file",
    type=click.File(encoding="utf-8"),
    help="Read the query from a file, - for standard input.",
)
@click.option(
    "--format", "form", type=click.Choice(tables.FORMATS), default="table", show_default=True
)
@click.option("--endpoint", metavar="URL", help="Ask a remote SPARQL endpoint instead of a store.")
@click.option("--allow-service", is_flag=True, help="Let SERVICE reach other endpoints.")
@options.store
@options.limits
def sparql(query: str | None, file: TextIO | None, form: str, **where: object) -> int:
    """Answer a SPARQL 1.1 query; the default graph is the union of all graphs.

    CONSTRUCT and DESCRIBE print N-Triples. A query that passes its limits is ended with an
    error; there is never a part of an answer.
    """
    if (query is None) == (file is None):
        raise UsageError("give the query as an argument or with -f FILE, one of both")
    text = file.read() if file else query or ""
    limits = options.limited(where)
    endpoint = where["endpoint"]
    network = bool(where["allow_service"])
    with engine(
        Path(str(where["store"])), limits, str(endpoint) if endpoint else None, network=network
    ) as answering:
        answer = answering.query(text)
    if isinstance(answer, Triples):
        click.echo(answer.ntriples, nl=False)
    else:
        tables.show(answer, form)
    return 0
