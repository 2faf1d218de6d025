"""The party register: complete, well formed, and no name for two parties on one day."""

from __future__ import annotations

import json
import re
import tarfile
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from kg.linking import registers
from kg.linking.vocabulary_check import state_named
from kg.model.mentions import Kind
from kg.phrases import fold

MEMBERS = [p for p in registers.parties().values() if p.kind == "State"]
DECIDED = {"undecided", "ambiguous"}


def test_all_members_and_observers_with_their_dates() -> None:
    assert len(MEMBERS) == 193
    assert {p.id for p in registers.parties().values() if p.kind == "ObserverState"} == {
        "VAT",
        "PSE",
    }
    founders = [p for p in MEMBERS if p.member_since and p.member_since.year == 1945]
    assert len(founders) == 49  # of 51: Czechoslovakia and Yugoslavia are former States
    assert all(p.member_since and p.member_until is None for p in MEMBERS)
    assert max(MEMBERS, key=lambda p: p.member_since or date.min).id == "SSD"


@pytest.mark.parametrize(
    ("day", "count"),
    [
        ("1945-12-31", 51),
        ("1955-12-31", 76),
        ("1975-12-31", 144),
        ("1990-12-31", 159),
        ("1994-12-31", 185),
        ("2006-12-31", 192),
        ("2012-01-01", 193),
    ],
)
def test_members_on_a_day(day: str, count: int) -> None:
    """The figures of the UN; the two States that others continued are counted once."""
    on = date.fromisoformat(day)
    stays = [
        p.id
        for p in registers.parties().values()
        if p.member_since
        and registers.within(on, p.member_since, p.member_until)
        and p.id not in {"SUN", "SCG"}
        and not (p.id == "YUG" and on >= date(2000, 11, 1))
    ]
    assert len(stays) == count


def test_codes_have_the_right_form() -> None:
    for party in registers.parties().values():
        assert re.fullmatch(r"[A-Z]{3}|org:[a-z0-9]+(-[a-z0-9]+)*", party.id), party.id
        assert re.fullmatch(r"([A-Z]{2})?", party.iso2), party.id
        assert party.iso3 in {"", party.id}
        assert re.fullmatch(r"(\d{3})?", party.m49), party.id
        assert re.fullmatch(r"(Q[1-9]\d{0,9})?", party.wikidata), party.id
        assert re.fullmatch(r"([1-9]\d{0,9})?", party.geonames), party.id
        assert re.fullmatch(r"(\d{6,8})?", party.unterm), party.id
        assert re.fullmatch(r"(\d{3} .{4,40})?", party.region), party.id


def test_states_have_all_codes() -> None:
    for party in MEMBERS:
        assert party.iso2, party.id
        assert party.iso3, party.id
        assert party.m49, party.id
        assert party.region, party.id
        assert party.wikidata, party.id
        assert party.geonames, party.id
        assert party.eu_code, party.id
        assert party.unterm, party.id
        assert party.regional_group in registers.groups(), party.id


@pytest.mark.parametrize("column", ["iso2", "m49", "wikidata", "geonames"])
def test_codes_are_of_one_party(column: str) -> None:
    seen: dict[str, list[str]] = defaultdict(list)
    for party in registers.parties().values():
        if getattr(party, column) and party.kind != "FormerState":
            seen[getattr(party, column)].append(party.id)
    assert {key: ids for key, ids in seen.items() if len(ids) > 1} == {}


def test_references_between_parties_exist() -> None:
    known = registers.parties()
    for party in known.values():
        assert set(party.successors) <= set(known), party.id
        assert not party.parent or party.parent in known, party.id
        assert (party.kind == "FormerState") == bool(party.successors), party.id


def test_states_have_names_in_six_languages() -> None:
    languages: dict[str, set[str]] = defaultdict(set)
    for name in registers.names():
        if name.kind is Kind.PARTY:
            languages[name.subject].add(name.lang)
            assert name.subject in registers.parties(), name.where
            assert name.lang in {"en", "fr", "es", "ru", "ar", "zh"}, name.where
            assert name.since is None or name.until is None or name.since < name.until, name.where
    for party in registers.parties().values():
        assert "en" in languages[party.id], party.id
        if party.kind in {"State", "ObserverState"}:
            assert len(languages[party.id]) == 6, party.id


def _key(name: registers.Name) -> tuple[str, str]:
    """How a name is compared: acronyms as written, others without case."""
    return name.lang, name.name if name.form == "acronym" else fold(name.name)


def test_no_name_of_two_parties_on_one_day() -> None:
    claims: dict[tuple[str, str], list[registers.Name]] = defaultdict(list)
    for name in registers.names():
        if name.kind in {Kind.PARTY, Kind.GROUP}:
            claims[_key(name)].append(name)
    clashes = [
        f"{one.name}: {one.where} {one.subject}, {other.where} {other.subject}"
        for rows in claims.values()
        for at, one in enumerate(rows)
        for other in rows[:at]
        if _overlap(one, other) and not (one.context == other.context and one.context in DECIDED)
    ]
    assert clashes == []


def _overlap(one: registers.Name, other: registers.Name) -> bool:
    start = max(one.since or date.min, other.since or date.min)
    return start < min(one.until or date.max, other.until or date.max)


@pytest.mark.parametrize(
    ("name", "day", "party"),
    [
        ("Burma", "1970-01-01", "MMR"),
        ("Upper Volta", "1975-01-01", "BFA"),
        ("Zaire", "1985-01-01", "COD"),
        ("Congo", "2020-01-01", "COG"),
        ("Congo (Leopoldville)", "1961-01-01", "COD"),
        ("Yugoslavia", "1988-01-01", "YUG"),
        ("United Arab Republic", "1960-01-01", "org:united-arab-republic"),
        ("United Arab Republic", "1965-01-01", "EGY"),
        ("Tanganyika", "1962-01-01", "org:tanganyika"),
        ("Byelorussian SSR", "1950-01-01", "BLR"),
        ("Türkiye", "2023-01-01", "TUR"),
        ("Turkey", "2010-01-01", "TUR"),
        ("Macedonia", "2010-01-01", "MKD"),
        ("Republic of China", "1960-01-01", "CHN"),
        ("Czech Republic", "2000-01-01", "CZE"),
        ("Soviet Union", "1980-01-01", "SUN"),
        ("Democratic Yemen", "1975-01-01", "YMD"),
        ("Holland", "1950-01-01", "NLD"),
    ],
)
def test_names_through_time(name: str, day: str, party: str) -> None:
    assert state_named(name, date.fromisoformat(day)) == party


@pytest.mark.shared
def test_every_code_of_the_speeches_is_a_party(shared_dir: Path) -> None:
    """A speech's file is named by an ISO code, or "EU" for the Union."""
    with tarfile.open(shared_dir / "corpus" / "general-debate" / "ungdc.tar.xz") as archive:
        files = [Path(name).name for name in archive.getnames()]
    codes = {m[1] for name in files if (m := re.match(r"([A-Z]{2,3})_\d{1,3}_\d{4}", name))}
    assert len(codes) > 190
    known = registers.parties()
    assert codes - set(known) == {"EU"}
    assert known["org:european-union"].iso2 == "EU"


@pytest.mark.shared
def test_every_party_of_the_gold_is_registered(gold_dir: Path) -> None:
    aliases = json.loads((gold_dir / "aliases.json").read_text(encoding="utf-8"))
    known = {*registers.parties(), *registers.groups(), "chair", "many", "-", ""}
    wanted: set[str] = set()
    for file in gold_dir.glob("*.ann.tsv"):
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            cells = line.split("\t")
            wanted |= {part for cell in cells[1:3] for part in re.split(r"[|+]", cell)}
    for file in gold_dir.glob("*.doc.json"):
        for found in json.loads(file.read_text(encoding="utf-8"))["participations"]:
            wanted |= {
                part for key in ("party", "behalf") for part in re.split(r"[|+]", found[key])
            }
    wanted = {aliases.get(party, party) for party in wanted}
    assert {party for party in wanted - known if not party.startswith("person:")} == set()
    assert set(aliases.values()) <= known
