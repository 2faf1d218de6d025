"""What we write comes back from the store as it was: literals are in canonical form."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.mapping.terms import Literal, Quad, day, decimal, iri, moment, nquads, number, text
from kg.storing import index

PROBES = [
    number(7), number(0), number(-0), number(-12), number(10**12), number(2**63 - 1),
    decimal(2.20), decimal(1.0), decimal(0.0), decimal(-0.5), decimal(0.12346), decimal(1e6),
    decimal(-0.00001), day(date(1945, 10, 24)), day(date(2024, 2, 29)), day(date(1, 1, 1)),
    moment("9:30"), moment("00:00"), moment("23:59:59"), moment("10:00:00"),
    text(""), text("plain"), text('"quoted" \\ back'), text("line\nbreak\ttab"), text("é ü 王 🕊"),
    text("a\x00b\x07c"), text("colour", "en-GB"), text("\u202eright to left\u200b", "ar"),
]  # fmt: skip


def lines(found: list[Literal]) -> bytes:
    node, graph = iri("https://example.org/s"), iri("https://example.org/g")
    part = "https://example.org/p"
    return nquads(Quad(node, iri(f"{part}{n}"), each, graph) for n, each in enumerate(found))


def test_twenty_eight_probes_come_back(tmp_path: Path) -> None:
    assert len(PROBES) == 28
    graph = tmp_path / "graph.nq"
    graph.write_bytes(lines(PROBES))
    index.make(tmp_path / "index", graph, 28)
    assert index.count(tmp_path / "index") == 28
    assert index.holds(tmp_path / "index", graph)


@pytest.mark.parametrize(
    ("value", "datatype"), [("007", "integer"), ("2.20", "decimal"), ("1", "boolean")]
)
def test_a_literal_that_is_not_canonical_is_noticed(
    tmp_path: Path, value: str, datatype: str
) -> None:
    """The store rewrites such literals, so the comparison must see it."""
    graph = tmp_path / "graph.nq"
    type_ = iri(f"http://www.w3.org/2001/XMLSchema#{datatype}")
    graph.write_bytes(lines([Literal(value, datatype=type_)]))
    index.make(tmp_path / "index", graph, 1)
    assert not index.holds(tmp_path / "index", graph)
