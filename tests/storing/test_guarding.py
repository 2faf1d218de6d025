"""What is refused before an engine sees it, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import MalformedQuery
from kg.storing.guarding import guard

ROOT = Path(__file__).resolve().parents[2]
CRASHERS = {
    "groups": "SELECT * {" + "{" * 2195 + "}" * 2195 + "}",
    "exists": "SELECT * {" + "FILTER EXISTS {" * 868 + "}" * 869,
    "brackets": "SELECT (" + "(" * 4694 + "1" + ")" * 4694 + " AS ?x) {}",
    "optional": "SELECT * {" + "OPTIONAL {" * 2664 + "}" * 2665,
    "sums": "SELECT (1" + "+1" * 7000 + " AS ?x) {}",
    "differences": "SELECT (1" + "-1" * 7000 + " AS ?x) {}",
    "or": "SELECT * { FILTER(true" + "||true" * 9380 + ") }",
    "union": "SELECT * { {} " + "UNION {} " * 6568 + "}",
    "path": "SELECT * { ?s <urn:p>" + "/<urn:p>" * 400 + " ?o }",
    "not": "SELECT * { FILTER(" + "!" * 3000 + "true) }",
}
HANGS = ["REPLACE('a','b',", "regex('a',", "Substr (1,", "GROUP_CONCAT(", "FILTER(! EXISTS{", "(! lang (",
         "~ :iri {| :a ?o ", "( ! (", "EXISTS\n{"]  # fmt: skip


@pytest.mark.parametrize("name", CRASHERS)
def test_what_ends_the_engine_is_refused(name: str) -> None:
    with pytest.raises(MalformedQuery, match=r"nested deeper|operators|nests"):
        guard(CRASHERS[name])


@pytest.mark.parametrize("opened", HANGS)
def test_what_its_parser_reads_again_and_again_is_refused(opened: str) -> None:
    """At 16 levels the worst of them took a fifth of a second, at 24 forty."""
    with pytest.raises(MalformedQuery, match="nests"):
        guard("SELECT * { " + opened * 12)
    guard("SELECT * { " + opened * 4)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o FILTER(?o IN ("
        + ", ".join(str(n) for n in range(-2000, 2000))
        + ")) }",
        "SELECT * { VALUES ?x { " + "'a + b || c' " * 2000 + "} }",
        "SELECT * { VALUES ?x { " + "<https://example.org/a/b/c-d> " * 1000 + "} }",
        "SELECT * { VALUES ?x { " + "ex:long-name " * 1000 + "} }",
        "ASK {} # " + "((((" * 200,
        "SELECT * { ?s ?p ?o " + "FILTER(REGEX(?o, 'a')) FILTER EXISTS { ?s a ?o } " * 100 + "}",
    ],
)
def test_long_lists_strings_and_flat_calls_are_let_through(query: str) -> None:
    guard(query)


def test_every_question_passes() -> None:
    asked = sorted((ROOT / "queries").rglob("*.rq"))
    assert len(asked) > 30
    for file in asked:
        guard(file.read_text(encoding="utf-8"))
