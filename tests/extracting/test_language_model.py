"""A language model behind a stand-in server: good, false, broken, failing and slow answers."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from stand_in_model import StandIn, act, answer, fails, reply, send, serving

from kg.errors import EnvironmentFailure, UsageError
from kg.extracting.language_model import Endpoint, EndpointFailure, LanguageModel
from kg.extracting.language_model.answer import SCHEMA, MalformedAnswer, parse
from kg.model import record_json
from kg.model.layout import Layout
from kg.model.mentions import Gazetteer
from kg.model.record import ActType, Record
from kg.model.source import Span

TEXT = (
    "The representative of Slovakia said her country would give €2 million by 2030.  She urged"
    " all donors to follow “without delay”.\n"
    "The meeting was suspended at noon.\n"
    "Kenya’s delegate welcomed the plan."
)
PLEDGE = "her country would give €2 million by 2030"


@pytest.fixture
def server() -> Iterator[StandIn]:
    with serving() as stand_in:
        yield stand_in


@pytest.fixture
def model(server: StandIn, tmp_path: Path) -> LanguageModel:
    endpoint = Endpoint(server.url, "small", key="secret", seconds=5, pause=0.0)
    return LanguageModel(endpoint, tmp_path / "answers", parallel=1)


@pytest.fixture
def layout(lay: Callable[..., Layout]) -> Layout:
    return lay(TEXT)


def messages_of(record: Record) -> list[str]:
    return [one.message for one in record.issues if "language model" in one.message]


def test_acts_and_themes_come_from_the_model(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer
) -> None:
    theme = {"sentence": 1, "theme": "financing-for-development", "cue": "€2 million"}
    server.answers(
        answer(
            act('urged all donors to follow "without delay"', "call", 2, addressees=["all donors"]),
            act(PLEDGE, "commitment", cue="would give"),
            themes=(theme,),
        ),
        answer(act("Kenya's delegate welcomed the plan", "position", cue="welcomed")),
    )
    record = model.extract(layout, gazetteer)
    pledge, call, welcome = record.acts
    assert (record.extractor, pledge.rule, pledge.confidence) == ("llm:small", "llm", 0.5)
    assert layout.source.quote(pledge.span) == PLEDGE
    assert pledge.pledge is not None
    assert (pledge.pledge.amount, pledge.pledge.deadline) == ("€2 million", "by 2030")
    assert (pledge.parties, pledge.themes) == (("SVK",), ("financing-for-development",))
    assert layout.source.quote(call.span) == "urged all donors to follow “without delay”"
    assert [one.text for one in call.addressees] == ["all donors"]
    assert (welcome.type, welcome.parties) == (ActType.POSITION, ("KEN",))
    assert layout.source.quote(welcome.cue) == "welcomed"
    assert messages_of(record) == []
    assert record.statements
    json_ = record_json.to_json(record)
    assert all(TEXT[a["start"] : a["end"]] == a["quote"] for a in json_["acts"])


def test_a_request_is_one_block_with_definitions_temperature_nought_and_schema(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer
) -> None:
    server.answers(answer())
    record = model.extract(layout, gazetteer)
    assert record.acts == ()
    first, second = server.requests
    assert (first["model"], first["temperature"]) == ("small", 0)
    assert first["response_format"]["json_schema"]["schema"] == SCHEMA
    assert server.keys == ["Bearer secret"] * 2
    assert "human-trafficking: " in first["messages"][0]["content"]
    block = json.loads(first["messages"][1]["content"])
    assert [one["number"] for one in block["sentences"]] == [1, 2]
    assert block["sentences"][0]["speaker"] == "Slovakia"
    assert "Kenya" in second["messages"][1]["content"]
    assert "suspended" not in str(server.requests)


@pytest.mark.parametrize(
    "invented",
    [
        "her country would give €3 million by 2030",
        "her country would give … by 2030",
        "Her country would give",
        "ountry would give",
        "her country would give €2 million by 2030. She urged all donors",
        "The meeting was suspended at noon.",
    ],
)
def test_a_quote_that_is_not_in_the_text_is_dropped_and_reported(
    server: StandIn,
    model: LanguageModel,
    layout: Layout,
    gazetteer: Gazetteer,
    invented: str,
) -> None:
    server.answers(answer(act(invented), act(PLEDGE, "commitment")), answer())
    record = model.extract(layout, gazetteer)
    assert [layout.source.quote(one.span) for one in record.acts] == [PLEDGE]
    (message,) = messages_of(record)
    assert "a quote that is not in the text was dropped" in message
    assert " ".join(invented.split()) in message


def test_cues_addressees_and_themes_that_are_invented_are_dropped_too(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer
) -> None:
    call = act("She urged all donors to follow", "call", 1, addressees=["Norland"], cue="begged")
    themes = (
        {"sentence": 1, "theme": "debt", "cue": "creditors"},
        {"sentence": 1, "theme": "weather-on-mars", "cue": "€2 million"},
    )
    server.answers(answer(call, themes=themes), answer())
    record = model.extract(layout, gazetteer)
    (found,) = record.acts
    assert (found.addressees, found.cue, found.sentence) == ((), found.span, 1)
    assert record.themes[0] == ()
    told = " ".join(messages_of(record))
    assert all(word in told for word in ("begged", "Norland", "creditors", "weather-on-mars"))


def test_the_same_question_is_asked_once(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer
) -> None:
    server.answers(answer(act(PLEDGE, "commitment")), answer())
    first = model.extract(layout, gazetteer)
    assert len(server.requests) == 2
    assert model.extract(layout, gazetteer) == first
    assert len(server.requests) == 2
    other = replace(model, endpoint=replace(model.endpoint, model="large"))
    other.extract(layout, gazetteer)
    assert len(server.requests) == 4
    kept = b"".join(path.read_bytes() for path in model.cache.rglob("*.json"))  # type: ignore[union-attr]
    assert b"secret" not in kept


def test_a_damaged_answer_on_disk_is_asked_for_again(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer
) -> None:
    server.answers(answer())
    model.extract(layout, gazetteer)
    for path in model.cache.rglob("*.json"):  # type: ignore[union-attr]
        path.write_text('{"answer": "half', encoding="utf-8")
    model.extract(layout, gazetteer)
    assert len(server.requests) == 4


@pytest.mark.parametrize("said", ["no JSON at all", '{"acts": 3}', "[" * 3000, ""])
def test_a_malformed_answer_costs_its_block_and_is_not_kept(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer, said: str
) -> None:
    server.answers(said, said, answer(act("welcomed the plan", "position")))
    record = model.extract(layout, gazetteer)
    assert [one.sentence for one in record.acts] == [3]
    (message,) = messages_of(record)
    assert "no usable answer here: malformed answer" in message
    assert record.issues[-1].span == Span(0, TEXT.index("\n"))
    assert len(list(model.cache.rglob("*.json"))) == 1  # type: ignore[union-attr]


def test_a_malformed_answer_may_be_better_the_second_time(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer
) -> None:
    server.answers("{", f"```json\n{answer(act(PLEDGE, 'commitment'))}\n```", answer())
    record = model.extract(layout, gazetteer)
    assert len(record.acts) == 1
    assert messages_of(record) == []


def test_a_failing_server_is_asked_again(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer
) -> None:
    good = answer(act(PLEDGE, "commitment"))
    server.script = [
        fails(500),
        fails(429, Retry_After="0"),
        lambda handler, _: reply(handler, good),
        lambda handler, _: reply(handler, answer()),
    ]
    assert len(model.extract(layout, gazetteer).acts) == 1
    assert len(server.requests) == 4


def test_a_server_that_only_fails_ends_the_run(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer
) -> None:
    server.script = [fails(500)]
    with pytest.raises(EndpointFailure, match="HTTP 500"):
        model.extract(layout, gazetteer)
    assert len(server.requests) == 2 * model.endpoint.attempts


@pytest.mark.parametrize(
    ("code", "told"), [(401, "the key"), (404, "no such path"), (302, "points elsewhere")]
)
def test_what_cannot_get_better_is_asked_once(
    server: StandIn,
    model: LanguageModel,
    layout: Layout,
    gazetteer: Gazetteer,
    code: int,
    told: str,
) -> None:
    server.script = [fails(code, Location="http://127.0.0.1:9/")]
    with pytest.raises(EndpointFailure, match=told) as error:
        model.extract(layout, gazetteer)
    assert "secret" not in str(error.value)
    assert "secret" not in repr(model)
    assert len(server.requests) == 1


def test_a_server_without_response_formats_is_asked_without(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer
) -> None:
    def old(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        if "response_format" in body:
            send(handler, 400)
        else:
            reply(handler, answer())

    server.script = [old]
    assert messages_of(model.extract(layout, gazetteer)) == []
    assert ["response_format" in one for one in server.requests] == [True, False, False]


@pytest.mark.parametrize("drops", [False, True])
def test_a_slow_answer_is_given_up_in_time(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer, drops: bool
) -> None:
    def slow(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(20):
            if drops:
                handler.wfile.write(b" ")
                handler.wfile.flush()
            time.sleep(0.05)

    server.script = [slow, lambda handler, _: reply(handler, answer())]
    endpoint = replace(model.endpoint, seconds=0.2, attempts=1)
    began = time.monotonic()
    record = replace(model, endpoint=endpoint).extract(layout, gazetteer)
    assert time.monotonic() - began < 0.9
    (message,) = messages_of(record)
    assert "no answer in time" in message


def test_blocks_asked_side_by_side_give_the_same_record(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer
) -> None:
    def by_block(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        first = "Slovakia" in body["messages"][1]["content"]
        reply(handler, answer(act(PLEDGE if first else "welcomed the plan")))

    server.script = [by_block]
    one = replace(model, cache=None).extract(layout, gazetteer)
    assert replace(model, cache=None, parallel=4).extract(layout, gazetteer) == one
    assert len(server.requests) == 4


def test_a_model_that_never_answers_in_form_ends_the_run(
    server: StandIn, model: LanguageModel, lay: Callable[..., Layout], gazetteer: Gazetteer
) -> None:
    server.answers("As a language model, I …")
    layout = lay("\n".join(f"{who}’s delegate welcomed it." for who in ("Kenya", "Peru", "Chad")))
    with pytest.raises(EndpointFailure, match="3 requests in a row"):
        model.extract(layout, gazetteer)


def test_a_folder_that_cannot_be_written_is_said(
    server: StandIn, model: LanguageModel, layout: Layout, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    server.answers(answer())
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EnvironmentFailure, match="cannot be kept"):
        replace(model, cache=tmp_path / "file").extract(layout, gazetteer)


@pytest.mark.parametrize(
    ("url", "name", "key"),
    [
        ("localhost:8000", "small", ""),
        ("file:///etc/passwd", "small", ""),
        ("http://", "small", ""),
        ("http://host:99999/", "small", ""),
        ("http://host/a b", "small", ""),
        ("http://host/", " ", ""),
        ("http://host/", "small", "a\nb"),
    ],
)
def test_an_endpoint_that_cannot_be_is_refused(url: str, name: str, key: str) -> None:
    with pytest.raises(UsageError):
        Endpoint(url, name, key)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("[]", "not an object"),
        ('{"acts": [1], "themes": []}', "acts: holds what is no object"),
        (answer(act("x") | {"sentence": "1"}), "acts[0].sentence"),
        (answer(act("x") | {"sentence": True}), "acts[0].sentence"),
        (answer(act("x") | {"quote": " "}), "acts[0].quote"),
        (answer(act("x") | {"type": "threat"}), "threat"),
        (answer(act("x") | {"polarity": "maybe"}), "maybe"),
        (answer(act("x") | {"polarity": []}), "acts[0]"),
        (answer(act("x") | {"addressees": "all"}), "addressees"),
        (answer(themes=({"sentence": 1, "theme": "debt"},)), "themes[0].cue: missing"),
    ],
)
def test_an_answer_out_of_form_is_named(said: str, told: str) -> None:
    with pytest.raises(MalformedAnswer) as error:
        parse(said)
    assert told in str(error.value)


def test_it_travels_to_workers(model: LanguageModel) -> None:
    assert pickle.loads(pickle.dumps(model)) == model


def test_the_rules_import_nothing_of_it() -> None:
    code = (
        "import sys, kg.extracting, kg.building.documents\n"
        "sys.exit('urllib.request' in sys.modules or any('language_model' in m for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
