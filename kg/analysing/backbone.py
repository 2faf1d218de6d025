"""Which edges chance does not explain: filters with a level of significance, not a cut-off."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

Pair = tuple[str, str]


def disparity(weights: Mapping[Pair, float]) -> dict[Pair, float]:
    """Return for each directed edge its level in the disparity filter (Serrano et al. 2009).

    An edge of share ``w/s`` of the strength of a node with ``k`` edges has the level
    ``(1 − w/s)^(k−1)``; the smaller of both ends' levels counts. A node with one edge says
    nothing of it (level 1).

    >>> found = disparity({("a", "x"): 8.0, ("a", "y"): 1.0, ("a", "z"): 1.0})
    >>> round(found["a", "x"], 6), round(found["a", "y"], 6)
    (0.04, 0.81)
    """
    strength: Counter[tuple[int, str]] = Counter()
    degree: Counter[tuple[int, str]] = Counter()
    for pair, weight in weights.items():
        for end in enumerate(pair):
            strength[end] += weight  # type: ignore[assignment]
            degree[end] += 1
    return {
        pair: min(
            (1.0 - weight / strength[end]) ** (degree[end] - 1) if degree[end] > 1 else 1.0
            for end in enumerate(pair)
        )
        for pair, weight in weights.items()
    }


@dataclass(frozen=True, slots=True)
class Shared:
    """What two nodes hold in common: how much, how much chance would give, and its level."""

    common: int
    expected: float
    p: float


def shared(held: Mapping[str, frozenset[str]], universe: int) -> dict[Pair, Shared]:
    """Return the overlap of each pair of sets out of ``universe`` items (Tumminello et al. 2011).

    ``p`` is the chance that two sets of these sizes, drawn at random, have as much in common.

    >>> shared({"a": frozenset("xyz"), "b": frozenset("xyz")}, 6)["a", "b"]
    Shared(common=3, expected=1.5, p=0.05)
    """
    found: dict[Pair, Shared] = {}
    for one, other in combinations(sorted(held), 2):
        a, b = len(held[one]), len(held[other])
        common = len(held[one] & held[other])
        expected = a * b / universe if universe else 0.0
        found[one, other] = Shared(common, expected, tail(common, a, b, universe))
    return found


@lru_cache(maxsize=200_000)
def tail(common: int, a: int, b: int, universe: int) -> float:
    """Return the hypergeometric chance of ``common`` or more, exactly.

    >>> tail(0, 3, 3, 6), tail(3, 3, 3, 6)
    (1.0, 0.05)
    """
    if common <= max(0, a + b - universe):
        return 1.0
    ways = sum(
        math.comb(a, k) * math.comb(universe - a, b - k) for k in range(common, min(a, b) + 1)
    )
    return ways / math.comb(universe, b)


def sign_test(alike: int, apart: int) -> float:
    """Return the two-sided chance of so uneven a split if both were equally likely.

    >>> sign_test(5, 0), sign_test(2, 2)
    (0.0625, 1.0)
    """
    total, more = alike + apart, max(alike, apart)
    ways = sum(math.comb(total, k) for k in range(more, total + 1))
    return min(1.0, float(2 * ways / 2**total))


def benjamini_hochberg(levels: Mapping[Pair, float], alpha: float) -> frozenset[Pair]:
    """Return the pairs that pass at a false discovery rate (Benjamini and Hochberg 1995).

    >>> sorted(benjamini_hochberg({("a", "b"): 0.01, ("a", "c"): 0.04, ("b", "c"): 0.9}, 0.05))
    [('a', 'b')]
    """
    if alpha >= 1:
        return frozenset(levels)
    order = sorted(levels.items(), key=lambda item: (item[1], item[0]))
    last = 0
    for rank, (_, p) in enumerate(order, 1):
        if p <= alpha * rank / len(order):
            last = rank
    return frozenset(pair for pair, _ in order[:last])


def strengths(weights: Mapping[Pair, float]) -> dict[str, float]:
    """Return for each node the sum of the sizes of its edges.

    >>> strengths({("a", "b"): 2.0, ("b", "c"): -1.0})
    {'a': 2.0, 'b': 3.0, 'c': 1.0}
    """
    found: defaultdict[str, float] = defaultdict(float)
    for pair, weight in weights.items():
        for end in pair:
            found[end] += abs(weight)
    return dict(found)
