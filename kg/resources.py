"""Where the data files are, and how a table file is read.

``ontology/``, ``shapes/``, ``queries/`` and ``samples/`` stand at the top of a checkout and
below ``kg/_data`` in a wheel; both are found here and nowhere else.

A *table file* is a TSV: lines that begin with ``#`` describe the columns and their sources,
the first other line names the columns, every further line is a row. Cells are never quoted;
a cell may hold several values parted by ``|``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.errors import EnvironmentFailure

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """Return the folder that holds ``ontology``, ``shapes`` and ``queries``.

    Raises:
        EnvironmentFailure: the installation lacks its data files.

    >>> (root() / "ontology").is_dir()
    True
    """
    for candidate in (_PACKAGE / "_data", _PACKAGE.parent):
        if (candidate / "ontology").is_dir():
            return candidate
    raise EnvironmentFailure(
        f"{_PACKAGE}: the data folder 'ontology' is missing; reinstall rostrum"
    )


def path(relative: str) -> Path:
    """Return the path of a data file or folder, e.g. ``ontology/rostrum.ttl``."""
    return root() / relative


def rows(relative: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table file as dictionaries from column name to cell.

    Raises:
        EnvironmentFailure: the file is missing or a row has not as many cells as the header.
    """
    for _, row in numbered_rows(relative):
        yield row


def numbered_rows(relative: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table file with their line numbers, for messages.

    Raises:
        EnvironmentFailure: the file is missing or a row has not as many cells as the header.
    """
    file = path(relative)
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise EnvironmentFailure(f"{file}: cannot be read ({error.strerror})") from error
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
        elif len(cells) != len(header):
            raise EnvironmentFailure(
                f"{file}:{number}: {len(cells)} cells where the header names {len(header)}"
            )
        else:
            yield number, dict(zip(header, cells, strict=True))


def values(cell: str) -> tuple[str, ...]:
    """Split a cell that may hold several values.

    >>> values("Ivory Coast|Côte d'Ivoire")
    ('Ivory Coast', "Côte d'Ivoire")
    >>> values("")
    ()
    """
    return tuple(part for part in (piece.strip() for piece in cell.split("|")) if part)
