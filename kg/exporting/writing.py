"""Files that appear under their name only when they are complete, packed if wanted.

Packed bytes depend on the content alone: no name and no time stands in them.
"""

from __future__ import annotations

import gzip
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from kg.errors import EnvironmentFailure, UsageError

PACKINGS = ("gzip", "zstd")


@contextmanager
def written(output: Path | None, packing: str | None = None) -> Iterator[IO[bytes]]:
    """Yield a binary stream to a file or, without one, to standard output.

    Raises:
        EnvironmentFailure: the file cannot be written (nothing is left of it), or the packing
            needs a package that is not installed.
    """
    if output is None:
        with _packed(sys.stdout.buffer, packing) as stream:
            yield stream
        return
    temporary = output.with_name(output.name + ".tmp")
    try:
        with temporary.open("wb") as raw, _packed(raw, packing) as stream:
            yield stream
        temporary.replace(output)
    except OSError as error:
        raise EnvironmentFailure(f"{output}: cannot be written ({error.strerror})") from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def folder(output: Path) -> Iterator[Path]:
    """Yield a folder to write files into, which becomes ``output`` when the block ends.

    Raises:
        UsageError: ``output`` exists.
        EnvironmentFailure: it cannot be written; nothing is left of it.
    """
    if output.exists():
        raise UsageError(f"{output}: exists already; name a new folder")
    temporary = output.with_name(output.name + ".tmp")
    try:
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        yield temporary
        temporary.rename(output)
    except OSError as error:
        raise EnvironmentFailure(f"{output}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def _packed(raw: IO[bytes], packing: str | None) -> Iterator[IO[bytes]]:
    if packing == "gzip":
        with gzip.GzipFile("", "wb", compresslevel=6, fileobj=cast(Any, raw), mtime=0) as stream:
            yield cast(IO[bytes], stream)
    elif packing == "zstd":
        try:
            import zstandard
        except ImportError as error:
            raise EnvironmentFailure("zstd needs a package: pip install 'rostrum[zstd]'") from error
        with zstandard.ZstdCompressor(level=6).stream_writer(raw, closefd=False) as packed:
            yield cast(IO[bytes], packed)
    else:
        yield raw
