"""What a page's words tell of its form: counted once, read by every reader."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kg.reading.page import Page

_SAMPLE = 6_000
_QUOTED = re.compile(r"“[^”]{0,2000}+”|\"[^\"]{0,600}+\"")
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

_MEETS = r"(?:Assembly|Council|Committee|Commission|Forum|Conference|Board|Panel|Meeting|Segment)\b"
_NOW = r"\b(?:today|this (?:morning|afternoon|evening|week))\b"
_TOLD = (
    r"(?:said|says|told|stressed|noted|urged|emphasized|added|warned|welcomed|voiced|reaffirmed|underscored|underlined|expressed|"
    r"reported|recalled|highlighted|commended|echoed|pointed|introduced|called|reiterated|condemned|cautioned|outlined|asked|"
    r"reminded|agreed|appealed|announced|described|observed|declared|regretted|explained|stated|also|then)\b"
)
_FROM = r"\b(?:representatives?|delegates?|observers?|speakers?) (?:of|for|from) (?:the )?[A-Z]"
# Paragraphs that bear a number are those of a record, which reporters do not print.
NUMBERED = re.compile(r"^[^\S\n]*\d{1,3}\.\s", re.MULTILINE)
_RECORD = 5
_OF_A_RECORD = 1.0
# What tells that a meeting is reported: a pattern, the weight of one hit, the most it may weigh.
_MARKS: tuple[tuple[re.Pattern[str], float, float], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), weight, most)
    for pattern, weight, most in (
        (r"^[A-Z][A-Z .,’'-]{2,40}, \d{1,2} [A-Z][a-z]+ \((?:UN|United Nations) [^()]{2,40}\) ?[-–—]", 2.0, 2.0),
        (rf"\b{_MEETS}(?: \([^()\n]{{3,60}}\))? (?:also )?(?:took up|approved|had before it|sent)\b", 1.0, 2.0),
        (rf"\b{_MEETS}[^.\n]{{0,70}}?{_NOW}|{_NOW}[^.\n]{{0,70}}?\b{_MEETS}", 1.5, 3.0),
        (rf"{_FROM}[^.\n]{{0,80}}?\b{_TOLD}", 0.5, 1.5),
        (_FROM, 0.5, 1.5),
        (rf"’s (?:representative|delegate|observer|speaker|envoy|minister)\b|\([A-Z][^()\n]{{2,60}}\) {_TOLD}", 1.0, 3.0),
        (rf"\b(?:[Ss]peakers|[Dd]elegates|[Dd]elegations|[Rr]epresentatives) (?:\w+ly )?{_TOLD}", 1.0, 2.0),
        (rf"^[A-Z][^.,\n]{{3,50}}, [A-Z][^.\n]{{5,140}}, {_TOLD}", 1.0, 3.0),
        (rf"\b(?:Mr|Ms|Mrs|Miss|Dr)\.? [A-Z][\w’-]+ {_TOLD}|\b[Ss]?he {_TOLD}", 0.5, 2.0),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """Samples and rates of one page.

    ``head`` is the beginning without furniture, one line a piece; ``reported`` and
    ``first_person`` count words per 1,000 characters outside quotation marks, which are
    left out of ``spoken``.
    """

    head: str
    sample: str
    reported: float
    first_person: float
    longest: int
    spoken: str = ""

    @property
    def meeting(self) -> float:
        """Return the weight of what tells that a meeting is reported; only few pages ask."""
        return _meeting(self.spoken)


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
        spoken=spoken,
    )


def _meeting(words: str) -> float:
    """Weigh the marks of a reported meeting in words outside quotation marks.

    >>> _meeting("The Sixth Committee this morning began its debate. Peru’s delegate said no.")
    2.5
    >>> _meeting("Mr. President, we are committed to peace.")
    0.0
    """
    weighed = sum(
        min(most, weight * sum(1 for _ in pattern.finditer(words)))
        for pattern, weight, most in _MARKS
    )
    return weighed - _OF_A_RECORD * (len(NUMBERED.findall(words)) >= _RECORD)


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
