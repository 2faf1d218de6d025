"""The registers and schemes as ``graph/registers``: what every document's graph joins to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg import resources
from kg.errors import DataError
from kg.iris import Iris
from kg.linking import registers
from kg.mapping.instruments import CLASSES as INSTRUMENT_CLASSES
from kg.mapping.terms import Literal, NamedNode, Quad, day, iri, text, turtle
from kg.mapping.vocabulary import DCTERMS, RDF, ROSTRUM, SKOS
from kg.model.mentions import Kind

_CLASSES = {
    "State": ROSTRUM.State,
    "ObserverState": ROSTRUM.ObserverState,
    "FormerState": ROSTRUM.FormerState,
    "NonMemberState": ROSTRUM.NonMemberState,
    "Territory": ROSTRUM.Territory,
    "Organization": ROSTRUM.Organization,
    "Entity": ROSTRUM.Organization,
}
_OFFICIAL = frozenset({"name", "formal", "acronym", "former"})


def register_quads(iris: Iris) -> list[Quad]:
    """Return parties, groups, memberships, bodies, instruments and all schemes.

    Raises:
        DataError: a scheme file is not Turtle or has blank nodes, or a row cannot be mapped.
        EnvironmentFailure: a table file is missing or malformed.
    """
    graph = _Registers(iris)
    for party in registers.parties().values():
        _add_party(graph, party)
    for group in registers.groups().values():
        _add_group(graph, group)
    for stay in registers.memberships():
        _add_membership(graph, stay)
    for body in registers.bodies().values():
        _add_body(graph, body)
    for instrument in registers.instruments().values():
        _add_instrument(graph, instrument)
    _add_names(graph)
    for file in sorted(resources.path("ontology/schemes").glob("*.ttl")):
        graph.take(turtle(file.name, file.read_bytes()), file.name)
    return graph.quads


class _Registers:
    """The register graph while it is gathered."""

    def __init__(self, iris: Iris) -> None:
        self.iris = iris
        self.graph = iri(iris.named_graph("registers"))
        self.quads: list[Quad] = []
        self._theme = f"{iris.vocabulary}theme/"

    def add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        self.quads.append(Quad(subject, predicate, value, self.graph))

    def words(self, subject: NamedNode, pairs: Iterable[tuple[NamedNode, str]]) -> None:
        """Add plain strings where the register has them."""
        for predicate, value in pairs:
            if value:
                self.add(subject, predicate, text(value))

    def days(self, subject: NamedNode, pairs: Iterable[tuple[NamedNode, date | None]]) -> None:
        """Add dates where the register has them."""
        for predicate, value in pairs:
            if value:
                self.add(subject, predicate, day(value))

    def owner(self, identifier: str) -> NamedNode:
        """Return the node of a body or, failing that, a party."""
        if identifier in registers.bodies():
            return iri(self.iris.body(identifier))
        return iri(self.iris.party(identifier))

    def take(self, triples: Iterable[Quad], name: str) -> None:
        """Take a scheme over; its themes become ``rostrum:Theme`` too."""
        for triple in triples:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
                raise DataError(f"{name}: it has blank nodes; give them IRIs")
            self.add(subject, triple.predicate, value)
            if value == SKOS.Concept and subject.value.startswith(self._theme):
                self.add(subject, RDF.type, ROSTRUM.Theme)


def _add_party(graph: _Registers, party: registers.Party) -> None:
    kind = _CLASSES.get(party.kind)
    if kind is None:
        raise DataError(
            f"parties.tsv:{party.line}: no class is called {party.kind!r}; "
            f"there are {', '.join(_CLASSES)}"
        )
    node = iri(graph.iris.party(party.id))
    graph.add(node, RDF.type, ROSTRUM.Party)
    graph.add(node, RDF.type, kind)
    graph.add(node, SKOS.prefLabel, text(party.label, "en"))
    graph.words(
        node,
        (
            (ROSTRUM.isoAlpha2, party.iso2),
            (ROSTRUM.isoAlpha3, party.iso3),
            (ROSTRUM.m49, party.m49),
            (ROSTRUM.acronym, party.acronym),
            (ROSTRUM.organizationKind, party.orgkind),
        ),
    )
    graph.days(
        node,
        ((ROSTRUM.unMemberSince, party.member_since), (ROSTRUM.unMemberUntil, party.member_until)),
    )
    region = party.region.partition(" ")[2]
    if region:
        graph.add(node, ROSTRUM.region, text(region, "en"))
    for successor in party.successors:
        graph.add(node, ROSTRUM.succeededBy, graph.owner(successor))
    if party.parent:
        graph.add(node, ROSTRUM.parent, graph.owner(party.parent))


def _add_group(graph: _Registers, group: registers.Group) -> None:
    node = iri(graph.iris.party(group.id))
    graph.add(node, RDF.type, ROSTRUM.Party)
    graph.add(node, RDF.type, ROSTRUM.Group)
    known = registers.parties().get(group.id)
    graph.add(node, SKOS.prefLabel, text(known.label if known else group.label, "en"))
    graph.words(node, ((ROSTRUM.groupKind, group.kind),))
    graph.days(node, ((ROSTRUM.validFrom, group.since),))


def _add_membership(graph: _Registers, stay: registers.Membership) -> None:
    group, member = graph.iris.party(stay.group), iri(graph.iris.party(stay.party))
    since = stay.since.isoformat() if stay.since else "undated"
    node = iri(graph.iris.part(group, "membership", f"{stay.party.replace(':', '~')}-{since}"))
    graph.add(node, RDF.type, ROSTRUM.Membership)
    graph.add(node, ROSTRUM.member, member)
    graph.add(node, ROSTRUM.group, iri(group))
    graph.days(node, ((ROSTRUM.validFrom, stay.since), (ROSTRUM.validUntil, stay.until)))


def _add_body(graph: _Registers, body: registers.Body) -> None:
    node = iri(graph.iris.body(body.id))
    graph.add(node, RDF.type, ROSTRUM.Body)
    graph.add(node, SKOS.prefLabel, text(body.label, "en"))
    graph.words(node, ((ROSTRUM.acronym, body.acronym),))
    if body.parent:
        graph.add(node, ROSTRUM.parent, graph.owner(body.parent))


def _add_instrument(graph: _Registers, instrument: registers.Instrument) -> None:
    node = iri(graph.iris.instrument(instrument.id))
    graph.add(node, RDF.type, ROSTRUM.Instrument)
    graph.add(node, RDF.type, INSTRUMENT_CLASSES.get(instrument.kind, ROSTRUM.Instrument))
    kind = iri(graph.iris.concept("instrument-kind", instrument.kind))
    graph.add(node, ROSTRUM.instrumentKind, kind)
    graph.add(node, SKOS.prefLabel, text(instrument.label, "en"))
    graph.words(node, ((DCTERMS.identifier, symbol) for symbol in instrument.symbols))
    graph.days(node, ((DCTERMS.date, instrument.day),))
    if instrument.body:
        graph.add(node, ROSTRUM.adoptedBy, graph.owner(instrument.body))


def _add_names(graph: _Registers) -> None:
    """Add names in all languages: one preferred name each, English from the register's label."""
    preferred: set[tuple[str, str]] = set()
    for name in registers.names():
        if name.form not in _OFFICIAL:
            continue
        node = _named(graph, name)
        current = name.form == "name" and name.until is None and not name.context
        if current and name.lang != "en" and (node.value, name.lang) not in preferred:
            preferred.add((node.value, name.lang))
            graph.add(node, SKOS.prefLabel, text(name.name, name.lang))
        else:
            graph.add(node, SKOS.altLabel, text(name.name, name.lang))


def _named(graph: _Registers, name: registers.Name) -> NamedNode:
    if name.kind is Kind.BODY:
        return iri(graph.iris.body(name.subject))
    if name.kind is Kind.INSTRUMENT:
        return iri(graph.iris.instrument(name.subject))
    return iri(graph.iris.party(name.subject))
