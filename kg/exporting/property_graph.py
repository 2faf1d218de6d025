"""The graph as nodes with properties and relationships, for Neo4j, Gephi, yEd and networkx.

What several named graphs say of one IRI becomes one node, which names those graphs; a link
between two IRIs becomes a relationship of its property's name. Columns and their types follow
``kg.exporting.schema``: a property that may have several values is a list, a value of another
datatype than the shapes' has a column of its own (``dcterms_date_gYear``).

In memory stand the hashes of all IRIs and the resources that several graphs describe; all else
is streamed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.errors import DataError
from kg.exporting.rdf import Resource, resources
from kg.exporting.schema import OTHER, TYPE, column, column_of, short, table_of
from kg.model.table import Term
from kg.namespaces import DCTERMS, NIF, RDF, RDFS, ROSTRUM, SKOS, XSD

NAMED_ONLY = "Named"  # what others point at and no graph describes
Lines = Callable[[], Iterable[bytes]]
_LABELS = (SKOS + "prefLabel", DCTERMS + "title", RDFS + "label", ROSTRUM + "namedAs",
           ROSTRUM + "personName", ROSTRUM + "topic", ROSTRUM + "cue", NIF + "anchorOf")  # fmt: skip
# Where the shapes allow several datatypes: the one that keeps the bare name.
_USUAL = {DCTERMS + "date": XSD + "date"}
_PLAIN = frozenset({"", XSD + "string", RDF + "langString"})


@dataclass(frozen=True, slots=True)
class Kind:
    """How a property's values are kept: a list or one, and the XSD datatype of each."""

    several: bool
    datatype: str


@dataclass(frozen=True, slots=True)
class Node:
    """A resource: its table, the short names of its classes, a name for people, its properties."""

    iri: str
    table: str
    labels: tuple[str, ...]
    name: str
    graphs: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship and the graph that says so."""

    start: str
    end: str
    kind: str
    graph: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The properties of every table of nodes."""

    tables: Mapping[str, Mapping[str, Kind]]

    def all(self) -> dict[str, Kind]:
        """Return the properties of all tables together; one that is a list anywhere is one."""
        found: dict[str, Kind] = {}
        for of in self.tables.values():
            for name, kind in of.items():
                before = found.get(name, kind)
                datatype = kind.datatype if kind.datatype == before.datatype else ""
                found[name] = Kind(kind.several or before.several, datatype)
        return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """A graph that can be read several times: first its columns, then nodes, then links."""

    lines: Lines
    columns: Columns
    scattered: frozenset[bytes]
    bare: tuple[str, ...]

    def nodes(self) -> Iterator[Node]:
        """Yield every node once: those of one graph in its order, then the others by IRI."""
        for one, graphs in _merged(self.lines, self.scattered):
            yield _node(one, graphs)
        for iri in self.bare:
            yield Node(iri, NAMED_ONLY, (NAMED_ONLY,), iri, (), {})

    def links(self) -> Iterator[Link]:
        """Yield every link between two IRIs."""
        for one in resources(self.lines()):
            for predicate, term in one.values:
                if term.kind == "uri" and predicate != TYPE:
                    yield Link(one.iri, term.value, short(predicate), one.graph)


def property_graph(lines: Lines) -> PropertyGraph:
    """Find out the columns, and which resources are described by several graphs or by none."""
    seen: set[bytes] = set()
    scattered: set[bytes] = set()
    for one in resources(lines()):
        key = _hash(one.iri)
        (scattered if key in seen else seen).add(key)
    tables: dict[str, dict[str, Kind]] = {}
    bare: set[str] = set()
    for one, _ in _merged(lines, scattered):
        table = table_of(one.types)
        columns = tables.setdefault(table, {})
        for predicate, term in one.values:
            if term.kind != "uri":
                name, kind = property_of(table, predicate, term)
                columns[name] = kind
            elif predicate != TYPE and _hash(term.value) not in seen:
                bare.add(term.value)
    if bare:
        tables[NAMED_ONLY] = {}
    ordered = {name: dict(sorted(of.items())) for name, of in sorted(tables.items())}
    return PropertyGraph(lines, Columns(ordered), frozenset(scattered), tuple(sorted(bare)))


def property_of(table: str, predicate: str, term: Term) -> tuple[str, Kind]:
    """Return the name of a literal's property and how it is kept.

    >>> date = Term("literal", "2021-11-23", XSD + "date")
    >>> property_of("Meeting", DCTERMS + "date", date)[0]
    'dcterms_date'
    >>> property_of("Act", ROSTRUM + "confidence", Term("literal", "0.9", XSD + "decimal"))[1]
    Kind(several=False, datatype='http://www.w3.org/2001/XMLSchema#decimal')
    """
    meant = column(table, predicate, language=bool(term.language))
    expected = _bare(meant.datatype or _USUAL.get(predicate, ""))
    datatype, name = _bare(term.datatype), column_of(predicate, term)
    if datatype != expected:
        name = f"{name}_{datatype.rpartition('#')[2] or 'string'}"
    return name, Kind(meant.several, datatype)


def _bare(datatype: str) -> str:
    """Return a datatype, nothing for text."""
    return "" if datatype in _PLAIN else datatype


def _merged(
    lines: Lines, scattered: Container[bytes]
) -> Iterator[tuple[Resource, tuple[str, ...]]]:
    """Yield each resource once, with all that the graphs say of it, and the graphs."""
    held: dict[str, list[Resource]] = {}
    for one in resources(lines()):
        if _hash(one.iri) in scattered:
            held.setdefault(one.iri, []).append(one)
        else:
            yield one, (one.graph,)
    for iri, found in sorted(held.items()):
        values = dict.fromkeys(value for one in found for value in one.values)
        yield Resource("", iri, tuple(values)), tuple(dict.fromkeys(one.graph for one in found))


def _node(one: Resource, graphs: tuple[str, ...]) -> Node:
    """Return a resource as a node.

    Raises:
        DataError: a property that has one value by the shapes has several.
    """
    table = table_of(one.types)
    values: dict[str, tuple[str, ...]] = {}
    for predicate, term in one.values:
        if term.kind != "uri":
            name, kind = property_of(table, predicate, term)
            if name in values and not kind.several:
                raise DataError(f"{one.iri}: {name} has several values, by the shapes it has one;"
                                " 'rostrum validate' says more")  # fmt: skip
            values[name] = (*values.get(name, ()), term.value)
    labels = tuple(short(name) for name in one.types) or (OTHER,)
    return Node(one.iri, table, labels, _name(one), graphs, values)


def _name(one: Resource) -> str:
    """Return what people call a resource: its English name, else any, else the end of its IRI."""
    for predicate in _LABELS:
        found = [term for name, term in one.values if name == predicate]
        for term in sorted(found, key=lambda term: term.language not in {"en", ""}):
            return term.value
    return "/".join(one.iri.rsplit("/", 2)[1:])


def _hash(iri: str) -> bytes:
    return hashlib.blake2b(iri.encode(), digest_size=10).digest()
