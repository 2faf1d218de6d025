"""What every extractor is: a name and a function from a layout to a record.

``rules`` is the default and needs nothing beyond the registers. Others (a language model that
a user sets up) stand behind the same protocol; their records carry their own name, so that
their results never mix with those of the rules.
"""

from __future__ import annotations

from typing import Protocol

from kg.model.layout import Layout
from kg.model.mentions import Gazetteer
from kg.model.record import Record


class Extractor(Protocol):
    """Turns a layout into a record. ``name`` is what ``Record.extractor`` says."""

    @property
    def name(self) -> str:
        """The name under which a run is recorded."""

    def extract(self, layout: Layout, gazetteer: Gazetteer) -> Record:
        """Return everything found in ``layout``; every span lies within its text."""


class Rules:
    """The default extractor: verb frames, lexicons and registers; deterministic.

    >>> Rules().name
    'rules'
    """

    name = "rules"

    def extract(self, layout: Layout, gazetteer: Gazetteer) -> Record:
        """Compose the record by :func:`kg.extracting.compose.extract`."""
        from kg.extracting.compose import extract

        return extract(layout, gazetteer)
