"""JSON-LD with Rostrum's own context, framed: an act stands in its statement, a quote in its act.

Every resource is embedded once, where it is first referred to, and named by its IRI elsewhere,
so that the tree reads like the document and says exactly the quads, no more and no less. One
named graph is in memory at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import IO, Any

from kg import resources as files
from kg.exporting.rdf import Resource, resources
from kg.model.table import Term
from kg.namespaces import PREFIXES, RDF, ROSTRUM, XSD

_EMBEDDED = {ROSTRUM + "hasAct": ROSTRUM + "Act"} | dict.fromkeys(
    (ROSTRUM + "evidence", ROSTRUM + "sentence", ROSTRUM + "measure"), ROSTRUM + "TextSpan"
)
# The classes that a reader looks for first; all others follow in the order of their IRIs.
_FIRST = tuple(ROSTRUM + name for name in ("Document", "Meeting", "Statement", "Act", "Outcome"))
Node = dict[str, Any]


def write_jsonld(lines: Iterable[bytes], out: IO[bytes]) -> None:
    """Write lines of N-Quads as one JSON-LD document."""
    context = json.dumps(_context(), ensure_ascii=False, separators=(",", ":"))
    out.write(f'{{"@context":{context},\n"@graph":['.encode())
    comma = ""
    for graph, found in groupby(resources(lines), key=lambda one: one.graph):
        nodes = _framed(list(found))
        for node in [{"id": graph, "@graph": nodes}] if graph else nodes:
            out.write(f"{comma}\n{json.dumps(node, ensure_ascii=False, indent=1)}".encode())
            comma = ","
    out.write(b"\n]}\n")


def _framed(found: Sequence[Resource]) -> list[Node]:
    """Return the trees of a graph."""
    known = {one.iri: one for one in found}
    inner: dict[str, str] = {}
    for one in found:
        for predicate, term in one.values:
            wanted, child = _EMBEDDED.get(predicate), known.get(term.value)
            if wanted and child and wanted in child.types and wanted not in one.types:
                inner.setdefault(term.value, one.iri)
    roots = sorted((one for one in found if one.iri not in inner), key=_rank)
    return [_node(one, known, inner) for one in roots]


def _rank(one: Resource) -> tuple[int, str]:
    types = one.types
    return next((n for n, name in enumerate(_FIRST) if name in types), len(_FIRST)), one.iri


def _node(one: Resource, known: Mapping[str, Resource], inner: dict[str, str]) -> Node:
    node: Node = {"id": one.iri}
    for predicate, term in one.values:
        if predicate == RDF + "type":
            key = "type"
            value: Any = _class(term.value)
        elif predicate in _EMBEDDED and inner.get(term.value) == one.iri:
            inner[term.value] = ""  # once
            key, _ = _key(predicate, term)
            value = _node(known[term.value], known, inner)
        else:
            key, value = _key(predicate, term)
        if key in node:
            node[key] = [*(node[key] if isinstance(node[key], list) else [node[key]]), value]
        else:
            node[key] = value
    return node


def _key(predicate: str, term: Term) -> tuple[str, Any]:
    """Return the context's name of a predicate and the value as that name wants it."""
    name, datatype, language = _names().get(predicate, (_compact(predicate), "", ""))
    if term.kind != "literal":
        given = term.value if term.kind == "uri" else f"_:{term.value}"
        return name, given if datatype == "@id" else {"id": given}
    if term.language:
        if term.language == language:
            return name, term.value
        return name, {"@value": term.value, "@language": term.language}
    if term.datatype == (datatype or XSD + "string") and not language:
        return name, term.value
    if term.datatype == XSD + "string":
        return name, {"@value": term.value}
    return name, {"@value": term.value, "type": _compact(term.datatype)}


@cache
def _context() -> dict[str, Any]:
    text = files.path("ontology/context.jsonld").read_text(encoding="utf-8")
    context: dict[str, Any] = json.loads(text)["@context"]
    return context


@cache
def _names() -> dict[str, tuple[str, str, str]]:
    """Return the context's properties by IRI: name, type (``@id``, a datatype) and language."""
    found: dict[str, tuple[str, str, str]] = {}
    for name, value in _context().items():
        definition = value if isinstance(value, dict) else {"@id": value}
        if not name.startswith("@") and name not in PREFIXES and isinstance(value, str | dict):
            datatype = _expanded(definition.get("@type", ""))
            iri = _expanded(definition["@id"])
            found.setdefault(iri, (name, datatype, definition.get("@language", "")))
    return found


def _class(iri: str) -> str:
    return _names().get(iri, (_compact(iri), "", ""))[0]


def _expanded(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


def _compact(iri: str) -> str:
    """Return the short form of an IRI, if it has one that reads back as the same.

    >>> _compact(ROSTRUM + "actType"), _compact("urn:x")
    ('rostrum:actType', 'urn:x')
    """
    for prefix, space in PREFIXES.items():
        local = iri.removeprefix(space)
        if local != iri and not local.startswith("//"):
            return f"{prefix}:{local}"
    return iri
