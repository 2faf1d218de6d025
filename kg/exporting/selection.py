"""What is exported: canonical lines of the whole, of one document, of one meeting."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from kg.errors import UsageError
from kg.exporting.parts import parts
from kg.storing.generations import Generation

Range = tuple[int, int]


def whole(generation: Generation) -> Iterator[bytes]:
    """Yield every line."""
    with generation.graph.open("rb") as stream:
        yield from stream


def of_document(generation: Generation, document: str) -> Iterator[bytes]:
    """Return the lines of a document's graph; ``document`` is its symbol, name or IRI.

    Raises:
        UsageError: the store has no such document.
    """
    with generation.documents.open(encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            if "offset" in found and document in (found["document"], *found["keys"][:2]):
                return _stretches(generation, [(found["offset"], found["length"])])
    raise UsageError(f"the store has no document {document!r}; 'rostrum ask documents' lists them")


def of_meeting(generation: Generation, meeting: str) -> Iterator[bytes]:
    """Return the lines of all graphs that speak of a meeting, e.g. ``GA/76/38`` or its IRI.

    Raises:
        UsageError: no graph does.
    """
    wanted = f"{'' if ':' in meeting else '/meeting/'}{meeting}> ".encode()
    found = []
    with generation.graph.open("rb") as stream:
        for part in parts(generation):
            stream.seek(part.offset)
            if wanted in stream.read(part.length):
                found.append((part.offset, part.length))
    if not found:
        raise UsageError(f"the store has no meeting {meeting!r}; 'rostrum ask meetings' lists them")
    return _stretches(generation, found)


def outside_documents(generation: Generation) -> Iterator[bytes]:
    """Yield the lines of the graphs that belong to no document: registers, schemes, links."""
    start = 0
    with (
        generation.documents.open(encoding="utf-8") as lines,
        generation.graph.open("rb") as stream,
    ):
        for found in map(json.loads, lines):
            if "offset" in found:
                yield from _stretches(generation, [(start, found["offset"] - start)])
                start = found["offset"] + found["length"]
        stream.seek(start)
        yield from stream


def with_named(generation: Generation, lines: Callable[[], Iterable[bytes]]) -> Iterator[bytes]:
    """Yield the lines, then what the registers say of the things that these point at."""
    named: set[bytes] = set()
    for line in lines():
        yield line
        target = line.split(b" ", 2)[2].rsplit(b" ", 2)[0]
        if target.startswith(b"<"):
            named.add(target)
    written = set(lines()) if named else set()
    for line in outside_documents(generation):
        if line.split(b" ", 1)[0] in named and line not in written:
            yield line


def _stretches(generation: Generation, ranges: list[Range]) -> Iterator[bytes]:
    with generation.graph.open("rb") as stream:
        for start, length in ranges:
            stream.seek(start)
            while stream.tell() < start + length and (line := stream.readline()):
                yield line
