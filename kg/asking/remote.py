"""A remote SPARQL 1.1 endpoint as an engine. The only door to ``SPARQLWrapper``."""

from __future__ import annotations

import time
from http.client import HTTPException
from urllib.error import URLError

from SPARQLWrapper import JSON, POST, SELECT, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
)

from kg import __version__
from kg.errors import EnvironmentFailure, MalformedQuery, UsageError
from kg.model.table import Answer, from_sparql_json


class RemoteEngine:
    """Answers SELECT and ASK queries of an endpoint, with a time limit and retries.

    Queries go by POST, so that their length does not matter.
    """

    def __init__(self, endpoint: str, seconds: float = 60.0, tries: int = 3) -> None:
        """Take the endpoint's address.

        Raises:
            UsageError: the address is no http(s) address, or holds a query part, which
                SPARQLWrapper would break.
        """
        if not endpoint.startswith(("http://", "https://")) or "?" in endpoint:
            raise UsageError(f"{endpoint}: not an endpoint address (http(s)://host/path, no '?')")
        self._endpoint, self._seconds, self._tries = endpoint, seconds, tries

    def query(self, text: str) -> Answer:
        """Answer a query.

        Raises:
            MalformedQuery: the endpoint refuses the text.
            EnvironmentFailure: the endpoint cannot be reached or fails, also after retries.
        """
        wrapper = SPARQLWrapper(self._endpoint, agent=f"rostrum/{__version__}")
        wrapper.setQuery(text)
        # It takes a word of a comment ("add", "load") for an update and would send it as one.
        wrapper.queryType = SELECT
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON)
        # Its own list names application/json, for which Comunica has a form of its own.
        wrapper.addCustomHttpHeader("Accept", "application/sparql-results+json")
        wrapper.setTimeout(int(self._seconds))
        for attempt in range(1, self._tries + 1):
            try:
                return from_sparql_json(wrapper.query().response.read())
            except QueryBadFormed as error:
                raise MalformedQuery(
                    f"{self._endpoint} refuses the query: {_line(error)}"
                ) from error
            except (EndPointNotFound, SPARQLWrapperException, ValueError) as error:
                if attempt == self._tries or not isinstance(error, EndPointInternalError):
                    raise EnvironmentFailure(f"{self._endpoint}: {_line(error)}") from error
            except (OSError, URLError, HTTPException) as error:
                if attempt == self._tries:
                    raise EnvironmentFailure(f"{self._endpoint}: {_line(error)}") from error
            time.sleep(0.5 * attempt)
        raise AssertionError("unreachable")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
