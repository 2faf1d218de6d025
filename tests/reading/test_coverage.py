from __future__ import annotations

import time

import pytest

from kg.model.layout import Form, Layout, Role
from kg.reading import lay_out, read_source


def layout(text: str, name: str = "page") -> Layout:
    return lay_out(read_source(text.encode(), name, f"{name}.txt"))


def roles(page: Layout, role: Role) -> list[str]:
    return [page.read(block.span) for block in page.blocks if block.role is role]


BODY = """
The General Assembly today took up the report of the Council, with delegates urging change.

The representative of Norland said the report was thin.  “It tells us nothing,” she added.

The Assembly will reconvene at 10 a.m. on Friday, 26 November.
"""
MODERN = (
    "Seventy-sixth Session,\n38th & 39th Meetings (AM & PM)\nGA/12388\n23 November 2021\n\n"
    "Delegates in Assembly Call for Thicker Reports\n" + BODY
)
NINETIES = (
    "Press Release\nGA/9327\n\nDELEGATES IN ASSEMBLY CALL FOR THICKER REPORTS\n\n19971007\n\n"
    "Eight Speak in Debate\n"
    + BODY
    + "\n(page 1a follows)\n\nGeneral Assembly Plenary - 1a - Press Release GA/9327\n"
    "27th Meeting (AM) 7 October 1997\n\nStatements\n\nJOHN ROE (Norland) said that was so.\n"
)
TWO_THOUSANDS = (
    "23 November 2009\n\nGeneral Assembly\nGA/10893\n\n"
    "Department of Public Information • News and Media Division • New York\n\n"
    "Sixty-fourth General Assembly\nPlenary\n62nd Meeting (PM)\n\n"
    "Delegates in Assembly Call for Thicker Reports\n" + BODY + "\n* *** *\n"
)
AUDIOVISUAL = (
    "(Part 2) General Assembly: Debate on reports - Plenary Meeting, 76th Session\n\n"
    "Preview Language:   Six Official\n23-Nov-2021 03:36:34\nDelegates call for thicker reports.\n\n"
    "Available Languages: Original, English\nOther Formats\n" + BODY + "Parent ID\nAsset ID"
)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (MODERN, {"symbol": "GA/12388", "date": "2021-11-23", "session": "76", "meetings": "38,39", "parts": "AM,PM"}),
        (NINETIES, {"symbol": "GA/9327", "date": "1997-10-07", "meetings": "27", "parts": "AM", "body": "General Assembly"}),
        (TWO_THOUSANDS, {"symbol": "GA/10893", "date": "2009-11-23", "session": "64", "meetings": "62", "parts": "PM", "body": "General Assembly"}),
        (AUDIOVISUAL, {"symbol": None, "date": "2021-11-23", "session": "76", "body": "General Assembly"}),
        (BODY, {"symbol": None, "date": None, "session": None, "title": None}),
    ],
)  # fmt: skip
def test_headers_of_every_era(text: str, facts: dict[str, str | None]) -> None:
    page = layout(text)
    assert page.form is Form.COVERAGE
    assert {key: page.fact(key) for key in facts} == facts
    assert "The representative of Norland said the report was thin." in [
        page.read(sentence.span) for sentence in page.sentences
    ]


@pytest.mark.parametrize("text", [MODERN, NINETIES, TWO_THOUSANDS])
def test_the_headline_is_found(text: str) -> None:
    title = layout(text).fact("title")
    assert title is not None
    assert title.lower() == "delegates in assembly call for thicker reports"


def test_facts_point_at_their_words() -> None:
    page = layout(MODERN)
    spans = {key: fact.span for key, fact in page.facts.items() if fact.span}
    assert page.read(spans["symbol"]) == "GA/12388"
    assert page.read(spans["session"]) == "Seventy-sixth Session"


def test_furniture_is_blank_but_stays_a_block() -> None:
    page = layout(AUDIOVISUAL)
    assert "Preview" not in page.plain
    assert len(page.plain) == len(page.source.text)
    furniture = [page.source.quote(b.span) for b in page.blocks if b.role is Role.FURNITURE]
    assert "Parent ID" in furniture
    assert "23-Nov-2021 03:36:34" in furniture


def test_markdown_marks_are_blank() -> None:
    page = layout(
        "GA/11737\n23 November 2015\n\n# Delegates Call for Thicker Reports\n"
        + BODY
        + "\n## Statements\n\n"
        "**JOHN ROE** (Norland) said that the [report](https://example.org/r) was *thin*.\n"
    )
    assert page.fact("title") == "Delegates Call for Thicker Reports"
    assert page.read(page.sentences[-1].span) == "JOHN ROE (Norland) said that the report was thin."
    assert "Statements" in roles(page, Role.HEADING)


def test_a_resolution_quoted_in_full_keeps_its_structure() -> None:
    page = layout(
        MODERN
        + "\nThe full text reads as follows:\n\n“The Security Council,\n\n“Recalling its earlier texts,\n\n"
        "“1.   Decides to extend the mission;\n\n“(a)  in part; and\n\n“2.   Decides to remain seized of it.”\n\n"
        "The representative of Estland said she agreed.\n"
    )
    assert page.form is Form.COVERAGE
    assert [(b.number, b.level) for b in page.blocks if b.role is Role.OPERATIVE] == [
        ("1", 1),
        ("(a)", 2),
        ("2", 1),
    ]
    assert len(roles(page, Role.PREAMBULAR)) == 2
    assert roles(page, Role.PARAGRAPH)[-1].startswith("The representative of Estland")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The following is a near-verbatim transcript of today’s briefing by Jane Roe, Spokesperson.\nGood afternoon.", "briefing"),
        ("The new Permanent Representative of Norland, John Roe, presented his credentials to the Secretary-General today.\nDate of Birth\n1970", "biographical"),
        ("SG/SM/21852\n21 June 2023\nSecretary-General Calls for Calm\nI call for calm. We need it.", "Secretary-General"),
        ("Following is the text of UN Secretary-General Jane Roe’s message on fish day:\nFish matter to us all.", "official"),
        ("The following Security Council press statement was issued today by Council President John Roe:\nThe members spoke.", "press statement"),
        ("The following statement was issued today by the Spokesperson for the Secretary-General:\nShe is saddened.", "spokesperson"),
        ('<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>One</title></item></channel></rss>', "feed"),
    ],
)  # fmt: skip
def test_what_is_no_meeting_is_said_in_one_line(text: str, words: str) -> None:
    page = layout(text)
    assert page.form is Form.OTHER
    assert words in page.issues[0].message
    assert "\n" not in page.issues[0].message


SCRAPED = (
    "DELEGATES IN COMMITTEE CALL FOR THICKER REPORTS\nPress Release\nGA/AB/3098\n"
    "19961023 Eight Speak in Debate; Plans also ConsideredThe Committee was given a thin report, its "
    "Chairman said.In Norland, reports were thicker.\n"
)


def test_a_press_release_is_known_by_its_head_however_short() -> None:
    page = layout(SCRAPED)
    assert page.form is Form.COVERAGE
    assert (page.fact("symbol"), page.fact("date")) == ("GA/AB/3098", "1996-10-23")
    assert "Eight Speak in Debate; Plans also Considered" in roles(page, Role.HEADING)


def test_paragraphs_run_into_one_another_are_parted() -> None:
    said = [layout(SCRAPED).read(sentence.span) for sentence in layout(SCRAPED).sentences]
    assert said[-2:] == [
        "The Committee was given a thin report, its Chairman said.",
        "In Norland, reports were thicker.",
    ]


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        ("Sixty-fifth General Assembly\n\nThird Committee\n\n43rd Meeting (AM)", "Third Committee"),
        ("General Assembly\nCommittee on Information\nThirty-fourth Session\n3rd Meeting (PM)", "Committee on Information"),
        ("Economic and Social Council\nCommission on the Status of Women\nForty-second Session\n2nd Meeting (AM)",
         "Commission on the Status of Women"),
        ("Sixty-fourth General Assembly\nPlenary\n62nd Meeting (PM)", "General Assembly"),
    ],
)  # fmt: skip
def test_the_committee_of_the_header_is_the_body(lines: str, body: str) -> None:
    head = "Department of Public Information • News and Media Division • New York\n\n" + lines
    page = layout(f"{head}\n\nDelegates Call for Thicker Reports than Those Before Them\n{BODY}")
    assert page.fact("body") == body
    assert page.fact("title") == "Delegates Call for Thicker Reports than Those Before Them"


def test_the_first_headline_is_the_title() -> None:
    page = layout("SC/12345\n9734th Meeting (PM)\n\nCouncil Hears of Thin Reports in Norland\n\n"
                  "Norland’s Minister for Reports Urges Much Thicker Ones, Based on Earlier Texts\n" + BODY)  # fmt: skip
    assert page.fact("title") == "Council Hears of Thin Reports in Norland"


def test_straight_quotation_marks_are_read_as_curled_ones() -> None:
    page = layout(MODERN.replace("“", '"').replace("”", '"'))
    assert "“It tells us nothing,” she added." in page.plain
    assert page.source.text.count('"') == 2


def test_a_headline_that_begins_like_a_bodys_name_is_read_at_once() -> None:
    line = "Special Committee on Wells Approves Text Supporting the Norlanders’ ‘Inalienable Right to Draw Water’"
    started = time.perf_counter()
    layout(
        f"2014 Session,\n4th & 5th Meetings (AM & PM)\nGA/COL/9999\n\n{line}\n\nThe Committee met today."
    )
    assert time.perf_counter() - started < 2
