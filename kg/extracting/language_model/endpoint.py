"""The address of a language model and how it is asked: once, again after a failure, in time."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email.message import Message
from typing import IO, Any
from urllib.parse import urlsplit

from kg import __version__
from kg.errors import EnvironmentFailure, UsageError

Json = dict[str, Any]
_FINAL = {
    401: "refuses the key (set ROSTRUM_LLM_KEY)",
    403: "refuses the key (set ROSTRUM_LLM_KEY)",
    404: "knows no such path or model",
}
_AGAIN = frozenset({408, 409, 425, 429})
_ANSWER_BYTES = 4 * 1024 * 1024
_LONGEST_WAIT = 30.0


class EndpointFailure(EnvironmentFailure):
    """The endpoint cannot be used at all: unreachable, wrong address, key or model."""


class Unanswered(Exception):
    """One request got no answer after every attempt; the text says why."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers: ``url`` as ``http://localhost:8000/v1``, with or without the path.

    ``seconds`` bound one attempt as a whole, ``attempts`` count the first one too; ``pause``
    is the wait after the first failure, doubled each time. The key is never shown.

    Raises:
        UsageError: the address is no HTTP address, no model is named, or the key is unfit.

    >>> Endpoint("http://localhost:8000/v1", "small", key="secret")
    Endpoint(url='http://localhost:8000/v1', model='small', seconds=60.0, attempts=3, pause=0.5)
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 60.0
    attempts: int = 3
    pause: float = 0.5

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            fit = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            fit = False
        if not fit or not self.url.isascii() or not self.url.isprintable() or " " in self.url:
            raise UsageError(
                f"{self.url!r} is no address of a model; give one like http://localhost:8000/v1"
            )
        if not self.model.strip():
            raise UsageError("no model is named; set ROSTRUM_LLM_MODEL or --llm-model")
        if self.key and not (self.key.isascii() and self.key.isprintable()):
            raise UsageError("the key in ROSTRUM_LLM_KEY holds characters that no key has")

    @property
    def address(self) -> str:
        """Return the full address of the chat.

        >>> Endpoint("http://localhost:8000/v1/", "small").address
        'http://localhost:8000/v1/chat/completions'
        """
        path = "/chat/completions"
        url = self.url.rstrip("/")
        return url if url.endswith(path) else url + path


class Chat:
    """Asks one endpoint; several threads may share it.

    A server that refuses ``response_format`` is asked without it from then on.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._opener = urllib.request.build_opener(_NoRedirect())
        self._with_format = True

    def ask(self, messages: list[Json], schema: Json) -> str:
        """Return what the model says.

        Raises:
            Unanswered: every attempt failed, or the server will not answer this request.
            EndpointFailure: no request can succeed.
        """
        reason = ""
        for attempt in range(self.endpoint.attempts):
            wait = min(self.endpoint.pause * 2**attempt, _LONGEST_WAIT)
            try:
                return self._said(messages, schema)
            except urllib.error.HTTPError as error:
                with error:
                    reason, wait = self._refusal(error, wait)
            except urllib.error.URLError as error:
                reason = _unreached(error.reason)
            except (OSError, http.client.HTTPException) as error:
                reason = _unreached(error)
            if attempt + 1 < self.endpoint.attempts:
                time.sleep(wait)
        raise Unanswered(reason)

    def _said(self, messages: list[Json], schema: Json) -> str:
        if self._with_format:
            try:
                return self._post(self._body(messages, schema))
            except urllib.error.HTTPError as error:
                if error.code not in (400, 422):
                    raise
                error.close()
            said = self._post(self._body(messages, None))
            self._with_format = False
            return said
        return self._post(self._body(messages, None))

    def _body(self, messages: list[Json], schema: Json | None) -> bytes:
        body: Json = {"model": self.endpoint.model, "temperature": 0, "messages": messages}
        if schema is not None:
            named = {"name": "analysis", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")

    def _post(self, body: bytes) -> str:
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "User-Agent": f"rostrum/{__version__}",
        }
        if self.endpoint.key:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        request = urllib.request.Request(self.endpoint.address, body, headers, method="POST")
        until = time.monotonic() + self.endpoint.seconds
        with self._opener.open(request, timeout=self.endpoint.seconds) as response:
            return _content(_read(response, until))

    def _refusal(self, error: urllib.error.HTTPError, wait: float) -> tuple[str, float]:
        """Return why a request was refused and how long to wait; raise if that is final."""
        address, code = self.endpoint.address, error.code
        if code in _FINAL:
            raise EndpointFailure(f"{address}: {_FINAL[code]} (HTTP {code})")
        if 300 <= code < 400:
            raise EndpointFailure(f"{address}: points elsewhere (HTTP {code}); give that address")
        reason = f"HTTP {code}"
        if code < 500 and code not in _AGAIN:
            raise Unanswered(reason)
        asked = error.headers.get("Retry-After", "")
        return reason, min(float(asked), _LONGEST_WAIT) if asked.isdigit() else wait


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows nothing: the key goes to the address that the user gave and to no other."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the signature is the standard library's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> None:
        """Refuse, so that the answer becomes an error."""


def _read(response: http.client.HTTPResponse, until: float) -> bytes:
    """Read an answer that may come in drops, up to a time and a size."""
    pieces, size = [], 0
    while piece := response.read1(65536):
        pieces.append(piece)
        size += len(piece)
        if time.monotonic() > until:
            raise TimeoutError
        if size > _ANSWER_BYTES:
            raise Unanswered(f"an answer of more than {_ANSWER_BYTES} bytes")
    return b"".join(pieces)


def _content(answer: bytes) -> str:
    """Return the text in an answer of the chat protocol; the empty text where there is none."""
    try:
        said = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return said if isinstance(said, str) else ""


def _unreached(error: object) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
