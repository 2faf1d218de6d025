"""Store folders: whole generations, published at one instant, kept while someone reads.

    STORE/CURRENT              the generation in force and the hash of its SHA256SUMS, one line
    STORE/LOCK                 held by the one process that builds
    STORE/generations/g000007/
        graph.nq               canonical N-Quads: graphs in order of their IRI, lines sorted
        documents.jsonl        one line per document: input hash, place in graph.nq, findings
        manifest.json          versions, counts and hashes; reproducible like the two above
        index/                 the Oxigraph store made from graph.nq (not with build --no-index)
        run.json               this run: clock times, rates, failures; never reproducible
        SHA256SUMS             the hash of every file above
    STORE/answers/             prepared answers (kg.storing.answers); may be deleted

A build writes ``gNNNNNN.tmp`` and ``publishing`` puts it in force. Readers hold a shared lock
on their generation, so it is swept only when nobody reads it.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import StoreError
from kg.storing import publishing
from kg.storing.answers import FOLDER, Answers
from kg.storing.publishing import MARK, reach

_NAME = re.compile(r"g([0-9]{6})")
_LINE = re.compile(r"(g[0-9]{6})(?: ([0-9a-f]{64}))?\n?")


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete build inside a store folder.

    ``sealed`` is the hash of its SHA256SUMS; ``known`` are hashes of files (by relative path)
    that the build already computed.
    """

    path: Path
    sealed: str = ""
    known: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def graph(self) -> Path:
        """The canonical N-Quads."""
        return self.path / "graph.nq"

    @property
    def answers(self) -> Answers | None:
        """The prepared answers to its graph; ``None`` where its list of hashes is damaged."""
        try:
            graph = publishing.sums(self.path)[self.graph.name]
        except (StoreError, KeyError):
            return None
        return Answers.of(self.path.parents[1], graph)

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
        """Clock times, rates and failures of the build."""
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
    line = _mark(store)
    while not (generation := _named(store, line)):
        # A build may have swept the generation between our two looks; then CURRENT has changed.
        seen, line = line, _mark(store)
        if line == seen:
            raise StoreError(
                f"{store}: damaged, {MARK} names a generation that is not there; build again"
            )
    return generation


def _mark(store: Path) -> str:
    mark = store / MARK
    try:
        return mark.read_text(encoding="ascii")
    except FileNotFoundError as error:
        raise StoreError(f"{store}: not a Rostrum store (it has no file {MARK})") from error
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{mark}: cannot be read; is this a Rostrum store?") from error


def _named(store: Path, line: str) -> Generation | None:
    """Return the generation that a line of CURRENT names, if it is there."""
    named = _LINE.fullmatch(line)
    if named is None or not (store / "generations" / named[1] / "manifest.json").is_file():
        return None
    return Generation(store / "generations" / named[1], named[2] or "")


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
    reach("claimed")
    lock = os.open(store / "LOCK", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(
                f"{store}: another build is writing to it; wait for it to end"
            ) from error
        reach("locked")
        _sweep(store)
        reach("swept")
        yield from _filled(store)
        _sweep(store)
        reach("old-swept")
    finally:
        os.close(lock)


def _filled(store: Path) -> Iterator[Generation]:
    """Yield a new generation to be filled, then publish it; on any error nothing is left."""
    fresh = store / "generations" / f"g{_next_number(store):06d}"
    temporary = fresh.with_suffix(".tmp")
    try:
        temporary.mkdir(parents=True)
        reach("begun")
        filled = Generation(temporary)
        yield filled
        sealed = publishing.seal(temporary, filled.known)
        reach("sealed")
        publishing.put_in_force(store, temporary, fresh, sealed)
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        raise StoreError(
            f"{store}: writing failed ({error.strerror or error}); the old graph is untouched"
        ) from error
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _claim(store: Path) -> None:
    """Make the store folder, or see that it may be one."""
    try:
        store.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in store.iterdir()}
    except OSError as error:
        raise StoreError(f"{store}: cannot be used as a store folder ({error.strerror})") from error
    if names - {"generations", FOLDER, "LOCK", MARK, MARK + ".tmp"}:
        raise StoreError(f"{store}: holds other files and is no Rostrum store; name another folder")


def _next_number(store: Path) -> int:
    folder = store / "generations"
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    return 1 + max((int(match[1]) for name in names if (match := _NAME.match(name))), default=0)


def _sweep(store: Path) -> None:
    """Remove unfinished generations and old ones that nobody reads.

    Where CURRENT is damaged only unfinished ones go: the others may be all there is.
    """
    kept = None
    with suppress(StoreError):
        generation = current(store)
        kept = generation.path.name
        if generation.answers:
            generation.answers.sweep()
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
