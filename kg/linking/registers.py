"""The registers as typed rows: parties, groups, bodies, instruments and all their names.

Every table file lies in ``ontology/registers`` and explains its columns itself. Loaders are
cached; a cell that cannot be read is reported with its file and line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.errors import EnvironmentFailure
from kg.model.mentions import Kind
from kg.resources import numbered_rows, path, values

FOLDER = "ontology/registers/"
NAME_TABLES = (
    (Kind.PARTY, "party", "party-names.tsv"),
    (Kind.GROUP, "group", "group-names.tsv"),
    (Kind.BODY, "body", "body-names.tsv"),
    (Kind.INSTRUMENT, "instrument", "instrument-names.tsv"),
)
FORMS = frozenset({"name", "formal", "acronym", "adjective", "demonym", "metonym", "former"})
CONTEXTS = frozenset({"", "person", "place", "word", "ambiguous", "category", "undecided", "short"})


@dataclass(frozen=True, slots=True)
class Party:
    """A State, organization or other entity; ``line`` is its row in ``parties.tsv``.

    ``kind`` is State, ObserverState, FormerState, Territory, Organization or Entity. ``until``
    is the first day on which the party was no longer a member.
    """

    id: str
    kind: str
    label: str
    formal: str
    iso2: str
    iso3: str
    m49: str
    region: str
    regional_group: str
    member_since: date | None
    member_until: date | None
    successors: tuple[str, ...]
    wikidata: str
    geonames: str
    eu_code: str
    unterm: str
    acronym: str
    parent: str
    orgkind: str
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group of States; ``dated`` is yes, partly or no, as the register says."""

    id: str
    label: str
    kind: str
    since: date | None
    wikidata: str
    dated: str
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Membership:
    """An uninterrupted stay of ``party`` in ``group``; ``until`` is the first day after it."""

    group: str
    party: str
    since: date | None
    until: date | None
    source: str
    line: int

    def holds(self, on: date | None) -> bool:
        """Whether the stay covers that day; without a day, whether it still lasts."""
        return within(on, self.since, self.until) if on else self.until is None


@dataclass(frozen=True, slots=True)
class Body:
    """A UN organ, committee, conference or treaty body; ``label`` as coverage writes it."""

    id: str
    label: str
    formal: str
    acronym: str
    parent: str
    symbol: str
    wikidata: str
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Instrument:
    """A text that meetings cite: ``kind`` as in an ``InstrumentMention``.

    ``symbols`` are the UN symbols that mean this very text, the one of its adoption first;
    ``day`` is ``None`` where only its year is certain or nothing is.
    """

    id: str
    label: str
    kind: str
    symbols: tuple[str, ...]
    day: date | None
    body: str
    wikidata: str
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one registered thing, as its row says; ``where`` is ``file:line``.

    ``form`` is name, formal, acronym, adjective, demonym, metonym or former; ``context`` what
    a text must show before the name counts (see ``party-names.tsv``; ``short`` as in
    ``body-names.tsv``). The name is current from ``since`` until the day before ``until``.
    """

    kind: Kind
    subject: str
    name: str
    lang: str
    form: str
    since: date | None
    until: date | None
    context: str
    where: str

    def current(self, on: date | None) -> bool:
        """Whether the name was in use on that day; with ``None`` on any day."""
        return on is None or within(on, self.since, self.until)


def within(on: date, since: date | None, until: date | None) -> bool:
    """Whether ``on`` lies in the half-open interval; a missing bound is open.

    >>> within(date(1992, 1, 1), None, date(1992, 1, 1))
    False
    """
    return (since is None or since <= on) and (until is None or on < until)


@cache
def parties() -> dict[str, Party]:
    """Return every party by its record id.

    >>> parties()["SVK"].iso2, parties()["VAT"].kind
    ('SK', 'ObserverState')
    """
    return {
        row["id"]: Party(
            successors=values(row.pop("successor")),
            member_since=_day(row.pop("member_since"), "parties.tsv", line),
            member_until=_day(row.pop("member_until"), "parties.tsv", line),
            line=line,
            **row,
        )
        for line, row in _table("parties.tsv")
    }


@cache
def groups() -> dict[str, Group]:
    """Return every group by its record id."""
    return {
        row["id"]: Group(since=_day(row.pop("since"), "groups.tsv", line), line=line, **row)
        for line, row in _table("groups.tsv")
    }


@cache
def bodies() -> dict[str, Body]:
    """Return every UN body by its id, which is the slug of its IRI."""
    return {row["id"]: Body(line=line, **row) for line, row in _table("bodies.tsv")}


@cache
def instruments() -> dict[str, Instrument]:
    """Return every instrument by its id.

    >>> instruments()["arms-trade-treaty"].kind
    'treaty'
    """
    return {
        row["id"]: Instrument(
            symbols=values(row.pop("symbol")),
            day=_day(row.pop("date"), "instruments.tsv", line),
            line=line,
            **row,
        )
        for line, row in _table("instruments.tsv")
    }


@cache
def memberships() -> tuple[Membership, ...]:
    """Return every dated membership, in the order of the file."""
    name = "memberships.tsv"
    return tuple(
        Membership(
            row["group"],
            row["party"],
            _day(row["from"], name, line),
            _day(row["until"], name, line),
            row["source"],
            line,
        )
        for line, row in _table(name)
    )


@cache
def names() -> tuple[Name, ...]:
    """Return the names of all registers in every language, party names first."""
    return tuple(name for table in NAME_TABLES for name in _names(*table))


def _names(kind: Kind, column: str, file: str) -> Iterator[Name]:
    for line, row in _table(file):
        form, context = row["form"], row["context"]
        if form not in FORMS or context not in CONTEXTS or not row["name"]:
            raise EnvironmentFailure(
                f"{path(FOLDER + file)}:{line}: name {row['name']!r}, form {form!r}, "
                f"context {context!r}: a name is empty or a word is none of those the file lists"
            )
        yield Name(
            kind,
            row[column],
            row["name"],
            row["lang"],
            form,
            _day(row["from"], file, line),
            _day(row["until"], file, line),
            context,
            f"{file}:{line}",
        )


def _table(file: str) -> Iterator[tuple[int, dict[str, str]]]:
    return numbered_rows(FOLDER + file)


def _day(cell: str, file: str, line: int) -> date | None:
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise EnvironmentFailure(
            f"{path(FOLDER + file)}:{line}: {cell!r} is no ISO date (YYYY-MM-DD)"
        ) from error
