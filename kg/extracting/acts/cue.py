"""What a rule of content finds: words that show an act."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extracting.acts.subjects import Subject


@dataclass(frozen=True, slots=True)
class Cue:
    """Words at ``begin:end`` that show an act of ``type``; ``subject`` is the clause's."""

    type: str
    rule: str
    begin: int
    end: int
    subject: Subject
    negated: bool = False
