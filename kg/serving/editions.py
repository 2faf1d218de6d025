"""The generation that is served, and the change to a new one without a pause.

An *edition* is one generation with its open children. A request takes a lease on the edition
in force and asks all its queries there, so nothing is mixed; an edition that was replaced is
closed when its last lease ends.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, suppress

from kg.errors import RostrumError
from kg.serving.children import Child, Reply
from kg.serving.keeping import Kept
from kg.serving.options import Options
from kg.storing.generations import Generation, current, reading
from kg.storing.requests import Request

_LOG = logging.getLogger("rostrum.serve")
_LOOK_SECONDS = 0.5


class Edition:
    """One generation in service; its folder stays while this is open."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._held = ExitStack()
        self.generation: Generation = self._held.enter_context(reading(options.store))
        self.kept = Kept(options.kept_bytes)
        self._answers = self.generation.answers
        self._idle: list[Child] = []
        self._leases = 0
        self._retired = False
        self.name = f"{self.generation.path.name}-{self.generation.sealed[:16]}"
        """The generation and the beginning of its hash: differs when anything differs."""

    async def prepared(self, request: Request) -> Reply | None:
        """Return the answer to a request if it was prepared."""
        answers = self._answers
        if answers is None or not answers.holds(request):
            return None
        found = await asyncio.to_thread(answers.get, request, self._options.limits.query_rows)
        return Reply(*found) if found else None

    async def take(self) -> Child:
        """Return a child that is free, or a new one.

        Raises:
            StoreError: the index cannot be opened.
        """
        while self._idle:
            child = self._idle.pop()
            if child.alive:
                return child
        options = self._options
        return await Child.start(self.generation.index, options.limits, network=options.federation)

    def give_back(self, child: Child) -> None:
        """Keep a child for the next query, unless it has ended or was slowed down."""
        if child.alive and not child.slowed and not self._retired:
            self._idle.append(child)
        else:
            child.kill()

    async def warm(self, size: int) -> None:
        """Start children before they are needed."""
        options = self._options
        index, limits = self.generation.index, options.limits
        for _ in range(size - len(self._idle)):
            child = await Child.start(index, limits, network=options.federation)
            self.give_back(child)

    def lease(self) -> None:
        """Keep this edition open until ``release``."""
        self._leases += 1

    def release(self) -> None:
        """Give up one lease."""
        self._leases -= 1
        self._close_if_done()

    def retire(self) -> None:
        """Close as soon as nobody asks any more."""
        self._retired = True
        for child in self._idle:
            child.kill()
        self._idle.clear()
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self._retired and self._leases == 0:
            self.kept.clear()
            self._held.close()


class Editions:
    """Leads to the edition in force; ``serving`` makes it and watches for new generations."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._edition = Edition(options)

    @property
    def now(self) -> Edition:
        """The edition in force."""
        return self._edition

    @asynccontextmanager
    async def leased(self) -> AsyncIterator[Edition]:
        """Hold the edition in force for as long as the block runs."""
        edition = self._edition
        edition.lease()
        try:
            yield edition
        finally:
            edition.release()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Watch the store while the block runs; then end all children."""
        await self._edition.warm(1)
        watch = asyncio.create_task(self._watch())
        warming = asyncio.create_task(self._edition.warm(self._options.load.quick))
        try:
            yield
        finally:
            for task in (watch, warming):
                task.cancel()
                with suppress(asyncio.CancelledError, RostrumError):
                    await task
            self._edition.retire()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                if current(self._options.store) != self._edition.generation:
                    await self._replace()
            except RostrumError as error:
                # The edition in force is whole and open; a damaged successor changes nothing.
                _LOG.warning("%s; still serving %s", error, self._edition.name)

    async def _replace(self) -> None:
        fresh = Edition(self._options)
        try:
            await fresh.warm(self._options.load.quick)
        except BaseException:
            fresh.retire()
            raise
        old, self._edition = self._edition, fresh
        old.retire()
        _LOG.info("now serving %s", fresh.name)
