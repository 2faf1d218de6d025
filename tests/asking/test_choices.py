"""Values of parameters: regions, concepts, goals, bodies and symbols; what is offered for them."""

from __future__ import annotations

import pytest

from kg.asking import Parameter, questions
from kg.asking.binding import term
from kg.asking.choices import SCHEMES, choices, completions, question_names, regions, tagged
from kg.asking.questions import PARAMETER_TYPES
from kg.errors import BadParameter, UnknownQuestion
from kg.settings import DEFAULT_BASE


def written(type_: str, value: str) -> str:
    return term(Parameter("x", type_, False, ""), value, DEFAULT_BASE)


def test_a_region_is_all_its_parts() -> None:
    assert written("region", "africa").count("@en") == 5
    assert written("region", "Eastern Europe") == '"Eastern Europe"@en'
    assert written("region", "Sub-Saharan Africa") in written("region", "Africa").replace(
        '"Northern Africa"@en ', ""
    )


def test_the_large_regions_hold_every_small_one_once() -> None:
    large = ("Africa", "Americas", "Asia", "Europe", "Oceania")
    parts = [part for name in large for part in regions()[name]]
    assert sorted(parts) == sorted(set(parts))
    assert set(parts) == {part for whole in regions().values() for part in whole}


@pytest.mark.parametrize(
    ("type_", "value", "end"),
    [
        ("stance", "opposition", "stance/opposition>"),
        ("mode", "right-of-reply", "participation-mode/right-of-reply>"),
        ("strength", "4", "strength/4>"),
        ("act-type", "call", "act-type/call>"),
        ("party", "Security Council", "party/security-council>"),
        ("party", "UNODC", "party/unodc>"),
        ("party", "G77", "group/g77-china>"),
        ("instrument", "A/79/L.109", "instrument/A-79-L.109>"),
        ("sdg", "SDG 16", "sdg/16>"),
        ("sdg", "16.2", "sdg/16.2>"),
        ("sdg", "target 8.a", "sdg/8.a>"),
        ("sdg", "http://metadata.un.org/sdg/5", "sdg/5>"),
    ],
)
def test_a_value_is_an_iri(type_: str, value: str, end: str) -> None:
    assert written(type_, value).endswith(end)


@pytest.mark.parametrize(
    ("type_", "value", "hint"),
    [
        ("region", "Eastern Eruope", "did you mean Eastern Europe"),
        ("region", "the Moon", "there are"),
        ("stance", "love", "none of"),
        ("mode", "shouting", "none of"),
        ("sdg", "18", "no goal"),
        ("sdg", "16.0", "no goal"),
        ("party", "Slowakia", "Slovakia"),
    ],
)
def test_what_means_nothing_is_refused_with_a_hint(type_: str, value: str, hint: str) -> None:
    with pytest.raises(BadParameter, match=hint):
        written(type_, value)


def test_short_lists_are_offered() -> None:
    assert set(SCHEMES) | {"region"} == {type_ for type_ in PARAMETER_TYPES if choices(type_)}


def test_completions() -> None:
    assert completions("silent-states-of-a-region", "region=East") == [
        "region=Eastern Africa",
        "region=Eastern Asia",
        "region=Eastern Europe",
    ]
    assert completions("silent-members-on-a-theme", "group=Group of 77") == [
        "group=Group of 77 and China"
    ]
    assert completions("no-such-question", "party=") == []
    assert completions("commitments-of-a-party", "nothing=a") == []
    assert "pledges-without-later-action" in question_names("later")


def test_tags_and_groups_choose() -> None:
    silent = tagged(("silence",))
    assert {"silent-members-on-a-theme", "roster-only-states"} <= set(silent)
    assert set(tagged(("silence", "group"))) < set(silent)
    assert len(tagged(())) == len(questions())
    with pytest.raises(UnknownQuestion, match="tags: "):
        tagged(("noise",))
