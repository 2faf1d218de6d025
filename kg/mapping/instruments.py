"""Instruments that a document names, and what was decided on drafts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.iris import slug
from kg.linking import registers
from kg.mapping.graph import DocumentGraph
from kg.mapping.terms import NamedNode, iri, number, text
from kg.mapping.vocabulary import DCTERMS, RDF, ROSTRUM
from kg.model.record import InstrumentMention, Outcome, Vote
from kg.resources import rows

CLASSES: Mapping[str, NamedNode] = {
    "declaration": ROSTRUM.Declaration,
    "resolution": ROSTRUM.Resolution,
    "draft": ROSTRUM.Draft,
    "treaty": ROSTRUM.Treaty,
    "programme": ROSTRUM.Programme,
    "agenda": ROSTRUM.Agenda,
    "agreement": ROSTRUM.Agreement,
}


@cache
def _generic() -> frozenset[str]:
    """Return the words that do not tell one instrument from another."""
    words = {row["word"] for row in rows("ontology/lexicons/generic-instrument-words.tsv")}
    for row in rows("ontology/lexicons/instrument-heads.tsv"):
        words.update(slug(row["head"]).split("-"))
    return frozenset(words)


@cache
def by_symbol() -> dict[str, str]:
    """Lead from the symbols of registered instruments to their ids."""
    return {
        symbol: instrument.id
        for instrument in registers.instruments().values()
        for symbol in instrument.symbols
    }


def is_generic(name: str) -> bool:
    """Whether a name says which instrument it is only within its document.

    >>> is_generic("Political Declaration"), is_generic("Sevilla Commitment")
    (True, False)
    """
    return _generic().issuperset(slug(name).split("-"))


def instrument_node(graph: DocumentGraph, mention: InstrumentMention) -> NamedNode:
    """Return the node of an instrument: by register id, else symbol, else name.

    A name that any instrument might bear names one of this document alone.
    """
    key = mention.id or by_symbol().get(mention.symbol or "") or mention.symbol
    if key:
        return iri(graph.iris.instrument(key))
    key = slug(mention.name) or mention.name
    if is_generic(mention.name):
        return graph.part("instrument", key)
    return iri(graph.iris.instrument(key))


def instrument_nodes(graph: DocumentGraph) -> dict[str, NamedNode]:
    """Lead from every id, symbol, name and slug of the record's instruments to their nodes."""
    nodes: dict[str, NamedNode] = {}
    for mention in graph.record.instruments:
        node = instrument_node(graph, mention)
        for name in (mention.id, mention.symbol, mention.name, slug(mention.name)):
            if name:
                nodes.setdefault(name, node)
    return nodes


def referred(graph: DocumentGraph, nodes: Mapping[str, NamedNode], name: str) -> NamedNode:
    """Return the instrument that a record calls ``name``, described if only by that."""
    node = nodes.get(name)
    if node is not None:
        return node
    registered = name if name in registers.instruments() else by_symbol().get(name)
    if registered:
        return add_named_node(graph, registered)
    if "/" in name:
        return add_symbol_node(graph, name)
    node = instrument_node(graph, InstrumentMention(name, "other", ()))
    graph.add(node, RDF.type, ROSTRUM.Instrument)
    graph.words(node, ROSTRUM.namedAs, name)
    return node


def add_instrument(graph: DocumentGraph, mention: InstrumentMention) -> None:
    """Describe an instrument as this document names it, and every place where it does."""
    node = instrument_node(graph, mention)
    graph.add(node, RDF.type, ROSTRUM.Instrument)
    graph.add(node, RDF.type, CLASSES.get(mention.kind, ROSTRUM.Instrument))
    graph.add(node, ROSTRUM.instrumentKind, graph.concept("instrument-kind", mention.kind))
    graph.words(node, ROSTRUM.namedAs, mention.name)
    graph.add(node, ROSTRUM.mentionedIn, graph.document)
    if mention.symbol:
        graph.add(node, DCTERMS.identifier, text(mention.symbol))
    for span in mention.spans:
        graph.add(graph.span(span), ROSTRUM.mentions, node)


def add_named_node(graph: DocumentGraph, identifier: str) -> NamedNode:
    """Return an instrument of the register, as far as a document's graph must know it."""
    node = iri(graph.iris.instrument(identifier))
    graph.add(node, RDF.type, ROSTRUM.Instrument)
    graph.name(node, registers.instruments()[identifier].label)
    graph.add(node, ROSTRUM.mentionedIn, graph.document)
    return node


def add_symbol_node(graph: DocumentGraph, symbol: str) -> NamedNode:
    """Return an instrument known by its symbol alone."""
    node = iri(graph.iris.instrument(symbol))
    graph.add(node, RDF.type, ROSTRUM.Instrument)
    graph.add(node, DCTERMS.identifier, text(symbol))
    graph.add(node, ROSTRUM.mentionedIn, graph.document)
    return node


def add_outcome(
    graph: DocumentGraph, ordinal: int, outcome: Outcome, nodes: Mapping[str, NamedNode]
) -> None:
    """Describe what was decided, how, and who voted which way."""
    node = graph.part("outcome", ordinal)
    graph.add(node, RDF.type, ROSTRUM.Outcome)
    graph.add(node, ROSTRUM.outcomeKind, graph.concept("outcome-kind", outcome.kind))
    graph.add(node, ROSTRUM.procedure, graph.concept("procedure", outcome.procedure))
    graph.words(node, ROSTRUM.decided, outcome.what)
    graph.place(node, outcome.span)
    if outcome.symbol:
        graph.add(node, ROSTRUM.instrument, referred(graph, nodes, outcome.symbol))
    elif outcome.what in nodes:
        graph.add(node, ROSTRUM.instrument, nodes[outcome.what])
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
