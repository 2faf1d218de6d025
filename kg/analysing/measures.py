"""Who stands where in a network: strength, betweenness, PageRank, communities, balance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kg.analysing.networks import Network

SEED = 20240927
_DAMPING = 0.85


@dataclass(frozen=True, slots=True)
class Standing:
    """What the measures say of one node; ``received`` is 0 where edges have no direction."""

    degree: int
    strength: float
    received: float
    betweenness: float
    pagerank: float


def standings(network: Network) -> dict[str, Standing]:
    """Return the measures of each node.

    Strength is the sum of the weights of its edges (given, in a directed network), received
    that of incoming ones. Betweenness takes 1/affinity as the length of an edge (Brandes 2001,
    Newman 2001); PageRank follows affinities with a damping of 0.85 (Brin and Page 1998).
    Edges of a signed network that part rather than tie count for strength only.
    """
    graph = positive(network)
    for _, _, data in graph.edges(data=True):
        data["length"] = 1.0 / data["weight"]
    between = nx.betweenness_centrality(graph, weight="length")
    ranks = pagerank(graph)
    degree: Counter[str] = Counter()
    given: dict[str, float] = dict.fromkeys(network.nodes, 0.0)
    received = dict(given)
    for edge in network.edges:
        degree.update((edge.one, edge.other))
        given[edge.one] += edge.weight
        (received if network.kind.directed else given)[edge.other] += edge.weight
    return {
        node: Standing(
            degree[node],
            given[node],
            received[node],
            between[node],
            ranks[node],
        )
        for node in network.nodes
    }


def pagerank(graph: nx.Graph[str]) -> dict[str, float]:
    """Return PageRank by power iteration; a node without outgoing edges gives to all.

    networkx's own needs scipy, which a plain installation does without.

    >>> {node: round(rank, 3) for node, rank in pagerank(nx.path_graph(3)).items()}
    {0: 0.257, 1: 0.486, 2: 0.257}
    """
    nodes = list(graph)
    if not nodes:
        return {}
    out = {node: sum(data.get("weight", 1.0) for _, _, data in graph.edges(node, data=True))
           for node in nodes}  # fmt: skip
    ranks = dict.fromkeys(nodes, 1.0 / len(nodes))
    for _ in range(200):
        idle = sum(ranks[node] for node in nodes if not out[node])
        base = (1.0 - _DAMPING + _DAMPING * idle) / len(nodes)
        after = dict.fromkeys(nodes, base)
        for node in nodes:
            for _, other, data in graph.edges(node, data=True):
                after[other] += _DAMPING * ranks[node] * data.get("weight", 1.0) / out[node]
        if sum(abs(after[node] - ranks[node]) for node in nodes) < 1e-10:
            return after
        ranks = after
    return ranks


def communities(network: Network, seed: int = SEED) -> dict[str, int]:
    """Return for each node its community by Louvain (Blondel et al. 2008), 1 the largest.

    Found on positive affinities, without direction; of equal size, the one with the first
    node in order comes first. A node without such an edge is a community of its own.
    """
    graph = nx.Graph(positive(network).to_undirected())
    if not graph.number_of_edges():
        return {node: number for number, node in enumerate(network.nodes, 1)}
    found = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    ordered = sorted(found, key=lambda part: (-len(part), min(part)))
    return {node: number for number, part in enumerate(ordered, 1) for node in sorted(part)}


def modularity(network: Network, parts: Mapping[str, int]) -> float:
    """Return how much more affinity lies within the parts than chance puts there (Newman 2004)."""
    graph = nx.Graph(positive(network).to_undirected())
    if not graph.number_of_edges():
        return 0.0
    return float(
        nx.community.modularity(
            graph, [set(part) for part in members(parts).values()], weight="weight"
        )
    )


def members(parts: Mapping[str, int]) -> dict[int, list[str]]:
    """Return the nodes of each community, in order.

    >>> members({"b": 1, "a": 1, "c": 2})
    {1: ['a', 'b'], 2: ['c']}
    """
    found: dict[int, list[str]] = {}
    for node, part in sorted(parts.items(), key=lambda item: (item[1], item[0])):
        found.setdefault(part, []).append(node)
    return found


def balance(network: Network) -> tuple[int, int]:
    """Return how many triangles of a signed network are balanced, and how many there are.

    Balanced: an even number of negative edges (Heider 1946, Cartwright and Harary 1956). Edges
    of weight 0 are left out.
    """
    signs = {
        frozenset((edge.one, edge.other)): edge.weight > 0 for edge in network.edges if edge.weight
    }
    near: dict[str, set[str]] = {}
    for pair in signs:
        for node in pair:
            near.setdefault(node, set()).update(pair - {node})
    balanced = total = 0
    for node in sorted(near):
        for one, other in combinations(sorted(each for each in near[node] if each > node), 2):
            last = signs.get(frozenset((one, other)))
            if last is not None:
                first = signs[frozenset((node, one))]
                total += 1
                balanced += (first == signs[frozenset((node, other))]) == last
    return balanced, total


def positive(network: Network) -> nx.Graph[str]:
    """Return the network's edges of positive affinity as a networkx graph."""
    return _graph(network, ((edge.one, edge.other, edge.affinity) for edge in network.edges
                            if edge.affinity > 0))  # fmt: skip


def _graph(network: Network, edges: Iterable[tuple[str, str, float]]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.DiGraph() if network.kind.directed else nx.Graph()
    graph.add_nodes_from(network.nodes)
    graph.add_weighted_edges_from(edges)
    return graph
