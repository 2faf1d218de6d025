"""The graph for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kg.asking import Graph, open_graph
from kg.building.build import Options, build
from kg.errors import BadParameter, EnvironmentFailure, UnknownQuestion
from kg.model.table import XSD, Table, Term, Triples
from kg.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    store = tmp_path_factory.mktemp("samples") / "graph"
    build([ROOT / "samples"], store, Settings(), Options(workers=1))
    with open_graph(store) as opened:
        yield opened


def test_a_question_by_name(graph: Graph) -> None:
    found = graph.ask("commitments-of-a-party", party=["Slovakia", "Kenya"], strength=4)
    assert {row["actor"] for row in found.records()} == {"Slovakia"}
    assert isinstance(found.records()[0]["confidence"], Decimal)
    assert isinstance(found.records()[0]["start"], int)


def test_a_question_in_words(graph: Graph) -> None:
    taken, found = graph.ask_in_words("Who spoke on behalf of the African Group?")
    assert taken.question.name == "spoken-on-behalf"
    assert "Ghana" in {row["speaker"] for row in found.records()}
    with pytest.raises(UnknownQuestion, match="no question comes near"):
        graph.ask_in_words("Is it going to rain?")


def test_what_cannot_be_asked(graph: Graph) -> None:
    with pytest.raises(UnknownQuestion):
        graph.ask("no-such-question")
    with pytest.raises(BadParameter, match="no parameter 'state'"):
        graph.ask("commitments-of-a-party", state="Slovakia")


def test_sparql(graph: Graph) -> None:
    found = graph.sparql(
        "SELECT (COUNT(*) AS ?n) { ?act a <https://w3id.org/rostrum/ontology#Call> }"
    )
    assert isinstance(found, Table)
    assert isinstance(found.records()[0]["n"], int)
    assert isinstance(graph.sparql("CONSTRUCT WHERE { ?s a ?o } LIMIT 1"), Triples)


def literal(value: str, datatype: str) -> Term:
    return Term("literal", value, XSD + datatype)


MIXED = Table(
    ("day", "share", "name", "either"),
    (
        (literal("2021-11-23", "date"), literal("0.5", "decimal"), Term("uri", "urn:a"), literal("1", "integer")),
        (None, literal("2.20", "decimal"), Term("literal", "é"), Term("literal", "one")),
    ),
)  # fmt: skip


def test_values_are_those_of_python() -> None:
    first, second = MIXED.records()
    assert first == {
        "day": date(2021, 11, 23),
        "share": Decimal("0.5"),
        "name": "urn:a",
        "either": 1,
    }
    assert second["day"] is None
    assert Term("literal", "30 February", XSD + "date").python == "30 February"


def test_data_frames() -> None:
    pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    wide = MIXED.to_pandas()
    assert list(wide.columns) == list(MIXED.columns)
    assert wide["share"].sum() == Decimal("2.7")
    frame = MIXED.to_polars()
    assert frame.schema["day"] == polars.Date
    assert frame["either"].to_list() == ["1", "one"]
    assert Table(("a",), ()).to_polars().columns == Table(("a",), ()).to_pandas().columns.to_list()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_installed_is_named(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(EnvironmentFailure, match=f"pip install {library}"):
        getattr(MIXED, f"to_{library}")()
