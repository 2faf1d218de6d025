from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extracting import Extractor, Rules, extract
from kg.model.layout import Form
from kg.model.record import ActType

TEXT = (
    "The General Assembly today adopted a draft resolution on lakes (document A/77/L.28), by a "
    "recorded vote of 140 in favour to 1 against (Kenya), with no abstentions.\n"
    "Slovakia’s delegate welcomed the Paris Agreement and called on donors to protect lakes.  She "
    "said that Slovakia will plant 1 million trees under the Agreement.\n"
    "The General Assembly will reconvene at 10 a.m. on Friday, 3 March 2023."
)


@pytest.fixture(scope="module")
def record(lay, gazetteer):
    return extract(lay(TEXT, date="2023-03-02", symbol="GA/1"), gazetteer)


def test_every_sentence_has_an_attribution_and_themes(record):
    assert len(record.attributions) == len(record.themes) == len(record.layout.sentences) == 4


def test_composes_what_the_document_says(record):
    assert (record.symbol, record.day.isoformat()) == ("GA/1", "2023-03-02")
    assert record.meeting.body == "General Assembly"
    assert record.next_meeting.day.isoformat() == "2023-03-03"
    assert [(one.symbol, one.vote.in_favour) for one in record.outcomes] == [("A/77/L.28", 140)]
    assert record.symbols == ("A/77/L.28",)


def test_acts_carry_the_themes_and_instruments_of_their_sentence(record):
    position = next(one for one in record.acts if one.type is ActType.POSITION)
    assert position.instruments == ("paris-agreement",)
    assert position.parties == ("SVK",)


def test_every_span_lies_in_the_text(record):
    end = len(record.layout.source.text)
    spans = [one.span for one in (*record.acts, *record.outcomes, *record.participations)]
    spans += [span for one in record.instruments for span in one.spans]
    spans += [one.span for one in record.issues if one.span]
    assert spans
    assert all(0 <= span.start < span.end <= end for span in spans)


def test_extraction_is_a_pure_function(record, lay, gazetteer):
    again = extract(lay(TEXT, date="2023-03-02", symbol="GA/1"), gazetteer)
    assert again == record


def test_issues_of_reading_are_kept(lay, gazetteer):
    from kg.model.source import Issue

    layout = replace(lay("Delegates met."), issues=(Issue("the page is cut off"),))
    assert "the page is cut off" in [one.message for one in extract(layout, gazetteer).issues]


def test_another_form_has_no_meeting(lay, gazetteer):
    found = extract(lay("Recalling its resolution 76/7,", Form.RESOLUTION), gazetteer)
    assert found.meeting is None
    assert found.outcomes == ()


def test_an_empty_document_is_an_empty_record(lay, gazetteer):
    found = extract(lay(""), gazetteer)
    assert (found.acts, found.outcomes, found.instruments) == ((), (), ())


def test_rules_are_the_default_extractor(lay, gazetteer):
    extractor: Extractor = Rules()
    assert extractor.extract(lay("Delegates met."), gazetteer).extractor == extractor.name


def test_markup_between_words_changes_nothing(lay, gazetteer):
    plain = extract(lay(TEXT, date="2023-03-02"), gazetteer)
    spaced = TEXT.replace(" ", "   ")
    found = extract(lay(spaced, date="2023-03-02"), gazetteer)
    assert [(one.what, one.vote) for one in found.outcomes] == [
        (one.what, one.vote) for one in plain.outcomes
    ]
    assert [one.name for one in found.instruments] == [one.name for one in plain.instruments]
    assert found.meeting == plain.meeting
    for record in (plain, found):
        text = record.layout.source.text
        spans = [span for one in record.instruments for span in one.spans]
        words = [" ".join(text[span.start : span.end].split()) for span in spans]
        assert "Paris Agreement" in words
