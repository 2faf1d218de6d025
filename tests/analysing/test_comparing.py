"""Partitions compared: published values, identities, and dated groups."""

from __future__ import annotations

import math
import random

import pytest

from kg.analysing.comparing import REGIONAL, adjusted_rand, normalised_information, with_groups
from kg.analysing.gathering import Material, Stay


def parts(text: str) -> dict[str, str | int]:
    return {str(place): each for place, each in enumerate(text)}


@pytest.mark.parametrize(
    ("one", "other", "rand", "information"),
    [
        # The examples of scikit-learn's reference for both scores.
        ("0012", "0011", 0.5714285714285715, 0.8),
        ("0011", "0012", 0.5714285714285715, 0.8),
        ("0000", "0123", 0.0, 0.0),
        ("0011", "1100", 1.0, 1.0),
        ("0000", "0000", 1.0, 1.0),
        ("0123", "3210", 1.0, 1.0),
        ("0011", "0101", -0.5, 0.0),
    ],
)
def test_known_values(one: str, other: str, rand: float, information: float) -> None:
    assert adjusted_rand(parts(one), parts(other)) == pytest.approx(rand)
    assert normalised_information(parts(one), parts(other)) == pytest.approx(information)


def test_the_example_of_hubert_and_arabie() -> None:
    """The contingency table of Hubert and Arabie 1985, as Yeung and Ruzzo 2001 work it: 0.313."""
    cells = {
        ("a", "x"): 1,
        ("a", "y"): 1,
        ("b", "x"): 1,
        ("b", "y"): 2,
        ("b", "z"): 1,
        ("c", "z"): 4,
    }
    one: dict[str, str | int] = {}
    other: dict[str, str | int] = {}
    for (row, column), count in cells.items():
        for number in range(count):
            one[f"{row}{column}{number}"], other[f"{row}{column}{number}"] = row, column
    assert adjusted_rand(one, other) == pytest.approx(0.313, abs=5e-4)


def test_chance_gives_nought_on_average() -> None:
    chance = random.Random(3)
    found = [
        adjusted_rand(
            {str(n): chance.randrange(4) for n in range(60)},
            {str(n): chance.randrange(3) for n in range(60)},
        )
        for _ in range(200)
    ]
    assert math.fsum(found) / len(found) == pytest.approx(0.0, abs=0.01)


def test_only_nodes_of_both_count() -> None:
    assert adjusted_rand({"a": 1, "b": 2, "c": 2}, {"a": 5, "b": 6, "c": 6, "d": 5}) == 1.0


def material(until: str) -> Material:
    stays = [
        Stay(member, "base/group/african-group", "1963-12-17", "") for member in ("A", "B", "C")
    ] + [Stay(member, "base/group/asia-pacific-group", "1963-12-17", "") for member in "DEF"]
    stays += [Stay(member, "base/group/club", "2000-01-01", until) for member in ("A", "B", "C")]
    return Material((), {"base/group/club": "The Club"}, tuple(stays))


def test_groups_are_those_of_the_day() -> None:
    communities = {"A": 1, "B": 1, "C": 1, "D": 2, "E": 2, "F": 2}
    found = {each.group: each for each in with_groups(communities, material(""), "2021-01-01")}
    assert found[REGIONAL].adjusted_rand == 1.0
    club = found["The Club"]
    assert (club.members, club.community, club.overlap) == (3, 1, 1.0)
    gone = with_groups(communities, material("2010-01-01"), "2021-01-01")
    assert "The Club" not in {each.group for each in gone}
