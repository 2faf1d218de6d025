"""All that is found of one network, as one value: measures, communities, likeness, stability."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.analysing import comparing, measures, stability
from kg.analysing.gathering import Material
from kg.analysing.networks import Filters, Kind, Network, network


@dataclass(frozen=True, slots=True)
class Findings:
    """A network and what the measures say of it; ``day`` is that of the groups' membership."""

    network: Network
    standings: dict[str, measures.Standing]
    communities: dict[str, int]
    modularity: float
    likenesses: list[comparing.Likeness]
    stability: stability.Stability
    day: str
    balance: tuple[int, int] | None = None

    @property
    def blocs(self) -> dict[int, float]:
        """The communities of at least two nodes, with their mean co-assignment."""
        sizes = measures.members(self.communities)
        steady = self.stability.of_communities(self.communities)
        return {part: steady[part] for part, nodes in sizes.items() if len(nodes) > 1}


@dataclass(frozen=True, slots=True)
class Slice:
    """One period: its network, its communities, and how alike they are to those before.

    ``regional`` and ``before`` are adjusted Rand indices, ``None`` where there is nothing to
    compare.
    """

    since: str
    until: str
    acts: int
    network: Network
    communities: dict[str, int]
    modularity: float
    regional: float | None
    before: float | None


def find(
    chosen: Kind, material: Material, filters: Filters, replicates: int, seed: int = measures.SEED
) -> Findings:
    """Make a network and measure it."""
    made = network(chosen, material, filters)
    parts = measures.communities(made, seed)
    day = material.days[-1] if material.days else ""
    return Findings(
        made,
        measures.standings(made),
        parts,
        measures.modularity(made, parts),
        comparing.with_groups(parts, material, day) if day else [],
        stability.bootstrap(chosen, material, filters, replicates, seed),
        day,
        measures.balance(made) if chosen.signed else None,
    )


def slices(chosen: Kind, material: Material, filters: Filters, years: int) -> Iterator[Slice]:
    """Yield the network of each period of so many years; acts without a day are in none."""
    if not material.days:
        return
    first, last = int(material.days[0][:4]), int(material.days[-1][:4])
    before: dict[str, int] | None = None
    for start in range(first, last + 1, years):
        since, until = f"{start:04}-01-01", f"{start + years:04}-01-01"
        ties = tuple(tie for tie in material.ties if since <= tie.day < until)
        made = network(chosen, replace(material, ties=ties), filters)
        parts = measures.communities(made)
        day = max((tie.day for tie in ties), default=since)
        yield Slice(
            since,
            until,
            len({tie.act for tie in ties}),
            made,
            parts,
            measures.modularity(made, parts),
            next((each.adjusted_rand for each in comparing.with_groups(parts, material, day)
                  if each.group == comparing.REGIONAL), None),
            _common(before, parts),
        )  # fmt: skip
        before = parts


def _common(before: dict[str, int] | None, parts: dict[str, int]) -> float | None:
    shared = [node for node in parts if before and node in before]
    if before is None or len(shared) < 3:
        return None
    return comparing.adjusted_rand(
        {node: before[node] for node in shared}, {node: parts[node] for node in shared}
    )
