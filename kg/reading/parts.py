"""What the reader of one form hands back, and the steps that every form shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.model.layout import Block, Fact, Form, Layout, Role, Sentence
from kg.model.source import Issue, Span
from kg.reading.headers import (
    find_date,
    find_meetings,
    find_parts,
    find_press_symbol,
    find_session,
)
from kg.reading.page import Overlay, Page
from kg.reading.sentences import split

FINDERS: dict[str, Callable[[str], tuple[str, int, int] | None]] = {
    "symbol": find_press_symbol,
    "date": find_date,
    "session": find_session,
    "meetings": find_meetings,
    "parts": find_parts,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure a reader is that a page has its form, and by what it knows."""

    form: Form
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Blocks in order, facts, and issues, as one reader found them.

    ``blanks`` are further stretches that say nothing (marks that a scraper added).
    """

    blocks: tuple[Block, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    blanks: tuple[Span, ...] = ()


def note(page: Page, span: Span, key: str, facts: dict[str, Fact]) -> None:
    """Note what the finder of ``key`` reads in a line, unless it is known already."""
    if key in facts:
        return
    words, places = _squeezed(page.plain, span)
    found = FINDERS[key](words)
    if found:
        value, start, end = found
        facts[key] = Fact(value, Span(places[start], places[end - 1] + 1))


def _squeezed(plain: str, span: Span) -> tuple[str, Sequence[int]]:
    """Return a line with single blanks and where each of its characters stands."""
    line = plain[span.start : span.end]
    if "  " not in line:
        return line, range(span.start, span.end)
    kept = [at for at, char in enumerate(line) if char != " " or line[at - 1 : at] != " "]
    return "".join(line[at] for at in kept), [span.start + at for at in kept]


def assemble(page: Page, judgement: Judgement, parts: Parts) -> Layout:
    """Blank the furniture, split the rest into sentences, and return the layout."""
    ordered = sorted(parts.blocks, key=lambda block: (block.span.start, -block.span.end))
    plain = _without(page, ordered, parts.blanks)
    ends = _snaps(plain, page.compact)
    blocks = tuple(_snapped(block, ends) for block in ordered)
    return Layout(
        source=page.source,
        plain=plain,
        form=judgement.form,
        confidence=judgement.confidence,
        blocks=blocks,
        sentences=tuple(_sentences(plain, blocks, ends)),
        facts={**_fetched(page), **page.facts, **parts.facts},
        issues=(*page.issues, *parts.issues),
    )


def _fetched(page: Page) -> dict[str, Fact]:
    """Return where the page was fetched; what it says of its own address stands above that."""
    return {"url": Fact(page.source.url)} if page.source.url else {}


def _without(page: Page, blocks: Iterable[Block], blanks: Iterable[Span]) -> str:
    """Blank furniture and ``blanks``; a word written over a page break stays."""
    hidden = [block.span for block in blocks if block.role is Role.FURNITURE]
    hidden.extend(blanks)
    if not hidden:
        return page.plain
    overlay = Overlay(page.plain)
    for span in sorted(hidden):
        overlay.blank(span.start, span.end)
    blanked = overlay.text()
    if not page.compact:
        return blanked
    return _restore(blanked, page, hidden)


def _restore(blanked: str, page: Page, hidden: list[Span]) -> str:
    """Put back the closed words that reach into furniture between their halves."""
    overlay = Overlay(blanked)
    starts = {span.start: span for span in hidden}
    for span in page.compact:
        if any(span.start < start < span.end for start in _between(starts, span)):
            overlay.write(span.start, span.end, page.plain[span.start : span.end].rstrip())
    return overlay.text() if overlay.edits else blanked


def _between(starts: Mapping[int, Span], span: Span) -> list[int]:
    if span.end - span.start < 2000:
        return [at for at in range(span.start + 1, span.end) if at in starts]
    return [at for at in starts if span.start < at < span.end]


def _sentences(
    plain: str, blocks: tuple[Block, ...], ends: Mapping[int, int]
) -> Iterable[Sentence]:
    for index, block in enumerate(blocks):
        if block.role is Role.FURNITURE:
            continue
        for span in split(plain, block.span):
            end = min(ends.get(span.end, span.end), block.span.end)
            yield Sentence(Span(span.start, max(span.end, end)), index)


def _snapped(block: Block, ends: Mapping[int, int]) -> Block:
    """Let a block that ends with a closed word reach to where the word ends in the source."""
    end = ends.get(block.span.end, 0)
    return replace(block, span=Span(block.span.start, end)) if end > block.span.end else block


def _snaps(plain: str, compact: tuple[Span, ...]) -> dict[int, int]:
    """Map the place where a closed word's letters end to where it ends in the source."""
    return {span.start + len(plain[span.start : span.end].rstrip()): span.end for span in compact}
