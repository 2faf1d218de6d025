"""A document as it came: its text is never changed after decoding."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a source text, as half-open code-point offsets; a tuple, for there are many.

    >>> Span(3, 8).within(Span(0, 10)), Span(3, 8).overlap(Span(6, 20))
    (True, 2)
    """

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Whether ``other`` covers this span."""
        return other.start <= self.start and self.end <= other.end

    def overlap(self, other: Span) -> int:
        """Return how many code points both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


class Severity(StrEnum):
    """How much an issue matters; the values are the local names of the SHACL severities."""

    INFO = "info"
    WARNING = "warning"
    VIOLATION = "violation"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a reader should know about one document, where, in one line."""

    message: str
    severity: Severity = Severity.WARNING
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    r"""A decoded document.

    ``name`` is the file's stem, ``text`` the decoded characters exactly as stored (newlines
    as ``\n``), ``sha256`` the hash of the stored bytes, ``location`` the path or address as
    the user gave it, for messages; ``url`` where it was fetched, if that is known.
    """

    name: str
    text: str
    sha256: str
    location: str
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    issues: tuple[Issue, ...] = field(default=())
    url: str = ""

    def quote(self, span: Span) -> str:
        """Return the characters at ``span``."""
        return self.text[span.start : span.end]
