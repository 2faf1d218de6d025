"""A real server on a free port, over a store of a few quads."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from kg.storing import index
from kg.storing.generations import building

BASE = "http://data.example/"
Start = Callable[..., httpx.Client]


def publish(store: Path, lines: list[str]) -> None:
    """Put a generation of these N-Quads in force."""
    with building(store) as fresh:
        text = "".join(sorted(set(lines)))
        fresh.graph.write_text(text, encoding="utf-8")
        fresh.documents.write_text("{}\n")
        fresh.manifest.write_text(json.dumps({"base": BASE, "quads": text.count("\n")}))
        fresh.run.write_text(json.dumps({"started": "2024-05-01T00:00:00Z"}))
        index.make(fresh.index, fresh.graph, text.count("\n"))


@pytest.fixture(scope="session", name="publish")
def publishing() -> Callable[[Path, list[str]], None]:
    return publish


def quads() -> list[str]:
    """Three graphs: 1 and 2 share a triple, 2 and 3 have own ones; 60 things with numbers."""
    shared = f'<{BASE}s> <{BASE}p> "both"'
    found = [f"{shared} <{BASE}graph/{n}> .\n" for n in (1, 2)]
    found += [f'<{BASE}s> <{BASE}p> "only {n}" <{BASE}graph/{n}> .\n' for n in (2, 3)]
    number = "<http://www.w3.org/2001/XMLSchema#integer>"
    found += [f'<{BASE}n/{n}> <{BASE}value> "{n}"^^{number} <{BASE}graph/3> .\n' for n in range(60)]
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    found.append(f'<{BASE}party/SVK> {label} "Slovakia"@en <{BASE}graph/3> .\n')
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def start() -> Iterator[Start]:
    """Start a server on a store; all are ended with the tests."""
    running: list[subprocess.Popen[bytes]] = []
    doomed: list[subprocess.Popen[bytes]] = []
    clients: list[httpx.Client] = []

    def begin(store: Path, *options: str, killed: bool = False) -> httpx.Client:
        port = free_port()
        command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", str(port)]
        server = subprocess.Popen([*command, *options], stderr=subprocess.PIPE)
        (doomed if killed else running).append(server)
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)
        client.headers["x-server-pid"] = str(server.pid)
        clients.append(client)
        for _ in range(1200):
            try:
                if client.get("/health").status_code == 200:
                    return client
            except httpx.TransportError:
                assert server.poll() is None, server.stderr and server.stderr.read().decode()
                time.sleep(0.05)
        pytest.fail("the server did not start within a minute")

    yield begin
    for client in clients:
        client.close()
    end(running, doomed)


def end(running: list[subprocess.Popen[bytes]], doomed: list[subprocess.Popen[bytes]]) -> None:
    """End servers; those that no test killed must have had no accident."""
    for server in doomed:
        server.kill()
        server.communicate(timeout=60)
    for server in running:
        server.terminate()
    for server in running:
        _, said = server.communicate(timeout=60)
        assert b"Traceback" not in said, said.decode()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of ``quads``."""
    store = tmp_path_factory.mktemp("serving") / "store"
    publish(store, quads())
    return store


@pytest.fixture(scope="session")
def client(start: Start, small: Path) -> httpx.Client:
    """A client of a server with a limit of 62 rows and 2 seconds."""
    return start(small, "--timeout", "2", "--rows", "62")
