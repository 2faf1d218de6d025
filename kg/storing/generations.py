"""Store folders: whole generations, published at one instant, kept while someone reads.

    STORE/CURRENT              the name of the generation in force, one line
    STORE/LOCK                 held by the one process that builds
    STORE/generations/g000007/
        graph.nq               canonical N-Quads: graphs in order of their IRI, lines sorted
        documents.jsonl        one line per document: input hash, place in graph.nq, findings
        manifest.json          versions, counts and SHA-256 of the files above
        index/                 the Oxigraph store made from graph.nq
        run.json               clock times of the build; the only file that is not reproducible

Publishing follows a protocol that held under kill -9 and simulated power cuts: build in
``gNNNNNN.tmp``, sync every file and folder, rename, sync the parent, write ``CURRENT.tmp``,
sync, replace, sync. Readers hold a shared lock on their generation, so it is swept only when
nobody reads it.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError

_NAME = re.compile(r"g([0-9]{6})")
_MARK = "CURRENT"


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete build inside a store folder."""

    path: Path

    @property
    def graph(self) -> Path:
        """The canonical N-Quads."""
        return self.path / "graph.nq"

    @property
    def documents(self) -> Path:
        """One JSON line per document."""
        return self.path / "documents.jsonl"

    @property
    def manifest(self) -> Path:
        """Versions, counts and hashes."""
        return self.path / "manifest.json"

    @property
    def index(self) -> Path:
        """The Oxigraph store."""
        return self.path / "index"

    @property
    def run(self) -> Path:
        """Clock times of the build."""
        return self.path / "run.json"


def current(store: Path) -> Generation:
    """Return the generation in force.

    Raises:
        StoreError: there is no store at ``store``, or it is something else, or damaged.
    """
    if not store.exists():
        raise StoreError(
            f"{store}: no store there; make one with 'rostrum build PATH --store {store}'"
        )
    mark = store / _MARK
    try:
        name = mark.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise StoreError(f"{store}: not a Rostrum store (it has no file CURRENT)") from error
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{mark}: cannot be read; is this a Rostrum store?") from error
    generation = Generation(store / "generations" / name)
    if not _NAME.fullmatch(name) or not generation.manifest.is_file():
        raise StoreError(
            f"{store}: damaged, CURRENT names a generation that is not there; build again"
        )
    return generation


@contextmanager
def reading(store: Path) -> Iterator[Generation]:
    """Hold the generation in force for as long as the block runs; a build does not sweep it."""
    while True:
        generation = current(store)
        try:
            handle = os.open(generation.path, os.O_RDONLY)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(handle, fcntl.LOCK_SH)
            if current(store) == generation:
                yield generation
                return
        finally:
            os.close(handle)


@contextmanager
def building(store: Path) -> Iterator[Generation]:
    """Yield a fresh temporary generation; publish it when the block ends without an error.

    Raises:
        StoreError: the folder is not a store and not empty, or another build holds it.
    """
    _claim(store)
    lock = os.open(store / "LOCK", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(
                f"{store}: another build is writing to it; wait for it to end"
            ) from error
        _sweep(store)
        fresh = store / "generations" / f"g{_next_number(store):06d}"
        temporary = fresh.with_suffix(".tmp")
        temporary.mkdir(parents=True)
        try:
            yield Generation(temporary)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        _publish(store, temporary, fresh)
        _sweep(store)
    finally:
        os.close(lock)


def _claim(store: Path) -> None:
    """Make the store folder, or see that it may be one."""
    try:
        store.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in store.iterdir()}
    except OSError as error:
        raise StoreError(f"{store}: cannot be used as a store folder ({error.strerror})") from error
    if names - {"generations", "LOCK", _MARK, _MARK + ".tmp"}:
        raise StoreError(f"{store}: holds other files and is no Rostrum store; name another folder")


def _next_number(store: Path) -> int:
    folder = store / "generations"
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    return 1 + max((int(match[1]) for name in names if (match := _NAME.match(name))), default=0)


def _publish(store: Path, temporary: Path, fresh: Path) -> None:
    _sync_tree(temporary)
    temporary.rename(fresh)
    _sync(fresh.parent)
    mark = store / (_MARK + ".tmp")
    mark.write_text(fresh.name + "\n", encoding="ascii")
    _sync(mark)
    mark.replace(store / _MARK)
    _sync(store)


def _sweep(store: Path) -> None:
    """Remove unfinished generations and old ones that nobody reads.

    Where CURRENT is damaged only unfinished ones go: the others may be all there is.
    """
    try:
        kept = current(store).path.name
    except StoreError:
        kept = None
    for path in sorted((store / "generations").glob("g*")):
        obsolete = path.suffix == ".tmp" or (kept is not None and path.name != kept)
        if obsolete and not _is_read(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_read(path: Path) -> bool:
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _sync_tree(folder: Path) -> None:
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            _sync(Path(parent) / name)
        _sync(Path(parent))
    with suppress(OSError):
        _sync(folder.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
