"""The canonical N-Quads in several files, for loaders that read files side by side.

Every named graph is whole in one file, and the files one after another are ``graph.nq``.
Oxigraph, Virtuoso, QLever, Jena's tdb2 and GraphDB all take ``.nq`` and ``.nq.gz``; few take
``.nq.zst``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import IO, BinaryIO

from kg.exporting.writing import folder as new_folder
from kg.exporting.writing import written
from kg.storing.generations import Generation

_CHUNK = 1 << 20


def write_shards(
    generation: Generation, folder: Path, count: int, packing: str | None = None
) -> list[Path]:
    """Write the graph as at most ``count`` files of about the same size into ``folder``.

    The folder must not hold such files already; it appears when all are complete.

    Raises:
        UsageError: ``folder`` exists.
        EnvironmentFailure: it cannot be written; nothing is left of it.
    """
    cuts = list(pairwise(_cuts(generation, count)))
    suffix = {"gzip": ".nq.gz", "zstd": ".nq.zst", None: ".nq"}[packing]
    names = [f"part-{number:05}-of-{len(cuts):05}{suffix}" for number in range(1, len(cuts) + 1)]
    with new_folder(folder) as temporary, generation.graph.open("rb") as graph:
        for name, (start, end) in zip(names, cuts, strict=True):
            with written(temporary / name, packing) as out:
                _copy(graph, out, (start, end))
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


def _copy(graph: BinaryIO, out: IO[bytes], part: tuple[int, int]) -> None:
    start, end = part
    graph.seek(start)
    while start < end and (chunk := graph.read(min(_CHUNK, end - start))):
        out.write(chunk)
        start += len(chunk)
