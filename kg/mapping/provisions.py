"""The paragraphs of the instrument that a document is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.mapping.graph import DocumentGraph
from kg.mapping.instruments import by_symbol, referred
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
