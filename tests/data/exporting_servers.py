"""Real triple stores, started for a test on a free port and an empty folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it takes graphs, updates and queries."""

    name: str
    graphs: str
    update: str
    query: str


def _oxigraph_binary() -> str | None:
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def missing(name: str) -> str:
    """Say what is not installed, or nothing."""
    if name == "oxigraph" and not _oxigraph_binary():
        return "pip install oxigraph"
    if name == "virtuoso" and not shutil.which("virtuoso-t"):
        return "apt-get install virtuoso-opensource-7-bin"
    if name == "comunica" and not shutil.which("comunica-sparql-file-http"):
        return "npm install --global @comunica/query-sparql-file@4"
    return ""


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    port = free_port()
    command = [str(_oxigraph_binary()), "serve", "-l", str(folder / "oxigraph"),
               "-b", f"127.0.0.1:{port}", "--union-default-graph"]  # fmt: skip
    at = f"http://127.0.0.1:{port}"
    with _running(command, f"{at}/query?query=ASK%7B%7D", folder):
        yield Server("oxigraph", f"{at}/store", f"{at}/update", f"{at}/query")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    port, sql = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, http=port, sql=sql), encoding="utf-8")
    command = ["virtuoso-t", "+configfile", str(settings), "+foreground"]
    at = f"http://127.0.0.1:{port}"
    kept = {name: os.environ.get(name) for name in ("ROSTRUM_PUSH_USER", "ROSTRUM_PUSH_PASSWORD")}
    with _running(command, f"{at}/sparql?query=ASK%7B%7D", folder):
        # The account of a fresh Virtuoso, on the loopback only.
        os.environ |= dict.fromkeys(kept, "dba")
        try:
            yield Server("virtuoso", f"{at}/sparql-graph-crud-auth", f"{at}/sparql-auth",
                         f"{at}/sparql")  # fmt: skip
        finally:
            for name, value in kept.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value


@contextmanager
def comunica(folder: Path, graph: Path) -> Iterator[Server]:
    """Comunica takes no graphs: it reads a file of N-Quads and answers from memory."""
    port = free_port()
    command = ["comunica-sparql-file-http", graph.resolve().as_uri(), "-p", str(port),
               "--unionDefaultGraph", "-t", "120"]  # fmt: skip
    at = f"http://localhost:{port}/sparql"
    with _running(command, f"{at}?query=ASK%7B%7D", folder):
        yield Server("comunica", "", "", at)


# Engines that only answer, from a file; benchmarks/stores.py asks them.
READERS: dict[str, Callable[[Path, Path], AbstractContextManager[Server]]] = {"comunica": comunica}
SERVERS: dict[str, Callable[[Path], AbstractContextManager[Server]]] = {
    "oxigraph": oxigraph,
    "virtuoso": virtuoso,
}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _running(command: list[str], asked: str, folder: Path) -> Iterator[None]:
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            _await(server, asked, folder)
            yield
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _await(server: subprocess.Popen[bytes], asked: str, folder: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(asked, timeout=30):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{server.args} does not answer: {(folder / 'server.log').read_text()}")
