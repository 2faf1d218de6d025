"""Which reader takes a page: every one judges its content, the surest one reads it.

A new form is one module with ``judge`` and ``read`` and one line in ``READERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.model.layout import Form, Layout
from kg.model.source import Source
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
    evidence = weigh(page)
    judged = [(reader, reader.judge(page, evidence)) for reader in READERS]
    return max(judged, key=lambda pair: pair[1].confidence)


def detect(source: Source) -> tuple[Form, float, str]:
    """Return the form of a source, how sure that is (0–1), and by what it was known."""
    _, judgement = choose(render(source))
    return judgement.form, judgement.confidence, judgement.reason


def lay_out(source: Source) -> Layout:
    """Read a source: its form, blocks, sentences and what it says of itself."""
    page = render(source)
    reader, judgement = choose(page)
    return assemble(page, judgement, reader.read(page, judgement))
