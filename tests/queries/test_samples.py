"""Every question on the samples: two engines agree, and the answers are those checked by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sample_answers import CORRECTIONS, SAMPLES, TABLES, Case, answer, cases, joined, rows, write

from kg.asking import Question, bind, questions
from kg.asking.reference import ReferenceEngine
from kg.building.build import BuildReport, Options, build
from kg.model.table import Term
from kg.settings import DEFAULT_BASE, Settings
from kg.storing import generations
from kg.storing.querying import Pool, opened

CASES = cases()
FROZEN = [case for case in CASES if (TABLES / f"{case.name}.csv").exists()]
PROVED = [case for case in CASES if {"sentence", "end"} <= {name for name, _ in case.asked.columns}]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    store = tmp_path_factory.mktemp("samples") / "graph"
    return build([SAMPLES], store, Settings(corrections=CORRECTIONS), Options(workers=1))


@pytest.fixture(scope="module")
def pool(report: BuildReport) -> Iterator[Pool]:
    with opened(report.store) as found:
        yield found


@pytest.fixture(scope="module")
def reference(report: BuildReport) -> ReferenceEngine:
    with generations.reading(report.store) as generation:
        return ReferenceEngine(generation.graph.read_text(encoding="utf-8"))


def test_the_samples_are_built_without_a_violation(report: BuildReport) -> None:
    assert report.exit_code == 0
    assert {built.form for built in report.built} == {
        "coverage",
        "verbatim",
        "speech",
        "resolution",
    }
    left_out = {Path(built.location).name for built in report.not_meetings}
    assert left_out == {"README.md", "db240110.txt"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_engines_agree(case: Case, pool: Pool, reference: ReferenceEngine) -> None:
    ours, theirs = answer(case, pool), answer(case, reference)
    assert ours.columns == theirs.columns
    assert len(ours) > 0
    assert Counter(rows(case, ours)) == Counter(rows(case, theirs))
    if not joined(case):
        assert Counter(ours.rows) == Counter(theirs.rows)


@pytest.mark.parametrize("case", FROZEN, ids=lambda case: case.name)
def test_answers_are_those_checked_by_hand(case: Case, pool: Pool) -> None:
    kept = (TABLES / f"{case.name}.csv").read_text(encoding="utf-8")
    assert write(case, answer(case, pool)) == kept


def test_every_table_belongs_to_a_question() -> None:
    assert {path.stem for path in TABLES.glob("*.csv")} <= {case.name for case in CASES}


@pytest.mark.parametrize("case", PROVED, ids=lambda case: case.name)
def test_a_sentence_stands_where_the_answer_says(
    case: Case, pool: Pool, report: BuildReport
) -> None:
    texts = {
        built.document.strip("<>"): Path(built.location).read_text(encoding="utf-8")
        for built in report.built
        if built.location.endswith(".txt")
    }
    for row in answer(case, pool).mappings():
        sentence, document = _value(row["sentence"]), _value(row["document"])
        if document in texts:
            found = texts[document][int(_value(row["start"])) : int(_value(row["end"]))]
            assert found.split() == sentence.split()
        assert document.startswith(DEFAULT_BASE)


def _value(cell: Term | None) -> str:
    assert cell is not None
    return cell.value


QUICKER = [
    (asked, one.name, value)
    for asked in questions()
    for one in asked.parameters
    if f"# with {one.name}: " in asked.text
    for value in ("human-trafficking", "marine-biodiversity", "sahel")
]


@pytest.mark.parametrize(("asked", "name", "value"), QUICKER, ids=str)
def test_patterns_that_come_with_a_parameter_change_no_row(
    asked: Question, name: str, value: str, pool: Pool
) -> None:
    slow = replace(asked, text=asked.text.replace(f"# with {name}: ", "# "))
    quick, plain = (bind(one, {name: [value]}) for one in (asked, slow))
    assert quick != plain
    assert pool.select(quick).rows == pool.select(plain).rows
