"""What stands behind a question's rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg.asking import bind, questions, rows
from kg.building.build import BuildReport
from kg.cli import rostrum
from kg.errors import BadParameter, UsageError
from kg.exporting.evidence import everything
from kg.namespaces import NIF, RDF, ROSTRUM
from kg.settings import DEFAULT_BASE
from kg.storing.generations import Generation
from kg.storing.querying import opened


def run(*arguments: object) -> object:
    result = CliRunner().invoke(rostrum, list(map(str, arguments)), standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.return_value


def test_every_question_can_be_asked_for_all_that_it_binds(built: BuildReport) -> None:
    given = {"party": ["SVK"], "one": ["SVK"], "other": ["KEN"], "group": ["G77"]}
    asked = 0
    with opened(built.store) as engine:
        for one in questions():
            needed = {p.name for p in one.parameters if p.required}
            if needed <= given.keys():
                text = bind(one, {name: given[name] for name in needed}, DEFAULT_BASE)
                shown, bound = rows(engine, text), rows(engine, everything(text))
                assert bound.rows or not shown.rows, one.name
                asked += 1
    assert asked > 20


@pytest.fixture(scope="module")
def exported(built: BuildReport, tmp_path_factory: pytest.TempPathFactory) -> list[Quad]:
    file = tmp_path_factory.mktemp("evidence") / "slovakia.nq"
    run("export", "--store", built.store, "--question", "commitments-of-a-party",
        "-p", "party=Slovakia", "-o", file)  # fmt: skip
    return list(parse(file.read_bytes(), format=RdfFormat.N_QUADS))


def test_the_evidence_is_a_part_of_the_graph(exported: list[Quad], generation: Generation) -> None:
    assert set(exported) < set(parse(generation.graph.read_bytes(), format=RdfFormat.N_QUADS))
    types = {
        q.object.value
        for q in exported
        if q.predicate.value == RDF + "type" and isinstance(q.object, NamedNode)
    }
    assert {
        ROSTRUM + name for name in ("Act", "Statement", "TextSpan", "Document", "State")
    } <= types


def test_only_the_acts_of_the_rows_are_there(exported: list[Quad], built: BuildReport) -> None:
    acts = {q.subject.value for q in exported if q.object == NamedNode(ROSTRUM + "Act")}
    held = {
        q.object.value
        for q in exported
        if q.predicate.value == ROSTRUM + "hasAct" and isinstance(q.object, NamedNode)
    }
    assert acts == held
    store = Store()
    store.extend(exported)
    shown = store.query(f"""SELECT ?words {{ GRAPH ?g {{
        ?act a <{ROSTRUM}Act> ; <{ROSTRUM}actor> <{DEFAULT_BASE}party/SVK> ;
             <{ROSTRUM}sentence>/<{NIF}anchorOf> ?words }} }}""")
    with opened(built.store) as engine:
        question = next(one for one in questions() if one.name == "commitments-of-a-party")
        table = rows(engine, bind(question, {"party": ["SVK"]}, DEFAULT_BASE))
    assert table.rows
    sentences = {plain(row["sentence"].value) for row in table.mappings() if row["sentence"]}
    assert {plain(row["words"].value) for row in shown} == sentences


def plain(text: str) -> str:
    return " ".join(text.split())


def test_mistakes_are_one_line(built: BuildReport, tmp_path: Path) -> None:
    store = ("export", "--store", built.store)
    for more, error, says in (
        (("--question", "documents", "--document", "x"), UsageError, "choose one"),
        (("-p", "party=SVK"), UsageError, "add --question"),
        (("--question", "commitments-of-a-party", "-p", "SVK"), UsageError, "NAME=VALUE"),
        (("--question", "documents", "-p", "party=SVK"), BadParameter, "has no parameter"),
        (("--format", "neo4j"), UsageError, "-o FOLDER"),
        (("--format", "neo4j", "-o", tmp_path / "x", "--compress", "zstd"), UsageError, "gzip"),
        (
            ("--shards", "2", "-o", tmp_path / "x", "--gzip", "--compress", "zstd"),
            UsageError,
            "one way",
        ),
    ):
        with pytest.raises(error, match=says):
            run(*store, *more)
    assert not list(tmp_path.iterdir())
