"""Links to other open data as ``graph/links``: SKOS mappings, never ``owl:sameAs``.

They come from the identifier columns of the registers and from the SSSOM files of
``ontology/links`` (``kg.linking.links``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from kg.iris import Iris
from kg.linking import registers
from kg.linking.links import mappings
from kg.mapping.terms import NamedNode, Quad, iri
from kg.mapping.vocabulary import SKOS

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
        EnvironmentFailure: an SSSOM file is malformed; the message names the line.
    """
    graph = iri(iris.named_graph("links"))
    found = [*_register_links(iris), *_mapped()]
    return [Quad(subject, predicate, value, graph) for subject, predicate, value in found]


def _register_links(iris: Iris) -> Iterator[Link]:
    for subject, target in _identified(iris):
        yield iri(subject), SKOS.exactMatch, iri(target)


def _mapped() -> Iterator[Link]:
    for row in mappings():
        yield iri(row.subject_iri), _PREDICATES[row.predicate], iri(row.object_iri)


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
