"""What was decided."""

from __future__ import annotations

from kg.model.layout import Layout
from kg.model.mentions import Mentions
from kg.model.record import Outcome


def outcomes(layout: Layout, mentions: Mentions) -> tuple[Outcome, ...]:
    """Return the decisions taken."""
    return ()
