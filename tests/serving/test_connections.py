"""A client that dawdles is let go; one that sends in pieces is served."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import uvicorn

from kg.serving import connections
from kg.serving.connections import Connection


async def application(scope: Any, receive: Any, send: Any) -> None:
    headers = [(b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok"})


def talk(pieces: list[bytes], pause: float) -> bytes:
    """Send pieces with pauses; return all that comes until the server closes."""

    async def run() -> bytes:
        config = uvicorn.Config(
            application, port=0, http=Connection, lifespan="off", log_level="error"
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(pause)
        found = await asyncio.wait_for(reader.read(), 60)
        writer.close()
        server.should_exit = True
        await serving
        return found

    return asyncio.run(run())


@pytest.mark.parametrize("pieces", [[], [b"GET / HT"], [b"GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n"]])
def test_a_head_that_does_not_come_is_not_awaited(
    pieces: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.1)
    assert talk(pieces, 0.0) == b""


def test_a_head_in_pieces_is_served() -> None:
    head = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    found = talk([head[:9], head[9:20], head[20:]], 0.05)
    assert found.startswith(b"HTTP/1.1 200")
    assert found.endswith(b"ok")
