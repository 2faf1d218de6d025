"""Rostrum: United Nations meeting documents as a knowledge graph.

The folders are the steps that a document passes, in this order: ``reading``,
``linking``, ``extracting``, ``mapping``, ``validating``, ``storing``; ``building`` joins
them, ``asking`` queries the result, ``cli`` is the command ``rostrum``.
"""

__version__ = "0.1.0"
