"""Run the work on documents in processes that can be killed. The only door to ``pebble``.

A document that hangs, crashes its process or eats its memory costs its own result and no
other: its batch is run again one document at a time.
"""

from __future__ import annotations

import gc
import multiprocessing
import resource
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from kg.building.documents import Failed, Outcome, build_batch
from kg.linking import load_gazetteer
from kg.model.source import Source
from kg.settings import Settings

BATCH_DOCUMENTS = 32
BATCH_CHARACTERS = 400_000
SLOWEST_CHARACTERS_PER_SECOND = 50_000
WORKER_BYTES = 8 * 1024**3

TOO_SLOW = "takes too long to read and was given up; split the document"
TOO_LARGE = "needs too much memory and was given up; split the document"
CRASHED = "ended the process that read it and was given up; please report the document"

Batch = tuple[Source, ...]
Result = Callable[[], list[Outcome]]
"""Waits for the outcomes of a batch; raises ``GivenUp`` where there are none."""


class GivenUp(Exception):
    """A batch brought no outcomes; the text is the reason, in the words of one document."""


class Crew(Protocol):
    """Processes that build batches: of this machine, or of a cluster."""

    @property
    def size(self) -> int:
        """How many batches are worked on at once."""

    def submit(self, batch: Batch, seconds: float) -> Result:
        """Begin a batch that may take so many seconds."""


def batches(sources: Iterable[Source]) -> Iterator[Batch]:
    """Group sources so that a batch is worth its way to a worker."""
    group: list[Source] = []
    size = 0
    for source in sources:
        if group and (len(group) == BATCH_DOCUMENTS or size + len(source.text) > BATCH_CHARACTERS):
            yield tuple(group)
            group, size = [], 0
        group.append(source)
        size += len(source.text)
    if group:
        yield tuple(group)


def build_all(
    sources: Iterable[Source], crew: Crew, document_seconds: float = 60.0
) -> Iterator[Outcome]:
    """Build every source, in the order of their batches unless one has to be run again."""
    shift = _Shift(crew, document_seconds)
    for batch in batches(sources):
        shift.begin(batch)
        while shift.busy:
            yield from shift.collect()
    while shift.waiting:
        yield from shift.collect()


class _Shift:
    """The batches that are with the crew."""

    def __init__(self, crew: Crew, document_seconds: float) -> None:
        self._crew, self._document_seconds = crew, document_seconds
        self.waiting: deque[tuple[Batch, Result]] = deque()

    @property
    def busy(self) -> bool:
        """Whether the crew has enough before it; more would only fill memory."""
        return len(self.waiting) >= self._crew.size * 3

    def begin(self, batch: Batch) -> None:
        size = sum(len(source.text) for source in batch)
        seconds = self._document_seconds + size / SLOWEST_CHARACTERS_PER_SECOND
        self.waiting.append((batch, self._crew.submit(batch, seconds)))

    def collect(self) -> Iterator[Outcome]:
        """Wait for the oldest batch; run a failed one again, document by document."""
        batch, result = self.waiting.popleft()
        try:
            yield from result()
        except GivenUp as error:
            if len(batch) == 1:
                yield Failed(batch[0].location, str(error), "limits", type(error).__name__)
                return
            for source in batch:
                self.begin((source,))


@contextmanager
def processes(workers: int, settings: Settings, run: str) -> Iterator[Crew]:
    """Yield a crew of processes of this machine."""
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=workers, initializer=_begin, context=context) as pool:
        yield _Local(pool, workers, settings, run)


@dataclass(frozen=True, slots=True)
class _Local:
    pool: ProcessPool
    size: int
    settings: Settings
    run: str

    def submit(self, batch: Batch, seconds: float) -> Result:
        arguments = (batch, self.settings, self.run)
        future = self.pool.schedule(build_batch, args=arguments, timeout=seconds)
        return lambda: _outcomes(future)


def _outcomes(future: ProcessFuture[list[Outcome]]) -> list[Outcome]:
    try:
        return future.result()
    except FutureTimeout as error:
        raise GivenUp(TOO_SLOW) from error
    except MemoryError as error:
        raise GivenUp(TOO_LARGE) from error
    except ProcessExpired as error:
        raise GivenUp(CRASHED) from error


def _begin() -> None:
    """Keep a hostile document from taking the machine with it, and load what all need.

    What is loaded never becomes garbage, and documents leave no cycles to speak of: looking
    for garbage less often saves a twentieth of the time.
    """
    resource.setrlimit(resource.RLIMIT_AS, (WORKER_BYTES, WORKER_BYTES))
    load_gazetteer()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 1_000)
