"""The W3C suites on our engines: a strict count, so a floor and not a certificate.

Query tests run in Oxigraph as the store does, each in memory; rows are compared as sets of
serialised solutions, blank nodes by canonicalised position, so a few correct answers count as
missed. RDF tests ask that the parser takes what it must and refuses what it must. SHACL tests ask
pySHACL, the oracle, for the same verdict and number of results. Federation, entailment, protocol and
updates are not run: the product has no use of them here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyshacl
import rdflib
from pyoxigraph import (
    BlankNode,
    Dataset,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError
from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf-xml": RdfFormat.RDF_XML,
}
_BY_SUFFIX = {
    ".ttl": RdfFormat.TURTLE, ".n3": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG, ".rdf": RdfFormat.RDF_XML,
}  # fmt: skip
_NOT_RUN = (
    "service",
    "syntax-fed",
    "entailment",
    "protocol",
    "service-description",
    "http-rdf-update",
)
Count = tuple[int, int, list[str]]


def suites(place: Path) -> dict[str, Count]:
    """Return, for each suite found below a folder, passes, tests, and the names of those missed."""
    found: dict[str, Count] = {}
    for folder in sorted(place.glob("**/suites/w3c/sparql11")):
        found["SPARQL 1.1 query"] = _counted(_queries(folder))
    for folder in sorted(place.glob("**/suites/w3c/dawg-data-r2")):
        found["SPARQL 1.0"] = _counted(_queries(folder))
    for name, form in _FORMATS.items():
        for folder in sorted(place.glob(f"**/suites/w3c/{name}")):
            found[name] = _counted(_syntax(folder / "manifest.ttl", form))
    for part in ("core", "sparql"):
        for folder in sorted(place.glob(f"**/sht_tests/{part}")):
            found[f"SHACL {part}"] = _counted(_shacl(folder))
    return {name: count for name, count in found.items() if count[1]}


def _counted(results: Iterator[tuple[str, bool]]) -> Count:
    rows = list(results)
    return sum(ok for _, ok in rows), len(rows), [name for name, ok in rows if not ok]


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever an engine raises is a test that it does not pass
        return False


def _entries(manifest: Path) -> Iterator[tuple[Graph, Node]]:
    graph = Graph().parse(manifest, publicID=manifest.as_uri())
    for listed in graph.objects(None, MF.entries):
        for entry in Collection(graph, listed):
            yield graph, entry


def _file(node: Node | None) -> Path:
    return Path(str(node).removeprefix("file://"))


def _queries(folder: Path) -> Iterator[tuple[str, bool]]:
    for manifest in sorted(folder.glob("*/manifest.ttl")):
        if manifest.parent.name in _NOT_RUN:
            continue
        for graph, entry in _entries(manifest):
            kind = str(graph.value(entry, RDF.type)).rpartition("#")[2]
            action = graph.value(entry, MF.action)
            name = f"{manifest.parent.name}/{str(entry).rpartition('#')[2]}"
            if kind in ("QueryEvaluationTest", "CSVResultFormatTest"):
                result = _file(graph.value(entry, MF.result))
                yield name, _holds(lambda g=graph, a=action, r=result: _answers(g, a, r))
            elif (
                kind.startswith(("PositiveSyntaxTest", "NegativeSyntaxTest"))
                and "Update" not in kind
            ):
                query = _file(action)
                taken = _holds(lambda q=query: _is_query(q))
                yield name, taken is kind.startswith("Positive")


def _is_query(file: Path) -> bool:
    Store().query(file.read_text("utf-8"), base_iri=file.as_uri())
    return True


def _answers(graph: Graph, action: Node, expected: Path) -> bool:
    store = Store()
    query = _file(graph.value(action, QT.query))
    for data in graph.objects(action, QT.data):
        file = _file(data)
        store.load(path=str(file), format=_BY_SUFFIX[file.suffix], base_iri=file.as_uri())
    for data in graph.objects(action, QT.graphData):
        file = _file(data)
        store.load(path=str(file), format=_BY_SUFFIX[file.suffix], base_iri=file.as_uri(),
                   to_graph=NamedNode(file.as_uri()))  # fmt: skip
    found = store.query(query.read_text("utf-8"), base_iri=query.as_uri())
    if isinstance(found, QueryBoolean):
        return bool(found) == _boolean(expected)
    if isinstance(found, QuerySolutions):
        return _rows(found) == _expected_rows(expected)
    wanted, got = Dataset(parse(path=str(expected), format=_BY_SUFFIX[expected.suffix])), Dataset()
    for triple in found:
        got.add(_quad(triple))
    algorithm = _algorithm()
    wanted.canonicalize(algorithm)
    got.canonicalize(algorithm)
    return wanted == got


def _algorithm() -> object:
    from pyoxigraph import CanonicalizationAlgorithm

    return CanonicalizationAlgorithm.UNSTABLE


def _quad(triple: object) -> object:
    from pyoxigraph import Quad

    return Quad(triple.subject, triple.predicate, triple.object)  # type: ignore[attr-defined]


def _boolean(expected: Path) -> bool:
    if expected.suffix in (".ttl", ".rdf"):
        return "true" in expected.read_text("utf-8")
    form = QueryResultsFormat.JSON if expected.suffix == ".srj" else QueryResultsFormat.XML
    return bool(parse_query_results(path=str(expected), format=form))


def _expected_rows(expected: Path) -> list[list[str]]:
    if expected.suffix in (".ttl", ".rdf"):
        return _described_rows(expected)
    forms = {
        ".srx": QueryResultsFormat.XML,
        ".srj": QueryResultsFormat.JSON,
        ".tsv": QueryResultsFormat.TSV,
    }
    found = parse_query_results(path=str(expected), format=forms[expected.suffix])
    assert isinstance(found, QuerySolutions)
    return _rows(found)


_RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")


def _described_rows(expected: Path) -> list[list[str]]:
    """Read the rows of SPARQL 1.0 tests: a graph that describes them."""
    graph = Graph().parse(expected, publicID=expected.as_uri())
    rows = []
    for solution in graph.objects(None, _RS.solution):
        cells = {}
        for binding in graph.objects(solution, _RS.binding):
            value = graph.value(binding, _RS.value)
            cells[str(graph.value(binding, _RS.variable))] = (
                "_:" if isinstance(value, rdflib.BNode) else _n3(value)
            )
        rows.append(sorted(f"{name}={cell}" for name, cell in cells.items()))
    return sorted(rows)


def _n3(value: Node | None) -> str:
    if isinstance(value, rdflib.Literal):
        line = f"<urn:s> <urn:p> {value._literal_n3()} ."
        return str(next(iter(parse(line, format=RdfFormat.N_TRIPLES))).object)
    return f"<{value}>"


def _rows(found: QuerySolutions) -> list[list[str]]:
    names = [variable.value for variable in found.variables]
    rows = []
    for solution in found:
        cells = ((name, solution[name]) for name in names)
        rows.append(sorted(
            f"{name}={'_:' if isinstance(cell, BlankNode) else cell}" for name, cell in cells if cell is not None))  # fmt: skip
    return sorted(rows)


def _syntax(manifest: Path, form: RdfFormat) -> Iterator[tuple[str, bool]]:
    for graph, entry in _entries(manifest):
        kind = str(graph.value(entry, RDF.type)).rpartition("#")[2]
        file = _file(graph.value(entry, MF.action))
        taken = _holds(
            lambda f=file: bool([*parse(path=str(f), format=form, base_iri=f.as_uri())]) or True
        )
        yield f"{manifest.parent.name}/{file.name}", taken is ("Negative" not in kind)


def _shacl(folder: Path) -> Iterator[tuple[str, bool]]:
    for file in sorted(folder.rglob("*.ttl")):
        graph = Graph().parse(file, publicID=file.as_uri())
        for entry in graph.subjects(RDF.type, SHT.Validate):
            yield f"{folder.name}/{file.stem}", _holds(lambda g=graph, e=entry: _validates(g, e))


def _validates(graph: Graph, entry: Node) -> bool:
    action = graph.value(entry, MF.action)
    parts = []
    for role in (SHT.dataGraph, SHT.shapesGraph):
        file = _file(graph.value(action, role))
        parts.append(Graph().parse(file, publicID=file.as_uri()))
    result = graph.value(entry, MF.result)
    try:
        conforms, report, _ = pyshacl.validate(
            parts[0], shacl_graph=parts[1], inference="none", advanced=False
        )
    except (ReportableRuntimeError, ShapeLoadError, ConstraintLoadError):
        return bool(result == SHT.Failure)
    wanted = str(graph.value(result, SH.conforms)) == "true"
    assert isinstance(report, Graph)
    return conforms == wanted and len(set(report.subjects(RDF.type, SH.ValidationResult))) == len(
        set(graph.objects(result, SH.result))
    )


def names(place: Path) -> Iterator[str]:
    for name, (passed, total, missed) in suites(place).items():
        yield f"{name}: {passed}/{total}; missed: {', '.join(missed) or 'none'}"


if __name__ == "__main__":
    import os

    print("\n".join(names(Path(os.environ["ROSTRUM_SUITES"]))))
