"""A SPARQL server that takes graphs: Graph Store Protocol, Update, and queries to check them.

Failures that may pass (no connection, 429, 5xx) are tried again after a pause that doubles,
or as long as the server says. A door to ``httpx``.
"""

from __future__ import annotations

import netrc
import os
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

import httpx

from kg import __version__
from kg.errors import EnvironmentFailure, UsageError
from kg.model.table import Table, from_sparql_json

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_PAUSE = 60.0
# Where a server that takes graphs at the first ending answers queries.
_QUERY_AT = (
    ("/sparql-graph-crud-auth", "/sparql"),
    ("/sparql-auth", "/sparql"),
    ("/rdf-graphs/service", ""),
    ("/statements", ""),
    ("/store", "/query"),
    ("/data", "/query"),
    ("/update", "/query"),
)


def query_address(address: str) -> str:
    """Return where the server of a Graph Store or Update address answers queries.

    >>> query_address("http://localhost:7878/store")
    'http://localhost:7878/query'
    >>> query_address("http://localhost:7200/repositories/un/rdf-graphs/service")
    'http://localhost:7200/repositories/un'

    Raises:
        UsageError: the address is none of a kind that is known.
    """
    for ending, instead in _QUERY_AT:
        if address.endswith(ending):
            return address.removesuffix(ending) + instead
    raise UsageError(f"{address}: say with --query where this server answers SPARQL queries")


def credentials(address: str, environment: Mapping[str, str] = os.environ) -> httpx.Auth | None:
    """Return what ROSTRUM_PUSH_TOKEN or ROSTRUM_PUSH_USER and _PASSWORD say, else ``~/.netrc``.

    Raises:
        EnvironmentFailure: the netrc file cannot be read.
    """
    if token := environment.get("ROSTRUM_PUSH_TOKEN"):
        return _Bearer(token)
    user, password = environment.get("ROSTRUM_PUSH_USER"), environment.get("ROSTRUM_PUSH_PASSWORD")
    if user is not None:
        return _Challenged(user, password or "")
    try:
        found = netrc.netrc().authenticators(urlsplit(address).hostname or "")
    except FileNotFoundError:
        return None
    except (OSError, netrc.NetrcParseError) as error:
        raise EnvironmentFailure(f"the netrc file cannot be read ({error})") from error
    return _Challenged(found[0], found[2] or "") if found else None


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class _Challenged(httpx.Auth):
    """Basic or Digest, as the server's first refusal asks for; nothing is sent unasked."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            asked = response.headers.get("www-authenticate", "").lower()
            self._chosen = self._digest if asked.startswith("digest") else self._basic
        yield from self._chosen.auth_flow(request)


@dataclass(slots=True)
class Target:
    """A server: ``way`` is how it takes graphs, ``query_url`` where it answers queries."""

    address: str
    query_url: str
    way: Literal["graph-store", "update"] = "graph-store"
    tries: int = 5
    connections: int = 4
    seconds: float = 300.0
    pause: float = 0.5
    _client: httpx.Client = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for address in (self.address, self.query_url):
            if urlsplit(address).scheme not in {"http", "https"} or urlsplit(address).username:
                raise UsageError(f"{address}: not an address http(s)://host/path; put a password"
                                 " into ROSTRUM_PUSH_USER and ROSTRUM_PUSH_PASSWORD")  # fmt: skip
        self._client = httpx.Client(
            auth=credentials(self.address),
            headers={"User-Agent": f"rostrum/{__version__}"},
            timeout=httpx.Timeout(self.seconds, connect=10.0),
            limits=httpx.Limits(max_connections=self.connections),
            trust_env=False,
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def put(self, graph: str, turtle: bytes) -> None:
        """Replace a graph through the Graph Store Protocol."""
        # N-Triples are Turtle, which is the one form that the protocol asks every server for.
        self._ask("PUT", params={"graph": graph}, content=turtle,
                  headers={"Content-Type": "text/turtle; charset=utf-8"})  # fmt: skip

    def delete(self, graph: str) -> None:
        """Delete a graph through the Graph Store Protocol; one that is not there is no error."""
        self._ask("DELETE", params={"graph": graph}, missing=True)

    def update(self, text: str) -> None:
        """Carry out a SPARQL update."""
        self._ask("POST", data={"update": text})

    def select(self, text: str) -> Table:
        """Answer a SELECT query."""
        reply = self._ask("POST", url=self.query_url, data={"query": text},
                          headers={"Accept": "application/sparql-results+json"})  # fmt: skip
        return from_sparql_json(reply.content)

    def construct(self, text: str) -> bytes:
        """Answer a CONSTRUCT query as N-Triples."""
        reply = self._ask("POST", url=self.query_url, data={"query": text},
                          headers={"Accept": "application/n-triples, text/plain;q=0.5"})  # fmt: skip
        return reply.content

    def _ask(
        self, method: str, *, url: str = "", missing: bool = False, **request: object
    ) -> httpx.Response:
        """Send a request until it is answered.

        Raises:
            EnvironmentFailure: the server refuses it, or fails every time.
        """
        address = url or self.address
        for attempt in range(1, self.tries + 1):
            pause = self.pause * 2 ** (attempt - 1)
            try:
                reply = self._client.request(method, address, **request)  # type: ignore[arg-type]
            except httpx.TransportError as error:
                problem = f"{type(error).__name__}: {error}"
            else:
                if reply.is_success or (missing and reply.status_code == httpx.codes.NOT_FOUND):
                    return reply
                problem = _problem(reply)
                if reply.status_code not in _PASSING:
                    raise EnvironmentFailure(f"{address}: {problem}")
                pause = _wanted(reply, pause)
            if attempt < self.tries:
                time.sleep(pause)
        raise EnvironmentFailure(f"{address}: {problem}; gave up after {self.tries} tries")


def _problem(reply: httpx.Response) -> str:
    if reply.status_code in {401, 403}:
        return (f"{reply.status_code}, the server wants other credentials: set ROSTRUM_PUSH_USER"
                " and ROSTRUM_PUSH_PASSWORD, or ROSTRUM_PUSH_TOKEN")  # fmt: skip
    return f"{reply.status_code} {' '.join(reply.text.split())[:300]}".strip()


def _wanted(reply: httpx.Response, pause: float) -> float:
    """Return how long the server asks to wait, if it says so in seconds."""
    said = reply.headers.get("retry-after", "")
    return min(float(said), _LONGEST_PAUSE) if said.isdigit() else pause
