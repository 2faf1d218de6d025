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
from kg.building.meetings import Met, kin, same_meeting
from kg.errors import BadParameter
from kg.iris import Iris
from kg.mapping.meeting import body_key, meeting_key
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

    ``meeting`` is whatever names one (``kg.building.meetings``). The columns are
    ``party`` (IRI), ``name``, ``act``, ``theme`` (IRI, empty for acts without one), the
    numbers of acts in ``coverage`` and ``record``, and the ``finding``: "reported",
    "left out" (of the coverage) or "only in the coverage".

    Raises:
        BadParameter: ``meeting`` names none in the store, or several.
        QueryLimit: the query ran past its limits.
    """
    nodes = same_meeting(engine, meeting, base)
    text = bind(question(QUESTION), {"meeting": list(nodes)}, base)
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
    met: dict[str, Met] = {}
    for record in records:
        _note(record, met)
        for cell in _cells(record, gazetteer, Iris(base)):
            _count(cell, 1, record.layout.form, (covered, recorded))
    known = list(met.values())
    if len({kin(known, one) for one in known}) > 1:
        named = ", ".join(sorted(met))
        raise BadParameter(f"these documents are of several meetings ({named}); compare one")
    return _table(covered, recorded)


def _note(record: Record, met: dict[str, Met]) -> None:
    """Note which meeting a record covers."""
    if record.meeting is None:
        return
    key = "/".join(map(str, meeting_key(record.meeting))) or record.layout.source.name
    one = met.setdefault(key, Met(key))
    one.body = one.body or body_key(record.meeting.body or "")
    one.numbers.update(record.meeting.numbers)
    one.days.update([record.meeting.day.isoformat()] if record.meeting.day else ())
    one.titles.update(filter(None, (record.meeting.topic, record.title)))


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
