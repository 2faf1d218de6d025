"""The web application: which address is answered by what."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib import resources

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.serving import asking, linked
from kg.serving.answers import Refused, problem, tag, unchanged, whole
from kg.serving.dispatch import Dispatcher
from kg.serving.editions import Editions
from kg.serving.endpoint import Page, Service, sparql
from kg.serving.negotiation import PAGES, TABLES, best
from kg.serving.options import Options
from kg.serving.safety import Safety
from kg.serving.site import Site

_KINDS = {405: "method", 404: "not-found"}
_FAILURE = Refused(500, "the server failed; its log says why", "failure")
_LOG = logging.getLogger("rostrum.serve")
_STATIC = {"style.css": "text/css; charset=utf-8"}


def application(options: Options) -> Safety:
    """Return the ASGI application that serves a store.

    Raises:
        StoreError: there is no store, or it is damaged.
    """
    service = Service(options, Editions(options), Dispatcher(options))
    site = Site(options.base)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with service.editions.serving():
            yield

    form = partial(asking.query_page, service, site)
    get = ["GET"]
    routes = [
        Route("/sparql", partial(sparql, service, form), methods=["GET", "POST"]),
        Route("/", partial(linked.home, service, site), methods=get),
        Route("/search", partial(linked.search, service, site), methods=get),
        Route("/query", form, methods=get),
        Route("/questions", partial(asking.listing, service, site), methods=get),
        Route("/questions/{name}", partial(asking.question_page, service, site), methods=get),
        Route("/openapi.json", asking.openapi, methods=get),
        Route("/health", partial(_health, service), methods=get),
        Route("/static/{name}", _static, methods=get),
        Route("/.well-known/void", _void, methods=get),
        Route("/about", partial(linked.about, service, site), methods=get),
        Route("/page/{path:path}", partial(linked.page, service, site), methods=get),
        Route("/data/{path:path}", partial(linked.data, service, site), methods=get),
        Route("/{path:path}", partial(linked.thing_itself, service, site), methods=get),
    ]
    handlers = {
        Refused: partial(_refused, site),
        HTTPException: partial(_raised, site),
        Exception: partial(_failed, site),
    }
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers)
    return Safety(_Shortcut(app, partial(sparql, service, form), site), options)


class _Shortcut:
    """Leads queries to the endpoint past the routes and layers that pages need."""

    def __init__(self, app: ASGIApp, endpoint: Page, site: Site) -> None:
        self._app, self._endpoint, self._site = app, endpoint, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") != "/sparql" or scope["method"] not in {"GET", "POST"}:
            await self._app(scope, receive, send)
            return
        http = Request(scope, receive, send)
        try:
            response = await self._endpoint(http)
        except Refused as error:
            response = _refused(self._site, http, error)
        except Exception:
            _LOG.exception("a query failed")
            response = _refused(self._site, http, _FAILURE)
        await response(scope, receive, send)


def _refused(site: Site, request: Request, error: Refused) -> Response:
    """Answer with an error, as a page where the client prefers one."""
    offers = {"json": ("application/problem+json", *TABLES["json"]), **PAGES}
    if request.url.path != "/sparql" and best(request.headers.get("accept"), offers) == "html":
        body = site.render("error.html", error=error)
        return Response(
            body,
            error.status,
            {**error.headers, "Cache-Control": "no-store"},
            media_type="text/html",
        )
    return problem(error)


def _raised(site: Site, request: Request, error: HTTPException) -> Response:
    detail = {405: f"{request.method} is not allowed here", 404: "nothing is at this address"}
    words = detail.get(error.status_code, error.detail)
    kind = _KINDS.get(error.status_code, "bad-request")
    return _refused(site, request, Refused(error.status_code, words, kind, error.headers))


def _failed(site: Site, request: Request, error: Exception) -> Response:
    return _refused(site, request, _FAILURE)


async def _health(service: Service, request: Request) -> Response:
    return Response(f"serving {service.editions.now.name}\n", media_type="text/plain",
                    headers={"Cache-Control": "no-store"})  # fmt: skip


async def _void(request: Request) -> Response:
    """Lead to the description of the dataset (VoID 2011, section 7.2)."""
    return RedirectResponse("/dataset", 302)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise Refused(404, "nothing is at this address", "not-found")
    body = (resources.files("kg.serving") / "static" / name).read_bytes()
    etag = tag(body)
    return unchanged(request, etag) or whole(request, body, _STATIC[name], etag)
