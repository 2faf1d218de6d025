"""Who is let in next: fair among clients, bounded in number, time and processes.

Queries run in the *quick* lane. One that has run for a second moves to the *slow* lane at a
lower priority and frees its place; if the slow lane is full, the slow query of the client that
has used most is ended with 503. The client that has used least is let in first; all clients
that have used more than a second of late share all places but one. So a flood of endless
queries costs others a short wait, never the service.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from dataclasses import dataclass, field

from kg.errors import QueryLimit, RostrumError
from kg.serving.children import Child, ChildDied, Reply
from kg.serving.editions import Edition
from kg.serving.options import Options
from kg.serving.watching import Watch
from kg.storing.querying import DIED, QueryTimeout, check, failure, late
from kg.storing.requests import Request

_HALF_LIFE = 20.0
_HEAVY = 1.0
_FREE_SECONDS = 0.1
"""What a query may take without being counted: only long ones crowd others out."""
_FORGET_FROM = 4096
_TICK = 0.05
"""How often running queries are looked at: one timer for all of them, none for the quick."""


class Busy(RostrumError):
    """Too much work waits already; ``after`` says in how many seconds to ask again."""

    exit_code = 3

    def __init__(self, message: str, after: int) -> None:
        super().__init__(message)
        self.after = after


@dataclass(slots=True)
class _Client:
    """What one address has used of late (seconds, halved every 20), runs and waits for."""

    name: str
    spent: float = 0.0
    at: float = field(default_factory=time.monotonic)
    quick: int = 0
    running: int = 0
    waiting: deque[asyncio.Future[bool]] = field(default_factory=deque)

    def used(self, now: float) -> float:
        self.spent *= math.exp2((self.at - now) / _HALF_LIFE)
        self.at = now
        return self.spent


class _Run:
    """One query in a child."""

    def __init__(self, held: _Place, child: Child, watch: Watch) -> None:
        self.held, self.client, self.child, self.watch = held, held.client, child, watch
        self.slow = False
        self.used: float | None = None
        self.begun = self.looked = time.monotonic()
        self.reason: RostrumError | None = None

    def end(self, reason: RostrumError) -> None:
        """Kill the child; the query fails for ``reason``."""
        self.reason = self.reason or reason
        self.child.kill()


class Dispatcher:
    """Runs requests in the children of an edition."""

    def __init__(self, options: Options) -> None:
        self._options, self._load = options, options.load
        self._clients: dict[str, _Client] = {}
        self._queued: dict[str, _Client] = {}
        self._free = options.load.quick
        self._heavy = 0
        self._waiting = 0
        self._slow: list[_Run] = []
        self._going: set[_Run] = set()
        self._ticks = False

    async def ask(
        self, name: str, edition: Edition, request: Request, watch: Watch | None = None
    ) -> Reply:
        """Answer a request for a client.

        Raises:
            MalformedQuery: the text is refused.
            QueryLimit: the query ran past a limit.
            Busy: too much waits.
            Gone: ``watch`` was told that the client went away.
        """
        if (kept := edition.kept.get(request)) is not None:
            return kept
        if (prepared := await edition.prepared(request)) is not None:
            return prepared
        watch = watch or Watch()
        watch.follow()
        check(request.query, network=self._options.federation)
        client = self._client(name)
        heavy = await self._enter(client, watch)
        held = _Place(self, client, heavy)
        try:
            child = await edition.take()
            run = _Run(held, child, watch)
            try:
                reply = await self._run(run, request)
            finally:
                client.spent += max(0.0, time.monotonic() - run.begun - _FREE_SECONDS)
                edition.give_back(child)
        finally:
            held.leave()
        edition.kept.put(request, reply)
        return reply

    async def _run(self, run: _Run, request: Request) -> Reply:
        if not run.child.sealed:
            check(request.query, network=self._options.federation, sealed=False)
        run.watch.follow(run.end)
        self._going.add(run)
        if not self._ticks:
            self._ticks = True
            asyncio.get_running_loop().call_later(_TICK, self._tick)
        try:
            reply = await run.child.ask(request.packed())
        except ChildDied:
            raise run.reason or QueryLimit(DIED) from None
        finally:
            run.watch.follow()
            self._going.discard(run)
            if run.slow:
                self._slow.remove(run)
        if reply.kind not in (b"J", b"N"):
            raise failure(reply.kind, reply.body, self._options.limits)
        return reply

    def _tick(self) -> None:
        """Look at what runs: whether its client has gone, its time is over, it is slow."""
        now, limits = time.monotonic(), self._options.limits
        for run in self._going:
            if now - run.begun >= _TICK / 2:
                run.watch.listen()
            if now - run.begun >= limits.query_seconds:
                run.end(QueryTimeout(late(limits)))
            elif not run.slow and now - run.looked >= self._load.quick_seconds / 2:
                self._look(run, now)
        self._ticks = bool(self._going)
        if self._ticks:
            asyncio.get_running_loop().call_later(_TICK, self._tick)

    def _look(self, run: _Run, now: float) -> None:
        """See whether a query has the processor or waits for it: only work makes it slow."""
        if run.reason:
            return
        used = run.child.processor_seconds()
        if run.used is not None and used - run.used > self._load.quick_seconds / 4:
            self._slow_down(run)
        run.used, run.looked = used, now

    def _slow_down(self, run: _Run) -> None:
        """Move a query to the slow lane; where that is full, somebody's query ends."""
        run.slow = True
        self._slow.append(run)
        run.child.slow_down()
        run.held.leave()
        going = [each for each in self._slow if each.reason is None]
        if len(going) > self._load.slow:
            now = time.monotonic()
            worst = max(going, key=lambda each: self._weight(each, going, now))
            worst.end(Busy("the server is busy with long queries; ask again later", 10))

    @staticmethod
    def _weight(run: _Run, going: list[_Run], now: float) -> tuple[int, float]:
        same = sum(1 for each in going if each.client is run.client)
        return same, run.client.used(now) + now - run.begun

    def _client(self, name: str) -> _Client:
        client = self._clients.get(name)
        if client is None:
            if len(self._clients) >= _FORGET_FROM:
                self._forget()
            client = self._clients[name] = _Client(name)
        return client

    def _forget(self) -> None:
        now = time.monotonic()
        self._clients = {
            name: client
            for name, client in self._clients.items()
            if client.running or client.waiting or client.used(now) > 0.01
        }

    async def _enter(self, client: _Client, watch: Watch) -> bool:
        """Wait for a place in the quick lane; return whether it is one of the heavy ones."""
        now = time.monotonic()
        if self._free and not self._queued and self._may(client, now):
            return self._admit(client, now)
        load = self._load
        if self._waiting >= load.waiting or len(client.waiting) >= load.waiting // 2:
            raise Busy("too many queries wait already; ask again in a moment", 2)
        ticket: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        watch.follow(lambda reason: _fail(ticket, reason))
        watch.listen()
        client.waiting.append(ticket)
        self._queued[client.name] = client
        self._waiting += 1
        self._let_in()
        late_reason = Busy("no place became free in time; ask again in a moment", 5)
        timer = asyncio.get_running_loop().call_later(load.wait_seconds, _fail, ticket, late_reason)
        try:
            return await ticket
        except asyncio.CancelledError:
            if ticket.done() and not ticket.cancelled() and ticket.exception() is None:
                _Place(self, client, ticket.result()).leave()
            raise
        finally:
            timer.cancel()
            self._unqueue(client, ticket)

    def _unqueue(self, client: _Client, ticket: asyncio.Future[bool]) -> None:
        if ticket in client.waiting:
            client.waiting.remove(ticket)
            self._waiting -= 1
            if not client.waiting:
                self._queued.pop(client.name, None)

    def _may(self, client: _Client, now: float) -> bool:
        """Whether a client may come in: a heavy one holds one place, all of them leave one free."""
        if client.used(now) <= _HEAVY:
            return True
        return client.quick < 1 and self._heavy < max(1, self._load.quick - 1)

    def _admit(self, client: _Client, now: float) -> bool:
        heavy = client.used(now) > _HEAVY
        self._free -= 1
        self._heavy += heavy
        client.quick += 1
        client.running += 1
        return heavy

    def leave(self, client: _Client, *, heavy: bool) -> None:
        """Free a place and let in who is next."""
        self._free += 1
        self._heavy -= heavy
        client.quick -= 1
        client.running -= 1
        self._let_in()

    def _let_in(self) -> None:
        while self._free and self._queued:
            now = time.monotonic()
            ready = [client for client in self._queued.values() if self._may(client, now)]
            if not ready:
                return
            client = min(ready, key=lambda one: (one.used(now) > _HEAVY, one.quick, one.spent))
            ticket = client.waiting.popleft()
            self._waiting -= 1
            if not client.waiting:
                del self._queued[client.name]
            if not ticket.done():
                ticket.set_result(self._admit(client, now))


class _Place:
    """A place in the quick lane, left once."""

    __slots__ = ("_dispatcher", "_heavy", "_left", "client")

    def __init__(self, dispatcher: Dispatcher, client: _Client, heavy: bool) -> None:
        self._dispatcher, self.client, self._heavy = dispatcher, client, heavy
        self._left = False

    def leave(self) -> None:
        if not self._left:
            self._left = True
            self._dispatcher.leave(self.client, heavy=self._heavy)


def _fail(ticket: asyncio.Future[bool], reason: RostrumError) -> None:
    if not ticket.done():
        ticket.set_exception(reason)
