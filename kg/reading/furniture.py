"""Which lines of a page say nothing of the meeting: menus, footers, player labels.

The lines come from ``ontology/lexicons/page-furniture.tsv``: ``line`` entries match a whole
line, ``start`` entries its beginning, ``tail`` entries a whole line after which nothing but
furniture follows. Short lines between two furniture lines are furniture too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from kg.reading.page import Page, Piece
from kg.resources import rows

_TIMESTAMP = re.compile(r"\d{1,2}-[A-Z][a-z]{2}-\d{4}(?: \d{1,2}:\d{2}(?::\d{2})?)?\Z")
_SOCIAL = re.compile(
    r"(?:#[A-Za-z]\w{1,40}[ ,]*)+\Z|https?://\S+\Z|www\.\S+\Z|\d{1,3} of \d{1,3}\Z|[|•·>»«<*_=-]{1,80}\Z"
)
_RUNNING_HEAD = re.compile(
    r".{0,90} [-–—] ?\d{1,3}[a-z]? ?[-–—] (?:Press Release )?[A-Z]{1,7}/[A-Z0-9/-]{1,20}\Z|\((?:page \d{1,3}[a-z]? follows|more|END(?: OF TEXT)?)\)\Z"
)
_BROWSER_TITLE = re.compile(
    r"[^|]{3,400}\| (?:UN Press|UN Meetings|Meetings Coverage and|United Nations|UN News|UN Web TV|UN Photo)"
)
_LONG = 160


@dataclass(frozen=True, slots=True)
class _Lexicon:
    lines: frozenset[str]
    starts: tuple[str, ...]
    tails: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    kinds: dict[str, list[str]] = {"line": [], "start": [], "tail": []}
    for row in rows("ontology/lexicons/page-furniture.tsv"):
        kinds[row["kind"]].append(row["text"].lower())
    lines = frozenset(kinds["line"] + kinds["tail"])
    return _Lexicon(lines, tuple(kinds["start"]), frozenset(kinds["tail"]))


def is_furniture(line: str) -> bool:
    """Whether a line with single blanks is page furniture by itself.

    >>> is_furniture("Skip to main content"), is_furniture("23-Nov-2021 03:36:34")
    (True, True)
    >>> is_furniture("The representative of Slovakia said so.")
    False
    """
    if _BROWSER_TITLE.match(line):
        return True
    if len(line) > _LONG:
        return False
    lowered = line.lower().strip(" :|•·*()")
    found = _lexicon()
    if not lowered or lowered in found.lines or lowered.startswith(found.starts):
        return True
    return any(pattern.match(line) for pattern in (_TIMESTAMP, _SOCIAL, _RUNNING_HEAD))


def mark(page: Page) -> Page:
    """Return the page with its furniture marked as such."""
    pieces = list(page.pieces)
    lines = [page.read(piece) if _length(piece) <= 4 * _LONG else "" for piece in pieces]
    flags = [
        piece.furniture or bool(line and is_furniture(line))
        for piece, line in zip(pieces, lines, strict=True)
    ]
    _fill_gaps(lines, flags)
    _cut_tail(pieces, lines, flags)
    if not any(flags):
        return page
    return page.with_pieces(
        piece if piece.furniture is flag else replace(piece, furniture=flag)
        for piece, flag in zip(pieces, flags, strict=True)
    )


def _fill_gaps(lines: list[str], flags: list[bool]) -> None:
    """Mark a short line that stands alone among many furniture lines (an unknown menu item)."""
    for at, line in enumerate(lines):
        if flags[at] or not line or len(line) > 40 or line.endswith((".", "”", ":")):
            continue
        before, after = flags[max(0, at - 3) : at], flags[at + 1 : at + 4]
        if len(before) == 3 and all(before) and len(after) == 3 and all(after):
            flags[at] = True


def _cut_tail(pieces: list[Piece], lines: list[str], flags: list[bool]) -> None:
    """Mark everything after a tail line if the document's body lies before it."""
    tails = _lexicon().tails
    lengths = [_length(piece) for piece in pieces]
    total = sum(lengths)
    seen = 0
    for at, line in enumerate(lines):
        if seen * 2 > total and line.lower().strip(" :") in tails:
            flags[at:] = [True] * (len(flags) - at)
            break
        seen += lengths[at]
    _cut_tags(lines, flags)


def _cut_tags(lines: list[str], flags: list[bool]) -> None:
    """Mark the topic tags that stand between the last sentence and the page's end."""
    at = len(lines)
    while at and (flags[at - 1] or _is_tag(lines[at - 1])):
        at -= 1
    if 0 < at < len(lines) and any(flags[at:]):
        flags[at:] = [True] * (len(flags) - at)


def _is_tag(line: str) -> bool:
    return bool(line) and len(line) <= 60 and line[-1] not in '.!?”"):;*…' and line[:1].isupper()


def _length(piece: Piece) -> int:
    return piece.span.end - piece.span.start
