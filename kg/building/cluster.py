"""Run the work on documents on a Dask cluster. The only door to ``distributed``.

Dask gives a batch of a lost worker to another one; a batch that takes several workers with it
is run again document by document, as on one machine. The workers need the same Rostrum:
``pip install rostrum[cluster]`` and ``dask worker ADDRESS --nthreads 1``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.building.documents import build_batch
from kg.building.fingerprint import fingerprint
from kg.building.workers import CRASHED, TOO_LARGE, TOO_SLOW, Batch, Crew, GivenUp, Result
from kg.errors import EnvironmentFailure
from kg.settings import Settings

if TYPE_CHECKING:
    from distributed import Client

_CONNECT_SECONDS = 30
_QUEUED = 4
"""A batch may wait behind so many others before its own time begins."""


@contextmanager
def cluster(address: str, settings: Settings, run: str) -> Iterator[Crew]:
    """Yield the workers of the Dask scheduler at ``address`` (``tcp://HOST:8786``) as a crew.

    Raises:
        EnvironmentFailure: nothing answers there, there are no workers, or they hold another
            version of Rostrum, which would make another graph.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise EnvironmentFailure("--cluster needs Dask; pip install 'rostrum[cluster]'") from error
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise EnvironmentFailure(f"{address}: no Dask scheduler answers there ({error})") from error
    with client:
        _same_version(client, address, run)
        yield _Remote(client, settings, run)


def _same_version(client: Client, address: str, run: str) -> None:
    found = client.run(fingerprint)
    if not found:
        raise EnvironmentFailure(f"{address}: the scheduler has no workers; start 'dask worker'")
    for worker, version in found.items():
        if version != run:
            raise EnvironmentFailure(
                f"{worker}: this worker holds another version of Rostrum ({version}, not {run}); "
                "install the same and restart it"
            )


@dataclass(frozen=True, slots=True)
class _Remote:
    client: Client
    settings: Settings
    run: str

    @property
    def size(self) -> int:
        """The threads of all workers; each works on one batch."""
        threads: dict[str, int] = self.client.nthreads()
        return max(1, sum(threads.values()))

    def submit(self, batch: Batch, seconds: float) -> Result:
        future = self.client.submit(build_batch, batch, self.settings, self.run, pure=False)
        return lambda: _outcomes(self.client, future, seconds * _QUEUED)


def _outcomes(client: Client, future: Any, seconds: float) -> Any:
    """Wait for a batch; one that does not end is taken from its worker, which starts anew."""
    from distributed import KilledWorker

    try:
        return future.result(timeout=seconds)
    except TimeoutError as error:
        _restart(client, future)
        raise GivenUp(TOO_SLOW) from error
    except KilledWorker as error:
        raise GivenUp(CRASHED) from error
    except MemoryError as error:
        raise GivenUp(TOO_LARGE) from error


def _restart(client: Client, future: Any) -> None:
    workers = [name for name, keys in client.processing().items() if future.key in keys]
    future.cancel()
    with suppress(Exception):  # a worker without a nanny cannot be restarted; it works on
        client.restart_workers(workers, timeout=_CONNECT_SECONDS)
