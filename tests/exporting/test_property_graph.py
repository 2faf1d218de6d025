"""Neo4j's files, GraphML and GEXF, read back by csv and networkx."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import networkx
import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.building.build import BuildReport
from kg.cli import rostrum
from kg.errors import DataError
from kg.exporting.neo4j import write_neo4j
from kg.exporting.network import write_gexf, write_graphml
from kg.exporting.rdf import quads
from kg.exporting.selection import whole
from kg.exporting.tables import write_tables
from kg.namespaces import RDF, ROSTRUM, XSD
from kg.storing.generations import Generation


def truth(generation: Generation) -> tuple[set[str], Counter[tuple[str, str]]]:
    """Return all IRIs that are nodes, and the links."""
    nodes, links = set(), Counter[tuple[str, str]]()
    for quad in quads(whole(generation)):
        assert isinstance(quad.subject, NamedNode)
        nodes.add(quad.subject.value)
        if isinstance(quad.object, NamedNode) and quad.predicate.value != RDF + "type":
            nodes.add(quad.object.value)
            links[quad.subject.value, quad.object.value] += 1
    return nodes, links


@pytest.mark.parametrize("packing", [None, "gzip"])
def test_neo4j_gets_every_node_once_and_every_link(
    small: Generation, tmp_path: Path, packing: str | None
) -> None:
    write_neo4j(lambda: whole(small), tmp_path / "out", packing)
    nodes, links = truth(small)
    found, joined = Counter[str](), Counter[tuple[str, str]]()
    named = (tmp_path / "out" / "import.args").read_text().splitlines()
    for file in sorted((tmp_path / "out").glob("*.csv*")):
        opener = gzip.open if packing else open
        with opener(file, "rt", newline="", encoding="utf-8") as stream:
            header, *rows = csv.reader(stream)
        assert all(len(row) == len(header) for row in rows), file
        assert f"--{file.name.partition('-')[0]}={file.name}" in named
        if file.name.startswith("nodes-"):
            assert (header[0], header[-1]) == ("id:ID", ":LABEL")
            found.update(row[0] for row in rows)
        else:
            assert header == [":START_ID", ":END_ID", "graph:string", ":TYPE"]
            joined.update((row[0], row[1]) for row in rows)
    assert found == dict.fromkeys(nodes, 1)
    assert joined == links


def test_properties_have_the_types_of_the_shapes(small: Generation, tmp_path: Path) -> None:
    write_neo4j(lambda: whole(small), tmp_path / "out")
    with (tmp_path / "out" / "nodes-Act.csv").open(newline="", encoding="utf-8") as stream:
        acts = list(csv.DictReader(stream))
    assert {"confidence:double", "cue:string", "amount:string[]"} <= acts[0].keys()
    assert all(0 <= float(act["confidence:double"]) <= 1 for act in acts)
    assert all("Act" in act[":LABEL"].split("\x1f") for act in acts)
    with (tmp_path / "out" / "nodes-Document.csv").open(newline="", encoding="utf-8") as stream:
        assert {row["notBefore:date"] for row in csv.DictReader(stream)} == {
            "2021-11-23",
            "2022-03-12",
        }


def test_networkx_reads_the_networks(small: Generation, tmp_path: Path) -> None:
    nodes, links = truth(small)
    for write, read in ((write_graphml, networkx.read_graphml), (write_gexf, networkx.read_gexf)):
        file = tmp_path / write.__name__
        with file.open("wb") as out:
            write(lambda: whole(small), out)
        found = read(file)
        assert set(found) == nodes
        assert Counter((start, end) for start, end, *_ in found.edges) == links
        acts = [data for _, data in found.nodes(data=True) if data["type"].startswith("Act")]
        assert acts
        assert all(isinstance(act["confidence"], float) for act in acts)
    days = {(act["start"], act["end"]) for act in acts}
    assert days == {("2021-11-23", "2021-11-23"), ("2022-03-12", "2022-03-12")}
    assert {data.get("start") for *_, data in found.edges(data=True)} >= {"2021-11-23", None}


def test_a_document_comes_with_the_names_of_what_it_points_at(
    built: BuildReport, tmp_path: Path
) -> None:
    file = tmp_path / "one.graphml"
    arguments = ["export", "--store", str(built.store), "--document", "GA/90001",
                 "--format", "graphml", "-o", str(file)]  # fmt: skip
    assert CliRunner().invoke(rostrum, arguments, standalone_mode=False).return_value == 0
    names = {data["name"] for _, data in networkx.read_graphml(file).nodes(data=True)}
    assert {"Slovakia", "Kenya", "Chile"} <= names
    assert "France" not in names


HOSTILE = 'a<b>&"c\x00\x0b]]>\ud7ff\n|\\;\x1e,=1'


def lines(*pairs: tuple[str, Literal]) -> list[bytes]:
    act = NamedNode("urn:a/b")
    made = [Quad(act, NamedNode(RDF + "type"), NamedNode(ROSTRUM + "Act"), NamedNode("urn:g"))]
    made += [Quad(act, NamedNode(ROSTRUM + p), o, NamedNode("urn:g")) for p, o in pairs]
    return sorted(serialize(made, format=RdfFormat.N_QUADS).splitlines(keepends=True))


def test_any_text_comes_back_but_for_what_xml_cannot_say(tmp_path: Path) -> None:
    made = lines(("cue", Literal(HOSTILE)), ("unheard/of", Literal("x")))
    write_neo4j(lambda: made, tmp_path / "neo")
    with (tmp_path / "neo" / "nodes-Act.csv").open(newline="", encoding="utf-8") as stream:
        assert next(csv.DictReader(stream))["cue:string"] == HOSTILE
    for write, read in ((write_graphml, networkx.read_graphml), (write_gexf, networkx.read_gexf)):
        with (tmp_path / "net").open("wb") as out:
            write(lambda: made, out)
        found = read(tmp_path / "net").nodes["urn:a/b"]["cue"]
        assert found == HOSTILE.replace("\x00", "").replace("\x0b", "").replace("\x1e", "")


def test_whether_a_column_is_a_list_is_no_matter_of_the_data(tmp_path: Path) -> None:
    one = lines(("cue", Literal("x")), ("amount", Literal("5")))
    more = lines(("cue", Literal("x")), ("amount", Literal("5")), ("amount", Literal("6")))
    described = []
    for name, made in (("one", one), ("more", more)):
        write_tables(lambda made=made: made, tmp_path / name, "csv")  # type: ignore[misc]
        described.append((tmp_path / name / "datapackage.json").read_text())
    assert described[0] == described[1]
    assert '"confidence"' in described[0]
    broken = lines(("cue", Literal("x")), ("cue", Literal("y")))
    for write in (write_neo4j, lambda of, to: write_tables(of, to, "csv")):
        with pytest.raises(DataError, match=r"cue has .* values"):
            write(lambda: broken, tmp_path / "never")
        assert not list(tmp_path.glob("never*"))


def test_a_value_of_another_datatype_has_its_own_column(tmp_path: Path) -> None:
    made = lines(
        ("confidence", Literal("high")), ("cue", Literal("2", datatype=NamedNode(XSD + "integer")))
    )
    write_neo4j(lambda: made, tmp_path / "neo")
    header = (tmp_path / "neo" / "nodes-Act.csv").read_text().splitlines()[0]
    assert "confidence_string:string" in header
    assert "cue_integer:long" in header
