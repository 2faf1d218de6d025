"""Run the server: uvicorn on one address, quiet, ending gracefully."""

from __future__ import annotations

from dataclasses import dataclass

import uvicorn

from kg.errors import EnvironmentFailure
from kg.serving.application import application
from kg.serving.connections import Connection
from kg.serving.options import Options

_GRACE_SECONDS = 12
_CONNECTIONS = 1024


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens, and what it says of its work."""

    host: str = "127.0.0.1"
    port: int = 8008
    access_log: bool = False
    behind_proxy: bool = False


def run(options: Options, place: Place) -> None:
    """Serve until a signal ends it.

    Raises:
        StoreError: there is no store, or it is damaged.
        EnvironmentFailure: the address is taken or not ours.
    """
    server = uvicorn.Server(
        uvicorn.Config(
            application(options),
            host=place.host,
            port=place.port,
            http=Connection,
            ws="none",
            lifespan="on",
            log_level="info" if place.access_log else "warning",
            access_log=place.access_log,
            server_header=False,
            proxy_headers=place.behind_proxy,
            forwarded_allow_ips="127.0.0.1,::1" if place.behind_proxy else None,
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )
    try:
        server.run()
    except SystemExit as error:
        raise EnvironmentFailure(
            f"{place.host}:{place.port}: cannot listen there; is it taken? choose another --port"
        ) from error
