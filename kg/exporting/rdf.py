"""RDF serialisations of a store or of one document, streamed from the canonical N-Quads."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from kg.errors import EnvironmentFailure, UsageError
from kg.namespaces import PREFIXES
from kg.storing.generations import Generation

FORMATS = {
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


def export_graph(
    generation: Generation, form: str, output: Path | None, document: str | None = None
) -> None:
    """Write the graph of a generation to ``output`` (``None``: standard output).

    ``document`` is a document's symbol or name; then only its graph is written.

    Raises:
        UsageError: the store has no such document.
        EnvironmentFailure: the file cannot be written; nothing is left of it.
    """
    start, length = _range(generation, document) if document else (0, None)
    with _target(output) as out, generation.graph.open("rb") as stream:
        stream.seek(start)
        source: BinaryIO | bytes = stream if length is None else stream.read(length)
        if form == "nquads":
            _copy(source, out)
            return
        chosen = FORMATS[form]
        quads = parse(source, format=RdfFormat.N_QUADS)
        if chosen.supports_datasets:
            serialize(quads, out, chosen, prefixes=PREFIXES)
        else:
            serialize(_triples(quads), out, chosen, prefixes=PREFIXES)


def _triples(quads: Iterator[Quad]) -> Iterator[Triple]:
    for quad in quads:
        yield quad.triple


def _copy(source: BinaryIO | bytes, out: BinaryIO) -> None:
    if isinstance(source, bytes):
        out.write(source)
        return
    while chunk := source.read(1 << 20):
        out.write(chunk)


def _range(generation: Generation, document: str) -> tuple[int, int]:
    """Return where a document's block stands in the canonical file."""
    with generation.documents.open(encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            if "offset" in found and document in (found["document"], *found["keys"][:2]):
                return found["offset"], found["length"]
    raise UsageError(f"the store has no document {document!r}; 'rostrum ask documents' lists them")


@contextmanager
def _target(output: Path | None) -> Iterator[BinaryIO]:
    """Yield a binary stream; a file appears under its name only when it is complete."""
    if output is None:
        yield sys.stdout.buffer
        return
    temporary = output.with_name(output.name + ".tmp")
    try:
        with temporary.open("wb") as stream:
            yield stream
        temporary.replace(output)
    except OSError as error:
        raise EnvironmentFailure(f"{output}: cannot be written ({error.strerror})") from error
    finally:
        temporary.unlink(missing_ok=True)
