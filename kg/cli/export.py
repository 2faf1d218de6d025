"""``rostrum export``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.errors import UsageError
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
@click.option(
    "--shards",
    type=click.IntRange(min=1),
    metavar="N",
    help="N files of N-Quads in the new folder OUTPUT, for bulk loaders.",
)
@click.option("--gzip", "packed", is_flag=True, help="Pack the shards.")
@options.store
def export(
    form: str, output: Path | None, document: str | None, store: Path, **shards: object
) -> int:
    """Write the graph, or one document's, in an RDF format.

    Forms without named graphs (turtle, ntriples, rdfxml) hold the union of all graphs. A file
    appears only when it is complete.
    """
    if shards["shards"]:
        if output is None or document or form != "nquads":
            raise UsageError("--shards writes N-Quads of all documents to a folder: add -o FOLDER")
        from kg.exporting.shards import write_shards

        with reading(store) as generation:
            count, packed = int(str(shards["shards"])), bool(shards["packed"])
            for file in write_shards(generation, output, count, packed=packed):
                click.echo(file)
        return 0
    with reading(store) as generation:
        export_graph(generation, form, output, document)
    return 0
