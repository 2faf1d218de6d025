"""Straight quotation marks of old press releases, read as the typographic ones of later years."""

from __future__ import annotations

import re

_STRAIGHT = re.compile(r'"')
_BEFORE_OPENING = frozenset(" ([{—–-/“‘'")


def curled(plain: str) -> str:
    """Return ``plain`` with opening and closing marks told apart, at the same length.

    >>> curled('She called it "unacceptable" ("a farce").  "We object," she said.')
    'She called it “unacceptable” (“a farce”).  “We object,” she said.'
    """
    opened = False

    def curl(match: re.Match[str]) -> str:
        nonlocal opened
        at = match.start()
        free_before = at == 0 or plain[at - 1] in _BEFORE_OPENING
        free_after = plain[at + 1 : at + 2] in ("", " ")
        opened = not opened if free_before and free_after else free_before
        return "“" if opened else "”"

    return _STRAIGHT.sub(curl, plain)
