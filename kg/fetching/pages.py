"""The folder of pages: every file is named by the hash of its bytes and never changed.

``index.jsonl`` says where each came from. A page is written beside its place, synced, and
renamed; then its line is added to the index and synced. A crash leaves a hidden file or a
torn last line, both of which the next run clears away.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import EnvironmentFailure
from kg.model.fetched import INDEX, Fetched, rows

OLD = ".superseded"
FEED = ".feed"
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
}
_OURS = re.compile(r"[0-9a-f]{64}\.[a-z]{3,4}")
_UNFINISHED = ".unfinished-"


@contextmanager
def open_pages(folder: Path) -> Iterator[Pages]:
    """Open a folder of pages for writing, by one process at a time, and tidy it.

    Raises:
        EnvironmentFailure: it cannot be written, or another process writes it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise EnvironmentFailure(f"{folder}: another rostrum fetch writes here") from None
            pages = Pages(folder)
            pages.tidy()
            try:
                yield pages
            finally:
                pages.tidy()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise EnvironmentFailure(f"{folder}: {error.strerror or error}") from error


class Pages:
    """What a folder holds, by the address asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._index = folder / INDEX
        text = self._index.read_text("utf-8", "replace") if self._index.is_file() else ""
        self.known = rows(text.splitlines())
        self._lines = "".join(row.line() for row in self.known.values())
        self._clean = text == self._lines

    def find(self, url: str) -> Fetched | None:
        """Return the page of an address whose bytes are still those that came."""
        row = self.known.get(url)
        if row is None:
            return None
        try:
            data = (self.folder / row.file).read_bytes()
        except OSError:
            return None
        return row if hashlib.sha256(data).hexdigest() == row.sha256 else None

    def read(self, row: Fetched) -> bytes:
        """Return a page's bytes."""
        return (self.folder / row.file).read_bytes()

    def keep(self, data: bytes, digest: str, media_type: str, *, feed: bool = False) -> str:
        """Store bytes under their hash and return the file's name; feeds are no documents."""
        kind = media_type.partition(";")[0].strip().lower()
        other = ".txt" if kind.startswith("text/") else ".bin"
        name = digest + (FEED if feed else _SUFFIXES.get(kind, other))
        if not self._holds(name, digest):
            self._replace(self.folder / name, data)
        return name

    def add(self, row: Fetched) -> None:
        """Add a page's line to the index, durably."""
        with self._index.open("ab") as stream:
            stream.write(row.line().encode())
            stream.flush()
            os.fsync(stream.fileno())
        self._clean = self._clean and row.url not in self.known
        self.known[row.url] = row

    def tidy(self) -> None:
        """Leave one line an address, no unfinished file, and old bytes out of sight."""
        if not self._clean:
            lines = "".join(row.line() for row in self.known.values())
            self._replace(self._index, lines.encode())
            self._clean = True
        named = {row.file for row in self.known.values()}
        for file in sorted(self.folder.iterdir()):
            if file.name.startswith(_UNFINISHED):
                file.unlink()
            elif _OURS.fullmatch(file.name) and file.name not in named:
                (self.folder / OLD).mkdir(exist_ok=True)
                file.replace(self.folder / OLD / file.name)

    def _holds(self, name: str, digest: str) -> bool:
        try:
            return hashlib.sha256((self.folder / name).read_bytes()).hexdigest() == digest
        except OSError:
            return False

    def _replace(self, place: Path, data: bytes) -> None:
        """Write a file so that it is there whole or not at all."""
        handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=self.folder)
        unfinished = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fchmod(stream.fileno(), 0o644)
                os.fsync(stream.fileno())
            unfinished.replace(place)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink()
            raise
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
