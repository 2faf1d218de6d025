"""What is extracted from one document, before any IRI is made.

Parties are *record ids*: ``SVK`` (ISO 3166-1 alpha-3), ``org:unodc``, ``group:g77-china``,
``person:gritzewsky``, ``chair`` (a presiding officer as such) and ``many`` (an unnamed
collective). Every span points into the source text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kg.model.correction import Correction
from kg.model.layout import Layout
from kg.model.source import Issue, Span

CHAIR = "chair"
MANY = "many"


class ActType(StrEnum):
    """The six speech acts of the annotation guidelines."""

    COMMITMENT = "commitment"
    ACTION = "action"
    CALL = "call"
    POSITION = "position"
    CLAIM = "claim"
    PROCEDURAL = "procedural"


class Mode(StrEnum):
    """How a sentence renders its speaker's words; ``NARRATION`` has no speaker."""

    QUOTE = "quote"
    MIXED = "mixed"
    PARAPHRASE = "paraphrase"
    NARRATION = "narration"


class Presence(StrEnum):
    """In which way a party took part in a meeting."""

    REPORTED = "reported"
    ROSTER = "roster"
    RIGHT_OF_REPLY = "right-of-reply"
    PRESIDING = "presiding"
    INVITED = "invited"
    PRESENT = "present"


class Polarity(StrEnum):
    """Whether the act is asserted or denied ("did not pledge")."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Certainty(StrEnum):
    """Whether the act is plain or stands under a condition ("would, if …")."""

    ASSERTED = "asserted"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker as the text names him: ``name`` without form of address, ``role`` as printed."""

    name: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words one sentence reports.

    ``speakers`` are record ids in order of appearance, ``behalf`` aligned or shared ids;
    ``rule`` names the mechanism, ``cue`` the words it relied on (``None``: carried over from
    the sentence before). ``turn`` numbers the statement the sentence belongs to: it grows
    whenever a speaker takes the floor anew; ``None`` for narration. ``behalf_each`` aligns
    groups with several speakers (``None``: for nobody) and is empty for a single one.
    """

    speakers: tuple[str, ...] = ()
    behalf: tuple[str, ...] = ()
    mode: Mode = Mode.NARRATION
    rule: str = "narration"
    cue: Span | None = None
    person: Person = Person()
    capacity: str | None = None
    turn: int | None = None
    behalf_each: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeTag:
    """A theme of a sentence and the words that show it; ``score`` ranks tags of a sentence."""

    theme: str
    cue: Span | None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is asked to act, as written; ``party`` where the register knows the name."""

    text: str
    span: Span
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Pledge:
    """The details of a commitment or reported action.

    ``strength`` runs from 1 ("stands ready to") to 5 (dated and funded or legislated);
    ``amount`` and ``deadline`` are the words of the text, ``beneficiary`` too.
    """

    strength: int
    measure: Span | None = None
    amount: str | None = None
    deadline: str | None = None
    beneficiary: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A speech act at ``span`` (the clause, or its whole sentence), found by ``rule``."""

    type: ActType
    span: Span
    cue: Span
    rule: str
    confidence: float
    parties: tuple[str, ...]
    behalf: tuple[str, ...]
    sentence: int
    attribution: Mode
    addressees: tuple[Addressee, ...] = ()
    themes: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.ASSERTED
    pledge: Pledge | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One party's turn at the floor: the indexes of its sentences, in order."""

    ordinal: int
    party: str
    behalf: tuple[str, ...]
    person: Person
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Participation:
    """A party's part in the meeting; ``span`` is the first evidence.

    ``capacity`` is "observer" or "national" where the text says so.
    """

    party: str
    presence: Presence
    span: Span
    behalf: tuple[str, ...] = ()
    person: Person = Person()
    capacity: str | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """A recorded vote; ``None`` where the text gives no figure or names no party."""

    in_favour: int | None = None
    against: int | None = None
    abstaining: int | None = None
    parties_for: tuple[str, ...] = ()
    parties_against: tuple[str, ...] = ()
    parties_abstaining: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided: ``kind`` adopted, rejected, elected, renewed or postponed.

    ``procedure`` is recorded-vote, without-vote, consensus, unanimous or unknown.
    """

    kind: str
    what: str
    procedure: str
    span: Span
    symbol: str | None = None
    vote: Vote = Vote()


@dataclass(frozen=True, slots=True)
class InstrumentMention:
    """A text that the document names: every place, the first one first.

    ``kind`` is declaration, resolution, draft, treaty, programme, agenda, agreement or other;
    ``id`` the register's id where it knows the text.
    """

    name: str
    kind: str
    spans: tuple[Span, ...]
    symbol: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """A paragraph of a resolution or declaration.

    ``number`` is the printed number ("3", "(a)"; empty where there is none), ``path`` the
    place by which it is cited ("3 (a)", "PP2", "annex, 14"), unique in its document;
    ``parent`` is the path of the paragraph over it. ``verb`` is the base form with which it
    opens, ``cue`` the words that show verb and ``type``. Where the paragraph is an act,
    ``body`` names the adopting body, and ``actor`` those in whose name it says "we".
    """

    number: str
    kind: str
    span: Span
    verb: str | None = None
    type: str | None = None
    parent: str | None = None
    addressees: tuple[Addressee, ...] = ()
    themes: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    path: str = ""
    cue: Span | None = None
    body: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that a document covers; ``None`` where the text does not say."""

    body: str | None = None
    session: int | None = None
    numbers: tuple[int, ...] = ()
    day: date | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """When the body meets again; ``time`` as "10:00"."""

    day: date | None
    time: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Record:
    """Everything extracted from one document. ``extractor`` names who did it ("rules").

    ``attributions`` and ``themes`` have one entry per sentence of ``layout``; ``symbols`` are
    the UN symbols printed in the text, as printed but without blanks. ``corrections`` are what
    people have set right, already applied.
    """

    layout: Layout
    extractor: str
    symbol: str | None
    title: str | None
    day: date | None
    meeting: Meeting | None
    attributions: tuple[Attribution, ...] = ()
    themes: tuple[tuple[ThemeTag, ...], ...] = ()
    statements: tuple[Statement, ...] = ()
    acts: tuple[Act, ...] = ()
    participations: tuple[Participation, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    instruments: tuple[InstrumentMention, ...] = ()
    provisions: tuple[Provision, ...] = ()
    symbols: tuple[str, ...] = ()
    next_meeting: NextMeeting | None = None
    issues: tuple[Issue, ...] = ()
    corrections: tuple[Correction, ...] = ()
