"""The questions as SHACL executables, so that SPARQL editors and clients find and run them.

Each is a ``sh:SPARQLSelectExecutable`` (SHACL Advanced Features) with its text, prefixes and
parameters; the vocabulary declares the prefixes (``sh:declare``). The text runs as it stands:
an open parameter is ``VALUES ?name { UNDEF }``.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.asking.documentation import needs
from kg.asking.questions import Parameter, Question, questions
from kg.iris import Iris
from kg.mapping.terms import Literal, NamedNode, Quad, address, iri, text
from kg.mapping.vocabulary import RDF, RDFS, SCHEMA, SH
from kg.namespaces import PREFIXES, ROSTRUM, XSD

_DATATYPES = {"date": "date", "integer": "integer", "decimal": "decimal", "text": "string"}
Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def executables(iris: Iris, endpoint: str = "") -> list[Quad]:
    """Describe every question in the graph ``graph/description``.

    ``endpoint`` is the address at which they can be asked, if there is one.

    >>> len({quad.subject for quad in executables(Iris()) if quad.predicate == SH.select}) > 30
    True
    """
    graph = iri(iris.named_graph("description"))
    found = [*_prefixes(), *(t for one in questions() for t in _question(one, iris, endpoint))]
    return [Quad(subject, predicate, value, graph) for subject, predicate, value in found]


def _prefixes() -> Iterator[Triple]:
    vocabulary = iri(ROSTRUM.removesuffix("#"))
    for prefix, namespace in PREFIXES.items():
        node = iri(f"{ROSTRUM}prefix-{prefix}")
        yield vocabulary, SH.declare, node
        yield node, RDF.type, SH.PrefixDeclaration
        yield node, SH.prefix, text(prefix)
        yield node, SH.namespace, address(namespace)


def _question(asked: Question, iris: Iris, endpoint: str) -> Iterator[Triple]:
    node = iri(iris.concept("question", asked.name))
    for kind in (SH.SPARQLExecutable, SH.SPARQLSelectExecutable, SH.Parameterizable):
        yield node, RDF.type, kind
    yield node, RDFS.label, text(asked.summary, "en")
    yield node, RDFS.comment, text(asked.description, "en")
    yield node, SH.prefixes, iri(ROSTRUM.removesuffix("#"))
    yield node, SH.select, text(asked.text)
    for tag in asked.tags:
        yield node, SCHEMA.keywords, text(tag, "en")
    if endpoint:
        yield node, SCHEMA.target, iri(endpoint)
    for parameter in asked.parameters:
        yield from _parameter(node, parameter)


def _parameter(question: NamedNode, parameter: Parameter) -> Iterator[Triple]:
    """Yield a parameter; the local name of its path is the variable, as SHACL wants it."""
    node = iri(f"{question.value}/parameter/{parameter.name}")
    yield question, SH.parameter, node
    yield node, RDF.type, SH.Parameter
    yield node, SH.path, iri(f"{question.value}#{parameter.name}")
    yield node, SH.name, text(parameter.name)
    said = "; ".join(part for part in (needs(parameter), parameter.description) if part)
    yield node, SH.description, text(said, "en")
    datatype = _DATATYPES.get(parameter.type)
    if datatype:
        yield node, SH.datatype, iri(XSD + datatype)
    else:
        yield node, SH.nodeKind, SH.IRI
    if not parameter.required:
        yield node, SH.optional, Literal(True)
