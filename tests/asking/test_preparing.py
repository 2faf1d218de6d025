"""What was prepared is what the store answers, and is forgotten when the graph changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.asking import bind, preparing, question, questions, rows
from kg.building.build import BuildReport, Options, build
from kg.cli import main
from kg.model.table import from_sparql_json
from kg.settings import Limits, Settings
from kg.storing.answers import Answers
from kg.storing.generations import current
from kg.storing.querying import Pool, opened
from kg.storing.requests import Request

YEARLY = "themes-by-year"
OF_A_PARTY = "themes-of-a-party"


@pytest.fixture
def store(documents: Path, tmp_path: Path) -> Path:
    build([documents], tmp_path / "graph", Settings(), Options(workers=1))
    return tmp_path / "graph"


@pytest.fixture(scope="module")
def pool(built: BuildReport) -> Iterator[Pool]:
    engine = Pool(current(built.store).index)
    yield engine
    engine.close()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is slow enough to be kept."""
    monkeypatch.setattr(preparing, "SLOW", 0.0)


def test_questions_without_need_are_asked_as_they_stand() -> None:
    assert list(preparing.askings(question("themes-by-year"))) == [{}]
    assert list(preparing.askings(question(OF_A_PARTY))) == []


def test_each_party_of_the_graph_is_gone_through(pool: Pool) -> None:
    asked = list(preparing.askings(question(OF_A_PARTY), preparing.members(pool, ["party"])))
    given = [values["party"][0] for values in asked]
    assert "https://w3id.org/rostrum/party/SVK" in given
    assert len(given) == len(set(given)) > 100


@pytest.mark.parametrize("type_", sorted(preparing.EACH))
def test_each_value_of_the_graph_can_be_bound(pool: Pool, type_: str) -> None:
    values = preparing.members(pool, [type_])[type_]
    assert values
    assert len(values) == len(set(values))
    asked = next(
        one
        for one in questions()
        if [each.type for each in one.parameters if each.required] in ([type_], [])
        and type_ in {each.type for each in one.parameters}
    )
    given = list(preparing.askings(asked, {type_: values}))
    bound = {bind(asked, one) for one in given if one}
    assert len(bound) == len([one for one in given if one])


@pytest.mark.usefixtures("slow")
def test_kept_answers_are_those_of_the_engine(pool: Pool, tmp_path: Path) -> None:
    answers = Answers.of(tmp_path, "ab" * 32)
    (found,) = preparing.prepare(question(YEARLY), pool, answers)
    assert found.kept
    text = bind(question(YEARLY), {})
    kept = answers.get(Request(text), pool.rows)
    assert kept is not None
    assert from_sparql_json(kept[1]) == rows(pool, text)


def test_quick_answers_are_not_kept(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "SLOW", 1e9)
    answers = Answers.of(tmp_path, "ab" * 32)
    assert not any(found.kept for found in preparing.prepare(question(YEARLY), pool, answers))
    assert not answers.folder.exists()


def test_a_question_past_its_limit_is_named_and_the_others_go_on(
    built: BuildReport, tmp_path: Path
) -> None:
    engine = Pool(current(built.store).index, Limits(query_rows=1))
    (found,) = preparing.prepare(question(YEARLY), engine, Answers.of(tmp_path, "ab" * 32))
    assert "more than 1 rows" in found.failure
    assert not found.kept
    engine.close()


@pytest.mark.usefixtures("slow")
def test_the_command_prepares_and_every_reader_finds_it(
    store: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["prepare", YEARLY, "--store", str(store), "--timeout", "60"])
    assert not ended.value.code
    assert "1 answers kept" in capfd.readouterr().err
    text = bind(question(YEARLY), {})
    with opened(store) as engine:
        expected = engine.answer(text)
        monkeypatch.setattr(Pool, "answer", _never)
        assert rows(engine, text) == from_sparql_json(expected[1])


def test_answers_outlive_a_build_only_with_their_graph(store: Path, documents: Path) -> None:
    generation = current(store)
    answers = generation.answers
    assert answers
    answers.put(Request("ASK {}"), 10, b"J", b"{}")
    build([documents], store, Settings(), Options(workers=1))
    assert current(store) != generation
    assert answers.holds(Request("ASK {}"))
    fewer = store.parent / "fewer"
    shutil.copytree(documents, fewer)
    (fewer / "council.txt").unlink()
    build([fewer], store, Settings(), Options(workers=1))
    assert not answers.holds(Request("ASK {}"))


def test_a_damaged_list_of_hashes_hides_no_graph(store: Path) -> None:
    (current(store).path / "SHA256SUMS").write_text("?")
    assert current(store).answers is None
    with opened(store) as engine:
        assert rows(engine, "ASK { ?s ?p ?o }").rows[0][0]


def _never(*_: object) -> Callable[[], None]:
    raise AssertionError("the engine was asked")
