"""Links to other open data as ``graph/links``: SKOS mappings, never ``owl:sameAs``.

They come from the identifier columns of the registers and from the SSSOM files of
``ontology/links``. The latter name their prefixes in ``#`` lines, as SSSOM does::

    #curie_map:
    #  wikidata: http://www.wikidata.org/entity/
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from kg import resources
from kg.errors import DataError
from kg.iris import Iris
from kg.linking import registers
from kg.mapping.terms import NamedNode, Quad, iri
from kg.mapping.vocabulary import SKOS
from kg.namespaces import PREFIXES

WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"
EU_COUNTRY = "http://publications.europa.eu/resource/authority/country/"
UNBIS = "http://metadata.un.org/thesaurus/"

Link: TypeAlias = tuple[NamedNode, NamedNode, NamedNode]

_PREDICATES = {
    f"skos:{name}": getattr(SKOS, name)
    for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
}


def link_quads(iris: Iris) -> list[Quad]:
    """Return every link of the registers and of the SSSOM files.

    Raises:
        DataError: an SSSOM row names a prefix or predicate that it may not.
    """
    graph = iri(iris.named_graph("links"))
    found = [*_register_links(iris)]
    for file in sorted(resources.path("ontology/links").glob("*.sssom.tsv")):
        found += _sssom(file, iris)
    return [Quad(subject, predicate, value, graph) for subject, predicate, value in found]


def _register_links(iris: Iris) -> Iterator[Link]:
    for subject, target in _identified(iris):
        yield iri(subject), SKOS.exactMatch, iri(target)


def _identified(iris: Iris) -> Iterator[tuple[str, str]]:
    """Yield our IRI and theirs for every identifier in the registers."""
    for party in registers.parties().values():
        subject = iris.party(party.id)
        if party.geonames:
            yield subject, f"{GEONAMES}{party.geonames}/"
        if party.eu_code:
            yield subject, EU_COUNTRY + party.eu_code
        if party.unterm:
            yield subject, UNBIS + party.unterm
    for subject, item in (
        *((iris.party(row.id), row.wikidata) for row in registers.parties().values()),
        *((iris.party(row.id), row.wikidata) for row in registers.groups().values()),
        *((iris.body(row.id), row.wikidata) for row in registers.bodies().values()),
        *((iris.instrument(row.id), row.wikidata) for row in registers.instruments().values()),
    ):
        if item:
            yield subject, WIKIDATA + item


def _sssom(file: Path, iris: Iris) -> Iterator[Link]:
    prefixes = {**PREFIXES, **_curie_map(file)}
    prefixes.setdefault("theme", f"{iris.vocabulary}theme/")
    for number, row in resources.numbered_rows(f"ontology/links/{file.name}"):
        predicate = _PREDICATES.get(row["predicate_id"])
        if predicate is None:
            raise DataError(
                f"{file}:{number}: {row['predicate_id']!r} is no link; use skos:exactMatch, "
                "closeMatch, broadMatch, narrowMatch or relatedMatch"
            )
        ends = [
            _expand(row[end], prefixes, f"{file}:{number}") for end in ("subject_id", "object_id")
        ]
        yield ends[0], predicate, ends[1]


def _curie_map(file: Path) -> dict[str, str]:
    """Read the prefixes from the ``#`` lines of an SSSOM file."""
    found: dict[str, str] = {}
    inside = False
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        body = line[1:]
        if body.strip().startswith("curie_map:"):
            inside = True
        elif inside and body.startswith(("  ", "\t")):
            prefix, _, target = body.strip().partition(":")
            found[prefix] = target.strip().strip("\"'")
        else:
            inside = False
    return found


def _expand(curie: str, prefixes: dict[str, str], where: str) -> NamedNode:
    prefix, _, name = curie.partition(":")
    if name.startswith("//"):
        return iri(curie)
    if prefix not in prefixes:
        raise DataError(f"{where}: the prefix of {curie!r} is in no curie_map; add it there")
    return iri(prefixes[prefix] + name)
