"""Bars, lines, heat maps and time lines of a few plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.charting.drawing import INK, SERIES, Spec, altair

Record = Mapping[str, str | int | float | None]
_WIDTH = 700
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


def bars(records: Sequence[Record], label: str, values: Sequence[str]) -> Spec:
    """Return horizontal bars in the order of ``records``; several values stand side by side."""
    alt = altair()
    long = [
        {"label": str(row[label]), "series": name, "value": row[name]}
        for row in records
        for name in values
        if row[name] is not None
    ]
    base = alt.Chart(alt.Data(values=long)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
        x=alt.X("value:Q", title=None if len(values) > 1 else values[0],
                axis=_counts(long)),
    )  # fmt: skip
    if len(values) == 1:
        drawn = base.mark_bar(color=SERIES[0], height={"band": 0.72})
        figures = base.mark_text(align="left", dx=4, color=INK).encode(
            text=alt.Text("value:Q", format="~r" if _whole(long) else ".2~f")
        )
        return _spec(alt.layer(drawn, figures).properties(width=_WIDTH, height={"step": 22}))
    drawn = base.mark_bar().encode(
        color=alt.Color("series:N", title=None, sort=list(values), scale=_colours(values)),
        yOffset=alt.YOffset("series:N", sort=list(values)),
        tooltip=["label:N", "series:N", "value:Q"],
    )
    step = 11 if len(values) > 2 else 13
    return _spec(drawn.properties(width=_WIDTH, height={"step": step, "for": "offset"}))


def lines(records: Sequence[Record], x: str, y: str, series: str) -> Spec:
    """Return one line a series over years, with a point at each year and its own dash."""
    alt = altair()
    rows = [{"x": row[x], "y": row[y], "series": str(row[series])} for row in records]
    names = list(dict.fromkeys(str(row["series"]) for row in rows))
    alone = len(names) == 1
    drawn = (
        alt.Chart(alt.Data(values=rows))
        .mark_line(point={"size": 45}, strokeWidth=2.2)
        .encode(
            x=alt.X("x:O", title=x, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("y:Q", title=y, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("series:N", title=None, sort=names, scale=_colours(names),
                            legend=None if alone else alt.Undefined),
            strokeDash=alt.StrokeDash("series:N", sort=names, legend=None),
        )
        .properties(width=_WIDTH, height=320)
    )  # fmt: skip
    return _spec(drawn)


def heat(records: Sequence[Record], x: str, y: str, value: str) -> Spec:
    """Return a table of shades, darker for more, with the figure in each cell.

    No legend is needed where each cell has its figure.
    """
    alt = altair()
    rows = [{"x": str(row[x]), "y": str(row[y]), "value": row[value]} for row in records]
    most = max((float(row["value"] or 0) for row in rows), default=0.0)
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("x:N", sort=None, title=None, axis=alt.Axis(labelAngle=-40, orient="top")),
        y=alt.Y("y:N", sort=None, title=None),
    )
    shades = base.mark_rect(stroke="#fff").encode(
        color=alt.Color("value:Q", legend=None, scale=alt.Scale(scheme="blues", domainMin=0))
    )
    figures = base.mark_text(fontSize=11).encode(
        text=alt.Text("value:Q", format="~r"),
        color=alt.condition(f"datum.value > {most * 0.55}", alt.value("#fff"), alt.value(INK)),
    )
    return _spec(alt.layer(shades, figures).properties(width={"step": 46}, height={"step": 24}))


def timeline(records: Sequence[Record], day: str, label: str, sort: str | None) -> Spec:
    """Return points on days, one row a label; ``sort`` names what gives colour and shape."""
    alt = altair()
    rows = [
        {
            "day": str(row[day]),
            "label": str(row[label]),
            "sort": str(row[sort] or "none") if sort else "",
        }
        for row in records
        if row[day]
    ]
    names = list(dict.fromkeys(row["sort"] for row in rows))
    shown: dict[str, Any] = {}
    if sort:
        shown["color"] = alt.Color("sort:N", title=sort, sort=names, scale=_colours(names))
        shapes = [_SHAPES[number % len(_SHAPES)] for number in range(len(names))]
        shown["shape"] = alt.Shape(
            "sort:N", title=sort, sort=names, scale=alt.Scale(domain=names, range=shapes)
        )
    drawn = (
        alt.Chart(alt.Data(values=rows))
        .mark_point(filled=True, size=80, color=SERIES[0], opacity=0.85)
        .encode(
            x=alt.X("utcyearmonthdate(day):T", title=None,
                    axis=alt.Axis(format="%-d %b %Y", labelOverlap=True, tickCount=6)),
            y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(grid=True)),
            **shown,
        )
        .properties(width=_WIDTH, height={"step": 22})
    )  # fmt: skip
    return _spec(drawn)


def shares(records: Sequence[Record], label: str, values: Sequence[str]) -> Spec:
    """Return stacked bars, e.g. of votes in favour, against and abstaining, with their figures."""
    alt = altair()
    long = [
        {"label": str(row[label]), "series": name, "value": row[name], "order": number}
        for row in records
        for number, name in enumerate(values)
        if row[name]
    ]
    base = alt.Chart(alt.Data(values=long)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
        x=alt.X("value:Q", title="votes", stack="zero", axis=_counts(long)),
        order="order:Q",
    )
    drawn = base.mark_bar(stroke="#fff").encode(
        color=alt.Color("series:N", title=None, sort=list(values), scale=_colours(values))
    )
    return _spec(drawn.properties(width=_WIDTH, height={"step": 26}))


def _colours(names: Sequence[str]) -> Any:
    shown = [SERIES[number % len(SERIES)] for number in range(len(names))]
    return altair().Scale(domain=list(names), range=shown)


def _counts(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Return an axis of few ticks, which are whole numbers where the values are."""
    alt = altair()
    step = alt.Undefined if not _whole(rows) else 1
    return alt.Axis(format="~s", tickCount=6, tickMinStep=step)


def _whole(rows: Sequence[Mapping[str, Any]]) -> bool:
    return all(float(row["value"]).is_integer() for row in rows)


def _spec(chart: Any) -> Spec:
    found: Spec = chart.to_dict()
    return found
