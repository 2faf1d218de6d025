"""The pages about the ontology: one for each class, made from the files that define it.

A page tells what a class is, its place among the others (as a Mermaid diagram that reads as
text, too), its properties, the shapes that bear on it, and a thing of a built graph in Turtle.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

from kg.exporting.rdf import Resource, write
from kg.mapping.terms import Literal, NamedNode, Quad, iri, nquads, text, turtle
from kg.model.table import Term
from kg.namespaces import OWL, PREFIXES, RDF, RDFS, ROSTRUM, SCHEMA, SH, SKOS
from kg.resources import path

FOLDER = "ontology"
_LONGEST = 120
_VOLATILE = re.compile(r"(?<=/run/)[0-9a-f]{16}$|^[0-9a-f]{16}$")
_MASK = "0123456789abcdef"
_SEVERITY = {"Violation": "must", "Warning": "should", "Info": "may"}
_HEAD = """# The ontology

Made by `make docs` from `ontology/rostrum.ttl`, `ontology/alignments.ttl`, `shapes/` and a build of
`samples/`. Diagrams are [Mermaid](https://mermaid.js.org/), and read as text as well. In examples
long texts are cut (…), the hashes of extraction runs are made up, and these prefixes hold:

"""


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its values are of the class or datatype ``range``, if it names one."""

    name: str
    definition: str
    example: str
    domains: tuple[str, ...]
    range: str
    literal: bool


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a shape asks of things of a class: by which path, how strictly, in which words."""

    path: str
    need: str
    message: str


@dataclass(frozen=True)
class Ontology:
    """The classes by name, with what the files say of them; names are without prefix."""

    said: Mapping[str, Mapping[str, list[str]]]
    shapes: Mapping[str, Mapping[str, list[str]]]
    examples: Mapping[str, Resource] = field(default_factory=dict)

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The names of the classes, sorted."""
        return tuple(
            sorted(_local(s) for s, of in self.said.items() if OWL + "Class" in of[RDF + "type"])
        )

    @cached_property
    def properties(self) -> tuple[Property, ...]:
        """All properties in order of their names."""
        kinds = {OWL + "ObjectProperty", OWL + "DatatypeProperty"}
        return tuple(
            Property(
                _local(name),
                _first(of, SKOS + "definition"),
                _first(of, SKOS + "example"),
                tuple(sorted(map(_local, [*of[RDFS + "domain"], *of[SCHEMA + "domainIncludes"]]))),
                ", ".join(
                    _short(one) for one in [*of[RDFS + "range"], *of[SCHEMA + "rangeIncludes"]]
                ),
                OWL + "DatatypeProperty" in of[RDF + "type"],
            )
            for name, of in sorted(self.said.items())
            if kinds & set(of[RDF + "type"])
        )

    def about(self, name: str, predicate: str) -> list[str]:
        """Return what is said of a class by a predicate."""
        return self.said[ROSTRUM + name][predicate]

    def above(self, name: str) -> tuple[str, ...]:
        """Return the classes above one, nearest first."""
        direct = [
            _local(one) for one in self.about(name, RDFS + "subClassOf") if one.startswith(ROSTRUM)
        ]
        return tuple(dict.fromkeys(found for one in direct for found in (one, *self.above(one))))

    def below(self, name: str) -> tuple[str, ...]:
        """Return the classes directly below one."""
        return tuple(
            one for one in self.classes if ROSTRUM + name in self.about(one, RDFS + "subClassOf")
        )

    def constraints(self, name: str) -> Iterator[Constraint]:
        """Yield what the shapes of a class ask for, in order."""
        for shape in sorted(self.shapes):
            if ROSTRUM + name not in self.shapes[shape][SH + "targetClass"]:
                continue
            for one in self.shapes[shape][SH + "property"]:
                of = self.shapes[one]
                along = _first(of, SH + "path")
                shown = _short(along) if ":" in along else _first(of, SH + "name")
                need = _SEVERITY[_local(_first(of, SH + "severity") or "Violation")]
                yield Constraint(shown, need, _first(of, SH + "message"))


def ontology(resources: Iterable[Resource] = ()) -> Ontology:
    """Read the ontology and its shapes; examples are taken from the things of a graph.

    >>> "Commitment" in ontology().classes, ontology().above("Commitment")
    (True, ('Act',))
    """
    files = [path(f"ontology/{name}.ttl") for name in ("rostrum", "alignments")]
    said = _gathered(quad for file in files for quad in turtle(file.name, file.read_bytes()))
    shaped = sorted(path("shapes").glob("*.ttl"))
    shapes = _gathered(quad for file in shaped for quad in turtle(file.name, file.read_bytes()))
    return Ontology(said, shapes, _examples(resources))


def pages(known: Ontology) -> dict[str, str]:
    """Return the pages by the name of their file below ``docs``."""
    found = {f"{FOLDER}.md": "".join(_index(known))}
    for name in known.classes:
        found[f"{FOLDER}/{name}.md"] = "".join(_page(known, name))
    return found


def _gathered(quads: Iterable[Quad]) -> Mapping[str, Mapping[str, list[str]]]:
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        found[_value(quad.subject)][_value(quad.predicate)].append(_value(quad.object))
    return found


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _examples(resources: Iterable[Resource]) -> Mapping[str, Resource]:
    """Choose for each class the thing of which most is said; of several the first."""
    chosen: dict[str, Resource] = {}
    for one in resources:
        for type_ in one.types:
            if _richness(one) > _richness(chosen.get(type_)):
                chosen[type_] = one
    return {_local(name): one for name, one in chosen.items() if name.startswith(ROSTRUM)}


def _richness(one: Resource | None) -> int:
    return len({predicate for predicate, _ in one.values}) if one else 0


def _index(known: Ontology) -> Iterator[str]:
    yield _HEAD
    for prefix, namespace in PREFIXES.items():
        yield f"    @prefix {prefix}: <{namespace}> .\n"
    yield "\n## Classes\n\n"
    for name in known.classes:
        if not known.above(name):
            yield from _tree(known, name, "")
    if general := [one for one in known.properties if not one.domains]:
        yield "\n## Properties of any thing\n\n"
        yield from _properties(general)
    yield "\n## All properties\n\n| property | of | values |\n|---|---|---|\n"
    for one in known.properties:
        of = ", ".join(f"[{name}]({FOLDER}/{name}.md)" for name in one.domains) or "any thing"
        yield f"| `{one.name}` | {of} | {one.range} |\n"


def _tree(known: Ontology, name: str, indent: str) -> Iterator[str]:
    definition = _first(known.said[ROSTRUM + name], SKOS + "definition")
    yield f"{indent}- [{name}]({FOLDER}/{name}.md): {definition}\n"
    for one in known.below(name):
        yield from _tree(known, one, indent + "  ")


def _page(known: Ontology, name: str) -> Iterator[str]:
    said = known.said[ROSTRUM + name]
    yield f"# {name}\n\n[The ontology](../{FOLDER}.md) · `rostrum:{name}`\n\n"
    yield f"{_first(said, SKOS + 'definition')}\n\n"
    yield f"For instance {_first(said, SKOS + 'example')}\n\n"
    yield from _alignments(said)
    yield f"```mermaid\n{''.join(_diagram(known, name))}```\n"
    for owner in (name, *known.above(name)):
        if own := [one for one in known.properties if owner in one.domains]:
            yield f"\n## Properties{'' if owner == name else f' of every {_linked(owner)}'}\n\n"
            yield from _properties(own)
    if pointing := [one for one in known.properties if one.range == f"rostrum:{name}"]:
        listed = "; ".join(
            f"`{one.name}` of {', '.join(map(_linked, one.domains)) or 'any thing'}"
            for one in pointing
        )
        yield f"\n## What points here\n\n{listed}\n"
    for owner in (name, *known.above(name)):
        if constraints := list(known.constraints(owner)):
            yield f"\n## Shapes{'' if owner == name else f' of every {_linked(owner)}'}\n\n"
            yield "| path | | what holds |\n|---|---|---|\n"
            for one in constraints:
                yield f"| `{one.path}` | {one.need} | {one.message} |\n"
    yield "\n## Example\n\n"
    found = known.examples.get(name)
    yield f"```turtle\n{_turtle(found)}```\n" if found else "The samples hold none.\n"


def _linked(name: str) -> str:
    return f"[{name}]({name}.md)"


def _alignments(said: Mapping[str, list[str]]) -> Iterator[str]:
    others = [
        f"{_short(predicate)} {_short(value)}"
        for predicate in (RDFS + "subClassOf", SKOS + "closeMatch", SKOS + "relatedMatch")
        for value in said.get(predicate, [])
        if not value.startswith(ROSTRUM)
    ]
    if others:
        yield f"Other vocabularies: {', '.join(f'`{one}`' for one in others)}.\n\n"


def _diagram(known: Ontology, name: str) -> Iterator[str]:
    yield "classDiagram\n"
    above = [one for one in known.about(name, RDFS + "subClassOf") if one.startswith(ROSTRUM)]
    yield from (f"  {_local(one)} <|-- {name}\n" for one in above)
    yield from (f"  {name} <|-- {one}\n" for one in known.below(name))
    yield f"  class {name}\n"
    own = [one for one in known.properties if name in one.domains]
    yield from (f"  {name} : {one.name} {_local(one.range)}\n" for one in own if one.literal)
    for one in own:
        if not one.literal:
            targets = one.range.split(", ") if one.range else ["Thing"]
            yield from (f"  {name} --> {_local(target)} : {one.name}\n" for target in targets)
    for one in known.properties:
        if one.range == f"rostrum:{name}":
            yield from (f"  {of} --> {name} : {one.name}\n" for of in one.domains if of != name)


def _properties(listed: Iterable[Property]) -> Iterator[str]:
    yield "| property | values | meaning | for instance |\n|---|---|---|---|\n"
    for one in listed:
        cells = (one.definition.replace("|", "\\|"), one.example.replace("|", "\\|"))
        yield f"| `{one.name}` | {one.range} | {' | '.join(cells)} |\n"


def _turtle(found: Resource) -> str:
    """Write a thing as Turtle without prefixes, long texts cut and hashes of runs masked."""
    graph = iri(found.graph)
    quads = (Quad(iri(_masked(found.iri)), iri(p), _shown(term), graph) for p, term in found.values)
    written = BytesIO()
    write(nquads(quads).splitlines(keepends=True), "turtle", written)
    lines = written.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("@prefix"))


def _shown(term: Term) -> NamedNode | Literal:
    if term.kind == "uri":
        return iri(_masked(term.value))
    value = _masked(term.value)
    cut = value if len(value) <= _LONGEST else value[:_LONGEST].rstrip() + "…"
    if term.language:
        return text(cut, term.language)
    return Literal(cut, datatype=iri(term.datatype) if term.datatype else None)


def _masked(value: str) -> str:
    return _VOLATILE.sub(_MASK, value)


def _first(of: Mapping[str, list[str]], predicate: str) -> str:
    return next(iter(of.get(predicate, ())), "")


def _local(name: str) -> str:
    return re.split(r"[#/:]", name)[-1]


def _short(name: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if name.startswith(namespace):
            return f"{prefix}:{name.removeprefix(namespace)}"
    return name
