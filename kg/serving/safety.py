"""What holds for every answer: who may ask, and what a browser may do with it."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serving.answers import Refused, problem
from kg.serving.options import Options

_HEADERS = [
    (
        b"content-security-policy",
        b"default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        b"object-src 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
_CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Retry-After"),
]
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_LOCAL = ("localhost", "127.0.0.1", "::1")


class Safety:
    """Wraps an application: foreign Host names are refused (DNS rebinding), headers added."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self._app = app
        named = urlsplit(options.base).hostname
        self._hosts = frozenset(
            host.lower() for host in (*_LOCAL, *options.hosts, *([named] if named else []))
        )
        self._shared = _HEADERS + (_CORS if options.cors else [])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection event (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        # A foreign page may read what a link could show it, and send nothing.
        added = self._shared if scope["method"] in _READING else _HEADERS

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *added]
            await send(message)

        if (response := self._answer(scope)) is not None:
            await response(scope, receive, sending)
        else:
            await self._app(scope, receive, sending)

    def _answer(self, scope: Scope) -> Response | None:
        """Return what is answered before anything is asked."""
        host = next((value for name, value in scope["headers"] if name == b"host"), b"")
        if "*" not in self._hosts and host_name(host.decode("latin-1")) not in self._hosts:
            return problem(
                Refused(421, "this server does not go by that name; see --allow-host", "host")
            )
        if scope["method"] != "OPTIONS":
            return None
        allowed = "GET, HEAD, OPTIONS" + (", POST" if scope["path"] == "/sparql" else "")
        return Response(
            status_code=204,
            headers={
                "Allow": allowed,
                "Access-Control-Allow-Methods": "GET, HEAD",
                "Access-Control-Allow-Headers": "Accept, If-None-Match",
                "Access-Control-Max-Age": "86400",
            },
        )


def host_name(header: str) -> str:
    """Return the name in a Host header, without its port.

    >>> host_name("LocalHost:8000"), host_name("[::1]:80"), host_name("evil.example")
    ('localhost', '::1', 'evil.example')
    """
    text = header.strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0].removesuffix(".")
