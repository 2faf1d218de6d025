from __future__ import annotations

import json
import textwrap

import pytest

from kg.model.layout import Form, Layout, Role
from kg.reading import lay_out, read_source

TEXT = """United Nations
A/RES/78/300
Seventy-eighth session
Agenda item 12
Resolution adopted by the General Assembly on 21 December 2023
[without reference to a Main Committee (A/78/L.12)]
78/300.\tFish and its place in the world
The General Assembly,
Recalling its earlier resolutions on fish,
Deeply concerned at the loss of:
(a)\tCod;
(b)\tHerring,
1.\tDecides to protect all fish;
2.\tRequests the Secretary-General:
(a)\tTo report on:
(i)\tNets;
(ii)\tBoats;
(b)\tTo keep the matter under review.
Follow-up
3.\tDecides to include the item in its agenda.
50th plenary meeting
21 December 2023
Annex
Declaration on fish
We, the Heads of State and Government, gathered here, declare as follows:
1.\tWe commit to eating less fish.
(a)\tWe will act at once.
"""


def layout(text: str, name: str = "resolution") -> Layout:
    return lay_out(read_source(text.encode(), name, f"{name}.txt"))


def test_paragraphs_have_type_number_and_level() -> None:
    page = layout(TEXT)
    assert page.form is Form.RESOLUTION
    operative = [(b.number, b.level) for b in page.blocks if b.role is Role.OPERATIVE]
    assert operative == [
        ("1", 1), ("2", 1), ("(a)", 2), ("(i)", 3), ("(ii)", 3), ("(b)", 2), ("3", 1), ("1", 1), ("(a)", 2),
    ]  # fmt: skip
    preambular = [
        (b.number, page.read(b.span)[:12]) for b in page.blocks if b.role is Role.PREAMBULAR
    ]
    assert preambular == [
        (None, "The General "),
        (None, "Recalling it"),
        (None, "Deeply conce"),
        ("(a)", "(a) Cod;"),
        ("(b)", "(b) Herring,"),
        (None, "We, the Head"),
    ]
    headings = [page.read(b.span) for b in page.blocks if b.role is Role.HEADING]
    assert headings == ["Follow-up", "Annex", "Declaration on fish"]


def test_the_head_gives_symbol_title_date_and_meeting() -> None:
    page = layout(TEXT)
    keys = ("symbol", "title", "date", "session", "meetings", "body")
    assert {key: page.fact(key) for key in keys} == {
        "symbol": "A/RES/78/300",
        "title": "Fish and its place in the world",
        "date": "2023-12-21",
        "session": "78",
        "meetings": "50",
        "body": "General Assembly",
    }


def test_council_resolutions() -> None:
    page = layout(
        "Resolution 2999 (2024)\nAdopted by the Security Council at its 9999th meeting, on 20 December 2024\n"
        "The Security Council,\nReaffirming all its texts on fish,\n1.\tDecides that all States shall protect fish;\n"
        "2.\tDecides to remain seized of the matter.\n"
    )
    assert page.form is Form.RESOLUTION
    keys = ("symbol", "date", "meetings", "body")
    assert {key: page.fact(key) for key in keys} == {
        "symbol": "S/RES/2999(2024)",
        "date": "2024-12-20",
        "meetings": "9999",
        "body": "Security Council",
    }


def test_typed_paragraphs_are_read_from_their_json() -> None:
    rows = [
        {"text": "78/300.\tFish", "type": "title", "prefix": None, "heading_level": None},
        {"text": "The General Assembly,", "type": "paragraph", "prefix": None},
        {"text": 'Recalling “fish”\nand "chips" by name,', "type": "paragraph", "prefix": None},
        {
            "text": "Decides to protect fish;",
            "type": "paragraph",
            "prefix": "1.",
            "heading_level": None,
        },
        {"text": "Ends", "type": "heading", "prefix": "I.", "heading_level": 1},
        {
            "text": "Requests a report.",
            "type": "paragraph",
            "prefix": "2.",
            "links": [["x", "https://example.org"]],
        },
    ]
    for raw in (json.dumps(rows), json.dumps(rows, ensure_ascii=False)):
        page = layout(raw)
        assert page.form is Form.RESOLUTION
        read = [page.read(b.span) for b in page.blocks]
        assert read[2] == "Recalling “fish” and “chips” by name,"
        assert [b.number for b in page.blocks if b.role is Role.OPERATIVE] == ["1", "2"]
        assert "example" not in page.plain
        assert len(page.plain) == len(raw)
        sentence = page.sentences[2]
        assert page.read(sentence.span) == read[2]


def test_hard_wrapped_resolutions_keep_their_paragraphs() -> None:
    more = " and the place that it has held in the lives of men and women in every land since the beginning of the world"
    long = TEXT.replace(
        "earlier resolutions on fish", f"earlier resolutions on fish{more}"
    ).replace("protect all fish", f"protect all fish{more}")
    lines = (textwrap.fill(line, 70, break_on_hyphens=False) for line in long.split("\n"))
    page = layout("\n".join(lines))
    assert page.form is Form.RESOLUTION
    wanted = [(block.role, block.number) for block in layout(long).blocks]
    assert [(block.role, block.number) for block in page.blocks] == wanted


PRINTED = """\
United Nations A/RES/77/900
General Assembly Distr.: General
19 December 2022
Seventy-seventh session
Agenda item 99
Resolution adopted by the General Assembly on 15 December 2022
[on the report of the Third Committee (A/77/461, para. 30)]
77/900. Improving the coordination of efforts to keep wells
clean
The General Assembly,
Recalling all its previous resolutions on the matter, including resolution 64/293 of
30 July 2010,
Deeply concerned that the wells are dry,
I
Coordination
1. Urges Member States that have not yet done so to consider digging, in
cooperation with villages, as agreed in paragraph 3
below;1
2. Calls upon Governments to:
(a) Strengthen their pumps;
__________________
1 United Nations, Treaty Series, vol. 2237, No. 39574.
A/RES/77/900
Improving the coordination of efforts to keep wells clean
22-28800 2/3
(b) Share the following:
(i) Pipes;
II
Follow-up
3. Requests the Secretary-General to report.
54th plenary meeting
15 December 2022
"""


def test_a_printed_page_is_read_as_its_paragraphs() -> None:
    page = layout(PRINTED)
    facts = {key: fact.value for key, fact in page.facts.items()}
    assert facts["symbol"] == "A/RES/77/900"
    assert facts["title"] == "Improving the coordination of efforts to keep wells clean"
    governed = [
        (b.number, page.read(b.span)[-13:]) for b in page.blocks if b.role is Role.OPERATIVE
    ]
    assert governed == [
        ("1", "aph 3 below;1"),
        ("2", "vernments to:"),
        ("(a)", " their pumps;"),
        ("(b)", "he following:"),
        ("(i)", "(i) Pipes;"),
        ("3", "al to report."),
    ]
    headed = [page.read(b.span) for b in page.blocks if b.role is Role.HEADING]
    assert headed == ["I", "Coordination", "II", "Follow-up"]


@pytest.mark.parametrize(
    ("text", "symbol", "body", "title"),
    [
        (
            "United Nations S/RES/2900 (2017)\nSecurity Council Distr.: General\nResolution 2900 (2017)\n"
            "Adopted by the Security Council at its 8111th meeting, on\n21 November 2017\n"
            "The Security Council,\nActing under Chapter VII of the Charter,\n1. Demands that all parties to the fighting within the\n"
            "cease fire;\n2. Decides to remain seized of the matter.\n",
            "S/RES/2900(2017)", "Security Council", "Resolution 2900 (2017)",
        ),
        (
            "United Nations E/RES/2019/99\nEconomic and Social Council Distr.: General\n2019 session\n"
            "Resolution adopted by the Economic and Social Council\non 23 July 2019\n"
            "2019/99. Promoting wells\nThe Economic and Social Council,\nNoting the work of the Office,\n"
            "1. Encourages Member States to dig;\n2. Invites donors to provide funds.\n",
            "E/RES/2019/99", "Economic and Social Council", "Promoting wells",
        ),
        (
            "United Nations A/HRC/RES/50/99\nHuman Rights Council\nFiftieth session\n"
            "Resolution adopted by the Human Rights Council\non 7 July 2022\n50/99. Wells and rights\n"
            "The Human Rights Council,\nGuided by the Charter,\n1. Condemns the drying of wells;\n"
            "2. Decides to continue.\n[Adopted without a vote.]\n",
            "A/HRC/RES/50/99", "Human Rights Council", "Wells and rights",
        ),
        (
            "999 (IV). Wells for all\nThe General Assembly\nApproves the annexed plan;\n"
            "Requests the Secretary-General to dig.\nTwo hundred and sixty-fourth plenary meeting,\n"
            "2 December 1949.\n",
            "A/RES/999(IV)", "General Assembly", "Wells for all",
        ),
    ],
)  # fmt: skip
def test_resolutions_of_every_body_name_themselves(
    text: str, symbol: str, body: str, title: str
) -> None:
    page = layout(text)
    assert page.form is Form.RESOLUTION
    facts = {key: fact.value for key, fact in page.facts.items()}
    assert (facts["symbol"], facts["body"], facts["title"]) == (symbol, body, title)
    governed = [b for b in page.blocks if b.role is Role.OPERATIVE]
    assert len(governed) == 2
    assert all(page.read(b.span).endswith((";", ".")) for b in governed)
