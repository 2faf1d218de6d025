from __future__ import annotations

from datetime import date

import pytest

from kg.extracting.checks import issues
from kg.extracting.compact import compact
from kg.model.record import (
    Attribution,
    Meeting,
    Mode,
    Outcome,
    Participation,
    Presence,
    Record,
    Vote,
)
from kg.model.source import Severity, Span


@pytest.fixture
def messages(lay, gazetteer):
    def check(text, **values):
        layout = lay(text)
        values.setdefault("meeting", Meeting("General Assembly", day=date(2021, 11, 23)))
        record = Record(layout, "rules", None, None, date(2021, 11, 23), **values)
        return [
            (one.severity, one.message)
            for one in issues(record, compact(layout, gazetteer.mentions(layout.plain)), gazetteer)
        ]

    return check


def part(party, presence=Presence.REPORTED):
    return Participation(party, presence, Span(0, 1))


def test_says_both_numbers_where_a_count_is_claimed(messages):
    named = tuple(part(one) for one in ("SVK", "KEN", "CHL"))
    (found,) = messages("More than 70 speakers took the floor today.", participations=named)
    assert found == (
        Severity.WARNING,
        "the text claims “More than 70 speakers took the floor”; 3 speaking parties are named",
    )


def test_a_count_that_is_reached_is_only_worth_knowing(messages):
    named = tuple(part(f"org:o{at}") for at in range(12))
    ((severity, message),) = messages("Twelve delegations spoke.", participations=named)
    assert severity is Severity.INFO
    assert "12 speaking parties" in message


def test_names_that_no_register_knows(messages):
    assert messages("The representative of Ruritania said little.") == [
        (Severity.WARNING, "“Ruritania” speaks but is in no register")
    ]
    assert messages("Ruritania’s delegate said little; Kenya’s delegate said more.") == [
        (Severity.WARNING, "“Ruritania” speaks but is in no register")
    ]
    assert messages("The representative of the Secretary-General spoke.") == []


def test_unknown_names_in_a_roster(messages):
    text = "Also speaking were representatives of Chile, Kenya, Ruritania, Latvia and Ghana."
    assert messages(text) == [
        (Severity.WARNING, "“Ruritania” is listed among the speakers but is in no register")
    ]


def test_listed_though_reported(messages):
    both = (part("SVK"), part("SVK", Presence.ROSTER))
    ((severity, message),) = messages("Delegates spoke.", participations=both)
    assert severity is Severity.INFO
    assert message.startswith("Slovakia is listed")


def test_votes_whose_names_do_not_add_up(messages):
    outcome = Outcome("adopted", "text", "recorded-vote", Span(0, 5),
                      vote=Vote(10, 2, 0, (), ("ISR",)))  # fmt: skip
    assert messages("It voted.", outcomes=(outcome,)) == [
        (Severity.WARNING, "the vote on “text” counts 2 against but names 1")
    ]


def test_weekdays_that_the_calendar_denies(messages):
    assert messages("It meets on Monday, 24 November.") == [
        (Severity.WARNING, "“Monday, 24 November” was a Wednesday in 2021")
    ]
    assert messages("It meets on Wednesday, 24 November.") == []


def test_quotations_left_open(messages):
    ((_, message),) = messages("He said: “We will never know.\nShe said: “Yes”.")
    assert message.startswith("a quotation opens here")


def test_narration_inside_a_statement(messages):
    said = (
        Attribution(("KEN",), mode=Mode.PARAPHRASE, turn=1),
        Attribution(),
        Attribution(("KEN",), mode=Mode.PARAPHRASE, turn=1),
    )
    found = messages("Kenya spoke. It rained. She went on.", attributions=said)
    assert found == [
        (Severity.INFO, "a sentence inside a statement is taken for the reporter's own")
    ]


def test_what_the_document_does_not_say(messages):
    assert messages("They met.", meeting=Meeting()) == [
        (Severity.WARNING, "no body is named that met"),
        (Severity.INFO, "the document states no date of the meeting"),
    ]
