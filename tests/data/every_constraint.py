"""A graph in which every constraint of our shapes is violated at least once.

For every constraint of every shape a healthy node that the shape looks at is copied under a
new IRI, and what the constraint asks for is taken from the copy. The recipes below say how;
a constraint without a recipe is an error, so that new shapes come with their counter-example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rdflib import RDF, SH, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

SHAPE = Namespace("https://w3id.org/rostrum/shapes#")
ODD = URIRef("https://example.org/odd")
PARAMETERS = {
    SH.minCount: "MinCount",
    SH.maxCount: "MaxCount",
    SH["class"]: "Class",
    SH.datatype: "Datatype",
    SH.nodeKind: "NodeKind",
    SH["in"]: "In",
    SH.hasValue: "HasValue",
    SH.pattern: "Pattern",
    SH.minLength: "MinLength",
    SH.minInclusive: "MinInclusive",
    SH.maxInclusive: "MaxInclusive",
    SH.lessThan: "LessThan",
    SH.lessThanOrEquals: "LessThanOrEquals",
    SH.equals: "Equals",
    SH.disjoint: "Disjoint",
    SH.uniqueLang: "UniqueLang",
    SH["or"]: "Or",
    SH.sparql: "SPARQL",
}
# Nodes are IRIs in N-Quads, or blank nodes that we never write: only a literal or a blank
# node could break sh:nodeKind sh:IRI on the focus node, so the copy becomes a blank node.
FOCUS_KINDS = {SH.nodeKind}


def constraints(shapes: Graph) -> Iterator[tuple[URIRef, URIRef, URIRef]]:
    """Yield node shape, the shape with the constraint (itself or a property) and parameter."""
    for shape in sorted(shapes.subjects(RDF.type, SH.NodeShape)):
        for owner in (shape, *sorted(shapes.objects(shape, SH.property))):
            for parameter in PARAMETERS:
                if (owner, parameter, None) in shapes:
                    yield shape, owner, parameter


def focus(data: Graph, shapes: Graph, shape: URIRef, owner: URIRef) -> URIRef:
    """Return a healthy node that the shape looks at, one with the property if there is any."""
    found: list[Node] = []
    for target in shapes.objects(shape, SH.targetClass):
        found += data.subjects(RDF.type, target)
    for target in shapes.objects(shape, SH.targetSubjectsOf):
        found += data.subjects(target)
    path = shapes.value(owner, SH.path)
    first = path if isinstance(path, URIRef) else None
    with_it = [node for node in found if first is None or (node, first, None) in data]
    assert found, f"no node for {shape}: add one to the sample"
    return min(with_it or found)


def spoiled(data: Graph, shapes: Graph) -> tuple[Graph, dict[str, tuple[str, str]]]:
    """Return the graph with all copies, and which copy breaks which (shape, component)."""
    graph = Graph()
    for triple in data:
        graph.add(triple)
    expected: dict[str, tuple[str, str]] = {}
    for number, (shape, owner, parameter) in enumerate(constraints(shapes)):
        copy = URIRef(f"https://example.org/copy/{number}")
        original = focus(data, shapes, shape, owner)
        for _, predicate, value in data.triples((original, None, None)):
            graph.add((copy, predicate, value))
        if parameter in FOCUS_KINDS and owner == shape:
            graph.remove((copy, None, None))
            continue
        spoil(graph, copy, shapes, owner, parameter)
        expected[str(copy)] = (str(owner).rpartition("#")[2], PARAMETERS[parameter])
    return graph, expected


def spoil(graph: Graph, copy: URIRef, shapes: Graph, owner: URIRef, parameter: URIRef) -> None:
    """Take from the copy what the constraint asks for."""
    if parameter == SH.sparql:
        return SPARQL[str(owner).rpartition("#")[2]](graph, copy)
    if parameter == SH["or"] and (owner, SH.path, None) not in shapes:
        for predicate in list(graph.predicates(copy)):
            if predicate != RDF.type:
                graph.remove((copy, predicate, None))
        return None
    bound = shapes.value(owner, parameter)
    path = shapes.value(owner, SH.path)
    if isinstance(path, URIRef):
        return RECIPES[parameter](graph, copy, path, bound)
    steps = list(Collection(shapes, path))
    if parameter == SH.equals:
        graph.remove((copy, bound, None))
        graph.add((copy, bound, ODD))
        return None
    middle = URIRef(f"{copy}/middle")
    graph.remove((copy, steps[0], None))
    graph.add((copy, steps[0], middle))
    return RECIPES[parameter](graph, middle, steps[1], bound)


Recipe = Callable[[Graph, URIRef, URIRef, Node], None]


def _none(graph: Graph, copy: URIRef, path: URIRef, bound: Node) -> None:
    graph.remove((copy, path, None))


def _without(graph: Graph, copy: URIRef, path: URIRef, bound: Node) -> None:
    graph.remove((copy, path, bound))


def _only(value: Node) -> Recipe:
    def recipe(graph: Graph, copy: URIRef, path: URIRef, bound: Node) -> None:
        graph.remove((copy, path, None))
        graph.add((copy, path, value))

    return recipe


def _more(graph: Graph, copy: URIRef, path: URIRef, bound: Node) -> None:
    for number in range(int(str(bound)) + 1):
        graph.add((copy, path, URIRef(f"{ODD}/{number}")))


def _beyond(step: int) -> Recipe:
    def recipe(graph: Graph, copy: URIRef, path: URIRef, bound: Node) -> None:
        assert isinstance(bound, Literal)
        graph.remove((copy, path, None))
        graph.add((copy, path, Literal(bound.toPython() + step, datatype=bound.datatype)))

    return recipe


def _same(graph: Graph, copy: URIRef, path: URIRef, bound: Node) -> None:
    for value in list(graph.objects(copy, path)) or [ODD]:
        graph.add((copy, path, value))
        graph.add((copy, bound, value))


def _after(graph: Graph, copy: URIRef, path: URIRef, bound: Node) -> None:
    dated = "Since" in str(path) or "valid" in str(path)
    low, high = (
        (Literal("1950-01-01", datatype=XSD.date), Literal("2050-01-01", datatype=XSD.date))
        if dated
        else (Literal(1), Literal(99))
    )
    graph.remove((copy, path, None))
    graph.remove((copy, bound, None))
    graph.add((copy, path, high))
    graph.add((copy, bound, low))


def _twice(graph: Graph, copy: URIRef, path: URIRef, bound: Node) -> None:
    graph.add((copy, path, Literal("one name", lang="en")))
    graph.add((copy, path, Literal("another", lang="en")))


RECIPES: dict[URIRef, Recipe] = {
    SH.minCount: _none,
    SH.maxCount: _more,
    SH["class"]: _only(ODD),
    SH.datatype: _only(Literal("odd", datatype=XSD.token)),
    SH.nodeKind: _only(Literal("odd")),
    SH["in"]: _only(ODD),
    SH.hasValue: _without,
    SH.pattern: _only(Literal("No such thing!")),
    SH.minLength: _only(Literal("")),
    SH.minInclusive: _beyond(-1),
    SH.maxInclusive: _beyond(1),
    SH.lessThan: _after,
    SH.lessThanOrEquals: _after,
    SH.equals: _only(ODD),
    SH.disjoint: _same,
    SH.uniqueLang: _twice,
    SH["or"]: _only(Literal("odd", datatype=XSD.token)),
}

ROSTRUM = Namespace("https://w3id.org/rostrum/ontology#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")


def _no_votes(side: str) -> Callable[[Graph, URIRef], None]:
    def recipe(graph: Graph, copy: URIRef) -> None:
        graph.remove((copy, ROSTRUM[f"votes{side}"], None))
        graph.add((copy, ROSTRUM[f"votes{side}"], Literal(0)))

    return recipe


def _shorter(graph: Graph, copy: URIRef) -> None:
    graph.remove((copy, NIF.anchorOf, None))
    graph.add((copy, NIF.anchorOf, Literal("x")))


SPARQL = {
    "QuoteFitsOffsets": _shorter,
    "VoteCountFor": _no_votes("For"),
    "VoteCountAgainst": _no_votes("Against"),
    "VoteCountAbstaining": _no_votes("Abstaining"),
}
