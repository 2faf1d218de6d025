"""What each stage does in a second of one core, and what the machine could do at best."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus import characters

from kg.building.documents import pack
from kg.extracting import extract
from kg.iris import Iris
from kg.linking import load_gazetteer
from kg.mapping.document import document_quads, nquads
from kg.model.source import Source
from kg.reading import lay_out
from kg.settings import Settings
from kg.storing import index
from kg.validating import validate

Row = tuple[str, str, str]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what ``work`` gives and the processor seconds of this process that it took."""
    begun = time.process_time()
    result = work()
    return result, time.process_time() - begun


def stages(found: list[Source]) -> list[Row]:
    """Run the stages one after another over documents; rates per processor second."""
    gazetteer, iris = load_gazetteer(), Iris(Settings().base)
    warm = extract(lay_out(found[0]), gazetteer)
    validate(nquads(document_quads(warm, iris, gazetteer)))
    layouts, reading = timed(lambda: [lay_out(source) for source in found])
    records, extracting = timed(lambda: [extract(layout, gazetteer) for layout in layouts])
    graphs, mapping = timed(lambda: [document_quads(r, iris, gazetteer) for r in records])
    blocks, writing = timed(lambda: [nquads(graph) for graph in graphs])
    _, validating = timed(lambda: [validate(block) for block in blocks])
    packed, packing = timed(lambda: [pack(block) for block in blocks])
    text, quads = characters(found), sum(block.count(b"\n") for block in blocks)
    size = sum(map(len, blocks))
    indexing = _index(blocks, quads)
    seconds = reading + extracting + mapping + writing + validating + packing
    each = [
        ("reading (layout)", reading, f"{text / reading:,.0f} characters/s"),
        ("linking and extraction", extracting, f"{text / extracting:,.0f} characters/s"),
        ("mapping to quads", mapping, f"{quads / mapping:,.0f} quads/s"),
        ("canonical N-Quads", writing, f"{quads / writing:,.0f} quads/s"),
        ("validation (shacl)", validating, f"{quads / validating:,.0f} quads/s"),
        ("packing", packing, f"{size / packing / 1e6:,.0f} MB/s, to {_share(packed, size)}"),
        ("a document in all", seconds, f"{text / seconds:,.0f} characters/s"),
        ("bulk load of the index", indexing, f"{quads / indexing:,.0f} quads/s"),
    ]
    return [(name, f"{1000 * took / len(found):.2f} ms", rate) for name, took, rate in each]


def _share(packed: list[bytes], size: int) -> str:
    return f"1/{size / sum(map(len, packed)):.0f}"


def _index(blocks: list[bytes], quads: int) -> float:
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "graph.nq"
        file.write_bytes(b"".join(blocks))
        return timed(lambda: index.make(Path(home) / "index", file, quads))[1]


def limits() -> list[Row]:
    """Measure the physical limits beside the rates: clock seconds, this machine, now."""
    line = b'<https://w3id.org/rostrum/document/GA-1/act/0123> <urn:p> "text of a line" <urn:g> .\n'
    lines = [line] * 500_000
    begun = time.perf_counter()
    joined = b"".join(lines)
    joining = time.perf_counter() - begun
    begun = time.perf_counter()
    hashlib.sha256(joined).digest()
    hashing = time.perf_counter() - begun
    with tempfile.NamedTemporaryFile() as out:
        begun = time.perf_counter()
        for _ in range(8):
            out.write(joined)
        out.flush()
        os.fsync(out.fileno())
        writing = (time.perf_counter() - begun) / 8
    size = len(joined) / 1e6
    return [
        ("joining lines", "", f"{size / joining:,.0f} MB/s, {len(lines) / joining:,.0f} quads/s"),
        ("SHA-256", "", f"{size / hashing:,.0f} MB/s"),
        ("disk write with fsync", "", f"{size / writing:,.0f} MB/s"),
    ]
