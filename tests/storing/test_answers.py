"""Prepared answers are found by every reader, and never differ from what the engine says."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.storing.answers import Answers
from kg.storing.requests import Request

ASKED = Request("ASK {}")


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers.of(tmp_path, "ab" * 32)


def test_an_answer_comes_back_as_it_was_given(answers: Answers) -> None:
    assert answers.get(ASKED, 10) is None
    answers.put(ASKED, 10, b"J", b'{"boolean": true}\n')
    assert answers.get(ASKED, 10) == (b"J", b'{"boolean": true}\n')
    assert answers.holds(ASKED)
    assert [file.suffix for file in answers.folder.iterdir()] == [""]


@pytest.mark.parametrize(
    "other",
    [Request("ASK { }"), Request("ASK {}", table="csv"), Request("ASK {}", default=("urn:a",))],
)
def test_another_request_has_another_answer(answers: Answers, other: Request) -> None:
    answers.put(ASKED, 10, b"J", b"{}")
    assert answers.get(other, 10) is None


def test_a_lower_limit_of_rows_is_the_engine_s_to_judge(answers: Answers) -> None:
    answers.put(ASKED, 10, b"J", b"{}")
    assert answers.get(ASKED, 9) is None
    assert answers.get(ASKED, 11) == (b"J", b"{}")


@pytest.mark.parametrize("at", range(0, 150, 3))
def test_a_damaged_answer_is_none(answers: Answers, at: int) -> None:
    answers.put(ASKED, 10, b"J", b'{"boolean": true}' * 3)
    (file,) = answers.folder.iterdir()
    written = bytearray(file.read_bytes())
    written[at] ^= 1
    file.write_bytes(written)
    found = answers.get(ASKED, 10)
    assert found in (None, (b"J", b'{"boolean": true}' * 3))


def test_answers_to_another_graph_go(answers: Answers, tmp_path: Path) -> None:
    answers.put(ASKED, 10, b"J", b"{}")
    other = Answers.of(tmp_path, "cd" * 32)
    other.put(ASKED, 10, b"J", b"[]")
    other.sweep()
    assert answers.get(ASKED, 10) is None
    assert other.get(ASKED, 10) == (b"J", b"[]")
