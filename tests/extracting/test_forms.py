"""Documents of every form end to end: records, speeches, and one meeting from several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.building.documents import extract_source
from kg.linking import load_gazetteer
from kg.mapping.meeting import meeting_key
from kg.model.layout import Form
from kg.model.mentions import Kind
from kg.model.record import Presence, Record
from kg.model.source import Source, Span
from kg.reading import read_source

VERBATIM = """\
United Nations
S/PV.9990
Security Council
9990th meeting
Monday, 3 March 2025, 10 a.m.
New York

The meeting was called to order at 10.05 a.m.

The President: In accordance with rule 37 of the Council's provisional rules of procedure, I invite \
the representatives of Chad and Slovakia to participate in this meeting. I now give the floor to \
the representative of Slovakia.

Ms. Nováková (Slovakia) (spoke in French): My delegation will host a training centre against \
human trafficking. We urge all States to ratify the Arms Trade Treaty.

The President: I shall now put the draft resolution to the vote.

A vote was taken by show of hands.

In favour: China, Denmark, France, Greece, Guyana, Pakistan, Panama, Republic of Korea, Sierra \
Leone, Slovenia, Somalia, United Kingdom of Great Britain and Northern Ireland, United States of \
America

Against: None

Abstaining: Algeria, Russian Federation

The President: The draft resolution received 13 votes in favour, none against and 2 abstentions. \
The draft resolution has been adopted as resolution 2990 (2025).

Mr. Okoro (Kenya): Kenya deplores the use of child soldiers.

The meeting rose at 11.15 a.m.
"""
COVERAGE = """\
SC/99001
9990th Meeting (AM)
Security Council Hears of Trafficking along Desert Routes
3 March 2025

The Security Council met today to discuss human trafficking in conflict, adopting resolution \
2990 (2025) by 13 votes in favour to none against, with 2 abstentions (Algeria, Russian Federation).

The representative of Slovakia said that her country would host a training centre.
"""


def _record(text: str, name: str) -> Record:
    source = read_source(text.encode(), name, name)
    assert isinstance(source, Source)
    record = extract_source(source).record
    assert record is not None
    return record


@pytest.fixture(scope="module")
def verbatim() -> Record:
    return _record(VERBATIM, "S_PV.9990")


def test_every_heading_is_a_statement(verbatim: Record) -> None:
    assert verbatim.layout.form is Form.VERBATIM
    assert [one.party for one in verbatim.statements] == [
        "chair", "SVK", "chair", "chair", "KEN",
    ]  # fmt: skip


def test_first_person_acts_are_the_delegation_s(verbatim: Record) -> None:
    own = {(act.type.value, act.parties) for act in verbatim.acts if "SVK" in act.parties}
    assert ("commitment", ("SVK",)) in own
    assert ("call", ("SVK",)) in own


def test_invitations_are_participations(verbatim: Record) -> None:
    invited = {one.party for one in verbatim.participations if one.presence is Presence.INVITED}
    assert "TCD" in invited


def test_the_vote(verbatim: Record) -> None:
    assert len(verbatim.outcomes) == 1
    vote = verbatim.outcomes[0].vote
    assert (vote.in_favour, vote.against, vote.abstaining) == (13, 0, 2)
    assert set(vote.parties_abstaining) == {"DZA", "RUS"}


def test_coverage_and_record_meet(verbatim: Record) -> None:
    coverage = _record(COVERAGE, "sc99001")
    assert coverage.meeting is not None
    assert verbatim.meeting is not None
    assert meeting_key(coverage.meeting) == meeting_key(verbatim.meeting) == ("SC", 9990)
    assert coverage.outcomes[0].symbol == verbatim.outcomes[0].symbol == "S/RES/2990(2025)"


TITLE_PAGE = """\
PERMANENT MISSION OF SLOVAKIA

STATEMENT BY

H.E. Ms. Jana Nováková
President of the Slovak Republic

at the General Debate of the 797 Session of the
United Nations General Assembly

New York, 24 September 2024

Mr. President, Excellencies,

My country will host a training centre against human trafficking. We urge all States to join us.
Our people believe in the United Nations.
"""


def test_a_statement_as_submitted() -> None:
    record = _record(TITLE_PAGE, "sk_en")
    assert record.layout.form is Form.SPEECH
    assert record.meeting is not None
    assert meeting_key(record.meeting) == ("GA", 79, "general-debate")
    statement = record.statements[0]
    assert statement.party == "SVK"
    assert statement.person.name is not None
    assert "Nováková" in statement.person.name
    assert statement.person.role == "President of the Slovak Republic"


def test_a_file_of_the_collection() -> None:
    record = _record("We urge all States to ratify it. My country will help.\n" * 9, "YUG_16_1961")
    assert record.meeting is not None
    assert meeting_key(record.meeting) == ("GA", 16, "general-debate")
    assert [one.party for one in record.statements] == ["YUG"]


_HEADING = re.compile(
    r"^(?:Mr|Mrs|Ms)\. [^():\n]{2,40} \((?P<party>[^()\n]{3,70})\)(?: \([^()\n]{2,60}\))?:",
    re.MULTILINE,
)


def _headings(text: str) -> Iterator[tuple[int, str]]:
    for match in _HEADING.finditer(text):
        yield match.end(), match["party"]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["S_PV.8698", "S_PV.8719", "A_79_PV.64"])
def test_headings_of_real_records(shared_dir: Path, name: str) -> None:
    """A sample; benchmarks/forms.py counts all of them."""
    file = shared_dir / "corpus" / "verbatim" / f"{name}.txt"
    record = _record(file.read_text(encoding="utf-8"), name)
    spans = record.layout.sentences
    begun = {spans[one.sentences[0]].span.start: one.party for one in record.statements}
    gazetteer = load_gazetteer()
    for end, party in _headings(record.layout.source.text):
        named = gazetteer.mentions(party).within(Span(0, len(party)), Kind.PARTY, Kind.GROUP)
        found = next((begun[at] for at in range(end, end + 40) if at in begun), None)
        assert found in {one.id for one in named}, party


@pytest.mark.shared
def test_records_are_the_council_s_meetings(shared_dir: Path) -> None:
    """The Security Council's own tables list every meeting by the symbol of its record."""
    listed: set[str] = set()
    for table in (shared_dir / "vocab" / "sc-meetings").glob("scact20*_table_en.html"):
        listed.update(re.findall(r"S/PV\.\d+", table.read_text(encoding="utf-8", errors="replace")))
    files = sorted((shared_dir / "corpus" / "verbatim").glob("S_PV.*.txt"))
    for file in [file for file in files if file.stat().st_size < 15_000]:
        record = _record(file.read_text(encoding="utf-8"), file.stem)
        assert record.meeting is not None
        body, number = meeting_key(record.meeting)
        assert body == "SC"
        assert f"S/PV.{number}" in listed
        assert record.symbol == f"S/PV.{number}"
