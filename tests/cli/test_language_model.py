"""A language model of one's own, from the command line to the graph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from stand_in_model import StandIn, act, answer, fails, serving

from kg.building.documents import extract_source
from kg.cli import main
from kg.extracting.language_model import Endpoint, LanguageModel
from kg.iris import Iris
from kg.linking import load_gazetteer
from kg.mapping.document import document_quads, nquads
from kg.reading import read_source
from kg.validating import validate


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[StandIn]:
    with serving() as stand_in:
        monkeypatch.setenv("ROSTRUM_LLM_URL", stand_in.url)
        monkeypatch.setenv("ROSTRUM_LLM_MODEL", "small")
        monkeypatch.setenv("ROSTRUM_LLM_KEY", "secret")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        yield stand_in


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return call


def test_extracts_with_the_model_of_the_environment(  # type: ignore[no-untyped-def]
    run, server: StandIn, documents: Path, tmp_path: Path
) -> None:
    server.answers(answer(act("welcomed the Political Declaration", "position"), act("invented")))
    code, out, _ = run("extract", documents / "assembly.txt", "--extractor", "llm")
    record = json.loads(out)
    assert (code, record["extractor"]) == (0, "llm:small")
    assert {(one["rule"], one["quote"]) for one in record["acts"]} == {
        ("llm", "welcomed the Political Declaration")
    }
    assert record["outcomes"]
    assert any("“invented”" in one["message"] for one in record["issues"])
    assert set(server.keys) == {"Bearer secret"}
    assert list((tmp_path / "cache").rglob("*.json"))
    assert json.loads(run("extract", documents / "assembly.txt")[1])["extractor"] == "rules"


def test_an_endpoint_that_refuses_ends_with_one_line(run, server: StandIn, documents: Path) -> None:  # type: ignore[no-untyped-def]
    server.script = [fails(401)]
    code, out, err = run("extract", documents, "--extractor", "llm")
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert "refuses the key" in err
    assert "secret" not in err


def test_its_graph_is_valid_and_names_the_run(server: StandIn, documents: Path) -> None:
    pledge = act("her country stands ready to share its registry", "commitment")
    server.answers(answer(pledge))
    path = documents / "assembly.txt"
    source = read_source(path.read_bytes(), path.stem, str(path))
    model = LanguageModel(Endpoint(server.url, "small"), parallel=1)
    record = extract_source(source, model).record
    assert record is not None
    block = nquads(document_quads(record, Iris(), load_gazetteer(), rules="0" * 16))
    assert validate(block).conforms
    assert b'"llm:small"' in block
    assert b'"rules"' not in block
