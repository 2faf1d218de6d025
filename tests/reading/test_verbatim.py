from __future__ import annotations

import pytest

from kg.model.layout import Form, Layout, Role
from kg.model.source import Span
from kg.reading import lay_out, read_source
from kg.reading.turns import headings


def layout(text: str, name: str = "record") -> Layout:
    return lay_out(read_source(text.encode(), name, f"{name}.txt"))


def blocks(page: Layout, *wanted: Role) -> list[tuple[str, str]]:
    return [(b.role.value, page.read(b.span)) for b in page.blocks if b.role in wanted]


@pytest.mark.parametrize(
    "heading",
    [
        "The President:",
        "The Acting President:",
        "The PRESIDENT (translated from Spanish):",
        "The Temporary Chairman:",
        "The Secretary-General:",
        "The Deputy Secretary-General:",
        "Mr. Roe (Norland):",
        "Mr Roe (Norland) (spoke in French):",
        "Mrs. De la Roe (Republic of Norland) (spoke in Spanish):",
        "Mr. ROE (Union of Norland) (interpretation from Russian):",
        "Ms. Roe (Department for General Assembly and Conference Management):",
        "Mr. Roe (Norland (Federated States of)):",
        "Sir Mark Roe (Norland) [spoke in English; text provided by the delegation]:",
        "President Roe (spoke in Arabic):",
        "Prince Al-Roe (Norland) (spoke in Arabic) :",
        "Hadiza (spoke in French):",
        "Mr. ROE (Norland):",
        "Mr. Van der Roe:",
    ],
)
def test_speaker_headings_of_every_form(heading: str) -> None:
    text = f"{heading} I thank the Council."
    found = [text[h.span.start : h.span.end] for h in headings(text, Span(0, len(text)))]
    assert found == [heading]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Roe said that the answer was simple: no.",
        "Let me be clear: we agree.",
        "In favour: Norland, Estland",
        "The message is unified and clear: stop.",
        "The President of Norland said this: we agree.",
        "Heads of State; Heads of Government; ladies and gentlemen: welcome.",
    ],
)
def test_colons_in_sentences_are_no_headings(text: str) -> None:
    assert not list(headings(text, Span(0, len(text))))


def test_a_name_that_the_chair_announces_is_a_heading() -> None:
    text = "The President: I now give the floor to Dato Roe.\nDato Roe: I am glad to brief the Council."
    page = layout(text)
    assert [words for _, words in blocks(page, Role.TURN)] == ["The President:", "Dato Roe:"]


def test_speeches_in_one_paragraph_each() -> None:
    page = layout(
        "The President (spoke in French): The Council will now vote. A vote was taken by show of hands. "
        "In favour: Norland, Estland Against: None Abstaining: Wesland \n\n"
        "The President (spoke in French): The draft resolution received 2 votes in favour. "
        "Mr. Roe (Norland): We thank the Security Council. The meeting rose at 10.25 a.m.",
        "S_PV.8701",
    )
    assert page.form is Form.VERBATIM
    assert page.fact("symbol") == "S/PV.8701"
    assert page.facts["symbol"].span is None
    assert page.fact("meetings") == "8701"
    assert blocks(page, Role.TURN, Role.PARAGRAPH, Role.HEADING) == [
        ("turn", "The President (spoke in French):"),
        ("paragraph", "The Council will now vote."),
        ("heading", "A vote was taken by show of hands."),
        ("heading", "In favour: Norland, Estland"),
        ("heading", "Against: None"),
        ("heading", "Abstaining: Wesland"),
        ("turn", "The President (spoke in French):"),
        ("paragraph", "The draft resolution received 2 votes in favour."),
        ("turn", "Mr. Roe (Norland):"),
        ("paragraph", "We thank the Security Council."),
        ("heading", "The meeting rose at 10.25 a.m."),
    ]


PDF = """United Nations
A/79/PV.64
General Assembly
Seventy-ninth session
64th plenary meeting
Wednesday, 16 April 2025, 10 a.m.
New York
The meeting was called to order at 10.05 a.m.
Agenda item 13 (continued)
The Acting President: I now give the floor to the representative of Norland, who wishes to
introduce the draft resolution on fish.
Mr. Roe (Norland) (spoke in French): We have the honour to introduce the draft resolu-
tion on fish, which has the support of all the long-
standing members of our group and of many others who have asked for the imple-
This record contains the text of speeches delivered in English and of the translation of speeches
delivered in other languages. Corrected records will be reissued electronically on the Official
Document System of the United Nations (http://documents.un.org).
25-10019 (E)
*2510019*

\f
A/79/PV.64\t
16/04/2025
2/16\b
25-10019
mentation of earlier resolutions in the long term. It is a long and standing wish of ours.
The Acting President: May I take it that the Assembly wishes to adopt the draft resolution?
It was so decided.
The meeting rose at 11.20 a.m.
"""


def test_hard_wrapped_pages_are_bridged() -> None:
    page = layout(PDF)
    assert page.form is Form.VERBATIM
    facts = {key: page.fact(key) for key in ("symbol", "session", "meetings", "date", "body")}
    assert facts == {
        "symbol": "A/79/PV.64",
        "session": "79",
        "meetings": "64",
        "date": "2025-04-16",
        "body": "General Assembly",
    }
    speech = "\n".join(words for _, words in blocks(page, Role.PARAGRAPH))
    assert "the draft resolution on fish" in speech
    assert "all the long-standing members" in speech
    assert "asked for the implementation of earlier resolutions" in speech
    assert "16/04/2025" not in page.plain
    assert "translation of speeches" not in page.plain
    assert [words for _, words in blocks(page, Role.HEADING)][-2:] == [
        "It was so decided.",
        "The meeting rose at 11.20 a.m.",
    ]
    assert len(page.plain) == len(page.source.text)


def test_labels_that_a_scraper_added_name_the_speaker() -> None:
    speech = "We thank the Security Council. My delegation agrees.\n\n"
    page = layout(f"## spch002 Norland\n\n{speech}## spch003 United_Kingdom_Of_Norland\n\n{speech}")
    assert page.form is Form.VERBATIM
    assert [words for _, words in blocks(page, Role.TURN)] == [
        "Norland",
        "United Kingdom Of Norland",
    ]


def test_a_line_that_slipped_into_a_heading_is_put_right() -> None:
    page = layout(
        "Mr. Roe (Norland): I thank the Security Council.\n"
        "The President (spoke I thank Mr. Roe for his briefing. in French): I now call on Ms. Poe."
    )
    assert [words for _, words in blocks(page, Role.TURN)][1].startswith("The President")
    assert [page.read(s.span) for s in page.sentences][-2:] == [
        "I thank Mr. Roe for his briefing.",
        "I now call on Ms. Poe.",
    ]


HEADED = """\
United Nations
S/PV.9990 (Resumption 1)
Security Council
Seventy-ninth year
9990th meeting
Tuesday, 4 March 2025, 10 a.m.
New York
Agenda
Maintenance of international peace and security
The meeting was resumed at 10.05 a.m.
The President: I now give the floor to the representative of Slovakia.
Ms. Roe (Slovakia): Slovakia will host a centre.
The meeting rose at 10.15 a.m.
"""


def test_a_short_record_is_known_by_its_head_and_a_resumption_by_its_symbol() -> None:
    page = layout(HEADED)
    assert page.form is Form.VERBATIM
    assert {key: fact.value for key, fact in page.facts.items()} == {
        "symbol": "S/PV.9990(Resumption1)",
        "meetings": "9990",
        "date": "2025-03-04",
        "body": "Security Council",
        "title": "Maintenance of international peace and security",
    }


def test_numbers_of_paragraphs_stand_apart_from_headings_and_speech() -> None:
    page = layout(
        "1. The PRESIDENT: I call on the representative of Norland.\n"
        "2. Mr. ROE (Norland): We have three aims:\n"
        "1. Peace;\n"
        "2. Bread.\n"
        "3. That is all.\n"
        "4. Mr. DOE (Estland): We agree.\n"
        "The meeting rose at 1 p.m.\n"
    )
    assert [(b.number, page.read(b.span)) for b in page.blocks if b.role is Role.TURN] == [
        ("1", "The PRESIDENT:"),
        ("2", "Mr. ROE (Norland):"),
        ("4", "Mr. DOE (Estland):"),
    ]
    assert [(b.number, page.read(b.span)) for b in page.blocks if b.role is Role.PARAGRAPH][2:] == [
        (None, "1. Peace;"),
        (None, "2. Bread."),
        ("3", "That is all."),
        (None, "We agree."),
    ]
