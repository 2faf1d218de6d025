"""rdflib as a second opinion: the same N-Quads, the same query, the same table."""

from __future__ import annotations

import json

import rdflib.plugins.sparql
from rdflib import Dataset

from kg.errors import MalformedQuery
from kg.model.table import Answer, Triples, from_sparql_json

# rdflib would fetch the graphs that FROM names, from the network or the file system.
rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False


class ReferenceEngine:
    """An in-memory engine for tests and small graphs; slow, but not ours and not Oxigraph's."""

    def __init__(self, nquads: str) -> None:
        self._dataset = Dataset(default_union=True)
        self._dataset.parse(data=nquads, format="nquads")

    def query(self, text: str) -> Answer:
        """Answer a query.

        Raises:
            MalformedQuery: rdflib does not take the text.
        """
        try:
            result = self._dataset.query(text)
        except Exception as error:  # rdflib raises whatever its parser did
            raise MalformedQuery(f"rdflib refuses the query: {error}") from error
        if result.graph is not None:
            return Triples(result.graph.serialize(format="nt"))
        serialised = result.serialize(format="json")
        return from_sparql_json(serialised or json.dumps({"head": {}, "boolean": False}))
