"""What the parent asks of a query child: the text, the dataset it is asked of, the formats.

A request travels as one JSON object behind its length in four bytes.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass

TABLES = ("json", "xml", "csv", "tsv")
"""Formats of the answer to SELECT and ASK (SPARQL 1.1 Query Results)."""
GRAPHS = ("ntriples", "turtle", "rdfxml", "jsonld", "nquads", "trig")
"""Formats of the answer to CONSTRUCT and DESCRIBE."""


@dataclass(frozen=True, slots=True)
class Request:
    """One query; ``table`` and ``graph`` are the formats that its two kinds of answers take.

    ``default`` and ``named`` are the graphs of the dataset that a client asks for; where both
    are ``None`` it is the whole store.
    """

    query: str
    table: str = "json"
    graph: str = "ntriples"
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None

    def parts(self) -> tuple[object, ...]:
        """Return what tells requests apart."""
        return (self.query, self.table, self.graph, self.default, self.named)

    def packed(self) -> bytes:
        """Return the request as the child reads it.

        >>> Request("ASK {}").packed()[4:]
        b'{"query": "ASK {}", "table": "json", "graph": "ntriples"}'
        """
        found: dict[str, object] = {"query": self.query, "table": self.table, "graph": self.graph}
        if self.default is not None or self.named is not None:
            found |= {"default": self.default or (), "named": self.named or ()}
        body = json.dumps(found).encode()
        return struct.pack("!I", len(body)) + body


def unpacked(body: bytes) -> Request:
    """Read what :meth:`Request.packed` wrote, without its length.

    >>> unpacked(Request("ASK {}", default=("urn:a",)).packed()[4:]).named
    ()
    """
    found = json.loads(body)
    graphs = {key: tuple(found[key]) if key in found else None for key in ("default", "named")}
    return Request(found["query"], found["table"], found["graph"], **graphs)
