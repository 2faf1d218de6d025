"""``rostrum describe``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.exporting import FORMATS
from kg.storing.generations import reading


@click.command()
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), default="turtle", show_default=True
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; default: standard output.",
)
@click.option("--endpoint", default="", metavar="URL", help="Where a SPARQL endpoint answers.")
@click.option("--dump", "dumps", multiple=True, metavar="URL", help="Where a file of the graph is.")
@options.store
def describe(
    form: str, output: Path | None, endpoint: str, dumps: tuple[str, ...], store: Path
) -> int:
    """Describe the dataset for catalogues and SPARQL clients (VoID, DCAT, SHACL).

    Counts, vocabularies, links to other datasets, licence and terms of the sources, measured
    accuracy, and the questions with their parameters. It stands beside the graph, not in it.
    """
    from kg.building.description import describe as described
    from kg.exporting.description import Access
    from kg.exporting.rdf import write
    from kg.exporting.writing import written

    with reading(store) as generation:
        lines = described(generation, Access(endpoint, dumps)).splitlines(keepends=True)
    with written(output) as out:
        write(lines, form, out)
    return 0
