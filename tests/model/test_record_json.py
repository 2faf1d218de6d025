from __future__ import annotations

import json
from datetime import date

from kg.model.layout import Block, Form, Layout, Role, Sentence
from kg.model.record import (
    Act,
    ActType,
    Addressee,
    Attribution,
    InstrumentMention,
    Meeting,
    Mode,
    NextMeeting,
    Outcome,
    Participation,
    Person,
    Pledge,
    Presence,
    Provision,
    Record,
    Statement,
    ThemeTag,
    Vote,
)
from kg.model.record_json import lines, to_json
from kg.model.source import Issue, Severity, Source, Span

TEXT = "Kenya’s delegate pledged $5 million."


def full_record() -> Record:
    whole = Span(0, len(TEXT))
    layout = Layout(
        Source("ga1", TEXT, "ab" * 32, "ga1.txt"), TEXT, Form.COVERAGE, 1.0,
        (Block(whole, Role.PARAGRAPH),), (Sentence(whole, 0),),
    )  # fmt: skip
    said = Attribution(("KEN",), ("group:african-group",), Mode.PARAPHRASE, "possessive", turn=1)
    act = Act(
        ActType.COMMITMENT, whole, Span(17, 24), "pledge", 0.9, ("KEN",), (), 0, Mode.PARAPHRASE,
        addressees=(Addressee("donors", Span(0, 1)),), themes=("debt",),
        pledge=Pledge(4, Span(25, 35), "$5 million"),
    )  # fmt: skip
    return Record(
        layout, "rules", "GA/1", "A title", date(2021, 11, 23),
        Meeting("General Assembly", 76, (38, 39), date(2021, 11, 23), "debt"),
        attributions=(said,),
        themes=((ThemeTag("debt", None),),),
        statements=(Statement(1, "KEN", (), Person("Ann Example", "delegate"), (0,)),),
        acts=(act,),
        participations=(Participation("KEN", Presence.REPORTED, whole, ("group:african-group",)),),
        outcomes=(Outcome("adopted", "text", "recorded-vote", whole, "A/1/L.1",
                          Vote(158, 2, 1, (), ("ISR", "USA"), ("ARG",))),),
        instruments=(InstrumentMention("Pact", "declaration", (Span(0, 5), Span(8, 9))),),
        provisions=(Provision("3", "operative", whole, "Urges"),),
        symbols=("A/1/L.1",),
        next_meeting=NextMeeting(date(2021, 11, 24), "10:00", whole),
        issues=(Issue("odd", Severity.INFO), Issue("odd here", span=Span(0, 5))),
    )  # fmt: skip


def test_has_the_documented_keys_and_values():
    value = to_json(full_record())
    assert value["document"] == {
        "name": "ga1", "kind": "coverage", "symbol": "GA/1", "title": "A title",
        "date": "2021-11-23", "language": "en", "sha256": "ab" * 32, "url": None,
    }  # fmt: skip
    assert value["meeting"] == {
        "body": "General Assembly", "session": 76, "meeting_numbers": [38, 39],
        "date": "2021-11-23", "topic": "debt",
    }  # fmt: skip
    (outcome,) = value["outcomes"]
    assert (outcome["for"], outcome["against"], outcome["abstain"]) == (158, 2, 1)
    assert outcome["against_parties"] == ["ISR", "USA"]
    assert value["next_meeting"]["date"] == "2021-11-24"
    assert value["participations"][0]["behalf"] == ["group:african-group"]
    assert value["sentences"][0]["themes"] == ["debt"]
    assert value["instruments"][0]["mentions"] == [{"start": 0, "end": 5}, {"start": 8, "end": 9}]
    assert value["issues"][0] == {"severity": "info", "message": "odd", "start": None, "end": None}


def test_a_quote_stands_at_its_offsets():
    (act,) = to_json(full_record())["acts"]
    assert act["quote"] == TEXT[act["start"] : act["end"]] == TEXT
    assert act["addressees"] == ["donors"]
    assert act["pledge"]["amount"] == "$5 million"


def test_lines_are_json_and_keep_every_letter():
    (line,) = lines([full_record()])
    assert "\n" not in line
    assert "Kenya’s" in line
    assert json.loads(line) == to_json(full_record())


def test_unknown_values_are_null():
    layout = Layout(Source("x", "", "0" * 64, "x"), "", Form.OTHER, 0.5, (), ())
    value = to_json(Record(layout, "rules", None, None, None, None))
    assert value["meeting"] is None
    assert value["next_meeting"] is None
    assert value["document"]["date"] is None
