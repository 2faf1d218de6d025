"""What a rule of content finds: words that show an act."""

from __future__ import annotations

from typing import NamedTuple

from kg.extracting.acts.subjects import Subject


class Cue(NamedTuple):
    """Words at ``begin:end`` that show an act of ``type``; ``subject`` is the clause's."""

    type: str
    rule: str
    begin: int
    end: int
    subject: Subject
    negated: bool = False
