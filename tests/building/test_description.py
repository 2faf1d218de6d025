"""The description of the dataset says of the graph what a query of the graph says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF, SH, VOID

from kg.asking import questions
from kg.building.build import BuildReport
from kg.building.description import describe
from kg.cli.describe import describe as command
from kg.errors import DataError
from kg.exporting.accuracy import figures
from kg.exporting.description import Access
from kg.storing.generations import current
from kg.storing.querying import opened

DATASET = "https://w3id.org/rostrum/dataset"


@pytest.fixture(scope="module")
def graph(built: BuildReport) -> Store:
    """The union of the named graphs, as an endpoint offers it."""
    store = Store()
    store.bulk_load(path=current(built.store).graph, format=RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="module")
def described(built: BuildReport) -> Graph:
    found = Graph()
    written = describe(
        current(built.store), Access("https://example.org/sparql", ("https://example.org/g.nq.gz",))
    )
    return found.parse(
        data=written.decode().replace(" <https://w3id.org/rostrum/graph/description> .", " ."),
        format="nt",
    )


def one(store: Store, query: str) -> int:
    return int(next(iter(store.query(query, use_default_graph_as_union=True)))[0].value)


def said(described: Graph, query: str) -> Iterator[tuple[str, ...]]:
    prefixes = "PREFIX void: <http://rdfs.org/ns/void#> PREFIX dqv: <http://www.w3.org/ns/dqv#>"
    for row in described.query(f"{prefixes} {query}"):
        yield tuple(str(cell) for cell in row)


def test_the_counts_are_those_of_the_union(described: Graph, graph: Store) -> None:
    counted = next(
        said(
            described, f"SELECT ?n ?s {{ <{DATASET}> void:triples ?n ; void:distinctSubjects ?s }}"
        )
    )
    assert int(counted[0]) == one(
        graph, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
    )
    assert int(counted[1]) == one(graph, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")
    assert int(counted[0]) < len(graph), "the graphs of one meeting share no triple"


def test_every_partition_is_right_and_none_is_missing(described: Graph, graph: Store) -> None:
    classes = dict(said(described, "SELECT ?c ?n { ?x void:class ?c ; void:entities ?n }"))
    properties = dict(said(described, "SELECT ?p ?n { ?x void:property ?p ; void:triples ?n }"))
    for name, count in classes.items():
        assert int(count) == one(graph, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{name}> }}")
    for name, count in properties.items():
        assert int(count) == one(
            graph, f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?o {{ ?s <{name}> ?o }} }}"
        )
    assert len(classes) == one(graph, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }") > 20
    assert len(properties) == one(graph, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }") > 50


def test_linksets_add_up_to_the_links(described: Graph, graph: Store) -> None:
    sets = list(said(described, "SELECT ?p ?to ?n { ?x a void:Linkset ; void:linkPredicate ?p ; void:triples ?n ; void:objectsTarget/void:uriSpace ?to }"))  # fmt: skip
    links = NamedNode("https://w3id.org/rostrum/graph/links")
    assert sum(int(n) for _, _, n in sets) == len(
        list(graph.quads_for_pattern(None, None, None, links))
    )
    for predicate, to, n in sets:
        found = [q for q in graph.quads_for_pattern(None, NamedNode(predicate), None, links) if q.object.value.startswith(to)]  # fmt: skip
        assert len(found) == int(n), (predicate, to)


def test_examples_are_in_the_graph(described: Graph, graph: Store) -> None:
    examples = [
        name for (name,) in said(described, f"SELECT ?x {{ <{DATASET}> void:exampleResource ?x }}")
    ]
    assert len(examples) >= 5
    assert all(any(graph.quads_for_pattern(NamedNode(name), None, None)) for name in examples)


def test_the_questions_run_as_they_are_described(described: Graph, built: BuildReport) -> None:
    texts = [str(text) for text in described.objects(None, SH.select)]
    assert sorted(texts) == sorted(asked.text for asked in questions())
    with opened(built.store) as engine:
        for text in texts:
            engine.query(text)
    for question in described.subjects(RDF.type, SH.SPARQLSelectExecutable):
        names = {
            str(described.value(p, SH.name)) for p in described.objects(question, SH.parameter)
        }
        asked = next(found for found in questions() if str(question).endswith("/" + found.name))
        assert names == {parameter.name for parameter in asked.parameters}


def test_prefixes_are_declared_for_clients(described: Graph) -> None:
    declared = {str(described.value(d, SH.prefix)): str(described.value(d, SH.namespace)) for d in described.objects(None, SH.declare)}  # fmt: skip
    assert declared["rostrum"] == "https://w3id.org/rostrum/ontology#"


def test_every_measured_figure_says_on_what(described: Graph) -> None:
    rows = list(said(described, "SELECT ?m ?on ?v ?why { ?m a dqv:QualityMeasurement ; dqv:computedOn ?on ; dqv:value ?v ; rdfs:comment ?why }"))  # fmt: skip
    assert len(rows) == len(figures()) > 5
    assert all(0 <= float(value) <= 1 for _, _, value, _ in rows)


def test_licence_access_and_provenance(described: Graph, built: BuildReport) -> None:
    node = next(described.subjects(RDF.type, DCAT.Dataset))
    manifest = json.loads(current(built.store).manifest.read_text(encoding="utf-8"))
    assert str(described.value(node, DCTERMS.license)) == "https://spdx.org/licenses/MIT"
    assert str(described.value(node, DCTERMS.identifier)) == f"sha256:{manifest['graph']['sha256']}"
    assert described.value(node, PROV.wasGeneratedBy) is not None
    assert str(described.value(node, VOID.sparqlEndpoint)) == "https://example.org/sparql"
    packed = [str(form) for form in described.objects(None, DCAT.compressFormat)]
    assert packed == ["https://www.iana.org/assignments/media-types/application/gzip"]
    forms = list(said(described, "SELECT ?x { ?x void:documents ?n ; dcterms:rights ?terms }"))
    assert len(forms) == 1, "the samples of the tests are all coverage"


def test_the_same_generation_gives_the_same_bytes(built: BuildReport) -> None:
    generation = current(built.store)
    assert describe(generation) == describe(generation)


def test_an_address_that_is_none_is_refused(built: BuildReport) -> None:
    with pytest.raises(DataError, match="no IRI"):
        describe(current(built.store), Access("not an address"))


def test_the_command_writes_turtle(built: BuildReport, tmp_path: Path) -> None:
    target = tmp_path / "void.ttl"
    done = CliRunner().invoke(
        command, ["--store", str(built.store), "-o", str(target)], standalone_mode=False
    )
    assert done.exit_code == 0, done.output
    assert (None, RDF.type, DCAT.Dataset) in Graph().parse(target, format="turtle")
