"""HTML → tokens with their places, in linear time, for text that browsers would accept too.

No tree is built, so nothing is dropped and depth costs nothing. The standard library's
parser is not used: it rescans from every unclosed construct (5 MB of ``<`` never ends), and
what it makes of broken markup changed between Python patch releases; the tests hold both
against each other on well-formed pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from html import unescape

_OPENING = re.compile(r"<(?:(!--)|(/?)([A-Za-z][^\s/>]{0,100})|([!?]))")
_QUOTE_OR_END = re.compile(r"[\"'>]")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_ATTRIBUTE = re.compile(
    r"(?<![-\w:.])([A-Za-z_:][-\w:.]{0,80})\s{0,20}=\s{0,20}(?:\"([^\"]{0,4000})\"|'([^']{0,4000})'|([^\s\"'>]{1,400}))"
)
_ATTRIBUTES_READ = 8000
_RAW = frozenset(["script", "style", "noscript", "template", "iframe", "object", "noframes", "xmp"])


class What(Enum):
    """Kinds of token."""

    TEXT = "text"
    START = "start"
    END = "end"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch ``start:end`` of the source; ``name`` of tags in lower case.

    ``HIDDEN`` tokens are comments, declarations and the insides of scripts and styles.
    """

    what: What
    start: int
    end: int
    name: str = ""


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of an HTML text; together they cover it without a gap.

    >>> [(t.what.value, t.name) for t in tokens("<p>a < b<br/>c</p><!-- x")]
    [('start', 'p'), ('text', ''), ('start', 'br'), ('text', ''), ('end', 'p'), ('hidden', '')]
    """
    at = shown = 0
    ends = _TagEnds(text)
    while match := _OPENING.search(text, at):
        token = _token(text, match, ends)
        if token is None:
            at = match.end()
            continue
        if shown < token.start:
            yield Token(What.TEXT, shown, token.start)
        yield token
        at = shown = token.end
        if token.what is What.START and token.name in _RAW:
            at = shown = _raw_end(text, token)
            if shown > token.end:
                yield Token(What.HIDDEN, token.end, shown)
    if shown < len(text):
        yield Token(What.TEXT, shown, len(text))


def _token(text: str, match: re.Match[str], ends: _TagEnds) -> Token | None:
    start = match.start()
    if match.group(1):
        end = text.find("-->", match.end())
        return Token(What.HIDDEN, start, len(text) if end < 0 else end + 3)
    end = ends.after(match.end())
    if end < 0:
        return None
    if match.group(4):
        return Token(What.HIDDEN, start, end)
    what = What.END if match.group(2) else What.START
    return Token(what, start, end, match.group(3).lower())


def _raw_end(text: str, token: Token) -> int:
    """Return where the inside of a script or style ends; an unclosed one runs to the end."""
    if text.endswith("/>", token.start, token.end):
        return token.end
    closing = re.compile(rf"</{token.name}\b", re.IGNORECASE).search(text, token.end)
    return closing.start() if closing else len(text)


class _TagEnds:
    """Finds the ``>`` of a tag outside quotes; once quotes fail to close, ignores quotes."""

    __slots__ = ("_last", "_quotes", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._last = text.rfind(">")
        self._quotes = True

    def after(self, at: int) -> int:
        """Return the place after the tag's ``>`` or -1."""
        if at > self._last:
            return -1
        if self._quotes:
            end = self._quoted(at)
            if end >= 0:
                return end
            self._quotes = False
        return self._text.find(">", at) + 1 or -1

    def _quoted(self, at: int) -> int:
        text = self._text
        while match := _QUOTE_OR_END.search(text, at):
            if match.group() == ">":
                return match.end()
            before = text[match.start() - 1]
            if before != "=" and not before.isspace():
                at = match.end()
                continue
            closing = text.find(match.group(), match.end())
            if closing < 0:
                return -1
            at = closing + 1
        return -1


def attributes(text: str, token: Token) -> dict[str, str]:
    """Return the attributes of a start tag; only its first 8,000 characters are read.

    >>> text = '<p class="a b" lang=en>'
    >>> attributes(text, next(tokens(text)))
    {'class': 'a b', 'lang': 'en'}
    """
    head = text[token.start + 1 + len(token.name) : min(token.end, token.start + _ATTRIBUTES_READ)]
    if "=" not in head:
        return {}
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(head):
        name, double, single, bare = match.groups()
        found.setdefault(name.lower(), unescape(double or single or bare or ""))
    return found


def visible(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield stretches of a text token with the characters that they show.

    >>> list(visible("AT&amp;T", 0, 8))
    [(0, 2, 'AT'), (2, 7, '&'), (7, 8, 'T')]
    """
    at = start
    for match in _ENTITY.finditer(text, start, end):
        shown = unescape(match.group())
        if shown == match.group():
            continue
        if at < match.start():
            yield at, match.start(), text[at : match.start()]
        yield match.start(), match.end(), shown
        at = match.end()
    if at < end:
        yield at, end, text[at:end]
