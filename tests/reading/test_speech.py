from __future__ import annotations

import pytest

from kg.model.layout import Form, Layout, Role
from kg.reading import lay_out, read_source

SPEECH = (
    "Mr. President,\n\nI congratulate you on your election. We in Norland share your hopes for this Assembly.\n\n"
    "Our country has always stood by the United Nations. We will go on doing so.\n"
)


def layout(text: str, name: str = "speech") -> Layout:
    return lay_out(read_source(text.encode(), name, f"{name}.txt"))


def test_the_name_of_a_file_is_a_stated_fallback() -> None:
    page = layout(SPEECH, "NOR_76_2021")
    assert page.form is Form.SPEECH
    assert {key: page.fact(key) for key in ("country", "session", "year")} == {
        "country": "NOR",
        "session": "76",
        "year": "2021",
    }
    assert page.facts["country"].span is None


@pytest.mark.parametrize(
    ("head", "speaker", "post"),
    [
        ("NORLAND\n\nStatement by\n\nH.E. Mr. John Roe\nPrime Minister of Norland\n\nat the\n79th Session of the General Assembly\n\nNew York, 27 September 2024\n\n", "John Roe", "Prime Minister of Norland"),
        ("Address by His Eminence Cardinal John Roe\nSecretary of State of Norland\nat the General Debate of the\n79th Session of the United Nations General Assembly\nNew York, 27 September 2024\n\n", "John Roe", "Secretary of State of Norland"),
        ("Address by Prime Minister ROE John\nat the Seventy-ninth Session of the General Assembly\n27 September 2024\n\n", "ROE John", "Prime Minister"),
    ],
)  # fmt: skip
def test_title_pages_name_speaker_post_session_and_date(head: str, speaker: str, post: str) -> None:
    page = layout(head + SPEECH)
    assert page.form is Form.SPEECH
    facts = {key: page.fact(key) for key in ("speaker", "post", "session", "date")}
    assert facts == {"speaker": speaker, "post": post, "session": "79", "date": "2024-09-27"}
    first = next(block for block in page.blocks if block.role is Role.PARAGRAPH)
    assert page.read(first.span) == "Mr. President,"


def test_printed_paragraph_numbers_are_kept() -> None:
    page = layout(
        SPEECH + "105.\tI recall that we asked the Assembly for help.\n106.\tOur people thank it.\n"
    )
    numbers = [block.number for block in page.blocks if block.number]
    assert numbers == ["105", "106"]


def test_summaries_in_the_third_person_are_speeches_too() -> None:
    page = layout(
        "Mr. ROE said that the hopes of the peoples had not been met.\n"
        "37.\tThe crisis in Estland had been a threat. Much remained to be done.\n"
        "38.\tHis delegation would support the proposal in the General Assembly.\n",
        "NOR_04_1949",
    )
    assert page.form is Form.SPEECH
    assert "third person" in page.issues[0].message


def test_two_columns_of_scanned_text_are_joined() -> None:
    page = layout(
        "First of all, on behalf of the\nGovernment and people of Norland,\nI should like to extend to you, Sir, our\n"
        "congratulations on your election as President of the fifty-\nsecond session of the General Assembly. My\n"
        "delegation has confi-\ndence in the work that the Assembly will\ncarry out, and my country\n"
        "will do its part, as it has\nalways done.\n"
    )
    assert [page.read(sentence.span) for sentence in page.sentences] == [
        "First of all, on behalf of the Government and people of Norland, I should like to extend to you, Sir, our "
        "congratulations on your election as President of the fifty-second session of the General Assembly.",
        "My delegation has confidence in the work that the Assembly will carry out, and my country will do its part, "
        "as it has always done.",
    ]
