"""Lines: the acts of one party on one theme, kept together so that whole corpora answer at once.

Everything here follows from the acts (a test derives it again from them). It is written for
questions: "who on this theme" reads some hundred lines instead of every act of every party,
and the type of an act is in the property that leads to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.mapping.acts import actors
from kg.mapping.graph import DocumentGraph
from kg.mapping.terms import NamedNode, iri
from kg.mapping.vocabulary import RDF, ROSTRUM
from kg.model.record import Act, ActType

LEADS: Mapping[ActType, NamedNode] = {
    ActType.COMMITMENT: ROSTRUM.withCommitment,
    ActType.ACTION: ROSTRUM.withAction,
    ActType.CALL: ROSTRUM.withCall,
    ActType.POSITION: ROSTRUM.withPosition,
    ActType.CLAIM: ROSTRUM.withClaim,
    ActType.PROCEDURAL: ROSTRUM.withProceduralAct,
}


def add_lines(graph: DocumentGraph, acts: Iterable[Act]) -> None:
    """Tie every act of the document to the lines of its parties on its themes.

    A line is one node in all documents, ``party/SVK/line/human-trafficking``; each document
    adds its acts to it. Commitments also name their parties by ``committedBy``, which is
    ``actor`` restricted to them.
    """
    described: set[NamedNode] = set()
    for act in acts:
        node = iri(graph.iris.act(graph.document.value, act.type, act.span.start, act.span.end))
        for party in map(graph.party, actors(act.parties, act.behalf)):
            if act.type is ActType.COMMITMENT:
                graph.add(node, ROSTRUM.committedBy, party)
            for theme in act.themes:
                line = iri(graph.iris.part(party.value, "line", theme))
                if line not in described:
                    described.add(line)
                    graph.add(line, RDF.type, ROSTRUM.Line)
                    graph.add(line, ROSTRUM.lineOf, party)
                    graph.add(line, ROSTRUM.lineOn, graph.concept("theme", theme))
                graph.add(line, LEADS[act.type], node)
