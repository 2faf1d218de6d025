"""What is asked of the child process and what it answers."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import IO

MOST_BYTES = 50 * 1024 * 1024
MOST_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Ask:
    """One GET, without redirects; ``headers`` are added to those that every request has."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    allow_private: bool = False
    seconds: float = MOST_SECONDS
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: header names in lower case, ``body`` decoded and only where status is 200.

    ``problem`` says in one line why there is no answer.
    """

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    problem: str = ""


def put_ask(ask: Ask, stream: IO[bytes]) -> None:
    """Write an ask."""
    _put(json.dumps(asdict(ask)).encode(), stream)
    stream.flush()


def take_ask(stream: IO[bytes]) -> Ask | None:
    """Read an ask; ``None`` at the end."""
    written = _take(stream)
    return None if written is None else Ask(**json.loads(written))


def put_reply(reply: Reply, stream: IO[bytes]) -> None:
    """Write a reply."""
    head = {"status": reply.status, "headers": dict(reply.headers), "problem": reply.problem}
    _put(json.dumps(head).encode(), stream)
    _put(reply.body, stream)
    stream.flush()


def take_reply(stream: IO[bytes]) -> Reply | None:
    """Read a reply; ``None`` where it ends before its end."""
    head = _take(stream)
    body = None if head is None else _take(stream)
    return None if head is None or body is None else Reply(**json.loads(head), body=body)


def _put(data: bytes, stream: IO[bytes]) -> None:
    stream.write(struct.pack("!I", len(data)))
    stream.write(data)


def _take(stream: IO[bytes]) -> bytes | None:
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = struct.unpack("!I", head)[0]
    data = stream.read(size)
    return data if len(data) == size else None
