"""Who presides over a meeting, who sits there and who is seated, by the record's own lines.

A record's head names its officers ("President: Mr. Roe (Norland)") and, in the Security
Council, the members ("Members: Norland . . . Mr. Roe", "Present: The representatives of the
following countries: …"); later lines tell who took the Chair and who took a place at the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from kg.model.layout import Block, Layout, Role
from kg.model.mentions import Kind, Mention, Mentions, NameForm
from kg.model.record import CHAIR, Participation, Person, Presence
from kg.model.source import Span

_STYLE = r"(?:Mr|Mrs|Ms|Miss|Mme|Sir|Dame|Dr|Lord|Lady|Baroness|Prince|Princess|Archbishop|Sheikh|Sheikha|General|Count|U|Dato)\b\.?"
_NAME = rf"{_STYLE} [^\W\d_][^():;,\n]{{1,60}}?"
_OFFICE = (
    r"(?:(?:Acting|Temporary|Provisional|Interim|ACTING|TEMPORARY|Vice-|Co-|VICE-) ?){0,2}"
    r"(?:President|PRESIDENT|Chair(?:man|woman|person)?|CHAIR(?:MAN|WOMAN|PERSON)?)s?"
)
_PRESIDES = re.compile(
    rf"(?:\A|(?<=[\s)]))(?P<office>{_OFFICE}|[Ll]ater) ?: {{0,3}}(?P<names>{_NAME}(?: ?/ ?{_NAME}){{0,5}})"
    r"(?: \((?P<rank>(?:Vice-|Co-)[^()]{4,30})\))?[ .…]*(?:\((?P<home>[^()]{2,90})\)|\Z|(?= later:| then:))"
)
_TOOK = re.compile(
    rf"(?P<name>{_NAME})(?: \((?P<home>[^()]{{2,90}})\))?(?:, (?P<office>[^,.]{{4,60}}))?, ?(?:later )?(?:took|resumed|returned to|in) the [Cc]hair"
    rf"|(?P<alone>{_NAME})(?: \([^()]{{2,90}}\))? (?:took|resumed|returned to|in) the [Cc]hair"
)
_MEMBERS = re.compile(r"Members ?:|MEMBERS ?:")
_PRESENT = re.compile(r"Present ?: ?(?:The )?(?:representatives|delegates|members)", re.IGNORECASE)
_SEAT = re.compile(rf"[ \t.…·]{{1,300}}(?P<name>{_STYLE} [^\W\d_][^:;,\n]{{1,60}}?)(?= *(?:\Z|\n))")
_ENDS = re.compile(r"(?:Agenda|AGENDA|Contents|CONTENTS|This (?:verbatim )?record)\b")
_SEATED = re.compile(
    r"At the invitation of the (?:Acting |Temporary )?(?:President|Chair\w*|PRESIDENT|CHAIR\w*)\b"
)
_GUEST = re.compile(
    rf"(?P<name>{_NAME}) \((?P<home>[^()]{{2,90}}|[^()]{{2,40}}\([^()]{{2,40}}\))\)"
)
# The officer of the head is not there: a deputy "took the Chair".
_ABSENT = re.compile(r"In the absence of (?:the (?:President|Chair)|(?:Mr|Mrs|Ms|Miss|Sir)\b)")
_HEADS = frozenset(["president", "chair", "chairman", "chairperson", "chairwoman"])
_HEAD = (Role.HEADER, Role.HEADING, Role.TITLE)
_NAMED = (NameForm.NAME, NameForm.ACRONYM, NameForm.FORMER)


def officers(layout: Layout, mentions: Mentions) -> Iterator[Participation]:
    """Yield the presiding officers, the members in the head, and those seated by invitation.

    >>> text = "In the absence of the President, Mr. Roe (Norland), Vice-President, took the Chair."
    >>> [p.person for p in _took(text, Span(0, len(text)))]
    [Person(name='Roe', role='Vice-President')]
    """
    head = list(takewhile(lambda block: block.role is not Role.TURN, layout.blocks))
    yield from _members(layout, mentions, head)
    absent = any(_ABSENT.match(layout.plain, block.span.start, block.span.end) for block in head)
    for block in layout.blocks:
        if block.role not in _HEAD or block.span.end - block.span.start > 1500:
            continue
        span = block.span
        for found in _PRESIDES.finditer(layout.plain, span.start, span.end):
            if not (absent and found["office"].lower() in _HEADS):
                yield from _presiding(found)
        yield from _took(layout.plain, span)
        if seated := _SEATED.match(layout.plain, span.start, span.end):
            yield from _seated(layout, mentions, Span(seated.end(), span.end))


def _presiding(found: re.Match[str]) -> Iterator[Participation]:
    office = found["rank"] or (found["office"] if found["office"].lower() != "later" else "Chair")
    office = office.capitalize() if office.isupper() else office
    at = found.start("names")
    for name in found["names"].split("/"):
        span = Span(at, at + len(name))
        at = span.end + 1
        yield Participation(CHAIR, Presence.PRESIDING, span, (), Person(_bare(name), office))


def _took(plain: str, span: Span) -> Iterator[Participation]:
    for found in _TOOK.finditer(plain, span.start, span.end):
        name = "name" if found["name"] else "alone"
        person = Person(_bare(found[name]), found["office"] or "Chair")
        yield Participation(CHAIR, Presence.PRESIDING, Span(*found.span(name)), (), person)


def _bare(name: str) -> str:
    """Return a name without its form of address and without the dots after it.

    >>> _bare("Mr. V. A. ZORIN"), _bare(" Sir Crispin TICKELL. . .")
    ('V. A. ZORIN', 'Crispin TICKELL')
    """
    return re.sub(rf"\A{_STYLE} +", "", name.strip().rstrip(" .…"))


def _members(layout: Layout, mentions: Mentions, head: Sequence[Block]) -> Iterator[Participation]:
    """Yield the members that the head lists, each with the one who sits for it if he is named."""
    listing = False
    for block in head:
        span = block.span
        if _PRESENT.match(layout.plain, span.start, span.end):
            for mention in _states(mentions, span):
                yield Participation(mention.ids[0], Presence.PRESENT, mention.span)
            continue
        listing = listing or _MEMBERS.search(layout.plain, span.start, span.end) is not None
        if listing and _ENDS.match(layout.plain, span.start, span.end):
            return
        for mention in _states(mentions, span) if listing else ():
            seat = _SEAT.match(layout.plain, mention.span.end, span.end)
            if seat:
                person = Person(_bare(seat["name"]))
                yield Participation(mention.ids[0], Presence.PRESENT, mention.span, (), person)


def _states(mentions: Mentions, span: Span) -> Iterator[Mention]:
    return (one for one in mentions.within(span, Kind.PARTY) if one.form in _NAMED and one.id)


def _seated(layout: Layout, mentions: Mentions, span: Span) -> Iterator[Participation]:
    """Yield those who took a place at the table: persons with their countries, or countries."""
    named = False
    for guest in _GUEST.finditer(layout.plain, span.start, span.end):
        home = next(_states(mentions, Span(*guest.span("home"))), None)
        if home:
            named = True
            person = Person(_bare(guest["name"]))
            yield Participation(home.ids[0], Presence.INVITED, home.span, (), person)
    if not named:
        for mention in _states(mentions, span):
            yield Participation(mention.ids[0], Presence.INVITED, mention.span)
