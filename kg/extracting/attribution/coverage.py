"""Attribution of meetings coverage: one pass over the sentences with a memory of the floor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extracting.attribution import narration
from kg.extracting.attribution.admission import admitted
from kg.extracting.attribution.floor import Floor, Seat
from kg.extracting.attribution.mode import mode_of
from kg.extracting.attribution.people import People
from kg.extracting.attribution.quotes import quoted
from kg.extracting.attribution.seating import seats_of
from kg.extracting.attribution.tokens import Tokenizer, Tokens
from kg.extracting.attribution.voices import Listener, Voice
from kg.model.layout import Layout, Role
from kg.model.mentions import Gazetteer, Mentions
from kg.model.record import MANY, Attribution, Mode
from kg.model.source import Span

_HE_SAID = re.compile(r",r?3r?V\.?$")
_NUMBER = re.compile(r"\d{1,3}\.\s+(?=[\"“]?[A-Z])")
_SILENT = frozenset({Role.HEADER, Role.HEADING, Role.FURNITURE, Role.TURN})
_NO_NAMES = _SILENT | {Role.TITLE}  # in a headline every word may look like a name


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, its voices, and whether its block may hold words of speakers at all."""

    tokens: Tokens
    voices: tuple[Voice, ...]
    role: Role
    text: str


def attribute_coverage(
    layout: Layout, mentions: Mentions, gazetteer: Gazetteer | None = None
) -> tuple[Attribution, ...]:
    """Return one attribution per sentence of a press release or round-up."""
    heard = hear(layout, Tokenizer(layout.plain, mentions, gazetteer))
    floor = Floor()
    result: list[Attribution] = []
    start = 0
    while start < len(heard):
        block = layout.sentences[start].block
        end = start
        while end < len(heard) and layout.sentences[end].block == block:
            end += 1
        result += _Paragraph(heard[start:end], floor).attributions()
        start = end
    return tuple(result)


def hear(layout: Layout, tokenizer: Tokenizer) -> list[Heard]:
    """Tokenise the sentences, learn the persons and find the voices."""
    quotes = quoted(layout)
    sentences = []
    for sentence, stretches in zip(layout.sentences, quotes, strict=True):
        span = _unnumbered(layout, sentence.span)
        text = layout.plain[span.start : span.end]
        role = _role(layout, sentence.block, text)
        sentences.append((tokenizer.tokens(span, stretches, role is Role.TITLE), role, text))
    people = People()
    people.learn(tokens for tokens, role, _ in sentences if role not in _NO_NAMES)
    listener = Listener(people)
    return [
        Heard(
            tokens,
            () if role in _SILENT else tuple(listener.voices(tokens, headline=role is Role.TITLE)),
            role,
            text,
        )
        for tokens, role, text in sentences
    ]


def _unnumbered(layout: Layout, span: Span) -> Span:
    """Return a sentence without the number of its paragraph ("12. ")."""
    if not layout.plain[span.start : span.start + 1].isdigit():
        return span
    number = _NUMBER.match(layout.plain, span.start, span.end)
    return Span(number.end(), span.end) if number else span


def _role(layout: Layout, block: int, text: str) -> Role:
    """Return the block's role; a line without a full stop is a title or a heading."""
    role = layout.blocks[block].role
    if role is not Role.PARAGRAPH or text.rstrip()[-1:] in '.!?”"):;’,…':
        return role
    alone = layout.blocks[block].span.end - layout.blocks[block].span.start <= len(text) + 2
    if not alone:
        return role
    return Role.TITLE if len(text.split()) > 8 else Role.HEADING


class _Paragraph:
    """Attributes the sentences of one block."""

    def __init__(self, sentences: Sequence[Heard], floor: Floor) -> None:
        self.sentences, self.floor = sentences, floor
        self.rules: list[str] = []

    def attributions(self) -> list[Attribution]:
        """Return the attributions of the block in order."""
        result = []
        for k, heard in enumerate(self.sentences):
            result.append(self._one(k, heard))
        return self._looked_ahead(result)

    def _one(self, k: int, heard: Heard) -> Attribution:
        """Ask the rules in order; the first that answers decides."""
        self.floor.note(heard.tokens)
        if heard.role in _SILENT:
            self.floor.leave(forget=heard.role is Role.HEADING)
            self.floor.background = narration.opens_background(heard.text)
            return Attribution(rule=heard.role.value)
        voices = admitted(heard, k, self.floor)
        self.floor.background = self.floor.background and not (k == 0 and _opens(voices))
        for rule in (
            self._background,
            self._inserted,
            self._spoken,
            self._procedural,
            self._referred,
            self._lead,
            self._aside,
        ):
            answer = rule(heard, voices)
            if answer is not None:
                return answer
        if self.floor.speaker is None:
            return self._narrated("narration", heard, voices)
        if k == 0:
            return self._opening(heard, voices)
        if self.floor.many() and narration.body_acts(heard.text):
            return self._narrated("body", heard, voices)
        return self._continued("carried", heard, voices)

    def _background(self, heard: Heard, voices: Sequence[Voice]) -> Attribution | None:
        """Sum up the documents before a meeting, whoever is named in them."""
        return self._narrated("background", heard, voices) if self.floor.background else None

    def _inserted(self, heard: Heard, voices: Sequence[Voice]) -> Attribution | None:
        """Read "[Later in the day, Ms. X presented a film.]"."""
        inserted = heard.text.startswith("[") and narration.is_aside(heard.text)
        return self._narrated("aside", heard, voices) if inserted else None

    def _spoken(self, heard: Heard, voices: Sequence[Voice]) -> Attribution | None:
        """Somebody is named in a construction of speaking."""
        first = next((v for v in voices if v.speaker and v.spoke), None)
        if first is None or narration.reconvenes(heard.text):
            return None
        if self._retold(heard, first):
            return self._continued("pronoun", heard, ())
        seats = seats_of(heard.tokens, voices, self.floor)
        told = all(v.rule == "with" for v in voices) and narration.is_heard(heard.text)
        if told and self.floor.speaker is None:
            seats.insert(0, Seat(MANY))
        return self._seated(first.rule, heard, seats, voices)

    def _retold(self, heard: Heard, first: Voice) -> bool:
        """Whether somebody tells what others said: "Many had called for it, he recalled"."""
        others = first.speaker is not None and first.speaker.parties == (MANY,)
        if not others or not _HE_SAID.search(heard.tokens.code):
            return False
        holder = self.floor.speaker or self.floor.last
        return holder is not None and holder.party != MANY and self.floor.recall()

    def _procedural(self, heard: Heard, voices: Sequence[Voice]) -> Attribution | None:
        """Tell of votes, of the programme, or lists who spoke."""
        if narration.is_procedure(heard.text):
            return self._narrated("procedure", heard, voices)
        if any(v.rule == "listed" for v in voices):
            return self._narrated("listed", heard, voices)
        return None

    def _referred(self, heard: Heard, voices: Sequence[Voice]) -> Attribution | None:
        """Resolve a pronoun to whoever has the floor or had it last."""
        pronouns = [heard.tokens.code[v.start] for v in voices if v.rule == "pronoun"]
        if pronouns and (self.floor.speaker is None or self.floor.many()):
            self._mention(heard, voices)
        if pronouns and self.floor.recall("4" in pronouns):
            return self._continued("pronoun", heard, voices)
        return None

    def _lead(self, heard: Heard, _: Sequence[Voice]) -> Attribution | None:
        """Report what "the Committee heard today" of nobody named."""
        opens = heard is self.sentences[0] or self.floor.speaker is None or self.floor.many()
        if opens and narration.is_heard(heard.text):
            return self._seated("body-heard", heard, [Seat(MANY)], ())
        return None

    def _aside(self, heard: Heard, voices: Sequence[Voice]) -> Attribution | None:
        """Read "(See Press Release …)"."""
        if narration.is_aside(heard.text):
            return self._narrated("aside", heard, voices)
        return None

    def _opening(self, heard: Heard, voices: Sequence[Voice]) -> Attribution:
        """Decide on a paragraph's first sentence that names nobody."""
        if narration.body_acts(heard.text):
            return self._narrated("body", heard, voices)
        if self.floor.many():
            return self._narrated("narration", heard, voices)
        holder = self.floor.speaker
        for later in self.sentences[1:]:
            following = admitted(later, 1, self.floor)
            if any(v.rule == "pronoun" for v in following):
                break
            named = [v for v in following if v.speaker and v.spoke]
            if named and named[0].speaker and holder and holder.party in named[0].speaker.parties:
                break
            if named:
                return self._narrated("opening", heard, voices)
        return self._continued("carried-over", heard, voices)

    def _narrated(self, rule: str, heard: Heard, voices: Sequence[Voice]) -> Attribution:
        self.floor.leave()
        self._mention(heard, voices)
        return Attribution(rule=rule)

    def _mention(self, heard: Heard, voices: Sequence[Voice]) -> None:
        """Remember who is named without words of his: a pronoun may mean him."""
        for voice in voices:
            if voice.speaker and not voice.spoke:
                self.floor.mention(seats_of(heard.tokens, [voice], self.floor)[-1])

    def _continued(self, rule: str, heard: Heard, voices: Sequence[Voice]) -> Attribution:
        seat = self.floor.held(heard.tokens)
        cue = heard.tokens.span(voices[0].start, voices[0].end) if voices else None
        mode = mode_of(heard.tokens, voices)
        return _attribution([seat], rule, mode, self.floor.turn, cue)

    def _seated(
        self, rule: str, heard: Heard, seats: list[Seat], voices: Sequence[Voice]
    ) -> Attribution:
        turn = self.floor.seat(seats, narration.takes_floor_anew(heard.text))
        first = next((v for v in voices if v.speaker and v.spoke), None)
        cue = heard.tokens.span(first.start, first.end) if first else None
        return _attribution(seats, rule, mode_of(heard.tokens, voices), turn, cue)

    def _looked_ahead(self, result: list[Attribution]) -> list[Attribution]:
        """Give quotations that run into, or stand before, a named speaker to that speaker."""
        for k in range(len(result) - 2, -1, -1):
            heard, following = self.sentences[k], result[k + 1]
            if not following.speakers or len(following.speakers) > 1 or self._cued(k):
                continue
            if _runs_on(heard.tokens, self.sentences[k + 1].tokens) or (
                k == 0 and result[k].mode is Mode.NARRATION and _all_quoted(heard.tokens)
            ):
                mode = mode_of(heard.tokens, ())
                result[k] = replace(following, mode=mode, rule="look-ahead", cue=None)
        return result

    def _cued(self, k: int) -> bool:
        return bool(admitted(self.sentences[k], k, self.floor)) or self.sentences[k].role in _SILENT


def _opens(voices: Sequence[Voice]) -> bool:
    """Whether a delegation or a person named speaks at the very start: statements begin."""
    first = voices[0] if voices else None
    if first is None or first.speaker is None or first.start > 1 or not first.spoke:
        return False
    named = first.speaker
    return bool(named.person.name) or any(len(party) == 3 for party in named.parties)


def _runs_on(tokens: Tokens, following: Tokens) -> bool:
    return bool(
        tokens.quotes
        and following.quotes
        and tokens.quotes[-1][1] >= tokens.ends[-1]
        and tokens.text[tokens.quotes[-1][1] - 1] not in '”"»'
        and following.quotes[0][0] <= following.starts[0]
    )


def _all_quoted(tokens: Tokens) -> bool:
    return bool(tokens.quotes) and not tokens.code.strip("q.")


def _attribution(
    seats: Sequence[Seat], rule: str, mode: Mode, turn: int, cue: Span | None
) -> Attribution:
    """Return the attribution of a sentence to its seats."""
    last = seats[-1]
    if len(seats) == 1:
        return Attribution(
            (last.party,), (last.behalf,) if last.behalf else (), mode, rule, cue,
            last.person, last.capacity, turn,
        )  # fmt: skip
    by_party = {seat.party: seat.behalf for seat in reversed(seats)}
    speakers = tuple(dict.fromkeys(seat.party for seat in seats))
    groups = tuple(by_party[party] for party in speakers)
    stated = tuple(dict.fromkeys(group for group in groups if group))
    return Attribution(
        speakers, stated, mode, rule, cue, last.person, last.capacity, turn,
        groups if len(groups) > 1 else (),
    )  # fmt: skip
