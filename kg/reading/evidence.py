"""What a page's words tell of its form: counted once, read by every reader."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.reading.page import Page

_SAMPLE = 24_000
_QUOTED = re.compile(r"“[^”]{0,2000}”|\"[^\"]{0,600}\"")
_REPORTED = re.compile(
    r"\b(?:said|told|stressed|noted|urged|called (?:for|on|upon)|emphasized|added|warned|welcomed|voiced|reaffirmed"
    r"|underscored|underlined|expressed|pointed out|reported|recalled|highlighted|commended|echoed|cited|stated"
    r"|(?:s?he|delegates?|speakers?|representatives?|observer) (?:of|for|from|agreed|asked|described|declared)"
    r"|heard today|today|adopted|introduced|spoke|speaking|reconvene|delegations?)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|[Mm]y|I|me)\b")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Samples and rates of one page.

    ``head`` is the beginning without furniture, one line a piece; ``reported`` and
    ``first_person`` count words per 1,000 characters outside quotation marks.
    """

    head: str
    sample: str
    reported: float
    first_person: float
    longest: int


def weigh(page: Page) -> Evidence:
    """Read a sample from the beginning and the middle of a page."""
    shown = [piece for piece in page.pieces if not piece.furniture]
    head: list[str] = []
    length = 0
    for piece in shown[:200]:
        if length > 4000:
            break
        start = piece.span.start
        head.append(" ".join(page.plain[start : min(piece.span.end, start + 3000)].split()))
        length += len(head[-1])
    sample = _sample(page)
    spoken = _QUOTED.sub(" ", sample)
    per_thousand = 1000 / max(1, len(spoken) - spoken.count("  "))
    longest = max((piece.span.end - piece.span.start for piece in shown), default=0)
    return Evidence(
        head="\n".join(head),
        sample=sample,
        reported=len(_REPORTED.findall(spoken)) * per_thousand,
        first_person=len(_FIRST_PERSON.findall(spoken)) * per_thousand,
        longest=longest,
    )


def _sample(page: Page) -> str:
    parts: list[str] = []
    length = 0
    shown = [piece for piece in page.pieces if not piece.furniture]
    step = max(1, len(shown) // 400)
    for piece in shown[::step]:
        parts.append(page.plain[piece.span.start : min(piece.span.end, piece.span.start + 6000)])
        length += len(parts[-1])
        if length > _SAMPLE:
            break
    return "\n".join(parts)
