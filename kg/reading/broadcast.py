"""UNifeed packages: a shotlist with soundbites, each a quotation with its speaker.

A soundbite becomes a ``TURN`` ("SOUNDBITE (English) Name, Title:") and a ``PARAGRAPH`` with
the words; the storyline is ordinary coverage; the shots say nothing of the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.layout import Block, Fact, Form, Role
from kg.model.source import Span
from kg.reading.evidence import Evidence
from kg.reading.page import Page, Piece
from kg.reading.parts import Judgement, Parts, note

_SOUNDBITE = re.compile(
    r"(?:(?P<number>\d{1,3})[.)]? ?)?SOUND ?BITE ?\((?P<language>[^()]{2,30})\)[^:“\"]{0,300}(?::|(?=[“\"]))"
)
_LABEL = re.compile(
    r"(?P<label>STORY|TRT|DURATION|SOURCE|RESTRICTIONS?|LANGUAGES?|DATELINE|SHOTLIST|SHOT LIST|STORYLINE|STORY LINE|DESCRIPTION"
    r"|LOCATION|RECENT|FILE)\b ?(?::|\Z)? ?"
)  # fmt: skip
_SHOT = re.compile(
    r"(?:\d{1,3}[.)] ?)?(?:Various(?: shots?)?|Wide(?: shot| of)?|Med(?:ium)?(?: shot|\.)?|Close(?:[- ]up)?|Pan|Tilt|Zoom|Aerial|Tracking"
    r"|Cutaway|Exterior|Interior|UPSOUND|Multiple shots|Tight|Drone|Zoom|Establishing|Still|Graphic)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:FILE|RECENT)? ?[-–—]? ?(?:\d{1,2} )?[A-Z0-9 ,/–—-]{8,90}\Z")
_QUOTES = '“"'


def judge(page: Page, evidence: Evidence) -> Judgement:
    """Look for soundbites beside the labels of a package."""
    shown = [page.read(piece)[:80] for piece in page.pieces[:400]]
    bites = sum(1 for line in shown if "SOUNDBITE" in line or "SOUND BITE" in line)
    labels = {found.group("label") for line in shown if (found := _LABEL.match(line))}
    if bites and len(labels) >= 2:
        return Judgement(Form.COVERAGE, 0.97, f"a UNifeed package with {bites} soundbites")
    return Judgement(Form.COVERAGE, 0.0, "no shotlist")


def read(page: Page, _: Judgement) -> Parts:
    """Return soundbites as turns, the storyline as paragraphs, the shots as furniture."""
    blocks: list[Block] = []
    facts: dict[str, Fact] = {}
    telling = speaking = False
    for piece in page.pieces:
        words = page.read(piece)
        label = _LABEL.match(words)
        if label and not piece.furniture:
            telling = label.group("label").startswith(("STORYLINE", "STORY LINE"))
            speaking = False
            blocks.extend(_labelled(page, piece, facts))
            continue
        found = list(_bite(page, piece))
        speaking = bool(found) or (speaking and words[:1] in _QUOTES)
        blocks.extend(found or [Block(piece.span, _role(piece, words, telling or speaking))])
    if "lead" not in facts:
        first = next((block for block in blocks if block.role is Role.PARAGRAPH), None)
        if first:
            facts["lead"] = Fact(
                " ".join(page.plain[first.span.start : first.span.end].split()), first.span
            )
    return Parts(tuple(blocks), {**facts, **page.facts})


def _labelled(page: Page, piece: Piece, facts: dict[str, Fact]) -> Iterator[Block]:
    """Yield a line with a label; note title and date where it gives them."""
    line = page.plain[piece.span.start : piece.span.end]
    label = _LABEL.match(line)
    end = piece.span.start + (label.end() if label else 0)
    name = label.group("label") if label else ""
    rest = Span(end, piece.span.end)
    words = page.plain[rest.start : rest.end].strip()
    if not words:
        yield Block(piece.span, Role.FURNITURE)
        return
    yield Block(Span(piece.span.start, end), Role.FURNITURE)
    if name == "STORY":
        facts.setdefault("title", Fact(" ".join(words.split()), rest))
        yield Block(rest, Role.TITLE)
    elif name in ("DATELINE", "LOCATION"):
        note(page, rest, "date", facts)
        yield Block(rest, Role.HEADER)
    elif name in ("STORYLINE", "STORY LINE", "DESCRIPTION") and len(words) > 60:
        yield Block(rest, Role.PARAGRAPH)
    else:
        yield Block(rest, Role.FURNITURE)


def _bite(page: Page, piece: Piece) -> Iterator[Block]:
    found = _SOUNDBITE.match(page.plain, piece.span.start, piece.span.end)
    if not found:
        return
    yield Block(Span(found.start(), found.end()), Role.TURN, number=found.group("number"))
    if page.plain[found.end() : piece.span.end].strip():
        yield Block(Span(found.end(), piece.span.end), Role.PARAGRAPH)


def _role(piece: Piece, words: str, spoken: bool) -> Role:
    if piece.furniture or _SHOT.match(words):
        return Role.FURNITURE
    if _PLACE.match(words):
        return Role.HEADER
    if re.match(r"\d{1,3}[.)] ", words):
        return Role.FURNITURE
    return Role.PARAGRAPH if spoken or words.endswith((".", "”", '"')) else Role.HEADER
