"""The fields that people may correct: what each belongs to, and what its values are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.model.corrections import Owner
from kg.model.record import ActType, Certainty, Mode, Polarity


class Sort(StrEnum):
    """What a value is, and so how it is checked."""

    PARTY = "party"
    BEHALF = "behalf"
    THEME = "theme"
    INSTRUMENT = "instrument"
    ADDRESSEE = "addressee"
    CHOICE = "choice"
    NUMBER = "number"
    DAY = "day"
    SYMBOL = "symbol"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the overlay.

    ``several``: the thing holds any number of such values, and a correction adds (old ``-``),
    takes away (new ``-``) or replaces one of them. ``joined``: the value as a whole may be
    several words parted by ``|``. ``needed``: new cannot be ``-``.
    """

    name: str
    owner: Owner
    sort: Sort
    meaning: str
    choices: tuple[str, ...] = ()
    several: bool = False
    joined: bool = False
    needed: bool = False


def _choices(values: type[StrEnum]) -> tuple[str, ...]:
    return tuple(value.value for value in values)


_TYPES = _choices(ActType)
_KINDS = ("adopted", "rejected", "elected", "renewed", "postponed")
_HOW = ("recorded-vote", "without-vote", "consensus", "unanimous", "unknown")

_ALL = (
    Field("speaker", Owner.SENTENCE, Sort.PARTY, "who speaks in one sentence", joined=True),
    Field("statement.speaker", Owner.SENTENCE, Sort.PARTY,
          "who speaks in the whole statement that the sentence belongs to", joined=True,
          needed=True),
    Field("behalf", Owner.SENTENCE, Sort.BEHALF, "for whom, in one sentence", joined=True),
    Field("statement.behalf", Owner.SENTENCE, Sort.BEHALF, "for whom, in the whole statement",
          joined=True),
    Field("mode", Owner.SENTENCE, Sort.CHOICE, "how the sentence renders the words",
          _choices(Mode)[:-1], needed=True),
    Field("theme", Owner.SENTENCE, Sort.THEME, "a theme of the sentence and of its acts",
          several=True),
    Field("act", Owner.ACT, Sort.CHOICE, "an act: its type; add, delete, change or confirm it",
          _TYPES, several=True),
    Field("act.actor", Owner.ACT, Sort.PARTY, "whose act it is", joined=True, needed=True),
    Field("act.behalf", Owner.ACT, Sort.BEHALF, "for whom the act is done", joined=True),
    Field("act.addressee", Owner.ACT, Sort.ADDRESSEE, "a party that is asked to act",
          several=True),
    Field("act.theme", Owner.ACT, Sort.THEME, "a theme of the act", several=True),
    Field("act.instrument", Owner.ACT, Sort.INSTRUMENT, "a text that the act speaks of",
          several=True),
    Field("act.strength", Owner.ACT, Sort.CHOICE, "how far a commitment binds",
          ("1", "2", "3", "4", "5")),
    Field("act.polarity", Owner.ACT, Sort.CHOICE, "asserted or denied", _choices(Polarity),
          needed=True),
    Field("act.certainty", Owner.ACT, Sort.CHOICE, "plain or under a condition",
          _choices(Certainty), needed=True),
    Field("outcome", Owner.OUTCOME, Sort.CHOICE, "what was decided: its kind; add, delete, change",
          _KINDS, several=True),
    Field("outcome.procedure", Owner.OUTCOME, Sort.CHOICE, "how it was decided", _HOW,
          needed=True),
    Field("outcome.what", Owner.OUTCOME, Sort.TEXT, "what it was about", needed=True),
    Field("outcome.symbol", Owner.OUTCOME, Sort.SYMBOL, "the symbol of the text decided on"),
    Field("outcome.in-favour", Owner.OUTCOME, Sort.NUMBER, "votes in favour"),
    Field("outcome.against", Owner.OUTCOME, Sort.NUMBER, "votes against"),
    Field("outcome.abstaining", Owner.OUTCOME, Sort.NUMBER, "abstentions"),
    Field("mention", Owner.MENTION, Sort.PARTY, "which party or group a name in the text means"),
    Field("symbol", Owner.DOCUMENT, Sort.SYMBOL, "the document's own symbol"),
    Field("title", Owner.DOCUMENT, Sort.TEXT, "the document's title"),
    Field("date", Owner.DOCUMENT, Sort.DAY, "the document's date"),
    Field("meeting.body", Owner.MEETING, Sort.TEXT, "the body that met"),
    Field("meeting.session", Owner.MEETING, Sort.NUMBER, "its session"),
    Field("meeting.numbers", Owner.MEETING, Sort.NUMBER, "the meeting's numbers", joined=True),
    Field("meeting.date", Owner.MEETING, Sort.DAY, "when it met"),
    Field("meeting.topic", Owner.MEETING, Sort.TEXT, "what it was about"),
)  # fmt: skip
FIELDS: Mapping[str, Field] = {field.name: field for field in _ALL}
"""Every field by its name; ``call.theme`` and the like are looked up by :func:`field_of`."""


def field_of(name: str) -> Field | None:
    """Return a field; the type of an act may stand for ``act`` where several share a span.

    >>> field_of("act.theme") is field_of("call.theme"), field_of("commitment.colour")
    (True, None)
    """
    head, dot, rest = name.partition(".")
    return FIELDS.get(f"act.{rest}" if dot and head in _TYPES else name)


def type_of(name: str) -> str | None:
    """Return the type of act that a field names, if it names one.

    >>> type_of("call.theme"), type_of("act.theme")
    ('call', None)
    """
    head, dot, _ = name.partition(".")
    return head if dot and head in _TYPES else None
