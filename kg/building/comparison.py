"""Hold the documents of one meeting against each other: what coverage reports and leaves out.

A cell of the comparison is a delegation, a type of act and a theme; presiding officers and
unnamed speakers have no delegation. The *record* is what was
said: verbatim records and statements as submitted; the *coverage* what was reported of it.
Two sources of cells give the same table: a store, asked with the question
``acts-of-a-meeting``, and extraction records that are in no store yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.asking import question
from kg.asking.binding import bind, rows
from kg.errors import BadParameter
from kg.iris import Iris
from kg.mapping.meeting import meeting_key
from kg.model.layout import RECORDS, Form
from kg.model.mentions import Gazetteer
from kg.model.record import CHAIR, MANY, Act, Record
from kg.model.table import Cell, Table, Term
from kg.namespaces import XSD
from kg.settings import DEFAULT_BASE
from kg.storing.querying import Engine

QUESTION = "acts-of-a-meeting"
COLUMNS = ("party", "name", "act", "theme", "coverage", "record", "finding")
REPORTED, LEFT_OUT, ONLY_COVERAGE = "reported", "left out", "only in the coverage"
_COVERING = frozenset([Form.COVERAGE])
_NOBODY = frozenset([CHAIR, MANY, ""])
_RECORDING = RECORDS | {Form.SPEECH}


@dataclass(frozen=True, slots=True, order=True)
class _Cell:
    party: str
    name: str
    act: str
    theme: str


def compare(engine: Engine, meeting: str, base: str = DEFAULT_BASE) -> Table:
    """Return what the documents in a store have of ``meeting``, one row a cell.

    ``meeting`` is an IRI or a key such as ``SC/8698`` or ``GA/76/38``. The columns are
    ``party`` (IRI), ``name``, ``act``, ``theme`` (IRI, empty for acts without one), the
    numbers of acts in ``coverage`` and ``record``, and the ``finding``: "reported",
    "left out" (of the coverage) or "only in the coverage".

    Raises:
        BadParameter: ``meeting`` is no key of a meeting.
        QueryLimit: the query ran past its limits.
    """
    text = bind(question(QUESTION), {"meeting": [meeting_iri(meeting, base)]}, base)
    covered: Counter[_Cell] = Counter()
    recorded: Counter[_Cell] = Counter()
    for row in rows(engine, text).mappings():
        if not _text(row["party"]).startswith(f"{base}party/"):
            continue
        form = _last(row["form"])
        cell = _Cell(
            _text(row["party"]), _text(row["name"]), _last(row["type"]), _text(row["theme"])
        )
        _count(cell, int(_text(row["acts"])), form, (covered, recorded))
    return _table(covered, recorded)


def compare_records(
    records: Iterable[Record], gazetteer: Gazetteer, base: str = DEFAULT_BASE
) -> Table:
    """Return the same table for records of one meeting that are in no store.

    Raises:
        BadParameter: the records are of different meetings.
    """
    covered: Counter[_Cell] = Counter()
    recorded: Counter[_Cell] = Counter()
    keys = set()
    for record in records:
        if record.meeting is not None:
            keys.add(meeting_key(record.meeting))
        for cell in _cells(record, gazetteer, Iris(base)):
            _count(cell, 1, record.layout.form, (covered, recorded))
    if len(keys) > 1:
        named = ", ".join(sorted("/".join(map(str, key)) for key in keys))
        raise BadParameter(f"these documents are of several meetings ({named}); compare one")
    return _table(covered, recorded)


def meeting_iri(meeting: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of a meeting given as IRI or key.

    Raises:
        BadParameter: ``meeting`` is neither.

    >>> meeting_iri("SC/8698")
    'https://w3id.org/rostrum/meeting/SC/8698'
    """
    if meeting.startswith(("https://", "http://")):
        return meeting
    parts = meeting.strip("/").removeprefix("meeting/").split("/")
    if len(parts) < 2 or not all(parts):
        raise BadParameter(f"{meeting!r} is no meeting; write SC/8698, GA/76/38 or GA/2021-11-23")
    return Iris(base).meeting(*parts)


def left_out(table: Table) -> Table:
    """Return only the rows of what the coverage leaves out."""
    at = table.columns.index("finding")
    return Table(table.columns, tuple(row for row in table.rows if str(row[at]) == LEFT_OUT))


def _cells(record: Record, gazetteer: Gazetteer, iris: Iris) -> Iterator[_Cell]:
    deliverers = {
        sentence: statement.party
        for statement in record.statements
        for sentence in statement.sentences
    }
    for act in _once(record.acts):
        speakers = act.parties or (deliverers.get(act.sentence, ""),)
        for party in speakers:
            if not iris.party(party).startswith(f"{iris.base}party/") or party in _NOBODY:
                continue
            for theme in act.themes or ("",):
                yield _Cell(
                    iris.party(party),
                    gazetteer.label(party),
                    act.type.value,
                    iris.theme(theme) if theme else "",
                )


def _once(acts: Iterable[Act]) -> Iterator[Act]:
    seen = set()
    for act in acts:
        if (act.type, act.span) not in seen:
            seen.add((act.type, act.span))
            yield act


def _count(
    cell: _Cell, number: int, form: str, tallies: tuple[Counter[_Cell], Counter[_Cell]]
) -> None:
    covered, recorded = tallies
    if form in _COVERING:
        covered[cell] += number
    elif form in _RECORDING:
        recorded[cell] += number


def _table(covered: Counter[_Cell], recorded: Counter[_Cell]) -> Table:
    return Table(COLUMNS, tuple(_rows(covered, recorded)))


def _rows(covered: Counter[_Cell], recorded: Counter[_Cell]) -> Iterator[tuple[Cell, ...]]:
    for cell in sorted(covered.keys() | recorded.keys(), key=lambda one: (one.name, one)):
        said, reported = recorded[cell], covered[cell]
        finding = REPORTED if said and reported else LEFT_OUT if said else ONLY_COVERAGE
        yield (
            Term("uri", cell.party),
            Term("literal", cell.name, language="en"),
            Term("literal", cell.act),
            Term("uri", cell.theme) if cell.theme else None,
            _number(reported),
            _number(said),
            Term("literal", finding),
        )


def _number(count: int) -> Term:
    return Term("literal", str(count), XSD + "integer")


def _text(cell: Cell) -> str:
    return "" if cell is None else cell.value


def _last(cell: Cell) -> str:
    """Return the local name of a concept."""
    return _text(cell).rsplit("/", 1)[-1]
