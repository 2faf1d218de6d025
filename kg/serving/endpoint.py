"""The SPARQL endpoint: one query in, its whole answer or an error out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from kg.errors import RostrumError
from kg.serving.answers import refusal, tag, unchanged, whole
from kg.serving.dispatch import Dispatcher
from kg.serving.editions import Editions
from kg.serving.keeping import volatile
from kg.serving.negotiation import GRAPHS, PAGES, TABLES, best, content_type
from kg.serving.options import Options
from kg.serving.protocol import not_acceptable, operation
from kg.serving.watching import Watch
from kg.storing.requests import Request

Page = Callable[[HttpRequest], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Service:
    """What the handlers share."""

    options: Options
    editions: Editions
    dispatcher: Dispatcher


def address(http: HttpRequest) -> str:
    """Return the client's address, the unit of fairness; of IPv6 the /64 that a client holds."""
    host = http.client.host if http.client else "local"
    return ":".join(host.split(":")[:4]) if ":" in host else host


async def sparql(service: Service, page: Page, http: HttpRequest) -> Response:
    """Answer the SPARQL protocol; a GET without a query gets a form or a description."""
    found = await operation(http)
    if found is None:
        return await _described(service, page, http)
    edition, asked = service.editions.now, found.request
    changes = volatile(asked.query)
    etag = "" if changes else tag(edition.name, *asked.parts())
    if http.method != "POST" and etag and (same := unchanged(http, etag)):
        return same
    edition.lease()
    watch = Watch(http.receive)
    try:
        reply = await service.dispatcher.ask(address(http), edition, asked, watch)
    except RostrumError as error:
        raise refusal(error) from error
    finally:
        await watch.aclose()
        edition.release()
    form = found.table if reply.kind == b"J" else found.graph
    if form is None:
        offers = TABLES if reply.kind == b"J" else GRAPHS
        raise not_acceptable([*offers.values()])
    return whole(http, reply.body, content_type(form), etag)


async def _described(service: Service, page: Page, http: HttpRequest) -> Response:
    """Return the service description (W3C 2013), or the form for people."""
    form = best(http.headers.get("accept"), {**GRAPHS, **PAGES})
    if form is None:
        raise not_acceptable([*GRAPHS.values(), *PAGES.values()])
    if form == "html":
        return await page(http)
    async with service.editions.leased() as edition:
        text = _description(str(http.url.replace(query="", fragment="")), service.options)
        try:
            reply = await service.dispatcher.ask(address(http), edition, Request(text, graph=form))
        except RostrumError as error:
            raise refusal(error) from error
        return whole(http, reply.body, content_type(form), tag(edition.name, text, form))


_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "N-Quads", "TriG",
)  # fmt: skip


def _description(endpoint: str, options: Options) -> str:
    """Return the query whose answer is the description; a child writes it in any format."""
    formats = ", ".join(f"<{_FORMATS}{name}>" for name in _NAMES)
    features = "sd:UnionDefaultGraph"
    if options.federation:
        features += ", sd:BasicFederatedQuery"
    here = endpoint.replace(">", "%3E").replace("\\", "%5C").replace('"', "%22")
    return (
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> CONSTRUCT { "
        f"<{here}> a sd:Service ; sd:endpoint <{here}> ; sd:supportedLanguage sd:SPARQL11Query ; "
        f"sd:feature {features} ; sd:resultFormat {formats} ; "
        f"sd:defaultDataset <{here}#dataset> . <{here}#dataset> a sd:Dataset ; "
        f"sd:defaultGraph <{here}#union> . <{here}#union> a sd:Graph }} WHERE {{}}"
    )
