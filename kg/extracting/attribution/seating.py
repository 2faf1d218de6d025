"""From the voices of a sentence to seats: parties with groups, persons and capacities."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kg.extracting.attribution.behalf import behalves, has_cue
from kg.extracting.attribution.capacity import capacity_of, represented
from kg.extracting.attribution.floor import Floor, Seat
from kg.extracting.attribution.tokens import Tokens
from kg.extracting.attribution.voices import Voice
from kg.model.record import CHAIR, Person


def seats_of(tokens: Tokens, voices: Sequence[Voice], floor: Floor) -> list[Seat]:
    """Return a seat for every party that the voices name, in order of appearance."""
    spoken = [v for v in voices if v.spoke or len(voices) == 1]
    spans: list[tuple[Voice, list[Seat]]] = []
    for voice in spoken:
        seats = _seats(tokens, voice, floor)
        if seats:
            spans.append((voice, seats))
    if has_cue(tokens.text[tokens.starts[0] : tokens.ends[-1]]):
        _add_behalves(tokens, spans)
        _add_capacity(tokens, spans)
    seats = [seat for _, found in spans for seat in found]
    return [_continued(floor.introduce(seat), floor) for seat in seats]


def _seats(tokens: Tokens, voice: Voice, floor: Floor) -> list[Seat]:
    if voice.speaker is None:
        return [floor.speaker or floor.last] if floor.speaker or floor.last else []  # type: ignore[list-item]
    named = voice.speaker
    parties = named.parties or _that_country(tokens, voice, floor)
    return [Seat(party, None, named.person, named.capacity, named.home) for party in parties]


def _that_country(tokens: Tokens, voice: Voice, floor: Floor) -> tuple[str, ...]:
    """Return the State last named before "that country's delegate", in quotations too."""
    before = [
        mention.ids[0] for mention in floor.states
        if mention.span.start < tokens.starts[voice.start]
    ]  # fmt: skip
    return (before[-1],) if before else ()


def _add_behalves(tokens: Tokens, spans: list[tuple[Voice, list[Seat]]]) -> None:
    own = tuple(seat.party for _, seats in spans for seat in seats)
    places = [tokens.starts[voice.start] for voice, _ in spans]
    for offset, group in behalves(tokens, own):
        if not spans:
            return
        index = max(0, bisect_right(places, offset) - 1)
        _, seats = spans[index]
        lead = tokens.text[max(0, offset - 20) : offset]
        one = _bracketed(tokens, offset)
        for at, seat in enumerate(seats):
            meant = seat.party == one if one else _meant(lead, at, len(seats))
            if seat.behalf is None and seat.party != group and meant:
                seats[at] = _speaking_for(seat, group)


def _bracketed(tokens: Tokens, offset: int) -> str | None:
    """Return the party of a list beside which a bracket says for whom it speaks."""
    if tokens.text[max(0, offset - 1) : offset] != "(":
        return None
    before = [m for m in tokens.mentions.values() if m.span.end < offset <= m.span.end + 3]
    return before[-1].ids[0] if before else None


def _speaking_for(seat: Seat, group: str) -> Seat:
    """Seat a person of no known party who speaks for a body as that body."""
    if seat.party.startswith("person:") and ":" in group:
        return replace(seat, party="org:" + group.partition(":")[2])
    return replace(seat, behalf=group)


def _meant(lead: str, at: int, count: int) -> bool:
    if "latter" in lead:
        return at == count - 1
    return at == 0 if "former" in lead else True


def _add_capacity(tokens: Tokens, spans: list[tuple[Voice, list[Seat]]]) -> None:
    capacity = capacity_of(tokens)
    if capacity is None or not spans:
        return
    state = represented(tokens)
    voice, seats = spans[0]
    for at, seat in enumerate(seats):
        home = state or (voice.speaker.home if voice.speaker else None)
        party = home if capacity == "national" and seat.party == CHAIR and home else seat.party
        seats[at] = replace(seat, capacity=capacity, party=party)


def _continued(seat: Seat, floor: Floor) -> Seat:
    """Complete a seat from the speaker who holds the floor, if it is the same."""
    holder = floor.speaker
    if holder is None or not holder.same(seat):
        return seat
    person = Person(seat.person.name or holder.person.name, holder.person.role or seat.person.role)
    behalf = seat.behalf if seat.capacity == "national" else seat.behalf or holder.behalf
    capacity = seat.capacity or holder.capacity
    return Seat(seat.party, behalf, person, capacity, seat.home or holder.home)
