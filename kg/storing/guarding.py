"""A look at a query before any engine sees it: size, nesting, and forms that break engines.

This is a courtesy, a clear word where a dead child could only be reported; the guarantee is
the limit on the child that runs the query. Measured with Oxigraph 0.5: 2,195 nested braces or
7,000 sums end its process; calls of some functions double the time of its parser with each
level (REPLACE 24 deep: over 40 s), so do ``!`` before a bracket, EXISTS and annotations in
text that is no query after all; a path of 400 steps is planned for 9 s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import MalformedQuery

MOST_BYTES = 64 * 1024
DEEPEST = 64
DEEPEST_SLOW = 8
"""Levels of what a parser may read again at each level; 8 cost it some milliseconds."""
MOST_OPERATORS = 300
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|#[^\n]*",
    re.DOTALL,
)
_BRACKET = re.compile(
    r"(?P<slow>\b(?:replace|regex|substr|group_concat|exists|lang)\s*(?=[({])|!\s*(?=\()|(?=\{\|))?"
    r"(?P<open>[(\[{])|[)\]}]",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"(?<![\w:?$@])service(?![\w-])", re.IGNORECASE)
_OPERATOR = re.compile(
    r"\bunion\b|\|\||&&|[+*/|^!]|(?<![\w:])-(?!\d)|(?<=\d)-(?=\d)", re.IGNORECASE
)


def guard(query: str) -> bytes:
    """Return a query as the bytes to send.

    Raises:
        MalformedQuery: it is longer than 64 KiB, nested deeper than 64 brackets (8 where each
            level may double the time of a parser), has over 300 operators, or is no text.

    >>> guard("ASK {}"), nesting('ASK { FILTER(?x = ")))((") # }}')
    (b'ASK {}', 2)
    >>> guard("SELECT (" + "REPLACE('a', 'b', " * 9 + "?x" + ")" * 9 + " AS ?y) {}")
    Traceback (most recent call last):
    kg.errors.MalformedQuery: the query nests calls, EXISTS or '!' deeper than 8; simplify it
    """
    try:
        written = query.encode()
    except UnicodeEncodeError as error:
        raise MalformedQuery("the query holds half a surrogate pair, which is no text") from error
    if len(written) > MOST_BYTES:
        raise MalformedQuery(f"the query is longer than {MOST_BYTES} bytes; ask in parts")
    bare = _OPAQUE.sub(" ", query)
    deepest = slowest = 0
    for depth, slow in _depths(bare):
        deepest, slowest = max(deepest, depth), max(slowest, slow)
    if deepest > DEEPEST:
        raise MalformedQuery(f"the query is nested deeper than {DEEPEST} brackets; simplify it")
    if slowest > DEEPEST_SLOW:
        raise MalformedQuery(
            f"the query nests calls, EXISTS or '!' deeper than {DEEPEST_SLOW}; simplify it"
        )
    if len(_OPERATOR.findall(bare)) > MOST_OPERATORS:
        raise MalformedQuery(
            f"the query has more than {MOST_OPERATORS} operators; use VALUES or IN"
        )
    return written


def nesting(query: str) -> int:
    """Return how many brackets are open at the deepest place outside strings and comments."""
    return max((depth for depth, _ in _depths(_OPAQUE.sub(" ", query))), default=0)


def _depths(bare: str) -> Iterator[tuple[int, int]]:
    """Yield at each opening bracket how many are open, and how many of them are slow to read."""
    opened: list[bool] = []
    slow = 0
    for bracket in _BRACKET.finditer(bare):
        if bracket["open"]:
            opened.append(bracket["slow"] is not None)
            slow += opened[-1]
            yield len(opened), slow
        elif opened:
            slow -= opened.pop()


def asks_elsewhere(query: str) -> bool:
    r"""Whether a query seems to ask another server, outside strings, names and comments.

    >>> asks_elsewhere("ASK { SERVICE#<\n<urn:x> {} }"), asks_elsewhere("ASK { ?service :service 'service' }")
    (True, False)
    """
    return _SERVICE.search(_OPAQUE.sub(" ", query)) is not None
