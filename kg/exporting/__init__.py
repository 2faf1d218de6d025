"""The graph in the forms that other programs read."""

from kg.exporting.rdf import FORMATS, export_graph

__all__ = ["FORMATS", "export_graph"]
