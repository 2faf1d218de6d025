from __future__ import annotations

from datetime import date

import pytest

from kg.extracting.meeting import meeting, next_meeting, stated_day
from kg.model.layout import Form
from kg.model.record import Meeting

BODIES = [
    ("The situation is dire, the envoy told the Security Council today.", "Security Council"),
    (
        "Delegates in the Third Committee (Social, Humanitarian and Cultural) today debated the "
        "rights of the child, as the Third Committee heard from experts.",
        "Third Committee",
    ),
    (
        "The Commission on the Status of Women opened its sixty-third session today.",
        "Commission on the Status of Women",
    ),
    (
        "Rich soils feed us all, experts told the Economic and Social Council this morning.",
        "Economic and Social Council",
    ),
    (
        "The Special Committee on Decolonization today approved a text on Ruritania, as the General "
        "Assembly’s plan for the decade nears its end.",
        "Special Committee on Decolonization",
    ),
    (
        "The panel charged with planning the summit met today. Formally known as the “Preparatory "
        "Committee for the World Summit on Lakes and the Review of Its Results”, it was to finish "
        "on Friday. The Committee then heard a report. The Committee will resume on Monday.",
        "Preparatory Committee for the World Summit on Lakes and the Review of Its Results",
    ),
    (
        "With a vote tomorrow, the Assembly heard the last speakers today. The General Assembly "
        "then suspended its meeting. Council members had met earlier.",
        "General Assembly",
    ),
]


@pytest.mark.parametrize(("text", "body"), BODIES)
def test_finds_the_body_in_the_words_of_the_text(lay, text, body):
    assert meeting(lay(text)).body == body


@pytest.mark.parametrize(
    ("symbol", "body"),
    [
        ("GA/SHC/3123", "Third Committee"),
        ("GA/AB/4100", "Fifth Committee"),
        ("SC/15000", "Security Council"),
        ("ECOSOC/7001", "Economic and Social Council"),
        ("S/PV.9000", "Security Council"),
    ],
)
def test_the_symbol_names_the_body(lay, symbol, body):
    assert meeting(lay("Speakers met.", symbol=symbol)).body == body


SESSIONS = [
    ("The Forum continued its second session today.", 2),
    ("The Committee opened its fifty-eighth annual session today.", 58),
    ("Geneva is hosting the third of five planned gatherings of the Commission today.", 3),
    ("Seventy-sixth Session\n38th & 39th Meetings (AM & PM)\nThe Assembly met today.", 76),
    ("The Assembly looked ahead to its eightieth session, delegates said.", None),
    ("Work should be finished before the fourth session, the Chair said.", None),
]


@pytest.mark.parametrize(("text", "session"), SESSIONS)
def test_finds_the_session_that_is_being_held(lay, text, session):
    assert meeting(lay(text)).session == session


def test_finds_the_numbers_of_meetings_in_a_header(lay):
    assert meeting(lay("38th & 39th Meetings (AM & PM)\nDelegates met.")).numbers == (38, 39)
    assert meeting(lay("Delegates met.", meetings="104")).numbers == (104,)


def test_takes_facts_of_the_page_first(lay):
    found = meeting(lay("Delegates met.", body="Human Rights Council", session="52",
                        date="2023-03-01"))  # fmt: skip
    assert found.body == "Human Rights Council"
    assert (found.session, found.day) == (52, date(2023, 3, 1))


DAYS = [
    ("GA/1\n27 May 2021\nDelegates met today.", date(2021, 5, 27)),
    ("23-Nov-2021 03:36:34\nDelegates met today.", date(2021, 11, 23)),
    ("19971007\nDelegates met today.", date(1997, 10, 7)),
    ("Meeting today, 3 May 2001, the Council heard a briefing.", date(2001, 5, 3)),
    ("The text was adopted on 19 June 2023, the Council heard today in New York.", None),
    ("The Council met on Tuesday, 26 August.", None),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_counts_only_where_the_document_states_it_of_itself(lay, text, day):
    assert stated_day(lay(text)) == day


NEXT = [
    (
        "The General Assembly will reconvene at 10 a.m. on Wednesday, 24 November, to take action.",
        date(2021, 11, 24), "10:00",
    ),
    ("The Council will meet again at 3 p.m. on Monday, 3 January.", date(2022, 1, 3), "15:00"),
    ("The Committee will next meet tomorrow at 10:30 a.m.", date(2021, 11, 24), "10:30"),
    ("The Board will meet again at a date to be announced.", None, None),
    ("The Forum is scheduled to reconvene on 7 March 2022.", date(2022, 3, 7), None),
    ("Its first session was in April, and its third will convene from 23 May to 2 June 2022.",
     date(2022, 5, 23), None),
    ("The next meeting of the Commission will be held at noon on Friday, 26 November.",
     date(2021, 11, 26), "12:00"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "time"), NEXT)
def test_finds_when_the_body_meets_again(lay, text, day, time):
    found = next_meeting(lay(text), Meeting(day=date(2021, 11, 23)))
    assert (found.day, found.time) == (day, time)


def test_without_a_year_the_next_day_stays_unknown(lay):
    found = next_meeting(lay("The Council will reconvene on Tuesday, 26 August."), Meeting())
    assert found.day is None


@pytest.mark.parametrize(
    "text",
    [
        "Elections will be held on 4 May, the envoy said.",
        "The Agreement will enter into force on 4 May.",
        "The Assembly opened its debate at 10 a.m. today.",
        "The high-level segment will bring leaders together.",
    ],
)
def test_other_plans_are_no_next_meeting(lay, text):
    assert next_meeting(lay(text), Meeting(day=date(2021, 4, 1))) is None


def test_a_resolution_covers_no_meeting(lay):
    assert meeting(lay("Recalling its resolutions,", Form.RESOLUTION)) is None
