"""Texts without a number or a capitalised name: reports, opinions, outcome documents, papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extracting.names import holding, stretch_left, words
from kg.extracting.titles import kind_of
from kg.model.source import Span

_CAPITAL = re.compile(r"(?<=\w )(?P<noun>report|study|assessment)\b")
_VERB = (
    r"(?= (?:saw|was|were|is|are|has|had|said|showed|shows|stated|found|did|does|would|will|provided|contained|"
    r"offered|gave|made|should|could|must|recommended|noted|highlighted|indicated|reflected)\b|[,.;:()“”—]|$)"
)
_REPORT = re.compile(
    r"(?:\b(?P<owned>(?:Secretary-General|Committee|Commission|Special Rapporteur|Panel|Board)"
    rf"(?:[’']s)? (?:latest |recent |annual |interim |biannual |new ){{0,2}}report(?: on [^,.;:()“”—]+?{_VERB})?(?! “))"
    r"|\b(?P<of>(?:(?:latest|recent|annual|interim|final|first|second|third) reports? of the "
    r"(?:Secretary-General|[A-Z][\w-]+(?: (?:of|on|the|for|and|to|[A-Z][\w’-]+))*)"
    rf"|reports? of the Secretary-General)(?: on [^,.;:()“”—]+?{_VERB})?(?! “)"
    r"|report of the [A-Z][\w-]+(?: (?:of|the|for|and|to|[A-Z][\w’-]+))* on [^,.;:()“”—]+)"
    r"|\b(?:the|a|recent|latest|annual) (?P<on>report on (?!the )[a-z][^,.;:()“”—]{8,80}?)"
    r"(?= (?:confirmed|showed|shows|found|finds|said|noted|was|is|has|had|which|that|by)\b|[,.;:)])"
    r"|\b(?P<opinion>(?:advisory )?opinion of the International Court of Justice)"
    r"|\b(?P<outcome>outcome document(?: and annex)?(?: (?:of|adopted at) the [^,.;:()“”—]+?(?= held\b| and\b|[,.;:()“”—]|$))?)"
    r"|\b(?P<plan>(?:[A-Z][\w-]{1,60}+ ){0,4}[A-Z][\w-]{1,60}+[’']s \d{4}[–-]\d{2,4} (?:strategic )?(?:plan|strategy|programme))"
    r"|\b(?P<chair>(?:revised |first |zero )?(?:[Cc]o-)?[Cc]hairs?[’'] (?:elements paper|summary|paper|text))"
    r"|\b(?P<rules>(?:UN|United Nations) (?:[Ff]inancial|[Ss]taff) (?:[Rr]egulations and [Rr]ules|[Rr]ules|[Rr]egulations))"
    r"|\b(?P<political>political declaration))"
)
_ADOPTED = re.compile(
    r"\b[Tt]he (?P<party>(?:[A-Z][\w-]+ (?:(?:of|on|for|the|and) )*){1,6})(?:had |has |have )?(?:recently |also )?"
    r"(?:adopted|issued) an? (?P<what>resolution|declaration|communiqué) (?=[a-z])"
)
_TITLED = re.compile(
    r"\b(?P<head>(?:draft )?(?:document|text|resolution|decision|report|paper|declaration|"
    r"statement|strategy|plan|programme)s?)\b(?:[^“”.;]{0,80}?\b(?:titled|entitled|called|headed|themed))?,? "
    r"“(?P<name>(?:[A-Z][\w’-]+,? ){1,3}[^“”]{4,400})”"
)


# Words that every such name has; most sentences have none of them.
_SIGNS = (
    "draft",
    "decision",
    "report",
    "study",
    "assessment",
    "opinion",
    "outcome document",
    "plan",
    "strategy",
    "programme",
    "paper",
    "summary",
    "hair",
    "ules",
    "egulations",
    "declaration",
    "itled “",
    "alled “",
    "resolution",
    "communiqué",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A text as it is called, and its place; ``rank`` 2 where the text prints a title."""

    name: str
    kind: str
    span: Span
    rank: int = 0


def tellers(text: str, spans: Sequence[Span]) -> set[int]:
    """Return which of the sentences at ``spans`` may name papers at all."""
    return holding(text, spans, _SIGNS)


def papers(text: str, span: Span) -> Iterator[Paper]:
    """Yield the papers that the sentence at ``span`` names.

    >>> text = "Echoing the Secretary-General's latest report on small arms, she praised it."
    >>> [(one.name, one.kind) for one in papers(text, Span(0, len(text)))]
    [("Secretary-General's latest report on small arms", 'other')]
    """
    for match in _TITLED.finditer(text, span.start, span.end):
        name = " ".join(match["name"].split())
        yield Paper(name, kind_of(match["head"]), Span(*match.span("name")), rank=2)
    for match in _ADOPTED.finditer(text, span.start, span.end):
        name = f"{match['what']} of the {' '.join(match['party'].split())}"
        yield Paper(name, kind_of(match["what"]), Span(*match.span("what")))
    yield from _entitled(text, span)
    for match in _REPORT.finditer(text, span.start, span.end):
        yield _report(match)


def _entitled(text: str, span: Span) -> Iterator[Paper]:
    """Yield reports under a capitalised name of three words or more."""
    for match in _CAPITAL.finditer(text, span.start, span.end):
        start = stretch_left(text, match.start(), span.start)
        if len(words(text[start : match.start()])) >= 3:
            name = " ".join(text[start : match.end()].split())
            yield Paper(name, "other", Span(start, match.end()))


def _report(match: re.Match[str]) -> Paper:
    group = match.lastgroup or "on"
    kind = {"political": "declaration", "plan": "programme"}.get(group, "other")
    return Paper(" ".join(match[group].split()), kind, Span(*match.span(group)))
