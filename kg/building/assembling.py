"""Put the graphs of all documents into one canonical file, whatever order they came in.

``graph.nq`` holds the graphs in order of their IRI, the lines of each sorted. While a build
runs, blocks are spooled as they come; memory holds one small entry per document.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, BinaryIO

from kg.building.documents import Built, unpack
from kg.iris import Iris
from kg.mapping.renaming import rename_document
from kg.model.source import Issue, Severity, Span

_KEPT = tuple(
    field.name for field in fields(Built) if field.name not in ("location", "block", "issues")
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block of N-Quads stands: a file, a byte range in it, and whether it is packed."""

    file: Path
    offset: int
    length: int
    packed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a build: everything about it but its quads, and where those are."""

    built: Built
    place: Place | None

    @property
    def in_graph(self) -> bool:
        """Whether its quads go into the graph: there are some, and no violation."""
        return bool(self.built.quads) and not self.built.violations


class Spool:
    """A file to which packed blocks are appended as workers deliver them."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stream: BinaryIO = file.open("wb")
        self._at = 0

    def add(self, built: Built) -> Entry:
        """Take a document's packed block; the entry remembers only its place."""
        place = Place(self._file, self._at, len(built.block), packed=True)
        self._at += self._stream.write(built.block)
        return Entry(replace(built, block=b""), place)

    def close(self) -> None:
        """Make everything readable."""
        self._stream.close()


class Blocks:
    """Read blocks from the files they stand in; each file is opened once."""

    def __init__(self) -> None:
        self._files: dict[Path, int] = {}
        self._open = ExitStack()

    def __enter__(self) -> Blocks:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def read(self, place: Place) -> bytes:
        """Return the N-Quads at ``place``."""
        if place.file not in self._files:
            handle = os.open(place.file, os.O_RDONLY)
            self._open.callback(os.close, handle)
            self._files[place.file] = handle
        block = os.pread(self._files[place.file], place.length, place.offset)
        return unpack(block) if place.packed else block


def name_documents(entries: Iterable[Entry], iris: Iris) -> Iterator[tuple[Entry, str]]:
    """Yield each entry with its document's IRI; no two get the same, whatever their order.

    Of several documents that claim one symbol the first by name and hash keeps it.
    """
    taken: set[str] = set()
    for entry in sorted(entries, key=lambda e: (e.built.keys[0], e.built.name, e.built.sha256)):
        free = next(
            (iri for key in entry.built.keys if (iri := iris.document(key)) not in taken), None
        )
        iri = free or iris.document(f"{entry.built.name}-{entry.built.sha256}")
        taken.add(iri)
        yield entry, iri


@dataclass(frozen=True, slots=True)
class Assembled:
    """What stands in a finished ``graph.nq``."""

    sha256: str
    quads: int
    graphs: int
    entries: tuple[Entry, ...]


def assemble(
    entries: Sequence[Entry], fixed: Mapping[str, bytes], iris: Iris, out: Path
) -> Assembled:
    """Write ``graph.nq`` from documents and the fixed graphs (graph IRI → block)."""
    named = [(iris.graph(iri), entry, iri) for entry, iri in name_documents(entries, iris)]
    documents = {graph: (entry, iri) for graph, entry, iri in named if entry.in_graph}
    digest, quads, at, placed = hashlib.sha256(), 0, 0, []
    with out.open("wb") as stream, Blocks() as blocks:
        for graph in sorted({*fixed, *documents}):
            if graph in documents:
                entry, iri = documents[graph]
                block = _renamed(blocks, entry, iri, iris)
                built = replace(entry.built, document=iri)
                placed.append(Entry(built, Place(out, at, len(block))))
            else:
                block = fixed[graph]
            at += stream.write(block)
            digest.update(block)
            quads += block.count(b"\n")
    rest = [Entry(entry.built, None) for _, entry, _ in named if not entry.in_graph]
    graphs = len(fixed) + len(documents)
    return Assembled(digest.hexdigest(), quads, graphs, (*placed, *rest))


def _renamed(blocks: Blocks, entry: Entry, iri: str, iris: Iris) -> bytes:
    assert entry.place is not None
    block = blocks.read(entry.place)
    if entry.built.document == iri:
        return block
    return rename_document(block, entry.built.document, iri, iris)


def to_json(entry: Entry) -> str:
    """Return an entry as one line of ``documents.jsonl``; the location stays out of it."""
    built = {name: getattr(entry.built, name) for name in _KEPT}
    built["issues"] = [issue_json(issue) for issue in entry.built.issues]
    if entry.place is not None:
        built["offset"], built["length"] = entry.place.offset, entry.place.length
    return json.dumps(built, ensure_ascii=False, sort_keys=True)


def from_json(line: str, graph: Path) -> Entry:
    """Read an entry back; its block is in ``graph``."""
    found: dict[str, Any] = json.loads(line)
    offset, length = found.pop("offset", None), found.pop("length", 0)
    issues = tuple(_issue(issue) for issue in found.pop("issues"))
    found["keys"], found["violations"] = tuple(found["keys"]), tuple(found["violations"])
    built = Built(**found, location="", block=b"", issues=issues)
    return Entry(built, None if offset is None else Place(graph, offset, length))


def issue_json(issue: Issue) -> dict[str, object]:
    """Return an issue as the files beside a graph write it."""
    span = [issue.span.start, issue.span.end] if issue.span else None
    return {"message": issue.message, "severity": issue.severity.value, "span": span}


def _issue(found: Mapping[str, Any]) -> Issue:
    span = Span(*found["span"]) if found["span"] else None
    return Issue(found["message"], Severity(found["severity"]), span)
