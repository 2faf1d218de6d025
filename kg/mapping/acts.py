"""Acts: what the speakers do with their words, and the words that show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from kg.errors import DataError
from kg.mapping.graph import DocumentGraph
from kg.mapping.instruments import referred
from kg.mapping.stances import stance
from kg.mapping.statements import add_sentence
from kg.mapping.terms import NamedNode, decimal, iri, text
from kg.mapping.vocabulary import RDF, ROSTRUM
from kg.model.record import Act, ActType, Pledge
from kg.model.source import Span

T = TypeVar("T")

CLASSES: Mapping[ActType, NamedNode] = {
    ActType.COMMITMENT: ROSTRUM.Commitment,
    ActType.ACTION: ROSTRUM.ReportedAction,
    ActType.CALL: ROSTRUM.Call,
    ActType.POSITION: ROSTRUM.Position,
    ActType.CLAIM: ROSTRUM.Claim,
    ActType.PROCEDURAL: ROSTRUM.ProceduralAct,
}


def add_act(
    graph: DocumentGraph,
    act: Act,
    statements: Iterable[NamedNode],
    instruments: Mapping[str, NamedNode],
) -> None:
    """Describe one act; ``instruments`` leads from what the record calls one to its node.

    Raises:
        DataError: the act leaves its sentence, or no quote stands at its offsets.
    """
    document = graph.document
    sentence = graph.record.layout.sentences[act.sentence].span
    if not act.span.within(sentence):
        raise DataError(
            f"{graph.record.layout.source.location}: the act at {act.span.start}–{act.span.end} "
            f"({act.rule}) leaves its sentence at {sentence.start}–{sentence.end}"
        )
    node = iri(graph.iris.act(document.value, act.type, act.span.start, act.span.end))
    graph.add(node, RDF.type, ROSTRUM.Act)
    graph.add(node, RDF.type, CLASSES[act.type])
    graph.add(node, ROSTRUM.actType, graph.concept("act-type", act.type))
    graph.place(node, act.span)
    graph.add(node, ROSTRUM.sentence, add_sentence(graph, act.sentence))
    graph.add(node, ROSTRUM.cue, text(graph.quote(act.cue)))
    graph.add(node, ROSTRUM.rule, text(act.rule))
    graph.add(node, ROSTRUM.confidence, decimal(act.confidence))
    graph.add(node, ROSTRUM.attribution, graph.concept("attribution", act.attribution))
    graph.add(node, ROSTRUM.polarity, graph.concept("polarity", act.polarity))
    graph.add(node, ROSTRUM.certainty, graph.concept("certainty", act.certainty))
    for actor in actors(act.parties, act.behalf):
        graph.add(node, ROSTRUM.actor, graph.party(actor))
    for statement in statements:
        graph.add(statement, ROSTRUM.hasAct, node)
    graph.themes(node, act.themes)
    graph.addressees(node, act.addressees)
    for instrument in act.instruments:
        graph.add(node, ROSTRUM.instrument, referred(graph, instruments, instrument))
    if act.type is ActType.POSITION and (taken := stance(graph.quote(act.cue), act.polarity)):
        graph.add(node, ROSTRUM.stance, graph.concept("stance", taken))
    if act.pledge:
        _add_pledge(graph, node, act.pledge)


def distinct(acts: Iterable[Act]) -> list[Act]:
    """Return one act for each type and span: the first, with what the others add.

    Two rules may find the same call in one sentence; it is one call to two addressees.
    """
    found: dict[tuple[ActType, Span], Act] = {}
    for act in acts:
        first = found.get((act.type, act.span))
        found[act.type, act.span] = act if first is None else _joined(first, act)
    return list(found.values())


def _joined(first: Act, other: Act) -> Act:
    def both(one: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(dict.fromkeys(one + more))

    same = first.parties == other.parties
    return replace(
        first,
        parties=first.parties if same else both(first.parties, other.parties),
        behalf=first.behalf if same else both(first.behalf, other.behalf),
        addressees=both(first.addressees, other.addressees),
        themes=both(first.themes, other.themes),
        instruments=both(first.instruments, other.instruments),
        pledge=first.pledge or other.pledge,
    )


def actors(parties: tuple[str, ...], behalf: tuple[str, ...]) -> tuple[str, ...]:
    """Return the record ids that an act counts for.

    Whoever speaks for a group or organization lends it the voice: that one acts. States named one by one
    act together with the one that speaks for them. As many behalves as parties are aligned.

    >>> actors(("GIN",), ("group:g77-china",)), actors(("EST",), ("LVA+LTU",))
    (('group:g77-china',), ('EST', 'LVA', 'LTU'))
    >>> actors(("NOR", "VUT"), ("-", "group:pacific-small-island-developing-states"))
    ('NOR', 'group:pacific-small-island-developing-states')
    """
    if len(parties) == len(behalf) > 1:
        pairs = list(zip(parties, behalf, strict=True))
    else:
        pairs = [(party, "+".join(behalf)) for party in parties]
    found: dict[str, None] = {}
    for party, entry in pairs:
        represented = tuple(DocumentGraph.ids((entry,)))
        groups = [each for each in represented if ":" in each]
        found.update(dict.fromkeys(groups or (party, *represented)))
    return tuple(found)


def _add_pledge(graph: DocumentGraph, node: NamedNode, pledge: Pledge) -> None:
    graph.add(node, ROSTRUM.strength, graph.concept("strength", str(pledge.strength)))
    if pledge.measure:
        graph.add(node, ROSTRUM.measure, graph.span(pledge.measure))
    for predicate, words in (
        (ROSTRUM.amount, pledge.amount),
        (ROSTRUM.deadline, pledge.deadline),
        (ROSTRUM.beneficiary, pledge.beneficiary),
    ):
        if words:
            graph.add(node, predicate, text(words))
