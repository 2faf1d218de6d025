"""A look at a query before any engine sees it: size and nesting.

This is a courtesy, a clear word where a dead child could only be reported; the guarantee is
the limit on the child that runs the query.
"""

from __future__ import annotations

import re

from kg.errors import MalformedQuery

MOST_BYTES = 64 * 1024
DEEPEST = 64
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|#[^\n]*",
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w:?$@])service(?![\w-])", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[{]|[)\]}]")


def guard(query: str) -> bytes:
    """Return a query as the bytes to send.

    Raises:
        MalformedQuery: it is longer than 64 KiB, nested deeper than 64 brackets, or no text.

    >>> guard("ASK {}"), nesting('ASK { FILTER(?x = ")))((") # }}')
    (b'ASK {}', 2)
    """
    try:
        written = query.encode()
    except UnicodeEncodeError as error:
        raise MalformedQuery("the query holds half a surrogate pair, which is no text") from error
    if len(written) > MOST_BYTES:
        raise MalformedQuery(f"the query is longer than {MOST_BYTES} bytes; ask in parts")
    if nesting(query) > DEEPEST:
        raise MalformedQuery(f"the query is nested deeper than {DEEPEST} brackets; simplify it")
    return written


def nesting(query: str) -> int:
    """Return how many brackets are open at the deepest place outside strings and comments."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(_OPAQUE.sub(" ", query)):
        depth += 1 if bracket in "([{" else -1
        deepest = max(deepest, depth)
    return deepest


def asks_elsewhere(query: str) -> bool:
    r"""Whether a query seems to ask another server, outside strings, names and comments.

    >>> asks_elsewhere("ASK { SERVICE#<\n<urn:x> {} }"), asks_elsewhere("ASK { ?service :service 'service' }")
    (True, False)
    """
    return _SERVICE.search(_OPAQUE.sub(" ", query)) is not None
