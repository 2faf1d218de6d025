"""Which party a noun phrase speaks for: delegations, offices, presiding officers, persons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extracting.attribution.lexicon import lexicon
from kg.extracting.attribution.tokens import Tokens
from kg.iris import slug
from kg.model.mentions import Mention
from kg.model.record import CHAIR, MANY, Person

SECRETARIAT = "org:un-secretariat"
NOBODY = Person()
_BODIES = frozenset(
    {"sector", "group", "agencies", "agency", "organization", "organizations", "organisations",
     "community", "communities", "society", "network", "networks", "union", "unions", "association",
     "associations", "federation", "alliance", "coalition", "caucus", "movement", "youth", "workers",
     "farmers", "peoples", "ngos", "bank", "banks", "churches", "industry", "companies"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaker:
    """One or more parties that one phrase names, and what it says of their person."""

    parties: tuple[str, ...]
    person: Person = NOBODY
    capacity: str | None = None
    home: str | None = None


_SECRETARIAT = re.compile(
    r"\b(?:Secretary-General(?! of (?!the United Nations))|Under-Secretary-General|Assistant Secretary-General"
    r"|Special (?:Representative|Envoy|Coordinator|Co-ordinator|Adviser|Advisor)|Personal Envoy"
    r"|Resident (?:and Humanitarian )?Coordinator|Humanitarian Coordinator|Emergency Relief Coordinator"
    r"|High Representative for|Chef de Cabinet|Secretariat|Controller|Military Adviser"
    r"|Secretary of the (?:\w+ ){0,3}(?:Committee|Commission|Assembly|Council|Board)"
    r"|Division for|Division of|Department (?:of|for)|Departments of|Codification Division|Secretary of the|Office for the Coordination"
    r"|Office of (?:Legal Affairs|Human Resources|Counter-Terrorism|Internal Oversight|Programme Planning)"
    r"|Force Commander|Police Commissioner|(?:United Nations|UN) (?:\w+ ){0,4}(?:Mission|Office|Operation|Force|official|chief|envoy|coordinator|head)\b"
    r"|(?:Division|Branch|Section|Department|Office)$|OCHA|DPPA|DPO|DESA|DGACM|UNSCO|UNOWAS|OLA|OIOS|DGC)"
)
_ENVOY = re.compile(r"Special|Personal|Force Commander|Police Commissioner")
_NATIONAL = re.compile(
    r"\b(?:Ministry|Minister|Secretary of State|Foreign Secretary|Attorney|Ambassador|Permanent Representative|Government|Parliament|Department of State|State Department)"
)
_GOVERNMENT = re.compile(
    r"\b(?:Minist|National (?:Committee|Commission|Council|Authority|Agency|Bureau|Board|Assembly|Institute)|President|Premier|Chancellor|King|Queen|Emir|Prince|Princess|Sultan|Permanent Representative"
    r"|Ambassador|Secretary|Department|Government|Parliament|Governor|Attorney|Head of (?:Delegation|State|the Delegation)"
    r"|Charg|Senator|Congress|[Dd]elegate|[Rr]epresentative|Adviser|Advisor|Envoy|Speaker|Observer|Counsell?or|Chair of the \w+ Group)"
)
_CHAIR = re.compile(
    r"\b(?:(?:Committee|Commission|Council|Assembly|Conference|Board|Forum|Meeting) )?(?:(?:Acting |Outgoing |Incoming )?(?:Co-|Vice-)?(?:Chair(?:man|woman|person)?|President)\b(?:-Rapporteur|-elect)?"
    r"|(?:Co-)?(?:Facilitator|Moderator)\b|(?:Vice-Chair\w*[- ](?:and |cum )?)?Rapporteur\b(?! on| for))", re.IGNORECASE)  # fmt: skip
_AND_RAPPORTEUR = re.compile(r"^(?:,? and|[- ]cum)[- ](?:Vice-)?(?:Rapporteur|Chair\w*)")
_MANDATE = re.compile(r"(?:United Nations )?(?:Special Rapporteur|Independent Expert) on ")
_UN_BODY = re.compile(
    r"\b(?:General Assembly|Assembly|Council|Committee|Commission|Conference|Working Group|Bureau"
    r"|Meeting of States|Preparatory|Intergovernmental|Forum|Group of Governmental Experts|Group of Experts|Executive Board|Open-ended|Session|session)\b")  # fmt: skip
_EXPERT = re.compile(
    r"(?:(?:an?|the) )?(?:independent |country |(?:Permanent )?(?:Committee|Forum|Commission|Council|Panel) |Committee member and )*expert(?: (?:from|of) [A-Z][\w’' -]{2,40}?(?:,? and an? (?:Committee |Forum )?[Mm]ember of .{3,60})?$|\W*$)",
    re.IGNORECASE,
)
_MEETS = re.compile(r"(?:Commission|Conference|Council|Forum)\W*$|Preparatory")
_COMMISSIONERS = (
    (re.compile(r"High Commissioner for Human Rights"), "org:ohchr"),
    (re.compile(r"High Commissioner for Refugees"), "org:unhcr"),
)
_PRIVATE_PLACES = re.compile(r"\b(?:University|College|School|Institute of Technology|Academy)\b")
_ORG_PLACES = tuple(
    re.compile(rf"(?:^| )(?:{word})(?: the)? (?=[A-Z“])") for word in ("at|with", "of|for|from|in")
)
_AFTERTHOUGHT = re.compile(r", (?:an?|the|which|based) .*$")
_OFFICE_FIRST = re.compile(
    r"(?:[\w-]+ ){0,4}?(?:[Rr]epresentative|[Dd]elegate|[Oo]bserver|[Dd]irector|[Cc]hair\w*|[Pp]resident|[Ss]ecretary|[Ff]ounder|[Cc]o-?[Ff]ounder|[Hh]ead|[Cc]hief"
    r"|[Cc]oordinator|[Mm]anager|[Mm]ember|[Oo]fficer|[Aa]dviser|[Ll]ead\w*|[Aa]dvisor|[Dd]eputy|[Gg]overnor|[Ss]pokes\w+|[Pp]artner|[Cc]ommissioner|[Aa]ssociate|[Cc]ounsel\w*|of|for)\b"
)
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z0-9-]{1,14})\)")


def surname_key(name: str) -> str:
    """Return a name folded for comparison.

    >>> surname_key("RAMÍREZ"), surname_key("Al-Thani")
    ('ramirez', 'al-thani')
    """
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).lower()
    return "".join(char for char in plain if not unicodedata.combining(char))


def party_of_title(tokens: Tokens, start: int, end: int) -> tuple[str | None, str | None]:
    """Return the party that a title speaks for and its capacity; ``None``: nobody known.

    The title is tokens ``start`` up to ``end`` ("Foreign Minister of Bangladesh").
    """
    title = tokens.words(start, end).removeprefix("fellow ")
    for pattern, party in _COMMISSIONERS:
        if pattern.search(title):
            return party, None
    mentions = [tokens.mentions[i] for i in range(start, end) if i in tokens.mentions]
    states = [tokens.mentions[i].ids[0] for i in range(start, end) if tokens.code[i] == "S"]
    if title.lower().startswith("former ") or is_expert(title) or _MANDATE.match(title):
        return None, None
    employers = [
        m for m in mentions
        if m.kind == "party" and m.ids[0].startswith("org:") and m.ids[0] != SECRETARIAT
    ]  # fmt: skip
    meets = all(_MEETS.search(tokens.text, m.span.start, m.span.end) for m in employers)
    if meets and _presides(title, bool(states), mentions):
        return CHAIR, None
    capacity = "observer" if "Observer" in title or title.startswith("observer") else None
    known = _employer(title, states, [m.ids[0] for m in employers], mentions)
    if known:
        return known, capacity
    minister = states[0] if tokens.code[start : start + 2] == "S'" else None
    if minister or _is_private(title):
        return minister, capacity
    unknown = unknown_organization(title, places(tokens, start, end))
    return unknown or (states[-1] if states else None), capacity


def is_expert(title: str) -> bool:
    """Whether a title is that of a member of an expert body, who speaks for no State.

    >>> is_expert("Committee expert from Chile"), is_expert("expert at the Ministry of Health")
    (True, False)
    """
    return bool(_EXPERT.match(title))


def title_party(title: str) -> str | None:
    """Return the party of a title in which no register name was found.

    >>> title_party("Department for General Assembly and Conference Management")
    'org:un-secretariat'
    """
    for pattern, party in _COMMISSIONERS:
        if pattern.search(title):
            return party
    return SECRETARIAT if _SECRETARIAT.search(title) else None


def _employer(
    title: str, states: list[str], orgs: list[str], mentions: list[Mention]
) -> str | None:
    official = _SECRETARIAT.search(title)
    if orgs and not (states and _NATIONAL.search(title)):
        return SECRETARIAT if official and _ENVOY.match(official.group()) else orgs[-1]
    if official and not _NATIONAL.search(title):
        return SECRETARIAT
    wanted = _NATIONAL if _is_private(title) else _GOVERNMENT
    return states[-1] if states and wanted.search(title) else None


def _is_private(title: str) -> bool:
    words = title.lower().replace(",", " ").split()
    private = any(lexicon().is_kind(word, "private") for word in words)
    return private or bool(_PRIVATE_PLACES.search(title))


def places(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    """Return the names of countries and regions in tokens ``start`` up to ``end``."""
    return tuple(tokens.word(at) for at in range(start, end) if tokens.code[at] in "SC")


def _presides(title: str, state: bool, mentions: list[Mention]) -> bool:
    found = _CHAIR.match(title.removeprefix("the ").removeprefix("The "))
    if not found:
        found = re.search(r"\b(?:Co-|Vice-)?Chair(?:man|woman|person)? of the (?=[A-Z])", title)
    if not found:
        return False
    rest = _AND_RAPPORTEUR.sub("", title[found.end() :])
    if "President" in found.group():
        if not rest.strip(" ,"):
            return not state
        return bool(
            re.match(
                r"(?: of the| of)? ?(?:United Nations )?(?:General Assembly|Assembly|Security Council|Council|Economic and Social|Human Rights Council|Conference|Meeting|for the month)",
                rest,
            )
        )
    if not rest.strip(" ,"):
        return True
    if any(m.kind == "group" for m in mentions):
        return False
    return (bool(_UN_BODY.search(rest)) and not state) or any(m.kind == "body" for m in mentions)


def unknown_organization(text: str, located: Sequence[str] = ()) -> str | None:
    """Return a record id for an organization that no register knows, from its name.

    ``located`` are countries named in it: they tell where an office is, and are no part of the
    name ("Head in Mali of Nurses Abroad").

    >>> unknown_organization("Coordinator, Coastal Villages Network (COVINET)")
    'org:covinet'
    >>> unknown_organization("Executive Director of the Clean Wells Foundation")
    'org:clean-wells-foundation'
    """
    acronym = _ACRONYM.search(text)
    if acronym:
        return "org:" + slug(acronym.group(1))
    parts = [
        part
        for part in text.strip(" ,“”.").split(", ")
        if part[:1].isupper() or text.startswith(part)
    ]
    if not parts:
        return None
    last = text if len(parts) == 1 else parts[-1]
    heads = [m for word in _ORG_PLACES for m in word.finditer(last)]
    if not heads and len(parts) == 1:
        return None
    name = last[heads[0].end() :] if heads and _OFFICE_FIRST.match(last) else last
    for place in located:
        name = re.sub(rf"^.{{0,40}}\b{re.escape(place)},? (?:of|with|at|for) (?:the )?", "", name)
    name = _AFTERTHOUGHT.sub("", name).strip(" ,“”.")
    return "org:" + slug(surname_key(name)) if name[:1].isupper() else None


def unnamed_body(text: str) -> str | None:
    """Return a record id for a body described in common nouns.

    >>> unnamed_body("the business sector"), unnamed_body("the host country")
    ('org:business-sector', None)
    """
    name = text.strip(" ,.").removeprefix("the ")
    known = not _BODIES.isdisjoint(name.replace("-", " ").split())
    return "org:" + slug(name) if known else None


def person_id(name: str) -> str:
    """Return the record id of a person who speaks for nobody.

    >>> person_id("Ilse van der Meer")
    'person:meer'
    """
    return "person:" + slug(surname_key(name.rsplit(maxsplit=1)[-1]))


MANY_SPEAKERS = Speaker((MANY,))
