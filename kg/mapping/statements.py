"""Statements: who took the floor, for whom, with which sentences and themes."""

from __future__ import annotations

from bisect import bisect_right

from kg.mapping.graph import DocumentGraph
from kg.mapping.terms import NamedNode, number, text
from kg.mapping.vocabulary import RDF, ROSTRUM
from kg.model.record import Statement, ThemeTag
from kg.model.source import Span


def add_statement(graph: DocumentGraph, statement: Statement) -> NamedNode:
    """Describe one party's turn at the floor; return its node."""
    node = graph.part("statement", statement.ordinal)
    graph.add(node, RDF.type, ROSTRUM.Statement)
    graph.add(node, ROSTRUM.ordinal, number(statement.ordinal))
    graph.add(node, ROSTRUM.deliveredBy, graph.delegation(statement.party))
    for represented in graph.ids(statement.behalf):
        graph.add(node, ROSTRUM.onBehalfOf, graph.party(represented))
    graph.speaker(node, statement.person, statement.party)
    graph.reported(node)
    attributions = graph.record.attributions
    first = statement.sentences[0] if statement.sentences else None
    if first is not None and first < len(attributions):
        graph.add(node, ROSTRUM.rule, text(attributions[first].rule))
    themes: dict[str, None] = {}
    for sentence in statement.sentences:
        graph.add(node, ROSTRUM.evidence, add_sentence(graph, sentence))
        themes.update((tag.theme, None) for tag in tags(graph, sentence))
    graph.themes(node, themes)
    return node


def add_sentence(graph: DocumentGraph, index: int) -> NamedNode:
    """Describe a sentence: its span, how it renders its speaker, its themes, whom it names."""
    found = graph.sentences.get(index)
    if found is not None:
        return found
    node = graph.sentences[index] = graph.span(graph.record.layout.sentences[index].span)
    if index < len(graph.record.attributions):
        mode = graph.record.attributions[index].mode
        graph.add(node, ROSTRUM.attribution, graph.concept("attribution", mode))
    graph.themes(node, (tag.theme for tag in tags(graph, index)))
    for party in dict.fromkeys(graph.named(graph.record.layout.sentences[index].span)):
        graph.add(node, ROSTRUM.namesParty, graph.party(party))
    return node


def add_surrounding(graph: DocumentGraph, node: NamedNode, span: Span) -> None:
    """Tie a node to the sentence around its evidence, if it stands within one."""
    sentences = graph.record.layout.sentences
    index = bisect_right(sentences, span.start, key=lambda sentence: sentence.span.start) - 1
    if index >= 0 and span.within(sentences[index].span):
        graph.add(node, ROSTRUM.sentence, add_sentence(graph, index))


def tags(graph: DocumentGraph, index: int) -> tuple[ThemeTag, ...]:
    """Return the theme tags of a sentence, if themes were tagged."""
    themes = graph.record.themes
    return themes[index] if index < len(themes) else ()
