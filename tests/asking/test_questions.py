"""The question files: their form, their parameters, and that no value can leave its brace."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.asking import Parameter, bind, question, questions
from kg.asking.binding import term
from kg.asking.reference import ReferenceEngine
from kg.errors import BadParameter, UnknownQuestion
from kg.model.table import Table
from kg.settings import DEFAULT_BASE

NAMES = [found.name for found in questions()]


def test_there_are_questions_with_distinct_names() -> None:
    assert len(NAMES) >= 10
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_documents_itself(name: str) -> None:
    found = question(name)
    assert found.summary
    assert found.description != ""
    assert all(parameter.description for parameter in found.parameters)
    projected = {column for column, _ in found.columns}
    head = found.text.partition("WHERE")[0]
    assert all(f"?{column}" in head for column in projected)
    assert "GRAPH " not in found.text


@pytest.mark.parametrize("name", NAMES)
def test_examples_bind(name: str) -> None:
    found = question(name)
    for example in found.examples:
        values = dict(part.split("=", 1) for part in example.split("; "))
        text = bind(found, {key: [value] for key, value in values.items()})
        assert text != found.text


def test_names_codes_and_iris_mean_the_same() -> None:
    asked = question("commitments-of-a-party")
    texts = {
        bind(asked, {"party": [value]})
        for value in ("Slovakia", "SVK", "SK", "https://w3id.org/rostrum/party/SVK")
    }
    assert len(texts) == 1


def test_several_values() -> None:
    text = bind(question("commitments-of-a-party"), {"party": ["Slovakia", "Kenya"]})
    assert "party/SVK> <https://w3id.org/rostrum/party/KEN>" in text


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("party", "Atlantis"),
        ("date", "2021-13-01"),
        ("integer", "1e9"),
        ("decimal", "a"),
        ("iri", "party/SVK"),
        ("party", "http://a b"),
        ("act-type", "promise"),
    ],
)
def test_a_meaningless_value_is_refused(type_: str, value: str) -> None:
    with pytest.raises(BadParameter, match="x: "):
        term(Parameter("x", type_, False, ""), value, DEFAULT_BASE)


def test_an_unknown_question_names_its_neighbours() -> None:
    with pytest.raises(UnknownQuestion, match="did you mean"):
        question("roster-only-state")


ENGINE = ReferenceEngine('<urn:s> <urn:p> "secret" .\n')


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_text_value_stays_a_value(value: str) -> None:
    """Whatever is written, the query gives back that text and nothing else."""
    bound = term(Parameter("x", "text", False, ""), value, DEFAULT_BASE)
    answer = ENGINE.query(f"SELECT ?x WHERE {{ VALUES ?x {{ {bound} }} }}")
    assert isinstance(answer, Table)
    assert [row[0].value for row in answer.rows if row[0]] == [value]
