"""A record as one JSON object, the form that ``rostrum extract --format jsonl`` prints.

The keys are those of the extraction record (documented with ``rostrum extract``); more are
added where the record knows more: rules, cues, polarity, pledges, statements, provisions.
Unknown values are ``null``; offsets are code points of the source text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.model.record import (
    Act,
    InstrumentMention,
    Meeting,
    NextMeeting,
    Outcome,
    Participation,
    Person,
    Pledge,
    Provision,
    Record,
    Statement,
)
from kg.model.source import Issue, Span

Json = dict[str, Any]


def to_json(record: Record) -> Json:
    """Return the record as a JSON object.

    >>> from kg.model.layout import Form, Layout
    >>> from kg.model.source import Source
    >>> empty = Layout(Source("note", "", "0" * 64, "note.txt"), "", Form.COVERAGE, 1.0, (), ())
    >>> value = to_json(Record(empty, "rules", "GA/1", None, None, None))
    >>> value["document"]["symbol"], value["meeting"], value["acts"]
    ('GA/1', None, [])
    """
    return {
        "document": _document(record),
        "extractor": record.extractor,
        "meeting": _meeting(record.meeting),
        "symbols": list(record.symbols),
        "participations": [_participation(one) for one in record.participations],
        "sentences": _sentences(record),
        "statements": [_statement(record, one) for one in record.statements],
        "acts": [_act(record, one) for one in record.acts],
        "outcomes": [_outcome(one) for one in record.outcomes],
        "instruments": [_instrument(one) for one in record.instruments],
        "provisions": [_provision(one) for one in record.provisions],
        "next_meeting": _next(record.next_meeting),
        "issues": [_issue(one) for one in record.issues],
        **_corrections(record),
    }


def _corrections(record: Record) -> Json:
    """Return what people have corrected; a record without corrections has no such key."""
    if not record.corrections:
        return {}
    found = [
        {"start": one.span.start, "end": one.span.end, "field": one.field, "old": one.old}
        | {"new": one.new, "who": one.who, "why": one.why}
        for one in record.corrections
    ]
    return {"corrections": found}


def lines(records: Iterable[Record]) -> Iterator[str]:
    """Yield one line of JSON for each record, without the line's end."""
    for record in records:
        yield json.dumps(to_json(record), ensure_ascii=False, separators=(", ", ": "))


def _bounds(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _document(record: Record) -> Json:
    layout = record.layout
    return {
        "name": layout.source.name,
        "kind": layout.form.value,
        "symbol": record.symbol,
        "title": record.title,
        "date": record.day.isoformat() if record.day else None,
        "language": layout.fact("language") or "en",
        "sha256": layout.source.sha256,
        "url": layout.fact("url"),
    }


def _meeting(meeting: Meeting | None) -> Json | None:
    if meeting is None:
        return None
    return {
        "body": meeting.body,
        "session": meeting.session,
        "meeting_numbers": list(meeting.numbers) or None,
        "date": meeting.day.isoformat() if meeting.day else None,
        "topic": meeting.topic,
    }


def _person(person: Person) -> Json:
    return {"name": person.name, "role": person.role}


def _participation(part: Participation) -> Json:
    return {
        "party": part.party,
        "mode": part.presence.value,
        "behalf": list(part.behalf),
        **_person(part.person),
        "capacity": part.capacity,
        **_bounds(part.span),
    }


def _sentences(record: Record) -> list[Json]:
    return [
        {
            **_bounds(sentence.span),
            "speakers": list(said.speakers),
            "behalf": list(said.behalf),
            "mode": said.mode.value,
            "themes": [tag.theme for tag in tags],
            "rule": said.rule,
            "turn": said.turn,
        }
        for sentence, said, tags in zip(
            record.layout.sentences, record.attributions, record.themes, strict=True
        )
    ]


def _statement(record: Record, statement: Statement) -> Json:
    spans = [record.layout.sentences[at].span for at in statement.sentences]
    return {
        "ordinal": statement.ordinal,
        "party": statement.party,
        "behalf": list(statement.behalf),
        **_person(statement.person),
        "sentences": [_bounds(span) for span in spans],
    }


def _act(record: Record, act: Act) -> Json:
    return {
        "type": act.type.value,
        "parties": list(act.parties),
        **_bounds(act.span),
        "quote": record.layout.source.quote(act.span),
        "addressees": [one.text for one in act.addressees],
        "themes": list(act.themes),
        "confidence": act.confidence,
        "behalf": list(act.behalf),
        "rule": act.rule,
        "cue": _bounds(act.cue),
        "attribution": act.attribution.value,
        "polarity": act.polarity.value,
        "certainty": act.certainty.value,
        "instruments": list(act.instruments),
        "pledge": _pledge(act.pledge),
    }


def _pledge(pledge: Pledge | None) -> Json | None:
    if pledge is None:
        return None
    return {
        "strength": pledge.strength,
        "measure": _bounds(pledge.measure) if pledge.measure else None,
        "amount": pledge.amount,
        "deadline": pledge.deadline,
        "beneficiary": pledge.beneficiary,
    }


def _outcome(outcome: Outcome) -> Json:
    vote = outcome.vote
    return {
        "kind": outcome.kind,
        "what": outcome.what,
        "symbol": outcome.symbol,
        "procedure": outcome.procedure,
        "for": vote.in_favour,
        "against": vote.against,
        "abstain": vote.abstaining,
        "for_parties": list(vote.parties_for),
        "against_parties": list(vote.parties_against),
        "abstain_parties": list(vote.parties_abstaining),
        **_bounds(outcome.span),
    }


def _instrument(instrument: InstrumentMention) -> Json:
    return {
        "name": instrument.name,
        "kind": instrument.kind,
        "symbol": instrument.symbol,
        "id": instrument.id,
        **_bounds(instrument.spans[0]),
        "mentions": [_bounds(span) for span in instrument.spans],
    }


def _provision(provision: Provision) -> Json:
    return {
        "number": provision.number,
        "path": provision.path,
        "kind": provision.kind,
        "verb": provision.verb,
        "type": provision.type,
        "parent": provision.parent,
        "body": provision.body,
        "actor": provision.actor,
        "addressees": [one.text for one in provision.addressees],
        "themes": list(provision.themes),
        "instruments": list(provision.instruments),
        "cue": _bounds(provision.cue) if provision.cue else None,
        **_bounds(provision.span),
    }


def _next(meeting: NextMeeting | None) -> Json | None:
    if meeting is None:
        return None
    return {
        "date": meeting.day.isoformat() if meeting.day else None,
        "time": meeting.time,
        **_bounds(meeting.span),
    }


def _issue(issue: Issue) -> Json:
    bounds = _bounds(issue.span) if issue.span else {"start": None, "end": None}
    return {"severity": issue.severity.value, "message": issue.message, **bounds}
