"""Stop what runs for a request when its client goes away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from kg.errors import RostrumError

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class Gone(RostrumError):
    """The client went away; its query was stopped."""


class Watch:
    """Leads from a request to what runs for it, so that it can be stopped.

    Listening costs a task, so it begins only for what takes time; ``aclose`` ends it.
    """

    def __init__(self, receive: Receive | None = None) -> None:
        self.gone = False
        self._receive = receive
        self._task: asyncio.Task[None] | None = None
        self._end: Callable[[RostrumError], None] | None = None

    def listen(self) -> None:
        """Begin to hear whether the client goes away, unless that is done already."""
        if self._task is None and self._receive is not None:
            self._task = asyncio.create_task(self._wait(self._receive))

    async def _wait(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.stop()

    def stop(self) -> None:
        """Stop what runs or waits, and all that would come after."""
        self.gone = True
        if self._end is not None:
            self._end(Gone("the client went away"))

    def follow(self, end: Callable[[RostrumError], None] | None = None) -> None:
        """Note how to stop what runs or waits now, if anything.

        Raises:
            Gone: the client went away before.
        """
        self._end = end
        if self.gone and end is not None:
            raise Gone("the client went away")

    async def aclose(self) -> None:
        """Listen no more."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
