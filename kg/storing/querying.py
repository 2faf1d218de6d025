"""Bounded queries: each runs in a child process that is killed at its limit.

Oxigraph has no timeout, no cancellation and no memory limit in Python, a 4 KB query can
crash its process and a 500-byte one hang its parser. So the store is opened in child
processes (``query_child``) and a query either ends within its limits or raises; there is
never a part of an answer.
"""

from __future__ import annotations

import queue
import re
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from kg.errors import EnvironmentFailure, MalformedQuery, QueryLimit, RostrumError, StoreError
from kg.model.table import Answer, Table, Triples, from_sparql_json
from kg.settings import Limits
from kg.storing.answers import Answers
from kg.storing.generations import reading
from kg.storing.guarding import asks_elsewhere, guard
from kg.storing.requests import Request

_SERVICE = re.compile(r"\bservice\b", re.IGNORECASE)
_START_SECONDS = 30.0
_ANSWERS = (b"J", b"N")
DIED = "the query ended its process (too deep or too large for memory); simplify it"


class QueryTimeout(QueryLimit):
    """A query ran past its time."""


class Engine(Protocol):
    """Something that answers SPARQL: the embedded store, rdflib, a remote endpoint."""

    def query(self, text: str) -> Answer:
        """Answer a query.

        Raises:
            MalformedQuery: the engine refuses the text.
            QueryLimit: the query ran past a limit.
        """


class Child:
    """One child process with the store open."""

    def __init__(self, index: Path, limits: Limits, *, network: bool = False) -> None:
        self._limits = limits
        self._process = subprocess.Popen(
            command(index, limits, network=network),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            sealed = self._read(1, time.monotonic() + _START_SECONDS)
        except (EOFError, QueryLimit) as error:
            self.close()
            raise StoreError(f"{index}: the index cannot be opened; build again") from error
        self._network, self._sealed = network, sealed == b"+"

    @property
    def alive(self) -> bool:
        """Whether the child can take another query."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def answer(self, text: str) -> tuple[bytes, bytes]:
        """Answer ``text``, as kind and bytes, or raise; a child that had to be killed stays dead."""
        check(text, network=self._network, sealed=self._sealed)
        try:
            kind, answer = self._exchange(Request(text).packed())
        except (BrokenPipeError, EOFError) as error:
            self.close()
            raise QueryLimit(DIED) from error
        if kind in _ANSWERS:
            return kind, answer
        raise failure(kind, answer, self._limits)

    def _exchange(self, request: bytes) -> tuple[bytes, bytes]:
        deadline = time.monotonic() + self._limits.query_seconds
        pipe = self._process.stdin
        assert pipe is not None
        pipe.write(request)
        pipe.flush()
        kind = self._read(1, deadline)
        (size,) = struct.unpack("!Q", self._read(8, deadline))
        return kind, self._read(size, deadline)

    def _read(self, size: int, deadline: float) -> bytes:
        pipe = self._process.stdout
        assert pipe is not None
        chunks: list[bytes] = []
        while size:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                self.close()
                raise QueryTimeout(late(self._limits))
            chunk = pipe.read1(min(size, 1 << 20))  # type: ignore[attr-defined]
            if not chunk:
                raise EOFError
            chunks.append(chunk)
            size -= len(chunk)
        return b"".join(chunks)

    def close(self) -> None:
        """End the child at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()


def command(index: Path, limits: Limits, *, network: bool) -> list[str]:
    """Return the command line of a query child.

    Raises:
        StoreError: there is no index.
    """
    if not index.exists():
        raise StoreError(
            f"{index.parent}: the graph was built without an index; "
            "build it again without --no-index"
        )
    return [
        sys.executable,
        "-m",
        "kg.storing.query_child",
        str(index),
        str(limits.query_bytes),
        str(limits.query_rows),
        "network" if network else "sealed",
    ]


def check(text: str, *, network: bool, sealed: bool = True) -> None:
    """Refuse a query that no child should see.

    A child without network answers ``EXISTS { SERVICE … }`` with false, which is wrong, so
    ``SERVICE`` is refused before; where the child is not even ``sealed``, every mention of it.

    Raises:
        MalformedQuery: it is too long, too deep, no text, or asks another server.
    """
    guard(text)
    if not network and (asks_elsewhere(text) or (not sealed and _SERVICE.search(text))):
        raise MalformedQuery("SERVICE is not allowed here; ask the other endpoint directly")


def failure(kind: bytes, body: bytes, limits: Limits) -> RostrumError:
    """Return the error that a child's answer of another kind than ``J`` and ``N`` stands for."""
    message = " ".join(body.decode("utf-8", "replace").split())
    if kind == b"S":
        return MalformedQuery(f"the query is not SPARQL 1.1: {message}")
    if kind == b"R":
        rows = limits.query_rows
        return QueryLimit(
            f"the answer has more than {rows} rows; add LIMIT, or raise the limit with --rows"
        )
    if kind == b"T":
        return QueryLimit(f"{message}; narrow the query or add LIMIT")
    return EnvironmentFailure(f"the query failed: {message}")


def late(limits: Limits) -> str:
    """Return what to say of a query that ran past its time."""
    return (
        f"the query did not end within {limits.query_seconds:g} s and was stopped; "
        "narrow it, or raise the limit with --timeout"
    )


class Pool:
    """An engine over the index of one generation with ``size`` child processes.

    Children start when first needed, and again after one was killed. Calls from several
    threads wait for a free child. What is among the prepared ``answers`` needs none.
    """

    def __init__(
        self,
        index: Path,
        limits: Limits | None = None,
        *,
        size: int = 1,
        network: bool = False,
        answers: Answers | None = None,
    ) -> None:
        self._index, self._limits, self._network = index, limits or Limits(), network
        self._answers = answers
        self._slots: queue.LifoQueue[Child | None] = queue.LifoQueue()
        for _ in range(size):
            self._slots.put(None)
        self._size = size

    @property
    def rows(self) -> int:
        """The rows beyond which an answer is refused."""
        return self._limits.query_rows

    def query(self, text: str) -> Answer:
        """Answer a query: from the prepared answers, or in one of the children."""
        kind, body = self._prepared(text) or self.answer(text)
        return from_sparql_json(body) if kind == b"J" else Triples(body.decode())

    def _prepared(self, text: str) -> tuple[bytes, bytes] | None:
        return self._answers.get(Request(text), self.rows) if self._answers else None

    def answer(self, text: str) -> tuple[bytes, bytes]:
        """Answer a query in one of the children: ``J`` and SPARQL JSON, or ``N`` and N-Triples."""
        child = self._slots.get()
        try:
            if child is None or not child.alive:
                child = Child(self._index, self._limits, network=self._network)
            return child.answer(text)
        finally:
            self._slots.put(child if child is not None and child.alive else None)

    def select(self, text: str) -> Table:
        """Answer a SELECT or ASK query.

        Raises:
            MalformedQuery: the query gives triples, not rows.
        """
        found = self.query(text)
        if isinstance(found, Triples):
            raise MalformedQuery("a SELECT or ASK query is needed here")
        return found

    def pids(self) -> list[int]:
        """Return the process numbers of the children that wait for a query."""
        with self._slots.mutex:
            return [child.pid for child in self._slots.queue if child is not None]

    def close(self) -> None:
        """End all children."""
        for _ in range(self._size):
            child = self._slots.get()
            if child is not None:
                child.close()


@contextmanager
def opened(
    store: Path, limits: Limits | None = None, *, size: int = 1, network: bool = False
) -> Iterator[Pool]:
    """Query the generation in force at ``store``; it stays whole while the block runs.

    Raises:
        StoreError: there is no store, or it is damaged.
    """
    with reading(store) as generation:
        kept = generation.answers
        pool = Pool(generation.index, limits, size=size, network=network, answers=kept)
        try:
            yield pool
        finally:
            pool.close()
