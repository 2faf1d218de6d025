"""The Oxigraph store of a generation: made from the canonical N-Quads, then only read."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store, parse

from kg.errors import StoreError

if TYPE_CHECKING:
    from typing_extensions import Buffer

OPTIMIZE_FROM = 2_000_000
CHUNK_BYTES = 128 * 1024 * 1024
_LEFT_OUT = ("LOCK", "LOG")
_BROKEN = (OSError, RuntimeError, SyntaxError, ValueError)


def make(folder: Path, nquads: Path, quads: int) -> None:
    """Load ``nquads`` (a file of ``quads`` quads) into a new store at ``folder``.

    The file is loaded in chunks of whole lines: one call for all of it took three times the
    memory and no less time. Large stores are compacted: on 42 million quads that cut the disk
    by a third and made most queries four to nine times faster; on small ones it is lost time.

    Raises:
        StoreError: the disk is full or the file is not N-Quads.
    """
    try:
        store = Store(str(folder))
        for chunk in _chunks(nquads):
            store.bulk_load(chunk, format=RdfFormat.N_QUADS)
        if quads >= OPTIMIZE_FROM:
            store.optimize()
        store.flush()
        del store
        _tidy(folder)
    except _BROKEN as error:
        raise StoreError(f"{folder}: the index cannot be made ({error})") from error


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
        for graph in gone:
            store.remove_graph(NamedNode(graph))
        for block in added:
            store.extend(parse(block, format=RdfFormat.N_QUADS))
        store.flush()
        del store
        _tidy(folder)
    except _BROKEN as error:
        raise StoreError(f"{folder}: the index cannot be made ({error})") from error


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
        StoreError: it is missing or damaged.
    """
    try:
        return Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{folder}: the index cannot be opened ({error}); build again") from error


def count(folder: Path) -> int:
    """Return how many quads the store holds, all of them in named graphs.

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
    """Add the hashes of lines: equal sets of lines have equal sums, whatever their order."""

    def __init__(self) -> None:
        super().__init__()
        self.total, self._rest = 0, b""

    def write(self, data: Buffer) -> int:
        *lines, self._rest = (self._rest + bytes(data)).split(b"\n")
        for line in lines:
            self.total += int.from_bytes(hashlib.blake2b(line, digest_size=16).digest(), "big")
        return memoryview(data).nbytes


def holds(folder: Path, nquads: Path) -> bool:
    """Whether the store's dump and the canonical N-Quads are the same set of lines.

    Raises:
        StoreError: a block of the store cannot be read.
    """
    dumped, written = _Sum(), _Sum()
    try:
        open_readonly(folder).dump(dumped, RdfFormat.N_QUADS)
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"{folder}: the index is damaged ({error}); build again") from error
    with nquads.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            written.write(chunk)
    return dumped.total == written.total
