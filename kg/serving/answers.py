"""HTTP answers: whole bodies with their length, tags and compression; errors as RFC 9457 says."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import (
    BadParameter,
    MalformedQuery,
    QueryLimit,
    RostrumError,
    UnknownQuestion,
    UsageError,
)
from kg.serving.dispatch import Busy
from kg.serving.watching import Gone
from kg.storing.querying import QueryTimeout

_COMPRESS_FROM = 1024
_CACHE = "public, max-age=0, must-revalidate"
_STATUS: tuple[tuple[type[RostrumError], int, str], ...] = (
    (Busy, 503, "busy"),
    (Gone, 499, "gone"),
    (QueryTimeout, 503, "time-limit"),
    (QueryLimit, 507, "answer-limit"),
    (MalformedQuery, 400, "malformed-query"),
    (UnknownQuestion, 404, "unknown-question"),
    (BadParameter, 400, "bad-parameter"),
    (UsageError, 400, "bad-request"),
    (RostrumError, 500, "failure"),
)


class Refused(Exception):
    """A request that is answered with an error."""

    def __init__(
        self, status: int, detail: str, kind: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind or "bad-request"
        self.headers = dict(headers or {})


def refusal(error: RostrumError) -> Refused:
    """Return the HTTP error that an error of ours becomes.

    >>> refusal(QueryTimeout("too slow")).status, refusal(MalformedQuery("no")).status
    (503, 400)
    """
    for class_, status, kind in _STATUS:
        if isinstance(error, class_):
            headers = {"Retry-After": str(error.after)} if isinstance(error, Busy) else {}
            return Refused(status, str(error), kind, headers)
    raise AssertionError(error)


def problem(error: Refused) -> Response:
    """Return an error as ``application/problem+json``."""
    title = "Client Closed Request" if error.status == 499 else HTTPStatus(error.status).phrase
    body = {
        "type": f"https://w3id.org/rostrum/problem/{error.kind}",
        "title": title,
        "status": error.status,
        "detail": error.detail,
    }
    return Response(
        json.dumps(body, ensure_ascii=False),
        error.status,
        {**error.headers, "Cache-Control": "no-store"},
        media_type="application/problem+json",
    )


def tag(*parts: object) -> str:
    """Return an entity tag for what the parts determine; weak, as bodies may be compressed."""
    digest = hashlib.blake2b("\0".join(map(str, parts)).encode("utf-8", "replace"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def unchanged(request: Request, etag: str) -> Response | None:
    """Return 304 if the client has the answer already."""
    known = request.headers.get("if-none-match")
    if known and (known.strip() == "*" or etag in (part.strip() for part in known.split(","))):
        return Response(status_code=304, headers=_headers(etag))
    return None


def whole(request: Request, body: bytes, media: str, etag: str) -> Response:
    """Return a complete body, compressed if the client takes that and it is worth it.

    Without ``etag`` it is never to be kept: it would be another one the next time.
    """
    headers = _headers(etag)
    if len(body) >= _COMPRESS_FROM and _takes_gzip(request.headers.get("accept-encoding", "")):
        packer = zlib.compressobj(1, zlib.DEFLATED, 31)
        body = packer.compress(body) + packer.flush()
        headers["Content-Encoding"] = "gzip"
    headers["Content-Type"] = media
    return Response(body, headers=headers)


def _headers(etag: str) -> dict[str, str]:
    if not etag:
        return {"Cache-Control": "no-store", "Vary": "Accept, Accept-Encoding"}
    return {"ETag": etag, "Cache-Control": _CACHE, "Vary": "Accept, Accept-Encoding"}


def _takes_gzip(header: str) -> bool:
    for part in header.lower().split(","):
        name, _, quality = part.partition(";")
        if name.strip() in {"gzip", "*"}:
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
