"""Who holds the floor while the sentences of a document pass by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extracting.attribution.behalf import behalves, has_cue
from kg.extracting.attribution.capacity import leaves_group, represented
from kg.extracting.attribution.tokens import Tokens
from kg.model.mentions import Mention
from kg.model.record import CHAIR, MANY, Person

NOBODY = Person()
_PLAIN = frozenset({"representative", "delegate", "observer", "speaker", "of", "the", "for", "and"})


@dataclass(frozen=True, slots=True)
class Seat:
    """One party speaking: for whom, as whom, in which capacity."""

    party: str
    behalf: str | None = None
    person: Person = NOBODY
    capacity: str | None = None
    home: str | None = None

    def same(self, other: Seat) -> bool:
        """Whether both are one speaker: the same party, no two names, no two offices."""
        names = {s.person.name for s in (self, other) if s.person.name}
        return self.party == other.party and len(names) < 2 and not self._apart(other)

    def is_unnamed_official(self) -> bool:
        """Whether an office spoke, of a body or presiding, and nobody said who holds it."""
        official = self.party == CHAIR or self.party.startswith("org:")
        return official and bool(self.person.role) and not self.person.name

    def _apart(self, other: Seat) -> bool:
        """Whether two offices of one body have no word in common."""
        mine, theirs = (set((s.person.role or "").split()) - _PLAIN for s in (self, other))
        official = ":" in self.party or self.party == CHAIR
        return official and bool(mine and theirs) and not mine & theirs


@dataclass(slots=True)
class Floor:
    """``speaker`` holds the floor; ``last`` is whom a pronoun means when nobody does.

    ``background`` holds in the reporter's summary of documents; ``called`` are officials who were named after their office had spoken.
    """

    speaker: Seat | None = None
    last: Seat | None = None
    states: tuple[Mention, ...] = ()
    turn: int = 0
    background: bool = False
    called: dict[str, Seat] = field(default_factory=dict)

    def note(self, tokens: Tokens) -> None:
        """Remember the States that a sentence names, for "that country"."""
        self.states = tokens.states or self.states

    def introduce(self, seat: Seat) -> Seat:
        """Return the seat of a mere name: the official who spoke just before it unnamed."""
        if not seat.party.startswith("person:") or seat.person.role or seat.capacity:
            return seat
        if seat.party not in self.called:
            office = self.speaker or self.last
            if office is None or not office.is_unnamed_official():
                return seat
            self.called[seat.party] = office
        office = self.called[seat.party]
        person = Person(seat.person.name, office.person.role)
        return replace(office, person=person, behalf=seat.behalf)

    def many(self) -> bool:
        """Whether an unnamed collective holds the floor."""
        return self.speaker is not None and self.speaker.party == MANY

    def is_bare(self) -> bool:
        """Whether a State that is named without any office holds the floor: "Togo said"."""
        held = self.speaker
        return held is not None and len(held.party) == 3 and held.person == Person()

    def leave(self, forget: bool = False) -> None:
        """Nobody speaks any more; ``forget`` also whom a pronoun could mean."""
        self.speaker = None
        if forget:
            self.last = None

    def mention(self, seat: Seat) -> None:
        """Remember somebody who was named without words of his."""
        self.last = seat

    def recall(self, plural: bool = False) -> bool:
        """Give the floor to whom a pronoun means; false if there is nobody."""
        if self.speaker is None or (self.many() and self.last and not plural):
            if self.last is None:
                return False
            self.turn += 1
            self.speaker = self.last
        return True

    def held(self, tokens: Tokens) -> Seat:
        """Return the speaker's seat, with the group he turns out to speak for."""
        assert self.speaker is not None
        said = has_cue(tokens.text[tokens.starts[0] : tokens.ends[-1]])
        if said and leaves_group(tokens):
            self._speak_nationally(represented(tokens))
            said = False
        said = said and not self.speaker.behalf
        stated = behalves(tokens, (self.speaker.party,)) if said else []
        if stated and stated[0][0] - tokens.starts[0] < 80:
            self.speaker = replace(self.speaker, behalf=stated[0][1])
        if self.speaker.party != MANY:
            self.last = self.speaker
        return self.speaker

    def _speak_nationally(self, state: str | None) -> None:
        """Let the speaker go on for his own State, no longer for a group or a body."""
        assert self.speaker is not None
        holder = self.speaker
        home = state or holder.home
        party = home if holder.party == CHAIR and home else holder.party
        if holder.behalf or party != holder.party:
            self.turn += 1
            self.speaker = replace(holder, party=party, behalf=None, capacity="national")

    def seat(self, seats: Sequence[Seat], anew: bool = False) -> int:
        """Let the seats speak; the last one keeps the floor. Return the turn's number."""
        for place, seat in enumerate(seats):
            if (
                (anew and place == 0)
                or self.speaker is None
                or not self.speaker.same(seat)
                or seat.behalf not in (None, self.speaker.behalf)
                or "national" == seat.capacity != self.speaker.capacity
            ):
                self.turn += 1
            self.speaker = seat
            if seat.party != MANY or self.last is None:
                self.last = seat
        return self.turn
