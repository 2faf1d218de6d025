"""Lines: the acts of one party on one theme, kept together so that whole corpora answer at once.

Everything here follows from the acts and statements (a test derives it again from them). It is
written for questions: "who on this theme" reads some hundred lines instead of every act of
every party, the type of an act is in the property that leads to it, and the days on which a
party was heard on a theme stand at the line itself, with one sentence of each statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.mapping.acts import actors
from kg.mapping.graph import DocumentGraph
from kg.mapping.provenance import first_day
from kg.mapping.statements import add_sentence, tags
from kg.mapping.terms import NamedNode, day, iri
from kg.mapping.vocabulary import RDF, ROSTRUM
from kg.model.record import Act, ActType, Statement

LEADS: Mapping[ActType, NamedNode] = {
    ActType.COMMITMENT: ROSTRUM.withCommitment,
    ActType.ACTION: ROSTRUM.withAction,
    ActType.CALL: ROSTRUM.withCall,
    ActType.POSITION: ROSTRUM.withPosition,
    ActType.CLAIM: ROSTRUM.withClaim,
    ActType.PROCEDURAL: ROSTRUM.withProceduralAct,
}


def add_lines(graph: DocumentGraph, acts: Iterable[Act]) -> None:
    """Tie every act and statement of the document to the lines of its parties on its themes.

    A line is one node in all documents, ``party/SVK/line/human-trafficking``; each document
    adds its acts to it. A statement is in the lines of who delivers it and of those for whom.
    Commitments also name their parties by ``committedBy``, which is ``actor`` restricted to
    them.
    """
    lines = _Lines(graph)
    for act in acts:
        node = iri(graph.iris.act(graph.document.value, act.type, act.span.start, act.span.end))
        for party in map(graph.party, actors(act.parties, act.behalf)):
            if act.type is ActType.COMMITMENT:
                graph.add(node, ROSTRUM.committedBy, party)
            for theme in act.themes:
                graph.add(lines.of(party, theme), LEADS[act.type], node)
    on = first_day(graph.record)
    for statement in graph.record.statements:
        node = graph.part("statement", statement.ordinal)
        for party, theme, sentence in _heard(graph, statement):
            line = lines.of(party, theme)
            graph.add(line, ROSTRUM.withStatement, node)
            graph.add(line, ROSTRUM.heardIn, add_sentence(graph, sentence))
            if on:
                graph.add(line, ROSTRUM.heardOn, day(on))


class _Lines:
    """The nodes of lines, each described on first use."""

    def __init__(self, graph: DocumentGraph) -> None:
        self._graph = graph
        self._described: set[NamedNode] = set()

    def of(self, party: NamedNode, theme: str) -> NamedNode:
        graph = self._graph
        node = iri(graph.iris.part(party.value, "line", theme))
        if node not in self._described:
            self._described.add(node)
            graph.add(node, RDF.type, ROSTRUM.Line)
            graph.add(node, ROSTRUM.lineOf, party)
            graph.add(node, ROSTRUM.lineOn, graph.concept("theme", theme))
        return node


def _heard(graph: DocumentGraph, statement: Statement) -> Iterator[tuple[NamedNode, str, int]]:
    """Yield who is heard on what, and the first sentence of the statement on it."""
    first: dict[str, int] = {}
    for index in statement.sentences:
        for tag in tags(graph, index):
            first.setdefault(tag.theme, index)
    for party in (statement.party, *graph.ids(statement.behalf)):
        for theme, index in first.items():
            yield graph.party(party), theme, index
