"""What a presiding officer does in the chair: gives the floor, puts a text to the vote."""

from __future__ import annotations

import re
from functools import cache

from kg.extracting.acts.subjects import View
from kg.resources import rows

_GAP = r"(?: \S+){0,14}?"
_MEANTIME = (
    r"(?: (?:am|also|accordingly|again|first|further|going|have|hereby|honour|intend|like|may|must|next|now|"
    r"once|propose|shall|should|the|then|therefore|thus|to|want|will|wish|would|,)){0,8}"
)
_FIRST = rf"(?:i|we){_MEANTIME} "


def _pattern(phrase: str, subject: str) -> str:
    parts = [_GAP if word == "…" else _either(word) for word in phrase.split()]
    written = "".join(part if part is _GAP else f" {part}" for part in parts)
    return (_FIRST if subject == "first" else "") + written[1:]


def _either(word: str) -> str:
    forms = "|".join(map(re.escape, word.split("/")))
    return f"(?:{forms})"


@cache
def _conducting() -> re.Pattern[str]:
    table = rows("ontology/lexicons/act-procedure.tsv")
    every = "|".join(_pattern(row["phrase"], row["subject"]) for row in table)
    return re.compile(rf"(?<!\S)(?:{every})(?!\S)")


def conducting(view: View) -> tuple[int, int] | None:
    """Return the tokens with which the chair conducts the meeting, if the sentence does so."""
    if not view.chair:
        return None
    said = " ".join(view.tokens.words)
    found = _conducting().search(said)
    if found is None:
        return None
    begin = said.count(" ", 0, found.start())
    return begin, said.count(" ", 0, found.end()) + 1
