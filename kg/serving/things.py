"""What the graph says of one thing: its properties both ways, names, and the words behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from kg.mapping.terms import iri_text
from kg.model.table import Cell, Table, Term
from kg.namespaces import DCTERMS, NIF, RDF, RDFS, ROSTRUM, SKOS

MOST_VALUES = 500
"""How many values of its own a page of a thing shows."""
PER_PAGE = 25
_MOST_LINKED = 1000
_FIRST = (ROSTRUM + "actor", ROSTRUM + "theme", ROSTRUM + "hasAct", ROSTRUM + "reportedIn")
PREFIXES = (
    f"PREFIX rostrum: <{ROSTRUM}> PREFIX nif: <{NIF}> PREFIX skos: <{SKOS}> "
    f"PREFIX dcterms: <{DCTERMS}> PREFIX rdfs: <{RDFS}> "
)


class Rows(Protocol):
    """Something that answers queries that give rows."""

    def rows(self, text: str) -> Table:
        """Answer a query."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence with the words in it that an act rests on, and its place in its document."""

    before: str
    marked: str
    after: str
    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Linked:
    """Things that point here by one property: how many there are, and those of this page."""

    predicate: str
    count: int
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """One IRI as a page shows it; ``cut`` says that it has more values than are shown."""

    iri: str
    types: tuple[str, ...]
    values: tuple[tuple[str, tuple[Term, ...]], ...]
    cut: bool
    linked: tuple[Linked, ...]
    names: Mapping[str, str]
    quotes: Mapping[str, Quote]

    @property
    def name(self) -> str:
        """How the thing is called, or an empty text."""
        return self.names.get(self.iri, "")

    def iris(self) -> list[str]:
        """Return what else a page names: the thing, its values, and what points to it."""
        values = [term.value for _, terms in self.values for term in terms if term.kind == "uri"]
        return [self.iri, *values, *(iri for one in self.linked for iri in one.subjects)]


def thing(engine: Rows, iri: str, via: str = "", page: int = 1) -> Thing | None:
    """Return what the graph says of ``iri``, ``None`` if nothing.

    ``via`` chooses the property whose subjects are listed, ``page`` which of them.
    """
    here = iri_text(iri)
    own = engine.rows(f"SELECT ?p ?o {{ {here} ?p ?o }} LIMIT {MOST_VALUES + 1}")
    counted = engine.rows(f"SELECT ?p (COUNT(*) AS ?n) {{ ?s ?p {here} }} GROUP BY ?p")
    if not own.rows and not counted.rows:
        return None
    values: defaultdict[str, list[Term]] = defaultdict(list)
    for predicate, value in _pairs(own.rows[:MOST_VALUES]):
        values[predicate.value].append(value)
    linked = _linked(engine, here, counted, via, page)
    types = tuple(term.value for term in values.pop(RDF + "type", []))
    shown = [iri, *types, *(subject for one in linked for subject in one.subjects)]
    shown += [term.value for terms in values.values() for term in terms if term.kind == "uri"]
    shown += [*values, *(one.predicate for one in linked)]
    return Thing(
        iri,
        types,
        tuple((predicate, tuple(sorted(terms))) for predicate, terms in sorted(values.items())),
        len(own) > MOST_VALUES,
        linked,
        names(engine, shown),
        quotes(engine, [iri, *(subject for one in linked for subject in one.subjects)]),
    )


def _pairs(rows: Iterable[tuple[Cell, ...]]) -> Iterable[tuple[Term, Term]]:
    for first, second in rows:
        if first is not None and second is not None:
            yield first, second


def _linked(engine: Rows, here: str, counted: Table, via: str, page: int) -> tuple[Linked, ...]:
    found = [Linked(predicate.value, int(n.value)) for predicate, n in _pairs(counted.rows)]
    found.sort(key=lambda one: (one.predicate not in _FIRST, -one.count, one.predicate))
    chosen = next((one for one in found if one.predicate == via), found[0] if found else None)
    if chosen is None:
        return ()
    listed = engine.rows(
        f"SELECT ?s {{ ?s {iri_text(chosen.predicate)} {here} }} "
        f"LIMIT {PER_PAGE} OFFSET {(page - 1) * PER_PAGE}"
    )
    subjects = tuple(row[0].value for row in listed.rows if row[0] is not None)
    return tuple(
        Linked(one.predicate, one.count, subjects) if one is chosen else one for one in found
    )


def many(iris: Iterable[str]) -> str:
    """Return IRIs as the values of a query, each once; what is none is left out."""
    found = []
    for iri in dict.fromkeys(iris):
        try:
            found.append(iri_text(iri))
        except ValueError:
            continue
    return " ".join(found)


def names(engine: Rows, iris: Iterable[str]) -> dict[str, str]:
    """Return what things are called, in English where there is a choice."""
    found: dict[str, tuple[bool, str]] = {}
    table = engine.rows(
        f"{PREFIXES}SELECT ?s ?name {{ VALUES ?s {{ {many(iris)} }} "
        "?s skos:prefLabel|rdfs:label|dcterms:title|rostrum:personName ?name }"
    )
    for subject, name in _pairs(table.rows):
        rank = (name.language not in {"en", ""}, " ".join(name.value.split()))
        if subject.value not in found or rank < found[subject.value]:
            found[subject.value] = rank
    return {iri: name for iri, (_, name) in found.items()}


def quotes(engine: Rows, iris: Iterable[str]) -> dict[str, Quote]:
    """Return the sentences behind acts, statements and spans, with the words that matter."""
    table = engine.rows(
        f"{PREFIXES}SELECT ?s ?document ?text ?start ?end ?from ?to {{ VALUES ?s {{ {many(iris)} }} "
        "?s rostrum:evidence ?words ; rostrum:reportedIn ?document . "
        "?words nif:beginIndex ?from ; nif:endIndex ?to . "
        "OPTIONAL { ?s rostrum:sentence ?sentence } BIND(COALESCE(?sentence, ?words) AS ?span) "
        "?span nif:anchorOf ?text ; nif:beginIndex ?start ; nif:endIndex ?end }"
    )
    found: dict[str, Quote] = {}
    for row in table.rows:
        subject, document, text, *places = (cell.value if cell else "" for cell in row)
        found.setdefault(subject, _quote(document, text, [int(place) for place in places]))
    return found


def _quote(document: str, text: str, places: list[int]) -> Quote:
    """Part a sentence into what stands before, in and after the words.

    >>> _quote("urn:d", "It will pay soon.", [10, 27, 13, 21])
    Quote(before='It ', marked='will pay', after=' soon.', document='urn:d', start=10, end=27)
    """
    start, end, first, last = places
    return Quote(text[: first - start], text[first - start : last - start], text[last - start :],
                 document, start, end)  # fmt: skip


def description(iri: str, *, graph: bool) -> str:
    """Return the query for the triples about a thing, of a ``graph`` for those it holds."""
    here = iri_text(iri)
    if graph:
        return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {here} {{ ?s ?p ?o }} }}"
    return (
        f"{PREFIXES}CONSTRUCT {{ {here} ?p ?o . ?s ?q {here} . ?span ?r ?v }} WHERE {{ "
        f"{{ {here} ?p ?o }} UNION "
        f"{{ {{ SELECT ?s ?q {{ ?s ?q {here} }} LIMIT {_MOST_LINKED} }} }} UNION "
        f"{{ {here} rostrum:evidence|rostrum:sentence ?span . ?span ?r ?v }} }}"
    )


def search(engine: Rows, words: str, most: int = 60) -> list[tuple[str, str]]:
    """Return things whose name, title or symbol holds the words: (IRI, name)."""
    from kg.mapping.terms import literal_text

    wanted = literal_text(" ".join(words.lower().split()))
    table = engine.rows(
        f"{PREFIXES}SELECT DISTINCT ?s ?name {{ ?s skos:prefLabel|dcterms:title ?name "
        f'FILTER(LANG(?name) IN ("", "en") && CONTAINS(LCASE(?name), {wanted})) }} '
        f"ORDER BY STRLEN(?name) ?name ?s LIMIT {most}"
    )
    return [(subject.value, name.value) for subject, name in _pairs(table.rows)]
