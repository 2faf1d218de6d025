"""Load an export of Rostrum and open data of others into one store, and ask them together.

    python docs/interoperability/join.py graph.nq --sdg FILE.ttl --countries FILE.csv
        --unbis FILE.lst --translations FILE.tsv docs/interoperability/sdg-targets.rq

Each dataset becomes a named graph: ``urn:x-outside:sdg`` as it is, ``…:countries`` after the
minimal mode of CSV on the Web (a property for each column, the rows named by their Wikidata
item), ``…:unbis`` as SKOS labels in the six official languages.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
)

OUTSIDE = "urn:x-outside:"
WIKIDATA = "http://www.wikidata.org/entity/"
THESAURUS = "http://metadata.un.org/thesaurus/"
LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
"""The columns of the table of UNBIS translations."""


def countries(table: Path) -> Iterator[Quad]:
    """Turn a table of countries into RDF; rows without a Wikidata item have no name."""
    graph = NamedNode(OUTSIDE + "countries")
    with table.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            item = row["wikidata_id"].rpartition("/")[2]
            if not item:
                continue
            subject = NamedNode(WIKIDATA + item)
            for column, value in row.items():
                if value and value.strip():
                    property_ = NamedNode(f"{OUTSIDE}countries#{quote(column, safe='')}")
                    yield Quad(subject, property_, Literal(value.strip()), graph)


def unbis(terms: Path, translations: Path) -> Iterator[Quad]:
    """Turn a list of UNBIS terms and a table of their translations into SKOS labels."""
    graph = NamedNode(OUTSIDE + "unbis")
    others: dict[str, list[str]] = {}
    for line in translations.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == len(LANGUAGES):
            others.setdefault(cells[LANGUAGES.index("en")].casefold(), cells)
    for line in terms.read_text(encoding="utf-8").splitlines():
        name, *pairs = line.split("\t")
        said = dict(pair.split("=", 1) for pair in pairs)
        if said.get("kind") == "pref":
            concept = NamedNode(THESAURUS + said["uri"].rpartition("#")[2])
            cells = others.get(name.casefold(), ["", "", name.lower(), "", "", ""])
            for language, label in zip(LANGUAGES, cells, strict=True):
                if label:
                    yield Quad(concept, LABEL, Literal(label, language=language), graph)


def joined(export: Path, sdg: Path, outside: Iterable[Quad]) -> Store:
    """Return one store with an export in N-Quads, the SDG dataset in Turtle, and what else there is."""
    store = Store()
    store.bulk_load(path=export, format=RdfFormat.N_QUADS)
    store.bulk_load(path=sdg, format=RdfFormat.TURTLE, to_graph=NamedNode(OUTSIDE + "sdg"))
    store.bulk_extend(outside)
    return store


def main() -> None:
    """Read the command line, join, and print the answers as CSV."""
    command = argparse.ArgumentParser(description="Join an export with open data of others.")
    command.add_argument("export", type=Path, help="N-Quads of 'rostrum export'")
    for name in ("sdg", "countries", "unbis", "translations"):
        command.add_argument(f"--{name}", type=Path, required=True)
    command.add_argument("queries", type=Path, nargs="+")
    given = command.parse_args()
    outside = [*countries(given.countries), *unbis(given.unbis, given.translations)]
    store = joined(given.export, given.sdg, outside)
    for query in given.queries:
        sys.stdout.write(f"{query.stem}\n")
        answer = store.query(query.read_text(encoding="utf-8"))
        if isinstance(answer, QuerySolutions):
            sys.stdout.write((answer.serialize(format=QueryResultsFormat.CSV) or b"").decode())


if __name__ == "__main__":
    main()
