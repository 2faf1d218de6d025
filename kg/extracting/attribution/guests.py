"""Guests whom a presiding officer invites by name and office ("Mr. X, Director of Y")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extracting.attribution.speakers import Speaker, title_party
from kg.iris import slug
from kg.model.mentions import Kind, Mentions, NameForm
from kg.model.record import Person
from kg.model.source import Span

GUEST = re.compile(
    r"\b(?:Mr|Ms|Mrs|Miss|Dr|Sir|Dame|Lord|Lady|Ambassador|General|Archbishop|Prof|Judge|Dato|"
    r"Excellency(?! (?:Mr|Ms|Mrs|Dr|Sir)\b))\b\.?\s+"
    r"(?P<name>(?:[^\W\d_][\w.’'-]*\s+){0,5}[^\W\d_][\w’'-]*),\s+(?P<title>[^,;]{4,160})"
)
_BROKEN = re.compile(r"(?<=\w)- (?=\w)")
_OFFICE = re.compile(
    r"\b(?:Director|Coordinator|representative|Chair|President|Minister|Founder|Secretary|Head|"
    r"Officer|Adviser|Member|Professor|activist|survivor|journalist|Envoy|Manager|Commissioner)",
    re.IGNORECASE,
)


def guests(plain: str, span: Span, mentions: Mentions) -> Iterator[Speaker]:
    """Yield the persons invited in ``span`` with the party for which each one speaks."""
    found = list(GUEST.finditer(plain, span.start, span.end))
    for at, guest in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else span.end
        party = guest_party(plain, Span(guest.end("name"), end), mentions)
        if party:
            title = _BROKEN.sub("-", " ".join(guest["title"].split()))
            yield Speaker((party,), Person(" ".join(guest["name"].split()), title))


def guest_party(plain: str, span: Span, mentions: Mentions) -> str | None:
    """Return the party that an office belongs to: by its title, its body, or its bare name.

    >>> text = ", Under-Secretary- General for Peace Operations; and"
    >>> guest_party(text, Span(0, len(text)), Mentions([]))
    'org:un-secretariat'
    >>> text = ", Wells for Villages; and"
    >>> guest_party(text, Span(0, len(text)), Mentions([]))
    'org:wells-for-villages'
    """
    title = _BROKEN.sub("-", " ".join(plain[span.start : span.end].split())).strip(" ,")
    title = re.split(
        r";|,? to participate\b| and (?:Mr|Ms|Mrs|Dr|Her|His)\b|,? on behalf of", title
    )[0]
    if party := title_party(title):
        return party
    for mention in mentions.within(span, Kind.PARTY):
        if mention.form in (NameForm.NAME, NameForm.ACRONYM):
            return mention.ids[0]
    if title[:1].isupper() and not _OFFICE.search(title) and len(title.split()) > 1:
        return "org:" + slug(title)
    return None
