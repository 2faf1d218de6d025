"""Answers as pages, and the page of all questions."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.asking import question, questions
from kg.asking.contexts import Context
from kg.asking.documentation import markdown
from kg.asking.pages import EVIDENCE, Answered, page, proofs, proved, sheet
from kg.model.table import Cell, Table, Term

HOSTILE = '<script>alert("x")</script>&'
PAGE = Path(__file__).parents[2] / "docs" / "questions.md"


class Tags(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(cell: Cell) -> str:
    return cell.value if cell else ""


def table(*columns: str) -> Table:
    return Table(columns, (tuple(Term("literal", f"{HOSTILE}{name}") for name in columns),))


@pytest.mark.parametrize("columns", [("actor", *EVIDENCE), ("label", "states")])
def test_nothing_in_an_answer_becomes_markup(columns: tuple[str, ...]) -> None:
    asked = question("commitments-of-a-party")
    written = page(asked, {"party": [HOSTILE]}, table(*columns), shown, HOSTILE)
    found = Tags()
    found.feed(written)
    assert "script" not in found.tags
    assert found.text.count(HOSTILE) >= len(columns) + 2
    assert "http" not in written  # the page needs nothing from elsewhere
    assert ("blockquote" in found.tags) == (len(columns) > 2)


def test_nothing_around_a_sentence_becomes_markup() -> None:
    answer = Table(EVIDENCE, (tuple(Term("literal", each) for each in (HOSTILE, "d", "5", "9")),))
    around = {("d", 5, 9): Context(f"before {HOSTILE}", f"after {HOSTILE}")}
    asked = question("commitments-of-a-party")
    written = sheet(Answered(asked, {}, answer, "", "<svg></svg>", HOSTILE, around, HOSTILE), shown)
    found = Tags()
    found.feed(written)
    assert "script" not in found.tags
    assert found.tags.count("mark") == found.tags.count("figure") == 1
    assert found.text.count(HOSTILE) == 5
    assert f"“before {HOSTILE} {HOSTILE} after {HOSTILE}”" in found.text


def test_a_row_without_its_evidence() -> None:
    [(cells, proof)] = proofs(table("actor", *EVIDENCE), shown)
    assert cells == [f"{HOSTILE}actor"]
    assert proof.startswith("“")
    assert not proved(table("label", "states"))


def test_the_page_of_questions_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(), (
        "make it anew: python -m kg.asking.documentation > docs/questions.md"
    )


def test_every_question_can_be_found() -> None:
    assert len(questions()) >= 36
    for asked in questions():
        assert asked.tags, asked.name
        assert asked.examples or not asked.parameters, asked.name
