"""What stands behind the rows of a question, as lines of the canonical graph.

The question's pattern is asked for everything that it binds, not only for what it shows, so
that counts, too, have their acts. Kept are the acts, statements, passages and documents bound
there, what these rest on, and the names of all that they point at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.exporting.parts import graph_name
from kg.exporting.selection import outside_documents, whole
from kg.model.table import Table
from kg.namespaces import DCTERMS, NIF, RDF, RDFS, ROSTRUM, SKOS
from kg.storing.generations import Generation

_HEAD = re.compile(r"^SELECT\b[^{}]*?\bWHERE\b", re.MULTILINE)
_GROUPED = re.compile(r"\bGROUP\s+BY\b|\b(?:COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\(")
_RESTS_ON = frozenset(
    f"<{iri}>".encode()
    for iri in (
        *(ROSTRUM + name for name in ("evidence", "sentence", "measure", "reportedIn", "atMeeting",
                                      "deliveredBy", "speaker", "provisionOf", "textOf")),
        NIF + "referenceContext",
    )
)  # fmt: skip
_HOLDS = f"<{ROSTRUM}hasAct>".encode()
_PARTS = frozenset({_HOLDS, f"<{ROSTRUM}evidence>".encode()})
_NAMES = frozenset(
    f"<{iri}>".encode()
    for iri in (RDF + "type", RDFS + "label", SKOS + "prefLabel", DCTERMS + "title")
)


def everything(question: str) -> str:
    """Return a question's text with all that its pattern binds in the place of its columns.

    What groups, orders and cuts groups is left out: each row is one of the matches counted.

    >>> everything("SELECT ?name (COUNT(?act) AS ?n) WHERE { ?act ?p ?name } GROUP BY ?name")
    'SELECT DISTINCT * WHERE { ?act ?p ?name }'
    >>> everything("SELECT ?name WHERE { ?act ?p ?name } ORDER BY ?name LIMIT 2")
    'SELECT DISTINCT * WHERE { ?act ?p ?name } ORDER BY ?name LIMIT 2'
    """
    head = _HEAD.search(question)
    if head is None:
        raise ValueError("a question begins with SELECT … WHERE")
    end = question.rindex("}") + 1
    shaping = question[end:]
    grouped = _GROUPED.search(head[0]) or _GROUPED.search(shaping)
    pattern = question[head.end() : end]
    return f"{question[: head.start()]}SELECT DISTINCT * WHERE{pattern}{'' if grouped else shaping}"


def iris(table: Table) -> set[str]:
    """Return all IRIs of a table."""
    return {cell.value for row in table.rows for cell in row if cell and cell.kind == "uri"}


def behind(generation: Generation, bound: Iterable[str]) -> Iterator[bytes]:
    """Return the lines of what was bound, of what it rests on, and the names of the rest.

    Things of the registers (States, themes) are named, not followed. Of a statement that holds
    a bound act only that act is shown. The file is read several times; in memory stand the IRIs
    that are kept.
    """
    outer = {graph_name(line) for line in outside_documents(generation)}
    registered = {line.split(b" ", 1)[0] for line in outside_documents(generation)}
    kept = {f"<{iri}>".encode() for iri in bound} - registered
    holders: set[bytes] = set()
    graphs: dict[bytes, set[bytes]] = {}
    for line in whole(generation):
        subject, predicate, rest = line.split(b" ", 2)
        if subject in kept:
            graphs.setdefault(subject, set()).add(graph_name(line))
        if predicate == _HOLDS and rest.rsplit(b" ", 2)[0] in kept:
            holders.add(subject)
    chosen = _Chosen(kept | holders, set(), holders, registered, _own(graphs) | outer, outer)
    size = 0
    while size < len(chosen.kept):
        size = len(chosen.kept)
        for line in whole(generation):
            chosen.follow(line)
    return filter(chosen.has, whole(generation))


def _own(graphs: Mapping[bytes, set[bytes]]) -> set[bytes]:
    """Return the graphs of what was bound: a meeting may stand in those of many documents."""
    single = [found for found in graphs.values() if len(found) == 1]
    return set().union(*(single or graphs.values()))


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Subjects in angle brackets: kept whole, only named, kept for some acts; and graphs."""

    kept: set[bytes]
    named: set[bytes]
    holders: set[bytes]
    registered: set[bytes]
    graphs: set[bytes]
    outer: set[bytes]

    def follow(self, line: bytes) -> None:
        """Take what a kept subject's line points at."""
        subject, predicate, rest = line.split(b" ", 2)
        if (
            subject not in self.kept
            or graph_name(line) not in self.graphs
            or not rest.startswith(b"<")
        ):
            return
        if subject in self.holders and predicate in _PARTS:
            return
        target = rest.rsplit(b" ", 2)[0]
        rests = predicate in _RESTS_ON and target not in self.registered
        (self.kept if rests else self.named).add(target)

    def has(self, line: bytes) -> bool:
        """Whether a line belongs to what was chosen."""
        subject, predicate, rest = line.split(b" ", 2)
        if subject in self.kept:
            part = subject in self.holders and predicate in _PARTS
            known = not part or rest.rsplit(b" ", 2)[0] in self.kept
            return known and graph_name(line) in self.graphs
        if subject not in self.named or predicate not in _NAMES:
            return False
        # A document's graph repeats names of the registers.
        return graph_name(line) in self.graphs and (
            subject not in self.registered or graph_name(line) in self.outer
        )
