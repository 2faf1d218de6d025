"""Make a finished generation the one in force, so that no instant shows half of it.

The order is what makes it safe: every file and folder of the generation is synced, it gets
its final name, its parent is synced, ``CURRENT.tmp`` is written and synced, takes the place of
``CURRENT``, and the store folder is synced. Before the last rename the old generation is in
force, after it the new one, whatever happens to the process or the machine.

``SHA256SUMS`` lists every other file of a generation (``sha256sum -c`` reads it), ``CURRENT``
holds the generation's name and the hash of that list: a chain from one line to every byte.
"""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from kg.errors import StoreError

SUMS = "SHA256SUMS"
MARK = "CURRENT"
STEPS = (
    "claimed",
    "locked",
    "swept",
    "begun",
    "collected",
    "assembled",
    "indexed",
    "described",
    "sealed",
    "files-synced",
    "renamed",
    "folder-synced",
    "mark-written",
    "mark-synced",
    "mark-replaced",
    "published",
    "old-swept",
)
_LETHAL = "ROSTRUM_KILL_AT"


def reach(step: str) -> None:
    """Say that a step of the build is done; tests let the process die there.

    >>> reach("sealed")
    """
    if os.environ.get(_LETHAL) == step:
        os.kill(os.getpid(), signal.SIGKILL)


def seal(folder: Path, known: Mapping[str, str] | None = None) -> str:
    """Write ``SHA256SUMS`` of a folder and return the SHA-256 of that list.

    ``known`` gives hashes that need not be computed again, by relative path.
    """
    names = sorted(file for file in _files(folder) if file != SUMS)
    hashes = dict(known or {})
    missing = [name for name in names if name not in hashes]
    hashes.update(zip(missing, _hashes(folder, missing), strict=True))
    written = "".join(f"{hashes[name]}  {name}\n" for name in names).encode()
    (folder / SUMS).write_bytes(written)
    return hashlib.sha256(written).hexdigest()


def sums(folder: Path) -> dict[str, str]:
    """Read ``SHA256SUMS``: relative path → SHA-256.

    Raises:
        StoreError: there is none, or it is no such list.
    """
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    except (OSError, ValueError) as error:
        raise StoreError(f"{SUMS}: cannot be read; build again") from error


def findings(folder: Path, expected: str) -> Iterator[str]:
    """Yield what differs from ``SHA256SUMS``, whose own hash must be ``expected``."""
    try:
        listed = sums(folder)
        if file_hash(folder / SUMS) != expected:
            yield f"{SUMS}: is not the list that {MARK} names"
    except StoreError as error:
        yield str(error)
        return
    present = {name for name in _files(folder) if name != SUMS}
    for name in sorted(listed.keys() - present):
        yield f"{name}: is missing"
    for name in sorted(present - listed.keys()):
        yield f"{name}: does not belong here"
    names = sorted(present & listed.keys())
    for name, found in zip(names, _hashes(folder, names), strict=True):
        if found != listed[name]:
            yield f"{name}: SHA-256 is {found[:12]}…, not {listed[name][:12]}…"


def file_hash(file: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def put_in_force(store: Path, temporary: Path, fresh: Path, sealed: str) -> None:
    """Give a sealed generation its name and let ``CURRENT`` name it, durably.

    Raises:
        OSError: nothing has changed.
        StoreError: the new generation is in force but may not outlive a power cut.
    """
    _sync_tree(temporary)
    reach("files-synced")
    temporary.rename(fresh)
    reach("renamed")
    _sync(fresh.parent)
    _sync(store)
    reach("folder-synced")
    mark = store / (MARK + ".tmp")
    mark.write_text(f"{fresh.name} {sealed}\n", encoding="ascii")
    reach("mark-written")
    _sync(mark)
    reach("mark-synced")
    mark.replace(store / MARK)
    reach("mark-replaced")
    try:
        _sync(store)
        with suppress(PermissionError):
            _sync(store.resolve().parent)
    except OSError as error:
        raise StoreError(
            f"{store}: the new graph is in force but could not be synced ({error.strerror}); "
            "build again"
        ) from error
    reach("published")


def _hashes(folder: Path, names: list[str]) -> list[str]:
    """Hash several files; hashing releases the interpreter lock, so two go at once."""
    if len(names) < 2:
        return [file_hash(folder / name) for name in names]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(lambda name: file_hash(folder / name), names))


def _files(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        for name in names:
            yield (Path(parent) / name).relative_to(folder).as_posix()


def _sync_tree(folder: Path) -> None:
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            _sync(Path(parent) / name)
        _sync(Path(parent))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
