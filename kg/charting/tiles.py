"""A map of States in which each is one tile, so that Tuvalu is seen as well as Russia.

No geometry is needed, and none is implied: the map shows no border and takes no side in one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.charting.drawing import INK, Spec, altair
from kg.resources import rows

TILES = "ontology/registers/state-tiles.tsv"
_SIDE = 25


@cache
def places() -> Mapping[str, tuple[int, int]]:
    """Return for each Member State and observer State the column and row of its tile.

    >>> len(places()), places()["CAN"][1] < places()["CHL"][1]
    (195, True)
    """
    return {row["party"]: (int(row["column"]), int(row["row"])) for row in rows(TILES)}


def tile_map(values: Mapping[str, float], meaning: str, names: Mapping[str, str]) -> Spec:
    """Return the map: States of ``values`` (ISO codes) in a shade, the others as outlines.

    Where all values are equal there is one shade and no scale; ``names`` are for the tooltips.
    """
    alt = altair()
    even, top = len(set(values.values())) < 2, max(values.values(), default=1.0)
    records = [
        {"code": code, "x": x, "y": y, "value": values.get(code), "name": names.get(code, code),
         "ink": _ink(values.get(code), 0 if even else top * 0.45)}
        for code, (x, y) in places().items()
    ]  # fmt: skip
    width, height = (max(place[axis] for place in places().values()) + 1 for axis in (0, 1))
    base = alt.Chart(alt.Data(values=records)).encode(
        x=alt.X("x:O", axis=None), y=alt.Y("y:O", axis=None)
    )
    scale = alt.Scale(domain=[0, top], range=["#dbe9f4", "#0b3c5d"])
    shade = (
        alt.value("#0b3c5d")
        if even
        else alt.Color(
            "value:Q",
            title=meaning,
            scale=scale,
            legend=alt.Legend(format="~r", tickCount=min(5, int(top))),
        )
    )
    blank = base.transform_filter("!isValid(datum.value)").mark_rect(
        fill="#fbfbfb", stroke="#cfcfcf", cornerRadius=3
    )
    full = base.transform_filter("isValid(datum.value)").mark_rect(stroke="#fff", cornerRadius=3)
    words = base.mark_text(fontSize=9.5).encode(
        text="code:N",
        color=alt.Color("ink:N", scale=None, legend=None),
        tooltip=["name:N", alt.Tooltip("value:Q", title=meaning)],
    )
    drawn = alt.layer(blank, full.encode(color=shade), words).resolve_scale(color="independent")
    spec: Spec = drawn.properties(width=width * _SIDE, height=height * _SIDE).to_dict()
    return spec


def _ink(value: float | None, dark: float) -> str:
    """Return the colour of a tile's words: readable on its shade."""
    if value is None:
        return "#8a8a8a"
    return "#ffffff" if value > dark else INK
