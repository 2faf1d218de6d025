from __future__ import annotations

import pytest

from kg.extracting.instruments import instruments, key, symbols
from kg.model.layout import Form

NAMED = [
    ("They called for the Sendai Framework for Disaster Risk Reduction 2015-2030 to be funded.",
     ["Sendai Framework for Disaster Risk Reduction 2015-2030"]),
    ("Under the Kuala Lampa Convention on Lakes and the Oslo Protocol, States must report.",
     ["Kuala Lampa Convention on Lakes", "Oslo Protocol"]),
    ("She cited the 2030 Agenda for Sustainable Development and the Paris Agreement.",
     ["2030 Agenda for Sustainable Development", "Paris Agreement"]),
    ("The Antigua and Barbuda Agenda must guide us.", ["Antigua and Barbuda Agenda"]),
    ("Recalling Security Council resolutions 242 (1967) and 338 (1973), he urged talks.",
     ["Security Council resolution 242 (1967)", "Security Council resolution 338 (1973)"]),
    ("He introduced a draft resolution titled “Sport for peace” (document A/77/L.28).",
     ["Sport for peace"]),
    ("He spoke on the Secretary-General’s report on small arms.",
     ["Secretary-General’s report on small arms"]),
    ("A new Programme of Action is needed, and the next Programme of Action must be funded.",
     ["new Programme of Action"]),
    ("The Minister praised the Ruritanian-led Vaduz Plan of Action for Mountain Peoples.",
     ["Ruritanian-led Vaduz Plan of Action for Mountain Peoples"]),
    ("The Committee had before it a paper titled “Elements of a possible way forward”.",
     ["Elements of a possible way forward"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_finds_the_texts_that_are_named(lay, gazetteer, text, names):
    layout = lay(text)
    found = instruments(layout, gazetteer.mentions(layout.plain), gazetteer)
    assert [one.name for one in found] == names


UNNAMED = [
    "The agreement between the two sides is fragile.",
    "The Constitution of his country protects the right to health.",
    "The North Atlantic Treaty Organization is expanding.",
    "The Conference of the Parties met, and the Framework Team reported.",
    "She has a strategy, a plan and a programme of action of her own.",
    "Mr. Agenda-Setter spoke to HIV/AIDS and/or 9/11 survivors.",
    "“Commitments must be kept”, he said, recalling the Agreement.",
]


@pytest.mark.parametrize("text", UNNAMED)
def test_common_nouns_and_bodies_are_no_texts(lay, gazetteer, text):
    layout = lay(text)
    assert instruments(layout, gazetteer.mentions(layout.plain), gazetteer) == ()


def test_a_definite_noun_points_back_to_the_full_name(lay, gazetteer):
    layout = lay(
        "The Oslo Convention on Rivers is in force.\nHer country ratified the Convention. "
        "The Treaty of Somewhere is another matter, but the Convention stands."
    )
    first, second = instruments(layout, gazetteer.mentions(layout.plain), gazetteer)
    assert first.name == "Oslo Convention on Rivers"
    assert len(first.spans) == 3
    assert (second.name, len(second.spans)) == ("Treaty of Somewhere", 1)


def test_one_text_under_several_names_is_one(lay, gazetteer):
    layout = lay(
        "The 2011 Istanbul Programme of Action ended. The Istanbul Programme had goals. "
        "The Istanbul Programme of Action had many."
    )
    (one,) = instruments(layout, gazetteer.mentions(layout.plain), gazetteer)
    assert one.name == "2011 Istanbul Programme of Action"


def test_a_draft_takes_the_title_that_is_printed_elsewhere(lay, gazetteer):
    layout = lay(
        "I now introduce draft resolution A/79/L.64. Draft resolution A/79/L.64, entitled “Decade "
        "of lakes”, is supported by many.",
        Form.VERBATIM,
    )
    (one,) = instruments(layout, gazetteer.mentions(layout.plain), gazetteer)
    assert (one.name, one.symbol, one.kind) == ("Decade of lakes", "A/79/L.64", "draft")
    assert key(one) == "A/79/L.64"


def test_the_register_gives_ids(lay, gazetteer):
    layout = lay("The Charter of the United Nations and the UN Charter are one.")
    (one,) = instruments(layout, gazetteer.mentions(layout.plain), gazetteer)
    assert one.id is not None
    assert one.kind == "treaty"


def test_headlines_with_capitals_name_nothing(lay, gazetteer):
    from dataclasses import replace

    from kg.model.layout import Role

    layout = lay("Speakers Urge States to Honour Agreement on Lasting Peace Across Region")
    titled = replace(layout, blocks=(replace(layout.blocks[0], role=Role.TITLE),))
    assert instruments(titled, gazetteer.mentions(layout.plain), gazetteer) == ()


def test_printed_symbols_come_once_in_order(lay):
    layout = lay("See documents A/79/L.109 and A/C.3/78/L.5/Rev.1 (GA/12387), then A/79/L.109 .")
    assert symbols(layout) == ("A/79/L.109", "A/C.3/78/L.5/Rev.1", "GA/12387")
