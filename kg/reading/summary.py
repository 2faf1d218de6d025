"""Summary records: numbered paragraphs that retell what was said in the third person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model.layout import Block, Fact, Form, Role
from kg.model.source import Span
from kg.reading.evidence import Evidence
from kg.reading.headers import find_symbol
from kg.reading.page import Page, Piece
from kg.reading.parts import Judgement, Parts
from kg.reading.records import Numbers, head_facts, is_page_line, topic
from kg.reading.turns import OFFICE, STYLE

_HEAD = 60
_LINE = 140
_OPENING = 400
_LEFT_OUT = 400
_SAID = r"(?:said|drew|took|thought|felt|spoke|held|found|saw|put|gave|made|sought|understood|withdrew|[a-z]{2,}ed)"
_TURN = re.compile(
    rf"(?:\d{{1,3}}\. {{0,4}})?(?:{OFFICE}|{STYLE}\b\.? [^():;!?“”\"\n]{{1,70}}?)(?: \([^()]{{2,90}}(?:\([^()]{{2,60}}\))?[^()]{{0,30}}\))?"
    rf"(?:,[^.:]{{3,300}}?,?)? (?:also |then |further |again )?{_SAID}\b"
)
_DELEGATE = re.compile(rf"(?:\d{{1,3}}\. {{0,4}})?{STYLE}\b\.? [^():;!?“”\"\n]{{1,70}}? \([A-Z]")
_TITLED = re.compile(r"\bsummary records?\b.{0,60}\bmeetings?\b|/SR\.\d", re.IGNORECASE)
_SITTING = re.compile(
    r"The meeting (?:was called to order|rose|was suspended|was declared)|(?:\d{1,3}\. +)?It was so (?:decided|agreed)\.|(?:Acting |Vice-)?(?:Chair(?:man|person|woman)?|President) ?: ",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"It was so (?:decided|agreed)\.|(?:The )?(?:[Dd]raft (?:resolution|decision|article|amendment)|[Pp]aragraph|[Aa]mendment|[Mm]otion|[Pp]roposal|[Aa]genda|[Rr]ecommendation"
    r"|[Oo]perative paragraph|[Pp]reamble|[Aa]rticle|[Ss]ection|[Ss]ub-?paragraph|[Tt]ext|[Rr]eport|[Pp]rogramme of work)s?\b.{0,400}?\bw(?:as|ere) (?:\w+ )?(?:adopted|rejected|approved|carried|retained|withdrawn)\b"
    r"|(?:An?|The) (?:recorded |roll-call |separate |secret |second |first )*(?:vote|ballot)\b.{0,60} was (?:then )?taken\b|A vote was taken\b|At the (?:request|invitation) of\b"
    r"|.{3,120}\b(?:took|resumed|returned to) the [Cc]hair\.\Z|(?:[A-Z][\w’.-]+,? (?:and )?){1,12}(?:was|were|having been drawn by lot.{0,60} was) (?:re-?)?elected\b"
    r"|.{3,200} (?:took (?:a |their )?(?:places?|seats?)|withdrew)(?: at the .{3,40})?\.\Z"
    r"|The (?:meeting|sitting|session|discussion|debate)\b.{0,60} (?:rose|was|resumed)\b|(?:In favour|Against|Abstaining|Abstentions|Non-participating):|Having been drawn by lot|The (?:members|Committee|Commission|Council) (?:of the .{3,40} )?observed a minute"
)  # fmt: skip
_LISTED = re.compile(r"(?:In favour|Against|Abstaining|Abstentions|Present and not voting):")
_BODY_BEGINS = re.compile(r"The meeting was (?:called to order|declared|resumed|opened)")
_NAMED = re.compile(
    r"(?P<series>[A-Z]{1,6}(?:[_/-][A-Z]{1,4}(?:\.\d{1,2})?(?:\.\d)?){0,3}(?:[_/-](?:\d{2,4}|S-\d{1,2}))?)[_/-]SR[._](?P<number>\d{1,5})\Z"
)


def judge(page: Page, evidence: Evidence) -> Judgement:
    """Look for the head of a summary record, and for paragraphs that begin with who spoke."""
    shown = [piece for piece in page.pieces if not piece.furniture][:300]
    turns = [piece for piece in shown if _begins(_TURN, page, piece)]
    if not turns:
        return Judgement(Form.SUMMARY, 0.05, "no summary record")
    short = (page.read(piece) for piece in shown[:40] if _length(piece) <= _LINE)
    if _NAMED.match(page.source.name) or any(map(_TITLED.search, short)):
        return Judgement(Form.SUMMARY, 0.99, f"a summary record, {len(turns)} turns retold")
    delegates = sum(1 for piece in turns if _begins(_DELEGATE, page, piece))
    if delegates < 2 or len(turns) < 3 or len(turns) * 12 < len(shown):
        return Judgement(Form.SUMMARY, 0.05, "no summary record")
    if sum(1 for piece in shown if _begins(_SITTING, page, piece)) >= 2:
        return Judgement(Form.SUMMARY, 0.975, f"{len(turns)} turns retold, as records have them")
    return Judgement(Form.SUMMARY, 0.05, "no summary record")


def _begins(pattern: re.Pattern[str], page: Page, piece: Piece) -> bool:
    start, end = piece.span
    return pattern.match(page.plain, start, min(end, start + _OPENING)) is not None


def _length(piece: Piece) -> int:
    return piece.span.end - piece.span.start


def read(page: Page, _: Judgement) -> Parts:
    """Return the paragraphs without their numbers, the record's own lines, the facts of its head."""
    pieces = list(page.pieces)
    first = _first(page, pieces)
    blocks: list[Block] = []
    blanks: list[Span] = []
    numbers = Numbers(step=_LEFT_OUT)
    listing = False
    for at, piece in enumerate(pieces):
        words = page.read(piece) if piece.span.end - piece.span.start <= 2000 else ""
        if piece.furniture or (at >= first and is_page_line(words)):
            head = at < _HEAD and at < first and find_symbol(words)
            blocks.append(Block(piece.span, Role.HEADER if head else Role.FURNITURE))
        elif at < first:
            blocks.append(Block(piece.span, Role.HEADER))
        else:
            block = _block(page, piece, numbers, listing)
            if block.span.start > piece.span.start:
                blanks.append(Span(piece.span.start, block.span.start))
            blocks.append(block)
            listing = _is_list(page, block, listing)
    return Parts(tuple(blocks), _facts(page, pieces, first), blanks=tuple(blanks))


def _first(page: Page, pieces: Sequence[Piece]) -> int:
    """Return the index of the piece where the meeting begins."""
    for at, piece in enumerate(pieces):
        if piece.furniture:
            continue
        words = " ".join(page.plain[piece.span.start : piece.span.start + 400].split())
        if _BODY_BEGINS.match(words) or _TURN.match(words):
            return _after_head(page, pieces, at)
    return 0


def _after_head(page: Page, pieces: Sequence[Piece], at: int) -> int:
    """Step back over the heading under which the first paragraph stands."""
    while at and not pieces[at - 1].furniture and page.read(pieces[at - 1]).startswith("[Item"):
        at -= 1
    return at


def _block(page: Page, piece: Piece, numbers: Numbers, listing: bool) -> Block:
    start, end = piece.span
    length = numbers.read(page.plain[start : min(end, start + 12)])
    number = page.plain[start : start + length].strip(" .") or None
    span = Span(start + length, end)
    words = " ".join(page.plain[span.start : span.end].split()) if end - start <= 2000 else "x."
    unnumbered = not number and not _TURN.match(words)
    heading = _NOTE.match(words) or (unnumbered and (listing or _is_heading(words, piece)))
    return Block(span, Role.HEADING if heading else Role.PARAGRAPH, number=number)


def _is_list(page: Page, block: Block, listing: bool) -> bool:
    """Whether the next line goes on with the countries of a vote."""
    words = page.read(Piece(block.span))
    if _LISTED.match(words):
        return True
    return listing and block.number is None and not words.endswith(".")


def _is_heading(words: str, piece: Piece) -> bool:
    if piece.tag in ("h1", "h2", "h3", "h4"):
        return True
    return len(words) <= 300 and words[:1].isupper() and words[-1:] not in '.!?;:,”"…'


def _facts(page: Page, pieces: Sequence[Piece], first: int) -> dict[str, Fact]:
    facts = head_facts(page, pieces[:first], _HEAD)
    title = topic(page, [piece for piece in pieces[: first + 6] if not piece.furniture])
    if title:
        facts["title"] = title
    for key, fact in named(page.source.name).items():
        facts.setdefault(key, fact)
    return {**facts, **page.facts}


def named(name: str) -> dict[str, Fact]:
    """Return what a file name says, as facts without a place.

    >>> {key: fact.value for key, fact in named("A_C.3_76_SR.10").items()}
    {'symbol': 'A/C.3/76/SR.10', 'meetings': '10', 'session': '76'}
    """
    found = _NAMED.match(name)
    if not found:
        return {}
    series, number = re.sub(r"[_-](?!\d{1,2}\b)|_", "/", found["series"]), found["number"]
    facts = {"symbol": Fact(f"{series}/SR.{number}"), "meetings": Fact(number)}
    session = re.search(r"/(\d{2,3})\Z", series)
    if session and series.startswith("A/"):
        facts["session"] = Fact(session.group(1))
    return facts
