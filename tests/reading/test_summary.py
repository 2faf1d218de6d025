from __future__ import annotations

import pytest

from kg.model.layout import Form, Layout, Role
from kg.reading import lay_out, read_source

MODERN = """\
United Nations	A/C.3/76/SR.99
General Assembly
Seventy-sixth session
Official Records
Distr.: General
16 November 2021
Original: English
Third Committee
Summary record of the 99th meeting
Held at Headquarters, New York, on Friday, 8 October 2021, at 10 a.m.
Chair: Mr. Roe . . . . . . . . (Norway)
Contents
Agenda item 28: Advancement of women (continued)
This record is subject to correction.
A/C.3/76/SR.99
2/9	21-14313
The meeting was called to order at 10.05 a.m.
Agenda item 28: Advancement of women (continued) (A/76/38 and A/C.3/76/L.2)
1.	Ms. Doe (Slovenia) said that no country was equal yet.
2.	The Chair said that one list of speakers was open: it would close at noon.
3.	It was so decided.
4.	Mr. Wu (China), referring to the report (A/76/115), praised the work done.
Statements made in exercise of the right of reply
5.	Mr. Poe (Cuba) regretted those remarks.
6.	A recorded vote was taken on draft resolution A/C.3/76/L.2.
In favour:
	Cuba, Norway, Slovenia.
Against:
	China.
7.	Draft resolution A/C.3/76/L.2 was adopted by 3 votes to 1.
The meeting rose at 12.55 p.m.
"""

OLD = """\
GENERAL
ASSEMBLY
SIXTH SESSION
THIRD COMMITTEE, 386th
MEETING
Monday, 14 January 1952, at 10.30 a.m.
CONTENTS
Page
Refugees and stateless persons (concluded) . . . . . 229
Chairman: Mrs. Ana ROE (Chile).
Refugees and stateless persons (concluded)
1. The CHAIRMAN called for a vote on the draft.
Paragraph 1 was adopted by 32 votes to none, with 4 abstentions.
2. Mr. DOE (Norway) stated that his delegation had been absent.
3. Miss POE (Cuba) thanked the High Commissioner.
The meeting rose at 1 p.m.
"""


def layout(text: str, name: str = "record") -> Layout:
    return lay_out(read_source(text.encode(), name, f"{name}.txt"))


def values(page: Layout) -> dict[str, str]:
    return {key: fact.value for key, fact in page.facts.items()}


def test_a_modern_record_says_which_meeting_it_is() -> None:
    page = layout(MODERN)
    assert page.form is Form.SUMMARY
    assert values(page) == {
        "symbol": "A/C.3/76/SR.99",
        "body": "Third Committee",
        "session": "76",
        "meetings": "99",
        "date": "2021-10-08",
        "title": "Advancement of women",
    }


def test_a_record_of_1952_has_neither_symbol_nor_title_and_is_known_by_its_turns() -> None:
    page = layout(OLD)
    assert page.form is Form.SUMMARY
    assert values(page) == {
        "body": "Third Committee",
        "session": "6",
        "meetings": "386",
        "date": "1952-01-14",
        "title": "Refugees and stateless persons",
    }


def test_paragraphs_stand_without_their_numbers_and_the_own_lines_of_the_record_apart() -> None:
    page = layout(MODERN)
    told = [(b.number, page.read(b.span)[:12]) for b in page.blocks if b.role is Role.PARAGRAPH]
    assert told == [("1", "Ms. Doe (Slo"), ("2", "The Chair sa"), ("4", "Mr. Wu (Chin"), ("5", "Mr. Poe (Cub")]  # fmt: skip
    own = [page.read(b.span) for b in page.blocks if b.role is Role.HEADING]
    assert own[-8:] == [
        "Statements made in exercise of the right of reply",
        "A recorded vote was taken on draft resolution A/C.3/76/L.2.",
        "In favour:",
        "Cuba, Norway, Slovenia.",
        "Against:",
        "China.",
        "Draft resolution A/C.3/76/L.2 was adopted by 3 votes to 1.",
        "The meeting rose at 12.55 p.m.",
    ]


@pytest.mark.parametrize(("cut", "told"), [(2, 2), (4, 3)])
def test_a_short_record_is_one_too(cut: int, told: int) -> None:
    lines = MODERN.split("\n")
    page = layout("\n".join([*lines[:17], *lines[18 : 18 + cut], lines[-2]]))
    assert page.form is Form.SUMMARY
    assert sum(block.role is Role.PARAGRAPH for block in page.blocks) == told


def test_a_file_name_gives_the_symbol_where_the_text_begins_with_the_first_paragraph() -> None:
    body = MODERN.split("\n", 16)[16]
    assert values(layout(body, "A_C.3_76_SR.99"))["symbol"] == "A/C.3/76/SR.99"


def test_press_coverage_that_names_delegates_is_no_record() -> None:
    text = (
        "The Third Committee met today to discuss the advancement of women.\n\n"
        + "\n\n".join(
            f"Mr. ROE{n} (Norway) said that his country had ratified the Convention."
            for n in "ABCDE"
        )
        + "\n\nThe Committee will meet again at 10 a.m. on Monday, 11 October."
    )
    assert layout(text).form is Form.COVERAGE


def test_an_excerpt_leaves_paragraphs_out() -> None:
    text = MODERN.replace("4.\tMr. Wu", "…\n62.\tMr. Wu").replace("5.\tMr. Poe", "118.\tMr. Poe")
    told = [b.number for b in layout(text).blocks if b.role is Role.PARAGRAPH and b.number]
    assert told == ["1", "2", "62", "118"]


def test_a_council_that_counts_by_years_states_its_year() -> None:
    text = (
        "E/2019/SR.5\nEconomic and Social Council\nSummary record of the 5th meeting\n"
        "Held at Headquarters, New York, on Tuesday, 26 February 2019, at 10 a.m.\n"
        "1. Mr. Roe (Norway) said that wells were dry.\n"
    )
    facts = values(layout(text))
    assert (facts["session"], facts["meetings"], facts["body"]) == (
        "2019", "5", "Economic and Social Council")  # fmt: skip


@pytest.mark.parametrize(
    "body", ["Committee against Torture", "Committee on Information", "Third Committee"]
)
def test_a_body_may_have_a_name_that_begins_like_a_small_word(body: str) -> None:
    head = f"United Nations CAT/C/SR.1200\n\n{body}\nFifty-first session\n\nSummary record of the 1200th meeting\n\n"
    said = "Mr. Roe (Norland) said that the report was thin and that the body should ask again."
    text = head + "\n\n".join(f"{number}. {said}" for number in range(1, 20))
    layout = lay_out(read_source(text.encode(), "x", "x.txt"))
    assert layout.fact("body") is not None
    assert layout.facts["body"].value == body
