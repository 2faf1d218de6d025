"""What a position says of its matter: read from its cue by ``ontology/lexicons/stances.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.model.record import Polarity
from kg.resources import rows


@dataclass(frozen=True, slots=True)
class _Stance:
    name: str
    words: re.Pattern[str]
    negated: str


def stance(cue: str, polarity: Polarity = Polarity.AFFIRMED) -> str | None:
    """Return the stance that a position's cue shows, or ``None`` where it shows none.

    >>> stance("are deeply concerned"), stance("commended"), stance("is of the view")
    ('concern', 'welcome', None)
    >>> stance("support", Polarity.NEGATED), stance("worried", Polarity.NEGATED)
    ('opposition', None)
    """
    words = " ".join(cue.lower().split())
    for row in _stances():
        if row.words.search(words):
            return row.name if polarity is Polarity.AFFIRMED else row.negated or None
    return None


@cache
def _stances() -> tuple[_Stance, ...]:
    return tuple(
        _Stance(row["stance"], _beginnings(row["words"].split("|")), row["negated"])
        for row in rows("ontology/lexicons/stances.tsv")
    )


def _beginnings(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")")
