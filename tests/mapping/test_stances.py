"""Stances: what the cue of a position says, and that lexicon, scheme and shape name the same."""

from __future__ import annotations

import re

import pytest

from kg import resources
from kg.mapping.stances import stance
from kg.model.record import Polarity

CUES = {
    "are deeply concerned": "concern",
    "voiced concern": "concern",
    "share the concern": "concern",
    "remains alarmed": "concern",
    "Regrettably": "regret",
    "condemn": "condemnation",
    "is unacceptable": "condemnation",
    "not acceptable": "opposition",
    "cannot support": "opposition",
    "rejects": "opposition",
    "voted against": "opposition",
    "voted in favour": "support",
    "reiterate our full support": "support",
    "aligned itself": "support",
    "echoed": "support",
    "welcoming": "welcome",
    "paid tribute": "welcome",
    "a step in the right direction": "welcome",
    "express our gratitude": "gratitude",
    "thanking": "gratitude",
    "express our deepest condolences": "sympathy",
    "looks": "expectation",
    "hoped": "expectation",
    "is of the view": None,
    "note": None,
}


@pytest.mark.parametrize(("cue", "taken"), CUES.items())
def test_a_cue_tells_the_stance(cue: str, taken: str | None) -> None:
    assert stance(cue) == taken


@pytest.mark.parametrize(
    ("cue", "taken"),
    [("support", "opposition"), ("oppose", "support"), ("welcome", "regret"), ("fear", None)],
)
def test_a_denied_cue_turns(cue: str, taken: str | None) -> None:
    assert stance(cue, Polarity.NEGATED) == taken


def test_lexicon_scheme_and_shape_agree() -> None:
    table = list(resources.rows("ontology/lexicons/stances.tsv"))
    named = {row["stance"] for row in table}
    assert {row["negated"] for row in table} <= named | {""}
    for file in ("ontology/schemes/stance.ttl", "shapes/position.ttl"):
        text = resources.path(file).read_text(encoding="utf-8")
        assert set(re.findall(r"/stance/([a-z]+)>", text)) == named
