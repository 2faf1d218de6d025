"""The engine that pages ask: from a worker thread, through the dispatcher, of one edition."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from typing import TypeVar

import anyio.to_thread
from starlette.requests import Request as HttpRequest

from kg.errors import RostrumError
from kg.model.table import Answer, Table, Triples, from_sparql_json
from kg.serving.answers import refusal
from kg.serving.editions import Edition
from kg.serving.endpoint import Service, address
from kg.serving.watching import Watch
from kg.storing.requests import Request

T = TypeVar("T")


class Bridge:
    """An ``Engine`` for code that runs in a thread; all its queries see one edition."""

    def __init__(self, service: Service, edition: Edition, client: str, watch: Watch) -> None:
        self._service, self.edition, self._client, self._watch = service, edition, client, watch
        self._loop = asyncio.get_running_loop()

    def query(self, text: str) -> Answer:
        """Answer a query."""
        kind, body = self.written(Request(text))
        return from_sparql_json(body) if kind == b"J" else Triples(body.decode())

    def rows(self, text: str) -> Table:
        """Answer a query that gives rows."""
        found = self.query(text)
        assert isinstance(found, Table)
        return found

    def written(self, request: Request) -> tuple[bytes, bytes]:
        """Answer a request as the child wrote it: the kind and the bytes."""
        asked = self._service.dispatcher.ask(self._client, self.edition, request, self._watch)
        reply = asyncio.run_coroutine_threadsafe(asked, self._loop).result()
        return reply.kind, reply.body


async def in_thread(service: Service, http: HttpRequest, work: Callable[[Bridge], T]) -> T:
    """Run ``work`` in a thread with an engine; its queries stop when the client goes away.

    Raises:
        Refused: what ``work`` asked failed.
    """
    async with service.editions.leased() as edition, aclosing(Watch(http.receive)) as watch:
        bridge = Bridge(service, edition, address(http), watch)
        try:
            return await anyio.to_thread.run_sync(work, bridge)
        except RostrumError as error:
            raise refusal(error) from error
