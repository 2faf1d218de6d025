"""Throughput of a one-subject query: ``rostrum serve``, ``oxigraph serve``, and one process.

    python benchmarks/serving.py STORE --subject IRI [--seconds 10]

Each server is loaded in turn by wrk (Debian package ``wrk``) at 8 and 64 connections, on the
same machine; ours also with ``--keep 0``, where no answer is kept and each is asked of the
store. The anchor ``starlette`` is pyoxigraph in the server's own process: no limit, no
isolation.
"""

from __future__ import annotations

import argparse
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kg.storing.generations import current

ANCHOR = """
import sys
import uvicorn
from pyoxigraph import QueryResultsFormat, Store
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

store = Store.read_only(sys.argv[1])

def answer(request):
    found = store.query(request.query_params["query"])
    return Response(found.serialize(format=QueryResultsFormat.JSON), media_type="application/sparql-results+json")

uvicorn.run(Starlette(routes=[Route("/query", answer)]), port=int(sys.argv[2]), log_level="error", http="httptools")
"""


_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def servers(store: Path, port: int) -> dict[str, tuple[list[str], str]]:
    index = str(current(store).index)
    beside = Path(sys.executable).parent
    ours = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", str(port)]
    found = {
        "rostrum serve": (ours, "/sparql"),
        "rostrum serve --keep 0": ([*ours, "--keep", "0"], "/sparql"),
        "starlette, one process": ([sys.executable, "-c", ANCHOR, index, str(port)], "/query"),
    }
    native = shutil.which("oxigraph", path=str(beside)) or shutil.which("oxigraph")
    if native:
        command = [native, "serve-read-only", "--location", index, "--bind", f"127.0.0.1:{port}"]
        found["oxigraph serve-read-only"] = (command, "/query")
    return found


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk measured: answers a second, milliseconds, and answers that were errors."""

    rate: float
    p50: float
    p99: float
    errors: int

    def __str__(self) -> str:
        return (
            f"{self.rate:8.0f}/s  p50 {self.p50:7.2f} ms  p99 {self.p99:7.2f} ms  "
            f"non-2xx {self.errors}"
        )


def loaded(address: str, connections: int, seconds: int) -> Load:
    """Load an address with wrk."""
    told = subprocess.run(
        ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", address],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    p50, p99 = (re.search(rf"(?m)^\s+{part}%\s+([\d.]+)(us|ms|s)$", told) for part in (50, 99))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    assert rate
    assert p50
    assert p99
    half, most = (float(found[1]) * _MILLISECONDS[found[2]] for found in (p50, p99))
    return Load(float(rate[1]), half, most, int(bad[1]) if bad else 0)


def wait(address: str) -> bytes:
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


@contextmanager
def serving(command: list[str], address: str) -> Iterator[int]:
    """Run a server until it answers ``address``; give the size of the answer."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield len(wait(address))
    finally:
        server.terminate()
        server.wait()


def about(subject: str) -> str:
    """Return the query of all that is said of a subject, as part of an address."""
    return quote(f"SELECT ?p ?o {{ <{subject}> ?p ?o }}", safe="")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--subject", default="https://w3id.org/rostrum/party/SVK")
    parser.add_argument("--seconds", type=int, default=10)
    chosen = parser.parse_args()
    port = free_port()
    for name, (command, path) in servers(chosen.store, port).items():
        address = f"http://127.0.0.1:{port}{path}?query={about(chosen.subject)}"
        with serving(command, address) as size:
            loaded(address, 8, 2)
            for connections in (8, 64):
                told = loaded(address, connections, chosen.seconds)
                print(f"{name:24} c{connections:<3} {told}  {size} bytes", flush=True)


if __name__ == "__main__":
    main()
