"""The federated examples: they parse everywhere and join with an endpoint that answers."""

from __future__ import annotations

import http.server
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery

from kg.building.build import BuildReport
from kg.model.table import Table
from kg.storing.querying import opened

FILES = sorted((Path(__file__).parents[2] / "docs" / "federated").glob("*.rq"))


class Population(http.server.BaseHTTPRequestHandler):
    """Answers every query as an endpoint that knows Slovakia's population."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        binding = {
            "item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q214"},
            "population": {"type": "literal", "value": "5400000"},
        }
        body = json.dumps(
            {"head": {"vars": list(binding)}, "results": {"bindings": [binding]}}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is theirs
        """Stay silent."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    with http.server.HTTPServer(("127.0.0.1", 0), Population) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_an_example_is_sparql(file: Path) -> None:
    assert "SERVICE <http" in file.read_text(encoding="utf-8")
    prepareQuery(file.read_text(encoding="utf-8"))


def test_a_query_goes_on_elsewhere(built: BuildReport, endpoint: str) -> None:
    text = next(path for path in FILES if "population" in path.stem).read_text(encoding="utf-8")
    local = re.sub(r"SERVICE <[^>]+>", f"SERVICE <{endpoint}>", text)
    with opened(built.store, network=True) as pool:
        answer = pool.query(local)
    assert isinstance(answer, Table)
    assert [[str(cell) for cell in row] for row in answer.rows] == [["Slovakia", "1", "5400000"]]
