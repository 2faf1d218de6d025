"""The terms of the vocabularies as nodes, made once: ``ROSTRUM.actor``, ``RDF.type``."""

from __future__ import annotations

from kg import namespaces
from kg.mapping.terms import NamedNode, iri


class Namespace:
    """The terms below one namespace IRI, each made when first asked for.

    >>> Namespace("http://example.org/").thing.value
    'http://example.org/thing'
    """

    def __init__(self, base: str) -> None:
        self._base = base

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        node = iri(self._base + name)
        setattr(self, name, node)
        return node


ROSTRUM = Namespace(namespaces.ROSTRUM)
RDF = Namespace(namespaces.RDF)
RDFS = Namespace(namespaces.RDFS)
SKOS = Namespace(namespaces.SKOS)
DCTERMS = Namespace(namespaces.DCTERMS)
PROV = Namespace(namespaces.PROV)
NIF = Namespace(namespaces.NIF)
ORG = Namespace(namespaces.ORG)
SCHEMA = Namespace(namespaces.SCHEMA)
FOAF = Namespace(namespaces.FOAF)
SH = Namespace(namespaces.SH)
ELI = Namespace(namespaces.ELI)
