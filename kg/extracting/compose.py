"""The whole extraction of one document: each part is a pure function, put together here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extracting.acts import find
from kg.extracting.attribution import attribute
from kg.extracting.checks import issues
from kg.extracting.instruments import instruments, key, symbols
from kg.extracting.meeting import meeting, next_meeting, stated_day
from kg.extracting.outcomes import outcomes
from kg.extracting.participations import participations
from kg.extracting.statements import statements
from kg.extracting.themes import tag
from kg.model.layout import Form, Layout
from kg.model.mentions import Gazetteer, Mentions
from kg.model.record import Act, Attribution, InstrumentMention, Outcome, Record, ThemeTag

RULES = "rules"
_BARE = re.compile(
    r"(?:the |that |this )?(?:draft |oral )*(?:resolution|decision|amendment|text|document)",
    re.IGNORECASE,
)


def extract(layout: Layout, gazetteer: Gazetteer) -> Record:
    """Return everything that the rules find in ``layout``.

    Names are looked up as valid on the day that the document states of itself.
    """
    day = stated_day(layout)
    mentions = gazetteer.mentions(layout.plain, on=day)
    said = attribute(layout, mentions, gazetteer)
    record = Record(
        layout=layout,
        extractor=RULES,
        symbol=layout.fact("symbol"),
        title=layout.fact("title"),
        day=day,
        meeting=None,
        attributions=said,
        themes=tag(layout, said),
        statements=statements(layout, said),
        participations=participations(layout, mentions, said),
        instruments=instruments(layout, mentions, gazetteer),
        symbols=symbols(layout),
    )
    acts = find(layout, mentions, said, gazetteer)
    record = replace(record, acts=_completed(acts, record))
    if layout.form in (Form.COVERAGE, Form.VERBATIM, Form.SPEECH):
        record = _with_meeting(record, mentions, said)
    return replace(
        record, issues=(*layout.source.issues, *layout.issues, *issues(record, mentions, gazetteer))
    )


def _with_meeting(record: Record, mentions: Mentions, said: Sequence[Attribution]) -> Record:
    met = meeting(record.layout)
    return replace(
        record,
        meeting=met,
        day=record.day or (met.day if met else None),
        next_meeting=next_meeting(record.layout, met),
        outcomes=_titled(
            outcomes(record.layout, mentions, met.body if met else None, said), record.instruments
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


def _completed(acts: Iterable[Act], record: Record) -> tuple[Act, ...]:
    """Give each act the themes and the instruments of its clause."""
    return tuple(
        replace(
            act,
            themes=act.themes or _themes(act, record.themes[act.sentence]),
            instruments=act.instruments or _named(act, record.instruments),
        )
        for act in acts
    )


def _themes(act: Act, tags: Sequence[ThemeTag]) -> tuple[str, ...]:
    """Return the themes shown inside the act's clause, else all those of its sentence."""
    inside = tuple(tag.theme for tag in tags if tag.cue and tag.cue.within(act.span))
    return inside or tuple(tag.theme for tag in tags)


def _named(act: Act, found: Iterable[InstrumentMention]) -> tuple[str, ...]:
    return tuple(key(one) for one in found if any(span.within(act.span) for span in one.spans))
