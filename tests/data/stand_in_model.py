"""A server that stands in for a language model, for tests."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def act(quote: str, kind: str = "claim", sentence: int = 1, **more: Any) -> dict[str, Any]:
    given = {"cue": quote.split(maxsplit=1)[0], "addressees": []} | more
    rest = {"polarity": "affirmed", "certainty": "asserted"}
    return {"sentence": sentence, "type": kind, "quote": quote, **rest, **given}


def answer(*acts: dict[str, Any], themes: tuple[dict[str, Any], ...] = ()) -> str:
    return json.dumps({"acts": list(acts), "themes": list(themes)})


@dataclass
class StandIn:
    """A model's server; ``script`` says what each request gets, the last one for all others."""

    script: list[Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]] = field(
        default_factory=list
    )
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answers(self, *said: str) -> None:
        self.script = [lambda handler, _, one=one: reply(handler, one) for one in said]

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        with self.lock:
            self.requests.append(body)
            self.keys.append(handler.headers.get("Authorization"))
            step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        step(handler, body)


def reply(handler: BaseHTTPRequestHandler, said: str) -> None:
    send(handler, 200, json.dumps({"choices": [{"message": {"content": said}}]}).encode())


def send(handler: BaseHTTPRequestHandler, code: int, body: bytes = b"{}", **headers: str) -> None:
    handler.send_response(code)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def fails(code: int, **headers: str) -> Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]:
    return lambda handler, _: send(handler, code, **headers)


@contextmanager
def serving() -> Iterator[StandIn]:
    """Serve a stand-in until the end of the block."""
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):
                stand_in.serve(self)

        def log_message(self, *_: object) -> None:
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    stand_in.url = f"http://127.0.0.1:{made.server_port}/v1"
    yield stand_in
    made.shutdown()
    made.server_close()
    thread.join()
