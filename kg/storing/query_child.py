"""The child process in which queries run.

    python -m kg.storing.query_child INDEX BYTES ROWS sealed|network

It reads length-prefixed query texts from standard input and answers each on standard output
with one kind byte and a length-prefixed body: ``J`` SPARQL JSON results, ``N`` N-Triples,
``S`` a syntax error, ``R`` too many rows, ``T`` too many bytes, ``E`` another failure. The
parent kills it when it takes too long: nothing else stops a running query.
"""

from __future__ import annotations

import io
import json
import struct
import sys
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store, serialize

from kg.storing import sandbox
from kg.storing.index import open_readonly

ANSWER_BYTES = 128 * 1024 * 1024


class _Bounded(io.BytesIO):
    """A buffer that refuses to grow beyond ``size`` bytes."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def write(self, data: object) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        if self.tell() > self._size:
            raise MemoryError
        return written


def answer(store: Store, query: str, size: int, rows: int) -> tuple[bytes, bytes]:
    """Run one query; return the kind of the answer and its body.

    An answer of more than ``size`` bytes or ``rows`` rows is refused here, so that the parent
    never has to hold it.
    """
    out = _Bounded(size)
    try:
        results = store.query(query)
        if isinstance(results, QueryTriples):
            serialize(results, out, RdfFormat.N_TRIPLES)
            return _limited(b"N", out.getvalue(), rows)
        results.serialize(out, QueryResultsFormat.JSON)
        return _limited(b"J", out.getvalue(), rows)
    except SyntaxError as error:
        return b"S", str(error).encode()
    except MemoryError:
        return b"T", f"the answer needs more memory than allowed ({size} bytes)".encode()
    except (OSError, RuntimeError, ValueError) as error:
        return b"E", str(error).encode()


def _limited(kind: bytes, body: bytes, rows: int) -> tuple[bytes, bytes]:
    """Return the answer, or ``R`` where it has too many rows; braces bound the rows above."""
    if kind == b"N":
        return (kind, body) if body.count(b"\n") <= rows else (b"R", b"")
    if body.count(b"{") > rows:
        found = json.loads(body).get("results", {}).get("bindings", ())
        if len(found) > rows:
            return b"R", b""
    return kind, body


def serve(store: Store, limits: tuple[int, int], requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the parent closes the pipe; ``limits`` are bytes and rows."""
    while len(head := requests.read(4)) == 4:
        text = requests.read(struct.unpack("!I", head)[0]).decode()
        kind, body = answer(store, text, *limits)
        answers.write(kind + struct.pack("!Q", len(body)) + body)
        answers.flush()


def main() -> None:
    """Open the store, give up every right that a query does not need, and serve."""
    index, memory, rows = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    network = sys.argv[4] == "network"
    store = open_readonly(index)
    sandbox.limit_memory(memory)
    sealed = network or sandbox.forbid_network()
    sys.stdout.buffer.write(b"+" if sealed else b"-")
    sys.stdout.buffer.flush()
    limits = (min(ANSWER_BYTES, memory // 4), rows)
    serve(store, limits, sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
