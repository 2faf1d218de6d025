"""Meetings coverage: press releases of every era and pages of the Audiovisual Library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model.layout import Block, Fact, Form, Role
from kg.model.source import Span
from kg.reading.evidence import Evidence
from kg.reading.headers import (
    find_date,
    find_meetings,
    find_parts,
    find_press_symbol,
    find_session,
)
from kg.reading.page import Page, Piece
from kg.reading.parts import FINDERS, Judgement, Parts, note
from kg.reading.resolution import OPENING, Walk
from kg.reading.sentences import glued

# The weight of a head that looks like a press release's, and what makes a report of a meeting.
_HEADED = 1.0
_ENOUGH = 2.0
_PLENTY = 3.0
_HEAD_LINES = 40
_DEPARTMENT = re.compile(
    r"Department of (?:Public Information|Global Communications)|News and Media|Press Release\b|Meetings Coverage|Meeting Summaries",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:General Assembly|Security Council|Economic and Social Council|Trusteeship Council|Human Rights Council"
    r"|(?:First|Second|Third|Fourth|Fifth|Sixth) Committee|Plenary|"
    r"(?:(?<![A-Z])(?:[A-Z][\w’'-]{0,40}+ ){1,16})?"
    r"(?:Committee|Commission|Conference|Council|Forum|Board|Assembly|Group|Meeting of States Parties)\b)"
)
# A line that is nothing but a body's name: "Commission on the Status of Women".
_BODY_LINE = re.compile(
    r"(?:the )?(?:[A-Z][\w’'-]* ){0,6}(?:Committee|Commission|Conference|Council|Forum|Board|Group|Assembly)"
    r"(?: (?:on|for|of|to)(?: [A-Z][\w’'-]{0,40},?| [&–-]){1,16})?",
    re.IGNORECASE,
)
_STAMPED = re.compile(r"(?:19[4-9]\d|20\d\d)[01]\d[0-3]\d(?= *[(“\"‘'`]?[A-Z])")
_SUBTITLE = 400
_TITLE_LINES = 3
_OPEN = re.compile(r" (?:of|the|and|on|to|for|with|in|as|by|from|at|an?|or)$", re.IGNORECASE)
# Place, day and office before the text, as in "OSLO, 4 July (UN Information Service) --".
_DATELINE = re.compile(
    r"[A-Z][A-Z .,’'-]{2,40}, \d{1,2} [A-Z][a-z]+\.?(?: \d{4})? \([A-Z][^()]{2,50}\) ?[-–—]{1,2} +(?=[“\"]?[A-Z])"
)
_WIDE_BODIES = frozenset(["General Assembly", "Economic and Social Council"])
_AV = re.compile(r"preview language|available languages|parent id|asset id", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", "”", ".)", "…")
_NARRATED = (
    "heard today", "today adopted", " told the ", "he representative of", "he representatives of", "’s representative",
    "’s delegate", "’s observer", "’s minister", "'s representative", "'s delegate", "elegates said", "elegates stressed",
    "elegates heard", "elegates urged", "peakers said", "peakers stressed", "peakers warned", "peakers urged",
    "peakers emphasized", "peakers highlighted", "peakers underscored", "Assembly today", "Council today",
    "Committee today", "Commission today", "Conference today", "Assembly this ", "Council this ", "Committee this ",
    "Commission this ", "he said", "he added", "he stressed", "he noted", "he urged", "he called", "he emphasized",
    "he welcomed", "he pointed", ") said ", "delegation said",
    " a representative of", "today approved", "the Assembly adopted", "the Council adopted", "the Committee approved",
    "the Commission adopted", "was told this", "was told today", "heard this ", "told reporters", ") told ",
)  # fmt: skip


def judge(page: Page, evidence: Evidence) -> Judgement:
    """Weigh a reporter's narration against a speaker's first person."""
    narrated = sum(map(evidence.sample.count, _NARRATED))
    labels = (page.read(piece) for piece in page.pieces if piece.furniture and _is_short(piece))
    if narrated and any(_AV.match(label) for label in labels):
        return Judgement(Form.COVERAGE, 0.95, "a page of the Audiovisual Library about a meeting")
    if narrated >= 2 and evidence.reported > max(2.5 * evidence.first_person + 1, 2.5):
        confidence = min(0.98, 0.7 + 0.03 * narrated)
        return Judgement(
            Form.COVERAGE, confidence, f"{narrated} turns of reported speech in the third person"
        )
    if evidence.reported > evidence.first_person and _is_headed(page):
        return Judgement(Form.COVERAGE, 0.75, "the head of a press release on a meeting")
    if narrated and evidence.reported > max(3 * evidence.first_person, 3):
        return Judgement(Form.COVERAGE, 0.6, "mostly reported speech")
    return _by_marks(page, evidence)


def _by_marks(page: Page, evidence: Evidence) -> Judgement:
    """Weigh the marks of a reported meeting where few verbs report."""
    told = evidence.reported > 2 * evidence.first_person + 0.5
    if told or not evidence.first_person:
        weight = evidence.meeting + _HEADED * _headed(page)
        if weight >= (_ENOUGH if told else _PLENTY):
            confidence = min(0.85, 0.4 + 0.05 * weight)
            return Judgement(Form.COVERAGE, confidence, "what a report of a meeting says")
    return Judgement(Form.COVERAGE, 0.1, "little reported speech")


def _is_headed(page: Page) -> bool:
    """Whether the first lines are those of a press release: its symbol beside a meeting."""
    symbols, beside = _head_lines(page)
    return bool(symbols and beside)


def _headed(page: Page) -> int:
    """Count what the first lines have of a press release: a symbol, a line of its series."""
    return sum(map(bool, _head_lines(page)))


def _head_lines(page: Page) -> tuple[list[str], list[str]]:
    """Return the first lines that have a symbol, and those of a department or a meeting."""
    short = (piece for piece in page.pieces[:20] if _is_short(piece))
    lines = [page.read(piece) for piece in short]
    symbols = [line for line in lines if len(line) < 60 and find_press_symbol(line)]
    beside = [
        line
        for line in lines
        if _DEPARTMENT.match(line) or find_meetings(line) or find_session(line)
    ]
    return symbols, beside


def read(page: Page, _: Judgement) -> Parts:
    """Return title, header lines, headings and paragraphs with the facts of the head."""
    shown = list(_unglued(page, [piece for piece in page.pieces if not piece.furniture]))
    head, body = _parted(page, shown)
    named = _body_lines(page, head)
    title = _title(page, [piece for piece in head if piece not in named])
    blocks = [Block(piece.span, Role.FURNITURE) for piece in page.pieces if piece.furniture]
    for piece in head:
        role = Role.TITLE if piece is title else _head_role(page, piece)
        if piece in named:
            role = Role.HEADER
        blocks.append(Block(piece.span, role))
    blocks.extend(_body_blocks(page, body))
    return Parts(tuple(blocks), _facts(page, (head, named), title, body))


def _unglued(page: Page, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Part a stamp ("19971007"), a dateline and a subtitle from the paragraph they were run into."""
    for at, piece in enumerate(pieces):
        words = page.plain[piece.span.start : piece.span.end]
        early = at < _HEAD_LINES and len(words) > 60
        stamp = (_STAMPED.match(words) or _DATELINE.match(words)) if early else None
        if not stamp:
            yield piece
            continue
        cuts = [piece.span.start, piece.span.start + stamp.end()]
        seam = (
            None if stamp.re is _DATELINE else glued(words, stamp.end(), min(len(words), _SUBTITLE))
        )
        if seam:
            cuts.append(piece.span.start + seam)
        for start, end in zip(cuts, [*cuts[1:], piece.span.end], strict=True):
            blanks = len(page.plain[start:end]) - len(page.plain[start:end].lstrip())
            yield replace(piece, span=Span(start + blanks, end))


def _body_lines(page: Page, head: Sequence[Piece]) -> list[Piece]:
    """Return the header lines that only name a body: beside a session, a meeting or a body."""
    told = [
        bool(find_session(words) or find_meetings(words) or _DEPARTMENT.match(words))
        for words in map(page.read, head)
    ]
    named: list[Piece] = []
    for at, piece in enumerate(head):
        words = page.read(piece)
        if told[at] or len(words) > 120 or not _BODY_LINE.fullmatch(words):
            continue
        if any(told[max(0, at - 1) : at + 2]) or (at and head[at - 1] in named):
            named.append(piece)
    return named


def _body_blocks(page: Page, body: list[Piece]) -> Iterator[Block]:
    """Yield the blocks of the body; an adopted text quoted in full keeps its own structure."""
    walk: Walk | None = None
    for piece in body:
        quoted = page.plain[piece.span.start] in '“"'
        if quoted and OPENING.match(page.read(piece)[:200]):
            walk = Walk()
        if walk and quoted:
            yield walk.block(page, piece)
            continue
        walk = None
        yield Block(piece.span, _role(page, piece))


def _parted(page: Page, shown: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Part the pieces into the head (titles, header lines) and the body."""
    for at, piece in enumerate(shown[:_HEAD_LINES]):
        if piece.field in ("title", "symbol", "dated", "session") or piece.tag == "h1":
            continue
        words = page.read(piece)
        if piece.field == "body" or _is_prose(words):
            return shown[:at], shown[at:]
    return [], shown


def _is_prose(words: str) -> bool:
    if words.isupper() or (find_press_symbol(words) and len(words) < 60):
        return False
    if words.endswith(_SENTENCE_END):
        return len(words) > 40
    return len(words) > 400


def _title(page: Page, head: list[Piece]) -> Piece | None:
    """Return the headline: what the markup calls so, else the first long line that is no header."""
    for piece in head:
        if piece.field == "title" or piece.tag == "h1":
            return piece
    candidates = [piece for piece in head if _head_role(page, piece) is not Role.HEADER]
    if not candidates:
        return None
    lengths = [min(len(page.read(piece)), 1000) for piece in candidates]
    enough = max(lengths) / 2
    return next(piece for piece, long in zip(candidates, lengths, strict=True) if long >= enough)


def _head_role(page: Page, piece: Piece) -> Role:
    words = page.read(piece)
    if piece.field in ("symbol", "dated", "session", "doctype", "un-bodies"):
        return Role.HEADER
    return Role.HEADER if _is_header(words) else Role.HEADING


def _is_running(words: str) -> bool:
    """Whether a line within the body repeats the head ("27th Meeting (AM) 7 October 1997")."""
    found = [
        hit
        for find in (find_date, find_meetings, find_parts, find_press_symbol)
        if (hit := find(words))
    ]
    return len(found) >= 2 and sum(end - start for _, start, end in found) * 4 >= len(words) * 3


def _is_header(words: str) -> bool:
    if _DEPARTMENT.match(words) or _DATELINE.fullmatch(words + " A", 0, len(words) + 1):
        return True
    if len(words) > 160:
        return False
    found = [
        hit
        for find in (find_date, find_press_symbol, find_session, find_meetings, find_parts)
        if (hit := find(words))
    ]
    covered = sum(end - start for _, start, end in found)
    if covered * 3 >= len(words) or (found and len(words) <= 90 and not words.startswith("(")):
        return True
    match = _BODY.match(words)
    return bool(match) and len(words) <= 60 and match is not None and match.end() == len(words)


def _role(page: Page, piece: Piece) -> Role:
    if piece.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return Role.HEADING
    if piece.span.end - piece.span.start > 400:
        return Role.PARAGRAPH
    words = page.read(piece)
    last = words[-1:]
    if len(words) <= 80 and _is_running(words):
        return Role.HEADER
    if len(words) <= 160 and last not in '.!?:;,”"…)*' and piece.tag != "li":
        return Role.HEADING
    return Role.PARAGRAPH


def _facts(
    page: Page, heads: tuple[list[Piece], list[Piece]], title: Piece | None, body: list[Piece]
) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    head, named = heads
    if title:
        facts["title"] = _headline(page, head, title)
    lines = [piece for piece in head if piece is not title] + ([title] if title else [])
    for piece in lines:
        _read_line(page, piece, facts)
    for piece in body:
        if piece.span.end - piece.span.start <= 80 and _role(page, piece) is Role.HEADER:
            _read_line(page, piece, facts)
    for piece in page.pieces:
        if piece.furniture and "date" not in facts and piece.span.end - piece.span.start < 40:
            note(page, piece.span, "date", facts)
    _body_name(page, head, title, facts)
    _narrow_body(page, named, facts)
    paragraphs = [piece for piece in body if _role(page, piece) is Role.PARAGRAPH]
    if paragraphs:
        facts["lead"] = Fact(page.read(paragraphs[0]), paragraphs[0].span)
    facts.update(page.facts)
    return facts


def _headline(page: Page, head: Sequence[Piece], title: Piece) -> Fact:
    """Return the headline with the lines over which it runs on."""
    words, end = page.read(title), title.span.end
    at = next((k for k, piece in enumerate(head) if piece is title), len(head))
    for piece in head[at + 1 : at + 1 + _TITLE_LINES]:
        line = page.read(piece)
        if _head_role(page, piece) is Role.HEADER or not _runs_on(words, line):
            break
        words, end = f"{words} {line}", piece.span.end
    return Fact(words, Span(title.span.start, end))


def _runs_on(words: str, line: str) -> bool:
    """Whether a headline goes on in the next line.

    >>> _runs_on("COMMITTEE CONCLUDES DEBATE", "OF BUDGET"), _runs_on("Debate on", "Wells")
    (True, True)
    >>> _runs_on("Committee Ends Debate", "Delegates Ask for Wells")
    False
    """
    if words.endswith(_SENTENCE_END) or line in words:
        return False
    capitals = words.isupper() and line.isupper()
    return capitals or words.endswith((";", ",")) or line[:1].islower() or bool(_OPEN.search(words))


def _read_line(page: Page, piece: Piece, facts: dict[str, Fact]) -> None:
    for key in FINDERS:
        note(page, piece.span, key, facts)


def _body_name(page: Page, head: list[Piece], title: Piece | None, facts: dict[str, Fact]) -> None:
    """Note the body that the header names, without session and meeting numbers."""
    running = [
        piece for piece in page.pieces if piece.furniture and " - " in page.read(piece)[:120]
    ]
    named = [p for p in head if p is not title and _head_role(page, p) is Role.HEADER]
    if title and _is_av_title(page.read(title)):
        named.append(title)
    for piece in [*named, *running[:3]]:
        for name, start, end in _bodies(page.plain[piece.span.start : piece.span.end]):
            if name == "Plenary":
                continue
            facts["body"] = Fact(name, Span(piece.span.start + start, piece.span.start + end))
            return


def _narrow_body(page: Page, named: Sequence[Piece], facts: dict[str, Fact]) -> None:
    """Note the committee that the header names under its parent body."""
    stated = facts.get("body")
    for piece in named:
        words = page.read(piece)
        if words.lower() == "plenary":
            return
        if words in _WIDE_BODIES or (stated and stated.value not in _WIDE_BODIES):
            continue
        facts["body"] = Fact(words, piece.span)
        return


def _is_av_title(words: str) -> bool:
    return words.startswith("(Part ") or bool(
        re.search(r"(?<!\d)\d+(?:st|nd|rd|th) [Ss]ession\Z|Meeting\Z", words)
    )


def _bodies(line: str) -> Iterator[tuple[str, int, int]]:
    for match in _BODY.finditer(line):
        words = match.group()
        session = find_session(words + " session") if words.endswith("Assembly") else None
        if session and " General Assembly" in words:
            cut = words.index("General Assembly")
            yield words[cut:], match.start() + cut, match.end()
        elif len(words) > 5:
            yield words, match.start(), match.end()


def _is_short(piece: Piece) -> bool:
    return piece.span.end - piece.span.start < 120
