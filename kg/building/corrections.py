"""The overlay of corrections: a table that people keep beside their documents.

    # Who corrected what, and why. …
    document	span	quote	field	old	new	who	why
    GA/12388	820-958	The representative of …	speaker	SVK	CZE	A. Analyst	misheard

``span`` is begin-end in code points of the document; ``quote`` are the words there (blanks
count as one). A new value of ``?`` is still open. Fields of the sentence: ``speaker`` and ``behalf`` (names or ids, parted by
``|``), ``mode``, ``theme``; fields of the act whose words these are: ``act`` (its type),
``strength`` (1 to 5), ``polarity``. An empty ``old`` adds, an empty ``new`` takes away; an act whose
type stays the same is confirmed.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from kg.errors import EnvironmentFailure, UsageError
from kg.iris import symbol_key
from kg.linking import resolve
from kg.linking.registers import groups, parties
from kg.linking.themes import themes
from kg.model.correction import ACT_FIELDS, SENTENCE_FIELDS, Correction
from kg.model.record import CHAIR, MANY, ActType, Mode, Polarity
from kg.model.source import Span

COLUMNS = ("document", "span", "quote", "field", "old", "new", "who", "why")
HEAD = (
    "# Corrections of what the rules found; rostrum build --corrections FILE applies them.\n"
    "# document: symbol or name. span: begin-end in code points. quote: the words there.\n"
    "# field: speaker, behalf, mode, theme (of the sentence); act, strength, polarity (of the act).\n"
    "# old: what the rules say, empty to add. new: what holds, empty to take away.\n"
    "# who, why: who says so, and why.\n" + "\t".join(COLUMNS) + "\n"
)
UNDECIDED = "?"
"""The new value of a line on which nobody has decided yet; it is passed over."""
_SPAN = re.compile(r"(\d{1,9})[-–](\d{1,9})")
_CHOICES: Mapping[str, frozenset[str]] = {
    "mode": frozenset(Mode),
    "act": frozenset(ActType) | {""},
    "strength": frozenset("12345"),
    "polarity": frozenset(Polarity),
}


def corrections(overlay: Path) -> tuple[Correction, ...]:
    """Read an overlay; names of parties become ids.

    Raises:
        UsageError: a row is not one, means nothing, or contradicts another; the message names
            the line. Nothing of such a file is applied.
        EnvironmentFailure: the file cannot be read.
    """
    try:
        status = overlay.stat()
    except OSError as error:
        raise EnvironmentFailure(f"{overlay}: cannot be read ({error.strerror})") from error
    return _read(overlay, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read(overlay: Path, changed: int, size: int) -> tuple[Correction, ...]:
    try:
        # A spreadsheet may put a byte order mark first; U+2028 and the like end no line.
        lines = [line.rstrip("\r") for line in overlay.read_text("utf-8-sig").split("\n")]
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentFailure(f"{overlay}: cannot be read as UTF-8 text ({error})") from error
    table = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    if not table or tuple(table[0][1].split("\t")) != COLUMNS:
        raise UsageError(f"{overlay}: the first row must name the columns {', '.join(COLUMNS)}")
    found: dict[tuple[str, ...], Correction] = {}
    for number, line in table[1:]:
        if line.split("\t")[5:6] == [UNDECIDED]:
            continue
        one = _correction(line.split("\t"), f"{overlay}:{number}", number)
        several = (one.old or f"+{one.new}") if one.field in {"theme", "act"} else ""
        place = (one.document, str(one.span.start), str(one.span.end), one.field, several)
        if place in found:
            raise UsageError(f"{overlay}:{number}: line {found[place].line} corrects the same")
        found[place] = one
    return tuple(found.values())


def _correction(cells: list[str], where: str, line: int) -> Correction:
    if len(cells) != len(COLUMNS):
        raise UsageError(f"{where}: {len(cells)} cells, not {len(COLUMNS)}")
    row = {name: cell.strip() for name, cell in zip(COLUMNS, cells, strict=True)}
    span = _SPAN.fullmatch(row["span"])
    if span is None or int(span[1]) >= int(span[2]):
        raise UsageError(f"{where}: span {row['span']!r} is not begin-end")
    if row["field"] not in SENTENCE_FIELDS | ACT_FIELDS:
        known = ", ".join(sorted(SENTENCE_FIELDS | ACT_FIELDS))
        raise UsageError(f"{where}: no field is called {row['field']!r}; there are {known}")
    for name in ("document", "quote", "who", "why"):
        if not row[name]:
            raise UsageError(f"{where}: {name} is empty")
    old, new = _change(row, where)
    place = Span(int(span[1]), int(span[2]))
    document = row["document"].rpartition("document/")[2]
    return Correction(
        document, place, row["quote"], row["field"], old, new, row["who"], row["why"], line
    )


def _change(row: Mapping[str, str], where: str) -> tuple[str, str]:
    """Return the old and the new value of a row, as ids."""
    name = row["field"]
    old, new = (_value(name, row[column], where) for column in ("old", "new"))
    if old == new and name != "act":
        raise UsageError(f"{where}: old and new are the same; only an act can be confirmed")
    if name == "mode" and new == Mode.NARRATION:
        raise UsageError(f"{where}: narration has no speaker; take the speaker away instead")
    if name in {"speaker", "behalf"}:
        _registered(new, where)
    return old, new


def _value(name: str, value: str, where: str) -> str:
    if name in {"speaker", "behalf"}:
        return "|".join(_party(one, where) for one in value.split("|")) if value else ""
    if name == "theme":
        return _theme(value, where)
    if value not in _CHOICES[name]:
        known = ", ".join(sorted(_CHOICES[name] - {""}))
        raise UsageError(f"{where}: {name} {value!r} is none of {known}")
    return value


def _party(value: str, where: str) -> str:
    if value in {CHAIR, MANY} or value.startswith(("person:", "org:", "group:")):
        return value
    found = [one.id for one in resolve(value).matches if one.kind in {"party", "group"}]
    if len(set(found)) != 1:
        near = ", ".join(resolve(value).hints)
        raise UsageError(
            f"{where}: no one party is called {value!r}" + (near and f"; near: {near}")
        )
    return found[0]


def _registered(value: str, where: str) -> None:
    """Refuse an id that no register knows: a build must not make a party by a slip of the pen."""
    for one in filter(None, re.split(r"[|+]", value)):
        free = one in {CHAIR, MANY, "-"} or one.startswith("person:")
        if not free and one not in parties() and one not in groups():
            raise UsageError(f"{where}: no party or group has the id {one!r}")


def _theme(value: str, where: str) -> str:
    if not value or value in themes():
        return value
    found = {one.id for one in resolve(value).matches if one.kind == "theme"}
    if len(found) != 1:
        raise UsageError(f"{where}: no theme is called {value!r}; 'rostrum themes' lists them")
    return found.pop()


def names(keys: Collection[str], sha256: str) -> frozenset[str]:
    """Return all by which an overlay may name a document: its keys, their IRIs, its hash.

    >>> sorted(names(["GA/12388", "ga12388"], "0f3a"))
    ['0f3a', 'GA-12388', 'GA/12388', 'ga12388']
    """
    return frozenset({sha256, *keys, *map(symbol_key, keys)})


def digests(overlay: Path | None) -> dict[str, str]:
    """Return for each document that an overlay names a hash of what it says of it.

    Raises:
        UsageError: the overlay has a bad row.
    """
    said: dict[str, list[str]] = defaultdict(list)
    for one in corrections(overlay) if overlay else ():
        said[one.document].append("\t".join(_cells(one)))
    return {
        document: hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]
        for document, lines in sorted(said.items())
    }


def rows(found: tuple[Correction, ...]) -> Iterator[str]:
    """Yield corrections as rows of an overlay."""
    for one in found:
        yield "\t".join(" ".join(cell.split()) for cell in _cells(one)) + "\n"


def _cells(one: Correction) -> tuple[str, ...]:
    span = f"{one.span.start}-{one.span.end}"
    return one.document, span, one.quote, one.field, one.old, one.new, one.who, one.why
