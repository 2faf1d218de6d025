"""Verbatim records: speaker headings, speeches, the record's own lines, page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.model.layout import Block, Fact, Form, Role
from kg.model.source import Span
from kg.reading.evidence import Evidence
from kg.reading.headers import find_symbol
from kg.reading.page import Page, Piece
from kg.reading.parts import Judgement, Parts
from kg.reading.records import Numbers, head_facts, is_page_line, topic
from kg.reading.turns import Heading, headings, opening

_LABEL = re.compile(r"(?P<mark>spch\d{1,4}[a-z]?)[ _]+(?P<name>\S.{0,120})\Z")
_PROCEDURE = re.compile(
    r"The (?:meeting|session) (?:was (?:called to order|suspended|resumed|adjourned)|rose) at [^\n]{0,24}?(?:[ap]\.m\.|noon|midnight)(?: and"
    r" (?:was )?resumed [^\n]{0,60}?(?:[ap]\.m\.|noon))?|It was so decided\.|A (?:recorded )?vote was taken[^.]{0,60}\."
    r"|A vote was taken by (?:secret|written) ballot\.|The agenda was adopted\."
    r"|(?:In favour|Against|Abstaining|Present and abstaining|Non-participating):"
    r"|(?:The )?[Dd]raft (?:resolution|decision|amendment)s? [^.:;]{0,200}? w(?:as|ere) (?:not )?(?:adopted|rejected)[^.]{0,140}\."
    r"|At the invitation of the President, [^.]{0,40}(?:\.[^.]{0,400}){0,6}?took (?:(?:a|his|her|their) (?:seats?|places?)|seats?|places?|the place)[^.]{0,120}\."
    r"|(?:Mr|Ms|Mrs|Miss|In the absence|The (?:Acting )?President)\b[^:?!]{0,160}?(?:took the [Cc]hair|returned to the [Cc]hair|in the Chair)\."
    r"|\[Subsequently, [^\]]{0,600}\]\.?|\((?:spoke|continued|continued to speak) in [A-Z][a-z]+(?:; [^()]{0,80})?\)"
)  # fmt: skip
_PROCEDURAL = (
    "The meeting ", "The session ", "so decided", " vote was taken", "ballot", "agenda was adopted", "In favour:",
    "Against:", "Abstaining:", "Non-participating:", " adopted", "rejected", "At the invitation", "took the", "in the Chair",
    "[Subsequently", "(spoke in", "(continued",
)  # fmt: skip
_HEADINGS_OF_RECORD = re.compile(
    r"(?:Agenda items? \d|Adoption of the agenda|Expression of (?:thanks|welcome|sympathy)|Opening of|Tribute to|"
    r"(?:Draft|Report) (?:resolution|decision|amendment|report|of the)s? ?\(?|Organization of work|Programme of work|"
    r"Statement by|Address by|Explanations? of vote|Rights? of reply)"
)
_LISTED = re.compile(r"(?:In favour|Against|Abstaining|Present and abstaining|Non-participating):")
_SIGNS = re.compile(
    r"\((?:spoke|interpretation|translated) (?:in|from) [A-Z]|The meeting rose|draft resolution|Security Council|General Assembly|this Council|delegation"
)
_CHAIRED = re.compile(
    r"The (?:Acting |Temporary )?(?:President|PRESIDENT|Chair(?:man|person)?|CHAIRMAN)\b"
)
_DELEGATION = re.compile(r"\((?!spoke|interpretation)[A-Z][^)]{2,60}\)")
_NAMED = re.compile(
    r"(?P<body>[A-Z]{1,3})[_/-](?:(?P<session>\d{1,2}|ES-?\d+)[_/-])?PV[._-]?(?P<number>\d{1,5})\Z"
)
_HEADED = re.compile(
    r"(?:United Nations )?[A-Z]{1,3}/(?:[\w.-]{1,8}/){0,2}PV\.\d{1,5}\b|.{0,12}VERBATIM RECORD OF THE",
    re.IGNORECASE,
)
_BODIES = {
    "S": "Security Council",
    "A": "General Assembly",
    "E": "Economic and Social Council",
    "T": "Trusteeship Council",
}
_HEAD = 60
_FEW = 8


def judge(page: Page, evidence: Evidence) -> Judgement:
    """Count the pieces that begin with a speaker heading."""
    shown = [piece for piece in page.pieces if not piece.furniture][:400]
    labels = sum(1 for piece in shown if piece.tag == "h2" and _LABEL.match(page.read(piece)))
    found = sum(1 for piece in shown if opening(page.plain, piece.span))
    if len(shown) <= _FEW and not found > 1:  # a scraper ran the speeches together
        found = sum(1 for piece in shown for _ in headings(page.plain, piece.span))
    signs = len(set(_SIGNS.findall(evidence.sample)))
    if labels and labels * 60 >= len(shown):
        return Judgement(Form.VERBATIM, 0.97, f"{labels} labelled speeches")
    if found >= 3 and signs and found * 60 >= len(shown):
        return Judgement(Form.VERBATIM, 0.985, f"{found} speaker headings")
    if found and any(_HEADED.match(page.read(piece)[:80]) for piece in shown[:40]):
        return Judgement(Form.VERBATIM, 0.98, "headed by the symbol of a verbatim record")
    begins = bool(shown) and opening(page.plain, shown[0].span) is not None
    chaired = begins and _CHAIRED.match(page.plain, shown[0].span.start)
    if begins and (chaired or (signs and (found > 1 or _PROCEDURE.search(evidence.sample)))):
        alone = found == 1 and not chaired and not _DELEGATION.search(page.read(shown[0])[:90])
        sure = 0.85 if alone else 0.9
        return Judgement(Form.VERBATIM, sure, "begins with a speaker heading")
    return Judgement(Form.VERBATIM, 0.05, "no speaker headings")


def read(page: Page, _: Judgement) -> Parts:
    """Return turns, speeches and the record's own lines, with the facts of its head."""
    pieces = list(page.pieces)
    first = _first_turn(page, pieces)
    blocks: list[Block] = []
    reading = _Reading(page, _counts(page, pieces))
    for at, piece in enumerate(pieces):
        if _is_furniture(page, piece, at, first):
            blocks.append(Block(piece.span, Role.FURNITURE))
        elif at < first:
            blocks.append(Block(piece.span, _head_role(page, piece)))
        else:
            blocks.extend(reading.blocks(piece))
    return Parts(tuple(blocks), _facts(page, pieces, first), blanks=tuple(reading.blanks))


def _is_furniture(page: Page, piece: Piece, at: int, first: int) -> bool:
    """Whether a piece belongs to the pages; a symbol in the head is read there."""
    if piece.furniture:
        return at >= min(first, _HEAD) or not find_symbol(page.read(piece))
    short = piece.span.end - piece.span.start <= 240
    return at >= first and short and is_page_line(page.read(piece))


def _counts(page: Page, pieces: list[Piece]) -> bool:
    """Whether the record numbers its paragraphs, as the official records of old do."""
    numbered = turns = 0
    for piece in pieces:
        heading = None if piece.furniture else opening(page.plain, piece.span)
        turns += heading is not None
        numbered += heading is not None and heading.span.start > piece.span.start
    return numbered * 2 > turns


def _first_turn(page: Page, pieces: list[Piece]) -> int:
    """Return the index of the piece where the meeting begins."""
    for at, piece in enumerate(pieces):
        if piece.furniture:
            continue
        if _LABEL.match(page.read(piece)[:200]) or page.plain.startswith(
            "The meeting was", piece.span.start
        ):
            return at
        if opening(page.plain, piece.span) and not _is_roll(page, piece):
            return at
    return 0


def _is_roll(page: Page, piece: Piece) -> bool:
    """Whether a piece is the list of members at a record's head ("President: Mr. X (Y)")."""
    words = page.read(piece)
    return len(words) < 90 and ". . ." in words


def _head_role(page: Page, piece: Piece) -> Role:
    words = page.read(piece)
    return Role.HEADING if _HEADINGS_OF_RECORD.match(words) else Role.HEADER


@dataclass(slots=True)
class _Reading:
    """Walks through the pieces of a record's body."""

    page: Page
    counts: bool
    blanks: list[Span] = field(default_factory=list)
    numbers: Numbers = field(default_factory=Numbers)
    listing: bool = False

    def blocks(self, piece: Piece) -> Iterator[Block]:
        """Yield the blocks of one piece, its number left out."""
        words = self.page.read(piece)
        if self.listing and words[-1:] not in ".?!]":
            yield Block(piece.span, Role.HEADING)
            return
        self.listing = bool(_LISTED.fullmatch(words[:40]))
        start = piece.span.start
        length = self.numbers.read(self.page.plain[start : start + 12]) if self.counts else 0
        if length:
            self.blanks.append(Span(start, start + length))
            piece = replace(piece, span=Span(start + length, piece.span.end))
        number = self.page.plain[start : start + length].strip(" .") or None
        for at, block in enumerate(_speech(self.page, piece, self.blanks)):
            yield replace(block, number=number) if number and not at else block


def _speech(page: Page, piece: Piece, blanks: list[Span]) -> Iterator[Block]:
    """Part one piece into headings, what was said, and the record's own lines."""
    span = piece.span
    label = _LABEL.match(page.plain[span.start : span.end].rstrip()) if piece.tag == "h2" else None
    if label:
        mark = Span(span.start, span.start + label.end("mark"))
        yield Block(mark, Role.FURNITURE)
        yield Block(Span(span.start + label.start("name"), span.end), Role.TURN)
        blanks.extend(Span(at, at + 1) for at in range(mark.end, span.end) if page.plain[at] == "_")
        return
    at = span.start
    for heading in headings(page.plain, span):
        yield from _spoken(page, Span(at, heading.span.start), piece)
        yield Block(heading.span, Role.TURN)
        if heading.stray:
            yield from _slipped(page, heading, heading.stray)
        at = heading.stray.end if heading.stray else heading.span.end
    yield from _spoken(page, Span(at, span.end), piece)


def _slipped(page: Page, heading: Heading, stray: Span) -> Iterator[Block]:
    yield from _block(page, Span(heading.span.end, stray.start), Role.PARAGRAPH)
    yield Block(stray, Role.FURNITURE)


def _spoken(page: Page, span: Span, piece: Piece) -> Iterator[Block]:
    """Part what follows a heading into speech and procedure."""
    procedure = _PROCEDURE.match(page.plain, span.start, span.end)
    if span.start == piece.span.start and not procedure and _is_heading(page, piece):
        yield from _block(page, span, Role.HEADING)
        return
    at = span.start
    words = page.plain[span.start : span.end]
    known = any(words.find(sign) >= 0 for sign in _PROCEDURAL)
    for match in _PROCEDURE.finditer(page.plain, span.start, span.end) if known else ():
        if match.start() < at:
            continue
        listed = _LISTED.match(match.group())
        end = match.end()
        if listed:
            following = _LISTED.search(page.plain, end, span.end)
            end = following.start() if following else span.end
        yield from _block(page, Span(at, match.start()), Role.PARAGRAPH)
        yield from _block(page, Span(match.start(), end), Role.HEADING)
        at = end
    yield from _block(page, Span(at, span.end), Role.PARAGRAPH)


def _is_heading(page: Page, piece: Piece) -> bool:
    if piece.span.end - piece.span.start > 400:
        return False
    words = page.read(piece)
    if _HEADINGS_OF_RECORD.match(words) and not words.endswith((".", "?")):
        return True
    return (
        len(words) <= 220
        and words[:1].isupper()
        and words[-1:].isalnum()
        and not words[0].isdigit()
    )


def _block(page: Page, span: Span, role: Role) -> Iterator[Block]:
    words = page.plain[span.start : span.end]
    shown = words.strip()
    if shown:
        start = span.start + len(words) - len(words.lstrip())
        yield Block(Span(start, start + len(shown)), role)


def _facts(page: Page, pieces: list[Piece], first: int) -> dict[str, Fact]:
    facts = head_facts(page, pieces[:first], _HEAD)
    spoken = first + next(
        (at for at, piece in enumerate(pieces[first:]) if opening(page.plain, piece.span)), 0
    )
    shown = [piece for piece in pieces[: max(first, spoken)] if not piece.furniture]
    title = topic(page, shown)
    if title:
        facts["title"] = title
    for key, fact in _named(page.source.name).items():
        facts.setdefault(key, fact)
    return {**facts, **page.facts}


def _named(name: str) -> dict[str, Fact]:
    """Return what a file name says ("S_PV.8698", "A_79_PV.64"), as facts without a place."""
    found = _NAMED.match(name)
    if not found:
        return {}
    body, session, number = found.group("body", "session", "number")
    middle = f"/{session}" if session else ""
    facts = {"symbol": Fact(f"{body}{middle}/PV.{number}"), "meetings": Fact(number)}
    if body in _BODIES:
        facts["body"] = Fact(_BODIES[body])
    if session and session.isdigit():
        facts["session"] = Fact(session)
    return facts
