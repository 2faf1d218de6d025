"""The door to ``pyshacl``, the reference validator: slow, and the oracle of the fast one.

Shapes are code: it runs SPARQL from them, so it is only ever given ours.
"""

from __future__ import annotations

from functools import lru_cache

import pyshacl
import rdflib
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, SH, BNode, Graph
from rdflib.collection import Collection
from rdflib.term import Node, URIRef

from kg.errors import DataError
from kg.mapping.terms import union
from kg.model.source import Severity
from kg.validating.report import BLANK, Report, Result

# rdflib computes with ill-typed literals; pySHACL refuses to compare blank nodes.
_GIVES_UP = (TypeError, ValueError, RecursionError, ReportableRuntimeError)

_OPERATORS = {
    SH.inversePath: "^{}",
    SH.zeroOrMorePath: "({})*",
    SH.oneOrMorePath: "({})+",
    SH.zeroOrOnePath: "({})?",
}


def validate(shapes: str, nquads: str) -> Report:
    """Validate N-Quads, all graphs taken together.

    Raises:
        DataError: ``nquads`` is not N-Quads, or holds terms that pySHACL cannot compare.
    """
    data = _literally(union(nquads.encode()))
    try:
        _, report, _ = pyshacl.validate(
            data, shacl_graph=_parsed(shapes), inference="none", advanced=False, inplace=True
        )
    except _GIVES_UP as error:
        raise DataError(f"the reference validator gives up: {error}; try engine shacl") from error
    assert isinstance(report, Graph)
    found = report.subjects(RDF.type, SH.ValidationResult)
    return Report.of(_result(report, _parsed(shapes), each) for each in found)


def _literally(triples: str) -> Graph:
    """Read N-Triples with every literal as it is written ("007" stays "007")."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        return Graph().parse(data=triples, format="nt")
    finally:
        rdflib.NORMALIZE_LITERALS = before


@lru_cache(maxsize=4)
def _parsed(shapes: str) -> Graph:
    return Graph().parse(data=shapes, format="nt")


def _result(report: Graph, shapes: Graph, node: Node) -> Result:
    def value(predicate: URIRef) -> Node | None:
        return report.value(node, predicate)

    path, found = value(SH.resultPath), value(SH.value)
    return Result(
        focus=_plain(value(SH.focusNode)),
        path=None if path is None else _path(report, path),
        component=_local(value(SH.sourceConstraintComponent)).removesuffix("ConstraintComponent"),
        severity=Severity(_local(value(SH.resultSeverity)).lower()),
        message=str(value(SH.resultMessage) or ""),
        value=None if found is None else _plain(found),
        shape=_local(_named(shapes, value(SH.sourceShape))),
    )


def _plain(term: Node | None) -> str:
    return BLANK if isinstance(term, BNode) else str(term)


def _local(term: Node | None) -> str:
    return str(term or "").rpartition("#")[2]


def _named(shapes: Graph, shape: Node | None) -> Node | None:
    while shape is not None and not isinstance(shape, URIRef):
        shape = shapes.value(predicate=SH.property, object=shape)
    return shape


def _path(graph: Graph, path: Node) -> str:
    """Write a property path in SPARQL syntax, as the fast engine does."""
    if isinstance(path, URIRef):
        return f"<{path}>"
    if graph.value(path, RDF.first) is not None:
        return "(" + "/".join(_path(graph, each) for each in Collection(graph, path)) + ")"
    alternatives = graph.value(path, SH.alternativePath)
    if alternatives is not None:
        return "(" + "|".join(_path(graph, each) for each in Collection(graph, alternatives)) + ")"
    for predicate, pattern in _OPERATORS.items():
        inner = graph.value(path, predicate)
        if inner is not None:
            return pattern.format(_path(graph, inner))
    return str(path)
