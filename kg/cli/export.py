"""``rostrum export``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.exporting import FORMATS, export_graph
from kg.storing.generations import reading


@click.command()
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), default="nquads", show_default=True
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="The file to write; default: standard output.",
)
@click.option("--document", metavar="SYMBOL", help="Only the graph of this document.")
@options.store
def export(form: str, output: Path | None, document: str | None, store: Path) -> int:
    """Write the graph, or one document's, in an RDF format.

    Forms without named graphs (turtle, ntriples, rdfxml) hold the union of all graphs. A file
    appears only when it is complete.
    """
    with reading(store) as generation:
        export_graph(generation, form, output, document)
    return 0
