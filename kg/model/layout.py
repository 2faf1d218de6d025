"""What a reader sees in a source: its form, its blocks and sentences, what it says of itself.

``Layout.plain`` is the text that extractors read. It has **exactly the length of the source
text**: markup, page furniture and line breaks are blanks there, a word hyphenated over a line
or written with character entities stands compact at its start, followed by blanks. So every
offset into ``plain`` is an offset into the source, and no map is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kg.model.source import Issue, Source, Span


class Form(StrEnum):
    """What kind of document a source is; ``OTHER`` yields no meeting."""

    COVERAGE = "coverage"
    VERBATIM = "verbatim"
    SUMMARY = "summary"
    SPEECH = "speech"
    RESOLUTION = "resolution"
    OTHER = "other"


RETOLD = frozenset([Form.COVERAGE, Form.SUMMARY])
"""The forms that retell what was said in the third person."""

RECORDS = frozenset([Form.VERBATIM, Form.SUMMARY])
"""The records that a body keeps of its meetings."""


class Role(StrEnum):
    """What a block is for.

    ``TURN`` is the heading of a speech in a verbatim record ("Mr. X (Country):"), its span
    the heading alone; ``HEADER`` holds symbols, dates and sessions; ``FURNITURE`` is
    navigation, page heads and the like, which says nothing of the meeting.
    """

    TITLE = "title"
    HEADER = "header"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TURN = "turn"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like part of the text; ``number`` is a printed number ("3", "(a)")."""

    span: Span
    role: Role
    level: int = 0
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``block`` is the index of its block in ``Layout.blocks``."""

    span: Span
    block: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that the page states of itself, and where (``None``: from a file name)."""

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A source as its reader understood it.

    ``facts`` holds what the page says of itself, by these keys: ``symbol`` (as printed,
    "GA/12698"), ``title``, ``date`` (ISO 8601), ``body``, ``session`` (a number),
    ``meetings`` (numbers parted by ","), ``parts`` ("AM,PM"), ``language``, ``url``,
    ``lead``. ``confidence`` (0–1) is the reader's for the form.
    """

    source: Source
    plain: str
    form: Form
    confidence: float
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    def read(self, span: Span) -> str:
        """Return the readable words at ``span``: no markup, no line breaks, single blanks."""
        return " ".join(self.plain[span.start : span.end].split())

    def fact(self, key: str) -> str | None:
        """Return the stated value of ``key`` or ``None``."""
        found = self.facts.get(key)
        return found.value if found else None
