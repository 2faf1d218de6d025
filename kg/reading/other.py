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
    r"(?:UN |United Nations )?(?:Acting )?(?:Deputy )?(?:Secretary[- ]General(?:[’']s)?|Under-Secretary-General"
    r"|High Commissioner|General Assembly President|President of the General Assembly|Executive Director)"
)
_TELLS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), what)
    for pattern, what in (
        (r"near[- ]verbatim (?:transcript|text)|DAILY PRESS BRIEFING (?:BY|OF)|transcript of (?:today’s|the) (?:noon )?briefing"
         r"|highlights of the noon briefing", "a daily press briefing"),
        (r"presented (?:his|her|their) credentials to|\(As provided by the Protocol and Liaison",
         "a biographical note on a new representative"),
        (r"(?:has )?(?:today )?(?:announced|appointed)[^.\n]{0,80} the appointment of|^Secretary-General Appoints",
         "an announcement of an appointment"),
        (r"^(?:The )?following (?:Security Council )?press statement|press statement was (?:issued|made) today|"
         r"^Security Council Press Statement", "a press statement of the Security Council"),
        (r"^(?:The )?following statement was (?:issued|made|attributed)|statement (?:was )?(?:issued today|attributable)"
         r"|Statement attributable to the Spokes", "a statement of a spokesperson"),
        (rf"^(?:The )?following (?:is|are|was|were)[^.\n]{{0,120}}{_OFFICIAL}", "a statement or message of an official"),
        (rf"^(?:The )?following (?:is|are) (?:the )?(?:text of )?(?:the )?(?:remarks|address|message|statement|speech)",
         "a statement or message of an official"),
        (r"following (?:is|are) (?:the )?(?:near-verbatim )?(?:transcript|summary) of[^.\n]{0,80}press conference"
         r"|^(?:UN )?Press Conference (?:by|on|to)\b|told a (?:Headquarters )?press conference", "a press conference"),
        (r"^NOTE TO CORRESPONDENTS|^Note No\.? \d|^MEDIA ADVISORY|^Media Alert", "a note to correspondents"),
        (r"^Background Release", "a background release before a meeting"),
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
_SHOTLIST = re.compile(r"SOUNDBITE \([A-Z][a-z]+\)|^SHOTLIST\b", re.MULTILINE)


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
            return what, 0.97
    head = [line for line in evidence.head.split("\n")[:14] if line]
    for line in head:
        for pattern, what in _TELLS:
            if pattern.search(line[:600]):
                return what, 0.95
    if _SHOTLIST.search(evidence.head):
        return "a video shotlist (UNifeed), which reports no meeting", 0.8
    return _by_shape(page, evidence)


def _head_symbol(head: str) -> str | None:
    for line in head.split("\n")[:12]:
        found = find_press_symbol(line)
        if found and len(line) < 60:
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
