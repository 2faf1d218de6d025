r"""The door to ``pyoxigraph`` terms: every RDF term of Rostrum is made here.

Terms come from the library's constructors alone, never from joined strings, so that no name
in a document can end a term early. Literals are in the canonical lexical form of their
datatype and free of control characters (C0 except tab, newline and carriage return, which
XML cannot carry). Blank nodes are not offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from kg.errors import DataError
from kg.namespaces import XSD

__all__ = [
    "Literal",
    "NamedNode",
    "Quad",
    "address",
    "anchor",
    "day",
    "decimal",
    "iri",
    "merged",
    "moment",
    "nquads",
    "number",
    "quads",
    "text",
    "turtle",
    "union",
]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DATE = NamedNode(XSD + "date")
_YEAR = NamedNode(XSD + "gYear")
_TIME = NamedNode(XSD + "time")
_DECIMAL = NamedNode(XSD + "decimal")
_ADDRESS = NamedNode(XSD + "anyURI")


def iri(value: str) -> NamedNode:
    """Return the term of an absolute IRI.

    Raises:
        DataError: ``value`` is no valid absolute IRI.

    >>> iri("https://w3id.org/rostrum/party/SVK").value
    'https://w3id.org/rostrum/party/SVK'
    """
    try:
        return NamedNode(value)
    except ValueError as error:
        raise DataError(f"{value!r} is no IRI ({error}); correct the register or symbol") from error


def text(value: str, language: str | None = None) -> Literal:
    r"""Return a string literal without control characters.

    Raises:
        DataError: ``value`` holds half a surrogate pair, which no encoding can carry.

    >>> str(text("a\x00b\tc")), str(text("Slovakia", "en"))
    ('"ab\\tc"', '"Slovakia"@en')
    """
    try:
        return Literal(_CONTROL.sub("", value), language=language)
    except ValueError as error:
        raise DataError(f"{value[:40]!r} cannot be written as UTF-8; decode it anew") from error


def anchor(value: str) -> Literal:
    r"""Return a quote as a literal of the same length: control characters become blanks.

    >>> anchor("page\x0cbreak").value
    'page break'
    """
    return text(_CONTROL.sub(" ", value))


def address(value: str) -> Literal:
    """Return an ``xsd:anyURI``: an IRI that is told of, not spoken of.

    >>> str(address("http://example.org/"))
    '"http://example.org/"^^<http://www.w3.org/2001/XMLSchema#anyURI>'
    """
    return Literal(iri(value).value, datatype=_ADDRESS)


def number(value: int) -> Literal:
    """Return an ``xsd:integer``.

    >>> str(number(38))
    '"38"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return Literal(int(value))


def decimal(value: float) -> Literal:
    """Return an ``xsd:decimal`` with at most four places, in the form that stores keep.

    >>> [decimal(x).value for x in (0.9, 1.0, 0.12346, -0.00001)]
    ['0.9', '1', '0.1235', '0']
    """
    rounded = Decimal(repr(float(value))).quantize(Decimal("0.0001")).normalize()
    return Literal(format(rounded + 0, "f"), datatype=_DECIMAL)


def day(value: date) -> Literal:
    """Return an ``xsd:date`` without a zone.

    >>> day(date(2021, 11, 23)).value
    '2021-11-23'
    """
    return Literal(value.isoformat(), datatype=_DATE)


def year(value: int) -> Literal:
    """Return an ``xsd:gYear`` without a zone.

    >>> year(1960).value
    '1960'
    """
    return Literal(f"{value:04}", datatype=_YEAR)


def moment(value: str) -> Literal:
    """Return an ``xsd:time`` for a clock time such as "10:00" or "10:00:30".

    Raises:
        DataError: ``value`` is no time of the day.

    >>> moment("9:30").value
    '09:30:00'
    """
    parts = value.split(":")
    try:
        hour, minute, second = (int(part) for part in (*parts, "0")[:3])
    except ValueError as error:
        raise DataError(f"{value!r} is no time of the day; write it as HH:MM") from error
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        raise DataError(f"{value!r} is no time of the day; write it as HH:MM")
    return Literal(f"{hour:02}:{minute:02}:{second:02}", datatype=_TIME)


def nquads(graph: Iterable[Quad]) -> bytes:
    r"""Return canonical N-Quads: each quad once, the lines sorted by code point.

    The same set of quads gives the same bytes, whatever its order.

    >>> p = iri("http://example.org/p")
    >>> nquads([Quad(p, p, text("b")), Quad(p, p, text("a")), Quad(p, p, text("b"))]).count(b"\n")
    2
    """
    written = serialize(graph, format=RdfFormat.N_QUADS) or b""
    lines = sorted(set(written.splitlines(keepends=True)))
    return b"".join(lines)


def quads(written: bytes) -> list[Quad]:
    """Read N-Quads back, strictly.

    Raises:
        DataError: ``written`` is not N-Quads.
    """
    try:
        return list(parse(written, format=RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise DataError(f"not N-Quads: {error}") from error


def turtle(name: str, content: bytes) -> list[Quad]:
    """Read a Turtle file, blank nodes kept apart from those of any other file.

    Raises:
        DataError: it is not Turtle; the message names the file.
    """
    try:
        return list(parse(content, format=RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        raise DataError(f"{name}: not Turtle: {error}") from error


def merged(files: Iterable[tuple[str, bytes]]) -> str:
    """Return Turtle files (name, content) as one N-Triples text.

    Raises:
        DataError: one of them is not Turtle.
    """
    graph = [quad.triple for name, content in files for quad in turtle(name, content)]
    return (serialize(graph, format=RdfFormat.N_TRIPLES) or b"").decode()


def union(written: bytes) -> str:
    """Return the triples of N-Quads, whatever graph they are in, as N-Triples.

    Raises:
        DataError: ``written`` is not N-Quads.
    """
    graph = [quad.triple for quad in quads(written)]
    return (serialize(graph, format=RdfFormat.N_TRIPLES) or b"").decode()


def iri_text(value: str) -> str:
    """Return an absolute IRI as SPARQL and N-Quads write it.

    Raises:
        ValueError: it is no IRI.

    >>> iri_text("https://w3id.org/rostrum/party/SVK")
    '<https://w3id.org/rostrum/party/SVK>'
    """
    return str(NamedNode(value))


def literal_text(value: str, datatype: str | None = None, *, language: str | None = None) -> str:
    r"""Return a literal as SPARQL and N-Quads write it, whatever characters it holds.

    >>> print(literal_text('a "quoted" \\ word'))
    "a \"quoted\" \\ word"
    """
    kind = NamedNode(datatype) if datatype else None
    return str(Literal(value, datatype=kind, language=language))
