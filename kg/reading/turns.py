"""Speaker headings of verbatim records, in every form they have had since 1946.

"Mr. X (Country) (spoke in French):", "The President:", "The PRESIDENT (translated from
Russian):", officials without a country, and names that the chair has just announced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model.source import Span

STYLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mme|Mlle|M|Messrs|Sir|Dame|Lord|Lady|Baroness|Dr|Prof|Professor|Archbishop|Bishop|Monsignor"
    r"|Msgr|Cardinal|Father|Sister|Reverend|Rev|Judge|Justice|President|Vice-President|Prime Minister"
    r"|Deputy Prime Minister|Crown Prince|King|Queen|Prince|Princess|Grand Duke|Sheikha?|Shaikha?|Sultan|Emir|Amir"
    r"|Chief|Chairman|General|Lieutenant[- ]General|Major[- ]General|Lieutenant[- ]Colonel|Brigadier|Admiral"
    r"|Rear Admiral|Colonel|Captain|Commander|Commissioner|Ambassador|Minister|Senator|Secretary|Begum|U|Daw|Dato|Datuk"
    r"|Tan Sri|Haji|Shri|Sayyid|Imam|Count|Baron|Viscount|Nana|Ratu|Tun|Don|Father|Brother|Superintendent)"
)
OFFICE = (
    r"The (?:(?:Acting|Temporary|Interim|Provisional|ACTING|TEMPORARY|Deputy|DEPUTY|Vice-|Co-|High|Under-|Assistant) ?)*"
    r"(?:President|PRESIDENT|Chair(?:man|woman|person)?|CHAIRMAN|CHAIR(?:PERSON)?|Secretary-General|SECRETARY-GENERAL"
    r"|Presiding Officer|Rapporteur|RAPPORTEUR|Commissioner|Legal Counsel|Secretary|Speaker|Moderator|Facilitator"
    r"|Commissioner-General|Director-General|Executive Director|Prosecutor|High Commissioner for [A-Z][a-z ]{2,30})"
)
_PARENTHESES = r"(?: ?[(\[](?:[^()\[\]:]|\([^()\[\]]{0,60}\)){1,150}[)\]]){0,3}"
_NAME = rf"{STYLE}\b\.? [^():;!?“”\"\[\]\n]{{1,90}}?"
_HEADING = re.compile(
    rf"(?:\d{{1,3}}\. {{0,4}})?(?P<who>{OFFICE}|{_NAME})(?P<more>{_PARENTHESES}) {{0,2}}[:;](?=[ \n]|\Z)"
)
_SPOKEN = re.compile(
    r"(?P<who>(?:[A-Z][\w’'.-]* ){0,4}[A-Z][\w’'.-]*) "
    r"(?P<more>(?:\([^():]{2,60}\) )?\((?:spoke|interpretation|translated)[^()]{3,60}\)) ?:(?= |\Z)"
)
_BARE = re.compile(
    r"(?P<who>(?:[A-Z][\w’'.-]*,? ){0,5}[A-Z][\w’'.-]*)(?P<more>(?: \([A-Z][^():]{2,60}\))?) ?:(?= |\Z)"
)
_SLIPPED = re.compile(
    r"(?P<who>The President|Mr\.? [A-Z][\w-]{1,30}) \(spoke (?P<speech>I [^():]{10,160}?[.!?]) (?P<rest>in [A-Z][a-z]+\) ?:)"
)
_FLOOR = re.compile(
    r"(?:floor|call on|call upon|invite|give .{0,20}to|welcome)[^.]{0,200}", re.IGNORECASE
)
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "della",
        "di",
        "da",
        "das",
        "do",
        "dos",
        "du",
        "des",
        "der",
        "den",
        "van",
        "von",
        "zu",
        "zum",
        "zur",
        "af",
        "av",
        "al",
        "el",
        "ul",
        "ur",
        "as",
        "bin",
        "bint",
        "ben",
        "ibn",
        "e",
        "y",
        "i",
        "la",
        "le",
        "les",
        "los",
        "las",
        "ter",
        "ten",
        "ould",
        "mint",
        "abu",
        "abou",
        "dit",
        "d'",
    ]
)
_VOCATIVE = re.compile(
    r"(?:Mr|Mrs|Ms|Madam|Mister)?\.? ?(?:Vice-)?(?:President|Chairman|Chairperson|Chair|Secretary-General|Speaker)(?:\Z| of )"
)
_AFTER_SENTENCE = re.compile(r"[.!?”\"…)\]] {0,4}\Z")
_ANYWHERE = re.compile(
    r"(?:The (?:[A-Z][a-z]+ )?(?:President|PRESIDENT|Chair|CHAIR|Secretary-General|SECRETARY-GENERAL)"
    r"|(?:Mr|Mrs|Ms|Miss|Sir|Dame|Dr|Lord|Archbishop|Monsignor|Cardinal|Prince|Princess|King|Queen|Sheikh|President)\b\.? [A-Z])"
)
_NOT_SPEAKERS = frozenset(
    ["in favour", "against", "abstaining", "abstentions", "present", "note", "president", "members", "agenda",
     "action", "for", "not voting", "absent", "theme", "subject", "source", "location", "duration"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """A speaker heading without the number of its paragraph.

    ``stray`` is a piece of the heading that a slip moved into the speech.
    """

    span: Span
    stray: Span | None = None


def headings(plain: str, span: Span) -> Iterator[Heading]:
    """Yield the speaker headings in one piece of text: at its start, then after sentences.

    >>> text = "Mr. Roe (Norland) (spoke in French): I agree. The President: I thank him."
    >>> [text[h.span.start:h.span.end] for h in headings(text, Span(0, len(text)))]
    ['Mr. Roe (Norland) (spoke in French):', 'The President:']
    """
    start = (
        span.start + len(plain[span.start : span.end]) - len(plain[span.start : span.end].lstrip())
    )
    first = opening(plain, Span(start, span.end))
    at = start
    if first:
        yield first
        at = first.span.end
    for match in _ANYWHERE.finditer(plain, at + 1, span.end):
        if match.start() < at or not _AFTER_SENTENCE.search(
            plain, max(at, match.start() - 6), match.start()
        ):
            continue
        found = _HEADING.match(plain, match.start(), span.end)
        if found and _is_strict(found):
            at = found.end()
            yield Heading(Span(found.start(), found.end()))


def opening(plain: str, span: Span) -> Heading | None:
    """Return the heading with which a piece of text begins, if any."""
    slipped = _SLIPPED.match(plain, span.start, span.end)
    if slipped:
        return Heading(Span(slipped.start(), slipped.start("speech")), Span(*slipped.span("rest")))
    found = _HEADING.match(plain, span.start, span.end)
    if found and _is_name(found):
        return Heading(Span(found.start("who"), found.end()))
    spoken = _SPOKEN.match(plain, span.start, span.end)
    if spoken:
        return Heading(Span(spoken.start(), spoken.end()))
    bare = _BARE.match(plain, span.start, span.end)
    if bare and _is_announced(plain, bare):
        return Heading(Span(bare.start(), bare.end()))
    return None


def _is_name(found: re.Match[str]) -> bool:
    """Whether the words before the colon are a name and not the beginning of a sentence."""
    if found.group().endswith(";") and "(" not in found.group("more"):
        return False
    if found.group("more") or found.group("who").startswith("The "):
        return found.group("more").count("(") + found.group("more").count("[") > 0 or _is_office(
            found
        )
    if _VOCATIVE.match(found.group("who")):
        return False
    words = found.group("who").replace(",", " ").split()
    small = [word for word in words if word[0].islower() and not _is_particle(word)]
    return len(words) <= 9 and not small


def _is_office(found: re.Match[str]) -> bool:
    return bool(re.fullmatch(OFFICE, found.group("who")))


def _is_particle(word: str) -> bool:
    lowered = word.lower().strip(".,")
    return lowered in _PARTICLES or lowered.partition("-")[0] in _PARTICLES or "’" in word[:3]


def _is_strict(found: re.Match[str]) -> bool:
    """Whether a heading inside a paragraph is sure: an office, or a name with a country."""
    return _is_office(found) or bool(re.match(r" ?\([A-Z]", found.group("more")))


def _is_announced(plain: str, bare: re.Match[str]) -> bool:
    """Whether the chair gave this name the floor just before."""
    who = bare.group("who")
    if who.lower() in _NOT_SPEAKERS:
        return False
    before = plain[max(0, bare.start() - 700) : bare.start()]
    last = who.split()[-1]
    return any(last in match.group() for match in _FLOOR.finditer(before))
