"""Attribution of verbatim records and of speeches."""

from __future__ import annotations

from kg.extracting.attribution import attribute
from kg.extracting.participations import participations
from kg.model.layout import Block, Fact, Form, Layout, Role, Sentence
from kg.model.mentions import Gazetteer
from kg.model.record import Mode, Presence
from kg.model.source import Source, Span

PARTS = tuple[tuple[Role, tuple[str, ...]], ...]


def built(parts: PARTS, form: Form = Form.VERBATIM, **facts: str) -> Layout:
    text, blocks, sentences = "", [], []
    for role, pieces in parts:
        start = len(text)
        for piece in pieces:
            sentences.append(Sentence(Span(len(text), len(text) + len(piece)), len(blocks)))
            text += piece + " "
        blocks.append(Block(Span(start, len(text) - 1), role))
    stated = {key: Fact(value) for key, value in facts.items()}
    source = Source("record", text, "0" * 64, "record.txt")
    return Layout(source, text, form, 1.0, tuple(blocks), tuple(sentences), stated)


T, P, H = Role.TURN, Role.PARAGRAPH, Role.HEADING
RECORD: PARTS = (
    (Role.HEADER, ("President:", "Ms. Vale (Portugal)")),
    (H, ("The meeting was called to order at 10 a.m.",)),
    (T, ("The President:",)),
    (P, ("I invite Mr. Otto Lind, Special Envoy of the Secretary-General for Yemen, to brief us.",
         "I invite the representatives of Oman and Yemen to participate in this meeting.")),
    (T, ("Mr. Lind:",)),
    (P, ("I thank you, Madam President.", "The road is open.")),
    (T, ("Mr. Sow (Senegal) (spoke in French):",)),
    (P, ("I have the honour to speak on behalf of the African Group.", "We welcome the news.")),
    (T, ("Ms. Bell (Department of Global Communications):",)),
    (P, ("The figures are ready.",)),
    (T, ("The President:",)),
    (P, ("I shall now make a statement in my national capacity.", "Portugal will help.",
         "I now resume my functions as President of the Council.")),
    (T, ("Mr. Haddad (Yemen):",)),
    (P, ("We are grateful.", "The meeting rose at noon.")),
)  # fmt: skip


def test_headings_name_the_speakers(gazetteer: Gazetteer) -> None:
    layout = built(RECORD)
    found = attribute(layout, gazetteer.mentions(layout.plain), gazetteer)
    said = [(a.speakers, a.behalf, a.capacity) for a in found if a.speakers]
    group = ("group:african-group",)
    assert said == [
        (("chair",), (), None),
        (("chair",), (), None),
        (("org:un-secretariat",), (), None),
        (("org:un-secretariat",), (), None),
        (("SEN",), group, None),
        (("SEN",), group, None),
        (("org:un-secretariat",), (), None),
        (("PRT",), (), "national"),
        (("PRT",), (), "national"),
        (("chair",), (), None),
        (("YEM",), (), None),
    ]
    assert {a.mode for a in found if a.speakers} == {Mode.QUOTE}


def test_the_rest_of_a_record_is_narration(gazetteer: Gazetteer) -> None:
    layout = built(RECORD)
    found = attribute(layout, gazetteer.mentions(layout.plain), gazetteer)
    rules = {a.rule for a in found if not a.speakers}
    assert rules == {"header", "heading", "turn", "record"}


def test_guests_are_invited_whether_they_speak_or_not(gazetteer: Gazetteer) -> None:
    layout = built(RECORD)
    mentions = gazetteer.mentions(layout.plain)
    found = participations(layout, mentions, attribute(layout, mentions, gazetteer))
    assert [(p.party, p.presence) for p in found if p.presence is Presence.INVITED] == [
        ("OMN", Presence.INVITED),
        ("YEM", Presence.INVITED),
    ]


def test_replies_are_called_by_the_president(gazetteer: Gazetteer) -> None:
    layout = built(
        (
            (T, ("Mr. Roux (France):",)),
            (P, ("All is well.",)),
            (T, ("The President:",)),
            (
                P,
                ("I give the floor to those who wish to speak in exercise of the right of reply.",),
            ),
            (T, ("Mr. Haddad (Yemen):",)),
            (P, ("All is not well.",)),
        )
    )
    mentions = gazetteer.mentions(layout.plain)
    found = participations(layout, mentions, attribute(layout, mentions, gazetteer))
    assert [(p.party, p.presence) for p in found] == [
        ("FRA", Presence.REPORTED),
        ("chair", Presence.REPORTED),
        ("YEM", Presence.RIGHT_OF_REPLY),
    ]


def test_a_speech_belongs_to_its_stated_country(gazetteer: Gazetteer) -> None:
    layout = built(((P, ("We thank Norway.",)),), Form.SPEECH, country="MDV")
    found = attribute(layout, gazetteer.mentions(layout.plain), gazetteer)
    assert [(a.speakers, a.rule, a.mode) for a in found] == [
        (("MDV",), "stated-speaker", Mode.QUOTE)
    ]


def test_a_speech_names_its_own_country(gazetteer: Gazetteer) -> None:
    layout = built(
        (
            (P, ("War rages in Ukraine, in the Sudan and in Ukraine again.", "Ukraine bleeds.")),
            (P, ("The people of Fiji know storms.", "Fiji will plant a million trees.")),
            (P, ("[Applause]",)),
        ),
        Form.SPEECH,
    )
    found = attribute(layout, gazetteer.mentions(layout.plain), gazetteer)
    assert [a.speakers for a in found] == [("FJI",)] * 4 + [()]


def test_a_speech_of_nobody_is_not_guessed(gazetteer: Gazetteer) -> None:
    layout = built(((P, ("Let there be peace.",)),), Form.SPEECH)
    found = attribute(layout, gazetteer.mentions(layout.plain), gazetteer)
    assert [(a.speakers, a.rule) for a in found] == [((), "unknown-speaker")]
