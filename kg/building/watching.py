"""Notice when documents change: by names, sizes and times, then the build hashes them."""

from __future__ import annotations

import glob
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Look = dict[str, tuple[int, int, int]]
"""Size, time of change and inode of every file, by path."""


def look(paths: Sequence[Path]) -> Look:
    """Return what the files below ``paths`` look like now, without opening any."""
    found: Look = {}
    seen: set[tuple[int, int]] = set()
    pending = [Path(name) for path in paths for name in _expanded(str(path))]
    while pending:
        path = pending.pop()
        try:
            status = path.stat()
            if not stat.S_ISDIR(status.st_mode):
                found[str(path)] = (status.st_size, status.st_mtime_ns, status.st_ino)
            elif (status.st_dev, status.st_ino) not in seen:
                seen.add((status.st_dev, status.st_ino))
                pending += path.iterdir()
        except OSError:
            continue
    return found


def changes(
    paths: Sequence[Path], seconds: float, sleep: Callable[[float], None] = time.sleep
) -> Iterator[Look]:
    """Yield at once, then whenever ``paths`` have changed and kept still for ``seconds``.

    A file that is still being written does not start a build.
    """
    known = look(paths)
    yield known
    last = known
    while True:
        sleep(seconds)
        now = look(paths)
        if now == last != known:
            known = now
            yield now
        last = now


def _expanded(given: str) -> list[str]:
    return [given] if os.path.lexists(given) else glob.glob(given, recursive=True)  # noqa: PTH207
