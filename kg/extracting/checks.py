"""What a reader should know of one record: gaps and contradictions, each in one line.

Nothing here changes the record; an issue says what does not fit and where, so that a person
can decide. ``info`` is worth knowing, ``warning`` is likely to be an error somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.extracting.compact import Compact
from kg.extracting.figures import NUMBER_WORD, WEEKDAYS, dates, number
from kg.extracting.patterns import opening
from kg.model.layout import Form, Role
from kg.model.mentions import Gazetteer, Kind, Mentions
from kg.model.record import CHAIR, MANY, Mode, Presence, Record
from kg.model.source import Issue, Severity, Span

_WHO = r"(?:speakers|delegations|delegates|representatives|Member States|countries|States|participants)"
_CLAIM = re.compile(
    rf"(?P<who>{_WHO})(?: [^.;,]{{0,40}}?)? (?:took the floor|spoke|participated|took part|delivered "
    r"(?:statements|remarks)|made statements|addressed|were heard|intervened|contributed)\b",
)
_COUNT = re.compile(
    r"(?:(?P<how>more than|over|nearly|almost|some|about|at least|a total of|all) )?"
    rf"\b(?P<n>{NUMBER_WORD}) (?:other |high-level |invited )?$",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w’'-]+(?: (?:(?:and|of|the) ){0,2}[A-Z][\w’'-]+){0,4}"
_SPEAKER = re.compile(
    r"\b[Tt]he (?:representative|delegate|speaker|observer|Observer|Representative|Permanent "
    rf"Representative) (?:of|for) (?:the )?(?P<of>{_NAME})"
    r"|[’']s? (?:delegate|representative|speaker)\b"
)
_NEAR = 60
_WORD = rf"[A-Z][\w-]{{1,{_NEAR}}}+"
_OWNER = re.compile(rf"(?P<owner>{_WORD}(?: (?:(?:and|of|the) ){{0,2}}{_WORD}){{0,4}})$")
_ROSTER = re.compile(
    r"\b(?:representatives of|[Aa]lso (?:speaking|delivering statements|participating) (?:were|was)|"
    r"[Ss]peaking in (?:the )?exercise of the right of reply were)\b(?P<list>[^.;]{20,4000})"
)
_ITEM = re.compile(
    r"(?:^|, (?:and )?| and | as well as )(?:the )?"
    rf"(?P<name>{_NAME})"
    r"(?=,|$| and| \()"
)
_ROLES = frozenset(
    ["Government", "Governments", "Ministers", "Minister", "Secretary-General", "President",
     "Chair", "Council", "Commission", "Committee", "Secretariat", "Assembly", "Member", "States",
     "Heads", "State", "Vice", "Deputy", "Under-Secretary-General", "Office", "Head", "General"]
)  # fmt: skip
_WEEKDAY = re.compile(opening(rf"{name}, " for name in WEEKDAYS))
_OPEN, _CLOSED = "“", "”"


def issues(record: Record, view: Compact, gazetteer: Gazetteer) -> tuple[Issue, ...]:
    """Return the findings on ``record`` in text order, those of the whole document first.

    ``view`` is the compact view of the record's layout.
    """
    found: list[Issue] = [*_gaps(record)]
    if record.layout.form is Form.COVERAGE:
        found.extend(_claimed_counts(record, view))
        found.extend(_unknown_speakers(view))
        found.extend(_unknown_in_rosters(view))
        found.extend(_listed_and_reported(record, gazetteer.label))
        found.extend(_unattributed(record))
        found.extend(_open_quotes(view))
    found.extend(_votes(record))
    found.extend(_weekdays(record, view))
    return tuple(sorted(found, key=lambda one: one.span or Span(-1, -1)))


def _gaps(record: Record) -> Iterator[Issue]:
    """Yield what the document does not tell of its meeting."""
    if record.meeting is None:
        return
    if not record.meeting.body:
        yield Issue("no body is named that met")
    if not record.meeting.day:
        yield Issue("the document states no date of the meeting", Severity.INFO)
    elif record.day and record.layout.form is Form.COVERAGE and record.meeting.day != record.day:
        yield Issue(
            f"the document is of {record.day.isoformat()}, its meeting of "
            f"{record.meeting.day.isoformat()}"
        )


def _claimed_counts(record: Record, view: Compact) -> Iterator[Issue]:
    named = {
        part.party
        for part in record.participations
        if part.presence in (Presence.REPORTED, Presence.ROSTER, Presence.RIGHT_OF_REPLY)
    } - {CHAIR, MANY}
    text = view.layout.plain
    for match in _CLAIM.finditer(text):
        floor = max(0, match.start() - _NEAR)
        count = _COUNT.search(text[floor : match.start()])
        claimed = number(count["n"]) if count else None
        if count is None or claimed is None or claimed < 10:
            continue
        fits = len(named) > claimed if _is_more(count["how"]) else len(named) >= claimed
        span = Span(floor + count.start(), match.end())
        yield Issue(
            f"the text claims “{view.layout.read(span)}”; {len(named)} speaking parties are named",
            Severity.INFO if fits else Severity.WARNING,
            view.back(span),
        )


def _is_more(how: str | None) -> bool:
    return (how or "").lower() in ("more than", "over")


def _unknown_speakers(view: Compact) -> Iterator[Issue]:
    text = view.layout.plain
    for match in _SPEAKER.finditer(text):
        if not match["of"]:
            start = max(0, match.start() - _NEAR)
            owner = _OWNER.search(text[start : match.start()])
            span = Span(start + owner.start(), match.start()) if owner else None
        else:
            span = Span(*match.span("of"))
        if span and not _is_known(span, view.mentions):
            name = view.layout.read(span)
            if not set(name.split()) & _ROLES:
                yield Issue(
                    f"“{name}” speaks but is in no register", Severity.WARNING, view.back(span)
                )


def _unknown_in_rosters(view: Compact) -> Iterator[Issue]:
    for roster in _ROSTER.finditer(view.layout.plain):
        start, end = roster.span("list")
        if sum(1 for _ in view.mentions.within(Span(start, end), Kind.PARTY)) < 3:
            continue
        for item in _ITEM.finditer(view.layout.plain, start, end):
            span = Span(*item.span("name"))
            if not _is_known(span, view.mentions) and not set(item["name"].split()) & _ROLES:
                name = " ".join(item["name"].split())
                yield Issue(
                    f"“{name}” is listed among the speakers but is in no register",
                    Severity.WARNING,
                    view.back(span),
                )


def _is_known(span: Span, mentions: Mentions) -> bool:
    """Whether any registered name touches ``span``."""
    around = Span(max(0, span.start - 80), span.end + 80)
    kinds = (Kind.PARTY, Kind.GROUP, Kind.BODY)
    return any(one.span.overlap(span) for one in mentions.within(around, *kinds))


def _listed_and_reported(record: Record, label: Callable[[str], str]) -> Iterator[Issue]:
    reported = {
        (part.party, part.behalf)
        for part in record.participations
        if part.presence is Presence.REPORTED
    }
    for part in record.participations:
        if part.presence is Presence.ROSTER and (part.party, part.behalf) in reported:
            yield Issue(
                f"{label(part.party)} is listed among the other speakers although its words are "
                "reported",
                Severity.INFO,
                part.span,
            )


def _unattributed(record: Record) -> Iterator[Issue]:
    """Yield the narration inside one statement: a sentence between two of the same turn."""
    said = record.attributions
    for at in range(1, len(said) - 1):
        before, here, after = said[at - 1 : at + 2]
        if here.mode is Mode.NARRATION and before.turn is not None and before.turn == after.turn:
            yield Issue(
                "a sentence inside a statement is taken for the reporter's own",
                Severity.INFO,
                record.layout.sentences[at].span,
            )


def _open_quotes(view: Compact) -> Iterator[Issue]:
    """Yield quotations that their paragraph does not close."""
    text, blocks = view.layout.plain, view.layout.blocks
    for block in blocks:
        if block.role is not Role.PARAGRAPH:
            continue
        start, end = block.span.start, block.span.end
        last_open = text.rfind(_OPEN, start, end)
        unbalanced = text.count(_OPEN, start, end) > text.count(_CLOSED, start, end)
        if unbalanced and last_open > text.rfind(_CLOSED, start, end):
            yield Issue(
                "a quotation opens here and is not closed in its paragraph",
                Severity.INFO,
                view.back(Span(last_open, end)),
            )


def _votes(record: Record) -> Iterator[Issue]:
    for outcome in record.outcomes:
        vote = outcome.vote
        sides = (
            ("in favour", vote.in_favour, vote.parties_for),
            ("against", vote.against, vote.parties_against),
            ("abstaining", vote.abstaining, vote.parties_abstaining),
        )
        for side, figure, parties in sides:
            if figure is not None and parties and len(parties) != figure:
                yield Issue(
                    f"the vote on “{outcome.what}” counts {figure} {side} but names {len(parties)}",
                    Severity.WARNING,
                    outcome.span,
                )


def _weekdays(record: Record, view: Compact) -> Iterator[Issue]:
    """Yield dates whose weekday is not that of the calendar."""
    year = record.day.year if record.day else None
    text = view.layout.plain
    near = (dates(text, one.start(), one.start() + 40) for one in _WEEKDAY.finditer(text))
    for found in (one for some in near for one in some if one.weekday is not None):
        day = found.full(year)
        if day is None or day.weekday() == found.weekday:
            continue
        if not found.year and record.day and abs((day - record.day).days) > 120:
            continue
        words = view.layout.read(found.span)
        yield Issue(
            f"“{words}” was a {day:%A} in {day.year}", Severity.WARNING, view.back(found.span)
        )
