"""Linked data: every IRI of the dataset leads to a page or to RDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from starlette.requests import Request as HttpRequest
from starlette.responses import RedirectResponse, Response

from kg.asking import questions
from kg.asking.binding import record_iri
from kg.asking.words import Understanding, understand
from kg.iris import Iris
from kg.linking import resolve
from kg.mapping.terms import iri_text
from kg.serving import things
from kg.serving.answers import Refused, tag, unchanged, whole
from kg.serving.endpoint import Service
from kg.serving.engine import Bridge, in_thread
from kg.serving.gathered import gathering, is_a, sentences
from kg.serving.negotiation import GRAPHS, PAGES, SUFFIXES, best, content_type
from kg.serving.protocol import not_acceptable
from kg.serving.site import Site, figures
from kg.serving.spoken import Choice, act_labels, spoken
from kg.storing.requests import Request

_HTML = "text/html; charset=utf-8"
_NOTHING = "the graph says nothing of this"


async def home(service: Service, site: Site, http: HttpRequest) -> Response:
    """Return the home page."""
    generation = service.editions.now.generation
    groups: dict[str, int] = {}
    for asked in questions():
        groups[asked.group] = groups.get(asked.group, 0) + 1
    body = site.render("home.html", figures=figures(generation), groups=groups)
    return whole(http, body, _HTML, tag(generation, body))


async def search(service: Service, site: Site, http: HttpRequest) -> Response:
    """Find things by name, and the question that is meant by words."""
    words = " ".join(http.query_params.get("q", "").split())[:300]

    def work(engine: Bridge) -> bytes:
        iris = Iris(site.base)
        exact = {
            record_iri(
                match.kind if match.kind != "group" else "party", match.id, iris
            ): match.label
            for match in (resolve(words).matches if words else ())
        }
        found = dict(things.search(engine, words)) if len(words) > 1 else {}
        document = iris.document(words) if words else ""
        if document and engine.rows(f"ASK {{ {iri_text(document)} ?p ?o }}").records()[0]["answer"]:
            exact[document] = words
        meant = understand(words) if " " in words else Understanding(None, ())
        readings = ([meant.chosen] if meant.chosen else []) + list(meant.alternatives)
        return site.render(
            "search.html",
            words=words,
            exact=exact,
            found={iri: name for iri, name in found.items() if iri not in exact},
            readings=readings if words else [],
        )

    body = await in_thread(service, http, work)
    return whole(http, body, _HTML, tag(body))


async def thing_itself(service: Service, site: Site, http: HttpRequest) -> Response:
    """Lead from a thing to what is said of it: 303 to a page or to RDF."""
    path = _raw_path(http)
    iri = site.base + path.removeprefix("/")
    form = best(http.headers.get("accept"), {**PAGES, **GRAPHS})
    if form is None:
        raise not_acceptable([*PAGES.values(), *GRAPHS.values()])
    _check(iri)
    await in_thread(service, http, partial(_known, iri))
    suffix = next((ending for ending, name in SUFFIXES.items() if name == form), "")
    target = f"/data{path}.{suffix}" if suffix else f"/page{path}"
    return RedirectResponse(target, 303, headers={"Vary": "Accept"})


def _known(iri: str, engine: Bridge) -> None:
    named = iri_text(iri)
    asked = f"ASK {{ {{ {named} ?p ?o }} UNION {{ ?s ?p {named} }} UNION {{ GRAPH {named} {{ ?s ?p ?o }} }} }}"
    if not engine.rows(asked).records()[0]["answer"]:
        raise Refused(404, _NOTHING, "not-found")


async def page(service: Service, site: Site, http: HttpRequest) -> Response:
    """Return the page about the thing at a path."""
    return await _page(service, site, http, site.base + _raw_path(http).removeprefix("/page/"))


async def data(service: Service, site: Site, http: HttpRequest) -> Response:
    """Return the RDF about the thing at a path; its ending is the format."""
    rest, _, suffix = _raw_path(http).removeprefix("/data/").rpartition(".")
    if suffix not in SUFFIXES or not rest:
        raise Refused(404, f"the address must end in one of .{', .'.join(SUFFIXES)}", "not-found")
    return await _rdf(service, http, site.base + rest, SUFFIXES[suffix], site)


async def about(service: Service, site: Site, http: HttpRequest) -> Response:
    """Return the page or the RDF about any IRI, also one with a fragment."""
    iri = http.query_params.get("iri", "")
    form = best(http.headers.get("accept"), {**PAGES, **GRAPHS})
    form = SUFFIXES.get(http.query_params.get("format", ""), form or "")
    if not form:
        raise not_acceptable([*PAGES.values(), *GRAPHS.values()])
    if form == "html":
        return await _page(service, site, http, iri)
    return await _rdf(service, http, iri, form, site)


async def _page(service: Service, site: Site, http: HttpRequest, iri: str) -> Response:
    _check(iri)
    wanted = _wanted(http)
    etag = tag(service.editions.now.name, iri, wanted, "page")
    if same := unchanged(http, etag):
        return same

    def work(engine: Bridge) -> bytes:
        found = things.thing(engine, iri, wanted.via, wanted.page)
        if found is None:
            raise Refused(404, _NOTHING, "not-found")
        called = {**act_labels(engine, found.iris()), **found.names}
        own = site.link(iri)
        return site.render(
            "thing.html",
            thing=replace(found, names=called),
            page=wanted.page,
            per_page=things.PER_PAGE,
            own=own,
            rdf=_rdf_addresses(own),
            spoken=spoken(engine, iri, found.types, wanted.acts),
            read=sentences(engine, iri, wanted.acts.page)
            if is_a(found.types, "Document")
            else None,
            gathering=gathering(engine, iri) if is_a(found.types, "Meeting") else None,
        )

    return whole(http, await in_thread(service, http, work), _HTML, etag)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a page is to show: subjects of ``via``, which page of them, and which acts."""

    via: str
    page: int
    acts: Choice


def _wanted(http: HttpRequest) -> _Wanted:
    given = http.query_params
    acts = Choice(given.get("kind", ""), given.get("of", ""), _number(http, "part"))
    return _Wanted(given.get("via", ""), _number(http, "page"), acts)


def _number(http: HttpRequest, name: str) -> int:
    number = http.query_params.get(name, "1")
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:7]) <= 100_000):
        raise Refused(400, f"{name} must be a number from 1 to 100000")
    return int(number)


def _rdf_addresses(own: str) -> dict[str, str]:
    """Return where the RDF about a thing is, by the ending of its format."""
    if not own.startswith("/"):
        return {}
    rest = own.removeprefix("/page")
    return {
        ending: f"/data{rest}.{ending}" if rest != own else f"{own}&format={ending}"
        for ending in ("ttl", "jsonld", "nt", "rdf")
    }


async def _rdf(service: Service, http: HttpRequest, iri: str, form: str, site: Site) -> Response:
    _check(iri)
    etag = tag(service.editions.now.name, iri, form, "data")
    if same := unchanged(http, etag):
        return same
    text = things.description(iri, graph=iri.startswith(f"{site.base}graph/"))

    def work(engine: Bridge) -> bytes:
        _known(iri, engine)
        return engine.written(Request(text, graph=form))[1]

    return whole(http, await in_thread(service, http, work), content_type(form), etag)


def _check(iri: str) -> None:
    try:
        iri_text(iri)
    except ValueError:
        raise Refused(404, _NOTHING, "not-found") from None


def _raw_path(http: HttpRequest) -> str:
    """Return the path as it was sent: an IRI keeps its percent-encoding."""
    raw: bytes = http.scope.get("raw_path") or http.scope["path"].encode()
    return raw.partition(b"?")[0].decode("ascii", "replace")
