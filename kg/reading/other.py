"""Pages that are not meetings: briefings, notes on persons, feeds, statements, listings."""

from __future__ import annotations

import re

from kg.model.layout import Block, Form, Role
from kg.model.source import Issue, Severity
from kg.reading.evidence import Evidence
from kg.reading.headers import find_press_symbol
from kg.reading.page import Page
from kg.reading.parts import Judgement, Parts

_OFFICIAL = (
    r"(?:secretary[- ]general|high commissioner|general assembly president|president of the general assembly"
    r"|executive director)"
)
_TELLS: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = tuple(
    (literals, re.compile(pattern), what)
    for literals, pattern, what in (
        (("verbatim", "briefing"), r"near[- ]verbatim (?:transcript|text)|daily press briefing (?:by|of)"
         r"|transcript of (?:today’s|today's|the) (?:noon )?briefing|highlights of the noon briefing",
         "a daily press briefing"),
        (("credentials", "protocol and liaison"), r"^the new [^.]{3,120} presented (?:his|her|their) credentials|presented (?:his|her|their) credentials to [^.]{0,60}today|\(as provided by the protocol",
         "a biographical note on a new representative"),
        (("appoint",), r"^(?:the )?(?:united nations )?secretary-general[^.\n]{0,80}(?:announced|announces|appointed|appoints|intends to appoint)",
         "an announcement of an appointment"),
        (("press statement",), r"^(?:the )?following (?:security council )?press statement|press statement was (?:issued|made)"
         r"|^security council press statement", "a press statement of the Security Council"),
        (("statement",), r"^(?:the )?following (?:joint )?statement(?: by[^.\n]{0,80})? (?:was|is) (?:issued|made|attribut|released)"
         r"|statement attributable to the spokes", "a statement of a spokesperson"),
        (("following",), r"^(?:the )?following (?:is|are|was|were)[^.\n]{0,60}(?:transcript|summary)[^.\n]{0,80}press conference",
         "a press conference"),
        (("following",), rf"^(?:the )?following (?:is|are|was|were)[^.\n]{{0,120}}{_OFFICIAL}",
         "a statement or message of an official"),
        (("following",), r"^(?:the )?following (?:is|are) (?:the )?(?:text of )?(?:the )?(?:remarks|address|message|statement|speech)",
         "a statement or message of an official"),
        (("press briefing", "correspondents"), r"^(?:un |headquarters )?press briefing (?:by|on)\b"
         r"|told correspondents (?:today|this|at|in|during|following|after)\b", "a press conference"),
        (("press conference",), r"^(?:un )?press conference (?:by|on|to)\b|told a (?:headquarters )?press conference"
         r"|at a (?:headquarters )?press conference", "a press conference"),
        (("note", "media a"), r"^note to correspondents|^note no\.? \d|^media advisory|^media alert",
         "a note to correspondents"),
        (("background release",), r"^background release", "a background release before a meeting"),
    )
)  # fmt: skip
_SYMBOLS = {
    "SG/SM": "a statement or message of the Secretary-General",
    "DSG/SM": "a statement or message of the Deputy Secretary-General",
    "SG/A": "an announcement of an appointment",
    "SG/T": "a note on the Secretary-General's travels",
    "SG/R": "a note on the Secretary-General's contributions",
    "BIO": "a biographical note on a new representative",
    "DB": "a daily press briefing",
    "DH": "a digest of daily news",
    "NOTE": "a note to correspondents",
    "PI": "a note of the Department of Public Information",
    "IHA": "a note on humanitarian affairs",
    "SAG": "an announcement of an appointment",
    "DSG/A": "an announcement of an appointment",
    "DSG/T": "a note on the Deputy Secretary-General's travels",
}


def judge(page: Page, evidence: Evidence) -> Judgement:
    """Say whether a page is known to be something else than a meeting document."""
    what, confidence = _tell(page, evidence)
    return Judgement(Form.OTHER, confidence, what)


def _tell(page: Page, evidence: Evidence) -> tuple[str, float]:
    if page.source.media_type == "application/rss+xml":
        return "a news feed that lists pages", 1.0
    symbol = page.facts["symbol"].value if "symbol" in page.facts else _head_symbol(evidence.head)
    if symbol:
        what = _by_symbol(symbol)
        if what:
            # The Committee on Information is covered in the series of its department.
            return what, 0.6 if symbol.startswith("PI/") else 0.97
    what = _by_words([line[:600].lower() for line in evidence.head.split("\n")[:10] if line])
    if what:
        return what, 0.95
    return _by_shape(page, evidence)


def _by_words(lines: list[str]) -> str | None:
    together = "\n".join(lines)
    for literals, pattern, what in _TELLS:
        if any(literal in together for literal in literals) and any(map(pattern.search, lines)):
            return what
    return None


def _head_symbol(head: str) -> str | None:
    for line in head.split("\n")[:12]:
        found = find_press_symbol(line) if len(line) < 60 else None
        if found:
            return found[0]
    return None


def _by_symbol(symbol: str) -> str | None:
    series = symbol.rpartition("/")[0]
    while series:
        if series in _SYMBOLS:
            return _SYMBOLS[series]
        series = series.rpartition("/")[0]
    return None


def _by_shape(page: Page, evidence: Evidence) -> tuple[str, float]:
    """Say what a page seems to be that holds no running text of a meeting."""
    shown = [piece for piece in page.pieces if not piece.furniture]
    long = sum(1 for piece in shown if piece.span.end - piece.span.start > 300)
    if (
        len(shown) >= 25
        and long * 12 < len(shown)
        and evidence.longest < 700
        and page.surface == "html"
    ):
        return "a listing or front page: many short entries, no report of one meeting", 0.75
    return "no kind of meeting document that Rostrum knows", 0.2


def read(page: Page, judgement: Judgement) -> Parts:
    """Return the pieces as they are, and what the page seems to be."""
    issue = Issue(f"not a meeting document: it seems to be {judgement.reason}", Severity.INFO)
    blocks = (
        Block(piece.span, Role.FURNITURE if piece.furniture else Role.PARAGRAPH)
        for piece in page.pieces
    )
    return Parts(tuple(blocks), issues=(issue,))
