"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file in place of the one of that name, at one instant; its folder must exist.

    Raises:
        OSError: it cannot be written; nothing half-written stays.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:80]}-")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        unfinished.chmod(mode)
        unfinished.replace(file)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
