"""Every IRI leads somewhere; the questions have addresses; nothing foreign runs in a browser."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from urllib.parse import quote, unquote

import httpx
import jsonschema
import pytest
import rdflib

from kg.building.build import BuildReport
from kg.mapping.terms import literal_text
from kg.serving.site import Site
from kg.storing.generations import current

BASE = "https://w3id.org/rostrum/"


@pytest.fixture(scope="module")
def real(start, built: BuildReport) -> httpx.Client:
    return start(built.store)


def test_every_iri_of_the_dataset_dereferences(real: httpx.Client, built: BuildReport) -> None:
    lines = current(built.store).graph.read_text(encoding="utf-8").splitlines()
    subjects = sorted({line.split(" ", 1)[0][1:-1] for line in lines})
    ours = [iri for iri in subjects if iri.startswith(BASE)]
    assert len(ours) > 1000
    for iri in [iri for iri in ours if "#" not in iri][::97]:
        path = "/" + iri.removeprefix(BASE)
        for accept, kind in (("text/html", "text/html"), ("text/turtle", "text/turtle")):
            leads = real.get(path, headers={"Accept": accept})
            assert leads.status_code == 303, (iri, leads.text)
            found = real.get(leads.headers["location"])
            assert found.status_code == 200
            assert found.headers["content-type"].startswith(kind)
            if kind == "text/turtle":
                graph = rdflib.Graph().parse(data=found.text, format="turtle")
                assert (rdflib.URIRef(iri), None, None) in graph
            else:
                assert iri in unquote(found.text)
    spans = [iri for iri in ours if "#char=" in iri]
    for iri in spans[::20]:
        found = real.get("/about", params={"iri": iri}, headers={"Accept": "text/html"})
        assert found.status_code == 200


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("application/ld+json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("*/*", ""),
    ],
)
def test_negotiation_of_a_thing(real: httpx.Client, accept: str, ending: str) -> None:
    found = real.get("/party/SVK", headers={"Accept": accept})
    where = f"/data/party/SVK.{ending}" if ending else "/page/party/SVK"
    assert (found.status_code, found.headers["location"]) == (303, where)
    assert real.get(where).status_code == 200


def test_a_graph_holds_its_document(real: httpx.Client) -> None:
    found = real.get("/data/graph/document/GA-90001.nt")
    assert found.status_code == 200
    assert "registry of victims" in found.text


def test_a_page_quotes_and_pages(real: httpx.Client) -> None:
    page = real.get("/page/party/SVK").text
    assert "<h1>Slovakia</h1>" in page
    assert "registry of victims" in page
    assert "<mark>" in page
    states = real.get(
        "/about",
        params={"iri": "https://w3id.org/rostrum/ontology#State"},
        headers={"Accept": "text/html"},
    )
    assert "1–25 of 193" in states.text
    last = real.get(
        "/about",
        params={"iri": "https://w3id.org/rostrum/ontology#State", "page": 8},
        headers={"Accept": "text/html"},
    )
    assert "176–193 of 193" in last.text


def test_what_a_party_said_by_kind_and_theme(real: httpx.Client) -> None:
    page = real.get("/page/party/SVK").text
    assert "Slovakia commits</a>" in page
    ours = f"{BASE}ontology#"
    text = (
        f"SELECT ?party ?kind ?theme {{ ?a <{ours}actor> ?party ; <{ours}actType> ?kind ; "
        f"<{ours}theme> ?theme FILTER(STRSTARTS(STR(?party), '{BASE}party/')) }} LIMIT 1"
    )
    row = real.get("/sparql", params={"query": text}).json()["results"]["bindings"][0]
    party, kind, theme = (row[name]["value"] for name in ("party", "kind", "theme"))
    given = {"kind": kind.rpartition("/")[2], "of": theme}
    path = "/page/" + party.removeprefix(BASE)
    assert f"of={quote(theme, safe='/')}" in real.get(path, params={"kind": given["kind"]}).text
    narrowed = real.get(path, params=given).text
    assert 'aria-label="all"' in narrowed
    act = re.search(r'href="(/page/document/[^"]+/act/[0-9a-f]+)">', narrowed)
    assert act
    assert re.search("<h1>[^<]+: “", real.get(act[1]).text)
    assert 'id="said"' in real.get("/page/" + theme.removeprefix(BASE)).text
    for bad in ("kind=none", "of=urn:none", "kind=<x>&of=%22"):
        assert real.get(f"/page/party/SVK?{bad}").status_code == 200
    assert real.get("/page/party/SVK?part=0").status_code == 400


def test_a_document_is_read_in_order(real: httpx.Client) -> None:
    page = real.get("/page/document/GA-90001").text
    section = page.partition('class="document"')[2].partition("</section>")[0]
    places = [int(place) for place in re.findall(r'<p id="c(\d+)">', section)]
    assert len(places) > 3
    assert places == sorted(places)
    assert "<h3>Slovakia</h3>" in section
    assert 'title="Slovakia commits"><mark>' in section


def test_a_meeting_names_who_came_and_what_came_of_it(real: httpx.Client) -> None:
    covers = "SELECT DISTINCT ?m { ?o a <https://w3id.org/rostrum/ontology#Outcome> ; <https://w3id.org/rostrum/ontology#atMeeting> ?m } ORDER BY ?m LIMIT 1"
    found = real.get("/sparql", params={"query": covers}).json()["results"]["bindings"]
    page = real.get(
        "/about", params={"iri": found[0]["m"]["value"]}, headers={"Accept": "text/html"}
    ).text
    assert "What came of it" in page
    assert "Who took part" in page
    assert "/page/party/" in page.partition("Who took part")[2]


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/page/nothing", "/data/nothing.ttl", "/data/party/SVK.exe", "/questions/none", "/questions/votes-of-a-party.exe",
     "/about?iri=javascript:alert(1)", "/about", "/static/../kg", "/page/party/SVK%00", "/page/%3Cscript%3E", "/page/party/SVK?page=0"],
)  # fmt: skip
def test_what_is_not_there(real: httpx.Client, path: str) -> None:
    for accept in ("text/html", "application/json"):
        found = real.get(path, headers={"Accept": accept})
        assert found.status_code in {400, 404}
        assert "Traceback" not in found.text


def test_search(real: httpx.Client) -> None:
    assert '<a href="/page/party/CIV">' in real.get("/search", params={"q": "Ivory Coast"}).text
    assert "/page/document/GA-90001" in real.get("/search", params={"q": "GA/90001"}).text
    meant = real.get("/search", params={"q": "what has Slovakia pledged"}).text
    assert "/questions/commitments-of-a-party.html?party=SVK" in meant
    assert "Nothing is called so" in real.get("/search", params={"q": "zzzzzz"}).text


def test_a_question_in_its_forms(real: httpx.Client) -> None:
    by_name = real.get(
        "/questions/commitments-of-a-party.json", params={"party": "Slovakia"}
    ).json()
    assert by_name["count"] == len(by_name["rows"]) == 1
    assert "registry of victims" in by_name["rows"][0]["sentence"]
    for party in ("SVK", "Slovak Republic", BASE + "party/SVK"):
        again = real.get("/questions/commitments-of-a-party.json", params={"party": party}).json()
        assert again["rows"] == by_name["rows"]
    table = real.get(
        "/questions/commitments-of-a-party", params={"party": "SVK"}, headers={"Accept": "text/csv"}
    )
    assert len(table.text.splitlines()) == 2
    page = real.get(
        "/questions/commitments-of-a-party.html", params={"party": "SVK", "theme": ""}
    ).text
    assert "<mark>" in page
    assert 'href="/page/document/GA-90001"' in page
    form = real.get("/questions/commitments-of-a-party", headers={"Accept": "text/html"}).text
    assert "<mark>" not in form
    assert 'name="party"' in form
    query = real.get("/questions/commitments-of-a-party.rq", params={"party": "SVK"}).text
    assert f"VALUES ?party {{ <{BASE}party/SVK> }}" in query


def test_a_chart_where_the_question_has_one(real: httpx.Client) -> None:
    pytest.importorskip("altair", reason="charts need the extra charts")
    found = real.get("/questions/themes-by-number-of-states.svg")
    assert found.status_code == 200
    assert found.headers["content-type"] == "image/svg+xml"
    assert ET.fromstring(found.content).tag == "{http://www.w3.org/2000/svg}svg"
    page = real.get("/questions/themes-by-number-of-states.html?document=").text
    assert 'src="/questions/themes-by-number-of-states.svg?"' in page
    none = real.get("/questions/commitments-of-a-party.svg", params={"party": "SVK"})
    assert none.status_code == 404
    assert "no chart" in none.json()["detail"]
    plain = real.get("/questions/commitments-of-a-party.html", params={"party": "SVK"}).text
    assert "<img" not in plain


def test_a_csv_for_spreadsheets_runs_nothing(real: httpx.Client) -> None:
    given = {"party": "SVK", "for": "spreadsheet"}
    found = real.get("/questions/commitments-of-a-party.csv", params=given)
    assert found.status_code == 200
    assert len(found.text.splitlines()) == 2


@pytest.mark.parametrize(
    ("address", "words"),
    [("commitments-of-a-party.json?party=Atlantis", "Atlantis"), ("commitments-of-a-party.json?nothing=1", "no parameter"),
     ("votes-of-a-party.json", "needs party"), ("votes-of-a-party.json?party=%22%20%7D%20DROP", "no party")],
)  # fmt: skip
def test_a_bad_parameter_is_told(real: httpx.Client, address: str, words: str) -> None:
    found = real.get(f"/questions/{address}")
    assert found.status_code == 400
    assert words in found.json()["detail"]


def test_the_dataset_is_found_where_void_puts_it(real: httpx.Client) -> None:
    asked = {"Accept": "text/turtle"}
    found = real.get("/.well-known/void", headers=asked, follow_redirects=True)
    assert found.status_code == 200
    assert found.history[0].status_code == 302
    assert "http://rdfs.org/ns/void#Dataset" in found.text or "void:Dataset" in found.text


def test_openapi(real: httpx.Client) -> None:
    """The description names what there is, and answers have the shape it states."""
    told = real.get("/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    listed = {each["address"] for each in real.get("/questions.json".removesuffix(".json")).json()}
    assert listed == {path for path in told["paths"] if path.startswith("/questions/")}
    for path in told["paths"].values():
        for operation in path.values():
            for each in operation.get("parameters", ()):
                jsonschema.Draft202012Validator.check_schema(each["schema"])
            for response in operation["responses"].values():
                if "$ref" in response:
                    assert response["$ref"].rpartition("/")[2] in told["components"]["responses"]
    names = [
        operation["operationId"] for path in told["paths"].values() for operation in path.values()
    ]
    assert len(names) == len(set(names))
    shapes = told["components"]["schemas"]
    good = real.get("/questions/commitments-of-a-party.json", params={"party": "SVK"}).json()
    jsonschema.validate(good, shapes["Answer"])
    jsonschema.validate(real.get("/questions/votes-of-a-party.json").json(), shapes["Problem"])


def test_safety_headers_are_on_every_answer(real: httpx.Client) -> None:
    for path in (
        "/",
        "/sparql",
        "/party/SVK",
        "/page/party/SVK",
        "/none",
        "/static/style.css",
        "/questions",
        "/query",
    ):
        found = real.get(path, headers={"Accept": "text/html"})
        assert "default-src 'self'" in found.headers["content-security-policy"]
        assert "unsafe" not in found.headers["content-security-policy"]
        assert found.headers["x-content-type-options"] == "nosniff"
        assert found.headers["x-frame-options"] == "DENY"
        assert found.headers["referrer-policy"] == "no-referrer"
        assert "server" not in found.headers
        assert "<script" not in found.text
        assert " style=" not in found.text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 421),
        ("localhost:1", 200),
        ("127.0.0.1", 200),
        ("[::1]:8", 200),
        ("w3id.org", 200),
        ("", 421),
    ],
)
def test_a_foreign_host_is_refused(real: httpx.Client, host: str, status: int) -> None:
    assert real.get("/", headers={"Host": host}).status_code == status


class _Seen(HTMLParser):
    """What a browser would make of a page: its elements, and addresses that are not of the web."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.bad.append(name)
            if (
                name in {"href", "src", "action", "formaction"}
                and value
                and not value.startswith(("/", "#", "https://", "http://"))
            ):
                self.bad.append(value)


def vectors() -> list[str]:
    """Ways of getting from text into markup: elements × events, closings, and bad addresses."""
    tags = ("script", "img", "svg", "iframe", "body", "input", "details", "video", "math", "object")
    events = ("onerror", "onload", "onclick", "onfocus", "ontoggle")
    found = [f'<{tag} src=x {event}="alert(1)">' for tag, event in product(tags, events)]
    closings = (
        "</title>",
        "</style>",
        "</textarea>",
        "-->",
        "]]>",
        '">',
        "'>",
        "`>",
        "</a>",
        "</option></select>",
    )
    found += [f"{closing}<script>alert(1)</script>" for closing in closings]
    found += [f"x{mark} onmouseover={mark}alert(1)" for mark in ('"', "'", "`", "\n", "\t")]
    schemes = (
        "javascript",
        "JaVaScRiPt",
        "vbscript",
        "data",
        "file",
        "blob",
        "\x01javascript",
        "java\nscript",
    )
    found += [
        f"{scheme}:{rest}"
        for scheme, rest in product(
            schemes, ("alert(1)", "//x/%0aalert(1)", "text/html,<script>alert(1)</script>")
        )
    ]
    found += [
        f"{{{{ {expression} }}}}"
        for expression in ("7*7", "self", "config", "''.__class__", "site.__init__.__globals__")
    ]
    found += [
        "{% for x in () %}",
        "<scr<script>ipt>",
        "\u202e<script>",
        "\uff1cscript\uff1e",
        "&lt;script&gt;",
        "<a href=javascript:alert(1)>",
    ]
    return found


def test_no_text_becomes_markup(real: httpx.Client) -> None:
    """S6: each vector in a search, a parameter and a query, and as an address."""
    assert len(vectors()) >= 100
    clean = {"html", "head", "meta", "title", "link", "body", "a", "nav", "form", "label", "input", "button", "main", "h1", "h2",
             "header", "p", "div", "small", "select", "option", "span", "ul", "li", "table", "thead", "tbody", "tr", "th", "td",
             "textarea", "details", "summary", "pre", "footer", "caption", "blockquote", "mark", "dl", "dt", "dd", "code", "strong", "section", "h3"}  # fmt: skip
    several = [" ".join(vectors()[n : n + 6]) for n in range(0, len(vectors()), 6)]
    asked = [("/search", {"q": text}) for text in several]
    asked += [("/query", {"query": text}) for text in several]
    asked += [("/questions/votes-of-a-party.html", {"party": text}) for text in several]
    asked += [("/page/" + quote(vector, safe=""), {}) for vector in vectors()]
    asked += [("/about", {"iri": vector}) for vector in vectors()]
    for path, given in asked:
        found = real.get(path, params=given or None, headers={"Accept": "text/html"})
        seen = _Seen()
        seen.feed(found.text)
        # A control character in a query may make an odd answer, but never markup.
        assert seen.tags <= clean, (path, given, seen.tags - clean)
        assert seen.bad == [], (path, given, seen.bad)
        assert "49" not in found.text.partition("<h1>")[2].partition("</h1>")[0]


def test_no_label_becomes_markup(start, publish, tmp_path: Path) -> None:
    """The same vectors as labels, titles and quotes in the graph, and as IRIs."""
    lines = []
    base = "http://data.example/"
    for number, vector in enumerate(vectors()):
        words = literal_text(vector.replace("\x01", ""))
        for predicate in (
            "http://www.w3.org/2004/02/skos/core#prefLabel",
            "http://purl.org/dc/terms/title",
            "urn:note",
        ):
            lines.append(f"<{base}t> <{predicate}> {words} <{base}g> .\n")
            lines.append(f"<{base}t/{number}> <{predicate}> {words} <{base}g> .\n")
        lines.append(f"<{base}t/{number}> <{base}p> <{base}t> <{base}g> .\n")
    for iri in (
        "javascript:alert(1)",
        "data:text/html,alert",
        "vbscript:x",
        "file:///etc/passwd",
        "http:alert(1)",
    ):
        lines.append(f"<{base}t> <urn:see> <{iri}> <{base}g> .\n")
        lines.append(f"<{iri}> <{base}p> <{base}t> <{base}g> .\n")
    publish(tmp_path / "store", lines)
    client = start(tmp_path / "store")
    pages = [client.get(f"/page/t/{number}").text for number in range(len(vectors()))]
    pages += [client.get(f"/page/t?page={number}").text for number in range(1, 6)]
    pages.append(client.get("/query", params={"query": "SELECT * { ?s ?p ?o }"}).text)
    pages.append(client.get("/search", params={"q": "alert"}).text)
    assert "alert(1)" in pages[0]
    for page in pages:
        seen = _Seen()
        seen.feed(page)
        assert not seen.tags & {"script", "img", "svg", "iframe", "video", "math", "object"}
        assert seen.bad == []


@pytest.mark.parametrize(
    "iri",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@b",
        "//evil.example",
        "https:alert(1)",
        "http://[",
        "ftp://a/b",
    ],
)
def test_only_addresses_of_the_web_are_linked(iri: str) -> None:
    assert Site().link(iri) == ""
