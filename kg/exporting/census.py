"""Count what a graph holds, for its description: triples, things, classes, properties, links.

A triple that stands in several named graphs counts once, as in the union that an endpoint
offers. Only subjects of more than one graph can have such triples, so only theirs are kept in
mind; things are told apart by 64-bit hashes, and lines are read, not parsed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.exporting.parts import graph_name
from kg.namespaces import DCTERMS, RDF
from kg.storing.generations import Generation

_TYPE = f"<{RDF}type>".encode()
_DATE = f"<{DCTERMS}date>".encode()


@dataclass(frozen=True, slots=True)
class Census:
    """The counts of one generation.

    ``subjects`` are all, ``things`` those below the base; ``classes`` and ``properties`` count
    by IRI, ``links`` by predicate and namespace linked to; ``examples`` lead from a class to
    its first thing; ``first`` and ``last`` are the days of the oldest and the newest document.
    """

    triples: int
    graphs: int
    subjects: int
    things: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    links: Mapping[tuple[str, str], int]
    examples: Mapping[str, str]
    first: str
    last: str


@dataclass(slots=True)
class _Subjects:
    """Hashes of the subjects: ``shared`` are those of several graphs."""

    graphs: int = 0
    things: int = 0
    all: set[int] = field(default_factory=set)
    shared: set[int] = field(default_factory=set)


def census(generation: Generation, base: str) -> Census:
    """Count a generation, in two passes over its file."""
    subjects = _subjects(generation, base)
    properties: Counter[bytes] = Counter()
    classes: Counter[bytes] = Counter()
    links: Counter[tuple[bytes, bytes]] = Counter()
    examples: dict[bytes, bytes] = {}
    days: set[bytes] = set()
    ours = f"<{base}".encode()
    linking = ours + b"graph/links>"
    for graph, subject, predicate, value in _distinct(generation, subjects.shared):
        properties[predicate] += 1
        if predicate == _TYPE:
            classes[value] += 1
            examples.setdefault(value, subject)
        elif predicate == _DATE and subject == graph.replace(ours + b"graph/", ours, 1):
            days.add(value.split(b'"')[1])
        if graph == linking:
            links[predicate, _namespace(value)] += 1
    return Census(
        triples=properties.total(),
        graphs=subjects.graphs,
        subjects=len(subjects.all),
        things=subjects.things,
        classes={_iri(name): count for name, count in sorted(classes.items())},
        properties={_iri(name): count for name, count in sorted(properties.items())},
        links={(_iri(p), to.decode()): count for (p, to), count in sorted(links.items())},
        examples={_iri(name): _iri(subject) for name, subject in examples.items()},
        first=min(days, default=b"").decode(),
        last=max(days, default=b"").decode(),
    )


def _subjects(generation: Generation, base: str) -> _Subjects:
    found = _Subjects()
    ours = b"<" + base.encode()
    tail = last = b""
    with generation.graph.open("rb") as stream:
        for line in stream:
            if not line.endswith(tail) or not tail:
                tail, last = _tail(line), b""
                found.graphs += 1
            subject = line[: line.index(b" ")]
            if subject == last:
                continue
            last, known = subject, hash(subject)
            if known in found.all:
                found.shared.add(known)
            else:
                found.all.add(known)
                found.things += subject.startswith(ours)
    return found


def _distinct(
    generation: Generation, shared: set[int]
) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
    """Yield each triple once, with the first graph that holds it."""
    seen: set[int] = set()
    tail = graph = b""
    with generation.graph.open("rb") as stream:
        for line in stream:
            if not line.endswith(tail) or not tail:
                tail, graph = _tail(line), graph_name(line)
            triple = line[: -len(tail)]
            subject, predicate, value = triple.split(b" ", 2)
            if hash(subject) in shared:
                if hash(triple) in seen:
                    continue
                seen.add(hash(triple))
            yield graph, subject, predicate, value


def _tail(line: bytes) -> bytes:
    return b" " + graph_name(line) + b" .\n"


def _namespace(iri: bytes) -> bytes:
    r"""Return what the IRI of a thing has in common with those of its dataset.

    >>> _namespace(b"<https://sws.geonames.org/1149361/>"), _namespace(b"<urn:a#b>")
    (b'https://sws.geonames.org/', b'urn:a#')
    """
    text = iri[1:-1].rstrip(b"/")
    return text[: max(text.rfind(b"/"), text.rfind(b"#")) + 1]


def _iri(term: bytes) -> str:
    return term[1:-1].decode()
