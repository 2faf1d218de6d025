"""Corrections by people: each an activity of its own, with who, why and what the rules had said."""

from __future__ import annotations

import hashlib

from kg.iris import slug
from kg.mapping.graph import DocumentGraph
from kg.mapping.terms import iri, text
from kg.mapping.vocabulary import FOAF, PROV, RDF, ROSTRUM
from kg.model.correction import ACT_FIELDS, Correction


def add_corrections(graph: DocumentGraph) -> None:
    """Describe the corrections that the record holds (PROV-O: activities of persons)."""
    for one in graph.record.corrections:
        _add(graph, one)


def _add(graph: DocumentGraph, one: Correction) -> None:
    said = f"{one.span.start} {one.span.end} {one.field} {one.old} {one.new}"
    node = graph.part("correction", hashlib.sha256(said.encode()).hexdigest()[:12])
    person = iri(f"{graph.iris.base}corrector/{slug(one.who) or 'unnamed'}")
    graph.add(node, RDF.type, ROSTRUM.Correction)
    graph.add(node, RDF.type, PROV.Activity)
    graph.add(node, PROV.used, graph.document)
    graph.add(node, PROV.wasAssociatedWith, person)
    graph.add(node, ROSTRUM.reportedIn, graph.document)
    graph.add(node, ROSTRUM.evidence, graph.span(one.span))
    graph.add(node, ROSTRUM.correctedField, text(one.field))
    graph.add(node, ROSTRUM.formerValue, text(one.old))
    graph.add(node, ROSTRUM.correctedValue, text(one.new))
    graph.add(node, ROSTRUM.rationale, text(one.why))
    graph.add(person, RDF.type, PROV.Person)
    graph.add(person, FOAF.name, text(one.who))
    if one.field in ACT_FIELDS:
        for act in graph.record.acts:
            if act.span == one.span:
                made = graph.iris.act(graph.document.value, act.type, act.span.start, act.span.end)
                graph.add(iri(made), PROV.wasGeneratedBy, node)
