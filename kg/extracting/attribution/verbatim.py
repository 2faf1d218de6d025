"""Attribution of verbatim records: a heading names the speaker, all that follows is his."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extracting.attribution.first_person import stated_behalf
from kg.extracting.attribution.guests import guests
from kg.extracting.attribution.people import People
from kg.extracting.attribution.speakers import SECRETARIAT, Speaker, person_id, title_party
from kg.extracting.attribution.tokens import Tokenizer
from kg.iris import slug
from kg.model.layout import Layout, Role
from kg.model.mentions import Gazetteer, Kind, Mentions
from kg.model.record import CHAIR, Attribution, Mode, Person
from kg.model.source import Span

_PRESIDING = re.compile(
    r"^(?:The )?(?:(?:Acting|Temporary|Interim|Outgoing) )?(?:Co-|Vice-)?(?:President|Chair(?:man|woman|person)?)\b(?! of)"
    r"(?-i:(?! [A-Z][a-z]))",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^(?P<name>[^(:]{2,90}?)\s*+(?:\((?!spoke|interpretation|translated)(?P<party>[^)]{2,200})\)?)?"
    r"\s*+(?:,\s{0,9}(?P<role>[^(:]{3,160}))?(?:\((?:spoke|interpretation|translated)[^)]*\)?.{0,60})?:?$"
)
_LANGUAGE = re.compile(r"\((?:spoke|interpretation|translated)\b[^)]*\)?", re.IGNORECASE)
# Figures that a scanner read in a word: "C6te d'Ivoire", "Ma1i".
_MISREAD = re.compile(r"\b[A-Z][a-z]*[0156](?=[a-z])")
_LETTERS = str.maketrans("0156", "oiso")
_CALLED = re.compile(
    r"\b(?:floor\s+to|call\s+on)\s+the\s+(?:representative|delegation|observer)\s+of\b"
)
_ADDRESS = re.compile(
    r"^(?:(?:Mr|Ms|Mrs|Miss|Dr|Prof|Sir|Dame|Lord|Lady|Mme|Msgr|Archbishop|Cardinal|Bishop|Sheikh|Sheikha|Prince|Princess|King|Queen"
    r"|Ambassador|General|Lieutenant|Colonel|Baroness|Judge|Rev|Monsignor|President|Prime Minister|Crown Prince|Emir|Begum|Dato|Tun|U)\b\.?\s*)+"
)
_LEAVES_CHAIR = re.compile(
    r"\bin my (?:national )?capacity(?: as (?:the )?(?:national )?(?:representative|Minister|Secretary|President|Prime Minister|delegate)[\w ,-]{0,80}? of)?"
    r"|\bas (?:the )?(?:national )?representative of (?:my country|(?:the )?[A-Z])",
)
_TAKES_CHAIR = re.compile(
    r"\b(?:resume|return to|revert to) my (?:function|role|dut|capacity)", re.IGNORECASE
)
_RECORD = re.compile(
    r"^(?:The agenda was adopted|It was so decided|A (?:recorded )?vote was (?:then )?taken|In favour:|Against:|Abstain\w*:"
    r"|The (?:meeting|sitting) (?:was|rose|resumed)|(?:Draft )?[Rr]esolution .{3,60} was adopted|The (?:members|Council) (?:of the .{3,30})?observed a minute"
    r"|A moment of silence|The President (?:returned|took|in the Chair)|In the absence of|\[?\(?(?:Applause|Laughter))"
)


def attribute_verbatim(
    layout: Layout, mentions: Mentions, gazetteer: Gazetteer
) -> tuple[Attribution, ...]:
    """Return one attribution per sentence of a verbatim record."""
    tokenizer = Tokenizer(layout.plain, mentions)
    people = People()
    introducing = [
        sentence.span
        for sentence in layout.sentences
        if _may_introduce(layout.plain[sentence.span.start : sentence.span.end])
    ]
    # An invitation gives name and office in full; what is learnt last counts.
    introducing.sort(key=lambda span: "invite" in layout.plain[span.start : span.end])
    people.learn(tokenizer.tokens(span, (), False) for span in introducing)
    for span in introducing:
        if "invite" in layout.plain[span.start : span.end]:
            for guest in guests(layout.plain, span, mentions):
                known = people.find(guest.person.name or "")
                if known is None or known.parties[0].startswith("person:"):
                    people.add(guest)
    return tuple(_Record(layout, mentions, gazetteer, people).attributions())


def _may_introduce(text: str) -> bool:
    return "invite" in text or "welcome" in text or "floor" in text or "briefing" in text


class _Record:
    """Walks through the turns of one record."""

    def __init__(
        self, layout: Layout, mentions: Mentions, gazetteer: Gazetteer, people: People
    ) -> None:
        self.layout, self.mentions, self.gazetteer = layout, mentions, gazetteer
        self.tokenizer, self.people = Tokenizer(layout.plain, mentions), people
        self.speaker: Speaker | None = None
        self.behalf: str | None = None
        self.national: str | None = None
        self.called: str | None = None
        self.home = _president_home(layout, mentions)
        self.cue: Span | None = None
        self.turn, self.said, self.block = 0, 0, -1

    def attributions(self) -> list[Attribution]:
        """Return the attributions in order."""
        return [self._one(s.span, s.block) for s in self.layout.sentences]

    def _one(self, span: Span, block: int) -> Attribution:
        while self.block < block:
            self.block += 1
            if self.layout.blocks[self.block].role is Role.TURN:
                self._take_floor(self.layout.blocks[self.block].span)
        role = self.layout.blocks[block].role
        text = self.layout.read(span)
        if role is not Role.PARAGRAPH or self.speaker is None or _RECORD.match(text):
            return Attribution(rule=role.value if role is not Role.PARAGRAPH else "record")
        self.said += 1
        if CHAIR in self.speaker.parties:
            self._chair(text, span)
        elif self.said <= 5 and self.behalf is None:
            self.behalf = stated_behalf(self.tokenizer, span, text, self.speaker.parties)
        return self._attribution()

    def _attribution(self) -> Attribution:
        assert self.speaker is not None
        first, self.cue = self.cue, None
        return Attribution(
            speakers=(self.national,) if self.national else self.speaker.parties,
            behalf=(self.behalf,) if self.behalf else (),
            mode=Mode.QUOTE,
            rule="turn-heading",
            cue=first,
            person=self.speaker.person,
            capacity="national" if self.national else self.speaker.capacity,
            turn=self.turn,
        )

    def _take_floor(self, span: Span) -> None:
        heading = self.layout.read(span)
        self.speaker = heading_speaker(heading, self.gazetteer, self.people)
        if self.called and self.speaker and self.speaker.parties[0].startswith("org:"):
            known = self.gazetteer.label(self.speaker.parties[0]) != self.speaker.parties[0]
            self.speaker = self.speaker if known else replace(self.speaker, parties=(self.called,))
        self.called = None
        self.turn += 1
        self.behalf, self.national, self.cue, self.said = None, None, span, 0

    def _chair(self, text: str, span: Span) -> None:
        """Follow a president who calls a delegation, or speaks for his country for a while."""
        if called := _CALLED.search(self.layout.plain, span.start, span.end):
            rest = Span(called.end(), span.end)
            party = next(self.mentions.within(rest, Kind.PARTY), None)
            self.called = party.ids[0] if party else None
        if _TAKES_CHAIR.search(text) and self.national:
            self.national = None
            self.turn += 1
        elif found := _LEAVES_CHAIR.search(text):
            named = self._representative_of(span, text, found)
            self.home = named or self.home
            if self.home and (
                "statement" in text or "peaking" in text or "national" in found.group()
            ):
                self.national = self.home
                self.turn += 1

    def _representative_of(self, span: Span, text: str, found: re.Match[str]) -> str | None:
        if not re.search(r"representative|Minister|Secretary|delegate|Prime", found.group()):
            return None
        states = [m.ids[0] for m in self.mentions.within(span, Kind.PARTY) if len(m.ids[0]) == 3]
        return states[0] if states and "of my country" not in text else None


def _president_home(layout: Layout, mentions: Mentions) -> str | None:
    """Return the State that the header prints below "President:"."""
    after = False
    for block in layout.blocks[:40]:
        if block.role is not Role.HEADER:
            continue
        after = after or layout.read(block.span).startswith(("President:", "Chair", "President "))
        if after:
            for mention in mentions.within(block.span, Kind.PARTY):
                return mention.ids[0]
    return None


def heading_speaker(heading: str, gazetteer: Gazetteer, people: People) -> Speaker | None:
    """Return whom a heading names: "Mr. X (Country):", "The President:", "Ms. Y:"."""
    if _PRESIDING.match(heading):
        return Speaker((CHAIR,), Person(role=heading.split(" (", maxsplit=1)[0].rstrip(" :")))
    if re.fullmatch(r"(?:The )?(?:UN|United Nations)\W*", heading):
        return Speaker((SECRETARIAT,))
    if "Secretary-General" in heading and "(" not in heading.replace("(spoke", ""):
        return Speaker((SECRETARIAT,), Person(role="Secretary-General"))
    named = _LANGUAGE.sub("", heading)
    lowered = re.sub(r"\b(?:Of|And|The)\b", lambda m: m.group().lower(), named)
    if _MISREAD.search(lowered):
        lowered = _MISREAD.sub(lambda m: m.group().translate(_LETTERS), lowered)
    parties = [m.ids[0] for m in gazetteer.mentions(lowered) if m.kind is Kind.PARTY]
    parsed = _HEADING.match(heading.rstrip())
    name = _ADDRESS.sub("", parsed.group("name")).strip(" ,:") if parsed else None
    bracket = parsed.group("party") if parsed else None
    if parties and (bracket or not _ADDRESS.match(heading)):
        alone = name and len(parties) == 1 and not bracket
        return Speaker((parties[0],), Person(None if alone else name, _role(parsed)))
    if bracket:
        return Speaker((title_party(bracket) or "org:" + slug(bracket),), Person(name, bracket))
    return (people.find(name) if name else None) or _unknown(name)


def _role(parsed: re.Match[str] | None) -> str | None:
    return parsed.group("role").strip() if parsed and parsed.group("role") else None


def _unknown(name: str | None) -> Speaker | None:
    return Speaker((person_id(name),), Person(name)) if name else None
