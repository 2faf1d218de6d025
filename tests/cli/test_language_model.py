"""A language model of one's own, from the command line to the graph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from stand_in_model import StandIn, act, answer, fails, serving

from kg.building.documents import extract_source
from kg.cli import main
from kg.iris import Iris
from kg.linking import load_gazetteer
from kg.mapping.document import document_quads, nquads
from kg.reading import read_source
from kg.settings import ModelSettings, Settings
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
    settings = Settings(model=ModelSettings(server.url, "small"))
    record = extract_source(source, settings).record
    assert record is not None
    block = nquads(document_quads(record, Iris(), load_gazetteer(), rules="0" * 16))
    assert validate(block).conforms
    assert b'"llm:small"' in block
    assert b'"rules"' not in block


def test_a_build_by_a_model_takes_nothing_over_from_the_rules(  # type: ignore[no-untyped-def]
    run, server: StandIn, documents: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    path = documents / "assembly.txt"
    arguments = ("build", path, "--store", store, "--workers", 1, "--json")
    server.answers(answer(act("welcomed the Political Declaration", "position")))
    for extractor, reused, asked in (("rules", 0, False), ("llm", 0, True), ("llm", 1, True)):
        code, out, _ = run(*arguments, "--extractor", extractor)
        assert (code, json.loads(out)["reused"]) == (0, reused)
        assert bool(server.requests) is asked
    query = "SELECT ?e { ?r <https://w3id.org/rostrum/ontology#extractor> ?e }"
    assert run("sparql", query, "--store", store, "--format", "csv")[1].split() == [
        "e",
        "llm:small",
    ]


def test_a_build_whose_model_is_gone_leaves_the_old_graph(  # type: ignore[no-untyped-def]
    run, server: StandIn, documents: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    arguments = ("build", documents / "assembly.txt", "--store", store, "--workers", 1)
    assert run(*arguments)[0] == 0
    before = run("info", "--store", store)[1]
    server.script = [fails(403)]
    code, _, err = run(*arguments, "--extractor", "llm")
    assert (code, "refuses the key" in err, "secret" in err) == (3, True, False)
    assert run("info", "--store", store)[1] == before


def test_a_cluster_is_not_for_models(run, server: StandIn, documents: Path) -> None:  # type: ignore[no-untyped-def]
    code, _, err = run("build", documents, "--cluster", "tcp://x:1", "--extractor", "llm")
    assert (code, "by the rules only" in err) == (2, True)
