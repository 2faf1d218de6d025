"""Documents for the benchmarks: every k-th of a large collection, as files."""

from __future__ import annotations

from pathlib import Path

from kg.model.source import Source
from kg.reading import Failure, sources
from kg.settings import Settings


def documents(path: Path) -> list[Source]:
    """Return all readable documents below ``path``, in the order of their names."""
    found = [item for item in sources([path], Settings()) if not isinstance(item, Failure)]
    return sorted(found, key=lambda source: source.name)


def sample(found: list[Source], count: int) -> list[Source]:
    """Return ``count`` documents, evenly from the whole; fewer where there are fewer."""
    count = min(count, len(found))
    return [found[number * len(found) // count] for number in range(count)]


def write(found: list[Source], folder: Path) -> Path:
    """Write documents as files."""
    folder.mkdir(parents=True)
    for source in found:
        (folder / f"{source.name}.txt").write_text(source.text, encoding="utf-8")
    return folder


def characters(found: list[Source]) -> int:
    """Return how many characters documents have together."""
    return sum(len(source.text) for source in found)
