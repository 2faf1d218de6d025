"""Which columns a class has and which of them are lists: decided by ontology and shapes alone.

A property has one value when every class that may bear it says so by ``sh:maxCount 1``; a text
in a language when ``sh:uniqueLang`` says so or SKOS does. All others are lists, whatever the
data happens to hold, so that tables of different graphs fit together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg import resources as files
from kg.mapping import terms
from kg.model.table import Term
from kg.namespaces import PREFIXES, RDF, RDFS, ROSTRUM, SCHEMA, SH, SKOS, XSD

TYPE = RDF + "type"
OTHER = "Other"
# S14 of the SKOS Reference: a resource has no more than one preferred label in a language.
_ONE_A_LANGUAGE = frozenset({SKOS + "prefLabel"})
_TAGGED = RDF + "langString"
_Facts = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Column:
    """A property in a table: whether it holds a list, and the XSD datatype it is meant for."""

    several: bool
    datatype: str = ""


def short(iri: str) -> str:
    """Return a column's or table's name: Rostrum's own bare, others with their prefix.

    >>> short("https://w3id.org/rostrum/ontology#actType"), short(SKOS + "prefLabel")
    ('actType', 'skos_prefLabel')
    """
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return iri[len(space) :] if prefix == "rostrum" else f"{prefix}_{iri[len(space) :]}"
    return iri


def table_of(types: Iterable[str]) -> str:
    """Return the most general class of a resource, of Rostrum's own if any; it names its table.

    >>> table_of([f"https://w3id.org/rostrum/ontology#{name}" for name in ("Call", "Act")])
    'Act'
    """
    given = set(types)
    held = {name for name in given if name.startswith(ROSTRUM)} or given
    general = [name for name in held if not _above(name).intersection(held)]
    return min(map(short, general), default=OTHER)


def column_of(predicate: str, term: Term) -> str:
    """Return the column of a value; languages other than English have columns of their own.

    >>> column_of(SKOS + "prefLabel", Term("literal", "Kenya", "", "fr"))
    'skos_prefLabel_fr'
    """
    return short(predicate) + (f"_{term.language}" if term.language not in {"", "en"} else "")


@cache
def column(table: str, predicate: str, *, language: bool = False) -> Column:
    """Return what the shapes make of a property in a table.

    >>> column("Act", "https://w3id.org/rostrum/ontology#confidence").several
    False
    >>> column("Act", "https://w3id.org/rostrum/ontology#theme").several
    True
    """
    of = {name: found[predicate] for name, found in _declared().items() if predicate in found}
    bearing = [name for name in of if _family(name, table)]
    several = not bearing or any(
        all(of[one].several for one in {name, *_above(name)} & of.keys()) for name in bearing
    )
    datatypes = [
        *filter(None, (of[name].datatype for name in bearing)),
        _ranges().get(predicate, ""),
    ]
    language = language or datatypes[0] == _TAGGED
    return Column(several and not (language and predicate in _unique()), datatypes[0])


@cache
def declared(table: str) -> Mapping[str, Column]:
    """Return the columns that a table always has, by the name of their property.

    Those are the properties that shapes give to its class and to the classes below.
    """
    found = {p for name, of in _declared().items() if _family(name, table) for p in of}
    return {short(p): column(table, p) for p in sorted(found - {TYPE})}


def _family(name: str, table: str) -> bool:
    """Whether resources of class ``name`` may stand in a table: it is its class or below it."""
    return short(name) == table or table in map(short, _above(name))


@cache
def _above(name: str) -> frozenset[str]:
    """Return the classes above a class."""
    direct = _facts("ontology").get(name, {}).get(RDFS + "subClassOf", ())
    return frozenset(direct).union(*(_above(parent) for parent in direct if parent != name))


@cache
def _ranges() -> Mapping[str, str]:
    """Return the datatypes that the ontology gives to properties."""
    found = {}
    for name, said in _facts("ontology").items():
        ranges = said.get(RDFS + "range", ()) or said.get(SCHEMA + "rangeIncludes", ())
        if len(ranges) == 1 and ranges[0].startswith(XSD):
            found[name] = ranges[0]
    return found


@cache
def _declared() -> Mapping[str, Mapping[str, Column]]:
    """Return what the shapes say of properties: by class, then by property."""
    facts = _facts("shapes")
    columns: dict[str, dict[str, Column]] = {}
    for said in facts.values():
        for of in said.get(SH + "targetClass", ()):
            for name in said.get(SH + "property", ()):
                _note(facts.get(name, {}), columns.setdefault(of, {}))
    return columns


def _note(said: Mapping[str, tuple[str, ...]], into: dict[str, Column]) -> None:
    """Note what one property shape says of its property, beside what others said."""
    (path,) = said.get(SH + "path", ("",))[:1]
    if not path.startswith("http"):
        return  # a path of several steps is no column
    before = into.get(path, Column(several=True))
    single = said.get(SH + "maxCount") in {("0",), ("1",)}
    (datatype,) = said.get(SH + "datatype", ("",))[:1]
    into[path] = Column(before.several and not single, before.datatype or datatype)


@cache
def _unique() -> frozenset[str]:
    """Return the properties that have one value in a language."""
    said = (one for one in _facts("shapes").values() if one.get(SH + "uniqueLang") == ("true",))
    return _ONE_A_LANGUAGE.union(*(one.get(SH + "path", ()) for one in said))


@cache
def _facts(folder: str) -> _Facts:
    """Return subject, predicate and objects of a folder's Turtle."""
    found: dict[str, dict[str, list[str]]] = {}
    for file in sorted(files.path(folder).glob("*.ttl")):
        for quad in terms.turtle(file.name, file.read_bytes()):
            said = found.setdefault(getattr(quad.subject, "value", ""), {})
            value = str(getattr(quad.object, "value", ""))
            said.setdefault(quad.predicate.value, []).append(value)
    return {s: {p: tuple(values) for p, values in said.items()} for s, said in found.items()}
