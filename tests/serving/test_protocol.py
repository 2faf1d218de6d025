"""The cases of the W3C SPARQL 1.1 Protocol suite, query operation, and what it leaves open.

Each case is named as in the suite (``rdf-tests/sparql/sparql11/protocol``) where it has one.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import xml.etree.ElementTree as ET
from itertools import product
from urllib.parse import urlencode

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

BASE = "http://data.example/"
ASK = "ASK {}"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
RESULTS_XML = "{http://www.w3.org/2005/sparql-results#}"


def count(response: httpx.Response) -> int:
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def test_query_get_and_both_posts(client: httpx.Client) -> None:
    """query_get, query_post_form, query_post_direct."""
    for response in (
        client.get("/sparql", params={"query": ASK}),
        client.post("/sparql", data={"query": ASK}),
        client.post("/sparql", content=ASK, headers=DIRECT),
        client.post(
            "/sparql",
            content=ASK,
            headers={"Content-Type": "application/sparql-query; charset=UTF-8"},
        ),
    ):
        assert response.status_code == 200
        assert response.json() == {"head": {}, "boolean": True}
        assert response.headers["content-type"] == "application/sparql-results+json"
        assert int(response.headers["content-length"]) == len(response.content)


@pytest.mark.parametrize("way", ["get", "form", "direct"])
@pytest.mark.parametrize(
    ("graphs", "expected"),
    [
        ({}, 64),
        ({"default-graph-uri": [BASE + "graph/1"]}, 1),
        ({"default-graph-uri": [BASE + "graph/1", BASE + "graph/2"]}, 2),
        ({"named-graph-uri": [BASE + "graph/1"]}, 0),
        ({"default-graph-uri": [BASE + "graph/3"], "named-graph-uri": [BASE + "graph/1"]}, 62),
        ({"default-graph-uri": [BASE + "none"]}, 0),
    ],
)
def test_the_dataset_of_the_request(
    client: httpx.Client, way: str, graphs: dict[str, list[str]], expected: int
) -> None:
    """query_dataset_default_graph(s)_get/post, query_dataset_named_graphs_*, query_dataset_full."""
    pairs = [(name, value) for name, values in graphs.items() for value in values]
    if way == "get":
        found = client.get("/sparql?" + urlencode([("query", COUNT), *pairs]))
    elif way == "form":
        body = urlencode([("query", COUNT), *pairs])
        found = client.post("/sparql", content=body, headers=FORM)
    else:
        found = client.post("/sparql?" + urlencode(pairs), content=COUNT, headers=DIRECT)
    assert count(found) == expected


def test_the_request_s_dataset_goes_before_the_query_s(client: httpx.Client) -> None:
    """query_multiple_dataset."""
    text = f"SELECT (COUNT(*) AS ?n) FROM <{BASE}graph/3> {{ ?s ?p ?o }}"
    assert count(client.get("/sparql", params={"query": text})) == 62
    params = {"query": text, "default-graph-uri": BASE + "graph/1"}
    assert count(client.get("/sparql", params=params)) == 1
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    params = {"query": named, "named-graph-uri": BASE + "graph/2"}
    assert count(client.get("/sparql", params=params)) == 2


def test_several_graphs_of_the_query_are_merged(client: httpx.Client) -> None:
    clauses = " ".join(f"FROM <{BASE}graph/{n}>" for n in (1, 2))
    text = f"SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o }}"
    assert count(client.get("/sparql", params={"query": text})) == 2
    both = {"query": text, "default-graph-uri": [f"{BASE}graph/{n}" for n in (1, 2, 3)]}
    assert count(client.get("/sparql", params=both)) == 64


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        ("SELECT * {} LIMIT 1", None, "application/sparql-results+json"),
        ("SELECT * {} LIMIT 1", "*/*", "application/sparql-results+json"),
        (
            "SELECT * {}",
            "application/sparql-results+xml, */*;q=0.1",
            "application/sparql-results+xml",
        ),
        (
            "SELECT * {}",
            "text/csv;q=0.4, text/tab-separated-values;q=0.5",
            "text/tab-separated-values",
        ),
        ("ASK {}", "application/xml", "application/sparql-results+xml"),
        ("DESCRIBE <http://data.example/s>", None, "text/turtle"),
        ("DESCRIBE <http://data.example/s>", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2", "application/ld+json", "application/ld+json"),
        (
            "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2",
            "text/turtle;q=0.2, application/n-triples;q=0.9",
            "application/n-triples",
        ),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2", "application/n-quads", "application/n-quads"),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2", "text/html, */*;q=0.1", "text/turtle"),
    ],
)
def test_content_types(client: httpx.Client, query: str, accept: str | None, media: str) -> None:
    """query_content_type_select, _ask, _describe, _construct."""
    headers = {"Accept": accept} if accept else {}
    bare = httpx.Request(
        "GET", client.base_url.join("/sparql"), params={"query": query}, headers=headers
    )
    found = client.send(bare)
    assert found.status_code == 200
    assert found.headers["content-type"].partition(";")[0] == media
    assert "Accept" in found.headers["vary"]


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("ASK {}", "image/png"),
        ("ASK {}", "text/turtle"),
        ("DESCRIBE <urn:x>", "text/csv"),
        ("ASK {}", "*/*;q=0"),
    ],
)
def test_what_cannot_be_written_is_refused(client: httpx.Client, query: str, accept: str) -> None:
    found = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert found.status_code == 406
    assert "offered" in found.json()["detail"]


def test_the_same_rows_in_every_format(client: httpx.Client) -> None:
    query = "SELECT ?s ?n { ?s <http://data.example/value> ?n } ORDER BY ?n"

    def get(media: str) -> str:
        return client.get("/sparql", params={"query": query}, headers={"Accept": media}).text

    rows = json.loads(get("application/json"))["results"]["bindings"]
    wanted = [(row["s"]["value"], row["n"]["value"]) for row in rows]
    assert len(wanted) == 60
    assert [tuple(row) for row in csv.reader(io.StringIO(get("text/csv")))][1:] == wanted
    lines = get("text/tab-separated-values").splitlines()[1:]
    assert [tuple(cell.strip("<>") for cell in line.split("\t")) for line in lines] == wanted
    results = ET.fromstring(get("application/sparql-results+xml")).iter(f"{RESULTS_XML}result")
    assert [tuple(cell[0].text for cell in row) for row in results] == wanted
    assert len(wanted) == 60


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_the_same_triples_in_every_format(client: httpx.Client, media: str) -> None:
    query = "CONSTRUCT WHERE { ?s <http://data.example/value> ?n }"
    found = client.get("/sparql", params={"query": query}, headers={"Accept": media})
    assert len(rdflib.Graph().parse(data=found.text, format=media)) == 60


BAD = [
    ("bad_query_method", "PUT", "?query=ASK%20%7B%7D", b"", {}, 405),
    ("bad_multi_queries", "GET", "?query=ASK%20%7B%7D&query=ASK%20%7B%7D", b"", {}, 400),
    ("bad_query_wrong_media_type", "POST", "", b"ASK {}", {"Content-Type": "text/plain"}, 415),
    ("bad_query_missing_form_type", "POST", "", b"query=ASK%20%7B%7D", {}, 415),
    ("bad_query_missing_direct_type", "POST", "", b"ASK {}", {}, 415),
    (
        "bad_query_non_utf8",
        "POST",
        "",
        "ASK { <http://ex/é> ?p 1 }".encode("utf-16"),
        {"Content-Type": "application/sparql-query; charset=UTF-16"},
        415,
    ),
    ("not utf-8", "POST", "", b"ASK { ?s ?p '\xff' }", DIRECT, 400),
    ("not utf-8 in the address", "GET", "?query=ASK%FF", b"", {}, 400),
    ("bad_query_syntax", "GET", "?query=ASK%20%7B", b"", {}, 400),
    ("bad_update_get", "GET", "?update=CLEAR%20ALL", b"", {}, 403),
    ("update form", "POST", "", b"update=CLEAR%20ALL", FORM, 403),
    ("update direct", "POST", "", b"CLEAR ALL", {"Content-Type": "application/sparql-update"}, 403),
    ("update as query", "POST", "", b"CLEAR ALL", DIRECT, 400),
    ("no query", "POST", "", b"", FORM, 400),
    ("empty query", "POST", "", b"", DIRECT, 400),
    ("two places", "POST", "?query=ASK%7B%7D", b"ASK {}", DIRECT, 400),
    ("dataset without query", "GET", "?default-graph-uri=urn:a", b"", {}, 400),
    ("relative graph", "GET", "?query=ASK%7B%7D&default-graph-uri=a%20b", b"", {}, 400),
    ("too long", "POST", "", b"#" * 300_000, DIRECT, 413),
    ("too long a query", "POST", "", b"ASK {} #" + b"x" * 70_000, DIRECT, 400),
    ("too deep", "POST", "", b"ASK " + b"{" * 3000 + b"}" * 3000, DIRECT, 400),
    ("a file to load", "POST", "", b"LOAD <file:///etc/passwd>", DIRECT, 400),
]


@pytest.mark.parametrize(
    ("name", "method", "query", "body", "headers", "status"), BAD, ids=[case[0] for case in BAD]
)
def test_refusals(
    client: httpx.Client,
    name: str,
    method: str,
    query: str,
    body: bytes,
    headers: dict[str, str],
    status: int,
) -> None:
    found = client.request(method, "/sparql" + query, content=body, headers=headers)
    assert found.status_code == status, found.text
    assert found.headers["content-type"] == "application/problem+json"
    told = found.json()
    assert told["status"] == status
    assert len(told["detail"]) > 10
    if name == "bad_query_syntax":
        assert "1:6" in told["detail"]
    if status == 405:
        assert "GET" in found.headers["allow"]


def test_a_matrix_of_methods_paths_and_types_writes_nothing(client: httpx.Client) -> None:
    """S1: whatever is sent, no status says that something was written, and nothing was."""
    before = count(client.get("/sparql", params={"query": COUNT}))
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    paths = (
        "/sparql",
        "/",
        "/questions",
        "/data/party/SVK.ttl",
        "/page/party/SVK",
        "/party/SVK",
        "/update",
        "/about",
    )
    types = (
        "application/sparql-update",
        "application/sparql-query",
        "text/turtle",
        "application/x-www-form-urlencoded",
        "",
    )
    for method, path, media in product(("POST", "PUT", "PATCH", "DELETE"), paths, types):
        content = urlencode({"update": update}) if media.endswith("urlencoded") else update
        headers = {"Content-Type": media} if media else {}
        found = client.request(method, path, content=content, headers=headers)
        assert found.status_code in {400, 403, 404, 405, 415}, (
            method,
            path,
            media,
            found.status_code,
        )
    assert count(client.get("/sparql", params={"query": COUNT})) == before


def test_options_and_head(client: httpx.Client) -> None:
    told = client.options("/sparql", headers={"Origin": "https://elsewhere.example"})
    assert told.status_code == 204
    assert set(told.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert told.headers["access-control-allow-origin"] == "*"
    assert told.headers["access-control-allow-methods"] == "GET, HEAD"
    posted = client.post("/sparql", data={"query": ASK})
    assert posted.status_code == 200
    assert "access-control-allow-origin" not in posted.headers
    get = client.get("/sparql", params={"query": ASK})
    assert get.headers["access-control-allow-origin"] == "*"
    head = client.head("/sparql", params={"query": ASK})
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == get.headers["content-length"]


def test_tags_and_compression(client: httpx.Client) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 60"}
    first = client.get("/sparql", params=query)
    assert first.headers["content-encoding"] == "gzip"
    again = client.get("/sparql", params=query, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    plain = client.get("/sparql", params=query, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == first.content
    other = client.get("/sparql", params=query, headers={"Accept": "text/csv"})
    assert other.headers["etag"] != first.headers["etag"]
    with client.stream(
        "GET", "/sparql", params=query, headers={"Accept-Encoding": "gzip;q=0.5"}
    ) as raw:
        packed = b"".join(raw.iter_raw())
    assert gzip.decompress(packed) == plain.content


@pytest.mark.parametrize(("limit", "status"), [(61, 200), (62, 200), (63, 507)])
@pytest.mark.parametrize(
    "accept",
    ["application/json", "application/xml", "text/csv", "text/tab-separated-values", "graph"],
)
def test_all_rows_or_an_error(client: httpx.Client, limit: int, status: int, accept: str) -> None:
    """Q3 at the cap of 62 rows: one below, the cap, one above."""
    query = f"SELECT * {{ ?s ?p ?o }} LIMIT {limit}"
    if accept == "graph":
        query, accept = f"CONSTRUCT WHERE {{ ?s ?p ?o }} LIMIT {limit}", "application/n-triples"
    found = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert found.status_code == status
    if status == 507:
        assert "62 rows" in found.json()["detail"]


def test_the_service_describes_itself(client: httpx.Client) -> None:
    found = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=found.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = graph.value(predicate=rdflib.RDF.type, object=sd.Service)
    assert str(graph.value(service, sd.endpoint)) == str(client.base_url.join("/sparql"))
    assert sd.UnionDefaultGraph in set(graph.objects(service, sd.feature))
    assert sd.BasicFederatedQuery not in set(graph.objects(service, sd.feature))
    assert (
        client.get("/sparql", headers={"Accept": "text/html"})
        .headers["content-type"]
        .startswith("text/html")
    )


def test_sparqlwrapper(client: httpx.Client) -> None:
    wrapper = SPARQLWrapper(str(client.base_url.join("/sparql")))
    for method, form in product(("GET", "POST"), (JSON, XML, CSV)):
        wrapper.setMethod(method)
        wrapper.setReturnFormat(form)
        wrapper.setQuery("SELECT ?n { ?s <http://data.example/value> ?n } LIMIT 5")
        found = wrapper.query().convert()
        if form == JSON:
            assert len(found["results"]["bindings"]) == 5
        elif form == XML:
            assert len(found.getElementsByTagName("result")) == 5
        else:
            assert len(found.splitlines()) == 6
    wrapper.setReturnFormat(TURTLE)
    wrapper.setQuery("DESCRIBE <http://data.example/s>")
    assert b"only 3" in wrapper.query().convert()


def test_rdflib_store(client: httpx.Client) -> None:
    graph = rdflib.Graph(SPARQLStore(str(client.base_url.join("/sparql"))))
    subject = rdflib.URIRef(BASE + "s")
    assert {str(value) for value in graph.objects(subject)} == {"both", "only 2", "only 3"}
    assert len(list(graph.query("SELECT * { ?s <http://data.example/value> ?o }"))) == 60


def test_curl(client: httpx.Client) -> None:
    try:
        found = subprocess.run(
            ["curl", "-sS", "--fail", "-G", "--data-urlencode", f"query={COUNT}", "-H", "Accept: text/csv",
             str(client.base_url.join("/sparql"))],
            capture_output=True, text=True, timeout=20, check=True,
        )  # fmt: skip
    except FileNotFoundError:
        pytest.skip("curl is not installed")
    assert found.stdout.split() == ["n", "64"]
