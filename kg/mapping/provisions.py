"""The paragraphs of the instrument that a document is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.iris import slug
from kg.linking import registers
from kg.mapping.graph import DocumentGraph
from kg.mapping.instruments import by_symbol, referred
from kg.mapping.meeting import body_id
from kg.mapping.terms import NamedNode, iri, number, text
from kg.mapping.vocabulary import RDF, ROSTRUM
from kg.model.record import Provision

ACT_TYPES: Mapping[str, str] = {
    "commitment": "commitment",
    "decision": "action",
    "call": "call",
    "request": "call",
    "request-to-secretary-general": "call",
    "demand": "call",
    "concern": "position",
    "condemnation": "position",
    "welcome": "position",
    "appreciation": "position",
    "support": "position",
    "affirmation": "claim",
    "recognition": "claim",
}
"""The act that a type of provision is, where it is one."""


def add_provisions(
    graph: DocumentGraph, provisions: Iterable[Provision], nodes: Mapping[str, NamedNode]
) -> None:
    """Describe the paragraphs; ``nodes`` leads from the names of texts to their nodes."""
    symbol = graph.record.symbol or graph.record.layout.source.name
    whole = iri(graph.iris.instrument(by_symbol().get(symbol, symbol)))
    paragraphs: dict[str, NamedNode] = {}
    voices: dict[str, NamedNode] = {}
    for ordinal, provision in enumerate(provisions, 1):
        if ordinal == 1:
            graph.add(whole, RDF.type, ROSTRUM.Instrument)
            graph.add(graph.document, ROSTRUM.textOf, whole)
        node = graph.part("provision", ordinal)
        paragraphs[provision.path or provision.number] = node
        graph.add(node, RDF.type, ROSTRUM.Provision)
        graph.add(node, ROSTRUM.provisionOf, whole)
        graph.add(node, ROSTRUM.ordinal, number(ordinal))
        graph.add(node, ROSTRUM.provisionKind, graph.concept("provision-kind", provision.kind))
        graph.add(node, ROSTRUM.evidence, graph.span(provision.span))
        graph.add(node, ROSTRUM.reportedIn, graph.document)
        _add_opening(graph, node, provision)
        _add_voice(graph, node, provision, voices)
        if provision.parent and provision.parent in paragraphs:
            graph.add(node, ROSTRUM.within, paragraphs[provision.parent])
        graph.themes(node, provision.themes)
        graph.addressees(node, provision.addressees)
        for name in provision.instruments:
            graph.add(node, ROSTRUM.instrument, referred(graph, nodes, name))


def _add_opening(graph: DocumentGraph, node: NamedNode, provision: Provision) -> None:
    """Describe a paragraph's number, verb and type."""
    if provision.number:
        graph.add(node, ROSTRUM.number, text(provision.number))
    if provision.path:
        graph.add(node, ROSTRUM.citedAs, text(provision.path))
    if provision.verb:
        graph.words(node, ROSTRUM.verb, provision.verb)
    if provision.type:
        graph.add(node, ROSTRUM.provisionType, graph.concept("provision-type", provision.type))
        if act := ACT_TYPES.get(provision.type):
            graph.add(node, ROSTRUM.actType, graph.concept("act-type", act))


def _add_voice(
    graph: DocumentGraph, node: NamedNode, provision: Provision, voices: dict[str, NamedNode]
) -> None:
    """Say whose act a paragraph is: the adopting body's, and theirs for whom it says "we".

    ``voices`` are those already described, by their names.
    """
    if provision.type not in ACT_TYPES:
        return
    if provision.body:
        body = voices.get(provision.body) or _body(graph, provision.body)
        voices[provision.body] = body
        graph.add(node, ROSTRUM.actingBody, body)
    if provision.actor:
        party = voices.get(provision.actor) or _collective(graph, provision.actor)
        voices[provision.actor] = party
        graph.add(node, ROSTRUM.declaredBy, party)


def _body(graph: DocumentGraph, name: str) -> NamedNode:
    node = iri(graph.iris.body(body_id(name)))
    registered = registers.bodies().get(body_id(name))
    graph.add(node, RDF.type, ROSTRUM.Body)
    graph.name(node, registered.label if registered else name)
    return node


def _collective(graph: DocumentGraph, name: str) -> NamedNode:
    node = graph.part("party", slug(name))
    graph.add(node, RDF.type, ROSTRUM.Collective)
    graph.add(node, RDF.type, ROSTRUM.Party)
    graph.name(node, name)
    return node
