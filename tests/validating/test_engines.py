from __future__ import annotations

from pathlib import Path

import pytest
from every_constraint import PARAMETERS, constraints, spoiled
from rdflib import Graph
from sample_record import sample_quads

from kg.mapping.terms import nquads, union
from kg.validating import Report, shapes, validate, validate_house

ENGINES = ("shacl", "pyshacl")
REGISTERS = Path(__file__).parents[1] / "data" / "sample_registers.ttl"


@pytest.fixture(scope="module")
def healthy() -> Graph:
    graph = Graph().parse(data=union(nquads(sample_quads())), format="nt")
    return graph.parse(REGISTERS, format="turtle")


@pytest.fixture(scope="module")
def rules() -> Graph:
    return Graph().parse(data=shapes.data_shapes(), format="nt")


def lines(graph: Graph) -> bytes:
    written: bytes = graph.serialize(format="nt", encoding="utf-8")
    return written


def test_the_sample_conforms_in_both_engines(healthy: Graph) -> None:
    reports = [validate(lines(healthy), engine) for engine in ENGINES]
    assert reports[0] == reports[1]
    assert reports[0].conforms, reports[0].results


@pytest.fixture(scope="module")
def broken(healthy: Graph, rules: Graph) -> tuple[Report, Report, dict[str, tuple[str, str]]]:
    graph, expected = spoiled(healthy, rules)
    fast, slow = (validate(lines(graph), engine) for engine in ENGINES)
    return fast, slow, expected


def test_every_constraint_is_violated_and_found(broken) -> None:
    fast, _, expected = broken
    found = {(result.focus, result.shape, result.component) for result in fast.results}
    assert [(copy, *what) for copy, what in expected.items() if (copy, *what) not in found] == []


def test_both_engines_find_the_same_to_the_last_word(broken) -> None:
    fast, slow, _ = broken
    assert set(fast.results) ^ set(slow.results) == set()
    assert len(fast.results) > 300
    assert {severity: fast.count(severity) > 0 for severity in ("violation", "warning")} == {
        "violation": True,
        "warning": True,
    }


def test_every_kind_of_constraint_that_we_use_is_known(rules: Graph) -> None:
    sh = "http://www.w3.org/ns/shacl#"
    plain = {"path", "name", "message", "severity", "property", "targetClass", "select", "prefixes",
             "targetSubjectsOf", "declare", "prefix", "namespace", "inversePath"}  # fmt: skip
    used = {str(p).removeprefix(sh) for p in rules.predicates() if str(p).startswith(sh)}
    assert used - plain - {str(p).removeprefix(sh) for p in PARAMETERS} == set()
    assert len(list(constraints(rules))) > 200


@pytest.mark.parametrize("engine", ENGINES)
def test_a_node_without_an_iri_is_found(engine: str) -> None:
    party = "https://w3id.org/rostrum/ontology#Party"
    data = f"_:x <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{party}> .\n"
    report = validate(data.encode(), engine)
    assert ("Party", "NodeKind") in {(r.shape, r.component) for r in report.results}


@pytest.mark.parametrize("engine", ENGINES)
def test_two_graphs_that_say_the_same_say_it_once(engine: str) -> None:
    both = [*sample_quads()]
    text = nquads(both)
    other = text.replace(b"/graph/document/GA-99999> .\n", b"/graph/other> .\n")
    assert other != text
    assert validate(text + other, engine).conforms


@pytest.mark.parametrize("engine", ENGINES)
def test_the_house_is_in_order(engine: str) -> None:
    assert validate_house(engine).results == ()
