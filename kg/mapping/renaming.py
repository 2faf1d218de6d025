r"""Give a finished document graph another document IRI, e.g. when two claim one symbol."""

from __future__ import annotations

from kg.iris import Iris
from kg.mapping.terms import NamedNode, Quad, iri, nquads, quads


def rename_document(block: bytes, old: str, new: str, iris: Iris) -> bytes:
    r"""Return the N-Quads ``block`` with ``old`` and everything below it named after ``new``.

    >>> block = b'<urn:d/act/1> <urn:p> "urn:d/act/1" <https://w3id.org/rostrum/graph/urn:d> .\n'
    >>> rename_document(block, "urn:d", "urn:e", Iris()).decode()
    '<urn:e/act/1> <urn:p> "urn:d/act/1" <https://w3id.org/rostrum/graph/urn:e> .\n'
    """
    graphs = (iris.graph(old), iris.graph(new))

    def renamed(node: NamedNode) -> NamedNode:
        for before, after in ((old, new), graphs):
            rest = node.value.removeprefix(before)
            if rest != node.value and (not rest or rest[0] in "#/"):
                return iri(after + rest)
        return node

    def moved(quad: Quad) -> Quad:
        subject, predicate, value, graph = quad
        return Quad(
            renamed(subject) if isinstance(subject, NamedNode) else subject,
            predicate,
            renamed(value) if isinstance(value, NamedNode) else value,
            renamed(graph) if isinstance(graph, NamedNode) else graph,
        )

    return nquads(moved(quad) for quad in quads(block))
