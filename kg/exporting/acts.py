"""Profiles that have one unit an act: Web Annotations, nanopublications, RDF 1.2 reifiers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import IO, Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.exporting.rdf import Resource, quads, resources
from kg.namespaces import DCTERMS, NIF, PREFIXES, PROV, RDF, ROSTRUM, XSD
from kg.settings import DEFAULT_BASE

_NP = "http://www.nanopub.org/nschema#"
_UNITS = (ROSTRUM + "Act", ROSTRUM + "Statement")
_CONTEXT = 40
# What says where an act was found and how, and so is no part of what the act says.
_HOW = frozenset(
    ROSTRUM + name for name in ("evidence", "sentence", "measure", "confidence", "rule", "cue")
)


@dataclass(frozen=True, slots=True)
class _Act:
    """An act: its quads, those of the spans that it rests on, its document and run."""

    node: NamedNode
    graph: NamedNode
    own: tuple[Quad, ...]
    spans: tuple[Quad, ...]
    runs: tuple[NamedNode, ...]
    agents: tuple[NamedNode, ...]


def write_annotations(lines: Iterable[bytes], out: IO[bytes]) -> None:
    """Write an AnnotationCollection (W3C 2017) of acts and statements, each on its quotes."""
    head = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": f"{DEFAULT_BASE}annotations",
            "type": "AnnotationCollection", "label": "Acts and statements"}  # fmt: skip
    page = {"id": f"{DEFAULT_BASE}annotations/1", "type": "AnnotationPage", "startIndex": 0}
    opened = [json.dumps(one)[:-1] for one in (head, page)]
    out.write(f'{opened[0]}, "first": {opened[1]}, "items": ['.encode())
    comma = ""
    for annotation in _annotations(lines):
        out.write(f"{comma}\n{json.dumps(annotation, ensure_ascii=False)}".encode())
        comma = ","
    out.write(b"\n]}}\n")


@dataclass(frozen=True, slots=True)
class Publication:
    """What the publication info says: licence, who publishes, and the day or moment of it.

    No clock is read, so that the same graph gives the same bytes: ``created`` stands in them
    only if it is given, e.g. ``2026-11-25`` or ``2026-11-25T10:00:00Z``. Without ``creator``
    it is the software that made the graph.
    """

    license: str = "https://spdx.org/licenses/MIT"
    creator: str = ""
    created: str = ""


def write_nanopubs(
    lines: Iterable[bytes], out: IO[bytes], publication: Publication | None = None
) -> None:
    """Write each act as a nanopublication, in TriG."""
    info = publication or Publication()
    found = (quad for act in _acts(lines) for quad in _nanopub(act, info))
    prefixes = PREFIXES | {"np": _NP}
    serialize(found, out, RdfFormat.TRIG, prefixes=prefixes)


def write_reified(lines: Iterable[bytes], out: IO[bytes]) -> None:
    """Write all quads and for each act a reifier of what it says (RDF 1.2 N-Quads).

    The reifier bears the evidence, the rule and the confidence.
    """
    for _, found in groupby(lines, key=lambda line: line.rsplit(b" ", 2)[1]):
        kept = list(found)
        out.writelines(kept)
        serialize((q for act in _acts(kept) for q in _reifier(act)), out, RdfFormat.N_QUADS)


def _annotations(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for _, found in groupby(resources(lines), key=lambda one: one.graph):
        known = {one.iri: one for one in found}
        for one in known.values():
            if not set(_UNITS).intersection(one.types):
                continue
            targets = []
            for iri in one.all(ROSTRUM + "evidence"):
                span = known[iri]
                position = {"type": "TextPositionSelector",
                            "start": int(span.one(NIF + "beginIndex")),
                            "end": int(span.one(NIF + "endIndex"))}  # fmt: skip
                quote = {"type": "TextQuoteSelector", "exact": span.one(NIF + "anchorOf")}
                quote |= _around(span, known.get(one.one(ROSTRUM + "sentence")))
                targets.append({"source": span.one(NIF + "referenceContext"),
                                "selector": [position, quote]})  # fmt: skip
            kinds = one.all(ROSTRUM + "actType") + one.all(ROSTRUM + "theme")
            tags = [{"type": "SpecificResource", "source": kind, "purpose": "classifying"}
                    for kind in kinds]  # fmt: skip
            body = {"type": "SpecificResource", "source": one.iri, "purpose": "identifying"}
            yield {"id": f"{one.iri}/annotation", "type": "Annotation",
                   "motivation": "identifying", "body": [body, *tags], "target": targets}  # fmt: skip


def _around(span: Resource, sentence: Resource | None) -> dict[str, str]:
    """Return the words of the sentence before and after a quote.

    What stands beyond the sentence is not in the graph, blanks and line breaks least of all.
    """
    if sentence is None:
        return {}
    text, begin = sentence.one(NIF + "anchorOf"), int(sentence.one(NIF + "beginIndex"))
    start, end = (int(span.one(NIF + name)) - begin for name in ("beginIndex", "endIndex"))
    if not 0 <= start < end <= len(text):
        return {}
    found = {"prefix": text[max(0, start - _CONTEXT) : start], "suffix": text[end:][:_CONTEXT]}
    return {name: words for name, words in found.items() if words}


def _acts(lines: Iterable[bytes]) -> Iterator[_Act]:
    for graph, found in groupby(quads(lines), key=lambda quad: quad.graph_name):
        by: dict[object, list[Quad]] = {}
        for quad in found:
            by.setdefault(quad.subject, []).append(quad)
        runs = _objects(by.get(graph, []), {PROV + "wasGeneratedBy"})
        agents = [
            a for run in runs for a in _objects(by.get(run, []), {PROV + "wasAssociatedWith"})
        ]
        for node, own in by.items():
            if not isinstance(node, NamedNode) or not isinstance(graph, NamedNode):
                continue
            if NamedNode(ROSTRUM + "Act") in _objects(own, {RDF + "type"}):
                spans = [q for span in _objects(own, _HOW) for q in by.get(span, [])]
                yield _Act(node, graph, tuple(own), tuple(spans), tuple(runs), tuple(agents))


def _objects(found: Iterable[Quad], predicates: Iterable[str]) -> list[NamedNode]:
    """Return the IRIs that stand behind the predicates, each once."""
    wanted = set(predicates)
    named = (q.object for q in found if q.predicate.value in wanted)
    return list(dict.fromkeys(one for one in named if isinstance(one, NamedNode)))


def _nanopub(act: _Act, info: Publication) -> Iterator[Quad]:
    node = f"{act.node.value}/nanopub"
    publication = NamedNode(node)
    head, says, source, about = (
        NamedNode(f"{node}/{name}") for name in ("head", "assertion", "provenance", "pubinfo")
    )
    yield Quad(publication, NamedNode(RDF + "type"), NamedNode(_NP + "Nanopublication"), head)
    yield Quad(publication, NamedNode(_NP + "hasAssertion"), says, head)
    yield Quad(publication, NamedNode(_NP + "hasProvenance"), source, head)
    yield Quad(publication, NamedNode(_NP + "hasPublicationInfo"), about, head)
    for graph in (says, source):
        for quad in act.own:
            if (quad.predicate.value in _HOW) == (graph == source):
                yield Quad(quad.subject, quad.predicate, quad.object, graph)
    for span in _objects(act.own, {ROSTRUM + "evidence"}):
        yield Quad(says, NamedNode(PROV + "wasDerivedFrom"), span, source)
    for run in act.runs:
        yield Quad(says, NamedNode(PROV + "wasGeneratedBy"), run, source)
    for quad in act.spans:
        yield Quad(quad.subject, quad.predicate, quad.object, source)
    yield from _published(publication, act, info, about)


def _published(node: NamedNode, act: _Act, info: Publication, about: NamedNode) -> Iterator[Quad]:
    """Yield what the publication info says of a nanopublication."""
    for agent in [NamedNode(info.creator)] if info.creator else act.agents:
        yield Quad(node, NamedNode(DCTERMS + "creator"), agent, about)
    yield Quad(node, NamedNode(DCTERMS + "license"), NamedNode(info.license), about)
    if info.created:
        datatype = NamedNode(XSD + ("dateTime" if "T" in info.created else "date"))
        created = Literal(info.created, datatype=datatype)
        yield Quad(node, NamedNode(DCTERMS + "created"), created, about)
    yield Quad(node, NamedNode(PROV + "wasDerivedFrom"), act.graph, about)


def _reifier(act: _Act) -> Iterator[Quad]:
    node = NamedNode(f"{act.node.value}/reading")
    for quad in act.own:
        if quad.predicate.value in _HOW:
            yield Quad(node, quad.predicate, quad.object, act.graph)
        else:
            said = Triple(quad.subject, quad.predicate, quad.object)
            yield Quad(node, NamedNode(RDF + "reifies"), said, act.graph)
