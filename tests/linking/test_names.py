"""What names mean: to the resolver and in a text, with no wrong answer."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from kg.linking import load_gazetteer, resolve
from kg.model.mentions import Kind

DATA = Path(__file__).parent / "data"


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


MEMBERS = _rows("members.tsv")
VARIANTS = _rows("variants.tsv")
SENTENCES = _rows("sentences.tsv")


def test_there_are_193_members_and_200_variants() -> None:
    assert len({row["party"] for row in MEMBERS}) == 193
    assert len({row["name"] for row in VARIANTS}) >= 200


@pytest.mark.parametrize("row", MEMBERS, ids=lambda row: row["party"])
def test_every_member_resolves_in_the_style_of_the_united_nations(row: dict[str, str]) -> None:
    assert resolve(row["name"]).id == row["party"]
    assert resolve(row["name"], date(2025, 6, 1)).id == row["party"]
    sentence = f"The representative of {row['name']} said that peace was near."
    found = load_gazetteer().mentions(sentence, date(2025, 6, 1))
    assert [mention.ids for mention in found] == [(row["party"],)]


@pytest.mark.parametrize("row", VARIANTS, ids=lambda row: row["name"])
def test_a_variant_means_what_it_means(row: dict[str, str]) -> None:
    found = resolve(row["name"], _day(row["day"]))
    ids = {match.id for match in found.matches if match.kind != "theme"}
    assert ids == set(filter(None, row["ids"].split("|"))), found


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["sentence"][:40])
def test_a_text_yields_the_parties_it_names(row: dict[str, str]) -> None:
    found = load_gazetteer().mentions(row["sentence"], _day(row["day"]))
    ids = ["|".join(m.ids) for m in found if m.kind in (Kind.PARTY, Kind.GROUP)]
    assert ids == row["ids"].split()
