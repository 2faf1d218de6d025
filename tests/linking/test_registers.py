"""The registers agree with themselves and with what is known of them elsewhere."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from kg.errors import EnvironmentFailure
from kg.linking import registers
from kg.linking.registers import Name, bodies, groups, instruments, names, parties
from kg.model.citations import council_year
from kg.model.mentions import Kind
from kg.model.symbols import parse, series
from kg.phrases import fold

SHARED_NAMES = frozenset({"undecided", "ambiguous", "short"})
KINDS = {
    "declaration",
    "resolution",
    "draft",
    "treaty",
    "programme",
    "agenda",
    "agreement",
    "other",
}


def _together(one: Name, other: Name) -> bool:
    starts = [day for day in (one.since, other.since) if day]
    ends = [day for day in (one.until, other.until) if day]
    return not starts or not ends or max(starts) < min(ends)


def _family(name: Name) -> str:
    return "party" if name.kind in (Kind.PARTY, Kind.GROUP) else name.kind.value


def test_no_two_rows_claim_one_name_at_one_date() -> None:
    claims: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in names():
        if name.context not in SHARED_NAMES:
            key = name.name if name.form == "acronym" else fold(name.name)
            claims[_family(name), key].append(name)
    clashes = [
        f"{one.name}: {one.where} {one.subject}, {other.where} {other.subject}"
        for rows in claims.values()
        for one, other in combinations(rows, 2)
        if one.subject != other.subject and _together(one, other)
    ]
    assert not clashes


def test_every_name_belongs_to_a_row_and_every_row_has_its_label_as_a_name() -> None:
    register = {
        Kind.PARTY: {*parties()},
        Kind.GROUP: {*groups()},
        Kind.BODY: {*bodies()},
        Kind.INSTRUMENT: {*instruments()},
    }
    assert [name.where for name in names() if name.subject not in register[name.kind]] == []
    named = {(name.kind, name.subject) for name in names() if name.lang == "en"}
    assert [one for one in bodies() if (Kind.BODY, one) not in named] == []
    assert [one for one in instruments() if (Kind.INSTRUMENT, one) not in named] == []
    assert [one for one in parties() if (Kind.PARTY, one) not in named] == []


def test_instruments_are_of_known_kinds_and_bodies_and_their_symbols_are_keys() -> None:
    assert len(instruments()) >= 150
    for one in instruments().values():
        assert one.kind in KINDS, one
        assert not one.body or one.body in bodies(), one
        assert not one.wikidata or re.fullmatch(r"Q[1-9]\d*", one.wikidata), one
        for symbol in one.symbols:
            read = parse(symbol)
            assert read is not None, one
            assert read.key == symbol, one


def test_bodies_have_parents_and_series_have_bodies() -> None:
    for body in bodies().values():
        assert not body.parent or body.parent in bodies(), body
    assert {one.body for one in series().values() if one.body} <= set(bodies())


def test_a_date_that_is_none_is_reported_with_its_line() -> None:
    with pytest.raises(EnvironmentFailure, match=r"parties\.tsv:7: '1945-13-01' is no ISO date"):
        registers._day("1945-13-01", "parties.tsv", 7)


@pytest.mark.shared
def test_council_resolutions_have_the_years_of_the_councils_own_tables(shared_dir: Path) -> None:
    listed: dict[int, int] = {}
    for file in (shared_dir / "vocab" / "sc-meetings").glob("scact*_table_en.html"):
        text = file.read_text(encoding="utf-8", errors="replace")
        for number, year in re.findall(r"S/RES/(\d+)\s*\((\d{4})\)", text):
            if f"scact{year}" in file.name:
                listed[int(number)] = int(year)
    assert len(listed) > 2500
    assert {n: y for n, y in listed.items() if council_year(n) != y} == {}


@pytest.mark.shared
def test_council_resolutions_of_the_register_have_the_dates_of_those_tables(
    shared_dir: Path,
) -> None:
    days: dict[int, str] = {}
    row = re.compile(r"<tr.*?</tr>", re.DOTALL | re.IGNORECASE)
    for file in (shared_dir / "vocab" / "sc-meetings").glob("scact*_table_en.html"):
        year = re.search(r"\d{4}", file.name)
        for cells in row.findall(file.read_text(encoding="utf-8", errors="replace")):
            words = re.sub(r"<[^>]+>|&nbsp;", " ", cells)
            day = re.search(
                r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)\b",
                words,
            )
            for number in re.findall(r"S/RES/(\d+)", words):
                if day and year:
                    days.setdefault(int(number), f"{int(day[1])} {day[2]} {year[0]}")
    checked = 0
    for one in instruments().values():
        number = re.fullmatch(r"security-council-resolution-(\d+)", one.id)
        # The meeting that adopted resolution 338 began on the evening before.
        if number and int(number[1]) in days and one.day and number[1] != "338":
            assert days[int(number[1])] == f"{one.day.day} {one.day:%B} {one.day.year}", one
            checked += 1
    assert checked > 40


@pytest.mark.shared
def test_every_party_of_the_annotated_documents_is_registered(gold_dir: Path) -> None:
    canonical = json.loads((gold_dir / "aliases.json").read_text(encoding="utf-8"))
    found: set[str] = set()
    for file in gold_dir.glob("*.ann.tsv"):
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            for cell in line.split("\t")[1:3]:
                found |= set(re.split(r"[|+]", cell))
    for file in gold_dir.glob("*.doc.json"):
        for entry in json.loads(file.read_text(encoding="utf-8"))["participations"]:
            found |= {entry["party"], *re.split(r"[|+]", entry["behalf"])}
    known = {*parties(), *groups(), "chair", "many", "-", ""}
    named = {canonical.get(one, one) for one in found}
    assert {one for one in named - known if not one.startswith("person:")} == set()


def test_memberships_begin_before_they_end() -> None:
    for stay in registers.memberships():
        assert stay.since is None or stay.until is None or stay.since < stay.until, stay
    assert registers.within(date(2000, 1, 1), date(2000, 1, 1), None)
