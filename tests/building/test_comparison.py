"""Coverage and record of one meeting: what was reported, what was left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.building.build import Options, build
from kg.building.comparison import (
    LEFT_OUT,
    ONLY_COVERAGE,
    REPORTED,
    compare,
    compare_records,
    left_out,
)
from kg.building.documents import extract_source
from kg.building.meetings import Met, kin, same_meeting
from kg.errors import BadParameter
from kg.linking import load_gazetteer
from kg.model.record import Record
from kg.model.source import Source
from kg.model.table import Table
from kg.reading import read_source
from kg.settings import Settings
from kg.storing.generations import reading
from kg.storing.querying import opened
from kg.validating import validate as check

COVERAGE = """\
SC/99001
9990th Meeting (AM)
Security Council Hears of Trafficking along Desert Routes

The Security Council met today to discuss human trafficking in conflict.

The representative of Slovakia said that her country would host a regional training centre \
against human trafficking.
"""
RECORD = """\
United Nations
S/PV.9990
Security Council
Seventy-ninth year
9990th meeting
Monday, 3 March 2025, 10 a.m.
New York

The meeting was called to order at 10.05 a.m.

The President: I now give the floor to the representative of Slovakia.

Ms. Nováková (Slovakia): Slovakia will host a regional training centre against human trafficking. \
We urge all States to ratify the Arms Trade Treaty.

Mr. Okoro (Kenya): Kenya condemns the use of child soldiers by armed groups.

The meeting rose at 11.15 a.m.
"""


def _record(text: str, name: str) -> Record:
    source = read_source(text.encode(), f"{name}.txt", name)
    assert isinstance(source, Source)
    record = extract_source(source).record
    assert record is not None
    return record


def _findings(table: Table) -> dict[tuple[str, str, str], str]:
    return {
        (str(row["name"]), str(row["act"]), str(row["theme"] or "").rsplit("/", 1)[-1]): str(
            row["finding"]
        )
        for row in table.mappings()
    }


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [_record(COVERAGE, "sc99001"), _record(RECORD, "S_PV.9990")]


def test_records_of_one_meeting(records: list[Record]) -> None:
    found = _findings(compare_records(records, load_gazetteer()))
    assert found["Slovakia", "commitment", "human-trafficking"] == REPORTED
    assert found["Slovakia", "call", "conventional-arms"] == LEFT_OUT
    assert {party for party, _, _ in found if party == "Kenya"} == {"Kenya"}
    assert all(finding == LEFT_OUT for (party, _, _), finding in found.items() if party == "Kenya")


def test_a_store_gives_the_same_table(records: list[Record], tmp_path: Path) -> None:
    for name, text in (("sc99001", COVERAGE), ("S_PV.9990", RECORD)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    store = tmp_path / "graph"
    report = build([tmp_path / "sc99001.txt", tmp_path / "S_PV.9990.txt"], store, Settings(),
                   Options(workers=1))  # fmt: skip
    assert report.exit_code == 0
    with opened(store) as engine:
        table = compare(engine, "SC/9990")
    assert _findings(table) == _findings(compare_records(records, load_gazetteer()))
    assert {str(row["finding"]) for row in left_out(table).mappings()} == {LEFT_OUT}


def test_documents_of_two_meetings_are_refused(records: list[Record]) -> None:
    other = _record(RECORD.replace("9990", "9991"), "S_PV.9991")
    with pytest.raises(BadParameter, match="SC/9990, SC/9991"):
        compare_records([*records, other], load_gazetteer())


UNNUMBERED = """\
3 March 2025
Security Council Hears of Trafficking along Desert Routes

The Security Council met today to discuss human trafficking along desert routes.

The representative of Kenya said that her country would open a shelter for victims of trafficking.
"""
ELSEWHERE = RECORD.replace("9990", "9991").replace(
    "New York\n", "New York\n\nAgenda\n\nThe question of Cyprus\n"
)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two meetings of one day, and coverage of one that states no number."""
    folder = tmp_path_factory.mktemp("several")
    record = RECORD.replace("New York\n", "New York\n\nAgenda\n\nTrafficking along desert routes\n")
    for name, text in (("S_PV.9990", record), ("S_PV.9991", ELSEWHERE), ("told", UNNUMBERED)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    report = build(sorted(folder.glob("*.txt")), folder / "graph", Settings(), Options(workers=1))
    assert report.exit_code == 0
    return folder / "graph"


@pytest.mark.parametrize(
    "given",
    ["SC/9990", "S/PV.9990", "s_pv.9990", "9990", "9990th meeting", "SC 9990", "told",
     "https://w3id.org/rostrum/meeting/SC/9990", "SC/2025-03-03", "Hears of Trafficking"],
)  # fmt: skip
def test_a_meeting_is_found_however_it_is_named(several: Path, given: str) -> None:
    with opened(several) as engine:
        found = same_meeting(engine, given)
        assert [iri.rpartition("/")[2] for iri in found] == ["9990", "2025-03-03"]
        findings = _findings(compare(engine, given))
    assert findings["Kenya", "commitment", "human-trafficking"] == ONLY_COVERAGE
    assert findings["Slovakia", "commitment", "human-trafficking"] == LEFT_OUT


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("tomorrow", "no meeting"),
        ("12", "no meeting"),
        ("e", "names 2 meetings"),
        ("GA 9990", "no"),
    ],
)
def test_what_names_no_meeting_or_several_is_refused(
    several: Path, given: str, message: str
) -> None:
    with opened(several) as engine, pytest.raises(BadParameter, match=message):
        same_meeting(engine, given)


def test_sittings_of_one_report_are_one_meeting() -> None:
    both = Met("m/GA/76/38", "GA", {38, 39}, {"2021-11-22"})
    second = Met("m/GA/76/39", "GA", {39}, {"2021-11-23"})
    other = Met("m/GA/75/39", "GA", {39}, {"2020-11-23"})
    known = [both, second, other]
    assert kin(known, second) == kin(known, both) == ("m/GA/76/38", "m/GA/76/39")
    assert kin(known, other) == ("m/GA/75/39",)


RESOLUTION = """\
Resolution 2990 (2025)

Adopted by the Security Council at its 9990th meeting, on 3 March 2025

The Security Council,

Deeply concerned about trafficking along desert routes,

1. Calls upon all States to close them;

2. Decides to remain seized of the matter.
"""
VOTE = """\
The President: I shall now put the draft resolution to the vote.

A vote was taken by show of hands.

In favour: China, Denmark, France, Greece, Guyana, Pakistan, Panama, Republic of Korea, Sierra \
Leone, Slovenia, Somalia, United Kingdom of Great Britain and Northern Ireland, United States of \
America

Against: None

Abstaining: Algeria, Russian Federation

The President: The draft resolution received 13 votes in favour, none against and 2 abstentions. \
The draft resolution has been adopted as resolution 2990 (2025).

"""
ADOPTED = " It adopted resolution 2990 (2025) by 13 votes in favour to none against, with 2 \
abstentions (Algeria, Russian Federation)."
LINKED = """
PREFIX rostrum: <https://w3id.org/rostrum/ontology#>
SELECT DISTINCT ?reporting ?text ?meeting WHERE {
  ?outcome a rostrum:Outcome ; rostrum:instrument ?instrument ;
    rostrum:reportedIn ?reporting ; rostrum:atMeeting ?meeting .
  ?text rostrum:textOf ?instrument .
}
"""


def test_coverage_record_and_resolution_are_linked(tmp_path: Path) -> None:
    files = {
        "sc99001.txt": COVERAGE.replace("in conflict.", "in conflict." + ADOPTED),
        "S_PV.9990.txt": RECORD.replace("The meeting rose", VOTE + "The meeting rose"),
        "resolution.txt": RESOLUTION,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    store = tmp_path / "graph"
    paths = [tmp_path / name for name in files]
    assert build(paths, store, Settings(), Options(workers=1)).exit_code == 0
    with opened(store) as engine:
        answer = engine.query(LINKED)
    assert isinstance(answer, Table)
    rows = {tuple(str(cell).rsplit("/rostrum/", 1)[-1] for cell in row) for row in answer.rows}
    text = "document/S-RES-2990%282025%29"
    assert rows == {
        ("document/SC-99001", text, "meeting/SC/9990"),
        ("document/S-PV.9990", text, "meeting/SC/9990"),
    }


def test_documents_of_one_meeting_keep_the_shapes_together(tmp_path: Path) -> None:
    """Two topics, two days of a resumption, and a guest whom neither document places."""
    record = RECORD.replace("Mr. Okoro (Kenya)", "Mr. Okoro").replace(
        "New York\n", "New York\n\nAgenda\n\nTrafficking along desert routes\n"
    )
    resumed = record.replace("S/PV.9990", "S/PV.9990 (Resumption 1)").replace(
        "Monday, 3 March", "Tuesday, 4 March"
    )
    texts = {"sc99001": COVERAGE, "S_PV.9990": record, "resumed": resumed}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    store = tmp_path / "graph"
    report = build(sorted(tmp_path.glob("*.txt")), store, Settings(), Options(workers=1))
    assert report.exit_code == 0
    with reading(store) as generation:
        found = check(generation.graph)
    assert found.conforms
    assert [one.message for one in found.results if "several dates" in one.message]
