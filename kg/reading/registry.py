"""Which reader takes a page: every one judges its content, the surest one reads it.

A new form is one module with ``judge`` and ``read`` and one line in ``READERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.model.layout import Form, Layout
from kg.model.source import Issue, Source
from kg.reading import (
    broadcast,
    coverage,
    furniture,
    html,
    other,
    plain_text,
    resolution,
    speech,
    summary,
    typed_json,
    verbatim,
)
from kg.reading.evidence import Evidence, weigh
from kg.reading.page import Page
from kg.reading.parts import Judgement, Parts, assemble
from kg.reading.quotation import curled


@dataclass(frozen=True, slots=True)
class Reader:
    """One form: how sure it is of a page, and how it reads it."""

    judge: Callable[[Page, Evidence], Judgement]
    read: Callable[[Page, Judgement], Parts]


READERS: tuple[Reader, ...] = (
    Reader(broadcast.judge, broadcast.read),
    Reader(verbatim.judge, verbatim.read),
    Reader(summary.judge, summary.read),
    Reader(coverage.judge, coverage.read),
    Reader(resolution.judge, resolution.read),
    Reader(speech.judge, speech.read),
    Reader(other.judge, other.read),
)


# A record holds speeches, a declaration says "we", a summary record retells like coverage.
_KINDRED = frozenset(
    [
        (Form.VERBATIM, Form.SPEECH),
        (Form.RESOLUTION, Form.SPEECH),
        (Form.SUMMARY, Form.COVERAGE),
    ]
)
_SURE = 0.9

SURFACES: dict[str, Callable[[Source], Page]] = {
    "text/html": html.render,
    "application/rss+xml": html.render,
    "application/json": typed_json.render,
    "text/plain": plain_text.render,
}


def render(source: Source) -> Page:
    """Return the visible page of a source, its furniture marked, its quotation marks curled."""
    surface = SURFACES.get(source.media_type, plain_text.render)
    page = furniture.mark(surface(source))
    return replace(page, plain=curled(page.plain)) if '"' in page.plain else page


def choose(page: Page) -> tuple[Reader, Judgement]:
    """Return the reader that is surest of a page; of equals the first."""
    judged = _judged(page)
    return max(judged, key=lambda pair: pair[1].confidence)


def _judged(page: Page) -> list[tuple[Reader, Judgement]]:
    evidence = weigh(page)
    return [(reader, reader.judge(page, evidence)) for reader in READERS]


def detect(source: Source) -> tuple[Form, float, str]:
    """Return the form of a source, how sure that is (0–1), and by what it was known."""
    _, judgement = choose(render(source))
    return judgement.form, judgement.confidence, judgement.reason


def lay_out(source: Source) -> Layout:
    """Read a source: its form, blocks, sentences and what it says of itself.

    A file that holds documents of two forms is read as the surer one, with an issue.
    """
    page = render(source)
    judged = _judged(page)
    reader, judgement = max(judged, key=lambda pair: pair[1].confidence)
    layout = assemble(page, judgement, reader.read(page, judgement))
    found = tuple(_mixed(judgement, other) for _, other in judged if _is_mixed(judgement, other))
    return replace(layout, issues=(*layout.issues, *found)) if found else layout


def _is_mixed(chosen: Judgement, other: Judgement) -> bool:
    """Whether a page is as surely of another form, and not merely of a kindred one."""
    same = other.form is chosen.form or (chosen.form, other.form) in _KINDRED
    return not same and other.confidence >= _SURE and chosen.confidence >= _SURE


def _mixed(chosen: Judgement, other: Judgement) -> Issue:
    return Issue(
        f"the file also holds a {other.form} ({other.reason}); it is read as {chosen.form}: part it"
    )
