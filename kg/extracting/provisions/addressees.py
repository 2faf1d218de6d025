"""Whom a paragraph asks to act: "Requests the Secretary-General, in consultation with …, to"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model.mentions import Kind, Mentions
from kg.model.record import Addressee
from kg.model.source import Span

SECRETARIAT = "org:un-secretariat"
_ON = re.compile(
    r"(?:\s*,[^,]{3,90},)?\s*(?:(?:up)?on|to|of)\b(?:\s*,[^,]{3,90},)?|\s*,[^,;:]{3,90},"
)
_TO = re.compile(
    r"(?<!\s)\s++to\s*+:|"
    r"(?<!\s)\s++to\s++(?!the\b|that\b|this\b|its\b|their\b|a\b|an\b|all\b|which\b|whom\b)[a-z]|"
    r"\s\([^)]{2,90}\)\s++to\s++[a-z]|(?<!\s)\s*+:|(?:,|(?<!\s))\s++not\s++to\b"
)
# Where a sentence goes on after an insertion between commas, and how long that may be.
_GOES_ON = re.compile(r",\s++to\s++[a-z]")
_SHORTEST, _LONGEST = 3, 260
_END = re.compile(r"[;:]|\.(?:\s|$)|\s(?:that|which|who|whose|when|while|for(?!\s[A-Z]))\s")
_JOINED = re.compile(
    r"(?:,|,? (?:and|as well as|or)) (?=(?:the |all |other |those |relevant )?[A-Z]|all |other |the |relevant )"
)
_AGENT = re.compile(
    r"\b(?:States?|Nations|Governments?|Members?|[Pp]arties|[Pp]arty|Secretary-General|Committee|Council|"
    r"Commission|Commissioner|Assembly|organizations?|agencies|agency|entities|entity|bodies|body|"
    r"community|society|institutions?|stakeholders|donors?|partners?|countries|country|sector|"
    r"Programme|Fund|Office|Conference|Group|Board|Director|Rapporteurs?|Representatives?|Envoy|"
    r"Adviser|Union|Bank|President|Chair|Chairman|Chairperson|Mission|Team|system|Authority|"
    r"authorities|Governments|actors|media|individuals|peoples?|mechanisms?|forces|Power|leaders|"
    r"companies|businesses|enterprises|academia|universities|Centre|Institute|Agency|Organization|"
    r"Forum|secretariat|Secretariat|Tribunal|Court|Panel|Experts?|Coordinator|Force|Department|"
    r"groups|movements?|factions|troops|everyone|all|others|those|both|Facility|Unit|Service|"
    r"Administrator|Registrar|Prosecutor|Special|Bureau|Network|Task|Alliance|families|teams|"
    r"commissions|committees|conferences|funds|programmes|banks|foundations|offices|missions)\b"
)
_INSERTED = re.compile(
    r", (?:in|with|as (?!well)|within|where|through|including|inter|especially|if|when|upon|on|at|by|"
    r"to|under|pursuant|particularly|subject|taking|and in|consistent|based|building|while|without)\b"
)
_ADVERB = re.compile(
    r",?(?<!\s)\s+(?:accordingly|again|therefore|further|also|[a-z]+ly)\Z(?<!family)"
)
_NO_AGENT = re.compile(r"\b(?:should|shall|must|will|is|are|their|its own)\b")
_PARTIES = (Kind.PARTY, Kind.GROUP, Kind.BODY)
_LIMIT = 420


def addressees(plain: str, start: int, end: int, mentions: Mentions) -> tuple[Addressee, ...]:
    """Return who is asked in ``plain[start:end]``, the text behind a verb of asking.

    >>> text = "the Secretary-General, in consultation with States, to report;"
    >>> [each.text for each in addressees(text, 0, len(text), Mentions([]))]
    ['the Secretary-General']
    """
    stop = min(end, start + _LIMIT)
    if on := _ON.match(plain, start, stop):
        start = on.end()
    until = _end(plain, start, stop, mentions)
    if until is None:
        return ()
    found = []
    named = [one.span for one in mentions.within(Span(start, until), *_PARTIES)]
    for left, right in _pieces(plain, start, until, named):
        words = " ".join(plain[left:right].split())
        if words and (_is_agent(words) or _named(mentions, Span(left, right))):
            span = Span(left, right)
            found.append(Addressee(words, span, _party(words, span, mentions)))
    return tuple(found)


def _end(plain: str, start: int, stop: int, mentions: Mentions) -> int | None:
    """Return where the addressees end: before the infinitive, or a relative clause before it."""
    infinitive = _infinitive(plain[start:stop])
    named = [one.span for one in mentions.within(Span(start, stop), *_PARTIES)]
    close = next(
        (
            match
            for match in _END.finditer(plain, start, stop)
            if not any(span.start <= match.start() < span.end for span in named)
        ),
        None,
    )
    if infinitive is None:
        return None
    until = start + infinitive
    if close is None or until <= close.start():
        return until
    relative = close.group().strip() in ("that", "which", "who")
    if relative and close.start() - start < 90 and _is_agent(plain[start : close.start()]):
        return close.start()
    return None


def _infinitive(words: str) -> int | None:
    """Return where "to report" begins, or the insertion before it.

    >>> _infinitive("States to act"), _infinitive("States, in due time, to act"), _infinitive("it")
    (6, 6, None)
    """
    found = _TO.search(words)
    starts = [found.start()] if found else []
    for close in _GOES_ON.finditer(words):
        at = close.start()
        floor = max(0, at - _LONGEST - 1, *(words.rfind(mark, 0, at) + 1 for mark in ";:"))
        comma = words.find(",", floor, max(0, at - _SHORTEST))
        if comma >= 0:
            starts.append(comma)
            break
    return min(starts, default=None)


def _is_agent(words: str) -> bool:
    """Whether the head of a noun phrase can act: "bodies of the system", not "work of States"."""
    head = re.split(
        r"\s(?:of|in|on|for|by|between|among|from|with|at)\s", words.strip(), maxsplit=1
    )[0]
    return _AGENT.search(head) is not None and _NO_AGENT.search(words) is None


def _pieces(plain: str, start: int, end: int, named: Sequence[Span]) -> list[tuple[int, int]]:
    """Cut "States and the relevant bodies" at the joints between agents, without insertions.

    A joint within a name ("Office on Drugs and Crime") is none.
    """
    cut = _INSERTED.search(plain, start, end)
    end = cut.start() if cut else end
    pieces, at = [], start
    for joint in _JOINED.finditer(plain, start, end):
        if any(span.start <= joint.start() < span.end for span in named):
            continue
        if _AGENT.search(plain, at, joint.start()) and _AGENT.search(plain, joint.end(), end):
            pieces.append((at, joint.start()))
            at = joint.end()
    pieces.append((at, end))
    return [_trimmed(plain, left, right) for left, right in pieces]


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start] in " ,\n\t\u00a0":
        start += 1
    while end > start and plain[end - 1] in " ,\n\t\u00a0":
        end -= 1
    if adverb := _ADVERB.search(plain[start:end]):
        end = start + adverb.start()
    return start, end


def _named(mentions: Mentions, span: Span) -> bool:
    return next(mentions.within(span, *_PARTIES), None) is not None


def _party(words: str, span: Span, mentions: Mentions) -> str | None:
    """Return the record id of an addressee that is one registered party."""
    if re.match(r"(?:again )?(?:the )?(?:United Nations )?Secretary-General\b", words):
        return SECRETARIAT
    found = [m for m in mentions.within(span, *_PARTIES) if m.id and m.kind is not Kind.BODY]
    if len(found) == 1 and span.end - found[0].span.end <= 1:
        return found[0].id
    return None
