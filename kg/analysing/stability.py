"""How much of a network rests on single acts: a bootstrap that draws acts by confidence.

In each replicate every act counts Poisson(confidence) times: resampling with replacement
(the Poisson bootstrap), thinned by the measured chance that the act was read rightly. So an
edge that rests on one doubtful act is missing in most replicates.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.analysing.gathering import Material
from kg.analysing.measures import SEED, communities, members
from kg.analysing.networks import Filters, Kind, network

Pair = tuple[str, str]
STABLE = 0.8
"""The co-assignment from which a community is called a bloc.

A single act, however sure, is drawn in 1 − 1/e = 63 % of replicates; two in 86 %.
"""


@dataclass(frozen=True, slots=True)
class Stability:
    """Shares of ``replicates`` in which an edge was there, and two nodes in one community."""

    replicates: int
    edges: Mapping[Pair, float]
    together: Mapping[Pair, float]

    def of_edge(self, one: str, other: str) -> float:
        """Return the share of replicates that have the edge."""
        return self.edges.get((one, other), 0.0)

    def of_pair(self, one: str, other: str) -> float:
        """Return the share of replicates that put both nodes into one community."""
        return self.together.get((min(one, other), max(one, other)), 0.0)

    def of_communities(self, parts: Mapping[str, int]) -> dict[int, float]:
        """Return the mean co-assignment of the pairs of each community; of one node 0."""
        found = {}
        for part, nodes in members(parts).items():
            shares = [self.of_pair(*pair) for pair in combinations(nodes, 2)]
            found[part] = math.fsum(shares) / len(shares) if shares else 0.0
        return found

    def of_node(self, node: str, parts: Mapping[str, int]) -> float:
        """Return how often a node is with the others of its community, on average."""
        others = [other for other, part in parts.items() if part == parts[node] and other != node]
        shares = [self.of_pair(node, other) for other in others]
        return math.fsum(shares) / len(shares) if shares else 0.0


def bootstrap(
    chosen: Kind, material: Material, filters: Filters, replicates: int, seed: int = SEED
) -> Stability:
    """Make the network anew ``replicates`` times from acts drawn by their confidence."""
    chance = random.Random(seed)
    edges: Counter[Pair] = Counter()
    together: Counter[Pair] = Counter()
    limits = [math.exp(-tie.confidence) for tie in material.ties]
    # One act may make several ties; it is read rightly or wrongly once.
    for _ in range(replicates):
        drawn: dict[str, int] = {}
        for tie, limit in zip(material.ties, limits, strict=True):
            if tie.act not in drawn:
                drawn[tie.act] = poisson(chance, limit)
        found = network(chosen, material, filters, [drawn[tie.act] for tie in material.ties])
        edges.update((edge.one, edge.other) for edge in found.edges)
        for nodes in members(communities(found, seed)).values():
            together.update(combinations(nodes, 2))
    return Stability(
        replicates,
        {pair: count / replicates for pair, count in edges.items()},
        {pair: count / replicates for pair, count in together.items()},
    )


def poisson(chance: random.Random, limit: float) -> int:
    """Draw from the Poisson distribution whose chance of nought is ``limit`` (Knuth)."""
    count, product = 0, chance.random()
    while product > limit:
        count += 1
        product *= chance.random()
    return count
