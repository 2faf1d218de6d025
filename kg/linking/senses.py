"""What a phrase of the text may mean: names of the registers in the cases a text writes them.

A *sense* is one name row as a phrase may mean it. A name outside its interval still means its
subject, as a former name, unless another subject bears the name on that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.linking.registers import Name
from kg.model.mentions import Kind, NameForm
from kg.phrases import plain

_WORD = re.compile(r"\w[\w'.]*")
_SMALL = frozenset({"a", "an", "and", "as", "at", "by", "de", "for", "from", "in", "of", "on"})
_SMALL_TOO = frozenset({"or", "the", "to", "under", "with"})
_LONGEST_IN_CAPITALS = 60
_ANY_CASE = frozenset({Kind.BODY, Kind.INSTRUMENT})
_FORM = {
    "acronym": NameForm.ACRONYM,
    "adjective": NameForm.ADJECTIVE,
    "demonym": NameForm.DEMONYM,
    "metonym": NameForm.METONYM,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a phrase means on one day: ids of one kind under one condition of context."""

    kind: Kind
    ids: tuple[str, ...]
    form: NameForm
    context: str


def choices(names: Sequence[Name], on: date | None) -> tuple[Choice, ...]:
    """Return what a phrase that all ``names`` share means on that day, by kind.

    >>> from kg.linking.registers import names
    >>> turkey = [n for n in names() if n.name == "Turkey" and n.lang == "en"]
    >>> [c.form.value for on in (1999, 2024) for c in choices(turkey, date(on, 1, 1))]
    ['name', 'former']
    """
    grouped: dict[tuple[Kind, str], list[Name]] = {}
    for name in _current(names, on):
        grouped.setdefault((name.kind, name.context), []).append(name)
    return tuple(
        Choice(
            kind,
            tuple(dict.fromkeys(name.subject for name in same)),
            _form(same[0], on),
            context,
        )
        for (kind, context), same in grouped.items()
    )


def _current(names: Sequence[Name], on: date | None) -> Iterator[Name]:
    for kind in dict.fromkeys(name.kind for name in names):
        of_kind = [name for name in names if name.kind is kind]
        current = [name for name in of_kind if name.current(on)] or of_kind
        official = [name for name in current if name.form != "former" or name.since or name.until]
        yield from official or current


def _form(name: Name, on: date | None) -> NameForm:
    if not name.current(on):
        return NameForm.FORMER
    if name.form == "former" and not (name.since or name.until):
        return NameForm.FORMER
    if name.context == "category":
        return NameForm.DEMONYM
    return _FORM.get(name.form, NameForm.NAME)


def variants(name: str, form: str, kind: Kind) -> Iterator[str]:
    """Yield the spellings by case under which a text may show a name.

    Acronyms stand as written. Other names may have capitals at small words or throughout;
    names of three words and more also a capital at the first word only, and those of bodies
    and instruments none.

    >>> list(variants("Group of Least Developed Countries", "name", Kind.GROUP))[:2]
    ['Group of Least Developed Countries', 'Group of least developed countries']
    >>> list(variants("Chad", "name", Kind.PARTY))
    ['Chad', 'CHAD']
    >>> list(variants("EU", "acronym", Kind.PARTY))
    ['EU']
    """
    name = plain(name)
    yield name
    if form == "acronym":
        return
    words = name.count(" ") + 1
    others = [_titled(name), name[0].upper() + name[1:]]
    if 4 <= len(name) <= _LONGEST_IN_CAPITALS:
        others.append(name.upper())
    if words >= 3 and form not in ("adjective", "demonym"):
        others.insert(0, name[0] + name[1:].lower())
    if words >= 4 and kind in _ANY_CASE and sum(map(str.isupper, name)) >= 3:
        others.append(name.lower())
    yield from (other for other in dict.fromkeys(others) if other != name)


def _titled(name: str) -> str:
    def capital(match: re.Match[str]) -> str:
        word = match.group()
        return word if word in _SMALL or word in _SMALL_TOO else word[0].upper() + word[1:]

    return _WORD.sub(capital, name)


def by_phrase(names: Iterable[Name]) -> dict[str, list[Name]]:
    """Collect the names under every spelling that a text may show.

    A short form stands here without its article: "the Convention on …" begins with one too,
    and of matches with one start the longest counts.
    """
    found: dict[str, list[Name]] = {}
    for name in names:
        written = name.name.removeprefix("the ") if name.context == "short" else name.name
        for spelling in variants(written, name.form, name.kind):
            found.setdefault(spelling, []).append(name)
    return found
