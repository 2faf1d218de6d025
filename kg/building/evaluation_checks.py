"""What must hold of an annotated folder, so that figures mean what they say."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import DataError
from kg.model.record import ActType, Mode
from kg.model.source import Span

SENTENCE_COLUMNS = ("sid", "start", "end")
LABEL_COLUMNS = ("sid", "speaker", "behalf", "mode", "acts", "addressees", "themes")
ACTS = frozenset(one.value for one in ActType)
MODES = frozenset(one.value for one in Mode)
_THEMES = "ontology/registers/themes.tsv"
_LISTED = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of an annotation, with its place for messages."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def error(self, message: str) -> DataError:
        """Return the error that names this row."""
        return DataError(f"{self.path}:{self.line}: {message}")

    def number(self, column: str) -> int:
        """Return a cell that must hold a whole number, not below nought."""
        cell = self.cells[column].strip()
        if not (cell.isascii() and cell.isdigit()):
            raise self.error(f"column {column} holds {cell!r}, which is no number")
        return int(cell)


def rows(path: Path, columns: Collection[str]) -> Iterator[Row]:
    """Yield the rows of a tab-separated table whose first line names at least ``columns``.

    Raises:
        DataError: a column is missing, or a row has too few or too many cells.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(reader, [])
        if missing := [name for name in columns if name not in header]:
            raise DataError(
                f"{path}: column{'s' * (len(missing) > 1)} {', '.join(missing)} missing; the "
                f"first line must name {', '.join(columns)}, parted by tabs"
            )
        for cells in reader:
            row = Row(path, reader.line_num, dict(zip(header, cells, strict=False)))
            if cells and len(cells) != len(header):
                raise row.error(f"{len(cells)} cells where the first line names {len(header)}")
            if cells:
                yield row


def span(row: Row, text: str) -> Span:
    """Return the offsets of a sentence, which must be those of its ``text`` if it is given.

    Raises:
        DataError: they lie outside the text, or other words stand there.
    """
    start, end = row.number("start"), row.number("end")
    if not start < end <= len(text):
        raise row.error(f"offsets {start}–{end} do not fit a text of {len(text)} code points")
    stated, found = (" ".join(one.split()) for one in (row.cells.get("text", ""), text[start:end]))
    if stated and stated != found:
        raise row.error(
            f"offsets {start}–{end} are off: there stands {_short(found)}, not {_short(stated)} "
            "(offsets count code points, a line break as one)"
        )
    return Span(start, end)


def new(row: Row, seen: Collection[int]) -> int:
    """Return the number of a sentence, which no row before may have."""
    sid = row.number("sid")
    if sid in seen:
        raise row.error(f"sentence {sid} stands here twice")
    return sid


def known(row: Row, kind: str, given: Collection[str], allowed: Collection[str]) -> None:
    """Refuse a label that is not ``allowed``, with the likeliest one meant.

    >>> row = Row(Path("a.ann.tsv"), 3, {})
    >>> known(row, "act", {"claims"}, ACTS)
    Traceback (most recent call last):
    kg.errors.DataError: a.ann.tsv:3: 'claims' is no act; did you mean 'claim'?
    """
    for label in sorted(given):
        if label not in allowed:
            close = get_close_matches(label, sorted(allowed), 1)
            rest = f"did you mean {close[0]!r}?" if close else _listed(allowed)
            raise row.error(f"{label!r} is no {kind}; {rest}")


def themes(folder: Path) -> frozenset[str]:
    """Return the themes that may be used: those of the register and of the folder's own table."""
    own = folder / "themes.tsv"
    listed = {row.cells["id"] for row in rows(own, ("id",))} if own.is_file() else set()
    return frozenset(listed | {row["id"] for row in resources.rows(_THEMES)})


def same_sentences(path: Path, sentences: Collection[int], labelled: Collection[int]) -> None:
    """Refuse an annotation that leaves sentences out or labels some that are not there."""
    for message, sids in (
        ("without a row", set(sentences) - set(labelled)),
        ("that the sentence table lacks", set(labelled) - set(sentences)),
    ):
        if sids:
            shown = ", ".join(map(str, sorted(sids)[:_LISTED])) + " …" * (len(sids) > _LISTED)
            raise DataError(f"{path}: sentences {message}: {shown}")


def facts(path: Path) -> Mapping[str, Any]:
    """Return the facts of a document.

    Raises:
        DataError: the file is no JSON object with a meeting.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(f"{path}: cannot be read as JSON: {error}") from error
    if not isinstance(value, dict) or not isinstance(value.get("meeting"), dict):
        raise DataError(f"{path}: must be a JSON object with an object 'meeting'")
    return value


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")


def _listed(allowed: Collection[str]) -> str:
    if len(allowed) > _LISTED:
        return "'rostrum themes' lists them"
    return "they are " + ", ".join(sorted(allowed))
