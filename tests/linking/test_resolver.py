"""Why a name resolves, and what is offered where it does not."""

from __future__ import annotations

from datetime import date

from kg.linking import Resolver, resolve
from kg.linking.resolver import Label


def test_the_row_and_its_validity_are_told() -> None:
    (match,) = resolve("Swaziland", date(2020, 1, 1)).matches
    assert match.id == "SWZ"
    assert match.where.startswith("party-names.tsv:")
    assert "not in use on 2020-01-01" in match.reason
    assert not match.current


def test_a_record_id_comes_before_a_name() -> None:
    assert [m.reason for m in resolve("NAM").matches] == ["record id"]
    assert resolve("org:unodc").id == "org:unodc"


def test_a_name_comes_before_a_code() -> None:
    assert resolve("AU").id == "org:african-union"
    assert resolve("AT").id == "AUT"


def test_the_unknown_yields_nothing_but_hints() -> None:
    found = resolve("Slovakiaa")
    assert found.matches == ()
    assert found.id is None
    assert "Slovakia" in found.hints


def test_a_state_and_a_theme_of_one_name_are_both_told() -> None:
    found = resolve("Ukraine")
    assert {match.kind for match in found.matches} == {"party", "theme"}
    assert found.id == "UKR"


def test_themes_resolve_by_id_and_label_in_several_languages() -> None:
    assert resolve("climate-change").id == "climate-change"
    assert resolve("Conflict prevention and mediation").id == "conflict-prevention"
    assert resolve("Prévention des conflits et médiation").id == "conflict-prevention"


def test_a_symbol_without_an_instrument_is_still_a_symbol() -> None:
    (match,) = resolve("A/79/L.1234/Rev.1").matches
    assert (match.kind, match.id, match.reason) == ("symbol", "A/79/L.1234/Rev.1", "draft")


def test_a_callers_own_vocabulary_can_be_added() -> None:
    resolver = Resolver([Label("tea", "theme", "Tea trade", "label", "tea.tsv:1")])
    assert resolver.resolve("the tea trade").id == "tea"
