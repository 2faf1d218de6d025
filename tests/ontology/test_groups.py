"""The groups and their dated members."""

from __future__ import annotations

import itertools
from collections import defaultdict
from datetime import date

import pytest

from kg.linking import registers
from kg.model.mentions import Kind

PERMANENT = "group:permanent-members-of-the-security-council"
ELECTED = "group:elected-members-of-the-security-council"


def members(group: str, day: str) -> set[str]:
    on = date.fromisoformat(day)
    return {s.party for s in registers.memberships() if s.group == group and s.holds(on)}


def test_stays_are_of_known_parties_and_groups() -> None:
    known = registers.parties().keys() | registers.groups().keys()
    for stay in registers.memberships():
        assert stay.group in registers.groups(), stay.line
        assert stay.party in known, stay.line
        assert stay.source, stay.line
        assert stay.since is None or stay.until is None or stay.since < stay.until, stay.line


def test_no_stay_overlaps_another() -> None:
    stays: dict[tuple[str, str], list[registers.Membership]] = defaultdict(list)
    for stay in registers.memberships():
        stays[stay.group, stay.party].append(stay)
    for same in stays.values():
        ordered = sorted(same, key=lambda s: s.since or date.min)
        for earlier, later in itertools.pairwise(ordered):
            assert earlier.until is not None, later.line
            assert later.since is not None, later.line
            assert earlier.until <= later.since, later.line


def test_no_stay_begins_before_its_group() -> None:
    for stay in registers.memberships():
        since = registers.groups()[stay.group].since
        if since and stay.since and registers.groups()[stay.group].kind != "regional-coalition":
            assert stay.since >= since, stay.line


def test_no_former_state_stays_after_its_end() -> None:
    for stay in registers.memberships():
        party = registers.parties().get(stay.party)
        if party and party.member_until:
            assert stay.until is not None, stay.line
            assert stay.until <= party.member_until, stay.line


def test_every_group_has_a_name_and_every_name_a_group() -> None:
    named = {n.subject for n in registers.names() if n.kind is Kind.GROUP}
    groups = registers.groups()
    assert named <= groups.keys()
    assert {g for g in groups if g.startswith("group:")} == named
    assert {g for g in groups if g.startswith("org:")} <= registers.parties().keys()


@pytest.mark.parametrize("year", range(1946, 2027))
def test_security_council_of_each_year(year: int) -> None:
    for day in (f"{year}-02-01", f"{year}-12-30"):
        permanent, elected = members(PERMANENT, day), members(ELECTED, day)
        assert len(permanent) == 5
        assert len(elected) == (6 if year < 1966 else 10)
        assert not permanent & elected
    if year >= 1966:
        assert len(members("group:african-members-of-the-security-council", f"{year}-06-01")) in {
            2,
            3,
            4,
        }


@pytest.mark.parametrize(
    ("group", "day", "count"),
    [
        ("org:european-union", "1957-12-31", 0),
        ("org:european-union", "1960-01-01", 6),
        ("org:european-union", "2003-01-01", 15),
        ("org:european-union", "2020-01-31", 28),
        ("org:european-union", "2020-02-01", 27),
        ("group:g77-china", "2024-01-01", 134),
        ("group:non-aligned-movement", "2025-01-01", 121),
        ("group:organization-of-islamic-cooperation", "2025-06-01", 57),
        ("org:african-union", "2018-01-01", 55),
        ("org:league-of-arab-states", "2024-01-01", 22),
        ("org:league-of-arab-states", "2015-01-01", 21),
        ("group:arab-group", "2024-01-01", 22),
        ("org:commonwealth", "2023-01-01", 56),
        ("org:commonwealth", "2005-01-01", 53),
        ("org:osce", "2020-01-01", 57),
        ("org:nato", "2025-01-01", 32),
        ("org:council-of-europe", "2023-01-01", 46),
        ("org:oecd", "2023-01-01", 38),
        ("group:ldc-group", "2024-12-31", 44),
        ("group:ldc-group", "1972-01-01", 24),
        ("group:lldc-group", "2024-01-01", 32),
        ("group:sids", "2024-01-01", 39),
        ("group:alliance-of-small-island-states", "2024-01-01", 39),
        ("group:pacific-islands-forum", "2024-01-01", 18),
        ("group:caricom", "2024-01-01", 15),
        ("group:asean", "2024-01-01", 10),
        ("group:asean", "2025-12-01", 11),
        ("group:gulf-cooperation-council", "2024-01-01", 6),
        ("group:celac", "2024-01-01", 33),
        ("group:celac", "2022-01-01", 32),
        ("group:mercosur", "2024-12-01", 5),
        ("group:g7", "2024-01-01", 7),
        ("group:g20", "2024-01-01", 21),
        ("group:brics", "2025-02-01", 10),
        ("group:cis", "2024-01-01", 9),
        ("group:csto", "2024-01-01", 6),
        ("org:ecowas", "2024-01-01", 15),
        ("org:ecowas", "2025-03-01", 12),
        ("group:sadc", "2024-01-01", 16),
        ("org:opec", "2025-01-01", 12),
        ("org:organization-of-american-states", "2020-01-01", 34),
        ("group:nordic-countries", "2024-01-01", 5),
        ("group:african-group", "2024-01-01", 54),
        ("group:eastern-european-group", "2024-01-01", 23),
        ("group:latin-american-and-caribbean-group", "2024-01-01", 33),
        ("group:western-european-and-others-group", "2024-01-01", 29),
        ("group:asia-pacific-group", "2024-01-01", 55),
    ],
)
def test_number_of_members(group: str, day: str, count: int) -> None:
    found = members(group, day)
    assert len(found) == count, sorted(found)


def test_leavers() -> None:
    assert {"MEX", "KOR"} <= members("group:g77-china", "1990-01-01")
    assert not {"MEX", "KOR"} & members("group:g77-china", "2000-01-01")
    assert members("group:a3-plus", "2024-06-01") == {"DZA", "MOZ", "SLE", "GUY"}
    assert members("group:a3-plus", "2025-06-01") == {"DZA", "SOM", "SLE", "GUY"}
