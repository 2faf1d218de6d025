"""One record becomes one named graph: the only entry to the mapping of documents."""

from __future__ import annotations

from collections import defaultdict

from kg.iris import Iris
from kg.mapping.acts import add_act, distinct
from kg.mapping.corrections import add_corrections
from kg.mapping.graph import DocumentGraph
from kg.mapping.instruments import (
    add_instrument,
    add_outcome,
    instrument_nodes,
)
from kg.mapping.lines import add_lines
from kg.mapping.meeting import add_meeting, add_next_meeting, add_participation, meeting_iri
from kg.mapping.provenance import add_document, add_issue, add_run
from kg.mapping.provisions import add_provisions
from kg.mapping.statements import add_statement
from kg.mapping.terms import NamedNode, Quad, nquads
from kg.model.mentions import Gazetteer
from kg.model.record import Act, Record

__all__ = ["document_quads", "nquads"]


def document_quads(
    record: Record, iris: Iris, gazetteer: Gazetteer, *, rules: str = ""
) -> list[Quad]:
    """Return the quads of a document, all in its named graph ``graph/document/…``.

    ``rules`` is a hash of the rules and lexicons that extracted the record, for provenance.
    A quad may occur twice; :func:`nquads` writes it once. The full text is not in the graph:
    the document's SHA-256 names the bytes, and every span that something rests on, statements'
    sentences among them, carries its own characters.

    Raises:
        DataError: a span lies outside the text, so that no quote stands at its offsets.
    """
    graph = DocumentGraph(record, iris, gazetteer)
    if record.meeting is not None:
        graph.meeting = meeting_iri(graph, record.meeting)
        add_meeting(graph, record.meeting)
    add_document(graph)
    add_run(graph, rules)
    instruments = instrument_nodes(graph)
    statements = _Statements(graph)
    acts = distinct(record.acts)
    for act in acts:
        add_act(graph, act, statements.of(act), instruments)
    add_lines(graph, acts)
    for number, part in enumerate(record.participations, 1):
        add_participation(graph, number, part)
    for mention in record.instruments:
        add_instrument(graph, mention)
    for number, outcome in enumerate(record.outcomes, 1):
        add_outcome(graph, number, outcome, instruments)
    add_provisions(graph, record.provisions, instruments)
    if record.next_meeting:
        add_next_meeting(graph, record.next_meeting)
    add_corrections(graph)
    for number, issue in enumerate(record.issues, 1):
        add_issue(graph, number, issue)
    return graph.quads()


class _Statements:
    """The statement nodes of a document, found by sentence and party."""

    def __init__(self, graph: DocumentGraph) -> None:
        self._at: dict[int, list[tuple[str, NamedNode]]] = defaultdict(list)
        for statement in graph.record.statements:
            node = add_statement(graph, statement)
            for sentence in statement.sentences:
                self._at[sentence].append((statement.party, node))

    def of(self, act: Act) -> list[NamedNode]:
        """Return the statements that perform an act: those of its parties at its sentence."""
        return [node for party, node in self._at.get(act.sentence, ()) if party in act.parties]
