"""One GET to a machine whose address was checked. The only door to ``httpx``.

The host is resolved once, every answer is checked, and the connection goes to a checked
answer by number: a name that means something else a moment later (rebinding) is never asked
again. TLS still verifies the name. Proxies, cookies and redirects of ``httpx`` stay unused,
since its transport is called, not its client.
"""

from __future__ import annotations

import socket
import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import cache

import httpx

from kg import __version__
from kg.fetching.addresses import Address, Refused, checked, parse
from kg.fetching.messages import Ask, Reply

USER_AGENT = f"rostrum/{__version__}"
MOST_RATIO = 10
FREE_BYTES = 1024 * 1024
MOST_MACHINES = 4
_PIECE = 64 * 1024
_CONNECT_SECONDS = 10.0
_GZIP_WINDOW = 31

Resolve = Callable[[str, int], Sequence[str]]


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the machines of a host.

    Raises:
        Refused: nobody knows the host.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(f"{host} cannot be resolved ({reason})") from error
    return [str(answer[4][0]) for answer in found]


def exchange(
    ask: Ask, resolve: Resolve = resolve, transport: httpx.BaseTransport | None = None
) -> Reply:
    """Ask one address once; whatever goes wrong is the reply's ``problem``."""
    try:
        address = parse(ask.url)
        known = resolve(address.host, address.port)
        machines = checked(address.host, known, allow_private=ask.allow_private)
        with closing(transport or httpx.HTTPTransport(verify=_trust())) as way:
            return _answered(ask, address, machines[:MOST_MACHINES], way)
    except Refused as error:
        return Reply(problem=str(error))
    except (httpx.HTTPError, httpx.InvalidURL, OSError, zlib.error) as error:
        return Reply(problem=_reason(error))


@cache
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def _answered(
    ask: Ask, address: Address, machines: Sequence[str], way: httpx.BaseTransport
) -> Reply:
    """Take the first machine that can be reached."""
    for machine in machines[:-1]:
        try:
            return _asked(ask, address, machine, way)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return _asked(ask, address, machines[-1], way)


def _asked(ask: Ask, address: Address, machine: str, way: httpx.BaseTransport) -> Reply:
    shown = f"[{machine}]" if ":" in machine else machine
    request = httpx.Request(
        "GET",
        f"{address.scheme}://{shown}:{address.port}{address.target}",
        headers={
            "Host": address.authority,
            "User-Agent": USER_AGENT,
            "Accept": "text/html, text/plain, application/json, application/xml;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **ask.headers,
        },
        extensions={
            "sni_hostname": address.host,
            "timeout": {
                "connect": min(_CONNECT_SECONDS, ask.seconds),
                "read": ask.seconds,
                "write": ask.seconds,
                "pool": ask.seconds,
            },
        },
    )
    with closing(way.handle_request(request)) as response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        body = _body(response, ask.most_bytes) if response.status_code == 200 else b""
        return Reply(response.status_code, headers, body)


def _body(response: httpx.Response, most: int) -> bytes:
    announced = response.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced) > most:
        raise Refused(f"{announced} bytes, more than the limit of {most}")
    encoding = response.headers.get("content-encoding", "").strip().lower()
    pieces = response.iter_raw()
    if encoding in ("", "identity"):
        return _joined(pieces, most)
    if encoding not in ("gzip", "x-gzip"):
        raise Refused(f"encoded as {encoding[:40]!r}, which was not asked for")
    return _joined(_unzipped(pieces), most)


def _joined(pieces: Iterable[bytes], most: int) -> bytes:
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > most:
            raise Refused(f"more than the limit of {most} bytes")
    return bytes(whole)


def _unzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Decode in small pieces, so that what a bomb holds is never made."""
    decoder = zlib.decompressobj(_GZIP_WINDOW)
    came = made = 0
    for piece in pieces:
        came += len(piece)
        rest = piece
        if decoder.eof and piece.strip(b"\0"):
            raise Refused("the encoded answer goes on after its end")
        while rest and not decoder.eof:
            shown = decoder.decompress(rest, _PIECE)
            made += len(shown)
            if made > FREE_BYTES and made > MOST_RATIO * came:
                raise Refused(f"decodes to more than {MOST_RATIO} times what was sent (a bomb?)")
            yield shown
            rest = decoder.unconsumed_tail
    yield decoder.flush(_PIECE)
    if not decoder.eof:
        raise Refused("the encoded answer is cut off")
    if decoder.unused_data.strip(b"\0"):
        raise Refused("the encoded answer goes on after its end")


def _reason(error: Exception) -> str:
    if isinstance(error, zlib.error):
        return "the answer is not encoded as it says"
    if isinstance(error, httpx.TimeoutException):
        return "the server does not answer in time"
    words = " ".join(str(error).split())[:200] or type(error).__name__
    return f"no answer ({words})"
