"""Draw a network: a force layout that is the same every time, and labels that can be read."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.charting.drawing import INK, SERIES, Spec, altair

_ROUNDS = 160
_WIDTH, _HEIGHT = 900, 640
_LINE = 13 / _HEIGHT
"""The height of a name."""
_FOREMOST = 12
Place = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A node to draw: ``size`` gives its area, ``part`` its colour and its legend."""

    id: str
    label: str
    size: float
    part: str
    square: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An edge to draw: ``pull`` draws its ends together, ``weight`` is its width."""

    one: str
    other: str
    weight: float
    pull: float
    against: bool = False


def node_link(dots: Sequence[Dot], lines: Sequence[Line], *, arrows: bool, labels: int) -> Spec:
    """Return the picture; the ``labels`` largest nodes are named.

    Colour is the part, width the weight, area the size; lines against are dashed. With
    ``arrows`` an edge runs from its thick to its thin end.
    """
    alt = altair()
    places = layout([dot.id for dot in dots], lines)
    parts = list(dict.fromkeys(sorted((dot.part for dot in dots), key=_ordered)))
    named = {dot.id for dot in sorted(dots, key=lambda dot: (-dot.size, dot.id))[:labels]}
    points = [
        {"x": places[dot.id][0], "y": places[dot.id][1], "label": dot.label, "size": dot.size,
         "part": dot.part, "name": dot.label if dot.id in named else "",
         "shape": "square" if dot.square else "circle"}
        for dot in dots
    ]  # fmt: skip
    edges = [
        row for number, line in enumerate(lines) for row in _ends(number, line, places, arrows)
    ]
    hidden = {"axis": None, "scale": alt.Scale(domain=[-0.04, 1.04], nice=False)}
    x, y = alt.X("x:Q", **hidden), alt.Y("y:Q", **hidden)
    threads = (
        alt.Chart(alt.Data(values=edges))
        .mark_trail(color="#8d99a6")
        .encode(
            x=x, y=y, detail="edge:N",
            size=alt.Size("width:Q", scale=alt.Scale(range=[0.3, 6], domainMin=0), legend=None),
            opacity=alt.condition("datum.against", alt.value(0.7), alt.value(0.38)),
            color=alt.condition("datum.against", alt.value("#b3476b"), alt.value("#8d99a6")),
        )
    ) if edges else None  # fmt: skip
    colours = [SERIES[number % len(SERIES)] for number in range(len(parts))]
    marks = alt.Chart(alt.Data(values=points))
    circles = marks.mark_point(filled=True, opacity=1, stroke="#fff", strokeWidth=1).encode(
        x=x, y=y, tooltip="label:N",
        size=alt.Size("size:Q", scale=alt.Scale(range=[30, 620]), legend=None),
        shape=alt.Shape("shape:N", scale=None, legend=None),
        color=alt.Color("part:N", title=None, sort=parts,
                        scale=alt.Scale(domain=parts, range=colours),
                        legend=alt.Legend(columns=1, labelLimit=860, symbolSize=120)),
    )  # fmt: skip
    shown = _spread(points)
    text = alt.Chart(alt.Data(values=shown)).mark_text(baseline="bottom", fontSize=11.5)
    halo = text.mark_text(baseline="bottom", fontSize=11.5, stroke="#fff", strokeWidth=3.5)
    place = {"x": alt.X("beside:Q", **hidden), "y": alt.Y("above:Q", **hidden), "text": "name:N"}
    layers = [circles, halo.encode(**place), text.encode(color=alt.value(INK), **place)]
    drawn = alt.layer(*([threads] if threads is not None else []), *layers)
    spec: Spec = drawn.resolve_scale(size="independent", color="independent").properties(
        width=_WIDTH, height=_HEIGHT).to_dict()  # fmt: skip
    return spec


def _ordered(part: str) -> tuple[int, str]:
    number = part.partition(" ")[0]
    return (int(number), part) if number.isdigit() else (10**6, part)


def _ends(
    number: int, line: Line, places: Mapping[str, Place], arrows: bool
) -> list[dict[str, Any]]:
    (ax, ay), (bx, by) = places[line.one], places[line.other]
    width = abs(line.weight)
    return [
        {"edge": number, "x": ax, "y": ay, "width": width, "against": line.against},
        {
            "edge": number,
            "x": bx,
            "y": by,
            "width": width * (0.1 if arrows else 1),
            "against": line.against,
        },
    ]


def _spread(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the points with names, and where each name stands: above its dot or below it.

    A name that would cover another name or dot goes away; the larger dot keeps its name, and
    the names of the largest may cover dots.
    """
    most = max((float(point["size"]) for point in points), default=1.0) or 1.0
    radii = {id(point): math.sqrt((30 + 590 * point["size"] / most) / math.pi) for point in points}
    dots = [
        (point["x"] - r / _WIDTH, point["y"] - r / _HEIGHT,
         point["x"] + r / _WIDTH, point["y"] + r / _HEIGHT)
        for point in points for r in (0.8 * radii[id(point)],)
    ]  # fmt: skip
    taken: list[Box] = []
    kept: list[dict[str, Any]] = []
    named = (point for point in points if point["name"])
    for point in sorted(named, key=lambda each: (-each["size"], each["label"])):
        half = len(point["name"]) * 3.3 / _WIDTH
        x = min(max(point["x"], half - 0.03), 1.03 - half)
        gap = (radii[id(point)] + 2) / _HEIGHT
        for low in (point["y"] + gap, point["y"] - gap - _LINE):
            box = (x - half, low, x + half, low + _LINE)
            blocked = [*taken, *(dots if len(kept) >= _FOREMOST else ())]
            if all(_apart(box, other) for other in blocked):
                taken.append(box)
                kept.append({**point, "beside": x, "above": low})
                break
    return kept


def _apart(one: Box, other: Box) -> bool:
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def layout(nodes: Sequence[str], lines: Sequence[Line]) -> dict[str, Place]:
    """Return a place in the unit square for each node (Fruchterman and Reingold 1991).

    Nodes start on a spiral in their order with a seeded nudge, so that it is the same every
    time; networkx's own layouts need numpy, which a plain installation does without.

    >>> found = layout(["a", "b", "c"], [Line("a", "b", 1, 1)])
    >>> math.dist(found["a"], found["b"]) < math.dist(found["a"], found["c"])
    True
    """
    chance = random.Random(len(nodes))
    xs, ys = [], []
    for number in range(len(nodes)):
        angle, radius = number * 2.39996, math.sqrt((number + 0.5) / len(nodes)) / 2
        xs.append(0.5 + radius * math.cos(angle) + chance.uniform(-1e-3, 1e-3))
        ys.append(0.5 + radius * math.sin(angle) + chance.uniform(-1e-3, 1e-3))
    index = {node: number for number, node in enumerate(nodes)}
    most = max((abs(line.pull) for line in lines), default=1.0) or 1.0
    pulls = [(index[line.one], index[line.other], math.sqrt(max(0.0, line.pull) / most))
             for line in lines]  # fmt: skip
    ideal = math.sqrt(1 / max(1, len(nodes)))
    for step in range(_ROUNDS):
        heat = 0.1 * (1 - step / _ROUNDS) + 0.001
        _move(xs, ys, pulls, ideal, heat)
    return dict(zip(nodes, zip(_scaled(xs), _scaled(ys), strict=True), strict=True))


def _move(
    xs: list[float], ys: list[float], pulls: Sequence[tuple[int, int, float]], ideal: float,
    heat: float,
) -> None:  # fmt: skip
    """Push all nodes apart, pull tied ones together, and hold all to the middle, once."""
    dx, dy = [0.0] * len(xs), [0.0] * len(xs)
    square = ideal * ideal
    for a in range(len(xs)):
        ax, ay, sx, sy = xs[a], ys[a], 0.0, 0.0
        for b in range(a):
            ex, ey = ax - xs[b], ay - ys[b]
            force = square / (ex * ex + ey * ey + 1e-9)
            ex *= force
            ey *= force
            sx += ex
            sy += ey
            dx[b] -= ex
            dy[b] -= ey
        dx[a] += sx - (ax - 0.5) * 0.9
        dy[a] += sy - (ay - 0.5) * 0.9
    for a, b, pull in pulls:
        ex, ey = xs[a] - xs[b], ys[a] - ys[b]
        force = math.hypot(ex, ey) / ideal * pull
        dx[a] -= ex * force
        dy[a] -= ey * force
        dx[b] += ex * force
        dy[b] += ey * force
    for a in range(len(xs)):
        length = math.hypot(dx[a], dy[a]) or 1.0
        xs[a] += dx[a] / length * min(length, heat)
        ys[a] += dy[a] / length * min(length, heat)


def _scaled(values: Sequence[float]) -> list[float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    span = (high - low) or 1.0
    return [round((value - low) / span, 4) for value in values]
