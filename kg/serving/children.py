"""Query children for an event loop: each holds the store open and answers one query at a time."""

from __future__ import annotations

import asyncio
import os
import struct
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.settings import Limits
from kg.storing.querying import command

_START_SECONDS = 30.0
_BUFFER = 4 * 1024 * 1024
_NICER = 10


class ChildDied(Exception):
    """The child ended, or was ended, before it had answered."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a child answered: the kind of ``kg.storing.query_child``, and bytes."""

    kind: bytes
    body: bytes


class Child:
    """One process; ``start`` makes it."""

    def __init__(self, running: Process, *, sealed: bool) -> None:
        self._running = running
        self.sealed = sealed
        self.slowed = self._killed = False

    @classmethod
    async def start(cls, index: Path, limits: Limits, *, network: bool) -> Child:
        """Start a process on an index.

        Raises:
            StoreError: the index cannot be opened.
        """
        running = await asyncio.create_subprocess_exec(
            *command(index, limits, network=network),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            limit=_BUFFER,
        )
        assert running.stdout is not None
        try:
            async with asyncio.timeout(_START_SECONDS):
                sealed = await running.stdout.readexactly(1)
        except (asyncio.IncompleteReadError, TimeoutError) as error:
            with suppress(ProcessLookupError):
                running.kill()
            raise StoreError(f"{index}: the index cannot be opened; build again") from error
        except BaseException:
            with suppress(ProcessLookupError):
                running.kill()
            raise
        return cls(running, sealed=sealed == b"+")

    @property
    def alive(self) -> bool:
        """Whether the child can take a query."""
        # A killed process has no return code until the loop has heard of its end.
        return not self._killed and self._running.returncode is None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._running.pid

    async def ask(self, packed: bytes) -> Reply:
        """Answer one request.

        Raises:
            ChildDied: the child ended first; ``kill`` from elsewhere leads here, too.
        """
        incoming, outgoing = self._running.stdout, self._running.stdin
        assert incoming is not None
        assert outgoing is not None
        try:
            outgoing.write(packed)
            head = await incoming.readexactly(9)
            (size,) = struct.unpack("!Q", head[1:])
            return Reply(head[:1], await incoming.readexactly(size))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            self.kill()
            raise ChildDied from error
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
        with suppress(ProcessLookupError):
            self._running.kill()

    async def ended(self) -> None:
        """Wait until the process has gone."""
        await self._running.wait()
