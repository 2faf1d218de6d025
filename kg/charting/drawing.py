"""Draw a chart as SVG or PNG, without a browser and without a network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import EnvironmentFailure, UsageError

MISSING = "charts need Vega-Altair and vl-convert: pip install rostrum[charts]"
Spec = Mapping[str, Any]
"""A Vega-Lite specification that holds its own data."""
INK, QUIET, PAPER = "#1b1b1b", "#6a6a6a", "#ffffff"
SERIES = ("#0b3c5d", "#e08e00", "#3f9a7a", "#b3476b", "#7fb2dd", "#5b5b5b", "#c9b458", "#7a4fa3",
          "#8a5a2b", "#a8a8a8")  # fmt: skip
"""Colours of series: told apart in the common kinds of colour blindness, of unequal lightness."""
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_CONFIG: Mapping[str, Any] = {
    "font": _FONT,
    "background": PAPER,
    "padding": 12,
    "view": {"stroke": None},
    "axis": {"labelColor": INK, "titleColor": QUIET, "gridColor": "#e4e4e4", "domainColor": "#999",
             "tickColor": "#999", "labelFontSize": 12, "titleFontSize": 12, "labelLimit": 280,
             "titleFontWeight": "normal"},
    "legend": {"labelColor": INK, "titleColor": QUIET, "labelFontSize": 12, "titleFontSize": 12,
               "titleFontWeight": "normal", "labelLimit": 320, "orient": "bottom", "columns": 4},
    "range": {"category": list(SERIES)},
}  # fmt: skip
_NUMBERED = re.compile(r'((?:\bid="|url\(#)(?:gradient_|clip))\d+')
_NAMESPACE = re.compile(r' xmlns(?::xlink)?="[^"]*"')


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a chart: the question, what it counts, and where it is from."""

    title: str
    subtitle: str = ""
    source: str = ""


def finished(spec: Spec, words: Words) -> Spec:
    """Return the chart with its title and the look of the house.

    >>> finished({"mark": "bar"}, Words("Who spoke?"))["title"]["text"]
    ['Who spoke?']
    """
    if not words.title:
        return {**spec, "config": _CONFIG}
    title: dict[str, Any] = {
        "text": _lines(words.title, 72),
        "anchor": "start",
        "frame": "bounds",
        "offset": 14,
        "fontSize": 17,
        "color": INK,
        "subtitleColor": QUIET,
        "subtitleFontSize": 12,
        "subtitlePadding": 6,
    }
    under = _lines(words.subtitle, 110) + _lines(words.source, 110)
    if under:
        title["subtitle"] = under
    return {**spec, "title": title, "config": _CONFIG}


def svg(spec: Spec) -> str:
    """Return the chart as an SVG document.

    Raises:
        EnvironmentFailure: the extra ``charts`` is not installed.
    """
    drawn = str(_converter().vegalite_to_svg(dict(spec), allowed_base_urls=[]))
    # Vega counts gradients and clips over the whole run; equal charts shall be equal bytes.
    numbers: dict[str, int] = {}
    return _NUMBERED.sub(
        lambda match: f"{match[1]}{numbers.setdefault(match[0][len(match[1]) :], len(numbers))}",
        drawn,
    )


def inline_svg(spec: Spec, label: str) -> str:
    """Return the chart as an element of an HTML page, which needs no namespaces there."""
    from html import escape

    drawn = _NAMESPACE.sub("", svg(spec))
    return drawn.replace("<svg", f'<svg role="img" aria-label="{escape(label, quote=True)}"', 1)


def write(spec: Spec, file: Path) -> None:
    """Write the chart to ``file``, whose name ends in .svg or .png.

    Raises:
        EnvironmentFailure: the extra ``charts`` is not installed, or the disk refuses.
        UsageError: the name ends otherwise.
    """
    form = file.suffix.lower()
    if form not in {".svg", ".png"}:
        raise UsageError(f"{file}: a chart is written as .svg or .png")
    if form == ".svg":
        drawn = svg(spec).encode()
    else:
        drawn = bytes(_converter().vegalite_to_png(dict(spec), scale=2, allowed_base_urls=[]))
    try:
        file.write_bytes(drawn)
    except OSError as error:
        raise EnvironmentFailure(f"{file}: cannot be written ({error.strerror})") from error


def available() -> bool:
    """Whether the extra ``charts`` is installed."""
    try:
        _converter()
        _altair()
    except EnvironmentFailure:
        return False
    return True


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError as error:
        raise EnvironmentFailure(MISSING) from error
    return vl_convert


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise EnvironmentFailure(MISSING) from error
    return altair


altair = _altair
"""Return the module altair, or say how to install it."""


def _lines(text: str, width: int) -> list[str]:
    """Break a text into lines of at most about ``width`` characters.

    >>> _lines("who asks whom to do what", 12)
    ['who asks', 'whom to do', 'what']
    """
    found: list[str] = []
    for word in text.split():
        if found and len(found[-1]) + len(word) < width:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found
