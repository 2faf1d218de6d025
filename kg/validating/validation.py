"""One call for every engine: a graph in, a report out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kg.errors import DataError, UsageError
from kg.mapping.terms import Quad, nquads
from kg.validating import shapes
from kg.validating.report import Report

ENGINES: Final = ("shacl", "pyshacl")


def validate(graph: bytes | Path | Iterable[Quad], engine: str = "shacl") -> Report:
    """Validate a graph, or several taken together, against the shapes for data.

    ``graph`` is N-Quads, the path of an N-Quads file, or quads. ``engine`` is "shacl" (fast)
    or "pyshacl" (the reference, about a hundred times slower, for small graphs).

    Raises:
        DataError: the file cannot be read or is not N-Quads.
        UsageError: there is no such engine.
    """
    return _run(shapes.data_shapes(), _text(graph), engine)


def validate_house(engine: str = "shacl") -> Report:
    """Validate the ontology, its schemes and the shapes themselves by the house rules."""
    return _run(shapes.house_shapes(), shapes.house_data(), engine)


def _run(rules: str, data: str, engine: str) -> Report:
    # The engines are large; a command that validates nothing does not wait for them.
    if engine == "shacl":
        from kg.validating import rust

        return rust.validate(rules, data)
    if engine == "pyshacl":
        from kg.validating import reference

        return reference.validate(rules, data)
    raise UsageError(f"no validator is called {engine!r}; there are {', '.join(ENGINES)}")


def _text(graph: bytes | Path | Iterable[Quad]) -> str:
    if isinstance(graph, Path):
        written = _read(graph)
    else:
        written = graph if isinstance(graph, bytes) else nquads(graph)
    try:
        return written.decode()
    except UnicodeDecodeError as error:
        raise DataError(f"not N-Quads: {error.reason} at byte {error.start}") from error


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DataError(f"{file}: cannot be read ({error.strerror})") from error
