"""The questions as tools of the Model Context Protocol (2025-06-18 and later).

A language model that uses them gets rows of the graph and never prose: every row that one
sentence proves carries that sentence, its document and its offsets; a row that counts says
so, with the query that counted.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import anyio
import anyio.to_thread
from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from kg import __version__
from kg.asking import Question, bind, question, questions, rows
from kg.asking.choices import choices
from kg.asking.questions import Parameter
from kg.asking.words import understand
from kg.errors import RostrumError
from kg.linking import resolve
from kg.model.table import Table
from kg.serving.following import Following
from kg.settings import DEFAULT_BASE
from kg.storing.querying import Engine

MOST_ROWS = 200
"""How many rows an answer holds unless more are asked for."""
INSTRUCTIONS = (
    "Answers come from a knowledge graph of United Nations meeting documents. Each row names "
    "the document and quotes the sentence that proves it: cite both. What the graph does not "
    "hold is not known; silence in it is not proof of silence in the room. If you do not know "
    "which tool answers a question, call find_question with the words; if you do not know how "
    "a State, body, theme or instrument is called, call resolve_name."
)
_JSON_TYPES = {"integer": "integer", "decimal": "number"}
_PROOF = frozenset({"sentence", "document", "start", "end"})
Arguments = Mapping[str, Any]


def tools() -> list[types.Tool]:
    """Return one tool for each question, and two that lead to them.

    >>> found = {tool.name: tool for tool in tools()}
    >>> found["votes-of-a-party"].input_schema["required"]
    ['party']
    """
    return [*(_tool(asked) for asked in questions()), _FIND, _RESOLVE]


def call(engine: Engine, name: str, arguments: Arguments, base: str = DEFAULT_BASE) -> Any:
    """Answer a tool call with a JSON value.

    Raises:
        RostrumError: no such tool, a parameter that means nothing, or a query past its limits.
    """
    if name == "find_question":
        return _find(str(arguments.get("words", "")))
    if name == "resolve_name":
        return _resolve(str(arguments.get("name", "")))
    asked = question(name)
    given = {
        key: [str(one) for one in (value if isinstance(value, list) else [value])]
        for key, value in arguments.items()
        if key != "most_rows"
    }
    text = bind(asked, given, base)
    return _answer(asked, rows(engine, text), text, int(arguments.get("most_rows", MOST_ROWS)))


def server(store: Following, base: str = DEFAULT_BASE) -> Server[Any]:
    """Return the server; it answers each call in a thread, so that a slow one stops no other.

    Each call asks the newest generation, and an answer says which that was.
    """

    async def listed(context: Any, parameters: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=tools())

    async def called(context: Any, parameters: types.CallToolRequestParams) -> types.CallToolResult:
        def work() -> Any:
            with store.held() as held:
                found = call(held.engine, parameters.name, parameters.arguments or {}, base)
            told = {"generation": held.generation, "note": held.note}
            return {**found, **{name: words for name, words in told.items() if words}}

        try:
            found = await anyio.to_thread.run_sync(work)
        except (RostrumError, ValueError) as error:
            return types.CallToolResult(content=[_text(str(error))], is_error=True)
        shown = json.dumps(found, ensure_ascii=False, indent=1, default=str)
        return types.CallToolResult(content=[_text(shown)], structured_content=json.loads(shown))

    list_tools: Callable[..., Awaitable[types.ListToolsResult]] = listed
    return Server(
        "rostrum",
        version=__version__,
        title="Rostrum",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=called,
    )


def run(store: Following, base: str = DEFAULT_BASE) -> None:
    """Serve on standard input and output until the client closes them."""

    async def session() -> None:
        ours = server(store, base)
        async with stdio_server() as (incoming, outgoing):
            await ours.run(incoming, outgoing, ours.create_initialization_options())

    anyio.run(session)


def _text(text: str) -> types.TextContent:
    return types.TextContent(type="text", text=text)


def _tool(asked: Question) -> types.Tool:
    properties = {parameter.name: _schema(parameter) for parameter in asked.parameters}
    properties["most_rows"] = {"type": "integer", "minimum": 1, "default": MOST_ROWS}
    return types.Tool(
        name=asked.name,
        title=asked.summary,
        description=f"{asked.summary}. {asked.description}",
        input_schema={
            "type": "object",
            "properties": properties,
            "required": [each.name for each in asked.parameters if each.required],
            "additionalProperties": False,
        },
        annotations=_READING,
    )


_READING = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def _schema(parameter: Parameter) -> dict[str, Any]:
    """Return the JSON schema of one value or of several."""
    one: dict[str, Any] = {"type": _JSON_TYPES.get(parameter.type, "string")}
    if parameter.type == "date":
        one["format"] = "date"
    if listed := choices(parameter.type):
        one["enum"] = list(listed)
    about = f"{parameter.description} ({parameter.type}: name, code or IRI)"
    return {"description": about, "anyOf": [one, {"type": "array", "items": one}]}


def _answer(asked: Question, table: Table, text: str, most: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "question": asked.summary,
        "columns": dict(asked.columns),
        "rows": table.records()[:most],
        "rows_in_all": len(table),
    }
    if not set(table.columns) >= _PROOF:
        found["evidence"] = (
            "These rows count or compare: each rests on many sentences. The query that made them "
            "is here; evidence-of-acts and statements-of-a-party give the sentences."
        )
        found["query"] = text
    return found


def _find(words: str) -> dict[str, Any]:
    found = understand(words)
    readings = [*([found.chosen] if found.chosen else []), *found.alternatives]
    return {
        "understood": found.chosen is not None,
        "reason": found.reason,
        "tools": [
            {
                "tool": one.question.name,
                "about": one.question.summary,
                "arguments": {name: list(given) for name, given in one.values.items()},
                "still_needed": list(one.needs),
            }
            for one in readings
        ],
    }


def _resolve(name: str) -> dict[str, Any]:
    found = resolve(name)
    return {
        "meanings": [
            {"id": one.id, "kind": one.kind, "label": one.label, "reason": one.reason}
            for one in found.matches
        ],
        "near_spellings": list(found.hints),
    }


_FIND = types.Tool(
    name="find_question",
    title="Find the tool that answers a question in words",
    description="Says which tool, with which arguments, answers a question in English words.",
    input_schema={
        "type": "object",
        "properties": {"words": {"type": "string", "description": "The question"}},
        "required": ["words"],
    },
    annotations=_READING,
)
_RESOLVE = types.Tool(
    name="resolve_name",
    title="What a name, code or symbol means",
    description="Says which State, organization, group, body, theme or instrument a name means.",
    input_schema={
        "type": "object",
        "properties": {"name": {"type": "string", "description": "A name, code or symbol"}},
        "required": ["name"],
    },
    annotations=_READING,
)
