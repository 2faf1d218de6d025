"""What the gazetteer finds besides names of parties: short forms, dates, bodies, numbers."""

from __future__ import annotations

from datetime import date

import pytest

from kg.linking import load_gazetteer
from kg.model.mentions import Kind, NameForm
from kg.phrases import PhraseIndex, fold, plain


def _ids(text: str, kind: Kind, on: date | None = None) -> list[tuple[str, ...]]:
    return [m.ids for m in load_gazetteer().mentions(text, on) if m.kind is kind]


def test_a_short_form_counts_only_after_the_full_name() -> None:
    treaty = ("arms-trade-treaty",)
    assert _ids("The Treaty is good.", Kind.INSTRUMENT) == []
    text = "The Arms Trade Treaty is good. Parties to the Treaty met; no treaty is perfect."
    assert _ids(text, Kind.INSTRUMENT) == [treaty, treaty]


def test_a_short_form_of_several_texts_names_the_last_one_first() -> None:
    text = (
        "Under the Basel Convention and the Minamata Convention on Mercury, the Convention said so."
    )
    assert _ids(text, Kind.INSTRUMENT)[-1] == (
        "minamata-convention-on-mercury",
        "basel-convention-on-the-control-of-transboundary-movements-of-hazardous-wastes-and-their-disposal",
    )


def test_a_short_form_that_goes_on_is_another_name() -> None:
    text = "After the Convention on the Rights of the Child came the Convention on Road Signs."
    assert _ids(text, Kind.INSTRUMENT) == [("convention-on-the-rights-of-the-child",)]


def test_an_article_does_not_hide_a_longer_name() -> None:
    text = (
        "The Commission met; the Commission on the Status of Women and the Commission on Tea too."
    )
    assert _ids(text, Kind.BODY) == [("commission-on-the-status-of-women",)]


def test_a_resolution_by_number_is_the_instrument_of_that_number() -> None:
    text = "It recalled resolution 1325 (2000), A/RES/70/1 and resolution 76/7."
    assert [one[0] for one in _ids(text, Kind.INSTRUMENT)] == [
        "security-council-resolution-1325",
        "2030-agenda-for-sustainable-development",
        "political-declaration-on-the-implementation-of-the-global-plan-of-action-to-combat-trafficking-in-persons-2021",
    ]
    assert _ids(text, Kind.SYMBOL) == [("S/RES/1325(2000)",), ("A/RES/70/1",), ("A/RES/76/7",)]


def test_a_name_is_former_where_it_was_not_yet_or_no_longer_in_use() -> None:
    gazetteer = load_gazetteer()
    forms = [
        [m.form for m in gazetteer.mentions("Turkey spoke.", on)]
        for on in (date(1999, 1, 1), date(2024, 1, 1), None)
    ]
    assert forms == [[NameForm.NAME], [NameForm.FORMER], [NameForm.NAME]]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Slovakia spoke", NameForm.NAME),
        ("Slovak troops", NameForm.ADJECTIVE),
        ("the Ukrainians", NameForm.DEMONYM),
        ("UNHCR spoke", NameForm.ACRONYM),
        ("Kyiv replied", NameForm.METONYM),
    ],
)
def test_the_form_of_a_name_is_told(text: str, form: NameForm) -> None:
    assert [mention.form for mention in load_gazetteer().mentions(text)] == [form]


def test_an_ambiguous_acronym_needs_its_name_before() -> None:
    assert _ids("The ISA met.", Kind.BODY) == []
    assert _ids("The International Seabed Authority met. The ISA met.", Kind.BODY) == [
        ("international-seabed-authority",),
        ("international-seabed-authority",),
    ]


def test_typographic_apostrophes_and_broken_lines_do_not_hide_a_name() -> None:
    text = "Côte d’Ivoire and the United\nRepublic  of Tanzania"
    assert _ids(text, Kind.PARTY) == [("CIV",), ("TZA",)]


def test_a_long_name_of_a_text_may_stand_in_lower_case() -> None:
    text = "the global plan of action to combat trafficking in persons"
    assert len(_ids(text, Kind.INSTRUMENT)) == 1
    assert _ids("the future we want for our children", Kind.INSTRUMENT) == []


def test_other_languages_are_found_when_asked_for() -> None:
    text = "Le représentant de l'Allemagne et la délégation de la Suisse"
    assert [m.id for m in load_gazetteer("fr").mentions(text)] == ["DEU", "CHE"]


def test_membership_is_dated() -> None:
    gazetteer = load_gazetteer()
    union = "org:european-union"
    assert gazetteer.is_member("HRV", union, date(2014, 1, 1))
    assert not gazetteer.is_member("HRV", union, date(2012, 1, 1))
    assert not gazetteer.is_member("GBR", union)
    assert gazetteer.is_member("SVK", union)


def test_a_cased_index_and_its_plain_forms() -> None:
    index = PhraseIndex(["US", "Côte d'Ivoire"], cased=True)
    found = list(index.matches("us, US and  Côte   d’Ivoire; BUS"))
    assert [match.index for match in found] == [0, 1]
    assert found[1].end - found[1].start == len("Côte   d’Ivoire")
    assert fold("İSTANBUL’s") == "İstanbul's"
    assert plain("A’B\u00a0C") == "A'B C"
