"""Plain and Markdown-like text → ``Page``: lines, hard wraps, page breaks, hyphenation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kg.model.source import Source, Span
from kg.reading.page import BROKEN_WORD, Overlay, Page, Piece, close_broken_words

_LINE = re.compile(r"(?<![^\n\f])[^\n\f]*[^\s\ufeff\x00-\x1f][^\n\f]*")
_EDGE = " \t\u00a0\ufeff" + "".join(map(chr, range(32)))
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,300}?)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?![\w*])")
_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,300})\](\((?:https?:|/|mailto:|#)[^()\s]{0,2000}(?:\"[^\"\n]{0,200}\")?\))"
)
_HASHES = re.compile(r"(#{1,6}) +\S")
_TERMINAL = (".", "!", "?", ":", ";", "…", "”", '"', "’", ")", "]")
_RUNNING = re.compile(
    r"(?:\d{1,4} ?/ ?\d{1,4}|[Pp]age \d{1,4}(?: of \d{1,4})?|- ?\d{1,4} ?-|\d{1,3}|\d{2}-\d{5}(?: ?\([EFSRAC]\))?(?: \d{1,3})?|\d{1,3} \d{2}-\d{5}"
    r"|\*\d{6,8}\*|\d{2}/\d{2}/\d{4}|[ivx]{1,5}|[A-Z]{1,5}/[\w/().-]{0,24}(?:PV|SR)\.\d{1,5}(?: \([A-Za-z0-9. ]+\))?(?:\*|\s\d{1,3})?)\Z"
)  # fmt: skip
_STARTS = re.compile(
    r"(?:(?:The|Mr|Mrs|Ms|Miss|Sir|Dr|Archbishop|King|Prince|Lord|Monsignor|Cardinal|Baroness|Dame)\.? "
    r"[^:\n]{1,90}:(?:\s|\Z)|Agenda items? \d|Draft (?:resolution|decision)s? |The meeting (?:was|rose)|In favour:"
    r"|Against:|Abstaining:|A (?:recorded )?vote was taken|It was so decided|\(?[a-z]{1,2}\)\s|\d{1,3}\.\s"
    r"|[•●▪–—-] ?\S|\(?[ivx]{1,4}\)\s|(?:[A-L]|[IVX]{1,5})\.\s+[A-Z]"
    r"|\d{1,5}(?:st|nd|rd|th) (?:\(?[a-z]+\)? )?(?:plenary )?meeting\b)"
)  # fmt: skip
_ALONE = re.compile(
    r"(?:It was so decided\.|The meeting was called to order[^\n]{0,40}|A recorded vote (?:was taken|has been requested)\."
    r"|In favour:|Against:|Abstaining:|\(spoke in [A-Z][a-z]+\)|Agenda items? \d{1,3}(?: \(continued\))?|[A-L]|[IVX]{1,5}\.?"
    r"|[“\"]?The (?:General Assembly|Security Council|Economic and Social Council|Human Rights Council|Conference[^\n]{0,40}),?)\Z"
)
_GOVERNED = re.compile(
    r"[“\"]?(?:[A-Z][a-z]+ing|Deeply|Gravely|Strongly|Fully|Convinced|Concerned|Mindful|Aware|Conscious|Guided|Alarmed|Also|Further|Determined"
    r"|Seriously|Profoundly|Cognizant|Committed|Encouraged|Disturbed|Dismayed|Desirous|Inspired|Resolved|Solemnly|Firmly|Once again)\b"
)
_ENACTING = re.compile(
    r"[“\"]?The (?:General Assembly|Security Council|Economic and Social Council|Human Rights Council),\Z"
)
_FIRST = re.compile(r"1\. [A-Z][a-z]+s\b")
_HEADS = re.compile(
    r"\[(?:without|on the report|adopted)|\d{1,4}/\d{1,4}\.\s|\d{1,4} ?\([IVXLC-]+\)\.\s|(?:Resolution|Decision) (?:\d{1,4} \(|adopted )|Adopted by the|Annex\Z"
)
_MASTHEAD = re.compile(
    r"This (?:verbatim )?record (?:contains the text|is subject to correction|was not edited)[\s\S]{0,900}?"
    r"(?:documents\.un\.org\)?\.|consolidated corrigendum\.|room [A-Z]{1,2}-?\d{2,4}[A-Z]?[^.\n]{0,40}\.)"
)
_RUNS_ON = re.compile(
    r"(?:,|\b(?:the|of|and|or|to|in|for|by|on|at|with|from|as|a|an|our|my|his|her|its|their|your|that|which|is|are|was|Mr\.|Ms\.|Mrs\."
    r"|between|under|into|than|this|these|those|all|President|Republic|United|Security|General))\Z"
)
_LEADER = re.compile(
    r"(?: \.){4}|\.{5}|(?: \.){2} +(?:Mr|Mrs|Ms|Miss|Sir|Dame|Lady|Lord|Baroness)\b"
)
_DANGLES = re.compile(
    r" (?:the|of|and|or|to|in|for|by|at|with|from|as|a|an|our|its|their|that|which|other)\Z"
)
_STARRED = re.compile(r"^\*\* (?=\S)", re.MULTILINE)
_SECTION = re.compile(r"[A-L]|[IVX]{1,5}\.?")
_TOP = 2400
_ALONE_SYMBOL = re.compile(
    r"[A-Z]{1,4}(?:/[A-Z0-9][\w.-]{0,14}){1,6}(?: ?\(\d{4}\))?\*?(?:\s+\d{2}-\d{5})?|_{6,}|[-–—]{12,}"
)
_DIGITS = re.compile(r"\d+")
_HYPHENATED = re.compile(r"[^\W\d_]-\Z")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_PARTED = re.compile(r"(?<![^\W\d_])[^\W\d_]+-[^\S\n]*\n\s*\w+")
_TOKEN = re.compile(r"\S+")
_KEEPING = frozenset(
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "long", "short",
     "self", "well", "non", "high", "low", "post", "pre", "anti", "vice", "half", "ill", "so", "multi",
     "under-secretary", "peace", "decision", "policy", "law", "all", "far", "south", "north", "east",
     "west", "co", "ex", "large", "small", "mid", "cross", "follow", "secretary", "inter", "sub"]
)  # fmt: skip
_NEVER = frozenset(["co", "inter", "sub", "multi", "post", "pre", "peace", "anti"])


class _Line(NamedTuple):
    start: int
    end: int
    gap: bool
    indented: bool


def render(source: Source) -> Page:
    """Return the visible text of a plain-text source and its paragraphs or lines."""
    text = source.text
    overlay = Overlay(text)
    close_broken_words(overlay)
    lines = list(_lines(text))
    if _is_wrapped(text, lines):
        pieces = _paragraphs(text, lines, overlay)
    else:
        pieces = [_piece(text, line, overlay) for line in lines]
    if "*" in text or "](" in text:
        _blank_markup(text, overlay)
    return Page(source, overlay.text(), tuple(pieces), compact=tuple(overlay.compact))


def _lines(text: str) -> Iterator[_Line]:
    last = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        words = match.group()
        indent = len(words) - len(words.lstrip(_EDGE))
        stripped = len(words.rstrip(_EDGE))
        gap = text.count("\n", last, start) > 1 or "\f" in text[last:start]
        last = end
        yield _Line(start + indent, start + stripped, gap, indent > 0)


def _is_wrapped(text: str, lines: list[_Line]) -> bool:
    """Whether sentences run on over the ends of lines, or at least of the long ones."""
    widest = max((line.end - line.start for line in lines), default=0)
    pairs = running = full = over = 0
    for before, after in pairwise(lines):
        if after.gap:
            continue
        pairs += 1
        if text.endswith(_TERMINAL, before.start, before.end) or _has_leader(text, before):
            continue
        low = text[after.start].islower()
        running += low
        low = low or bool(_DANGLES.search(text, max(before.start, before.end - 12), before.end))
        if not low and text.endswith(",", before.start, before.end):
            continue  # a paragraph of a resolution ends so
        if (before.end - before.start) * 4 >= widest * 3:
            full += 1
            over += low
    if pairs >= 5 and running * 5 >= pairs:
        return True
    return widest <= 140 and over >= 1 and over * 2 >= full


def _has_leader(text: str, line: _Line) -> bool:
    """Whether dots lead from one column of a line to the next, as in lists of members."""
    if text.find(". .", line.start, line.end) < 0 and text.find("....", line.start, line.end) < 0:
        return False  # most lines: a plain search is much cheaper
    return _LEADER.search(text, line.start, line.end) is not None


def _piece(text: str, line: _Line, overlay: Overlay) -> Piece:
    """Return one line as a piece; Markdown marks at its head become blanks."""
    hashes = _HASHES.match(text, line.start, line.end)
    if hashes:
        overlay.blank(line.start, line.start + len(hashes.group(1)))
        return Piece(
            Span(line.start + len(hashes.group(1)) + 1, line.end), f"h{len(hashes.group(1))}"
        )
    return Piece(Span(line.start, line.end))


def _blank_markup(text: str, overlay: Overlay) -> None:
    """Blank Markdown marks; a word that they stand within is closed ("*thin*.")."""
    marks = [match.span() for match in _STARRED.finditer(text)]
    for pattern in (_BOLD, _ITALIC, _LINK):
        for match in pattern.finditer(text):
            marks += [(match.start(), match.start(1)), (match.end(1), match.end())]
    marks.sort()
    at = done = 0
    while at < len(marks):
        start = marks[at][0]
        while start > done and not text[start - 1].isspace():
            start -= 1
        found = _TOKEN.match(text, marks[at][0])
        done = max(found.end() if found else marks[at][1], marks[at][1])
        group = [mark for mark in marks[at : at + 40] if mark[0] < done]
        _close_marked(overlay, (start, done), group)
        at += len(group)


def _close_marked(overlay: Overlay, token: tuple[int, int], marks: list[tuple[int, int]]) -> None:
    """Write one word without its marks, if they part it."""
    words, at = "", token[0]
    for start, end in marks:
        words += overlay.base[at:start]
        at = max(at, end)
        overlay.blank(start, end)
    words += overlay.base[at : token[1]]
    inner = marks[0][1] if marks[0][0] == token[0] else token[0]
    if words and overlay.base[inner : inner + len(words)] != words:
        overlay.edits = overlay.edits[: -len(marks)]
        overlay.write(token[0], token[1], words)


def running_lines(text: str, lines: list[_Line]) -> set[int]:
    """Return the indexes of page numbers, running heads and feet among ``lines``."""
    numbers = {
        at
        for at, line in enumerate(lines)
        if line.end - line.start <= 40 and _RUNNING.match(text, line.start, line.end)
    }
    found = numbers | set(_masthead_lines(text, lines))
    near = sorted({at + step for at in numbers for step in (-2, -1, 1, 2)} - found)
    keys = {at: _shape(text, lines[at]) for at in near if 0 <= at < len(lines)}
    shapes = Counter(keys.values())
    found.update(at for at, key in keys.items() if key and shapes[key] >= 3)
    found.update(_marked_lines(text, lines))
    return found


def _marked_lines(text: str, lines: list[_Line]) -> Iterator[int]:
    """Yield symbols that stand alone behind the head, and beside them the title once more."""
    for at, line in enumerate(lines):
        if not _ALONE_SYMBOL.fullmatch(text, line.start, line.end):
            continue
        if text[line.start] in "_-–—":
            yield at
            continue
        if text.find(text[line.start : line.end], 0, line.start) < 0:
            continue
        yield at
        head = " ".join(text[: min(line.start, _TOP)].split())
        for near in range(at + 1, min(at + 4, len(lines))):
            words = " ".join(text[lines[near].start : lines[near].end].split())
            if len(words) < 12 or words not in head or words.endswith(_TERMINAL):
                break
            yield near


def _masthead_lines(text: str, lines: list[_Line]) -> Iterator[int]:
    """Yield the lines of the note at the foot of a record's first page."""
    for masthead in _MASTHEAD.finditer(text):
        for at, line in enumerate(lines):
            if masthead.start() <= line.start < masthead.end():
                yield at


def _shape(text: str, line: _Line) -> str:
    """Return a line with its figures made equal, or nothing if it is no running head."""
    words = text[line.start : line.end]
    if not 6 < len(words) <= 100 or _ALONE.match(words) or not _DIGITS.search(words):
        return ""
    return _DIGITS.sub("0", words)


def _paragraphs(text: str, lines: list[_Line], overlay: Overlay) -> list[Piece]:
    """Join the lines of hard-wrapped text; page furniture stands between, never within."""
    running = running_lines(text, lines)
    kept = [line for at, line in enumerate(lines) if at not in running]
    width = sorted(line.end - line.start for line in kept)[len(kept) * 9 // 10] if kept else 0
    pieces = [Piece(Span(lines[at].start, lines[at].end), furniture=True) for at in running]
    words: set[str] = set()
    first: _Line | None = None
    last: _Line | None = None
    for line in kept:
        if first and last and not _breaks(text, last, line, width):
            if _HYPHENATED.search(text, max(last.start, last.end - 3), last.end):
                words = words or _vocabulary(text)
                _close_hyphen(text, (last, line), words, overlay)
            last = line
            continue
        if first and last:
            pieces.append(Piece(Span(first.start, last.end)))
        first = last = line
    if first and last:
        pieces.append(Piece(Span(first.start, last.end)))
    return sorted(pieces, key=lambda piece: (piece.span.start, piece.span.end))


def _vocabulary(text: str) -> set[str]:
    """Return the words of a text, those parted over lines left out."""
    return set(_WORD.findall(_PARTED.sub(" ", text.lower())))


def _breaks(text: str, before: _Line, line: _Line, width: int) -> bool:
    """Whether a paragraph ends between two lines."""
    if _has_leader(text, line) or _has_leader(text, before):
        return text[line.start] != "("
    low = text[line.start].islower()
    ends = text.endswith(_TERMINAL, before.start, before.end)
    length = before.end - before.start
    if low and not ends:
        return False
    if _is_set_apart(text, before, line) or (
        (ends or length < width * 0.85) and _STARTS.match(text, line.start, line.end)
    ):
        return True
    if line.gap or line.indented > before.indented:
        return ends or not low
    if ends:
        return length < width * 0.85
    return length < width * 0.6 and not _RUNS_ON.search(
        text, max(before.start, before.end - 12), before.end
    )


def _is_set_apart(text: str, before: _Line, line: _Line) -> bool:
    """Whether one of two lines stands alone by what it says."""
    if _ALONE.match(text, before.start, before.end) or _HEADS.match(text, line.start):
        return True
    if _SECTION.fullmatch(text, line.start, line.end):
        return True
    if _ENACTING.match(text, line.start, line.end):
        return not _RUNS_ON.search(text, max(before.start, before.end - 12), before.end)
    listed = text.endswith((",", ";", ", and"), before.start, before.end)
    return listed and bool(_GOVERNED.match(text, line.start) or _FIRST.match(text, line.start))


def _close_hyphen(text: str, pair: tuple[_Line, _Line], words: set[str], overlay: Overlay) -> None:
    """Write a word that is parted over two lines compactly at its beginning."""
    before, after = pair
    head = text.rfind(" ", before.start, before.end) + 1 or before.start
    tail = _TOKEN.match(text, after.start, after.end)
    if not tail or not tail.group()[0].isalpha():
        return
    taken = overlay.compact[-1].end if overlay.compact else 0
    if BROKEN_WORD.search(text, head, tail.end()) or (head < taken <= tail.end()):
        return
    first, second = text[head : before.end - 1], tail.group()
    hyphen = "-" if _keeps_hyphen(first, second, words) else ""
    overlay.write(head, tail.end(), first + hyphen + second)


def _keeps_hyphen(first: str, second: str, words: set[str]) -> bool:
    """Whether the hyphen at a line's end belongs to the word.

    >>> _keeps_hyphen("long", "term", {"long", "term"}), _keeps_hyphen("opera", "tion", {"operation"})
    (True, False)
    """
    left = re.sub(r"[^a-z-]", "", first.lower())
    right = (re.match(r"[a-z]+(?:-[a-z]+)*", second.lower()) or [""])[0]
    if second[:1].isupper() or any(char.isdigit() for char in first):
        return True
    if left + right in words:
        return False
    if f"{left}-{right}" in words:
        return True
    if left in _KEEPING:
        return left not in _NEVER
    return left in words and right in words and len(left) > 3 and len(right) > 3
