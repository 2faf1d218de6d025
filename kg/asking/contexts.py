"""The sentences around the one that proves a row, as far as the graph holds them.

The graph keeps every sentence that somebody said, with its place, but not the whole text; so
the neighbours of a sentence are those whose places lie next to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import QueryLimit
from kg.mapping.terms import iri_text
from kg.model.table import Table
from kg.namespaces import NIF, ROSTRUM
from kg.storing.querying import Engine

Place = tuple[str, int, int]
"""A document and the code points where a sentence begins and ends."""
_REACH = 2
_NEAR = 200
"""Code points between two sentences beyond which the text in between is shown as left out."""
_BATCH = 40
_QUERY = """PREFIX rostrum: <{rostrum}> PREFIX nif: <{nif}>
SELECT DISTINCT ?document ?start ?end ?words WHERE {{
  VALUES ?document {{ {documents} }}
  {{ ?statement rostrum:reportedIn ?document ; rostrum:evidence ?span . ?statement a rostrum:Statement }}
  UNION {{ ?act rostrum:reportedIn ?document ; rostrum:sentence ?span }}
  ?span nif:beginIndex ?start ; nif:endIndex ?end ; rostrum:plainText ?words .
}}"""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands before and after a sentence; ``…`` marks text that the graph does not hold."""

    before: str
    after: str


def contexts(engine: Engine, table: Table, most: int = 300) -> dict[Place, Context]:
    """Return the surroundings of the sentences in the first ``most`` rows.

    A document whose sentences cannot be read within the engine's limits has no contexts.
    """
    wanted: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in list(table.mappings())[:most]:
        if place := place_of(row):
            wanted[place[0]].append(place[1:])
    documents = sorted(wanted)
    found: dict[Place, Context] = {}
    for first in range(0, len(documents), _BATCH):
        batch = documents[first : first + _BATCH]
        for document, spans in _sentences(engine, batch).items():
            for start, end in wanted[document]:
                found[document, start, end] = _around(spans, start, end)
    return found


def place_of(row: Mapping[str, object]) -> Place | None:
    """Return where the sentence of a row stands, if the row says."""
    cells = [row.get(name) for name in ("document", "start", "end")]
    if any(cell is None for cell in cells):
        return None
    document, start, end = (str(cell) for cell in cells)
    return (document, int(start), int(end)) if start.isdigit() and end.isdigit() else None


def _sentences(engine: Engine, documents: list[str]) -> dict[str, list[tuple[int, int, str]]]:
    named = " ".join(iri_text(document) for document in documents)
    try:
        answer = engine.query(_QUERY.format(rostrum=ROSTRUM, nif=NIF, documents=named))
    except QueryLimit:
        return {}
    found: defaultdict[str, set[tuple[int, int, str]]] = defaultdict(set)
    if isinstance(answer, Table):
        for document, start, end, words in answer.rows:
            if document and start and end and words:
                spoken = " ".join(words.value.split())
                found[document.value].add((int(start.value), int(end.value), spoken))
    return {document: sorted(spans) for document, spans in found.items()}


def _around(spans: list[tuple[int, int, str]], start: int, end: int) -> Context:
    """Join the nearest sentences on both sides.

    >>> _around([(0, 4, "One."), (5, 9, "Two."), (10, 16, "Three."), (900, 904, "Far.")], 5, 9)
    Context(before='One.', after='Three. … Far.')
    """
    at = bisect_left(spans, (start, end, ""))
    before = [span for span in spans[:at] if span[1] <= start][-_REACH:]
    after = [span for span in spans[at:] if span[0] >= end][:_REACH]
    left = _joined([*before, (start, end, "")]).strip()
    return Context(left, _joined([(start, end, ""), *after]).strip())


def _joined(spans: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    last: int | None = None
    for start, end, words in spans:
        if last is not None and start - last > _NEAR:
            parts.append("…")
        parts.append(words)
        last = end
    return " ".join(part for part in parts if part)
