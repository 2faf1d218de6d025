"""Read a request of the SPARQL 1.1 Protocol (W3C 2013), query operation."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request as HttpRequest

from kg.mapping.terms import iri_text
from kg.serving.answers import Refused
from kg.serving.negotiation import GRAPHS, TABLES, best
from kg.storing.guarding import MOST_BYTES
from kg.storing.requests import Request

MOST_BODY = 4 * MOST_BYTES
BODY_SECONDS = 10.0
"""How long a client may take to send a body."""
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_UPDATE = "application/sparql-update"
_READ_ONLY = "this endpoint is read-only: updates are refused"
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """A query and the formats its answer may have; ``None`` where the client takes none."""

    request: Request
    table: str | None
    graph: str | None


async def operation(http: HttpRequest) -> Operation | None:
    """Return the query operation of a request, ``None`` for a GET without a query.

    Raises:
        Refused: it is no query operation; the message says why.
    """
    pairs = _pairs(http.scope["query_string"], "the address")
    text = ""
    if http.method == "POST":
        media = http.headers.get("content-type", "").partition(";")[0].strip().lower()
        _check_type(http, media)
        body = await _body(http)
        if media == _FORM:
            pairs = [pair for pair in pairs if pair[0] == "format"] + _pairs(body, "the form")
        else:
            text = _decoded(body, "the query")
            if any(name == "query" for name, _ in pairs):
                raise Refused(400, "the query stands in the body and in the address")
    elif not any(name in {"query", "update", *_DATASET} for name, _ in pairs):
        return None
    return _operation(http, pairs, text)


_DATASET = ("default-graph-uri", "named-graph-uri")


def _check_type(http: HttpRequest, media: str) -> None:
    if media == _UPDATE:
        raise Refused(403, _READ_ONLY, "read-only")
    if media not in {_FORM, _QUERY}:
        raise Refused(
            415,
            f"a POST must be {_QUERY} or {_FORM}, not {media or 'without a Content-Type'}",
            "media-type",
            {"Accept-Post": f"{_QUERY}, {_FORM}"},
        )
    charset = http.headers.get("content-type", "").lower().partition("charset=")[2].strip(' "')
    if charset not in {"", "utf-8", "utf8", "us-ascii"}:
        raise Refused(415, f"the body must be UTF-8, not {charset}", "media-type")


def _operation(http: HttpRequest, pairs: Pairs, text: str) -> Operation:
    given = _values(pairs, "query")
    if _values(pairs, "update"):
        raise Refused(403, _READ_ONLY, "read-only")
    if text:
        given = [text]
    if len(given) != 1:
        found = "no query" if not given else f"{len(given)} queries"
        raise Refused(400, f"exactly one query is needed, {found} given", "bad-request")
    default, named = (_graphs(pairs, name) for name in _DATASET)
    table, graph = _formats(http, pairs)
    request = Request(given[0], table or "json", graph or "ntriples")
    if default or named:
        request = Request(given[0], request.table, request.graph, default, named)
    return Operation(request, table, graph)


def _formats(http: HttpRequest, pairs: Pairs) -> tuple[str | None, str | None]:
    """Return the formats for rows and for triples: as ``format=`` says, else as Accept does."""
    for name in _values(pairs, "format"):
        if name in TABLES or name in GRAPHS:
            return (name if name in TABLES else None), (name if name in GRAPHS else None)
    accept = http.headers.get("accept")
    table, graph = best(accept, TABLES), best(accept, GRAPHS)
    if table is None and graph is None:
        raise not_acceptable([*TABLES.values(), *GRAPHS.values()])
    return table, graph


def not_acceptable(offers: Sequence[Sequence[str]]) -> Refused:
    """Return the refusal of a client that takes none of the offered media types."""
    listed = ", ".join(types[0] for types in offers)
    return Refused(406, f"none of the accepted media types can be written; offered: {listed}",
                   "not-acceptable")  # fmt: skip


def _values(pairs: Pairs, wanted: str) -> list[str]:
    return [value for name, value in pairs if name == wanted]


def _graphs(pairs: Pairs, name: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_values(pairs, name)))
    for value in found:
        try:
            iri_text(value)
        except ValueError:
            raise Refused(400, f"{name}: {value!r} is no IRI") from None
    return found


def _pairs(encoded: bytes, where: str) -> Pairs:
    try:
        return parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=200,
        )
    except (UnicodeDecodeError, ValueError):
        raise Refused(400, f"{where} is not percent-encoded UTF-8 of few fields") from None


def _decoded(body: bytes, where: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"{where} is not UTF-8 (byte {error.start})") from None


async def _body(http: HttpRequest) -> bytes:
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(http)
    except TimeoutError:
        raise Refused(
            408, f"the body did not come within {BODY_SECONDS:g} s", "slow", {"Connection": "close"}
        ) from None


async def _read(http: HttpRequest) -> bytes:
    found = bytearray()
    async for chunk in http.stream():
        found += chunk
        if len(found) > MOST_BODY:
            raise Refused(
                413,
                f"the body is longer than {MOST_BODY} bytes",
                "too-long",
                {"Connection": "close"},
            )
    return bytes(found)
