"""Every number of the theme tagger that is a choice, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuning:
    """Thresholds of the tagger; weights of single cues stand in the lexicon.

    ``shown`` is the score from which a theme is tagged, ``alone`` from which it is tagged
    where nothing else is; ``active`` the share of a document's tagged sentences that makes a
    theme a subject of the document; ``decay`` how fast the running topic fades from sentence
    to sentence and ``topical`` the strength below which there is none; ``carry`` for how many
    sentences in a row a statement keeps its topic without naming it; ``most`` the tags a
    sentence has at most and ``behind`` the part of the best score that each must reach.
    """

    shown: float = 2.0
    alone: float = 1.0
    active: float = 0.12
    decay: float = 0.75
    topical: float = 0.5
    prior: float = 1.0
    carry: int = 6
    brief: int = 2
    ruling: float = 0.3
    close: float = 1.2
    most: int = 3
    pointer: float = 2.0
    opening: int = 3
    lead: float = 0.5


DEFAULT = Tuning()
