"""RDF serialisations, streamed from lines of canonical N-Quads; what the lines say as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby, islice
from pathlib import Path
from typing import IO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse, serialize
from pyoxigraph import Triple as RdfTriple

from kg.exporting import selection
from kg.exporting.writing import written
from kg.model.table import Term
from kg.namespaces import PREFIXES, RDF, XSD
from kg.storing.generations import Generation

FORMATS = {
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
}
_CHUNK = 5000
_NUMBERS = frozenset(XSD + name for name in ("decimal", "integer", "double", "float"))


@dataclass(frozen=True, slots=True)
class Resource:
    """All that one graph says of one subject: (predicate, object) in canonical order."""

    graph: str
    iri: str
    values: tuple[tuple[str, Term], ...]

    @property
    def types(self) -> list[str]:
        """Its classes."""
        return self.all(RDF + "type")

    def all(self, predicate: str) -> list[str]:
        """Return the values of a predicate as text."""
        return [term.value for name, term in self.values if name == predicate]

    def one(self, predicate: str) -> str:
        """Return the first value of a predicate, or nothing."""
        return next((term.value for name, term in self.values if name == predicate), "")


def export_graph(
    generation: Generation, form: str, output: Path | None, document: str | None = None
) -> None:
    """Write the graph of a generation to ``output`` (``None``: standard output).

    ``document`` is a document's symbol or name; then only its graph is written.

    Raises:
        UsageError: the store has no such document.
        EnvironmentFailure: the file cannot be written; nothing is left of it.
    """
    whole = selection.whole(generation)
    lines = selection.of_document(generation, document) if document else whole
    with written(output) as out:
        write(lines, form, out)


def write(lines: Iterable[bytes], form: str, out: IO[bytes]) -> None:
    """Write lines of N-Quads in an RDF format; those without graphs hold the union."""
    if form == "nquads":
        waiting = iter(lines)
        while chunk := b"".join(islice(waiting, _CHUNK)):
            out.write(chunk)
    elif FORMATS[form].supports_datasets:
        serialize(quads(lines), out, FORMATS[form], prefixes=PREFIXES)
    else:
        serialize(_triples(quads(lines)), out, FORMATS[form], prefixes=PREFIXES)


def quads(lines: Iterable[bytes]) -> Iterator[Quad]:
    """Parse lines of N-Quads, a few thousand at a time."""
    waiting = iter(lines)
    while chunk := list(islice(waiting, _CHUNK)):
        yield from parse(b"".join(chunk), format=RdfFormat.N_QUADS)


def resources(lines: Iterable[bytes]) -> Iterator[Resource]:
    """Yield what each graph says of each subject, in canonical order."""
    for (graph, subject), held in groupby(quads(lines), key=lambda q: (q.graph_name, q.subject)):
        values = tuple((quad.predicate.value, _term(quad.object)) for quad in held)
        yield Resource(getattr(graph, "value", ""), getattr(subject, "value", ""), values)


def differences(expected: bytes, found: bytes) -> tuple[str, int]:
    """Compare two graphs in N-Triples.

    Returns the first triple that one lacks (with which one), or nothing, and how many literals
    are numbers of equal value in another spelling, as some stores keep them.

    >>> one = b'<urn:s> <urn:p> "2.20"^^<http://www.w3.org/2001/XMLSchema#decimal> .'
    >>> differences(one, one.replace(b"2.20", b"2.2"))
    ('', 1)
    >>> differences(one, b"")[0][:25]
    'the server lacks <urn:s> '
    """
    ours, theirs = _read(expected), _read(found)
    if ours == theirs:
        return "", 0
    mine, other = ({_valued(one): one for one in side} for side in (ours, theirs))
    for lack, keys, of in (("lacks", mine.keys() - other.keys(), mine),
                           ("also has", other.keys() - mine.keys(), other)):  # fmt: skip
        if keys:
            return f"the server {lack} {min(str(of[key]) for key in keys)}", 0
    return "", len(ours - theirs)


def _read(ntriples: bytes) -> set[RdfTriple]:
    return {quad.triple for quad in parse(ntriples, format=RdfFormat.N_TRIPLES)}


def _valued(triple: RdfTriple) -> tuple[object, ...]:
    """Return a key that is the same for two spellings of one number."""
    found = triple.object
    if isinstance(found, Literal) and found.datatype.value in _NUMBERS:
        try:
            return triple.subject, triple.predicate, found.datatype, Decimal(found.value)
        except InvalidOperation:
            pass
    return triple.subject, triple.predicate, found, None


def _term(found: object) -> Term:
    if isinstance(found, NamedNode):
        return Term("uri", found.value)
    if isinstance(found, BlankNode):
        return Term("bnode", found.value)
    if isinstance(found, Literal):
        datatype = "" if found.language else found.datatype.value
        return Term("literal", found.value, datatype, found.language or "")
    raise TypeError(found)  # a canonical graph has no triple terms


def _triples(found: Iterator[Quad]) -> Iterator[RdfTriple]:
    for quad in found:
        yield quad.triple
