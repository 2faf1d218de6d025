"""Paths → sources: files, folders, globs and archives, in a fixed order, nothing lost.

Whatever cannot be read is a ``Failure`` value with its place and one line; it never stops
the others. Symbolic links are followed once, devices and pipes never opened, and no document
or archive member larger than the limit is read.
"""

from __future__ import annotations

import glob
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from lzma import LZMAError
from pathlib import Path, PurePosixPath

from kg.errors import UnreadableDocument
from kg.model.fetched import INDEX, Fetched, rows
from kg.model.source import Source
from kg.reading.decoding import read_source
from kg.settings import Settings

_TAR = (".tar", ".tar.xz", ".tar.gz", ".tar.bz2", ".tgz", ".txz", ".tbz2")
_DOCUMENT = {
    ".txt",
    ".html",
    ".htm",
    ".xhtml",
    ".json",
    ".md",
    ".markdown",
    ".xml",
    ".rss",
    ".text",
    "",
}
_SKIPPED_NAMES = ("._", ".")
_BROKEN = (tarfile.TarError, zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError,
           RuntimeError, NotImplementedError, ValueError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Failure:
    """A place that gave no document, and why, in one line."""

    location: str
    message: str


Found = Source | Failure


def sources(paths: Iterable[str | Path], settings: Settings) -> Iterator[Found]:
    """Yield every document below ``paths`` in the order given, folders sorted by name.

    A path may be a file, a folder, a glob pattern, or a ``.zip`` or ``.tar.*`` archive, whose
    members are read one by one. Inside folders and archives only text documents are taken;
    a path named outright is always read.

    >>> [found.message for found in sources(["no-such-file.txt"], Settings())]
    ['no-such-file.txt: no such file or folder']
    """
    limit = settings.limits.document_bytes
    seen: set[tuple[int, int]] = set()
    for given in paths:
        for path in _expanded(str(given)):
            yield from _at(path, limit, seen)


def shown(location: str) -> str:
    r"""Return a location as one printable line.

    >>> shown("odd\nname.txt")
    'odd\\nname.txt'
    """
    if location.isprintable():
        return location
    escaped = location.encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in escaped)


def _expanded(given: str) -> list[Path]:
    if any(char in given for char in "*?[") and not os.path.lexists(given):
        found = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 - patterns may be absolute
        return [Path(path) for path in found] or [Path(given)]
    return [Path(given)]


def _at(path: Path, limit: int, seen: set[tuple[int, int]]) -> Iterator[Found]:
    location = shown(str(path))
    try:
        status = path.stat()
    except FileNotFoundError:
        yield Failure(location, f"{location}: no such file or folder")
        return
    except (OSError, ValueError) as error:
        yield _failure(location, error)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, limit, seen)
    elif stat.S_ISREG(status.st_mode):
        yield from _file(path, status.st_size, limit)
    else:
        yield Failure(location, f"{location}: not a file (a pipe, socket or device); not opened")


def _folder(path: Path, limit: int, seen: set[tuple[int, int]]) -> Iterator[Found]:
    """Yield what a folder and its sub-folders hold; a folder met twice is read once."""
    count = 0
    pending = [path]
    while pending:
        folder = pending.pop()
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = sorted(folder.iterdir())
        except OSError as error:
            yield _failure(shown(str(folder)), error)
            continue
        taken = [entry for entry in entries if not entry.is_dir() and _is_wanted(entry.name)]
        pending.extend(entry for entry in reversed(entries) if _is_visible_folder(entry))
        pages = _fetched(folder) if taken else {}
        for entry in taken:
            count += 1
            for found in _at(entry, limit, seen):
                yield _as_fetched(found, pages.get(entry.name))
    if not count:
        yield Failure(shown(str(path)), f"{shown(str(path))}: the folder holds no documents")


def _fetched(folder: Path) -> Mapping[str, Fetched]:
    """Return what ``rostrum fetch`` noted of the folder's files, by file name."""
    try:
        lines = (folder / INDEX).read_text("utf-8", "replace").splitlines()
    except OSError:
        return {}
    pages = sorted(rows(lines).values(), key=lambda page: page.url, reverse=True)
    return {page.file: page for page in pages}


def _as_fetched(found: Found, page: Fetched | None) -> Found:
    """Name a fetched page after its address, not after the hash that its file is called."""
    if page is None or isinstance(found, Failure) or found.sha256 != page.sha256:
        return found
    return replace(found, name=page.name, url=page.final_url)


def _is_visible_folder(entry: Path) -> bool:
    return entry.is_dir() and not entry.name.startswith(_SKIPPED_NAMES)


def _is_wanted(name: str) -> bool:
    lowered = name.lower()
    if lowered.startswith(_SKIPPED_NAMES):
        return False
    return lowered.endswith((*_TAR, ".zip")) or PurePosixPath(lowered).suffix in _DOCUMENT


def _file(path: Path, size: int, limit: int) -> Iterator[Found]:
    location = shown(str(path))
    lowered = path.name.lower()
    if lowered.endswith(_TAR):
        yield from _members(location, _tar(path, limit))
    elif lowered.endswith(".zip"):
        yield from _members(location, _zip(path, limit))
    elif size > limit:
        yield _too_large(location, size, limit)
    else:
        try:
            data = path.read_bytes()
        except OSError as error:
            yield _failure(location, error)
        else:
            yield _read(data, path.name, location)


def _read(data: bytes, file_name: str, location: str) -> Found:
    try:
        return read_source(data, _stem(file_name), location)
    except UnreadableDocument as error:
        return Failure(location, str(error))


def _stem(file_name: str) -> str:
    """Return the name without its folder and its document suffix.

    >>> _stem("TXT/Session 76/SVK_76_2021.txt"), _stem("S_PV.8698"), _stem("ga12388.doc.htm")
    ('SVK_76_2021', 'S_PV.8698', 'ga12388')
    """
    name = PurePosixPath(file_name).name
    base, _, suffix = name.rpartition(".")
    if not base or f".{suffix.lower()}" not in _DOCUMENT:
        return name
    return base.removesuffix(".doc") or name


def _members(location: str, found: Iterator[Found]) -> Iterator[Found]:
    """Yield an archive's members; say so where it breaks or holds nothing."""
    count = 0
    try:
        for item in found:
            count += 1
            yield item
    except _BROKEN as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        yield Failure(
            location, f"{location}: the archive is broken after {count} documents ({reason})"
        )
        return
    if not count:
        yield Failure(location, f"{location}: the archive holds no documents")


def _tar(path: Path, limit: int) -> Iterator[Found]:
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            if not member.isfile() or not _is_wanted(PurePosixPath(member.name).name):
                continue
            place = shown(f"{path}!{member.name}")
            if member.size > limit:
                yield _too_large(place, member.size, limit)
                continue
            stream = archive.extractfile(member)
            data = stream.read(limit + 1) if stream else b""
            yield _read(data, member.name, place)


def _zip(path: Path, limit: int) -> Iterator[Found]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.is_dir() or not _is_wanted(PurePosixPath(member.filename).name):
                continue
            place = shown(f"{path}!{member.filename}")
            if member.flag_bits & 1:
                yield Failure(place, f"{place}: encrypted; decrypt it first")
                continue
            with archive.open(member) as stream:
                data = stream.read(limit + 1)
            if len(data) > limit:
                yield _too_large(place, max(member.file_size, len(data)), limit)
            else:
                yield _read(data, member.filename, place)


def _too_large(location: str, size: int, limit: int) -> Failure:
    return Failure(
        location, f"{location}: {size} bytes, more than the limit of {limit} for one document"
    )


def _failure(location: str, error: Exception) -> Failure:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Failure(location, f"{location}: cannot be read ({reason})")
