"""Several FROM graphs are merged: a triple of two graphs counts once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.errors import MalformedQuery
from kg.settings import Limits
from kg.storing import index
from kg.storing.datasets import Dataset, clauses
from kg.storing.querying import Pool


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    home = tmp_path_factory.mktemp("graphs")
    lines = [f'<urn:s> <urn:p> "both" <urn:g:{n}> .\n' for n in (1, 2, 3)]
    lines += [f'<urn:s> <urn:p> "only {n}" <urn:g:{n}> .\n' for n in (1, 2, 3)]
    (home / "graph.nq").write_text("".join(sorted(lines)))
    index.make(home / "index", home / "graph.nq", len(lines))
    engine = Pool(home / "index", Limits(query_seconds=30))
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("FROM <urn:g:1>", 2),
        ("FROM <urn:g:1> FROM <urn:g:1>", 2),
        ("FROM <urn:g:1> FROM <urn:g:2>", 3),
        ("from<urn:g:1>from # FROM <urn:g:3>\n <urn:g:2>", 3),
        ("FROM g:1 FROM g:2 FROM <urn:g:3>", 4),
        ("FROM <urn:g:1> FROM NAMED <urn:g:2> FROM g:none", 2),
        ("FROM NAMED <urn:g:2>", 0),
    ],
)
def test_a_triple_of_several_graphs_counts_once(pool: Pool, head: str, expected: int) -> None:
    text = f"PREFIX g: <urn:g:> SELECT (COUNT(*) AS ?n) {head} WHERE {{ ?s ?p ?o }}"
    assert pool.select(text).records() == [{"n": expected}]


def test_named_graphs_stay_apart(pool: Pool) -> None:
    text = (
        "SELECT (COUNT(*) AS ?n) FROM <urn:g:1> FROM <urn:g:2> FROM NAMED <urn:g:2> "
        "FROM NAMED <urn:g:3> { GRAPH ?g { ?s ?p ?o } }"
    )
    assert pool.select(text).records() == [{"n": 4}]


def test_what_cannot_be_merged_is_refused(pool: Pool) -> None:
    text = "BASE <urn:> ASK FROM <urn:g:1> FROM <#x> { ?s ?p ?o }"
    with pytest.raises(MalformedQuery, match="whole IRI"):
        pool.query(text)
    with pytest.raises(MalformedQuery, match="not SPARQL"):
        pool.query("ASK FROM <urn:g:1> FROM <urn:g:2> { ?s ?p }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?from WHERE { ?from a 'FROM <urn:a>' }",
        "PREFIX from: <urn:x> ASK { from:from from:p '''FROM <urn:a>''' } # FROM <urn:b>",
        "SELECT * { { SELECT * FROM <urn:a> {} } }",
    ],
)
def test_only_clauses_are_taken(text: str) -> None:
    assert clauses(text) == (text, None)


def test_places_stay(pool: Pool) -> None:
    text = "ASK FROM <urn:a>\nFROM\n NAMED <urn:b> { ?s }"
    blanked, dataset = clauses(text)
    assert dataset == Dataset(("urn:a",), ("urn:b",))
    assert len(blanked) == len(text)
    assert blanked.splitlines()[2].index("{") == text.splitlines()[2].index("{")
