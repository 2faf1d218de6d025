"""A server of this machine that answers well, badly and not at all; it counts who came."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGE = b"<html><body><p>The Council met to hear about wells in the dry season.</p></body></html>"
FEED = (
    b"<?xml version='1.0'?><rss version='2.0'><channel><link>/home</link>"
    b"<item><link>/page/a.html</link></item><item><link>/page/b.html</link></item>"
    b"</channel></rss>"
)
PLAIN: dict[str, tuple[str, bytes]] = {
    "/robots.txt": ("text/plain", b"User-agent: *\nDisallow: /secret\n"),
    "/page/a.html": ("text/html; charset=utf-8", PAGE),
    "/page/b.html": ("text/html", PAGE.replace(b"wells", b"roads")),
    "/en/A/RES/64/293": ("text/plain", b"The General Assembly, Decides to plant trees."),
    "/feed": ("application/rss+xml", FEED),
    "/secret": ("text/html", PAGE),
    "/report.pdf": ("application/pdf", b"%PDF-1.7 nothing"),
    "/empty": ("text/html", b""),
}


class Site(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.paths: list[str] = []
        self.agents: set[str] = set()
        self.stopped = threading.Event()
        self.busy = 2

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the tests."""


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def log_message(self, *words: object) -> None: ...

    def do_GET(self) -> None:
        self.server.paths.append(self.path)
        self.server.agents.add(self.headers["User-Agent"])
        if self.path in PLAIN:
            kind, body = PLAIN[self.path]
            tag = f'"{len(body)}"'
            if self.headers["If-None-Match"] == tag:
                self.answer(304, b"")
            else:
                self.answer(200, body, {"Content-Type": kind, "ETag": tag})
            return
        name = self.path.partition("?")[0].strip("/").replace("-", "_")
        getattr(self, f"do_{name}", lambda: self.answer(404, b"no such page"))()

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_to(self) -> None:
        self.answer(302, b"", {"Location": self.path.partition("?")[2]})

    def do_ping(self) -> None:
        self.answer(301, b"", {"Location": "/pong"})

    def do_pong(self) -> None:
        self.answer(301, b"", {"Location": "/ping"})

    def do_busy(self) -> None:
        self.server.busy -= 1
        if self.server.busy >= 0:
            self.answer(503, b"", {"Retry-After": "1"})
        else:
            self.answer(200, PAGE, {"Content-Type": "text/html"})

    def do_zipped(self) -> None:
        self.answer(200, gzip.compress(PAGE), {"Content-Encoding": "gzip"})

    def do_bomb(self) -> None:
        bomb = gzip.compress(bytes(40 * 1024 * 1024))
        self.answer(200, bomb, {"Content-Encoding": "gzip", "Content-Type": "text/html"})

    def do_cut_zip(self) -> None:
        self.answer(200, gzip.compress(PAGE)[:-12], {"Content-Encoding": "gzip"})

    def do_two_zips(self) -> None:
        self.answer(200, gzip.compress(PAGE) * 2, {"Content-Encoding": "gzip"})

    def do_no_zip(self) -> None:
        self.answer(200, PAGE, {"Content-Encoding": "gzip"})

    def do_brotli(self) -> None:
        self.answer(200, PAGE, {"Content-Encoding": "br"})

    def do_announced(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "99999999999")
        self.end_headers()

    def do_endless(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        with suppress(OSError):
            while not self.server.stopped.is_set():
                self.wfile.write(bytes(65536))

    def do_cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"half a page")
        self.close_connection = True

    def do_drip_body(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.drip(b"x")

    def do_drip_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip(b"x")

    def do_silent(self) -> None:
        self.server.stopped.wait(30)

    def do_long_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 300_000 + b"\r\n\r\n")

    def do_no_http(self) -> None:
        self.wfile.write(b"220 mail.example ESMTP\r\n")
        self.close_connection = True

    def drip(self, what: bytes) -> None:
        with suppress(OSError):
            while not self.server.stopped.is_set():
                self.wfile.write(what)
                self.wfile.flush()
                time.sleep(0.1)


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.stopped.set()
    server.shutdown()
    server.server_close()
    thread.join()
