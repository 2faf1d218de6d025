"""Check that a generation is what its build wrote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from kg.errors import StoreError
from kg.storing import index
from kg.storing.generations import Generation


def verify_generation(generation: Generation) -> list[str]:
    """Return what is wrong, one line each: hashes, document places, the index's quads.

    The index is scanned whole, so every block of it is read and its checksums are tested.
    """
    try:
        manifest = json.loads(generation.manifest.read_text(encoding="utf-8"))
        expected, quads = manifest["graph"]["sha256"], manifest["graph"]["quads"]
        documents = manifest["documents_sha256"]
        files = manifest["index"]
    except (OSError, ValueError, KeyError) as error:
        return [f"manifest.json: cannot be read ({error})"]
    return [
        *_same_hash(generation.graph, expected),
        *_same_hash(generation.documents, documents),
        *_index(generation, quads, files),
    ]


def file_hash(file: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def index_hashes(folder: Path) -> dict[str, str]:
    """Return the hashes of the immutable files of an index (sorted tables)."""
    return {file.name: file_hash(file) for file in sorted(folder.glob("*.sst"))}


def _same_hash(file: Path, expected: str) -> Iterator[str]:
    try:
        found = file_hash(file)
    except OSError as error:
        yield f"{file.name}: cannot be read ({error.strerror})"
        return
    if found != expected:
        yield f"{file.name}: SHA-256 is {found[:12]}…, the manifest says {expected[:12]}…"


def _index(generation: Generation, quads: int, files: dict[str, str]) -> Iterator[str]:
    for name, expected in files.items():
        yield from _same_hash(generation.index / name, expected)
    try:
        found = index.count(generation.index)
    except StoreError as error:
        yield str(error)
        return
    if found != quads:
        yield f"index: holds {found} quads, the graph {quads}"
