"""The statements of a meeting: one party's turn at the floor, with its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model.layout import Layout
from kg.model.record import Attribution, Person, Statement


@dataclass(slots=True)
class _Turn:
    party: str
    behalf: tuple[str, ...]
    person: Person
    sentences: list[int] = field(default_factory=list)


def statements(layout: Layout, attributions: Sequence[Attribution]) -> tuple[Statement, ...]:
    """Return the statements in the order in which they begin.

    A sentence that reports two speakers belongs to a statement of each. Narration between
    the sentences of one turn does not end it.

    >>> from kg.model.source import Source
    >>> from kg.model.layout import Form
    >>> layout = Layout(Source("x", "", "", "x"), "", Form.COVERAGE, 1.0, (), ())
    >>> said = Attribution(("SVK",), turn=1)
    >>> [(s.party, s.sentences) for s in statements(layout, [said, Attribution(), said])]
    [('SVK', (0, 2))]
    """
    turns: list[_Turn] = []
    held: dict[str, _Turn] = {}
    last: int | None = None
    for index, attribution in enumerate(attributions):
        if not attribution.speakers:
            continue
        goes_on = attribution.turn == last or len(attribution.speakers) > 1
        now: dict[str, _Turn] = {}
        for place, party in enumerate(attribution.speakers):
            turn = held.get(party) if goes_on else None
            if turn is None:
                turn = _Turn(party, behalf_of(attribution, place), person_of(attribution, place))
                turns.append(turn)
            turn.sentences.append(index)
            now[party] = turn
        held, last = now, attribution.turn
    return tuple(
        Statement(ordinal, turn.party, turn.behalf, turn.person, tuple(turn.sentences))
        for ordinal, turn in enumerate(turns, 1)
    )


def behalf_of(attribution: Attribution, place: int) -> tuple[str, ...]:
    """Return the groups for which speaker number ``place`` of a sentence speaks.

    >>> behalf_of(Attribution(("CAN", "ATG"), ("group:caricom",), behalf_each=(None, "group:caricom")), 1)
    ('group:caricom',)
    """
    if place < len(attribution.behalf_each):
        group = attribution.behalf_each[place]
        return (group,) if group else ()
    return attribution.behalf


def person_of(attribution: Attribution, place: int) -> Person:
    """Return what is known of the person who is speaker number ``place`` of a sentence."""
    return attribution.person if place == len(attribution.speakers) - 1 else Person()
