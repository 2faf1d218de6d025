"""Connections: a client that sends its request slowly is let go; an answer is written at once."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0
"""How long a client may take to send the head of a request, the first one from its connection."""


class _Joined:
    """A transport that sends what is written in one turn of the loop as one piece.

    The server writes head and body apart, and each is a system call that wakes the client.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._pending: list[bytes] = []
        self._loop = asyncio.get_running_loop()

    def write(self, data: bytes) -> None:
        if not self._pending:
            self._loop.call_soon(self._flush)
        self._pending.append(data)

    def _flush(self) -> None:
        if self._pending:
            found = b"".join(self._pending)
            self._pending.clear()
            self._transport.write(found)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class Connection(HttpToolsProtocol):
    """One client's connection."""

    _heads = False
    """Whether a head is awaited to its end."""
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, and wait for the first head."""
        super().connection_made(cast("asyncio.Transport", _Joined(transport)))
        self._heads = True
        self._wait()

    def on_message_begin(self) -> None:
        """Wait for the rest of a head."""
        self._heads = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Take the request."""
        self._heads = False
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Read what came; only a head that did not come whole costs a timer."""
        super().data_received(data)
        if self._heads:
            self._wait()
        elif self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _wait(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """End, and wait for nothing."""
        if self._patience is not None:
            self._patience.cancel()
        super().connection_lost(exc)
