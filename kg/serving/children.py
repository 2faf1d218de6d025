"""Query children for an event loop: each holds the store open and answers one query at a time."""

from __future__ import annotations

import asyncio
import os
import struct
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.settings import Limits
from kg.storing.querying import command

_START_SECONDS = 30.0
_HEAD = 9
_NICER = 10


class ChildDied(Exception):
    """The child ended, or was ended, before it had answered."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a child answered: the kind of ``kg.storing.query_child``, and bytes."""

    kind: bytes
    body: bytes


class _Talk(asyncio.SubprocessProtocol):
    """Hears what a child says; what is awaited is done at the last byte of it."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.started: asyncio.Future[bytes] = loop.create_future()
        self._awaited: asyncio.Future[Reply] | None = None
        self._parts: list[bytes] = []
        self._missing = _HEAD

    def reply(self) -> asyncio.Future[Reply]:
        """Await the answer to what is asked now."""
        self._awaited = asyncio.get_running_loop().create_future()
        self._parts, self._missing = [], _HEAD
        return self._awaited

    def pipe_data_received(self, fd: int, data: bytes | str) -> None:
        """Take a piece."""
        assert isinstance(data, bytes)
        if not self.started.done():
            self.started.set_result(data)
            return
        self._parts.append(data)
        self._missing -= len(data)
        if self._missing <= 0:
            self._measure()

    def _measure(self) -> None:
        found = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
        (size,) = struct.unpack_from("!Q", found, 1)
        self._parts, self._missing = [found], _HEAD + size - len(found)
        if self._missing <= 0 and self._awaited is not None and not self._awaited.done():
            self._awaited.set_result(Reply(found[:1], found[_HEAD:]))

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """Fail what is awaited: a child that says no more is dead."""
        for future in (self.started, self._awaited):
            if future is not None and not future.done():
                future.set_exception(ChildDied())
                future.exception()

    def process_exited(self) -> None:
        """Note the end."""
        self.pipe_connection_lost(1, None)


class Child:
    """One process; ``start`` makes it."""

    def __init__(self, running: asyncio.SubprocessTransport, talk: _Talk, *, sealed: bool) -> None:
        self._running, self._talk = running, talk
        self.sealed = sealed
        self.slowed = self._killed = False
        requests = running.get_pipe_transport(0)
        assert isinstance(requests, asyncio.WriteTransport)
        self._requests = requests

    @classmethod
    async def start(cls, index: Path, limits: Limits, *, network: bool) -> Child:
        """Start a process on an index.

        Raises:
            StoreError: the index cannot be opened.
        """
        running, talk = await asyncio.get_running_loop().subprocess_exec(
            _Talk,
            *command(index, limits, network=network),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
        )
        try:
            async with asyncio.timeout(_START_SECONDS):
                sealed = await talk.started
        except (ChildDied, TimeoutError) as error:
            _end(running)
            raise StoreError(f"{index}: the index cannot be opened; build again") from error
        except BaseException:
            _end(running)
            raise
        return cls(running, talk, sealed=sealed == b"+")

    @property
    def alive(self) -> bool:
        """Whether the child can take a query."""
        # A killed process has no return code until the loop has heard of its end.
        return not self._killed and self._running.get_returncode() is None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._running.get_pid()

    async def ask(self, packed: bytes) -> Reply:
        """Answer one request.

        Raises:
            ChildDied: the child ended first; ``kill`` from elsewhere leads here, too.
        """
        if not self.alive:
            raise ChildDied
        reply = self._talk.reply()
        self._requests.write(packed)
        try:
            return await reply
        except ChildDied:
            self.kill()
            raise
        except asyncio.CancelledError:
            self.kill()
            raise

    def slow_down(self) -> None:
        """Let quicker queries have the processor first; it cannot be undone."""
        self.slowed = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _NICER)

    def processor_seconds(self) -> float:
        """Return how long the process has been at work, 0 if that cannot be known."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
            user, system = fields.split()[11:13]
        except (OSError, ValueError):
            return 0.0
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """End the process at once."""
        self._killed = True
        _end(self._running)


def _end(running: asyncio.SubprocessTransport) -> None:
    with suppress(ProcessLookupError):
        running.kill()
    running.close()
