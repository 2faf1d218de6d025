"""The child process in which queries run: ``python -m kg.storing.query_child INDEX BYTES ROWS``.

It reads length-prefixed query texts from standard input and answers each on standard output
with one kind byte and a length-prefixed body: ``J`` SPARQL JSON results, ``N`` N-Triples,
``S`` a syntax error, ``T`` too many rows or bytes, ``E`` another failure. The parent kills it
when it takes too long: nothing else stops a running query.
"""

from __future__ import annotations

import io
import struct
import sys
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store, serialize

from kg.storing import sandbox
from kg.storing.index import open_readonly


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


def answer(store: Store, query: str, size: int) -> tuple[bytes, bytes]:
    """Run one query; return the kind of the answer and its body."""
    out = _Bounded(size)
    try:
        results = store.query(query, use_default_graph_as_union=True)
        if isinstance(results, QueryTriples):
            serialize(results, out, RdfFormat.N_TRIPLES)
            return b"N", out.getvalue()
        results.serialize(out, QueryResultsFormat.JSON)
        return b"J", out.getvalue()
    except SyntaxError as error:
        return b"S", str(error).encode()
    except MemoryError:
        return b"T", b"the answer is too large"
    except (OSError, RuntimeError, ValueError) as error:
        return b"E", str(error).encode()


def serve(store: Store, size: int, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the parent closes the pipe."""
    while len(head := requests.read(4)) == 4:
        text = requests.read(struct.unpack("!I", head)[0]).decode()
        kind, body = answer(store, text, size)
        answers.write(kind + struct.pack("!Q", len(body)) + body)
        answers.flush()


def main() -> None:
    """Open the store, give up every right that a query does not need, and serve."""
    index, memory, network = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "network"
    store = open_readonly(index)
    sandbox.limit_memory(memory)
    sealed = network or sandbox.forbid_network()
    sys.stdout.buffer.write(b"+" if sealed else b"-")
    sys.stdout.buffer.flush()
    serve(store, memory // 4, sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
