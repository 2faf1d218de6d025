"""Addresses at which questions are asked: canned ones, and SPARQL of one's own, by a form."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from urllib.parse import urlencode

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from kg.asking import Question, bind, question, questions, rows
from kg.asking.contexts import contexts
from kg.asking.pages import Answered, proved, rows_and_proofs
from kg.errors import RostrumError
from kg.model.table import Table, Triples
from kg.serving import asked as shapes
from kg.serving.answers import Refused, refusal, tag, unchanged, whole
from kg.serving.endpoint import Service
from kg.serving.engine import Bridge, in_thread
from kg.serving.negotiation import best
from kg.serving.openapi import document
from kg.serving.protocol import not_acceptable
from kg.serving.site import Site

_HTML = "text/html; charset=utf-8"
_JSON = "application/json"
_MOST_SHOWN = 1000
Given = dict[str, list[str]]


async def listing(service: Service, site: Site, http: HttpRequest) -> Response:
    """List the questions, as JSON or as a page."""
    offers = {name: shapes.FORMATS[name] for name in ("json", "html")}
    form = best(http.headers.get("accept"), offers)
    if form is None:
        raise not_acceptable([*offers.values()])
    if form == "json":
        body = json.dumps(shapes.listed(), ensure_ascii=False).encode()
        return whole(http, body, _JSON, tag(body))
    groups: dict[str, list[Question]] = {}
    for each in questions():
        groups.setdefault(each.group, []).append(each)
    body = site.render("questions.html", groups=groups)
    return whole(http, body, _HTML, tag(body))


async def question_page(service: Service, site: Site, http: HttpRequest) -> Response:
    """Ask one question, or show the form for it."""
    asked, form = _named(http)
    pairs = http.query_params.multi_items()
    spreadsheet = form == "csv" and shapes.SPREADSHEET in pairs
    given = shapes.given(pair for pair in pairs if pair != shapes.SPREADSHEET)
    if form == "rq":
        bound = _bound(asked, given, site) if given else asked.text
        return whole(http, bound.encode(), "application/sparql-query", tag(bound))
    needs = [each for each in asked.parameters if each.required and each.name not in given]
    if form == "html" and (needs or not http.url.query):
        page = site.render("question.html", asked=asked, given=given, table=None, own="")
        return whole(http, page, _HTML, tag(page))
    text = _bound(asked, given, site)
    etag = tag(service.editions.now.name, text, form, spreadsheet)
    if same := unchanged(http, etag):
        return same

    def work(engine: Bridge) -> bytes:
        table = rows(engine, text)
        if form == "csv":
            return shapes.as_csv(table, spreadsheet=spreadsheet)
        if form == "json":
            return shapes.as_json(asked, given, table, engine.edition.name)
        if form == "svg":
            return _chart(engine, asked, given, table)
        return _page(engine, site, Answered(asked, given, table, text))

    media = {
        "csv": "text/csv; charset=utf-8",
        "json": _JSON,
        "html": _HTML,
        "svg": "image/svg+xml",
    }[form]
    return whole(http, await in_thread(service, http, work), media, etag)


def _named(http: HttpRequest) -> tuple[Question, str]:
    """Return the question and the format that an address and its Accept header name."""
    name, dot, suffix = http.path_params["name"].rpartition(".")
    if not dot:
        name, suffix = suffix, ""
    try:
        asked = question(name)
    except RostrumError as error:
        raise refusal(error) from error
    if suffix:
        if suffix not in shapes.FORMATS:
            raise Refused(404, f"a question ends in .{', .'.join(shapes.FORMATS)}", "not-found")
        return asked, suffix
    form = best(http.headers.get("accept"), shapes.FORMATS)
    if form is None:
        raise not_acceptable([*shapes.FORMATS.values()])
    return asked, form


def _bound(asked: Question, given: Given, site: Site) -> str:
    try:
        return bind(asked, given, site.base)
    except RostrumError as error:
        found = refusal(error)
        found.detail = found.detail.replace("--param ", "")
        raise found from error


def _chart(engine: Bridge, asked: Question, given: Given, table: Table) -> bytes:
    drawn = shapes.as_svg(asked, given, table, engine.edition.name)
    if not drawn:
        raise Refused(404, "this answer has no chart; a table says it better", "not-found")
    return drawn


def _page(engine: Bridge, site: Site, answer: Answered) -> bytes:
    if proved(answer.table):
        answer = replace(answer, contexts=contexts(engine, answer.table))
    whole_length = len(answer.table)
    shown = replace(
        answer,
        table=Table(answer.table.columns, answer.table.rows[:_MOST_SHOWN]),
        href=site.href,
    )
    return site.render(
        "question.html",
        asked=answer.asked,
        given=answer.given,
        table=rows_and_proofs(shown, site.show),
        cut=whole_length if whole_length > _MOST_SHOWN else 0,
        query=answer.text,
        chart=shapes.has_chart(answer.asked, answer.table),
        own=urlencode([(name, value) for name, values in answer.given.items() for value in values]),
    )


async def query_page(service: Service, site: Site, http: HttpRequest) -> Response:
    """Show the form for SPARQL, with the answer to a query as a table."""
    text = http.query_params.get("query", "")
    if not text.strip():
        body = site.render("query.html", query="", table=None, triples="", problem="", cut=0)
        return whole(http, body, _HTML, tag(body))

    def work(engine: Bridge) -> bytes:
        table, triples, problem = None, "", ""
        try:
            found = engine.query(text)
        except RostrumError as error:
            problem = str(error)
        else:
            if isinstance(found, Triples):
                triples = found.ntriples
            else:
                table = found
        cut = max(len(table or ()), triples.count("\n"))
        if table is not None:
            table = Table(table.columns, table.rows[:_MOST_SHOWN])
        return site.render(
            "query.html",
            query=text,
            table=table,
            triples="\n".join(triples.split("\n")[:_MOST_SHOWN]),
            problem=problem,
            cut=cut if cut > _MOST_SHOWN else 0,
        )

    body = await in_thread(service, http, work)
    return whole(http, body, _HTML, tag(body))


@cache
def _openapi() -> bytes:
    return json.dumps(document(), ensure_ascii=False, indent=1).encode()


async def openapi(http: HttpRequest) -> Response:
    """Return the OpenAPI description."""
    return whole(http, _openapi(), _JSON, tag(_openapi()))
