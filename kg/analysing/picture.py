"""The network as a picture: the strongest edges among the foremost nodes, communities by colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from kg.analysing.findings import Findings
from kg.analysing.measures import members
from kg.analysing.networks import Edge
from kg.analysing.stability import STABLE
from kg.charting.drawing import Spec, Words, finished
from kg.charting.nodes import Dot, Line, node_link

MOST_NODES, MOST_EDGES, MOST_OWN, MOST_LABELS, MOST_PARTS = 90, 260, 3, 60, 9
_REST = "other"


def picture(found: Findings, words: Words) -> Spec:
    """Return the picture as a chart.

    At most 90 nodes (by PageRank) are drawn, each with at least its three strongest edges;
    all others are in the exports. The legend names for each community its foremost nodes and its stability.

    Raises:
        EnvironmentFailure: the extra ``charts`` is not installed.
    """
    ranked = sorted(found.standings, key=lambda node: (-found.standings[node].pagerank, node))
    kept = set(ranked[:MOST_NODES])
    edges = _drawn([edge for edge in found.network.edges if {edge.one, edge.other} <= kept])
    tied = {end for edge in edges for end in (edge.one, edge.other)}
    names = legend(found, tied)
    sources = {edge.one for edge in found.network.edges}
    two_sided = found.network.kind.two_sided
    dots = [
        Dot(
            node,
            _numbered(found.network.nodes[node], found.communities[node], names),
            found.standings[node].pagerank,
            names.get(found.communities[node], _REST),
            two_sided and node not in sources,
        )
        for node in sorted(tied)
    ]
    drawn = node_link(dots, [_line(edge) for edge in edges], arrows=found.network.kind.directed,
                      labels=MOST_LABELS)  # fmt: skip
    counted = f"{len(edges)} of {len(found.network.edges)} edges are drawn."
    return finished(drawn, replace(words, subtitle=f"{words.subtitle} {counted}".strip()))


def _numbered(label: str, part: int, names: Mapping[int, str]) -> str:
    """Return a label with the number of its community, for those who see or print no colours.

    >>> _numbered("Kenya", 3, {3: "3  Kenya, Chad"})
    'Kenya 3'
    """
    return f"{label} {part}" if part in names else label


def _drawn(edges: list[Edge]) -> list[Edge]:
    """Return the edges that are among the strongest of one of their ends, the strongest first.

    All edges of a dense network are a ball of wool; each node's own strongest show its place.
    """
    ordered = sorted(edges, key=lambda edge: (-abs(edge.affinity), edge.one, edge.other))
    seen: Counter[str] = Counter()
    chosen = []
    for edge in ordered:
        if edge.weight and min(seen[edge.one], seen[edge.other]) < MOST_OWN:
            chosen.append(edge)
        seen.update((edge.one, edge.other))
    return chosen[:MOST_EDGES]


def legend(found: Findings, shown: set[str]) -> dict[int, str]:
    """Return for each of the largest communities its number, foremost nodes and stability."""
    names: dict[int, str] = {}
    for part, nodes in members(found.communities).items():
        seen = [node for node in nodes if node in shown]
        if len(seen) < 2 or len(names) >= MOST_PARTS:
            continue
        first = sorted(seen, key=lambda node: (-found.standings[node].pagerank, node))[:3]
        listed = ", ".join(found.network.nodes[node] for node in first)
        more = len(nodes) - len(first)
        rest = f" and {more} more" if more else ""
        steady = found.blocs.get(part, 0.0)
        mark = f"together in {steady:.0%}" if found.stability.replicates else ""
        mark += "" if steady >= STABLE or not mark else ": no bloc"
        names[part] = f"{part}  {listed}{rest}" + (f"  ({mark})" if mark else "")
    return names


def _line(edge: Edge) -> Line:
    return Line(edge.one, edge.other, edge.weight, max(edge.affinity, 0.0), edge.weight < 0)
