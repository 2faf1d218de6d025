"""The speakers of general debates: a table of names and posts, as workbook or CSV.

Collections of these speeches come with one ("Year, Session, ISO Code, Country, Name of Person
Speaking, Post"). A speech that does not name its speaker takes name and post from there, by
State and session.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

from kg.errors import EnvironmentFailure, UsageError
from kg.model.layout import Fact, Form, Layout
from kg.model.record import Person

Speakers = Mapping[tuple[str, int], Person]
_COLUMNS = {
    "country": re.compile(r"iso\b|iso.?3|iso code|code|country code"),
    "session": re.compile(r"session"),
    "name": re.compile(r"name|speaker"),
    "post": re.compile(r"post|position|title|role|function"),
}
_TEXTS = (".csv", ".tsv", ".txt")


@lru_cache(maxsize=4)
def read_speakers(file: Path) -> Speakers:
    """Return the persons of a table by State (ISO 3166-1 alpha-3) and session.

    The columns are known by their names, in any order; where two rows name one State and
    session, the first one counts.

    Raises:
        UsageError: the file is no table, or lacks a column.
        EnvironmentFailure: the file cannot be read, or workbooks need the extra ``workbook``.
    """
    found: dict[tuple[str, int], Person] = {}
    columns: dict[str, int] | None = None
    for row in _rows(file):
        cells = [_shown(cell) for cell in row]
        if columns is None:
            columns = _known(cells)
            continue
        person = _person(cells, columns)
        key = _key(cells, columns)
        if person and key:
            found.setdefault(key, person)
    if columns is None:
        raise UsageError(
            f"{file}: no row names the columns for ISO code, session and name of the speaker"
        )
    return found


def with_speaker(layout: Layout, file: Path | None) -> Layout:
    """Return a speech with the speaker whom the table has for it, if its text names none."""
    if file is None or layout.form is not Form.SPEECH or layout.fact("speaker"):
        return layout
    country, session = layout.fact("country") or layout.fact("party"), layout.fact("session")
    if not country or not (session or "").isdigit():
        return layout
    person = read_speakers(file).get((country, int(session or 0)))
    if person is None:
        return layout
    named = {"speaker": person.name, "post": layout.fact("post") or person.role}
    facts = {key: Fact(value) for key, value in named.items() if value}
    return replace(layout, facts={**layout.facts, **facts})


def _rows(file: Path) -> Iterator[Sequence[object]]:
    try:
        if file.suffix.lower() in _TEXTS:
            with file.open(encoding="utf-8-sig", newline="") as stream:
                yield from csv.reader(stream, delimiter="\t" if _is_tabbed(file) else ",")
        else:
            yield from _sheets(file)
    except OSError as error:
        raise EnvironmentFailure(f"{file}: cannot be read ({error.strerror or error})") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{file}: not a table in UTF-8 ({error})") from error


def _is_tabbed(file: Path) -> bool:
    with file.open(encoding="utf-8-sig") as stream:
        return "\t" in stream.read(2000)


def _sheets(file: Path) -> Iterator[Sequence[object]]:
    """Yield the rows of the sheets of a workbook."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise EnvironmentFailure(
            f"{file}: a workbook needs an extra: pip install 'rostrum[workbook]'; or save it as CSV"
        ) from error
    if not file.is_file():
        raise FileNotFoundError(2, "no such file")
    try:
        book = CalamineWorkbook.from_path(file)
        for name in book.sheet_names:
            yield from book.get_sheet_by_name(name).to_python()
    except (CalamineError, BadZipFile, ValueError) as error:
        reason = " ".join(str(error).split())
        raise UsageError(f"{file}: not a workbook ({reason})") from error


def _known(cells: Sequence[str]) -> dict[str, int] | None:
    """Return the columns of a header row, ``None`` for any other row."""
    lowered = [cell.lower() for cell in cells]
    found: dict[str, int] = {}
    for column, pattern in _COLUMNS.items():
        at = next((at for at, cell in enumerate(lowered) if pattern.search(cell)), None)
        if at is not None and at not in found.values():
            found[column] = at
    return found if {"country", "session", "name"} <= found.keys() else None


def _shown(cell: object) -> str:
    """Return a cell as text; whole numbers without a fraction.

    >>> _shown(79.0), _shown("  Jane   Roe ")
    ('79', 'Jane Roe')
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _key(cells: Sequence[str], columns: Mapping[str, int]) -> tuple[str, int] | None:
    country, session = _at(cells, columns["country"]), _at(cells, columns["session"])
    return (country.upper(), int(session)) if country and session.isdigit() else None


def _person(cells: Sequence[str], columns: Mapping[str, int]) -> Person | None:
    name = re.sub(r"\A(?:Mr|Mrs|Ms|Miss|Dr)\.? ", "", _at(cells, columns["name"]))
    post = _at(cells, columns["post"]) if "post" in columns else ""
    return Person(name or None, post or None) if name or post else None


def _at(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""
