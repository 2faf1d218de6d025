"""Ties become edges: what counts, what chance explains, what rests on single acts."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest

from kg.analysing import KINDS, Material, Network, kind, network
from kg.analysing.backbone import benjamini_hochberg, disparity, sign_test, tail
from kg.analysing.findings import find, slices
from kg.analysing.gathering import Tie
from kg.analysing.measures import balance, communities, modularity, pagerank, standings
from kg.analysing.networks import Edge, Filters
from kg.analysing.stability import STABLE, bootstrap
from kg.errors import UsageError


def tie(one: str, other: str, **more: object) -> Tie:
    standard = {"confidence": 1.0, "day": "2021-01-01", "span": f"{one}{other}", "sign": 1}
    values = {**standard, "act": f"{one}-{other}-{more}", **more}
    return Tie(one, other, **values)  # type: ignore[arg-type]


def positions(*sides: str) -> Material:
    """Read "a+x" as: a is for x."""
    ties = [tie(side[0], side[2], sign=1 if side[1] == "+" else -1, act=side) for side in sides]
    return Material(tuple(ties), {})


def test_an_unknown_kind() -> None:
    with pytest.raises(UsageError, match="addressees"):
        kind("friendship")


def test_calls_add_up_by_their_confidence() -> None:
    ties = (tie("a", "b", confidence=0.9, act="1"), tie("a", "b", confidence=0.7, act="2"))
    [edge] = network(KINDS["addressees"], Material(ties, {})).edges
    assert edge.weight == pytest.approx(1.6)
    assert edge.acts == ties
    assert not network(KINDS["addressees"], Material(ties, {}), Filters(minimum=3)).edges


def test_agreement_is_alike_minus_apart() -> None:
    found = network(
        KINDS["agreement"],
        positions("a+x", "b+x", "a-y", "b-y", "a+z", "b-z", "c+x"),
    )
    [edge] = found.edges  # c has one matter in common with the others, and three are needed
    assert edge.weight == 1
    assert (edge.figures["alike"], edge.figures["apart"]) == (2, 1)
    assert found.dropped == 2
    # What all agree on says nothing: x is worth nought, y too, z is a parting.
    assert edge.affinity == pytest.approx(1 - (1 + 1 + 0))


def test_a_side_is_the_sum_of_positions() -> None:
    material = positions("a+x", "a-x", "b+x")
    assert not network(KINDS["agreement"], material, Filters(minimum=1)).edges


def test_states_are_tied_by_emphasis_beyond_chance() -> None:
    """Two camps of four States; all of them speak of w as well."""
    ties = []
    for camp, themes in (("abcd", "123456"), ("efgh", "567890")):
        for state in camp:
            ties += [
                tie(state, theme, act=f"{state}{theme}{n}") for theme in themes for n in (1, 2)
            ]
            ties.append(tie(state, "w", act=f"{state}w"))
    found = network(KINDS["states"], Material(tuple(ties), {}), Filters(alpha=0.05))
    assert {edge.one in "abcd" for edge in found.edges} == {True, False}
    assert all((edge.one in "abcd") == (edge.other in "abcd") for edge in found.edges)
    assert len(found.edges) == 12
    assert not any(act.other == "w" for edge in found.edges for act in edge.acts)
    turned = network(KINDS["themes"], Material(tuple(ties), {}), Filters(alpha=1.0))
    assert {"1", "7"} <= set(turned.nodes)


def test_levels() -> None:
    assert tail(2, 3, 4, 10) == pytest.approx((3 * 21 + 7) / 210)
    # Fisher's tea: all four right by chance once in seventy.
    assert tail(4, 4, 4, 8) == pytest.approx(1 / 70)
    assert sign_test(8, 0) == pytest.approx(2 / 256)
    alone = disparity({("a", "b"): 1.0})
    assert alone["a", "b"] == 1.0
    # The example of Benjamini and Hochberg 1995: of 15 levels four pass at 0.05.
    levels = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719,
              .6528, .7590, 1.0]  # fmt: skip
    pairs = {("n", f"{number:02}"): level for number, level in enumerate(levels)}
    assert len(benjamini_hochberg(pairs, 0.05)) == 4


def test_evidence_comes_from_both_ends() -> None:
    acts = tuple(
        tie(end, "x", confidence=0.5 + n / 10, span=f"{end}{n}") for end in "ab" for n in range(3)
    )
    edge = Edge("a", "b", 1.0, 1.0, acts)
    assert [found.span for found in edge.foremost(3)] == ["a2", "b2", "a1"]


def plain(edges: dict[str, float], name: str = "addressees") -> Network:
    nodes = {node: node for node in sorted({end for pair in edges for end in pair})}
    made = (Edge(pair[0], pair[1], weight, weight, ()) for pair, weight in sorted(edges.items()))
    return Network(KINDS[name], nodes, tuple(made))


def test_measures_of_a_star() -> None:
    found = standings(plain({"ab": 2.0, "cb": 1.0, "db": 1.0}))
    assert found["b"].received == 4.0
    assert (found["a"].strength, found["b"].strength, found["b"].degree) == (2.0, 0.0, 3)
    assert max(found, key=lambda node: found[node].pagerank) == "b"
    assert sum(each.pagerank for each in found.values()) == pytest.approx(1.0)


def test_pagerank_solves_its_equation() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("a", "c"), ("c", "d")])
    ranks = pagerank(graph)
    n, d = len(graph), 0.85
    for node in graph:
        given = sum(ranks[other] / graph.out_degree(other) for other in graph.predecessors(node))
        assert ranks[node] == pytest.approx((1 - d) / n + d * (given + ranks["d"] / n), abs=1e-8)


def test_communities_are_the_same_every_time() -> None:
    cliques = {f"{a}{b}": 1.0 for part in ("abcd", "efg") for a in part for b in part if a < b}
    found = communities(plain(cliques | {"ae": 0.1}, "states"))
    assert found == dict.fromkeys("abcd", 1) | dict.fromkeys("efg", 2)
    assert modularity(plain(cliques, "states"), found) == pytest.approx(
        1 - (2 / 3) ** 2 - (1 / 3) ** 2
    )


def test_the_enemy_of_my_enemy() -> None:
    assert balance(plain({"ab": 1, "bc": -1, "ac": -1}, "agreement")) == (1, 1)
    assert balance(plain({"ab": 1, "bc": 1, "ac": -1}, "agreement")) == (0, 1)
    assert balance(plain({"ab": -1, "bc": -1, "ac": -1}, "agreement")) == (0, 1)
    assert balance(plain({"ab": 1, "bc": 0, "ac": -1}, "agreement")) == (0, 0)


def test_one_weak_edge_makes_no_bloc() -> None:
    """Two pairs of the same weight: ten sure acts, and one doubtful act."""
    strong = tuple(tie("a", "b", confidence=0.99, act=f"s{n}") for n in range(10))
    weak = (tie("c", "d", confidence=0.5, act="w"),)
    material = Material(strong + weak, {})
    found = find(KINDS["addressees"], material, Filters(), 200)
    assert found.stability.of_edge("a", "b") == 1.0
    # An act counts Poisson(c) times: it is there in 1 − exp(−c) of the replicates.
    assert found.stability.of_edge("c", "d") == pytest.approx(0.393, abs=0.1)
    steady = {found.network.nodes["a"]: found.blocs[found.communities["a"]]}
    assert steady["a"] == 1.0
    assert found.blocs[found.communities["c"]] < 0.5
    # Nor does one act that is sure.
    sure = find(KINDS["addressees"], Material((tie("a", "b"),), {}), Filters(), 200)
    assert sure.blocs[1] == pytest.approx(0.632, abs=0.1)
    assert sure.blocs[1] < STABLE
    again = bootstrap(KINDS["addressees"], material, Filters(), 200)
    assert again == found.stability
    assert bootstrap(KINDS["addressees"], material, Filters(), 200, seed=1) != again


def test_periods() -> None:
    ties = [tie("a", "b", day=f"{year}-05-01", act=str(year)) for year in (2019, 2020, 2023)]
    ties.append(replace(ties[0], day="", act="undated"))
    found = list(slices(KINDS["addressees"], Material(tuple(ties), {}), Filters(), 2))
    assert [(each.since[:4], each.acts) for each in found] == [
        ("2019", 2),
        ("2021", 0),
        ("2023", 1),
    ]
    assert not list(slices(KINDS["addressees"], Material((), {}), Filters(), 2))
