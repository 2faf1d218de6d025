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


def loaded(address: str, connections: int, seconds: int) -> str:
    told = subprocess.run(
        ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", address],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    p50, p99 = (re.search(rf"(?m)^\s+{part}%\s+(\S+)$", told) for part in (50, 99))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    assert rate
    assert p50
    assert p99
    return (
        f"{float(rate[1]):8.0f}/s  p50 {p50[1]:>9}  p99 {p99[1]:>9}  non-2xx {bad[1] if bad else 0}"
    )


def wait(address: str) -> bytes:
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--subject", default="https://w3id.org/rostrum/party/SVK")
    parser.add_argument("--seconds", type=int, default=10)
    chosen = parser.parse_args()
    query = quote(f"SELECT ?p ?o {{ <{chosen.subject}> ?p ?o }}", safe="")
    port = free_port()
    for name, (command, path) in servers(chosen.store, port).items():
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}{path}?query={query}"
            size = len(wait(address))
            loaded(address, 8, 2)
            for connections in (8, 64):
                print(
                    f"{name:24} c{connections:<3} {loaded(address, connections, chosen.seconds)}  {size} bytes",
                    flush=True,
                )
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
