"""Answers that are kept as long as their edition: small, whole, and the same when asked again."""

from __future__ import annotations

import re
from collections import OrderedDict

from kg.serving.children import Reply
from kg.storing.requests import Request

_MOST_EACH = 64 * 1024
_VOLATILE = re.compile(r"\b(?:rand|now|uuid|struuid|bnode|service)\b", re.IGNORECASE)


def volatile(query: str) -> bool:
    """Whether a query may have another answer when asked again of the same graph.

    >>> volatile("SELECT (NOW() AS ?t) {}"), volatile("ASK { ?knows ?p ?o }")
    (True, False)
    """
    return _VOLATILE.search(query) is not None


class Kept:
    """The answers asked for last, up to ``size`` bytes of them and of their queries."""

    def __init__(self, size: int) -> None:
        self._size, self._used = size, 0
        self._replies: OrderedDict[Request, Reply] = OrderedDict()

    def get(self, request: Request) -> Reply | None:
        """Return the answer to the same request, if it is kept."""
        found = self._replies.get(request)
        if found is not None:
            self._replies.move_to_end(request)
        return found

    def put(self, request: Request, reply: Reply) -> None:
        """Keep an answer, in place of those that nobody asked for of late."""
        cost = _cost(request, reply)
        if (
            cost > min(_MOST_EACH, self._size)
            or request in self._replies
            or volatile(request.query)
        ):
            return
        self._replies[request] = reply
        self._used += cost
        while self._used > self._size:
            self._used -= _cost(*self._replies.popitem(last=False))

    def clear(self) -> None:
        """Keep nothing more."""
        self._size = self._used = 0
        self._replies.clear()


def _cost(request: Request, reply: Reply) -> int:
    graphs = sum(len(name) for name in (*(request.default or ()), *(request.named or ())))
    return len(reply.body) + 4 * len(request.query) + 4 * graphs + 512
