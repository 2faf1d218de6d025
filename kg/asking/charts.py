"""The chart that a question's ``view`` names, drawn from the columns of its answer.

A view finds its columns by what they hold: States by their registered names, days and years
by their form, amounts by their type. A table that lacks what its view needs has no chart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from kg.asking.questions import Question
from kg.charting import plots
from kg.charting.drawing import Spec, Words, finished
from kg.charting.nodes import Dot, Line, node_link
from kg.charting.tiles import places, tile_map
from kg.linking import registers
from kg.model.table import Cell, Table
from kg.namespaces import XSD

MOST_BARS, MOST_LINES, MOST_ROWS, MOST_NODES = 25, 6, 40, 70
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_PROOF = frozenset({"sentence", "document", "start", "end", "confidence"})
Drawn = tuple[Spec, str]
"""A chart, and what a reader must know of it."""


def chart(asked: Question, table: Table) -> Drawn | None:
    """Return the chart of an answer and a note to it, or ``None`` where a table says it better.

    Raises:
        EnvironmentFailure: the extra ``charts`` is not installed.
    """
    maker = _VIEWS.get(asked.view)
    return maker(table) if maker and table.rows else None


def standing_alone(
    drawn: Drawn, asked: Question, given: Mapping[str, Sequence[str]], source: str
) -> Spec:
    """Return a chart that says itself which question it answers, and from what."""
    spec, note = drawn
    return finished(spec, Words(title(asked, given), note, source))


def title(asked: Question, given: Mapping[str, Sequence[str]]) -> str:
    """Return the question with the values it was asked with.

    >>> from kg.asking.questions import question
    >>> title(question("themes-by-year"), {"theme": ["oceans"]})
    'How often a theme is spoken of, year by year (theme: oceans)'
    """
    pairs = "; ".join(f"{name}: {', '.join(values)}" for name, values in given.items())
    return f"{asked.summary} ({pairs})" if pairs else asked.summary


def numeric(table: Table) -> list[str]:
    """Return the columns that hold amounts: numbers, and no years or offsets."""
    return [
        name
        for name in table.columns
        if name not in {*_PROOF, "year"} and _all(table, name, _number)
    ]


def _of_one_sort(table: Table) -> list[str]:
    """Return the columns of amounts, or only the counts if the first of them counts."""
    found = numeric(table)
    counts = [name for name in found if _all(table, name, _counted)]
    return counts if counts[:1] == found[:1] else found


def _words(table: Table) -> list[str]:
    """Return the columns that name things."""
    skipped = {*_PROOF, *numeric(table), "year"}
    return [name for name in table.columns if name not in skipped and not _all(table, name, _day)]


def _days(table: Table) -> list[str]:
    return [name for name in table.columns if _all(table, name, _day) and name not in _PROOF]


def _all(table: Table, column: str, test: Callable[[Cell], bool]) -> bool:
    at = table.columns.index(column)
    cells = [row[at] for row in table.rows if row[at] is not None]
    return bool(cells) and all(test(cell) for cell in cells)


def _number(cell: Cell) -> bool:
    return cell is not None and cell.datatype in _NUMBERS


def _counted(cell: Cell) -> bool:
    return cell is not None and cell.datatype == XSD + "integer"


def _day(cell: Cell) -> bool:
    dated = cell is not None and cell.datatype in {XSD + "date", XSD + "gYear"}
    return dated or (cell is not None and not cell.datatype and bool(_DAY.fullmatch(cell.value)))


def _records(table: Table) -> list[dict[str, str | float | None]]:
    return [
        {
            name: None if cell is None else float(cell.value) if _number(cell) else cell.value
            for name, cell in row.items()
        }
        for row in table.mappings()
    ]


def _cut(shown: int, found: int, what: str) -> str:
    return f"The first {shown} of {found} {what}." if found > shown else ""


def _bars(table: Table) -> Drawn | None:
    words, values = _words(table), _of_one_sort(table)
    if not words or not values:
        return None
    if len(words) > 1 and _repeats(table, words[0]) and _repeats(table, words[1]):
        return _heat(table, words, values[0])
    label, rows = _most_telling(table, words), _records(table)
    note = _cut(MOST_BARS, len(rows), "rows")
    if len(values) > 2:
        long = [{label: row[label], "of": name, "rows": row[name]}
                for row in rows[:MOST_BARS] for name in values[:6]]  # fmt: skip
        return plots.heat(long, "of", label, "rows"), note
    return plots.bars(rows[:MOST_BARS], label, values), note


def _repeats(table: Table, column: str) -> bool:
    at = table.columns.index(column)
    cells = [row[at] for row in table.rows]
    return len(set(cells)) < len(cells)


def _most_telling(table: Table, words: Sequence[str]) -> str:
    """Return the first column of words whose values differ from row to row, else the first."""
    return next((name for name in words if not _repeats(table, name)), words[0])


def _heat(table: Table, words: Sequence[str], value: str) -> Drawn:
    rows = _records(table)
    counts: Counter[str] = Counter()
    for row in rows:
        counts[str(row[words[1]])] += int(float(row[value] or 0))
    kept = [name for name, _ in counts.most_common(MOST_BARS)]
    sides = [
        {**row, "order": kept.index(str(row[words[1]]))}
        for row in rows
        if str(row[words[1]]) in kept
    ]
    sides.sort(key=lambda row: (row["order"], str(row[words[0]])))
    note = _cut(len(kept), len(counts), f"values of {words[1]}, by {value}")
    return plots.heat(sides, words[0], words[1], value), note


def _lines(table: Table) -> Drawn | None:
    values, words, rows = numeric(table), _words(table), _records(table)
    x = next((name for name in ("year", *_days(table)) if name in table.columns), None)
    if x is None or not values or not words:
        return None
    totals: Counter[str] = Counter()
    for row in rows:
        totals[str(row[words[0]])] += int(float(row[values[0]] or 0))
    kept = {name for name, _ in totals.most_common(MOST_LINES)}
    shown = [
        {**row, x: str(row[x]).removesuffix(".0")} for row in rows if str(row[words[0]]) in kept
    ]
    note = _cut(len(kept), len(totals), f"series, by {values[0]}")
    return plots.lines(shown, x, values[0], words[0]), note


def _timeline(table: Table) -> Drawn | None:
    days, words, rows = _days(table), _words(table), _records(table)
    if not days or not words:
        return None
    few = [name for name in words if 1 < len({row[name] for row in rows} - {None}) <= 8]
    label = next((name for name in ("who", "name", "type", "stance") if name in words), words[0])
    sort = next((name for name in few if name != label), None)
    shown, names = [], dict.fromkeys(str(row[label]) for row in rows)
    kept = set(list(names)[:MOST_ROWS])
    shown = [row for row in rows if str(row[label]) in kept]
    return plots.timeline(shown, days[0], label, sort), _cut(len(kept), len(names), label)


def _map(table: Table) -> Drawn | None:
    rows, known = _records(table), _states()
    column = next(
        (name for name in table.columns if any(str(row[name]) in known for row in rows)), None
    )
    if column is None:
        return None
    values: Counter[str] = Counter()
    amounts = numeric(table)
    for row in rows:
        code = known.get(str(row[column]))
        if code:
            values[code] += int(float(row[amounts[0]] or 0)) if amounts else 1
    meaning = amounts[0] if amounts else "rows"
    named = {code: name for name, code in known.items()}
    states = "1 State" if len(values) == 1 else f"{len(values)} States"
    note = f"{states}; shade: {meaning}" if len(set(values.values())) > 1 else f"{states}, dark"
    return tile_map(values, meaning, named), f"{note}. One tile a State, near its place."


@cache
def _states() -> Mapping[str, str]:
    return {party.label: party.id for party in registers.parties().values()
            if party.id in places()}  # fmt: skip


def _network(table: Table) -> Drawn | None:
    words, amounts, rows = _words(table), numeric(table), _records(table)
    if len(words) < 2:
        return None
    weights: Counter[tuple[str, str]] = Counter()
    one, other = (words[0], words[-1] if words[-1] == "target" else words[1])
    written: dict[str, str] = {}
    for row in rows:
        start = written.setdefault(str(row[one]).casefold(), str(row[one]))
        for part in filter(None, str(row[other] or "").split(", ")):
            end = written.setdefault(part.casefold(), part)
            weights[start, end] += int(float(row[amounts[0]] or 0)) if amounts else 1
    degree: Counter[str] = Counter()
    for pair, weight in weights.items():
        for end in pair:
            degree[end] += weight
    kept = {end for end, _ in degree.most_common(MOST_NODES)}
    lines = [Line(a, b, weight, weight) for (a, b), weight in sorted(weights.items())
             if a in kept and b in kept]  # fmt: skip
    speakers = {line.one for line in lines}
    tied = sorted(speakers | {line.other for line in lines})
    dots = [Dot(end, end, degree[end], one if end in speakers else other) for end in tied]
    spec = node_link(dots, lines, arrows=not amounts, labels=MOST_NODES)
    note = "" if amounts else f"Lines run from thick to thin: {one} to {other}."
    return spec, f"{note} {_cut(len(tied), len(degree), 'nodes')}".strip()


def _votes(table: Table) -> Drawn | None:
    values = [name for name in ("for", "against", "abstaining") if name in numeric(table)]
    words = _words(table)
    if not words:
        return None
    if values:
        rows = _records(table)[:MOST_BARS]
        return plots.shares(rows, words[0], values), _cut(len(rows), len(table), "rows")
    return None


_VIEWS: Mapping[str, Callable[[Table], Drawn | None]] = {
    "bar": _bars,
    "line": _lines,
    "timeline": _timeline,
    "map": _map,
    "network": _network,
    "vote": _votes,
}
