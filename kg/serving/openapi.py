"""The OpenAPI 3.1 description of what the server offers to programs."""

from __future__ import annotations

from typing import Any

from kg import __version__
from kg.asking import Question, questions
from kg.asking.choices import choices
from kg.asking.questions import Parameter
from kg.serving.negotiation import GRAPHS, TABLES

_JSON_TYPES = {"integer": "integer", "decimal": "number"}
_ERRORS = {
    "400": "The request is malformed; `detail` says where",
    "403": "An update: the endpoint is read-only",
    "404": "There is nothing at that address",
    "406": "None of the accepted media types can be written",
    "408": "The body came too slowly",
    "413": "The body is longer than 256 KiB",
    "415": "The body is of another type or charset",
    "421": "The server does not go by the name in `Host`",
    "503": "Past its time, or too much waits: `Retry-After` says when to ask again",
    "507": "The answer is larger than allowed; nothing of it is sent",
}


def document() -> dict[str, Any]:
    """Return the description.

    >>> "/questions/votes-of-a-party" in document()["paths"]
    True
    """
    paths: dict[str, Any] = {
        "/sparql": {"get": _sparql(), "post": _posted()},
        "/questions": {"get": _listing()},
    }
    for asked in questions():
        paths[f"/questions/{asked.name}"] = {"get": _question(asked)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rostrum",
            "version": __version__,
            "summary": "What States said and did at the United Nations, with the sentence that proves it",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {
            "schemas": {"Problem": _PROBLEM, "Answer": _ANSWER},
            "responses": {
                code: {
                    "description": text,
                    "content": {
                        "application/problem+json": {
                            "schema": {"$ref": "#/components/schemas/Problem"}
                        }
                    },
                }
                for code, text in _ERRORS.items()
            },
        },
    }


_PROBLEM = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
_ANSWER = {
    "type": "object",
    "required": ["question", "parameters", "generation", "columns", "count", "rows"],
    "properties": {
        "question": {"type": "string"},
        "summary": {"type": "string"},
        "parameters": {"type": "object"},
        "generation": {"type": "string", "description": "Which build of the graph answered"},
        "columns": {"type": "object", "additionalProperties": {"type": "string"}},
        "count": {"type": "integer"},
        "rows": {"type": "array", "items": {"type": "object"}},
    },
}


def _failures(*codes: str) -> dict[str, Any]:
    return {code: {"$ref": f"#/components/responses/{code}"} for code in codes}


def _question(asked: Question) -> dict[str, Any]:
    answer = {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}}
    return {
        "operationId": asked.name,
        "summary": asked.summary,
        "description": asked.description,
        "tags": [asked.group],
        "parameters": [_parameter(each) for each in asked.parameters],
        "responses": {
            "200": {
                "description": "All rows of the answer",
                "content": {**answer, "text/csv": {"schema": {"type": "string"}}},
            },
            **_failures("400", "406", "421", "503", "507"),
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    one: dict[str, Any] = {"type": _JSON_TYPES.get(parameter.type, "string")}
    if parameter.type == "date":
        one["format"] = "date"
    if listed := choices(parameter.type):
        one["examples"] = list(listed)
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.description} ({parameter.type}: name, code or IRI)",
        "schema": {"type": "array", "items": one},
        "style": "form",
        "explode": True,
    }


def _listing() -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "array", "items": {"type": "object"}}}}
    return {
        "operationId": "questions",
        "summary": "All questions with their parameters",
        "responses": {
            "200": {"description": "The questions", "content": content},
            **_failures("406", "421"),
        },
    }


def _sparql() -> dict[str, Any]:
    return {
        "operationId": "sparql",
        "summary": "SPARQL 1.1 Protocol, query by GET; without a query the service description",
        "parameters": [
            {"name": "query", "in": "query", "schema": {"type": "string"}},
            *(
                {
                    "name": name,
                    "in": "query",
                    "schema": {"type": "array", "items": {"type": "string", "format": "iri"}},
                    "style": "form",
                    "explode": True,
                }
                for name in ("default-graph-uri", "named-graph-uri")
            ),
        ],
        "responses": _answers("403"),
    }


def _posted() -> dict[str, Any]:
    form = {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}
    return {
        "operationId": "sparqlByPost",
        "summary": "SPARQL 1.1 Protocol, query by POST",
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}},
                "application/x-www-form-urlencoded": {"schema": form},
            },
        },
        "responses": _answers("403", "408", "413", "415"),
    }


def _answers(*more: str) -> dict[str, Any]:
    kinds = dict.fromkeys(types[0] for types in [*TABLES.values(), *GRAPHS.values()])
    content = {media: {"schema": {"type": "string"}} for media in kinds}
    return {
        "200": {"description": "The whole answer", "content": content},
        **_failures("400", "406", "421", "503", "507", *more),
    }
