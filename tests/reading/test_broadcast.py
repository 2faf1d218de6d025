from __future__ import annotations

from kg.model.layout import Form, Role
from kg.reading import lay_out, read_source

PACKAGE = """UN / FISH
23-Nov-2021 00:02:31
Delegates in the Assembly called for care of the world's fish.
Available Languages: English
STORY: UN / FISH
TRT: 2:31
SOURCE: UNIFEED
RESTRICTIONS: NONE
LANGUAGE: ENGLISH / NATS
DATELINE: 23 NOVEMBER 2021, NEW YORK CITY
SHOTLIST:
FILE - NEW YORK CITY
1. Wide shot, exterior, Headquarters
23 NOVEMBER 2021, NEW YORK CITY
2. SOUNDBITE (English) Jane Roe, Minister for Fish, Norland:
“Fish matter to us all. We will protect them.”
3. Med shot, delegates
4. SOUNDBITE (French) John Poe, Permanent Representative of Estland: “Nets must go.”
STORYLINE:
The General Assembly today (23 Nov) took up the matter of fish.
The minister from Norland said that fish mattered.
"""


def test_soundbites_are_quotations_with_a_speaker() -> None:
    page = lay_out(read_source(PACKAGE.encode(), "x", "x.txt"))
    assert page.form is Form.COVERAGE
    spoken = [
        (block.role.value, page.read(block.span))
        for block in page.blocks
        if block.role in (Role.TURN, Role.PARAGRAPH)
    ]
    assert spoken == [
        ("paragraph", "Delegates in the Assembly called for care of the world's fish."),
        ("turn", "2. SOUNDBITE (English) Jane Roe, Minister for Fish, Norland:"),
        ("paragraph", "“Fish matter to us all. We will protect them.”"),
        ("turn", "4. SOUNDBITE (French) John Poe, Permanent Representative of Estland:"),
        ("paragraph", "“Nets must go.”"),
        ("paragraph", "The General Assembly today (23 Nov) took up the matter of fish."),
        ("paragraph", "The minister from Norland said that fish mattered."),
    ]
    assert page.fact("title") == "UN / FISH"
    assert page.fact("date") == "2021-11-23"
    assert "Med shot" not in page.plain
