"""Run the work on documents in processes that can be killed. The only door to ``pebble``.

A document that hangs, crashes its process or eats its memory costs its own result and no
other: its batch is run again one document at a time.
"""

from __future__ import annotations

import multiprocessing
import resource
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from kg.building.documents import Failed, Outcome, build_batch
from kg.model.source import Source
from kg.settings import Settings

BATCH_DOCUMENTS = 32
BATCH_CHARACTERS = 400_000
SLOWEST_CHARACTERS_PER_SECOND = 50_000
WORKER_BYTES = 8 * 1024**3


@dataclass(frozen=True, slots=True)
class Crew:
    """How many processes work, and how long one document may take (seconds)."""

    workers: int
    document_seconds: float = 60.0


def batches(sources: Iterable[Source]) -> Iterator[tuple[Source, ...]]:
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
    sources: Iterable[Source], settings: Settings, run: str, crew: Crew
) -> Iterator[Outcome]:
    """Build every source, in the order of their batches unless one has to be run again."""
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=crew.workers, initializer=_bound_memory, context=context) as pool:
        shift = _Shift(pool, settings, run, crew)
        for batch in batches(sources):
            shift.schedule(batch)
            while shift.busy:
                yield from shift.collect()
        while shift.waiting:
            yield from shift.collect()


class _Shift:
    """The batches that are with the workers."""

    def __init__(self, pool: ProcessPool, settings: Settings, run: str, crew: Crew) -> None:
        self._pool, self._settings, self._run, self._crew = pool, settings, run, crew
        self.waiting: deque[tuple[tuple[Source, ...], ProcessFuture[list[Outcome]]]] = deque()

    @property
    def busy(self) -> bool:
        """Whether the workers have enough before them; more would only fill memory."""
        return len(self.waiting) >= self._crew.workers * 3

    def schedule(self, batch: tuple[Source, ...]) -> None:
        size = sum(len(source.text) for source in batch)
        seconds = self._crew.document_seconds + size / SLOWEST_CHARACTERS_PER_SECOND
        arguments = (batch, self._settings, self._run)
        future = self._pool.schedule(build_batch, args=arguments, timeout=seconds)
        self.waiting.append((batch, future))

    def collect(self) -> Iterator[Outcome]:
        """Wait for the oldest batch; run a failed one again, document by document."""
        batch, future = self.waiting.popleft()
        try:
            yield from future.result()
        except (FutureTimeout, ProcessExpired, MemoryError) as error:
            if len(batch) == 1:
                yield Failed(batch[0].location, _reason(error), "limits", type(error).__name__)
                return
            for source in batch:
                self.schedule((source,))


def _reason(error: BaseException) -> str:
    if isinstance(error, FutureTimeout):
        return "takes too long to read and was given up; split the document"
    if isinstance(error, MemoryError):
        return "needs too much memory and was given up; split the document"
    return "ended the process that read it and was given up; please report the document"


def _bound_memory() -> None:
    """Keep a hostile document from taking the machine with it."""
    resource.setrlimit(resource.RLIMIT_AS, (WORKER_BYTES, WORKER_BYTES))
