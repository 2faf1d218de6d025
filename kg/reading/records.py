"""What verbatim and summary records share: their head, numbered paragraphs, page lines.

A record's head names symbol, body, session, meeting, day, officers and agenda; its layout has
changed little since 1946. The day is the one beside a weekday ("Held at Headquarters, New
York, on Friday, 8 October 2021"), for the other dates are those of distribution.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model.layout import Fact
from kg.model.source import Span
from kg.reading.headers import find_date, find_symbol
from kg.reading.page import Page, Piece
from kg.reading.parts import note

_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b,?\s{0,4}", re.IGNORECASE)
_RESUMED = re.compile(r" ?\((?:Resumption|Part)\.? ?(?:\d{1,2}|[IVX]{1,4})\)")
_NUMBER_OF = re.compile(r"/(?:PV|SR)\.(\d{1,5})\b")
# "A/C.3/76/SR.10" and, as the Council counts its sessions by years, "E/2019/SR.5".
_SESSION_OF = re.compile(r"/(\d{2,4})/(?:PV|SR)\.")
_BODY = re.compile(
    r"(?:the )?\(?(?:[A-Z][\w’'-]*,? ){0,8}?(?:General Assembly|Committee|Commission|Council|Assembly|Board|Bureau"
    r"|Conference|Forum|Working Group)\)?(?P<of>(?: (?:on|for|of|to|against|in)(?: [A-Z][\w’',&-]*+)++)?)"
    r"(?P<end>(?:,? \d{1,5}(?:st|nd|rd|th))?)\Z",
    re.IGNORECASE,
)
_WIDE = frozenset(["assembly", "council", "general assembly", "economic and social council"])
_SMALL = frozenset(["and", "for", "in", "of", "on", "the", "to", "against"])
_CONTENTS = re.compile(r"(?:CONTENTS|Contents|Agenda|AGENDA):?(?: Page)?\Z")
_ITEM = re.compile(
    r"(?:AGENDA ITEMS?|Agenda items?|Item|ITEM) \d{1,3}(?: ?\([a-z]\))?(?:(?:,| and| to) \d{1,3})*(?: of the provisional agenda)?",
)  # fmt: skip
_ADOPTED = re.compile(r"The agenda was adopted\b")
_DULL = re.compile(
    r"(?:Page|Paragraphs?|Adoption of the agenda|Provisional agenda|Expression|Opening of the|Organization of work\Z|Requests? for hearing|The agenda|\d{1,4}\Z|[IVX]+\Z"
    r"|Page\b|(?:[A-Z]+[ -])+MEETING|United Nations\Z|In the absence|President|Chair|The meeting|Present:|Held |Statement by)",
    re.IGNORECASE,
)
_CONTINUED = re.compile(r" ?\( ?(?:continued|concluded|resumed) ?\)", re.IGNORECASE)
_SYMBOLS = re.compile(r" ?\([A-Z][^()]{0,30}/[^()]{0,300}\)\W{0,2}\Z")
_LISTED = re.compile(r"\A\d{1,2}\. +")
_LEADERS = re.compile(r"(?<!\.)(?<!\. )(?: ?\.){3,}+[ \d]*+\Z|(?<=[a-z]) \d{1,3}\Z")
_PAGE_LINE = re.compile(
    r"(?:[A-Z]{2,4}/[a-z]{1,4}(?:/\d)? )?[A-Z]{1,6}/[\w/().-]{0,24}(?:PV|SR)\.\d{1,5}(?: ?\([\w. ]+\))?\*?(?: (?:English|Page|[Pp]age \d+|\d{1,3})){0,3}"
    r"|[A-Z]{1,5}/[\w/().-]{0,24}(?:PV|SR)\.\d{1,5}(?: \([\w. ]+\))? .{3,160} \d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{1,2}/\d{4} .{3,160} [A-Z]{1,5}/[\w/.()-]{0,24}(?:PV|SR)\.\d{1,5}(?: \([\w. ]+\))?"
    r"|\d{1,3} ?/ ?\d{1,3}(?: \d{2}-\d{5})?|\d{2}-\d{5}(?: \([EFSRAC]\))?(?: \d{1,3} ?/ ?\d{1,3})?|[Pp]age \d{1,3}|\d{1,3}(?:-\d{1,3}(?:/\d{1,3})?)?"
    r"|/?\.\.\.|English|\(?(?:continued|more)\)?|\((?:The President|The Chair(?:man)?|(?:Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Dr|Prince|Archbishop)\.? [^(),]{1,40},? [^()]{2,60})\)"
)  # fmt: skip
_NUMBERED = re.compile(r"(?P<number>\d{1,3})\. {0,4}(?=[^\d\s])")
_STEP = 3


def head_facts(page: Page, head: Sequence[Piece], limit: int) -> dict[str, Fact]:
    """Return what the head of a record says, its page lines among the first pieces included."""
    facts: dict[str, Fact] = {}
    lines = [*head[:limit], *[piece for piece in page.pieces[:limit] if piece.furniture]]
    dated = _held(page, head[:limit])
    if dated:
        facts["date"] = dated
    for piece in lines:
        _symbol(page, piece, facts)
        for key in ("date", "session", "meetings"):
            note(page, piece.span, key, facts)
    for before, after in pairwise(head[:limit]):
        for key in ("session", "meetings"):
            note(page, Span(before.span.start, after.span.end), key, facts)
    _by_symbol(facts)
    body = _body(page, head[:limit])
    if body:
        facts["body"] = body
    return facts


def _by_symbol(facts: dict[str, Fact]) -> None:
    """Note the number of the meeting that the symbol holds, and the session that it may hold."""
    symbol = facts.get("symbol")
    if symbol is None:
        return
    if counted := _NUMBER_OF.search(symbol.value):
        facts["meetings"] = Fact(counted.group(1), symbol.span)
    if within := _SESSION_OF.search(symbol.value):
        facts.setdefault("session", Fact(within.group(1), symbol.span))


def _symbol(page: Page, piece: Piece, facts: dict[str, Fact]) -> None:
    """Note the symbol of the record, with its resumption."""
    if "symbol" in facts:
        return
    line = page.plain[piece.span.start : piece.span.end][:400]
    found = find_symbol(line)
    if not found or not (re.search(r"PV|SR\.", found[0]) or "/" not in found[0]):
        return
    value, start, end = found
    resumed = _RESUMED.match(line, end)
    end = resumed.end() if resumed else end
    value = re.sub(r"\s", "", line[start:end])
    facts["symbol"] = Fact(value, Span(piece.span.start + start, piece.span.start + end))


def _held(page: Page, head: Sequence[Piece]) -> Fact | None:
    """Return the date after the first weekday of the head; it may stand on the next line."""
    if not head:
        return None
    start, end = head[0].span.start, head[-1].span.end
    for day in _WEEKDAY.finditer(page.plain, start, end):
        line = page.plain[day.end() : day.end() + 40].replace("\n", " ")
        found = find_date(line)
        if found and found[1] <= 2:
            return Fact(found[0], Span(day.end() + found[1], day.end() + found[2]))
    return None


def _body(page: Page, head: Sequence[Piece]) -> Fact | None:
    """Return the narrowest body that a line of the head names, in the case of a name.

    The head goes from the wide body to the narrow one, and ends where the contents begin.
    """
    best: Fact | None = None
    for piece in head:
        words = page.read(piece)
        if _CONTENTS.match(words):
            break
        found = _BODY.match(words.rstrip("*")) if len(words) <= 120 else None
        if not found:
            continue
        name = words.rstrip("*")[: found.start("end")].strip(" ()*")
        if best is None or best.value.lower() in _WIDE:
            name = "General Assembly" if name.lower() == "assembly" else name
            best = Fact(_as_name(name), piece.span)
    return best


def _as_name(words: str) -> str:
    """Return the name of a body as it is written within a sentence.

    >>> _as_name("COMMISSION ON THE STATUS OF WOMEN"), _as_name("Third Committee")
    ('Commission on the Status of Women', 'Third Committee')
    """
    if not words.isupper():
        return words
    lowered = (word.lower() for word in words.split())
    return " ".join(word if word in _SMALL else word.capitalize() for word in lowered)


def topic(page: Page, pieces: Sequence[Piece]) -> Fact | None:
    """Return the first item that a record's contents, its agenda or its headings name."""
    for at, piece in enumerate(pieces):
        words = page.read(piece) if piece.span.end - piece.span.start < 400 else ""
        item = _ITEM.match(words)
        if item and (named := _named(words[item.end() :].lstrip(" :–—-"))):
            return Fact(named, piece.span)
        if item or _CONTENTS.match(words) or _ADOPTED.match(words):
            for following in pieces[at + 1 : at + 9]:
                line = page.read(following)
                found = _ITEM.match(line)
                if named := _named(line[found.end() :].lstrip(" :–—-") if found else line):
                    return Fact(named, following.span)
    return None


def _named(line: str) -> str:
    """Return an item of an agenda without its documents and pages, or nothing.

    >>> _named("Advancement of women (continued) (A/76/38 and A/C.3/76/L.2)"), _named("Page")
    ('Advancement of women', '')
    """
    words = _SYMBOLS.sub("", _LEADERS.sub("", _LISTED.sub("", line)))
    words = _CONTINUED.sub("", words).strip(" .:*")
    if not 3 < len(words) < 300 or _DULL.match(words) or ":" in words[-60:] or is_page_line(words):
        return ""
    return words if re.match(r"[“\"A-Z]", words) else ""


def is_page_line(words: str) -> bool:
    """Whether a line within a record belongs to its pages: numbers, symbols, who is speaking.

    >>> is_page_line("(Mr. Roe, Norland)"), is_page_line("23-40132 2/20"), is_page_line("JSM/dl S/PV.2838")
    (True, True, True)
    >>> is_page_line("Mr. Roe (Norland):")
    False
    """
    return len(words) <= 240 and _PAGE_LINE.fullmatch(words) is not None


@dataclass(slots=True)
class Numbers:
    """The numbers of a record's paragraphs, which run on from one to the next.

    At most ``step`` lies between two: an excerpt leaves out many, a slip of the pen few.

    >>> numbers = Numbers()
    >>> [numbers.read(line) for line in ("1. The Chair said so.", "2. Mr. Roe agreed.", "1. A list.")]
    [3, 3, 0]
    """

    last: int = 0
    step: int = _STEP

    def read(self, words: str) -> int:
        """Return the length of the number with which a paragraph begins, 0 if it has none."""
        found = _NUMBERED.match(words)
        if not found:
            return 0
        number = int(found.group("number"))
        if self.last and not self.last < number <= self.last + self.step:
            return 0
        self.last = number
        return found.end()
