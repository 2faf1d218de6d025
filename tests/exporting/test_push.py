"""Pushes to real servers, and to one that fails in every way on the road."""

from __future__ import annotations

import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from exporting_servers import SERVERS, Server, missing

from kg.asking import ask
from kg.asking.remote import RemoteEngine
from kg.building.build import BuildReport
from kg.cli import rostrum
from kg.errors import EnvironmentFailure, UsageError
from kg.exporting.parts import parts, triples
from kg.exporting.push import Plan, check, plan, push, record_of
from kg.exporting.target import Target, query_address
from kg.storing.generations import Generation, current
from kg.storing.querying import opened


@pytest.fixture(scope="session", params=sorted(SERVERS))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:  # fmt: skip
    if reason := missing(request.param):
        if os.environ.get("CI") == "true":
            pytest.fail(f"{request.param} is missing; CI needs it: {reason}")
        pytest.skip(f"{request.param} is not tested, it is not installed: {reason}")
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture(params=["graph-store", "update"])
def target(server: Server, request: pytest.FixtureRequest) -> Iterator[Target]:
    address = server.graphs if request.param == "graph-store" else server.update
    with closing(Target(address, server.query, request.param, tries=2)) as made:
        for row in made.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows:
            if "rostrum/graph/" in str(row[0]):
                push_nothing = Plan((), (str(row[0]),), 0)
                push(None, made, push_nothing, Path(os.devnull))  # type: ignore[arg-type]
        yield made


@pytest.fixture(scope="session")
def documents_only(generation: Generation, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """The graphs of the documents only: updates are slow."""
    folder = tmp_path_factory.mktemp("documents-only")
    with generation.graph.open("rb") as lines:
        kept = [line for line in lines if b"/graph/document/" in line.rsplit(b" ", 2)[1]]
    (folder / "graph.nq").write_bytes(b"".join(kept))
    return Generation(folder)


def test_a_server_comes_to_hold_the_store(
    documents_only: Generation, target: Target, tmp_path: Path
) -> None:
    generation, record = documents_only, tmp_path / "pushed" / "record"
    assert not check(generation, target, 3).holds
    todo = plan(generation, target, record)
    assert len(todo.send) == len(list(parts(generation)))
    push(generation, target, todo, record)
    assert plan(generation, target, record) == Plan((), (), len(todo.send))
    found = check(generation, target, 100)
    assert found.holds, (found.counts, found.altered)

    # A graph that is gone from the store goes; one that someone changed on the server comes back.
    first = todo.send[0]
    with record.open("a") as lines:
        lines.write('{"graph": "https://w3id.org/rostrum/graph/gone", "sha256": "0"}\n{"gra')
    push(generation, target, Plan((), (first.graph,), 0), tmp_path / "other")
    again = plan(generation, target, record)
    assert (again.send, again.delete) == ((first,), ("https://w3id.org/rostrum/graph/gone",))
    push(generation, target, again, record)
    assert check(generation, target, 1).holds


def test_the_command(built: BuildReport, server: Server) -> None:
    arguments = ["push", server.graphs, "--query", server.query, "--store", str(built.store)]
    with closing(Target(server.graphs, server.query)) as target:
        record_of(built.store, target).unlink(missing_ok=True)
    runner = CliRunner()
    assert " 0 there already" in runner.invoke(rostrum, [*arguments, "--dry-run"]).output
    first, second = (runner.invoke(rostrum, arguments, standalone_mode=False) for _ in range(2))
    assert (first.return_value, second.return_value) == (0, 0), first.output
    assert second.output.startswith("0 graphs (0 triples) to send, 0 to delete")
    assert "the same" in second.output


def test_questions_give_the_same_rows(built: BuildReport, server: Server) -> None:
    target = Target(server.graphs, server.query)
    generation, record = current(built.store), record_of(built.store, target)
    with closing(target):
        # Only what the command of the test before has not sent.
        push(generation, target, plan(generation, target, record), record)
    remote = RemoteEngine(target.query_url)
    with opened(built.store) as local:
        for name, given in (("commitments-of-a-party", {"party": ["Slovakia"]}),
                            ("issues", {}), ("documents", {})):  # fmt: skip
            expected = ask(local, name, given).rows
            assert ask(remote, name, given).rows == expected, name
    assert expected


class _Flaky(http.server.BaseHTTPRequestHandler):
    """Takes graphs; ``plan`` holds the statuses that it answers first (0: it hangs up)."""

    plan: list[int]
    held: dict[str, bytes]
    asked: list[str]

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked.append(self.headers.get("Authorization", ""))
        status = self.plan.pop(0) if self.plan else 204
        if not status:
            self.close_connection = True
            return
        if status == 204:
            self.held[self.path] = body
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", "Basic realm=x")
        if status == 503:
            self.send_header("Retry-After", "0")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_PUT = do_POST = do_DELETE = _serve  # noqa: N815 (names that http.server calls)

    def log_message(self, *args: object) -> None: ...


@contextmanager
def flaky(*statuses: int) -> Iterator[tuple[str, type[_Flaky]]]:
    handler = type("Handler", (_Flaky,), {"plan": list(statuses), "held": {}, "asked": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/store", handler
        finally:
            server.shutdown()


def test_what_may_pass_is_tried_again() -> None:
    with flaky(503, 0, 429, 500) as (address, handler), closing(_made(address)) as target:
        target.put("urn:g", b"<urn:s> <urn:p> <urn:o> .\n")
    assert handler.held == {"/store?graph=urn%3Ag": b"<urn:s> <urn:p> <urn:o> .\n"}


@pytest.mark.parametrize(
    ("statuses", "message"),
    [((400,), "400"), ((403,), "ROSTRUM_PUSH_USER"), ((503,) * 5, "gave up after 5 tries")],
)
def test_a_failure_is_one_line(statuses: tuple[int, ...], message: str) -> None:
    with flaky(*statuses) as (address, handler), closing(_made(address)) as target:
        with pytest.raises(EnvironmentFailure, match=message) as raised:
            target.put("urn:g", b"")
        assert "\n" not in str(raised.value)
        assert not handler.held


def test_an_interrupted_push_goes_on(
    built: BuildReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation, record = current(built.store), tmp_path / "record"
    wanted = Plan(tuple(parts(generation)), (), 0)
    with flaky(204, 204, 400) as (address, _), closing(_made(address, connections=1)) as target:
        with pytest.raises(EnvironmentFailure):
            push(generation, target, wanted, record)
        held = {part.graph: part.triples for part in wanted.send}
        monkeypatch.setattr("kg.exporting.push._counts", lambda target: held)
        rest = plan(generation, target, record)
    assert (rest.same, len(rest.send), rest.delete) == (2, len(wanted.send) - 2, ())


def test_credentials_go_where_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRUM_PUSH_USER", "me")
    monkeypatch.setenv("ROSTRUM_PUSH_PASSWORD", "secret")
    with flaky(401) as (address, handler), closing(_made(address)) as target:
        target.put("urn:g", b"")
    assert [one[:5] for one in handler.asked] == ["", "Basic"]
    monkeypatch.setenv("ROSTRUM_PUSH_TOKEN", "t")
    with flaky() as (address, handler), closing(_made(address)) as target:
        target.put("urn:g", b"")
    assert handler.asked == ["Bearer t"]
    with pytest.raises(UsageError, match="ROSTRUM_PUSH_USER"):
        _made("http://me:secret@localhost/store")


def _made(address: str, connections: int = 2) -> Target:
    return Target(address, address, connections=connections, pause=0.001)


def test_a_part_is_the_graph_as_triples(built: BuildReport) -> None:
    generation = current(built.store)
    found = list(parts(generation))
    whole = generation.graph.read_bytes()
    assert b"".join(whole[p.offset : p.offset + p.length] for p in found) == whole
    for part in found:
        lines = whole[part.offset : part.offset + part.length].splitlines()
        cut = b"".join(line.removesuffix(f"<{part.graph}> .".encode()) + b".\n" for line in lines)
        assert b"".join(triples(generation, part, 7)) == cut


def test_an_unknown_kind_of_address_is_asked_about() -> None:
    with pytest.raises(UsageError, match="--query"):
        query_address("http://localhost/elsewhere")
