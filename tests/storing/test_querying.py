"""Queries end within their limits, whole or with one clear line."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import EnvironmentFailure, MalformedQuery, QueryLimit
from kg.model.table import Table, Triples
from kg.settings import Limits
from kg.storing import index
from kg.storing.querying import Pool

CARTESIAN = " ".join(
    f"VALUES ?x{number} {{ {' '.join(str(value) for value in range(100))} }}" for number in range(7)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("index")
    graph = home / "graph.nq"
    lines = [f'<urn:s{n}> <urn:p> "{n}" <urn:g{n % 3}> .' for n in range(50)]
    graph.write_text("\n".join(lines) + "\n")
    index.make(home / "index", graph, 50)
    return home / "index"


@pytest.fixture
def pool(folder: Path) -> Iterator[Pool]:
    engine = Pool(folder, Limits(query_seconds=1.5, query_rows=49))
    yield engine
    engine.close()


def test_the_default_graph_is_the_union(pool: Pool) -> None:
    table = pool.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert table.rows[0][0] is not None
    assert table.rows[0][0].value == "50"


def test_ask_and_construct(pool: Pool) -> None:
    assert pool.query("ASK { <urn:s1> ?p ?o }") == Table(
        ("answer",), pool.select("ASK { <urn:s1> ?p ?o }").rows
    )
    triples = pool.query("CONSTRUCT WHERE { <urn:s1> ?p ?o }")
    assert triples == Triples('<urn:s1> <urn:p> "1" .\n')
    with pytest.raises(MalformedQuery, match="SELECT"):
        pool.select("CONSTRUCT WHERE { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("query", "error", "words"),
    [
        ("SELECT", MalformedQuery, "not SPARQL"),
        ("DELETE WHERE { ?s ?p ?o }", MalformedQuery, "not SPARQL"),
        ("SELECT * WHERE { ?s ?p ?o }", QueryLimit, "more than 49 rows"),
        ("SELECT * {" + "{" * 3000 + "}" * 3000 + "}", QueryLimit, "ended its process"),
        (f"SELECT (COUNT(*) AS ?n) {{ {CARTESIAN} }}", QueryLimit, "did not end within 1.5 s"),
        (f"SELECT * {{ {CARTESIAN} }} ORDER BY ?x1", QueryLimit, "process|within"),
        ('SELECT ("' + 'a" AS ?x) {', MalformedQuery, "not SPARQL"),
        (
            "SELECT (" + 'REPLACE("a","b",' * 28 + '"c"' + ")" * 28 + " AS ?x) {}",
            QueryLimit,
            "did not end",
        ),
    ],
)
def test_a_query_ends_in_time_and_the_pool_lives_on(
    pool: Pool, query: str, error: type[Exception], words: str
) -> None:
    start = time.monotonic()
    with pytest.raises(error, match=words):
        pool.query(query)
    assert time.monotonic() - start < 5
    assert len(pool.select("SELECT ?s WHERE { ?s ?p '7' }")) == 1


def test_service_reaches_no_server(pool: Pool) -> None:
    hits: list[str] = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 - the name is the protocol's

    with http.server.HTTPServer(("127.0.0.1", 0), Canary) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            address = f"http://127.0.0.1:{server.server_port}/"
            with pytest.raises((EnvironmentFailure, MalformedQuery)):
                pool.query(f"SELECT * WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
        finally:
            server.shutdown()
            thread.join()
    assert hits == []
