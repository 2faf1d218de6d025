"""How alike two ways of parting the same nodes are, and how communities sit to official groups."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.analysing.gathering import Material

Parts = Mapping[str, str | int]
"""For each node the part that it is in."""
REGIONAL = "the five regional groups"
_REGIONS = frozenset(
    f"{name}-group"
    for name in ("african", "asia-pacific", "eastern-european",
                 "latin-american-and-caribbean", "western-european-and-others")
)  # fmt: skip


def adjusted_rand(one: Parts, other: Parts) -> float:
    """Return the Rand index of two partitions, adjusted for chance (Hubert and Arabie 1985).

    1: the same partition; 0: as alike as by chance. Two partitions that both part nothing,
    or both part all, are the same.

    >>> adjusted_rand(dict(enumerate("aabb")), dict(enumerate("ccdd")))
    1.0
    """
    cells, rows, columns = _contingency(one, other)
    pairs = {name: sum(math.comb(n, 2) for n in found.values())
             for name, found in (("cells", cells), ("rows", rows), ("columns", columns))}  # fmt: skip
    total = math.comb(sum(rows.values()), 2)
    if not total:
        return 1.0
    expected = pairs["rows"] * pairs["columns"] / total
    most = (pairs["rows"] + pairs["columns"]) / 2
    return 1.0 if most == expected else (pairs["cells"] - expected) / (most - expected)


def normalised_information(one: Parts, other: Parts) -> float:
    """Return the mutual information of two partitions over the mean of their entropies.

    1: the same partition; 0: one tells nothing of the other (Danon et al. 2005).

    >>> normalised_information(dict(enumerate("aabb")), dict(enumerate("abab")))
    0.0
    """
    cells, rows, columns = _contingency(one, other)
    total = sum(rows.values())
    mean = (_entropy(rows, total) + _entropy(columns, total)) / 2
    if not mean:
        return 1.0
    mutual = math.fsum(
        n / total * math.log(n * total / (rows[row] * columns[column]))
        for (row, column), n in sorted(cells.items(), key=str)
    )
    return max(0.0, mutual / mean)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How the communities sit to one official group (or the partition by region).

    ``members`` of the network are in it; ``community`` is the one that overlaps most, with
    ``overlap`` (Jaccard: both over either; for the partition empty and 0).
    """

    group: str
    members: int
    adjusted_rand: float
    information: float
    community: int | None = None
    overlap: float = 0.0


def with_groups(communities: Mapping[str, int], material: Material, day: str) -> list[Likeness]:
    """Compare communities with the official groups as they stood on ``day``.

    The regional groups part the States, and are compared as one partition. Any other group is
    compared as "in or out", if it has at least three members and three others in the network.
    """
    held: defaultdict[str, set[str]] = defaultdict(set)
    for stay in material.stays:
        if stay.member in communities and stay.holds(day):
            held[stay.group].add(stay.member)
    found = list(_by_region(communities, held))
    for group, members in sorted(held.items()):
        if min(len(members), len(communities) - len(members)) < 3:
            continue
        inside = {node: int(node in members) for node in communities}
        community, overlap = _nearest(communities, members)
        found.append(
            Likeness(
                material.labels.get(group, group),
                len(members),
                adjusted_rand(communities, inside),
                normalised_information(communities, inside),
                community,
                overlap,
            )
        )
    return sorted(found, key=lambda each: (each.group != REGIONAL, -each.overlap, each.group))


def _by_region(communities: Mapping[str, int], held: Mapping[str, set[str]]) -> Iterable[Likeness]:
    regions = {
        member: group
        for group, members in sorted(held.items())
        if group.rpartition("/")[2] in _REGIONS
        for member in members
    }
    if len(regions) > 2:
        among = {node: communities[node] for node in sorted(regions)}
        yield Likeness(
            REGIONAL,
            len(regions),
            adjusted_rand(among, regions),
            normalised_information(among, regions),
        )


def _nearest(communities: Mapping[str, int], members: set[str]) -> tuple[int, float]:
    sizes = Counter(communities.values())
    inside = Counter(communities[member] for member in members)
    best = max(
        sorted(inside), key=lambda part: inside[part] / (sizes[part] + len(members) - inside[part])
    )
    return best, inside[best] / (sizes[best] + len(members) - inside[best])


Counts = Counter[str | int]


def _contingency(
    one: Parts, other: Parts
) -> tuple[Counter[tuple[str | int, str | int]], Counts, Counts]:
    """Count the nodes that both partitions have, by both parts and by each."""
    both = [(one[node], other[node]) for node in one if node in other]
    return Counter(both), Counter(a for a, _ in both), Counter(b for _, b in both)


def _entropy(sizes: Counts, total: int) -> float:
    return -math.fsum(n / total * math.log(n / total) for n in sizes.values() if n)
