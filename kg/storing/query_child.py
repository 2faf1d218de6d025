"""The child process in which queries run.

    python -m kg.storing.query_child INDEX BYTES ROWS sealed|network

It reads length-prefixed requests (``kg.storing.requests``) from standard input and answers
each on standard output with one kind byte and a length-prefixed body: ``J`` a table, ``N``
triples, in the format that was asked for; ``S`` a syntax error, ``R`` too many rows, ``T`` too
many bytes, ``E`` another failure. The parent kills it when it takes too long: nothing else
stops a running query.
"""

from __future__ import annotations

import csv
import io
import json
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.namespaces import PREFIXES
from kg.storing import sandbox
from kg.storing.datasets import Dataset, clauses
from kg.storing.index import open_readonly
from kg.storing.lifeline import Lifeline
from kg.storing.requests import Request, unpacked

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


class _TooManyRows(Exception):
    pass


Results = QuerySolutions | QueryBoolean | QueryTriples
_TABLES = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_GRAPHS = {
    "ntriples": RdfFormat.N_TRIPLES,
    "turtle": RdfFormat.TURTLE,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
}


def answer(store: Store, request: Request, size: int, rows: int) -> tuple[bytes, bytes]:
    """Run one query; return the kind of the answer and its body.

    An answer of more than ``size`` bytes or ``rows`` rows is refused here, so that the parent
    never has to hold it.
    """
    out = _Bounded(size)
    try:
        return _written(_asked(store, request), request, out, rows), out.getvalue()
    except SyntaxError as error:
        return b"S", str(error).encode()
    except _TooManyRows:
        return b"R", b""
    except MemoryError:
        return b"T", f"the answer needs more memory than allowed ({size} bytes)".encode()
    except (OSError, RuntimeError, ValueError) as error:
        return b"E", str(error).encode()


def _written(results: Results, request: Request, out: io.BytesIO, rows: int) -> bytes:
    """Write an answer to ``out`` and return its kind.

    Raises:
        _TooManyRows: it has more than ``rows`` rows or triples.
    """
    if isinstance(results, QueryTriples):
        form = _GRAPHS[request.graph]
        prefixes = None if form in {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS} else PREFIXES
        serialize(_counted(results, rows), out, form, prefixes=prefixes)
        return b"N"
    results.serialize(out, _TABLES[request.table])
    if isinstance(results, QuerySolutions) and _exceeds(out.getvalue(), request.table, rows):
        raise _TooManyRows
    return b"J"


def _asked(store: Store, request: Request) -> Results:
    """Ask a query of its dataset; that of the request goes before that of the text."""
    text, dataset = clauses(request.query)
    if request.default is not None or request.named is not None:
        dataset = Dataset(request.default or (), request.named or ())
    elif dataset is None or not dataset.whole:
        return store.query(request.query)
    default = [NamedNode(name) for name in dataset.default]
    named = [NamedNode(name) for name in dataset.named]
    if len(default) < 2:
        return store.query(text, default_graph=[*default], named_graphs=[*named])
    return _merged(store, default, named).query(text)


def _merged(store: Store, default: Iterable[NamedNode], named: Iterable[NamedNode]) -> Store:
    """Return a dataset whose default graph is the merge of several graphs.

    The engine's own union counts a triple of two graphs twice.
    """
    dataset = Store()
    for graph in default:
        for quad in store.quads_for_pattern(None, None, None, graph):
            dataset.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
    for graph in named:
        dataset.extend(store.quads_for_pattern(None, None, None, graph))
    return dataset


def _counted(triples: Iterable[Triple], rows: int) -> Iterator[Triple]:
    for number, triple in enumerate(triples, 1):
        if number > rows:
            raise _TooManyRows
        yield triple


def _exceeds(body: bytes, form: str, rows: int) -> bool:
    """Whether a table has too many rows; a count that is quick bounds the exact one above."""
    if form == "xml":
        return body.count(b"<result>") > rows
    if form == "tsv":
        return body.count(b"\n") - 1 > rows
    if form == "csv":
        lines = io.StringIO(body.decode(), newline="")
        return body.count(b"\n") - 1 > rows and sum(1 for _ in csv.reader(lines)) - 1 > rows
    return body.count(b"{") > rows and len(json.loads(body)["results"]["bindings"]) > rows


def serve(store: Store, limits: tuple[int, int], requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the parent closes the pipe; ``limits`` are bytes and rows."""
    life = Lifeline(requests)
    while len(head := requests.read(4)) == 4:
        request = unpacked(requests.read(struct.unpack("!I", head)[0]))
        with life:
            kind, body = answer(store, request, *limits)
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
