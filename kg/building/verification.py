"""Check that a generation is what its build wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.errors import StoreError
from kg.storing import index, publishing
from kg.storing.generations import Generation


def verify_generation(generation: Generation, *, deep: bool = False) -> list[str]:
    """Return what is wrong, one line each: files, hashes, the index's quads.

    Every byte of every file is hashed and compared with ``SHA256SUMS``, whose own hash
    ``CURRENT`` holds; then the quads of the index are counted, or with ``deep`` dumped and
    compared with ``graph.nq`` as a set. A graph that was built without an index has no
    file of one in ``SHA256SUMS``: nothing is missing then.
    """
    if not generation.sealed:
        return [f"{publishing.MARK}: names no hash (made by an older version); build again"]
    found = list(publishing.findings(generation.path, generation.sealed))
    unindexed = not generation.index.exists() and not found
    return found if unindexed else [*found, *_index(generation, deep=deep)]


def _index(generation: Generation, *, deep: bool) -> Iterator[str]:
    try:
        quads = json.loads(generation.manifest.read_text(encoding="utf-8"))["graph"]["quads"]
        found = index.count(generation.index)
        same = found == quads and (not deep or index.holds(generation.index, generation.graph))
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"manifest.json: cannot be read ({error})"
    except StoreError as error:
        yield str(error)
    else:
        if found != quads:
            yield f"index: holds {found} quads, the graph {quads}"
        elif not same:
            yield "index: its quads are not those of graph.nq"
