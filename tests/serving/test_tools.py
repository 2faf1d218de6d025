"""The questions as tools: a real client starts the real command and calls them."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import pytest
from mcp import Client, StdioServerParameters

from kg.asking import questions
from kg.building.build import Options, build
from kg.serving.tools import tools
from kg.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("samples") / "graph"
    build([ROOT / "samples"], home, Settings(), Options(workers=1))
    return home


@pytest.fixture
def talk(store: Path) -> Callable[[Callable[[Client], Awaitable[Any]]], Any]:
    def run(work: Callable[[Client], Awaitable[Any]], other: Path | None = None) -> Any:
        command = ["-m", "kg", "mcp", "--store", str(other or store)]

        async def session() -> Any:
            parameters = StdioServerParameters(command=sys.executable, args=command, cwd=ROOT)
            async with Client(parameters) as client:
                return await work(client)

        return anyio.run(session)

    return run


def test_every_question_is_a_tool(talk: Any) -> None:
    async def work(client: Client) -> Any:
        return await client.list_tools()

    listed = talk(work)
    names = {tool.name for tool in listed.tools}
    assert names == {asked.name for asked in questions()} | {"find_question", "resolve_name"}
    for tool in listed.tools:
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        assert tool.annotations.read_only_hint


def test_an_answer_carries_its_sentences(talk: Any) -> None:
    async def work(client: Client) -> Any:
        proved = await client.call_tool("commitments-of-a-party", {"party": "Slovakia"})
        counted = await client.call_tool("themes-by-number-of-states", {"most_rows": 2})
        return proved.structured_content, counted.structured_content

    proved, counted = talk(work)
    row = proved["rows"][0]
    assert row["actor"] == "Slovakia"
    assert "national register" in row["sentence"]
    assert row["end"] - row["start"] == len(row["sentence"])
    assert len(counted["rows"]) == 2 < counted["rows_in_all"]
    assert "many sentences" in counted["evidence"]
    assert "SELECT" in counted["query"]


def test_a_model_finds_its_way(talk: Any) -> None:
    async def work(client: Client) -> Any:
        led = await client.call_tool("find_question", {"words": "How did Brazil vote?"})
        lost = await client.call_tool("find_question", {"words": "Will it rain?"})
        named = await client.call_tool("resolve_name", {"name": "Ivory Coast"})
        return led.structured_content, lost.structured_content, named.structured_content

    led, lost, named = talk(work)
    assert led["tools"][0]["tool"] == "votes-of-a-party"
    assert led["tools"][0]["arguments"] == {"party": ["BRA"]}
    assert not lost["understood"]
    assert named["meanings"][0]["id"] == "CIV"


def test_a_new_build_is_taken_up_by_the_next_call(
    talk: Any, publish: Any, store: Path, tmp_path: Path
) -> None:
    """Also when the new one is damaged: then the former state is told as such."""
    copy = tmp_path / "store"
    query = {"party": "Slovakia"}
    publish(copy, ["<urn:a> <urn:p> <urn:b> <urn:g> .\n"])

    async def work(client: Client) -> Any:
        told = [await client.call_tool("commitments-of-a-party", query)]
        publish(copy, ["<urn:a> <urn:p> <urn:c> <urn:g> .\n"])
        told.append(await client.call_tool("commitments-of-a-party", query))
        (copy / "CURRENT").write_text("g999999 0\n")
        told.append(await client.call_tool("commitments-of-a-party", query))
        return [found.structured_content for found in told]

    first, second, third = talk(work, copy)
    assert first["generation"] < second["generation"] == third["generation"]
    assert "note" not in first
    assert "note" not in second
    assert "former state" in third["note"]


def test_what_cannot_be_answered_is_said(talk: Any) -> None:
    async def work(client: Client) -> Any:
        return [
            await client.call_tool("commitments-of-a-party", {"party": "Atlantis"}),
            await client.call_tool("votes-of-a-party", {}),
            await client.call_tool("no-such-tool", {}),
        ]

    wrong, missing, unknown = talk(work)
    assert wrong.is_error
    assert "no party is called 'Atlantis'" in wrong.content[0].text
    assert missing.is_error
    assert "needs --param party" in missing.content[0].text
    assert unknown.is_error


def test_schemas_take_one_value_or_several() -> None:
    tool = next(tool for tool in tools() if tool.name == "commitments-of-a-party")
    jsonschema.validate({"party": ["Kenya", "KEN"], "strength": "4"}, tool.input_schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"strength": "9"}, tool.input_schema)
