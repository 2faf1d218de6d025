"""The gazetteer: every registered name of a text in one pass, as the registers decide."""

from __future__ import annotations

from datetime import date
from functools import cache

from kg.linking import context
from kg.linking.registers import (
    Membership,
    bodies,
    groups,
    instruments,
    memberships,
    names,
    parties,
)
from kg.linking.senses import Choice, by_phrase, choices, variants
from kg.model.mentions import Kind, Mention, Mentions, NameForm
from kg.model.source import Span
from kg.model.symbols import find
from kg.phrases import PhraseIndex

_DAYS_KEPT = 64
_SHORT = frozenset({"short", "ambiguous"})
_NAMED = frozenset({NameForm.NAME, NameForm.METONYM, NameForm.FORMER})


class RegisterGazetteer:
    """The registers as a ``kg.model.mentions.Gazetteer``.

    Names match exactly, the longest first, in the cases that a text may write them; what a
    name means depends on the day and on the words beside it. Nothing is guessed: a name of
    two parties yields both ids, a name that is something else here yields nothing.

    >>> gazetteer = load_gazetteer()
    >>> [m.id for m in gazetteer.mentions("Nigeria, the Niger and Mr. Jordan of Papua New Guinea")]
    ['NGA', 'NER', 'PNG']
    """

    __slots__ = ("_by_day", "_index", "_members", "_senses", "_symbols")

    def __init__(self, languages: frozenset[str] = frozenset({"en"})) -> None:
        found = by_phrase(name for name in names() if name.lang in languages)
        for phrase in context.homonyms().phrases:
            for spelling in variants(phrase, "name", Kind.PARTY):
                found.setdefault(spelling, [])
        self._senses = list(found.values())
        self._by_day: dict[date | None, dict[int, tuple[Choice, ...]]] = {}
        self._index = PhraseIndex(list(found), cased=True)
        self._symbols: dict[str, tuple[str, ...]] = {}
        for instrument in instruments().values():
            for symbol in instrument.symbols:
                self._symbols[symbol] = (*self._symbols.get(symbol, ()), instrument.id)
        self._members: dict[tuple[str, str], list[Membership]] = {}
        for stay in memberships():
            self._members.setdefault((stay.party, stay.group), []).append(stay)

    def mentions(self, text: str, on: date | None = None) -> Mentions:
        """Find every registered name in ``text`` as valid on that day (any day if None)."""
        items = self._numbered(text)
        numbered = sorted((m.span, m.ids) for m in items if m.kind is Kind.INSTRUMENT)
        numbered.append((Span(len(text) + 1, len(text) + 1), ()))
        seen: dict[str, int] = {}
        meaning = self._meanings(on)
        at = 0
        for index, start, end in self._index.matches(text):
            while numbered[at][0].end <= start:
                seen.update((one, numbered[at][0].end) for one in numbered[at][1])
                at += 1
            found = meaning.get(index)
            if found is None:
                found = meaning[index] = choices(self._senses[index], on)
            for choice in found:
                ids = _decided(choice, text, (start, end), seen)
                if ids and not (choice.kind is Kind.INSTRUMENT and numbered[at][0].start <= start):
                    items.append(Mention(Span(start, end), choice.kind, ids, choice.form))
        return Mentions(items)

    def label(self, party: str) -> str:
        """Return the common English name of a record id; an unknown id is its own label.

        >>> load_gazetteer().label("VAT"), load_gazetteer().label("group:g77-china")
        ('Holy See', 'Group of 77 and China')
        """
        for register in (parties(), groups(), bodies(), instruments()):
            row = register.get(party)
            if row is not None:
                return row.label
        return party

    def is_member(self, party: str, group: str, on: date | None = None) -> bool:
        """Whether ``party`` belonged to ``group`` on that day; without a day, whether it does.

        >>> eu = "org:european-union"
        >>> [load_gazetteer().is_member("GBR", eu, date(year, 1, 1)) for year in (1972, 2019, 2021)]
        [False, True, False]
        """
        return any(stay.holds(on) for stay in self._members.get((party, group), ()))

    def _meanings(self, on: date | None) -> dict[int, tuple[Choice, ...]]:
        """Return what phrases were found to mean on that day; of the latest days it is kept."""
        if len(self._by_day) > _DAYS_KEPT:
            self._by_day.clear()
        return self._by_day.setdefault(on, {})

    def _numbered(self, text: str) -> list[Mention]:
        items = []
        for found in find(text):
            items.append(Mention(found.span, Kind.SYMBOL, (found.key,)))
            meant = self._symbols.get(found.key)
            if meant:
                items.append(Mention(found.span, Kind.INSTRUMENT, meant))
        return items


def _decided(
    choice: Choice, text: str, place: tuple[int, int], seen: dict[str, int]
) -> tuple[str, ...]:
    """Return the ids that a choice has in this context; ``seen`` learns full mentions."""
    start, end = place
    if choice.context in _SHORT:
        if choice.context == "short" and not context.is_short_form(text, start, end):
            return ()
        return _recent(choice.ids, seen)
    if choice.kind is Kind.PARTY and not _stands(choice, text, start, end):
        return ()
    if choice.context == "place" and (
        context.follows_given_name(text, start) or not context.acts(text, end)
    ):
        return ()
    for one in choice.ids:
        seen[one] = start
    return choice.ids


def _stands(choice: Choice, text: str, start: int, end: int) -> bool:
    """Whether the words around leave a party's name what it is."""
    if choice.form is NameForm.ACRONYM:
        spelled = text[start:end]
        return spelled not in context.homonyms().words or not context.shouted(text, start, end)
    named = choice.form in _NAMED and not choice.ids[0].startswith("org:")
    if context.is_other(text, start, end, named=named):
        return False
    if choice.context == "person":
        return not context.is_person(text, start, end)
    return choice.context != "word" or context.in_mid_sentence(text, start)


def _recent(ids: tuple[str, ...], seen: dict[str, int]) -> tuple[str, ...]:
    """Those of ``ids`` that were named in full before, the most recent first."""
    return tuple(sorted((one for one in ids if one in seen), key=lambda one: -seen[one]))


@cache
def load_gazetteer(*languages: str) -> RegisterGazetteer:
    """Return the gazetteer over names in ``languages`` (ISO 639-1), English if none is named."""
    return RegisterGazetteer(frozenset(languages) or frozenset({"en"}))
