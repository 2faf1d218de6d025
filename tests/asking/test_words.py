"""Questions in words: what the question files list is understood, what they do not is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.asking import Question, bind, questions
from kg.asking.choices import choices, regions
from kg.asking.lexicon import LEXICON
from kg.asking.named import slots
from kg.asking.words import understand
from kg.linking.themes import themes
from kg.resources import rows, values

PHRASINGS = Path(__file__).parent / "phrasings.tsv"
FILLED = {
    "party": "Kenya", "group": "the African Group", "theme": "human trafficking",
    "region": "Caribbean", "instrument": "the Paris Agreement", "document": "GA/12388",
    "body": "the Security Council", "sdg": "SDG 14", "date": "2015", "decimal": "0.8",
    "stance": "support", "iri": "https://w3id.org/rostrum/meeting/GA/76/46",
}  # fmt: skip
SECOND = {"party": "Brazil", "theme": "migration", "instrument": "A/RES/76/7"}


def filled(asked: Question, way: str) -> str:
    used: list[str] = []

    def name(match: re.Match[str]) -> str:
        parameter = asked.parameter(match[1])
        type_ = parameter.type if parameter else "stance"
        again = type_ in used
        used.append(type_)
        return SECOND[type_] if again and type_ in SECOND else FILLED[type_]

    return re.sub(r"\{(\w+)\}", name, way)


WAYS = [(asked, way) for asked in questions() for way in asked.asks if "{meeting}" not in way]


@pytest.mark.parametrize(("asked", "way"), WAYS, ids=[way for _, way in WAYS])
def test_what_a_question_file_lists_is_understood(asked: Question, way: str) -> None:
    words = filled(asked, way)
    found = understand(words)
    readings = [*([found.chosen] if found.chosen else []), *found.alternatives]
    assert asked.name in [one.question.name for one in readings], words
    if found.chosen is not None:
        assert found.chosen.question.name == asked.name, words
        bind(found.chosen.question, found.chosen.values)


def test_every_question_can_be_asked_in_words() -> None:
    assert [asked.name for asked in questions() if not asked.asks] == []


def test_the_lexicon_leads_to_what_there_is() -> None:
    known = {"region": set(regions()), "stance": set(choices("stance")), "theme": set(themes())}
    for row in rows(LEXICON):
        assert row["kind"] in {"word", "stop", "beyond", *known}
        assert values(row["words"])
        if row["kind"] in known:
            assert row["meaning"] in known[row["kind"]], row


@pytest.mark.parametrize(
    "words",
    [
        "What is the capital of France?",
        "Who is the Secretary-General?",
        "Best pasta recipe",
        "Translate this into Spanish",
        "",
        "?",
        "the the the",
        "Is it true?",
        "How many people live in Kenya?",
        "Who will win the election in Brazil?",
        "Show me the weather in Geneva",
    ],
)
def test_what_no_question_answers_is_refused(words: str) -> None:
    assert understand(words).chosen is None


def test_a_denied_question_is_another_question() -> None:
    found = understand("Which States never pledged money for refugees?").chosen
    assert found is None or found.question.name != "pledged-amounts"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("silent between 2001 and 2005", {"since": "2001-01-01", "until": "2006-01-01"}),
        ("in 2019", {"since": "2019-01-01", "until": "2020-01-01"}),
        ("after 2019", {"since": "2020-01-01"}),
        ("before 2019", {"until": "2019-01-01"}),
        ("since 2019-05-04", {"since": "2019-05-04"}),
    ],
)
def test_periods(words: str, expected: dict[str, str]) -> None:
    found = {name: value for slot in slots(words) for name, value in slot.options}
    assert found == expected


@settings(deadline=None)  # the first call reads the registers
@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(words: str) -> None:
    found = understand(words)
    assert found.chosen is not None or found.reason
