"""Whose words each sentence reports, on whose behalf, and how it renders them."""

from __future__ import annotations

from kg.extracting.attribution.coverage import attribute_coverage
from kg.extracting.attribution.speech import attribute_speech
from kg.extracting.attribution.verbatim import attribute_verbatim
from kg.model.layout import RETOLD, Form, Layout
from kg.model.mentions import Gazetteer, Mentions
from kg.model.record import Attribution

__all__ = ["attribute"]


def attribute(layout: Layout, mentions: Mentions, gazetteer: Gazetteer) -> tuple[Attribution, ...]:
    """Return one attribution per sentence of ``layout``, by the form of the document."""
    if layout.form in RETOLD:
        return attribute_coverage(layout, mentions, gazetteer)
    if layout.form is Form.VERBATIM:
        return attribute_verbatim(layout, mentions, gazetteer)
    if layout.form is Form.SPEECH:
        return attribute_speech(layout, mentions)
    return tuple(Attribution() for _ in layout.sentences)
