"""The canonical N-Quads in several files, for loaders that read files side by side.

Every named graph is whole in one file, and the files one after another are ``graph.nq``.
Oxigraph, Virtuoso, QLever, Jena's tdb2 and GraphDB all take ``.nq`` and ``.nq.gz``.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from kg.errors import EnvironmentFailure, UsageError
from kg.storing.generations import Generation

_CHUNK = 1 << 20


def write_shards(
    generation: Generation, folder: Path, count: int, *, packed: bool = False
) -> list[Path]:
    """Write the graph as at most ``count`` files of about the same size into ``folder``.

    The folder must not hold such files already; it appears when all are complete.

    Raises:
        UsageError: ``folder`` exists.
        EnvironmentFailure: it cannot be written; nothing is left of it.
    """
    if folder.exists():
        raise UsageError(f"{folder}: exists already; name a new folder for the shards")
    temporary = folder.with_name(folder.name + ".tmp")
    cuts = list(pairwise(_cuts(generation, count)))
    suffix = ".nq.gz" if packed else ".nq"
    names = [f"part-{number:05}-of-{len(cuts):05}{suffix}" for number in range(1, len(cuts) + 1)]
    try:
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        with generation.graph.open("rb") as graph:
            for name, (start, end) in zip(names, cuts, strict=True):
                with _written(temporary / name, packed=packed) as out:
                    _copy(graph, out, (start, end))
        temporary.rename(folder)
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        raise EnvironmentFailure(f"{folder}: cannot be written ({error.strerror})") from error
    return [folder / name for name in names]


def _cuts(generation: Generation, count: int) -> list[int]:
    """Return where the files begin and the last one ends; only between graphs."""
    size = generation.graph.stat().st_size
    cuts = [0]
    for start in _starts(generation):
        if start > cuts[-1] and start >= size * len(cuts) / count:
            cuts.append(start)
    return [*cuts, size]


def _starts(generation: Generation) -> Iterator[int]:
    """Yield where the graphs of documents begin in the canonical file, in order."""
    with generation.documents.open(encoding="utf-8") as lines:
        for line in lines:
            if (offset := json.loads(line).get("offset")) is not None:
                yield offset


@contextmanager
def _written(file: Path, *, packed: bool) -> Iterator[BinaryIO | gzip.GzipFile]:
    with file.open("wb") as raw:
        if not packed:
            yield raw
            return
        # No name and no time inside: the same graph gives the same bytes.
        with gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as stream:
            yield stream


def _copy(graph: BinaryIO, out: BinaryIO | gzip.GzipFile, part: tuple[int, int]) -> None:
    start, end = part
    graph.seek(start)
    while start < end and (chunk := graph.read(min(_CHUNK, end - start))):
        out.write(chunk)
        start += len(chunk)
