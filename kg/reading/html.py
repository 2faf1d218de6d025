"""HTML → ``Page``: offsets point into the raw markup, blocks come from the tags."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from kg.model.layout import Fact
from kg.model.source import Source, Span
from kg.reading import markup
from kg.reading.markup import Token, What
from kg.reading.page import Overlay, Page, Piece

_INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
     "img", "ins", "kbd", "mark", "nobr", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
     "sup", "time", "tt", "u", "var", "wbr", "input", "link", "meta", "base"]
)  # fmt: skip
_VOID = frozenset(
    [
        "br",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "base",
        "wbr",
        "area",
        "col",
        "embed",
        "source",
        "track",
    ]
)
_FURNITURE_TAGS = frozenset(
    [
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "menu",
        "dialog",
        "label",
        "legend",
        "textarea",
    ]
)
_FURNITURE_ROLES = frozenset(
    ["navigation", "search", "banner", "contentinfo", "complementary", "menu", "menubar"]
)
_FURNITURE_CLASSES = frozenset(
    ["menu", "nav", "navbar", "navigation", "breadcrumb", "breadcrumbs", "footer", "sidebar", "social", "share",
     "sharing", "pager", "pagination", "related", "cookie", "cookies", "search", "toolbar", "branding", "brandbar",
     "carousel", "slider", "slideshow", "widget", "advert", "skip", "switcher", "tags", "printlogo", "topbar"]
)  # fmt: skip
_CONTENT = frozenset(["html", "body", "main", "article"])
_NAMED = re.compile(r"field-{1,2}name-(?:field-)?([a-z-]+)")
_FIELDS = {
    "display-title": "title",
    "headline": "title",
    "date": "dated",
    "main-tags": "tags",
    "tags": "tags",
}
_BLOCK_TAG = frozenset(
    [
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "title",
        "pre",
        "td",
        "th",
        "blockquote",
        "dt",
        "dd",
    ]
)


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    furniture: bool
    field: str
    content: bool


@dataclass(slots=True)
class _Reader:
    """The state of one pass: open elements, the running block, what was found."""

    text: str
    overlay: Overlay
    stack: list[_Open] = field(default_factory=list)
    open: Counter[str] = field(default_factory=Counter)
    runs: list[tuple[int, int, str]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    inside: list[bool] = field(default_factory=list)
    facts: dict[str, Fact] = field(default_factory=dict)
    soft_break: bool = False


def render(source: Source) -> Page:
    """Return the visible text of an HTML source and its blocks."""
    reader = _Reader(source.text, Overlay(source.text))
    for token in markup.tokens(source.text):
        if token.what is What.TEXT:
            _take_text(reader, token)
            continue
        reader.overlay.blank(token.start, token.end)
        if token.what is What.START:
            _open(reader, token)
        elif token.what is What.END:
            _close(reader, token)
    _flush(reader)
    pieces = _outside_is_furniture(reader)
    overlay = reader.overlay
    return Page(source, overlay.text(), pieces, reader.facts, tuple(overlay.compact), (), "html")


def _take_text(reader: _Reader, token: Token) -> None:
    runs = list(markup.visible(reader.text, token.start, token.end))
    if reader.soft_break:
        first = next((shown.lstrip()[0] for _, _, shown in runs if shown.strip()), "")
        if first:
            reader.soft_break = False
            if not first.islower():
                _flush(reader)
    reader.runs.extend(runs)


def _open(reader: _Reader, token: Token) -> None:
    name = token.name
    if name in ("html", "meta", "link", "time"):
        _note(reader, token)
    if name == "br":
        reader.soft_break = True
        return
    if name in _INLINE:
        return
    _flush(reader)
    if name in _VOID or reader.text.endswith("/>", token.start, token.end):
        return
    if name in ("p", "li") and reader.stack and reader.stack[-1].name == name:
        _pop(reader)
    reader.stack.append(_context(reader, token))
    reader.open[name] += 1


def _context(reader: _Reader, token: Token) -> _Open:
    """Return what an element tells of the text in it, with what it inherits."""
    outer = reader.stack[-1] if reader.stack else _Open("", False, "", False)
    name = token.name
    found = markup.attributes(reader.text, token)
    classes = found.get("class", "")
    named = _NAMED.search(classes)
    label = named.group(1) if named else ""
    field_name = _FIELDS.get(label, label) or outer.field
    content = outer.content or name in ("main", "article") or found.get("id") == "main-content"
    furniture = outer.furniture or field_name == "tags"
    if name not in _CONTENT and not furniture:
        words = set(re.split(r"[\s_-]+", f"{classes} {found.get('id', '')}".lower()))
        furniture = (
            name in _FURNITURE_TAGS
            or (name == "header" and not content)
            or found.get("role") in _FURNITURE_ROLES
            or bool(words & _FURNITURE_CLASSES)
            or "visually-hidden" in classes
        )
    return _Open(name, furniture, field_name, content)


def _close(reader: _Reader, token: Token) -> None:
    if token.name in _INLINE or token.name in _VOID:
        return
    _flush(reader)
    if not reader.open[token.name]:
        return
    while reader.stack and _pop(reader) != token.name:
        pass


def _pop(reader: _Reader) -> str:
    name = reader.stack.pop().name
    reader.open[name] -= 1
    return name


def _flush(reader: _Reader) -> None:
    """End the running block: one piece of what it shows."""
    runs, reader.runs, reader.soft_break = reader.runs, [], False
    shown = "".join(words for _, _, words in runs)
    if not shown.strip():
        for start, end, _ in runs:
            if "&" in reader.text[start:end]:
                reader.overlay.blank(start, end)
        return
    first, last = _write(reader, runs, shown)
    context = reader.stack[-1] if reader.stack else _Open("", False, "", False)
    tag = next(
        (item.name for item in reversed(reader.stack[-3:]) if item.name in _BLOCK_TAG), "div"
    )
    piece = Piece(Span(first, last), tag, context.field, context.furniture or tag == "title")
    reader.pieces.append(piece)
    reader.inside.append(context.content)
    _note_dated(reader, piece, shown)


def _write(reader: _Reader, runs: list[tuple[int, int, str]], shown: str) -> tuple[int, int]:
    """Write words that tags or entities break up; return where the block's words lie."""
    places: list[tuple[int, int]] = []
    for start, end, words in runs:
        if len(words) == end - start:
            places.extend((at, at + 1) for at in range(start, end))
        else:
            places.extend([(start, end)] * len(words))
            if words.isspace():
                reader.overlay.blank(start, end)
    found = [match.span() for match in re.finditer(r"\S+", shown)]
    if len(runs) > 1 or len(places) != runs[0][1] - runs[0][0]:
        for head, tail in found:
            start, end = places[head][0], places[tail - 1][1]
            if end - start != tail - head or places[head][1] - start > 1:
                reader.overlay.write(start, end, shown[head:tail])
    return places[found[0][0]][0], places[found[-1][1] - 1][1]


def _note(reader: _Reader, token: Token) -> None:
    """Note what the head of the page says: language, address, date."""
    found = markup.attributes(reader.text, token)
    span = Span(token.start, token.end)
    if token.name == "html" and found.get("lang"):
        reader.facts["language"] = Fact(found["lang"][:2].lower(), span)
    elif token.name == "link" and found.get("rel") == "canonical" and found.get("href"):
        reader.facts["url"] = Fact(found["href"], span)
    elif token.name == "meta" and found.get("property") == "og:url" and found.get("content"):
        reader.facts.setdefault("url", Fact(found["content"], span))
    elif token.name == "time" and reader.stack and reader.stack[-1].field == "dated":
        day = found.get("datetime", "")[:10]
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
            reader.facts.setdefault("date", Fact(day, span))


def _note_dated(reader: _Reader, piece: Piece, shown: str) -> None:
    if piece.field == "symbol":
        reader.facts.setdefault("symbol", Fact(" ".join(shown.split()), piece.span))


def _outside_is_furniture(reader: _Reader) -> tuple[Piece, ...]:
    """Mark what stands outside the page's content, where the page says what that is."""
    pieces = reader.pieces
    body = [at for at, piece in enumerate(pieces) if piece.field == "body"]
    headed = any(
        piece.tag == "h1" or piece.field == "title" for piece in pieces if not piece.furniture
    )
    has_content = sum(1 for inside in reader.inside if inside) >= 2
    marked = []
    for at, piece in enumerate(pieces):
        outside = has_content and not reader.inside[at]
        after = bool(body) and at > body[-1] and not piece.field
        furniture = piece.furniture or outside or after or piece.field == "doctype"
        if piece.tag == "title" and not headed:
            furniture = False
        marked.append(replace(piece, furniture=furniture))
    return tuple(marked)
