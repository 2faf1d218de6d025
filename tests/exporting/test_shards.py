"""Shards are the graph, cut between named graphs."""

from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path

import pytest
import zstandard

from kg.building.build import BuildReport
from kg.errors import UsageError
from kg.exporting.shards import write_shards
from kg.storing.generations import current


def unpacked(data: bytes) -> bytes:
    return zstandard.ZstdDecompressor().stream_reader(BytesIO(data)).read()


UNPACK = {"gzip": gzip.decompress, "zstd": unpacked}


@pytest.mark.parametrize("packing", [None, *sorted(UNPACK)])
def test_together_they_are_the_graph(
    built: BuildReport, tmp_path: Path, packing: str | None
) -> None:
    generation = current(built.store)
    files = write_shards(generation, tmp_path / "shards", 500, packing)
    assert len(files) > 1
    assert sorted(files) == sorted((tmp_path / "shards").iterdir())
    parts = [UNPACK[packing](f.read_bytes()) if packing else f.read_bytes() for f in files]
    assert b"".join(parts) == generation.graph.read_bytes()
    graphs = [{line.rsplit(b" ", 2)[1] for line in part.splitlines()} for part in parts]
    assert sum(map(len, graphs)) == len(set().union(*graphs))


def test_a_folder_is_never_mixed(built: BuildReport, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="exists already"):
        write_shards(current(built.store), tmp_path, 2)
