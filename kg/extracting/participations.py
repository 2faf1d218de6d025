"""How parties took part in a meeting: reported, listed, in reply, presiding, invited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from kg.extracting.officers import officers
from kg.extracting.rosters import invited, rostered
from kg.extracting.statements import behalf_of, person_of
from kg.model.layout import RECORDS, Form, Layout, Role
from kg.model.mentions import Mentions
from kg.model.record import CHAIR, MANY, Attribution, Participation, Person, Presence
from kg.model.source import Span

_REPLY = re.compile(r"\brights? of reply\b", re.IGNORECASE)
_Key = tuple[str, Presence, tuple[str, ...], str | None]


def participations(
    layout: Layout, mentions: Mentions, attributions: Sequence[Attribution]
) -> tuple[Participation, ...]:
    """Return one participation per party, group and way of taking part, by first evidence.

    A party whose words are reported is not listed again for a roster, but is for an
    invitation; several presiding officers, and guests, are told apart by their names.
    """
    found: dict[_Key, Participation] = {}
    for made in _reported(layout, attributions):
        _put(found, made)
    spoke = {p.party for p in found.values()}
    if layout.form is Form.VERBATIM:
        for guest in invited(layout, mentions, attributions):
            _put(found, guest)
    else:
        for listed in rostered(layout, mentions, attributions):
            if listed.presence is Presence.RIGHT_OF_REPLY or listed.party not in spoke:
                _put(found, listed)
    if layout.form in RECORDS:
        for seated in officers(layout, mentions):
            _put(found, seated)
    return tuple(sorted(found.values(), key=lambda p: p.span.start))


def _put(found: dict[_Key, Participation], made: Participation) -> None:
    told = made.party == CHAIR or made.presence is Presence.INVITED
    name = made.person.name if told else None
    if (
        made.presence is Presence.INVITED
        and (made.party, made.presence, made.behalf, None) in found
    ):
        name = None  # invited as a delegation, now seated by name
    key = (made.party, made.presence, made.behalf, name)
    known = found.get(key)
    if known is None:
        found[key] = made
    else:
        person = Person(
            known.person.name or made.person.name, known.person.role or made.person.role
        )
        capacity = known.capacity or made.capacity
        if person != known.person or capacity != known.capacity:
            found[key] = replace(known, person=person, capacity=capacity)


def _reported(layout: Layout, attributions: Sequence[Attribution]) -> Iterator[Participation]:
    """Yield a participation for every speaker of every sentence."""
    replies = _reply_blocks(layout)
    turn: int | None = None
    presence = Presence.REPORTED
    told: _Told | None = None
    for sentence, attribution in zip(layout.sentences, attributions, strict=True):
        if not attribution.speakers:
            continue
        if attribution.turn != turn:
            turn = attribution.turn
            if layout.form is not Form.VERBATIM:
                presence = _presence(layout, sentence.span, sentence.block in replies)
        if layout.form is Form.VERBATIM:
            presence = _called(layout, sentence.span, attribution, presence)
        before, told = told, _told(attribution, presence)
        for place, party in enumerate(attribution.speakers) if told != before else ():
            if party != MANY:
                yield Participation(
                    party, Presence.REPORTED if party == CHAIR else presence, attribution.cue or sentence.span,
                    behalf_of(attribution, place), person_of(attribution, place),
                    attribution.capacity if place == 0 or len(attribution.speakers) == 1 else None,
                )  # fmt: skip


_Told: TypeAlias = tuple[
    tuple[str, ...], tuple[str, ...], tuple[str | None, ...], Person, str | None, Presence
]


def _told(said: Attribution, presence: Presence) -> _Told:
    """Return what a sentence tells of its speakers: most tell no more than the one before."""
    return said.speakers, said.behalf, said.behalf_each, said.person, said.capacity, presence


def _presence(layout: Layout, span: Span, in_reply: bool) -> Presence:
    said = in_reply or _REPLY.search(layout.plain, span.start, span.end)
    return Presence.RIGHT_OF_REPLY if said else Presence.REPORTED


def _called(layout: Layout, span: Span, said: Attribution, presence: Presence) -> Presence:
    """Follow a verbatim record: who is called to reply, replies until others are called."""
    if CHAIR not in said.speakers:
        return presence
    if _REPLY.search(layout.plain, span.start, span.end):
        return Presence.RIGHT_OF_REPLY
    return Presence.REPORTED if said.cue else presence


def _reply_blocks(layout: Layout) -> frozenset[int]:
    """Return the blocks below a heading "Right of Reply", up to the next heading."""
    below, blocks = False, []
    for index, block in enumerate(layout.blocks):
        text = layout.read(block.span) if block.span.end - block.span.start < 60 else ""
        if block.role is Role.HEADING or (text and not text.endswith((".", "”", ":"))):
            below = bool(_REPLY.search(text))
        elif below:
            blocks.append(index)
    return frozenset(blocks)
