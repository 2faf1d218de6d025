"""Every question asked of the samples, and the tables that were checked by hand.

``python tests/data/sample_answers.py`` writes the tables of ``tests/data/samples/`` anew from
what the code answers now; with names of cases, it writes those. Read the difference before you
commit it: each row must be right. A case whose answer is not right yet has no table.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kg.asking import Question, bind, questions
from kg.building.build import Options, build
from kg.model.table import Cell, Table
from kg.settings import DEFAULT_BASE, Settings
from kg.storing.querying import Engine, opened

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
CORRECTIONS = Path(__file__).resolve().parent / "corrections.tsv"
TABLES = Path(__file__).resolve().parent / "samples"
MEASURED = frozenset({"confidence"})  # changes with every evaluation; not a matter of a sample
_JOINED = re.compile(r"\(GROUP_CONCAT\([^()]*\) AS \?(\w+)\)")
_SEPARATOR = ", "

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the parameters of its example, or with none."""

    asked: Question
    values: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The name of the case and of its table."""
        return self.asked.name + ("--example" if self.values else "")

    def text(self) -> str:
        """The query."""
        return bind(self.asked, {name: [value] for name, value in self.values})


def cases() -> list[Case]:
    """Return each question with its examples, and open where it needs no parameter."""
    found = []
    for asked in questions():
        if not any(parameter.required for parameter in asked.parameters):
            found.append(Case(asked, ()))
        found.extend(Case(asked, _values(example)) for example in asked.examples[:1])
    return found


def _values(example: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.split("=", 1) for part in example.split("; "))
    return tuple((name, value) for name, value in pairs)


def answer(case: Case, engine: Engine) -> Table:
    """Ask ``engine``."""
    found = engine.query(case.text())
    assert isinstance(found, Table)
    return found


def joined(case: Case) -> frozenset[str]:
    """Return the columns whose cells join names in an order that SPARQL leaves open."""
    return frozenset(_JOINED.findall(case.asked.text))


def rows(case: Case, table: Table) -> list[Row]:
    """Return the rows as texts in the order of the answer, joined names sorted."""
    unordered = joined(case)
    shown = [column for column in table.columns if column not in MEASURED]
    return [
        tuple(_cell(row[column], column in unordered) for column in shown)
        for row in table.mappings()
    ]


def _cell(cell: Cell, unordered: bool) -> str:
    if cell is None:
        return ""
    if unordered:
        return _SEPARATOR.join(sorted(cell.value.split(_SEPARATOR)))
    return cell.value.removeprefix(DEFAULT_BASE) if cell.kind == "uri" else cell.value


def write(case: Case, table: Table) -> str:
    """Return ``table`` as it is kept in ``TABLES``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column for column in table.columns if column not in MEASURED)
    writer.writerows(rows(case, table))
    return out.getvalue()


def freeze(names: list[str]) -> None:
    """Write the tables of the cases called ``names`` anew, or all that exist."""
    wanted = set(names) or {path.stem for path in TABLES.glob("*.csv")}
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "graph"
        build([SAMPLES], store, Settings(corrections=CORRECTIONS), Options(workers=1))
        with opened(store) as pool:
            for case in (case for case in cases() if case.name in wanted):
                target = TABLES / f"{case.name}.csv"
                target.write_text(write(case, answer(case, pool)), encoding="utf-8")
                sys.stdout.write(f"{target.relative_to(ROOT)}\n")


if __name__ == "__main__":
    freeze(sys.argv[1:])
