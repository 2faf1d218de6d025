"""``rostrum export``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from kg.cli import options
from kg.errors import UsageError
from kg.exporting import FORMATS
from kg.exporting.writing import PACKINGS, written
from kg.storing.generations import Generation, reading

if TYPE_CHECKING:
    from kg.exporting.acts import Publication

_PROFILES = ("jsonld", "annotations", "nanopubs", "rdf12")
_TABLES = ("csv", "parquet", "neo4j")
_NETWORKS = ("graphml", "gexf")
_PARTS = ("document", "meeting", "query", "question")
Lines = Callable[[], Iterable[bytes]]


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice([*sorted(FORMATS), *_PROFILES, *_TABLES, *_NETWORKS]),
    default="nquads",
    show_default=True,
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="The file to write (csv, parquet, neo4j, --shards: the new folder); default: standard output.",
)
@click.option("--document", metavar="SYMBOL", help="Only the graph of this document.")
@click.option("--meeting", metavar="KEY", help="Only the graphs that speak of this meeting.")
@click.option(
    "--query",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Only the triples that the CONSTRUCT query in this file gives.",
)
@click.option("--question", metavar="NAME", help="Only what stands behind a question's rows.")
@click.option(
    "--param",
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="Of the question; repeat for more.",
)
@click.option("--compress", type=click.Choice(PACKINGS), help="Pack what is written.")
@click.option("--spreadsheet-safe", is_flag=True, help="Put ' before cells like =1+1 (csv).")
@click.option(
    "--shards",
    type=click.IntRange(min=1),
    metavar="N",
    help="N files of N-Quads in the new folder OUTPUT, for bulk loaders.",
)
@click.option("--gzip", "packed", is_flag=True, help="Pack the shards, as --compress gzip does.")
@click.option("--license", metavar="IRI", help="Licence of nanopubs; default: MIT, as the data.")
@click.option("--creator", metavar="IRI", help="Who publishes nanopubs; default: the software.")
@click.option(
    "--created", metavar="TIME", help="When nanopubs are made, e.g. 2026-11-25; default: left out."
)
@options.store
@options.base
@options.limits
def export(form: str, output: Path | None, store: Path, **chosen: object) -> int:
    r"""Write the graph, a part of it, or what a query gives, in a form for other programs.

    \b
    nquads trig              the named graphs as they are
    turtle ntriples rdfxml   the union of all graphs
    jsonld                   framed: acts in statements, quotes in acts
    annotations              Web Annotations, one for each act and statement
    nanopubs                 nanopublications in TriG, one for each act
    rdf12                    N-Quads with reifiers that bear the evidence (RDF 1.2)
    csv parquet              a folder with a table for each class
    neo4j                    a folder for neo4j-admin database import
    graphml gexf             nodes and links; GEXF with days

    --question gives the acts, statements, passages and documents behind its rows, and the
    names of what they speak of; 'rostrum ask NAME -o FILE' writes the rows themselves.

    A file appears only when it is complete.
    """
    with reading(store) as generation:
        if chosen["shards"]:
            _shards(generation, form, output, chosen)
        elif form in _TABLES:
            _tables(_lines(generation, store, form, chosen), form, output, chosen)
        else:
            lines = _lines(generation, store, form, chosen)
            packing = str(chosen["compress"]) if chosen["compress"] else None
            with written(output, packing) as out:
                if form in _NETWORKS:
                    _network(form)(lines, out)
                else:
                    _writer(form, chosen)(lines(), out)
    return 0


def _lines(generation: Generation, store: Path, form: str, chosen: Mapping[str, object]) -> Lines:
    from kg.exporting import selection

    given = [name for name in _PARTS if chosen[name]]
    if len(given) > 1:
        raise UsageError(f"choose one of --{' and --'.join(given)}")
    if chosen["parameters"] and not chosen["question"]:
        raise UsageError("-p NAME=VALUE belongs to a question: add --question NAME")
    if not given:
        return lambda: selection.whole(generation)
    part = _part(generation, store, chosen)
    if form in {*_NETWORKS, "neo4j"}:
        # Nodes want names, and those of States and themes stand in the registers.
        return lambda: selection.with_named(generation, part)
    return part


def _part(generation: Generation, store: Path, chosen: Mapping[str, object]) -> Lines:
    from kg.exporting import selection

    if chosen["document"]:
        return lambda: selection.of_document(generation, str(chosen["document"]))
    if chosen["meeting"]:
        return lambda: selection.of_meeting(generation, str(chosen["meeting"]))
    if isinstance(chosen["query"], Path):
        found = _constructed(store, chosen["query"], chosen)
        return lambda: found
    kept = _evidence(generation, store, chosen)
    return lambda: kept


def _evidence(generation: Generation, store: Path, chosen: Mapping[str, object]) -> list[bytes]:
    from kg.asking import bind, question, rows
    from kg.exporting import evidence
    from kg.storing.querying import opened

    given: dict[str, list[str]] = {}
    for pair in chosen["parameters"] if isinstance(chosen["parameters"], tuple) else ():
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"-p {pair}: write NAME=VALUE")
        given.setdefault(name, []).append(value)
    base = options.settings(str(chosen["base"])).base
    text = bind(question(str(chosen["question"])), given, base)
    with opened(store, options.limited(chosen)) as engine:
        bound = evidence.iris(rows(engine, evidence.everything(text)))
    return list(evidence.behind(generation, bound))


def _constructed(store: Path, query: Path, chosen: Mapping[str, object]) -> list[bytes]:
    from kg.model.table import Triples
    from kg.storing.querying import opened

    with opened(store, options.limited(chosen)) as engine:
        answer = engine.query(query.read_text(encoding="utf-8"))
    if not isinstance(answer, Triples):
        raise UsageError(f"{query}: gives rows, not triples; 'rostrum sparql' writes rows as CSV")
    return sorted(set(answer.ntriples.encode().splitlines(keepends=True)))


def _writer(
    form: str, chosen: Mapping[str, object]
) -> Callable[[Iterable[bytes], IO[bytes]], None]:
    if form in FORMATS:
        from kg.exporting.rdf import write

        return lambda lines, out: write(lines, form, out)
    if form == "jsonld":
        from kg.exporting.jsonld import write_jsonld

        return write_jsonld
    from kg.exporting import acts

    info = _publication(chosen)
    return {
        "annotations": acts.write_annotations,
        "nanopubs": lambda lines, out: acts.write_nanopubs(lines, out, info),
        "rdf12": acts.write_reified,
    }[form]


def _publication(chosen: Mapping[str, object]) -> Publication:
    """Return what nanopublications say of themselves.

    Raises:
        UsageError: a value is no IRI or no time.
    """
    from kg.exporting.acts import Publication
    from kg.mapping.terms import iri_text

    given = {name: str(chosen[name]) for name in ("license", "creator", "created") if chosen[name]}
    for name, value in given.items():
        try:
            datetime.fromisoformat(value) if name == "created" else iri_text(value)
        except ValueError as error:
            wanted = "2026-11-25 or 2026-11-25T10:00:00Z" if name == "created" else "an IRI"
            raise UsageError(f"--{name}: {value!r} is not {wanted}") from error
    return Publication(**given)


def _network(form: str) -> Callable[[Lines, IO[bytes]], None]:
    from kg.exporting import network

    return {"graphml": network.write_graphml, "gexf": network.write_gexf}[form]


def _tables(lines: Lines, form: str, output: Path | None, chosen: Mapping[str, object]) -> None:
    from kg.exporting.tables import write_tables

    if output is None:
        raise UsageError(f"{form} writes a table for each class into a folder: add -o FOLDER")
    if form == "parquet" and chosen["compress"]:
        raise UsageError("parquet is packed in itself: leave out --compress")
    packing = str(chosen["compress"]) if chosen["compress"] else None
    if form == "neo4j":
        from kg.exporting.neo4j import write_neo4j

        if packing == "zstd":
            raise UsageError("Neo4j's import reads gzip, not zstd: take --compress gzip")
        write_neo4j(lines, output, packing)
        return
    write_tables(lines, output, form, packing=packing, safe=bool(chosen["spreadsheet_safe"]))


def _shards(
    generation: Generation, form: str, output: Path | None, chosen: Mapping[str, object]
) -> None:
    from kg.exporting.shards import write_shards

    if chosen["packed"] and chosen["compress"] == "zstd":
        raise UsageError("shards are packed one way: choose --gzip or --compress zstd")
    if output is None or form != "nquads" or any(chosen[name] for name in _PARTS):
        raise UsageError("--shards writes N-Quads of all documents to a folder: add -o FOLDER")
    packing = "gzip" if chosen["packed"] else str(chosen["compress"] or "") or None
    for file in write_shards(generation, output, int(str(chosen["shards"])), packing):
        click.echo(file)
