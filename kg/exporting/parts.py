"""The named graphs of the canonical N-Quads, as stretches of the file; nothing is parsed.

``graph.nq`` holds every graph in one piece, its lines sorted, so that a stretch's hash tells
whether the graph changed, and cutting the graph's name off each line makes N-Triples.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from kg.storing.generations import Generation


@dataclass(frozen=True, slots=True)
class Part:
    """A named graph: its IRI, where it stands, its triples and the hash of its lines."""

    graph: str
    offset: int
    length: int
    triples: int
    digest: str


def parts(generation: Generation) -> Iterator[Part]:
    """Yield the named graphs in the order of the file."""
    name, start, here, lines, digest = b"", 0, 0, 0, hashlib.sha256()
    with generation.graph.open("rb") as stream:
        for line in stream:
            if (found := graph_name(line)) != name:
                if lines:
                    yield Part(_text(name), start, here - start, lines, digest.hexdigest())
                name, start, lines, digest = found, here, 0, hashlib.sha256()
            digest.update(line)
            here += len(line)
            lines += 1
    if lines:
        yield Part(_text(name), start, here - start, lines, digest.hexdigest())


def graph_name(line: bytes) -> bytes:
    r"""Return the graph of a canonical line, in angle brackets.

    >>> graph_name(b'<urn:s> <urn:p> "a <b> ." <urn:g> .\n')
    b'<urn:g>'
    """
    return line.rsplit(b" ", 2)[1]


def triples(generation: Generation, part: Part, lines: int) -> Iterator[bytes]:
    """Yield a graph as N-Triples, at most ``lines`` lines at a time."""
    name = len(graph_name(f"<> <> <> <{part.graph}> .".encode())) + len(b" .\n")
    held: list[bytes] = []
    with generation.graph.open("rb") as stream:
        stream.seek(part.offset)
        for _ in range(part.triples):
            held.append(stream.readline()[:-name] + b".\n")
            if len(held) == lines:
                yield b"".join(held)
                held.clear()
    if held:
        yield b"".join(held)


def _text(name: bytes) -> str:
    return name[1:-1].decode()
