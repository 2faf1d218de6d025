"""What a page's words tell of its form: counted once, read by every reader."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kg.reading.page import Page

_SAMPLE = 6_000
_QUOTED = re.compile(r"“[^”]{0,2000}”|\"[^\"]{0,600}\"")
_WORD = re.compile(r"[A-Za-z]+")
_REPORTED = frozenset(
    ["said", "told", "stressed", "noted", "urged", "emphasized", "added", "warned", "welcomed", "voiced", "reaffirmed",
     "underscored", "underlined", "expressed", "reported", "recalled", "highlighted", "commended", "echoed", "cited",
     "stated", "pointed", "heard", "adopted", "introduced", "spoke", "reconvene", "delegations", "delegates", "delegate",
     "speakers", "called", "reiterated", "pledged", "condemned", "cautioned", "agreed", "described", "declared",
     "outlined", "observed", "acknowledged", "affirmed", "insisted", "asserted", "questioned", "representative", "today"]
)  # fmt: skip
_FIRST_PERSON = frozenset(
    ["we", "We", "our", "Our", "us", "my", "My", "I", "me", "WE", "OUR", "MY"]
)


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
    words = Counter(_WORD.findall(spoken))
    per_thousand = 1000 / max(1, len(spoken) - spoken.count("  "))
    longest = max((piece.span.end - piece.span.start for piece in shown), default=0)
    return Evidence(
        head="\n".join(head),
        sample=sample,
        reported=sum(words[word] for word in _REPORTED) * per_thousand,
        first_person=sum(words[word] for word in _FIRST_PERSON) * per_thousand,
        longest=longest,
    )


def _sample(page: Page) -> str:
    parts: list[str] = []
    length = 0
    shown = [piece for piece in page.pieces if not piece.furniture]
    total = sum(piece.span.end - piece.span.start for piece in shown)
    for piece in shown[:: max(1, min(len(shown) // 20, total // _SAMPLE))]:
        parts.append(page.plain[piece.span.start : min(piece.span.end, piece.span.start + 3000)])
        length += len(parts[-1])
        if length > _SAMPLE:
            break
    return "\n".join(parts)
