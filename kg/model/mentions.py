"""Names of registered things found in a text, and the door through which extractors ask."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from kg.model.source import Span


class Kind(StrEnum):
    """Which register a mention belongs to."""

    PARTY = "party"
    GROUP = "group"
    BODY = "body"
    INSTRUMENT = "instrument"
    SYMBOL = "symbol"


class NameForm(StrEnum):
    """How the name was written: only ``NAME`` and ``ACRONYM`` name a speaker by themselves.

    ``ADJECTIVE`` "Sudanese", ``DEMONYM`` "Ukrainians", ``METONYM`` "Moscow" for its
    government, ``FORMER`` a name no longer official at the document's date.
    """

    NAME = "name"
    ACRONYM = "acronym"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    METONYM = "metonym"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the text.

    ``ids`` are record ids (``SVK``, ``org:unodc``, ``group:g77-china``, a body or instrument
    id, a normalised symbol); more than one means that the register cannot decide here.
    """

    span: Span
    kind: Kind
    ids: tuple[str, ...]
    form: NameForm = NameForm.NAME

    @property
    def id(self) -> str | None:
        """The id if there is just one."""
        return self.ids[0] if len(self.ids) == 1 else None


class Mentions:
    """The mentions of one text in order, searchable by place.

    >>> found = Mentions([Mention(Span(4, 12), Kind.PARTY, ("SVK",))])
    >>> [m.id for m in found.within(Span(0, 20), Kind.PARTY)]
    ['SVK']
    """

    __slots__ = ("_items", "_starts")

    def __init__(self, items: Iterable[Mention]) -> None:
        self._items = tuple(sorted(items, key=lambda m: (m.span.start, -m.span.end)))
        self._starts = [m.span.start for m in self._items]

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def within(self, span: Span, *kinds: Kind) -> Iterator[Mention]:
        """Yield the mentions inside ``span``, of ``kinds`` if any are named."""
        first = bisect_left(self._starts, span.start)
        for mention in self._items[first : bisect_left(self._starts, span.end, first)]:
            if mention.span.end <= span.end and (not kinds or mention.kind in kinds):
                yield mention


class Gazetteer(Protocol):
    """What extractors may ask the registers; ``kg.linking`` implements it."""

    def mentions(self, text: str, on: date | None = None) -> Mentions:
        """Find every registered name in ``text`` as valid on that day (any day if None)."""

    def label(self, party: str) -> str:
        """Return the common English name of a record id (``SVK`` → "Slovakia")."""

    def is_member(self, party: str, group: str, on: date | None = None) -> bool:
        """Whether ``party`` belonged to ``group`` on that day."""
