"""Typed-paragraph JSON → ``Page``: the raw JSON is the source, its ``text`` values are visible.

The form is a list of objects, one a paragraph, with ``text`` and, where known, ``prefix`` (a
printed number kept apart), ``type``, ``paragraph_type`` and ``heading_level``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model.source import Source, Span
from kg.reading.page import BROKEN_WORD, Overlay, Page, Piece

_STRING = re.compile(
    r'"(?P<value>(?:[^"\\]|\\.){0,4000000})"(?P<key>\s{0,40}:)?|(?P<open>[{])|(?P<close>[}])|(?P<other>\d{1,9})'
)
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|.)", re.DOTALL)
_SIMPLE = {"n": " ", "t": " ", "r": " ", "b": " ", "f": " "}
_TOKEN = re.compile(r"\S+")


@dataclass(slots=True)
class _Paragraph:
    text: Span | None = None
    values: dict[str, str] = field(default_factory=dict)


def render(source: Source) -> Page:
    """Return the visible text of a typed-paragraph file."""
    overlay = Overlay(source.text)
    pieces: list[Piece] = []
    shown_to = 0
    for paragraph in _paragraphs(source.text):
        span = paragraph.text
        if span is None or span.start < shown_to:
            continue
        overlay.blank(shown_to, span.start)
        shown_to = span.end
        _unescape(overlay, span)
        piece = _piece(source.text, paragraph, span)
        if piece:
            pieces.append(piece)
    overlay.blank(shown_to, len(source.text))
    return Page(
        source, overlay.text(), tuple(pieces), compact=tuple(overlay.compact), surface="json"
    )


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """Yield the outermost objects of the file with the place of their text."""
    current, key, depth = _Paragraph(), "", 0
    for match in _STRING.finditer(text):
        if match.group("open"):
            depth += 1
        elif match.group("close"):
            depth -= 1
            if depth == 0:
                yield current
                current = _Paragraph()
        elif match.group("key"):
            key = match.group("value")
            continue
        elif depth == 1:
            _take(current, key, match)
        key = ""


def _take(current: _Paragraph, key: str, match: re.Match[str]) -> None:
    if key == "text" and match.group("value") is not None:
        current.text = Span(*match.span("value"))
    elif key:
        current.values[key] = match.group("value") or match.group("other") or ""


def _piece(text: str, paragraph: _Paragraph, span: Span) -> Piece | None:
    words = text[span.start : span.end]
    shown = _ESCAPE.sub(" ", words).strip()
    if not shown:
        return None
    values = paragraph.values
    level = values.get("heading_level") or "2"
    tag = f"h{level}" if values.get("type") == "heading" else "p"
    number = BROKEN_WORD.sub("", _ESCAPE.sub(" ", values.get("prefix", ""))).strip() or None
    stated = values.get("paragraph_type") if tag == "p" else None
    return Piece(
        span, tag, stated or values.get("type", ""), values.get("type") == "footer", number
    )


def _unescape(overlay: Overlay, span: Span) -> None:
    """Write the words that hold escapes as what they show."""
    text = overlay.base
    done = span.start
    for match in _ESCAPE.finditer(text, span.start, span.end):
        if match.start() < done:
            continue
        shown = _shown(match.group())
        if shown == " ":
            overlay.blank(match.start(), match.end())
            continue
        start = max(text.rfind(" ", done, match.start()) + 1, done)
        stop = text.find(" ", match.end(), span.end)
        done = stop if stop >= 0 else span.end
        _write(overlay, start, done)


def _write(overlay: Overlay, start: int, end: int) -> None:
    """Write one run of characters without blanks, escapes resolved."""
    at = start
    token_start, words = start, ""
    for match in _ESCAPE.finditer(overlay.base, start, end):
        words += overlay.base[at : match.start()]
        shown = _shown(match.group())
        at = match.end()
        if shown == " ":
            overlay.write(token_start, match.start(), words)
            overlay.blank(match.start(), at)
            token_start, words = at, ""
        else:
            words += shown
    overlay.write(token_start, end, words + overlay.base[at:end])


def _shown(escape: str) -> str:
    if escape[1] != "u":
        return _SIMPLE.get(escape[1], escape[1])
    codes = [int(code, 16) for code in escape[2:].split("\\u")]
    if len(codes) == 2 and 0xD800 <= codes[0] < 0xDC00:
        return chr(0x10000 + ((codes[0] - 0xD800) << 10) + (codes[1] - 0xDC00))
    return "".join(
        " " if chr(code).isspace() else chr(code) for code in codes if not 0xD800 <= code < 0xE000
    )
