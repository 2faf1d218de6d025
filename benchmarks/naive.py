"""The path one would take first: rdflib graphs, pySHACL, Turtle; one document after another.

Extraction is the same code, so the comparison is of everything after it.
"""

from __future__ import annotations

import time

import pyoxigraph
import pyshacl
import rdflib

from kg.extracting import extract
from kg.iris import Iris
from kg.linking import load_gazetteer
from kg.mapping.document import document_quads
from kg.model.source import Source
from kg.reading import lay_out
from kg.settings import Settings
from kg.validating import shapes


def build(found: list[Source]) -> tuple[float, float, int]:
    """Build documents; return clock and processor seconds and the bytes of Turtle."""
    gazetteer, iris = load_gazetteer(), Iris(Settings().base)
    rules = rdflib.Graph().parse(data=shapes.data_shapes(), format="nt")
    clock, processor = time.perf_counter(), time.process_time()
    everything = rdflib.Graph()
    for source in found:
        graph = rdflib.Graph()
        for quad in document_quads(extract(lay_out(source), gazetteer), iris, gazetteer):
            graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
        pyshacl.validate(graph, shacl_graph=rules)
        everything += graph
    written = everything.serialize(format="turtle", encoding="utf-8")
    return time.perf_counter() - clock, time.process_time() - processor, len(written)


def _term(term: pyoxigraph.NamedNode | pyoxigraph.Literal) -> rdflib.term.Node:
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
