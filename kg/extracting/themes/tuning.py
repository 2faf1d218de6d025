"""Every number of the theme tagger that is a choice, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuning:
    """Thresholds of the tagger; weights of single cues stand in the lexicon.

    Tags: ``shown`` is the score from which a theme is tagged, ``hinted`` that of a theme under
    discussion, ``alone`` that of one where nothing else is; ``most`` the tags of a sentence at
    most; a subject scoring ``firm`` stays beside a narrower theme. Subjects: ``active`` is the
    share of a document's tagged sentences that makes a theme a subject, ``ruling`` the share
    that lets it rule the document; the first ``opening`` sentences with cues add ``lead`` to
    it; shares are taken of ``doubt`` sentences more. Topic: recent themes fade by ``decay`` a
    sentence; below ``topical`` there is no topic; ``prior`` weighs a share against recency;
    from ``close`` on a recent theme may be meant by a pointer, which adds ``pointer``. Silence:
    speakers keep a topic unnamed for ``carry`` sentences in a row if it is a subject with a
    share of ``filling``, for ``brief`` if its scores in their statement sum to ``supported``
    (two strong cues) or, in whole speeches, which move on faster, for ``spoken``; narration
    tells ``provisions`` provisions of a text.
    """

    shown: float = 1.5
    hinted: float = 2.0
    alone: float = 1.0
    most: int = 3
    firm: float = 4.0
    active: float = 0.12
    ruling: float = 0.3
    opening: int = 3
    lead: float = 0.25
    doubt: float = 8.0
    decay: float = 0.8
    topical: float = 0.3
    prior: float = 1.0
    close: float = 1.2
    pointer: float = 2.0
    filling: float = 0.5
    carry: int = 4
    brief: int = 3
    spoken: int = 1
    supported: float = 4.5
    provisions: int = 4


DEFAULT = Tuning()
