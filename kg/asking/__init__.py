"""Canned questions: one SPARQL file each, whose header is its documentation and its test.

``questions`` reads the files, ``binding`` puts parameters in, ``engines`` are the places that
answer: the embedded store, rdflib in memory, a remote endpoint.
"""

from kg.asking.binding import ask, bind, rows
from kg.asking.graph import Graph, open_graph
from kg.asking.questions import Parameter, Question, question, questions

__all__ = [
    "Graph",
    "Parameter",
    "Question",
    "ask",
    "bind",
    "open_graph",
    "question",
    "questions",
    "rows",
]
