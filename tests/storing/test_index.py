"""The index: its default graph is the union of the named graphs, each triple once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Quad, Store

from kg.errors import StoreError
from kg.storing import index

Lines = set[tuple[int, int]]
GRAPHS = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=16)


def nquads(held: Lines) -> bytes:
    """Triple number, graph number; odd triples have an IRI for object, even ones a literal."""
    ends = {True: "<urn:o>", False: '"a <b> \\"c\\" <urn:x> ."@en'}
    found = sorted(f"<urn:s{t}> <urn:p> {ends[bool(t % 2)]} <urn:g{g}> .\n" for t, g in held)
    return "".join(found).encode()


def test_a_shared_triple_is_counted_once(tmp_path: Path) -> None:
    graph = tmp_path / "graph.nq"
    graph.write_bytes(nquads({(1, 0), (1, 1), (2, 0), (2, 1), (3, 2)}))
    index.make(tmp_path / "index", graph, 5)
    store = index.open_readonly(tmp_path / "index")
    assert len(list(store.quads_for_pattern(None, None, None, DefaultGraph()))) == 3
    assert index.count(tmp_path / "index") == 5
    assert index.holds(tmp_path / "index", graph)


@settings(max_examples=25, deadline=None)
@given(before=GRAPHS, after=GRAPHS)
def test_a_derived_index_is_that_of_building_anew(
    before: Lines, after: Lines, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("derive")
    old, new = home / "old.nq", home / "new.nq"
    old.write_bytes(nquads(before))
    new.write_bytes(nquads(after))
    index.make(home / "old", old, len(before))
    moved = {
        g
        for g in range(4)
        if {t for t, of in before if of == g} != {t for t, of in after if of == g}
    }
    gone = [f"urn:g{graph}" for graph in sorted(moved)]
    added = [nquads({(t, g) for t, g in after if g == graph}) for graph in sorted(moved)]
    index.derive(home / "new", home / "old", gone, added)
    assert index.holds(home / "new", new)
    assert index.count(home / "new") == len(after)


@pytest.mark.parametrize("spurious", [True, False])
def test_a_default_graph_that_is_not_the_union_is_noticed(tmp_path: Path, spurious: bool) -> None:
    graph = tmp_path / "graph.nq"
    graph.write_bytes(nquads({(1, 0), (2, 1)}))
    index.make(tmp_path / "index", graph, 2)
    store = Store(str(tmp_path / "index"))
    held = next(store.quads_for_pattern(None, None, None, DefaultGraph()))
    if spurious:
        store.add(Quad(held.predicate, held.predicate, held.predicate, DefaultGraph()))
    else:
        store.remove(held)
    store.flush()
    del store
    assert not index.holds(tmp_path / "index", graph)


def test_an_index_without_union_is_refused(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "index"))
    store.load(nquads({(1, 0)}), format=index.RdfFormat.N_QUADS)
    store.flush()
    del store
    with pytest.raises(StoreError, match="older version; build again"):
        index.open_readonly(tmp_path / "index")
