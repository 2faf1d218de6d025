"""Prepared answers: what slow queries say of one graph, kept beside its generations.

    STORE/answers/GRAPH/KEY     GRAPH: hash of graph.nq; KEY: hash of the request and the engine

A graph in force never changes, so neither does an answer to it; a build that leaves the graph
as it was leaves its answers. A file holds one JSON line, which names the hash of all, and the
bytes of the answer: a damaged one is as good as none. ``kg.asking.preparing`` writes them,
every reader of the store finds them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kg.files import write_whole
from kg.storing.requests import Request

FOLDER = "answers"
_FORM = 1


@dataclass(frozen=True, slots=True)
class Answers:
    """The folder of the answers to one graph; it need not be there."""

    folder: Path

    @classmethod
    def of(cls, store: Path, graph: str) -> Answers:
        """Return the answers of a store to the graph with that SHA-256."""
        return cls(store / FOLDER / graph[:32])

    def holds(self, request: Request) -> bool:
        """Whether an answer is there; ``get`` may still refuse it."""
        return self._file(request).exists()

    def get(self, request: Request, rows: int) -> tuple[bytes, bytes] | None:
        """Return kind and bytes of an answer that a limit of ``rows`` rows allows, if prepared."""
        try:
            with self._file(request).open("rb") as file:
                head = json.loads(file.readline())
                body = file.read()
            kind = str(head["kind"]).encode()
            fits = head["rows"] <= rows and _written(kind, request)
            if fits and head["sha256"] == _digest(head["rows"], kind, body):
                return kind, body
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return None

    def put(self, request: Request, rows: int, kind: bytes, body: bytes) -> None:
        """Keep a whole answer that was given under a limit of ``rows`` rows.

        Raises:
            OSError: it cannot be written; nothing half-written stays.
        """
        digest = _digest(rows, kind, body)
        head = {"kind": kind.decode(), "rows": rows, "sha256": digest}
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._file(request), json.dumps(head).encode() + b"\n" + body)

    def sweep(self) -> None:
        """Remove the answers to all other graphs."""
        for folder in self.folder.parent.glob("*"):
            if folder != self.folder:
                shutil.rmtree(folder, ignore_errors=True)

    def _file(self, request: Request) -> Path:
        asked = json.dumps([_FORM, _engine(), request.query, request.default, request.named])
        return self.folder / hashlib.sha256(asked.encode()).hexdigest()


def _written(kind: bytes, request: Request) -> bool:
    """Whether the request takes what is kept: SPARQL JSON, or N-Triples."""
    return request.table == "json" if kind == b"J" else request.graph == "ntriples"


def _digest(rows: int, kind: bytes, body: bytes) -> str:
    return hashlib.sha256(b"%d %s\n%s" % (rows, kind, body)).hexdigest()


@cache
def _engine() -> str:
    return version("pyoxigraph")
