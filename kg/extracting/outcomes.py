"""What was decided: texts adopted or rejected, people elected, mandates renewed, items put off.

An outcome is an event of the meeting itself: the body acts ("the Assembly adopted …"), a text
undergoes it ("… was adopted without a vote"), or a text is introduced by what it does ("By a
text titled …, the Assembly …"). What speakers recall or announce is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extracting.decisions import Decision, decisions, procedure, sweeping
from kg.extracting.merging import Event, figures, merged, significant
from kg.extracting.objects import objects
from kg.extracting.votes import Tally, lists, tally
from kg.model.layout import RECORDS, Form, Layout, Role
from kg.model.mentions import Mentions
from kg.model.record import Attribution, Outcome, Vote
from kg.model.source import Span

_MORE = re.compile(r"[Vv]ote|adopted|approved")
_TAKEN_UP = re.compile(
    r"\b(?:took up|taking up|turned to|turning to|introduc|considered|had before|before it|before them|"
    r"tabled|resumed|action on|presented|was a draft|had for its consideration)",
    re.IGNORECASE,
)


def outcomes(
    layout: Layout,
    mentions: Mentions,
    body: str | None = None,
    said: Sequence[Attribution] = (),
) -> tuple[Outcome, ...]:
    """Return the outcomes of the meeting in the order of the text, each once.

    ``body`` is the name of the meeting's body (any body counts without it); a sentence that
    ``said`` gives to a speaker by a cue of its own reports no outcome.
    """
    if layout.form not in {*RECORDS, Form.COVERAGE}:
        return ()
    events: list[Event] = []
    for at, sentence in enumerate(layout.sentences):
        if layout.blocks[sentence.block].role in (Role.FURNITURE, Role.TURN):
            continue
        spoken = bool(said) and said[at].cue is not None and bool(said[at].speakers)
        found = _in_sentence(layout, mentions, at, body)
        if layout.form in RECORDS:
            found = _with_vote_before(found, layout, mentions, at)
        if spoken:
            found = [one for one in found if _certain(one)]
        events.extend(_looked_up(one, layout, events) for one in found)
        if not found:
            events = _completed(events, layout, mentions, at)
    events = merged(_with_lists(events, layout, mentions))
    return tuple(event.outcome for event in events if not _is_content(event, events))


def _is_content(event: Event, events: Sequence[Event]) -> bool:
    """Whether a renewal is what a resolution does that is adopted in the next sentences."""
    return event.outcome.kind == "renewed" and any(
        other.outcome.kind == "adopted"
        and "/RES/" in (other.outcome.symbol or "")
        and 0 <= other.at - event.at <= 2
        for other in events
    )


def _looked_up(event: Event, layout: Layout, earlier: Sequence[Event]) -> Event:
    """Give a decision on "the draft" the title and symbol of the text that was taken up before."""
    if event.outcome.symbol or significant(event.outcome.what):
        return event
    last = earlier[-1].at if earlier else -1
    for at in range(event.at - 1, max(last, event.at - 12), -1):
        span = layout.sentences[at].span
        near = event.definite and at == event.at - 1
        if not near and not _TAKEN_UP.search(layout.plain, span.start, span.end):
            continue
        for what, symbol in reversed(objects(layout.plain, span)):
            if symbol and "/RES/" not in symbol:
                outcome = replace(event.outcome, what=what, symbol=symbol)
                return replace(event, outcome=outcome)
    return event


def _certain(event: Event) -> bool:
    """Whether the report stands by itself: it gives the figures of a vote or a symbol."""
    return event.outcome.vote.in_favour is not None or event.outcome.symbol is not None


def _in_sentence(layout: Layout, mentions: Mentions, at: int, body: str | None) -> list[Event]:
    span = layout.sentences[at].span
    found = decisions(layout, span, body)
    votes = _shared_out(layout, mentions, span, found)
    return [
        Event(
            Outcome(
                kind=one.kind,
                what=one.what,
                procedure=procedure(layout.read(one.clause), vote),
                span=span,
                symbol=one.symbol,
                vote=vote,
            ),
            at,
            one.definite,
        )
        for one, vote in zip(found, votes, strict=True)
    ]


def _shared_out(
    layout: Layout, mentions: Mentions, span: Span, found: Sequence[Decision]
) -> list[Vote]:
    """Return for each decision of a sentence the vote that its clause states."""
    if not found:
        return []
    if len(found) == 1:
        whole = tally(layout.plain, span, mentions)
        return [whole.vote if whole else Vote()]
    votes = []
    for one in found:
        own = tally(layout.plain, one.clause, mentions)
        votes.append(own.vote if own else Vote())
    return votes


def _completed(events: list[Event], layout: Layout, mentions: Mentions, at: int) -> list[Event]:
    """Give the last decision the vote of a following sentence ("The vote was 120 in favour …")."""
    span = layout.sentences[at].span
    if not events or not _MORE.search(layout.plain, span.start, span.end):
        return events
    text = layout.read(span)
    if swept := sweeping(text):
        return [
            replace(event, outcome=replace(event.outcome, procedure=swept))
            if event.outcome.procedure == "unknown" and at - event.at <= 12
            else event
            for event in events
        ]
    if at - events[-1].at > 3 or not _states_vote(text):
        return events
    found = tally(layout.plain, span, mentions)
    last = events[-1]
    if not found or last.outcome.vote.in_favour is not None or found.vote.in_favour is None:
        return events
    outcome = replace(
        last.outcome, vote=found.vote, procedure=procedure(text, found.vote, last.outcome.procedure)
    )
    return [*events[:-1], replace(last, outcome=outcome)]


def _with_vote_before(
    found: list[Event], layout: Layout, mentions: Mentions, at: int
) -> list[Event]:
    """Give a decision the vote that the chair announced in the sentence before it."""
    if len(found) != 1 or at == 0 or figures(found[0].outcome.vote):
        return found
    before = layout.sentences[at - 1].span
    stated = tally(layout.plain, before, mentions)
    if not stated or not re.search(r"\breceived\b", layout.read(before)):
        return found
    outcome = found[0].outcome
    manner = procedure(layout.read(outcome.span), stated.vote)
    return [replace(found[0], outcome=replace(outcome, vote=stated.vote, procedure=manner))]


def _states_vote(text: str) -> bool:
    lowered = text.lower()
    return any(
        sign in lowered
        for sign in ("the vote was", "the vote on", "the result", "votes in favour", "received ",
                     "the text received", "by a vote", "recorded vote", "in favour to", "voted in favour")
    ) and "vot" in lowered  # fmt: skip


def _with_lists(events: list[Event], layout: Layout, mentions: Mentions) -> list[Event]:
    """Join the printed lists of voters to the decision they belong to."""
    for one in lists(layout.plain, mentions):
        at = _owner(one, events)
        if at is not None:
            events[at] = replace(events[at], outcome=_listed(events[at].outcome, one))
    return events


def _owner(one: Tally, events: list[Event]) -> int | None:
    """Return the decision right after a list, or the one right before it."""
    distances = [
        (event.outcome.span.start - one.span.end
         if event.outcome.span.start >= one.span.end
         else (one.span.start - event.outcome.span.end) * 2, at)
        for at, event in enumerate(events)
    ]  # fmt: skip
    near = [pair for pair in distances if 0 <= pair[0] < 1500]
    return min(near)[1] if near else None


def _listed(outcome: Outcome, one: Tally) -> Outcome:
    mine, theirs = outcome.vote, one.vote
    vote = Vote(
        mine.in_favour if mine.in_favour is not None else len(theirs.parties_for) or None,
        mine.against if mine.against is not None else len(theirs.parties_against),
        mine.abstaining if mine.abstaining is not None else len(theirs.parties_abstaining),
        mine.parties_for or theirs.parties_for,
        mine.parties_against or theirs.parties_against,
        mine.parties_abstaining or theirs.parties_abstaining,
    )
    return replace(outcome, vote=vote, procedure="recorded-vote")
