"""Exports that other programs can read, whatever stands in the labels."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.analysing import KINDS, Material
from kg.analysing.findings import Findings, find
from kg.analysing.gathering import Tie
from kg.analysing.networks import Filters
from kg.analysing.writing import edge_rows, node_rows, to_csv, to_gexf, to_graphml, to_json

HOSTILE = '=HYPERLINK("x")<script>alert(1)</script>&'
GEXF = "{http://gexf.net/1.3}"


@pytest.fixture
def found() -> Findings:
    ties = (
        Tie("urn:a", "urn:b", 0.9, "2021-11-23", "urn:span", "urn:act"),
        Tie("urn:a", "urn:b", 0.8, "2022-03-12", "urn:other", "urn:act2"),
    )
    material = Material(ties, {"urn:a": HOSTILE, "urn:b": "Chad"})
    return find(KINDS["addressees"], material, Filters(), 10)


def test_csv_runs_no_formula(found: Findings) -> None:
    [edge] = csv.DictReader(io.StringIO(to_csv(edge_rows(found))))
    assert edge["source_label"] == f"'{HOSTILE}"
    assert (edge["weight"], edge["acts"]) == ("1.7", "2")
    nodes = list(csv.DictReader(io.StringIO(to_csv(node_rows(found)))))
    assert [node["id"] for node in nodes] == ["urn:a", "urn:b"]


def test_graphml_is_read_again(found: Findings) -> None:
    graph = nx.parse_graphml(to_graphml(found))
    assert graph.nodes["urn:a"]["label"] == HOSTILE
    assert graph.edges["urn:a", "urn:b"]["weight"] == pytest.approx(1.7)
    assert graph.is_directed()


def test_gexf_has_a_spell_for_each_day(found: Findings) -> None:
    written = to_gexf(found)
    root = ElementTree.fromstring(written)
    [graph] = root.iter(f"{GEXF}graph")
    assert graph.get("timeformat") == "date"
    assert [spell.get("start") for spell in root.iter(f"{GEXF}spell")] == [
        "2021-11-23",
        "2022-03-12",
    ]
    assert [node.get("label") for node in root.iter(f"{GEXF}node")] == [HOSTILE, "Chad"]
    declared = {each.get("id") for each in root.iter(f"{GEXF}attribute")}
    assert {each.get("for") for each in root.iter(f"{GEXF}attvalue")} <= declared
    assert written == to_gexf(found)


def test_json_names_the_acts_behind_an_edge(found: Findings) -> None:
    document = json.loads(to_json(found, {"source": "here"}))
    [edge] = document["edges"]
    assert [act["act"] for act in edge["evidence"]] == ["urn:act", "urn:act2"]
    assert document["directed"]
    assert document["source"] == "here"
