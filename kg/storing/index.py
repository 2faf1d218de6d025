"""The Oxigraph store of a generation: made from the canonical N-Quads, then only read.

Its default graph holds every triple of the named graphs once, so that a query without
``GRAPH`` counts a triple that two documents share as one, as RDF does. The engine's own union
of named graphs counts it twice, and took 18 s where the stored union takes 0.1 s.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from kg.errors import StoreError

if TYPE_CHECKING:
    from typing_extensions import Buffer

OPTIMIZE_FROM = 2_000_000
CHUNK_BYTES = 32 * 1024 * 1024
LOADS_AT_ONCE = 2
_LEFT_OUT = ("LOCK", "LOG")
_NAMED = re.compile(rb" <[^<>\" ]*> \.$")
_GRAPH = re.compile(rb" <[^<> ]*> \.\n")
_BROKEN = (OSError, RuntimeError, SyntaxError, ValueError)


def make(folder: Path, nquads: Path, quads: int) -> None:
    """Load ``nquads`` (a file of ``quads`` quads) into a new store at ``folder``.

    The file is loaded in chunks of whole lines, for one call for all of it took three times the
    memory and no less time. The engine loads on one core, so a chunk's quads and its part of
    the union go in side by side: 36 s instead of 56 for 3.5 million quads on two cores. Large
    stores are compacted: on 42 million quads that cut the disk by a third and made most
    queries four to nine times faster; on small ones it is lost time.

    Raises:
        StoreError: the disk is full or the file is not N-Quads.
    """
    try:
        store = Store(str(folder))
        _load(store, _chunks(nquads))
        if quads >= OPTIMIZE_FROM:
            store.optimize()
        store.flush()
        del store
        _tidy(folder)
    except _BROKEN as error:
        raise StoreError(f"{folder}: the index cannot be made ({error})") from error


def _load(store: Store, chunks: Iterable[bytes]) -> None:
    """Load N-Quads and the union of their graphs, a few chunks at a time."""
    running: deque[Future[None]] = deque()
    with ThreadPoolExecutor(LOADS_AT_ONCE) as threads:
        for chunk in chunks:
            for load in (_load_named, _load_union):
                if len(running) == LOADS_AT_ONCE:
                    running.popleft().result()
                running.append(threads.submit(load, store, chunk))
        for last in running:
            last.result()


# Lenient, for the IRIs were written by us: they need no second look.
def _load_named(store: Store, nquads: bytes) -> None:
    store.bulk_load(nquads, format=RdfFormat.N_QUADS, lenient=True)


def _load_union(store: Store, nquads: bytes) -> None:
    triples = _GRAPH.sub(b" .\n", nquads)
    store.bulk_load(triples, format=RdfFormat.N_TRIPLES, lenient=True)


def _chunks(nquads: Path) -> Iterator[bytes]:
    with nquads.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            yield chunk + stream.readline()


def derive(folder: Path, old: Path, gone: Iterable[str], added: Iterable[bytes]) -> None:
    """Make the store at ``folder`` from another by taking graphs away and adding N-Quads.

    The sorted tables of ``old`` are never changed, so they are linked, not copied.

    Raises:
        StoreError: the disk is full, or ``old`` is not a whole store.
    """
    try:
        clone(old, folder)
        store = Store(str(folder))
        leaving: list[Quad] = []
        for graph in gone:
            leaving += store.quads_for_pattern(None, None, None, NamedNode(graph))
            store.remove_graph(NamedNode(graph))
        for block in added:
            store.extend(parse(block, format=RdfFormat.N_QUADS))
            store.extend(parse(_GRAPH.sub(b" .\n", block), format=RdfFormat.N_TRIPLES))
        for quad in leaving:
            _forget(store, quad)
        store.flush()
        del store
        _tidy(folder)
    except _BROKEN as error:
        raise StoreError(f"{folder}: the index cannot be made ({error})") from error


def _forget(store: Store, quad: Quad) -> None:
    """Take a triple out of the default graph, unless a named graph still holds it."""
    left = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    if all(isinstance(other.graph_name, DefaultGraph) for other in left):
        store.remove(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))


def clone(old: Path, folder: Path) -> None:
    """Make a second folder of the same store; sorted tables are shared where links work."""
    folder.mkdir()
    for file in sorted(old.iterdir()):
        if file.suffix == ".sst":
            link(file, folder / file.name)
        elif not file.name.startswith(_LEFT_OUT):
            shutil.copyfile(file, folder / file.name)


def link(file: Path, name: Path) -> None:
    """Give an unchanging file a second name; copy it where the file system has no links."""
    try:
        os.link(file, name)
    except OSError:
        shutil.copyfile(file, name)


def _tidy(folder: Path) -> None:
    """Remove what RocksDB writes for people and for its own exclusion."""
    for file in folder.iterdir():
        if file.name.startswith(_LEFT_OUT):
            file.unlink()


def open_readonly(folder: Path) -> Store:
    """Open the store for reading.

    Raises:
        StoreError: it is missing, damaged, or has no union of its graphs.
    """
    try:
        store = Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{folder}: the index cannot be opened ({error}); build again") from error
    union = store.quads_for_pattern(None, None, None, DefaultGraph())
    if next(union, None) is None and next(store.quads_for_pattern(None, None, None), None):
        raise StoreError(f"{folder}: the index was made by an older version; build again")
    return store


def count(folder: Path) -> int:
    """Return how many quads the named graphs of the store hold.

    Raises:
        StoreError: a block of it cannot be read.
    """
    store = open_readonly(folder)
    try:
        found = store.query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        assert isinstance(found, QuerySolutions)
        return int(next(found)["n"].value)
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"{folder}: the index is damaged ({error}); build again") from error


class _Sum(io.BytesIO):
    """Add the hashes of lines: equal sets of lines have equal sums, whatever their order.

    Lines of the default graph are left out: a triple of three IRIs has three spaces, any
    other ends in a literal.
    """

    def __init__(self) -> None:
        super().__init__()
        self.total, self._rest = 0, b""

    def write(self, data: Buffer) -> int:
        *lines, self._rest = (self._rest + bytes(data)).split(b"\n")
        for line in lines:
            if _NAMED.search(line) and line.count(b" ") > 3:
                self.total += int.from_bytes(hashlib.blake2b(line, digest_size=16).digest(), "big")
        return memoryview(data).nbytes


_MISSING = "ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
_SPURIOUS = "ASK { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"


def holds(folder: Path, nquads: Path) -> bool:
    """Whether the named graphs are the canonical N-Quads, and the default graph their union.

    Raises:
        StoreError: a block of the store cannot be read.
    """
    dumped, written = _Sum(), _Sum()
    try:
        store = open_readonly(folder)
        if any(bool(store.query(question)) for question in (_MISSING, _SPURIOUS)):
            return False
        store.dump(dumped, RdfFormat.N_QUADS)
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"{folder}: the index is damaged ({error}); build again") from error
    with nquads.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            written.write(chunk)
    return dumped.total == written.total
