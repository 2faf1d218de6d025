"""Join ties to edges: who is tied to whom, how strongly, by which acts.

Every edge keeps the acts behind it. Nodes and edges are sorted, so that equal material gives
equal networks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, zip_longest

from kg.analysing import backbone
from kg.analysing.gathering import Material, Tie
from kg.errors import UsageError

Draws = Sequence[int] | None
"""How often each tie counts in a replicate of the bootstrap; ``None``: each once."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of network: its ``source`` of ties and what its edges mean."""

    name: str
    source: str
    title: str
    meaning: str
    directed: bool = False
    signed: bool = False
    two_sided: bool = False
    alpha: float = 1.0
    """Significance that an edge needs unless told otherwise; 1 keeps all."""
    minimum: int = 1
    """How many acts (of an agreement, common matters) an edge needs unless told otherwise."""


KINDS: Mapping[str, Kind] = {
    found.name: found
    for found in (
        Kind("state-theme", "themes", "What States put weight on",
             "a State acts on a theme; weight: acts, weighed by "
             "confidence", two_sided=True, alpha=0.05),
        Kind("states", "themes", "States that put weight on the same themes",
             "two States put weight on the same themes; weight: themes in "
             "common beyond chance", alpha=0.1),
        Kind("themes", "themes", "Themes that get weight from the same States",
             "two themes get weight from the same States; weight: States in "
             "common beyond chance", alpha=0.1),
        Kind("addressees", "addressees", "Who calls on whom",
             "one party calls on another; weight: calls", directed=True),
        Kind("agreement", "positions", "Who takes the same side",
             "two States take the same side (or not) of the same themes "
             "and instruments; weight: alike minus apart", signed=True, minimum=3),
        Kind("behalf", "behalf", "Who speaks on behalf of whom",
             "a delegation speaks on behalf of another party; weight: "
             "statements", directed=True),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie of two nodes; ``affinity`` is the weight that communities are found by.

    ``acts`` are the ties behind it. ``figures`` are what the kind counts besides, e.g. ``apart``.
    """

    one: str
    other: str
    weight: float
    affinity: float
    acts: tuple[Tie, ...] = field(repr=False)
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def days(self) -> tuple[str, ...]:
        """The days of the acts behind it, in order."""
        return tuple(sorted({tie.day for tie in self.acts if tie.day}))

    def foremost(self, count: int) -> list[Tie]:
        """Return the surest acts behind it, in turn from each that acts, one a sentence."""
        behind: defaultdict[str, list[Tie]] = defaultdict(list)
        for tie in sorted({tie.span: tie for tie in self.acts}.values(), key=_doubt):
            behind[tie.one].append(tie)
        turns = zip_longest(*(behind[node] for node in sorted(behind)))
        return [tie for turn in turns for tie in turn if tie][:count]


def _doubt(tie: Tie) -> tuple[float, str]:
    return -tie.confidence, tie.span


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes (IRI → label) and edges; ``dropped`` edges did not pass the filters."""

    kind: Kind
    nodes: Mapping[str, str]
    edges: tuple[Edge, ...]
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Filters:
    """What an edge needs to stay: ``alpha`` its significance, ``minimum`` the acts behind it."""

    alpha: float | None = None
    minimum: int | None = None

    def for_kind(self, chosen: Kind) -> tuple[float, int]:
        """Return both, the kind's own where not chosen."""
        alpha = chosen.alpha if self.alpha is None else self.alpha
        return alpha, chosen.minimum if self.minimum is None else self.minimum


def kind(name: str) -> Kind:
    """Return the kind of that name.

    Raises:
        UsageError: there is none.
    """
    if name not in KINDS:
        raise UsageError(f"no network is called {name!r}; there are {', '.join(KINDS)}")
    return KINDS[name]


def network(
    chosen: Kind, material: Material, filters: Filters = Filters(), draws: Draws = None
) -> Network:
    """Join the ties to a network and keep the edges that pass the filters.

    >>> ties = [Tie("a", "b", 0.9, "2021-01-01", "s", "act")]
    >>> found = network(KINDS["addressees"], Material(tuple(ties), {"a": "Chad"}))
    >>> found.nodes, found.edges[0].weight
    ({'a': 'Chad', 'b': 'b'}, 0.9)
    """
    ties = material.ties
    counts = [1.0 * tie.confidence for tie in ties] if draws is None else draws
    weighed = [(tie, float(count)) for tie, count in zip(ties, counts, strict=True) if count]
    edges, dropped = _MAKERS.get(chosen.name, _direct)(chosen, weighed, filters)
    ends = sorted({end for edge in edges for end in (edge.one, edge.other)})
    nodes = {end: material.labels.get(end, end) for end in ends}
    return Network(chosen, nodes, tuple(edges), dropped)


Weighed = Sequence[tuple[Tie, float]]
Made = tuple[list[Edge], int]


def _direct(chosen: Kind, weighed: Weighed, filters: Filters) -> Made:
    """Make an edge of all acts between two nodes; keep those the disparity filter keeps."""
    alpha, minimum = filters.for_kind(chosen)
    behind: defaultdict[tuple[str, str], list[tuple[Tie, float]]] = defaultdict(list)
    for tie, count in weighed:
        behind[tie.one, tie.other].append((tie, count))
    weights = {
        pair: sum(count for _, count in found)
        for pair, found in behind.items()
        if len({tie.act for tie, _ in found}) >= minimum
    }
    levels = backbone.disparity(weights) if alpha < 1 else {}
    edges = [
        Edge(*pair, round(weight, 6), weight, tuple(tie for tie, _ in behind[pair]),
             {"p": round(levels[pair], 6)} if pair in levels else {})
        for pair, weight in sorted(weights.items())
        if levels.get(pair, 0.0) < alpha or alpha >= 1
    ]  # fmt: skip
    return edges, len(behind) - len(edges)


def _projected(chosen: Kind, weighed: Weighed, filters: Filters) -> Made:
    """Tie nodes of one side by what they have in common on the other, beyond chance."""
    alpha, minimum = filters.for_kind(chosen)
    emphasis = emphasised([(tie.one, tie.other, count) for tie, count in weighed])
    if chosen.name == "themes":
        emphasis = _turned(emphasis)
    universe = len({item for items in emphasis.values() for item in items})
    found = backbone.shared(emphasis, universe)
    kept = backbone.benjamini_hochberg({pair: each.p for pair, each in found.items()}, alpha)
    behind = _acts_by_pair(weighed, turned=chosen.name == "themes")
    edges = []
    for pair in sorted(kept):
        each = found[pair]
        if each.common < minimum:
            continue
        common = emphasis[pair[0]] & emphasis[pair[1]]
        acts = tuple(tie for node in pair for item in sorted(common) for tie in behind[node, item])
        surplus = each.common - each.expected
        figures = {"common": each.common, "expected": round(each.expected, 3), "p": each.p}
        edges.append(Edge(*pair, round(surplus, 3), surplus, acts, figures))
    return edges, sum(1 for each in found.values() if each.common) - len(edges)


def _acts_by_pair(weighed: Weighed, *, turned: bool) -> defaultdict[tuple[str, str], list[Tie]]:
    behind: defaultdict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie, _ in weighed:
        behind[(tie.other, tie.one) if turned else (tie.one, tie.other)].append(tie)
    return behind


def _turned(emphasis: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for node, items in emphasis.items():
        for item in items:
            found[item].add(node)
    return {item: frozenset(nodes) for item, nodes in found.items()}


def emphasised(weights: Iterable[tuple[str, str, float]]) -> dict[str, frozenset[str]]:
    """Return for each node the items to which it gives a larger share than all nodes together.

    That is a location quotient above 1 (Balassa 1965). Almost every State speaks of climate
    change once; that says less than whose time it takes.

    >>> emphasised([("a", "x", 3), ("a", "y", 1), ("b", "x", 1), ("b", "y", 3)])
    {'a': frozenset({'x'}), 'b': frozenset({'y'})}
    """
    cells: Counter[tuple[str, str]] = Counter()
    nodes: Counter[str] = Counter()
    items: Counter[str] = Counter()
    for node, item, weight in weights:
        cells[node, item] += weight  # type: ignore[assignment]
        nodes[node] += weight  # type: ignore[assignment]
        items[item] += weight  # type: ignore[assignment]
    total = sum(nodes.values())
    found: dict[str, set[str]] = {node: set() for node in sorted(nodes)}
    for (node, item), weight in cells.items():
        if weight * total > nodes[node] * items[item]:
            found[node].add(item)
    return {node: frozenset(held) for node, held in found.items()}


def _agreement(chosen: Kind, weighed: Weighed, filters: Filters) -> Made:
    """Tie States by the matters on which both take a side."""
    alpha, minimum = filters.for_kind(chosen)
    sides, behind = _sides(weighed)
    usual = {item: sum(held.values()) / len(held) for item, held in sides.items()}
    alike: Counter[tuple[str, str]] = Counter()
    common: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for item, held in sorted(sides.items()):
        for one, other in combinations(sorted(held), 2):
            common[one, other].append(item)
            alike[one, other] += held[one] == held[other]
    edges = []
    for pair, items in sorted(common.items()):
        if len(items) < minimum:
            continue
        apart = len(items) - alike[pair]
        balance = alike[pair] - apart
        surplus = balance - sum(usual[item] ** 2 for item in items)
        figures = {"alike": alike[pair], "apart": apart, "surplus": round(surplus, 3)}
        acts = tuple(tie for node in pair for item in items for tie in behind[node, item])
        edges.append(Edge(*pair, balance, surplus, acts, figures))
    kept = _significant(edges, alpha)
    return kept, len(common) - len(kept)


def _significant(edges: list[Edge], alpha: float) -> list[Edge]:
    """Keep agreements (or partings) that equal chances of both would rarely give."""
    if alpha >= 1:
        return edges
    levels = {
        (edge.one, edge.other): backbone.sign_test(
            int(edge.figures["alike"]), int(edge.figures["apart"])
        )
        for edge in edges
    }
    kept = backbone.benjamini_hochberg(levels, alpha)
    return [edge for edge in edges if (edge.one, edge.other) in kept]


def _sides(
    weighed: Weighed,
) -> tuple[dict[str, dict[str, int]], defaultdict[tuple[str, str], list[Tie]]]:
    """Return for each matter the side of each State, and the acts that show it."""
    sums: defaultdict[tuple[str, str], float] = defaultdict(float)
    behind: defaultdict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie, count in weighed:
        sums[tie.one, tie.other] += tie.sign * count
        behind[tie.one, tie.other].append(tie)
    sides: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (node, item), total in sums.items():
        if abs(total) > 1e-9:
            sides[item][node] = 1 if total > 0 else -1
    return dict(sides), behind


_MAKERS = {"states": _projected, "themes": _projected, "agreement": _agreement}
