"""Parties that a text only lists as having spoken: "Also speaking were …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extracting.attribution.guests import GUEST, guest_party
from kg.iris import slug
from kg.model.layout import Layout
from kg.model.mentions import Kind, Mention, Mentions, NameForm
from kg.model.record import CHAIR, Attribution, Participation, Person, Presence
from kg.model.source import Span

_ROLES = r"(?:[Rr]epresentatives?|[Dd]elegat(?:es?|ions?)|[Oo]bservers?|[Ss]peakers?|[Mm]inisters?|[Oo]fficials?|[Aa]mbassadors?|[Ee]nvoys?)"
_DOING = (
    r"(?:[Ss]peaking|[Dd]elivering|[Pp]articipating|[Mm]aking|[Tt]aking (?:the floor|part)|[Ii]ntervening|[Aa]ddressing"
    r"|[Oo]ffering|[Cc]ontributing|[Mm]aking interventions|[Ss]peakers in|[Ee]xplaining)"
)
_SAID = r"(?:spoke|made (?:a )?(?:\w+ )?statements?|delivered (?:a )?(?:\w+ )?statements?|took the floor|participated|intervened|addressed|also spoke|took part|were heard|made (?:brief )?remarks)"
CUES = (
    re.compile(
        rf"\b(?:[Aa]lso |[Oo]thers? )?{_DOING}\b[^.;]{{0,120}}?\b(?:were|was|included|are)\b"
    ),
    re.compile(
        rf"\b(?:[Pp]resenting|[Ii]ntroducing|[Ss]ubmitting|[Tt]abling|[Jj]oining)\b[^.;]{{0,120}}?\b(?:were|was) (?:also )?(?:the )?{_ROLES}\b"
    ),
    re.compile(rf"\b(?:The )?{_ROLES} (?:of|from|for)\b.{{2,4000}}?\b(?:also )?{_SAID}"),
    re.compile(r"\bheard (?:\w+ )?(?:statements? )?(?:also )?(?:from|by)\b"),
    re.compile(
        r"\b[Ss]tatements? (?:in \w+ of [\w ]{3,30} )?(?:were|was) (?:also |then )?(?:made|delivered|given) by\b"
    ),
    re.compile(r"\bremarks (?:were|was) (?:also )?(?:made|delivered) by\b"),
    re.compile(r"\b(?:The following|Those who|Also) (?:[\w ]{0,30})?(?:spoke|took the floor)\b"),
    re.compile(
        rf"\bThe (?:[\w’'-]+ ){{0,3}}{_ROLES} (?:of|from|for) [^.]{{3,200}}? also (?:spoke|made|delivered)"
    ),
)
_INTRODUCED = re.compile(
    rf"\b(?:introduced|presented|tabled|submitted) (?:\w+ )?by (?:the )?(?:{_ROLES} (?:of|from) (?:the )?)?"
)
# They speak for no State: the place is where they come from.
_PETITIONERS = re.compile(r"\bpetitioners? (?:from|of|for|on)\b")
_REPLY = re.compile(r"\brights? of reply\b", re.IGNORECASE)
_OBSERVERS = re.compile(r"capacity as observers?|as observers\b")
_OBSERVER_FOR = re.compile(r"\b[Oo]bservers? (?:for|of|from)\b(?: the)? ?$")
_BEHALF = re.compile(
    r"(?:\((?:also )?(?:speaking )?(?:on behalf of|for)|,? (?:also )?(?:speaking )?on behalf of)(?: the)? ?$"
)
_STATE = re.compile("[A-Z]{3}")
_MORE = re.compile(r" (?:[A-Z][\w-]+)(?: (?:[A-Z][\w-]+|of|for|and|on|the))*")
_INVITED = re.compile(r"\bI(?: also| now| shall(?: now)?| should like to)? invite\b")
_TO_SIT = re.compile(r"\bparticipate\b|\bto take (?:a |the |their )?(?:place|seat)s?\b")
_PRESIDED = re.compile(r"\b(?:[Cc]o-)?(?:[Cc]haired|[Mm]oderated) by ([^.;]{5,160})")
# A name that no bracket follows is passed as a whole, and not tried again from each of its words.
_OFFICER = re.compile(
    r"(?P<name>(?:[^\W\d_][\w’'-]*+,? (?=[^\W\d_]))*+[^\W\d_][\w’'-]*+)(?P<office>,? \()?"
)


def rostered(
    layout: Layout, mentions: Mentions, attributions: Sequence[Attribution]
) -> Iterator[Participation]:
    """Yield the parties of the rosters in narration, and presiding officers without words."""
    silent = all(CHAIR not in a.speakers for a in attributions)
    for sentence, attribution in zip(layout.sentences, attributions, strict=True):
        if attribution.speakers:
            continue
        text = layout.plain[sentence.span.start : sentence.span.end]
        cue = next((m for pattern in CUES if (m := pattern.search(text))), None)
        if cue and not _PETITIONERS.search(text, cue.start()):
            yield from _listed(text, sentence.span, mentions, cue)
        introduced = None if cue else _INTRODUCED.search(text)
        if introduced:
            yield from _introducer(text, sentence.span, mentions, introduced.end())
        if silent and (presided := _PRESIDED.search(text)):
            yield from _presiding(sentence.span, presided)


def invited(
    layout: Layout, mentions: Mentions, attributions: Sequence[Attribution]
) -> Iterator[Participation]:
    """Yield whom a presiding officer of a verbatim record invites to take part.

    A guest named with his office takes part for the party for which he speaks later.
    """
    spoke = _speakers_by_surname(attributions)
    for sentence, attribution in zip(layout.sentences, attributions, strict=True):
        if CHAIR not in attribution.speakers:
            continue
        cue = _INVITED.search(layout.plain, sentence.span.start, sentence.span.end)
        if cue and _TO_SIT.search(layout.plain, cue.end(), sentence.span.end):
            yield from _guests(layout, mentions, Span(cue.end(), sentence.span.end), spoke)


def _speakers_by_surname(attributions: Sequence[Attribution]) -> dict[str, str]:
    return {
        one.person.name.split()[-1].lower(): one.speakers[0]
        for one in attributions
        if one.person.name and one.speakers and CHAIR not in one.speakers
    }


def _guests(
    layout: Layout, mentions: Mentions, span: Span, spoke: Mapping[str, str]
) -> Iterator[Participation]:
    """Yield the guests of one invitation: persons with their offices, or delegations."""
    people = list(GUEST.finditer(layout.plain, span.start, span.end))
    for at, guest in enumerate(people):
        end = people[at + 1].start() if at + 1 < len(people) else span.end
        person = Person(" ".join(guest["name"].split()), " ".join(guest["title"].split()))
        party = spoke.get(guest["name"].split()[-1].lower())
        party = party or guest_party(layout.plain, Span(guest.end("name"), end), mentions)
        if party:
            yield Participation(party, Presence.INVITED, Span(*guest.span("name")), person=person)
    if not people:
        for mention in mentions.within(span, Kind.PARTY):
            if mention.form in _NAMED:
                yield Participation(mention.ids[0], Presence.INVITED, mention.span)


def _presiding(span: Span, presided: re.Match[str]) -> Iterator[Participation]:
    for officer in _OFFICER.finditer(presided.group(1)):
        if not officer["office"]:
            continue
        name = re.sub(r"^(?:and|the|Mr\.|Ms\.) ", "", officer["name"].strip(" ,"))
        person = Person(name, "Chair")
        yield Participation(CHAIR, Presence.PRESIDING, span, (), person)


def _introducer(text: str, span: Span, mentions: Mentions, at: int) -> Iterator[Participation]:
    near = Span(span.start + at, min(span.end, span.start + at + 60))
    for mention in mentions.within(near, Kind.PARTY):
        after = text[mention.span.end - span.start :][:14]
        before = text[at - 14 : mention.span.start - span.start]
        if re.match(r"[’'](?:s )?", after) or re.search(_ROLES, before):
            yield Participation(mention.ids[0], Presence.ROSTER, mention.span)
        return


def _listed(
    text: str, span: Span, mentions: Mentions, cue: re.Match[str]
) -> Iterator[Participation]:
    start = span.start + cue.start()
    presence = Presence.RIGHT_OF_REPLY if _REPLY.search(text) else Presence.ROSTER
    everyone = "observer" if _OBSERVERS.search(text) else None
    role = re.search(_ROLES, text[cue.start() :])
    person = Person(role=role.group().lower().removesuffix("s")) if role else Person()
    made: list[Participation] = []
    last: Mention | None = None
    for mention in mentions.within(Span(start, span.end), Kind.PARTY, Kind.GROUP):
        before = text[
            max(0, mention.span.start - span.start - 40) : mention.span.start - span.start
        ]
        if (made and _BEHALF.search(before)) or (
            made and last and _goes_on(text, span, last, mention)
        ):
            made[-1] = _with_behalf(made[-1], mention)
            last = mention
        elif mention.kind is Kind.PARTY and mention.form in _NAMED:
            capacity = "observer" if _OBSERVER_FOR.search(before) else everyone
            party = _party(text, span, mention)
            made.append(Participation(party, presence, mention.span, (), person, capacity))
    yield from made


_NAMED = (NameForm.NAME, NameForm.ACRONYM, NameForm.FORMER)


def _with_behalf(participation: Participation, mention: Mention) -> Participation:
    """Add for whom a party spoke: "Cuba (on behalf of Peru and Chile)"."""
    return replace(participation, behalf=("+".join((*participation.behalf, mention.ids[0])),))


def _goes_on(text: str, span: Span, last: Mention, mention: Mention) -> bool:
    """Whether a State follows another for which somebody spoke: "on behalf of Peru and Chile"."""
    between = text[last.span.end - span.start : mention.span.start - span.start]
    states = all(_STATE.fullmatch(one.ids[0]) for one in (last, mention))
    return states and between.strip() in ("and", "and the")


def _party(text: str, span: Span, mention: Mention) -> str:
    """Return the party, or a longer unknown name that begins with a known one."""
    more = _MORE.match(text, mention.span.end - span.start)
    if mention.ids[0].startswith("org:") and more:
        return "org:" + slug(text[mention.span.start - span.start : more.end()])
    return mention.ids[0]
