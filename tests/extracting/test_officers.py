"""Who presides, who sits and who is seated, by the lines of records of seven decades."""

from __future__ import annotations

import pytest

from kg.extracting.compose import extract
from kg.linking import load_gazetteer
from kg.model.record import Participation, Presence
from kg.reading import lay_out, read_source

MODERN = """\
United Nations S/PV.9999
Security Council
Seventy-eighth year
9999th meeting
Tuesday, 12 December 2023, 10 a.m.
New York
President: Mr. Roe/Ms. Poe . . . . . . . . . . . . . . . . . . . . . . . . . (Ecuador)
Members: Albania . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . Mr. Doe
United Kingdom of Great Britain and Northern Ireland . . Dame Jane Coe
Agenda
Maintenance of international peace and security
The meeting was called to order at 10.05 a.m.
The agenda was adopted.
The President: In accordance with rule 37, I invite the representatives of Colombia and Panama to
participate in this meeting. I now give the floor to those members of the Council who wish to
make statements on the item before us this morning.
Mr. Doe (Albania): We will support every effort that the Secretary-General makes, and we call on
all States to do so.
Ms. Poe took the Chair.
Dame Jane Coe (United Kingdom): We agree with that and
will pay our share.
The meeting rose at 4.20 p.m.
"""

OF_1962 = """\
SECURITY COUNCIL
OFFICIAL RECORDS
SEVENTEENTH YEAR
ONE THOUSAND AND TWENTY-FOURTH MEETING
Held in New York, on Wednesday, 24 October 1962, at 9 a.m.
President: Mr. A. B. ROE (Union of Soviet Socialist Republics).
Present: The representatives of the following States: Chile, Ghana, United Kingdom of Great Britain and Northern Ireland.
Provisional agenda (S/Agenda/1024)
1. Adoption of the agenda.
2. Letter dated 22 October 1962 from the representative of Chile addressed to the President of the Security Council (S/5181).
The agenda was adopted.
1. The PRESIDENT (translated from Russian): I shall invite the representative of Cuba to take a place at the Council table.
At the invitation of the President, Mr. Carlos POE (Cuba) took a place at the Council table.
2. Mr. DOE (Chile) (translated from Spanish): My delegation is alarmed.
3. We shall vote for the draft resolution.
4. Sir Patrick COE (United Kingdom): My Government is ready to help.
The meeting rose at 12.30 p.m.
"""

OF_1988 = """\
Security Council
PROVISIONAL
S/PV.2838
20 December 1988
PROVISIONAL VERBATIM RECORD OF THE TWO THOUSAND EIGHT HUNDRED AND THIRTY-EIGHTH MEETING
Held at Headquarters, New York,
on Tuesday, 20 December 1988, at 10.30 a.m.
President: Mr. ROE (Japan)
Members: Algeria Mr. DOE
Union of Soviet Socialist Republics Mr. POE
Zambia Mr. COE
The meeting was called to order at 10.55 a.m.
ADOPTION OF THE AGENDA
The agenda was adopted.
THE SITUATION IN CYPRUS
The PRESIDENT: The Council will now begin its consideration.
Mr. COE (Zambia): My delegation will vote in favour.
Mr. DOE (Algeria) (interpretation from French): Algeria will pay its share.
JSM/dl S/PV.2838
6
(Mr. Doe, Algeria)
We shall go on doing so.
The meeting rose at 11.40 a.m.
"""


def parts(text: str) -> tuple[Participation, ...]:
    source = read_source(text.encode(), "record", "record.txt")
    return extract(lay_out(source), load_gazetteer()).participations


def names(text: str, presence: Presence) -> list[tuple[str, str | None]]:
    return [(p.party, p.person.name) for p in parts(text) if p.presence is presence]


@pytest.mark.parametrize(
    ("text", "presiding"),
    [(MODERN, ["Roe", "Poe", "Poe"]), (OF_1962, ["A. B. ROE"]), (OF_1988, ["ROE"])],
)
def test_presiding_officers_are_no_countries(text: str, presiding: list[str]) -> None:
    found = names(text, Presence.PRESIDING)
    assert {party for party, _ in found} == {"chair"}
    assert [name for _, name in found] == list(dict.fromkeys(presiding))


def test_members_in_the_head_are_present() -> None:
    assert names(MODERN, Presence.PRESENT) == [("ALB", "Doe"), ("GBR", "Jane Coe")]
    assert names(OF_1962, Presence.PRESENT) == [("CHL", None), ("GHA", None), ("GBR", None)]
    assert names(OF_1988, Presence.PRESENT) == [("DZA", "DOE"), ("SUN", "POE"), ("ZMB", "COE")]


def test_invited_and_seated_delegations_are_one_participation() -> None:
    assert names(MODERN, Presence.INVITED) == [("COL", None), ("PAN", None)]
    assert names(OF_1962, Presence.INVITED) == [("CUB", "Carlos POE")]


def test_speakers_stand_by_name_whatever_the_number_and_the_language() -> None:
    assert names(OF_1962, Presence.REPORTED) == [
        ("chair", None), ("CHL", "DOE"), ("GBR", "Patrick COE")]  # fmt: skip
    assert names(OF_1988, Presence.REPORTED) == [("chair", None), ("ZMB", "COE"), ("DZA", "DOE")]


def test_page_lines_and_numbers_do_not_part_a_speech() -> None:
    record = extract(lay_out(read_source(OF_1988.encode(), "r", "r.txt")), load_gazetteer())
    assert [(s.party, len(s.sentences)) for s in record.statements] == [
        ("chair", 1), ("ZMB", 1), ("DZA", 2)]  # fmt: skip
    assert record.meeting is not None
    assert (record.meeting.numbers, record.meeting.topic) == ((2838,), "THE SITUATION IN CYPRUS")


def test_a_letter_on_the_agenda_makes_nobody_a_speaker() -> None:
    assert Presence.ROSTER not in {part.presence for part in parts(OF_1962)}


def test_an_absent_president_did_not_preside() -> None:
    text = OF_1988.replace(
        "Members: Algeria Mr. DOE\n",
        "In the absence of the President, Mr. Poe (Peru), Vice-President, took the Chair.\n",
    )
    found = [part for part in parts(text) if part.presence is Presence.PRESIDING]
    assert [(part.person.name, part.person.role) for part in found] == [("Poe", "Vice-President")]


@pytest.mark.parametrize("country", ["C6te d’Ivoire", "C0te d'Ivoire"])
def test_a_country_that_a_scanner_misread_is_found(country: str) -> None:
    text = OF_1988.replace("Mr. COE (Zambia):", f"Mr. COE ({country}):")
    assert ("CIV", "COE") in names(text, Presence.REPORTED)
