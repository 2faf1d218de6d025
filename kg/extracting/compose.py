"""The whole extraction of one document: each part is a pure function, put together here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extracting.acts import Subjects, find
from kg.extracting.attribution import attribute
from kg.extracting.checks import issues
from kg.extracting.compact import Compact, compact
from kg.extracting.instruments import instruments, key, symbols
from kg.extracting.meeting import meeting, next_meeting, stated_day
from kg.extracting.outcomes import outcomes
from kg.extracting.participations import participations
from kg.extracting.provisions import provisions
from kg.extracting.statements import statements
from kg.extracting.themes import tag
from kg.model.layout import RECORDS, Form, Layout
from kg.model.mentions import Gazetteer
from kg.model.record import Act, Attribution, InstrumentMention, Outcome, Record, ThemeTag
from kg.model.source import Span

RULES = "rules"
_BARE = re.compile(
    r"(?:the |that |this )?(?:draft |oral )*(?:resolution|decision|amendment|text|document)",
    re.IGNORECASE,
)


def extract(
    layout: Layout,
    gazetteer: Gazetteer,
    said: tuple[Attribution, ...] | None = None,
    tags: tuple[tuple[ThemeTag, ...], ...] | None = None,
) -> Record:
    """Return everything that the rules find in ``layout``.

    Names are looked up as valid on the day that the document states of itself. Who speaks and
    on what may be given, one entry for each sentence; all else is then found from that.
    """
    day = stated_day(layout)
    mentions = gazetteer.mentions(layout.plain, on=day)
    view = compact(layout, mentions)
    said = attribute(layout, mentions, gazetteer) if said is None else said
    named = instruments(view.layout, view.mentions, gazetteer)
    record = Record(
        layout=layout,
        extractor=RULES,
        symbol=layout.fact("symbol"),
        title=layout.fact("title"),
        day=day,
        meeting=None,
        attributions=said,
        themes=tag(layout, said) if tags is None else tags,
        statements=statements(layout, said),
        participations=participations(layout, mentions, said),
        instruments=tuple(replace(one, spans=tuple(map(view.back, one.spans))) for one in named),
        symbols=symbols(view.layout),
    )
    record = replace(record, acts=find(layout, mentions, said, gazetteer, _subjects(record)))
    if layout.form is Form.RESOLUTION:
        paragraphs = provisions(layout, mentions, record.themes, record.instruments)
        record = replace(record, provisions=paragraphs)
    if layout.form in {*RECORDS, Form.COVERAGE, Form.SPEECH}:
        record = _with_meeting(record, view)
    found = issues(record, view, gazetteer)
    return replace(record, issues=(*layout.source.issues, *layout.issues, *found))


def _with_meeting(record: Record, view: Compact) -> Record:
    met = meeting(view.layout)
    following = next_meeting(view.layout, met)
    body = met.body if met else None
    decided = outcomes(view.layout, view.mentions, body, record.attributions)
    return replace(
        record,
        meeting=met,
        day=record.day or (met.day if met else None),
        next_meeting=replace(following, span=view.back(following.span)) if following else None,
        outcomes=_titled(
            (replace(one, span=view.back(one.span)) for one in decided), record.instruments
        ),
    )


def _titled(decided: Iterable[Outcome], texts: Sequence[InstrumentMention]) -> tuple[Outcome, ...]:
    """Give a decision on "the draft resolution" the title that the document prints elsewhere."""
    names = {text.symbol: text.name for text in texts if text.symbol}
    return tuple(
        replace(one, what=names.get(one.symbol) or f"{one.what} {one.symbol}")
        if one.symbol and _BARE.fullmatch(one.what)
        else one
        for one in decided
    )


def completed(acts: Iterable[Act], record: Record) -> tuple[Act, ...]:
    """Return ``acts`` with the themes and the instruments of their clauses."""
    told = _subjects(record)
    return tuple(
        replace(act, themes=act.themes or themes, instruments=act.instruments or instruments)
        for act in acts
        for themes, instruments in (told(act.span, act.sentence),)
    )


def _subjects(record: Record) -> Subjects:
    """Return what tells the themes and the texts of a clause: those shown or named in it."""
    places = sorted(
        (span.start, span.end, number)
        for number, one in enumerate(record.instruments)
        for span in one.spans
    )
    starts = [start for start, _, _ in places]
    keys = tuple(map(key, record.instruments))

    def subjects(clause: Span, sentence: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        first = bisect_left(starts, clause.start)
        near = places[first : bisect_left(starts, clause.end, first)]
        inside = sorted({number for _, end, number in near if end <= clause.end}) if near else ()
        return _themes(clause, record.themes[sentence]), tuple(keys[number] for number in inside)

    return subjects


def _themes(clause: Span, tags: Sequence[ThemeTag]) -> tuple[str, ...]:
    """Return the themes shown inside the clause, else all those of its sentence."""
    if not tags:
        return ()
    inside = tuple(tag.theme for tag in tags if tag.cue and tag.cue.within(clause))
    return inside or tuple(tag.theme for tag in tags)
