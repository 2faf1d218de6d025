"""Instruments that a document names, its own provisions, and what was decided on drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.iris import slug
from kg.mapping.acts import add_addressees
from kg.mapping.graph import DocumentGraph
from kg.mapping.terms import NamedNode, iri, number, text
from kg.mapping.vocabulary import DCTERMS, RDF, ROSTRUM
from kg.model.record import InstrumentMention, Outcome, Provision, Record, Vote

CLASSES: Mapping[str, NamedNode] = {
    "declaration": ROSTRUM.Declaration,
    "resolution": ROSTRUM.Resolution,
    "draft": ROSTRUM.Draft,
    "treaty": ROSTRUM.Treaty,
    "programme": ROSTRUM.Programme,
    "agenda": ROSTRUM.Agenda,
    "agreement": ROSTRUM.Agreement,
}


def instrument_key(mention: InstrumentMention) -> str:
    """Return what an instrument's IRI is made of: register id, else symbol, else slug.

    >>> instrument_key(InstrumentMention("Sevilla Commitment", "declaration", ()))
    'sevilla-commitment'
    """
    return mention.id or mention.symbol or slug(mention.name) or mention.name


def instrument_keys(record: Record) -> dict[str, str]:
    """Lead from every id, symbol and name of the record's instruments to their keys."""
    keys: dict[str, str] = {}
    for mention in record.instruments:
        key = instrument_key(mention)
        for name in (mention.id, mention.symbol, mention.name):
            if name:
                keys.setdefault(name, key)
    return keys


def add_instrument(graph: DocumentGraph, mention: InstrumentMention) -> None:
    """Describe an instrument as this document names it, and every place where it does."""
    key = instrument_key(mention)
    node = iri(graph.iris.instrument(key))
    graph.add(node, RDF.type, ROSTRUM.Instrument)
    graph.add(node, RDF.type, CLASSES.get(mention.kind, ROSTRUM.Instrument))
    graph.add(node, ROSTRUM.instrumentKind, graph.concept("instrument-kind", mention.kind))
    graph.words(node, ROSTRUM.namedAs, mention.name)
    graph.add(node, ROSTRUM.mentionedIn, graph.document)
    if mention.symbol:
        graph.add(node, DCTERMS.identifier, text(mention.symbol))
    for span in mention.spans:
        graph.add(graph.span(span), ROSTRUM.mentions, node)


def add_symbol_node(graph: DocumentGraph, symbol: str) -> NamedNode:
    """Return an instrument known by its symbol alone."""
    node = iri(graph.iris.instrument(symbol))
    graph.add(node, RDF.type, ROSTRUM.Instrument)
    graph.add(node, DCTERMS.identifier, text(symbol))
    graph.add(node, ROSTRUM.mentionedIn, graph.document)
    return node


def add_outcome(
    graph: DocumentGraph, ordinal: int, outcome: Outcome, keys: Mapping[str, str]
) -> None:
    """Describe what was decided, how, and who voted which way."""
    node = graph.part("outcome", ordinal)
    graph.add(node, RDF.type, ROSTRUM.Outcome)
    graph.add(node, ROSTRUM.outcomeKind, graph.concept("outcome-kind", outcome.kind))
    graph.add(node, ROSTRUM.procedure, graph.concept("procedure", outcome.procedure))
    graph.words(node, ROSTRUM.decided, outcome.what)
    graph.place(node, outcome.span)
    key = keys.get(outcome.symbol or "") or keys.get(outcome.what)
    if key:
        graph.add(node, ROSTRUM.instrument, iri(graph.iris.instrument(key)))
    elif outcome.symbol:
        graph.add(node, ROSTRUM.instrument, add_symbol_node(graph, outcome.symbol))
    if outcome.vote != Vote() or outcome.procedure == "recorded-vote":
        _add_vote(graph, node, outcome.vote)


def _add_vote(graph: DocumentGraph, node: NamedNode, vote: Vote) -> None:
    graph.add(node, RDF.type, ROSTRUM.Vote)
    for predicate, count in (
        (ROSTRUM.votesFor, vote.in_favour),
        (ROSTRUM.votesAgainst, vote.against),
        (ROSTRUM.votesAbstaining, vote.abstaining),
    ):
        if count is not None:
            graph.add(node, predicate, number(count))
    for predicate, parties in (
        (ROSTRUM.votedFor, vote.parties_for),
        (ROSTRUM.votedAgainst, vote.parties_against),
        (ROSTRUM.votedAbstaining, vote.parties_abstaining),
    ):
        for party in parties:
            graph.add(node, predicate, graph.party(party))


def add_provisions(
    graph: DocumentGraph, provisions: Iterable[Provision], keys: Mapping[str, str]
) -> None:
    """Describe the numbered paragraphs of the instrument that the document is."""
    whole = iri(graph.iris.instrument(graph.record.symbol or graph.record.layout.source.name))
    nodes: dict[str, NamedNode] = {}
    for ordinal, provision in enumerate(provisions, 1):
        if ordinal == 1:
            graph.add(whole, RDF.type, ROSTRUM.Instrument)
            graph.add(graph.document, ROSTRUM.textOf, whole)
        node = nodes[provision.number] = graph.part("provision", ordinal)
        graph.add(node, RDF.type, ROSTRUM.Provision)
        graph.add(node, ROSTRUM.provisionOf, whole)
        graph.add(node, ROSTRUM.ordinal, number(ordinal))
        graph.add(node, ROSTRUM.number, text(provision.number))
        graph.add(node, ROSTRUM.provisionKind, graph.concept("provision-kind", provision.kind))
        graph.add(node, ROSTRUM.evidence, graph.span(provision.span))
        graph.add(node, ROSTRUM.reportedIn, graph.document)
        if provision.verb:
            graph.words(node, ROSTRUM.verb, provision.verb)
        if provision.type:
            graph.add(node, ROSTRUM.actType, graph.concept("act-type", provision.type))
        if provision.parent and provision.parent in nodes:
            graph.add(node, ROSTRUM.within, nodes[provision.parent])
        graph.themes(node, provision.themes)
        add_addressees(graph, node, provision.addressees)
        for name in provision.instruments:
            key = keys.get(name, name)
            graph.add(node, ROSTRUM.instrument, iri(graph.iris.instrument(key)))
