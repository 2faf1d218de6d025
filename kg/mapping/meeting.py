"""Meetings and what hangs on them: their key, delegations, the next meeting, participations.

A meeting's IRI comes from what names it among all meetings, so that the coverage, the
verbatim record and a later reference meet at one node:

=====================================  =============================
what the document states               key
=====================================  =============================
body, session and number               ``meeting/GA/76/38``
body and number (no sessions)          ``meeting/SC/9000``
general debate of a session            ``meeting/GA/76/general-debate``
body and day                           ``meeting/GA/2021-11-23``
anything less                          ``document/NAME/meeting``
=====================================  =============================

Sittings that one document covers together ("38th & 39th Meetings") are one meeting, named by
the first number; ``rostrum:meetingNumber`` holds all of them.
"""

from __future__ import annotations

from functools import cache

from kg.iris import slug
from kg.linking import registers
from kg.mapping.graph import DocumentGraph
from kg.mapping.statements import add_surrounding
from kg.mapping.terms import NamedNode, day, iri, moment, number
from kg.mapping.vocabulary import DCTERMS, RDF, ROSTRUM
from kg.model.mentions import Kind
from kg.model.record import Meeting, NextMeeting, Participation

GENERAL_DEBATE = "General debate"
_OPENS = 9
_SPECIAL = 40
_YEARS_APART = 5
_YEARS = 1900
_CODES = {
    "general-assembly": "GA",
    "security-council": "SC",
    "economic-and-social-council": "ECOSOC",
    "trusteeship-council": "TC",
    "human-rights-council": "HRC",
    "first-committee": "GA-C1",
    "second-committee": "GA-C2",
    "third-committee": "GA-C3",
    "fourth-committee": "GA-C4",
    "special-political-and-decolonization-committee": "GA-C4",
    "fifth-committee": "GA-C5",
    "sixth-committee": "GA-C6",
}


def body_key(name: str) -> str:
    """Return the segment that names a body in a meeting's IRI: its UN code or its slug.

    >>> body_key("General Assembly"), body_key("the Commission on the Status of Women")
    ('GA', 'commission-on-the-status-of-women')
    """
    key = body_id(name)
    return _CODES.get(key, key)


@cache
def _registered() -> dict[str, str]:
    """Lead from the slugs of a body's English names to its register id."""
    found: dict[str, str] = {}
    for body in registers.bodies().values():
        for label in (body.label, body.formal, body.acronym):
            found.setdefault(slug(label).removeprefix("the-"), body.id)
    for name in registers.names():
        if name.kind is Kind.BODY and name.lang == "en" and not name.context:
            found.setdefault(slug(name.name).removeprefix("the-"), name.subject)
    found.pop("", None)
    return found


def body_id(name: str) -> str:
    """Return the register's id of a body, or the slug of a name that it does not know.

    >>> body_id("the Security Council"), body_id("Conference on Disarmament Verification")
    ('security-council', 'conference-on-disarmament-verification')
    """
    key = slug(name).removeprefix("the-")
    return _registered().get(key, key)


def meeting_key(meeting: Meeting) -> tuple[str | int, ...]:
    """Return the parts of a meeting's IRI, empty when too little is known to name it.

    >>> meeting_key(Meeting("General Assembly", 76, (38, 39)))
    ('GA', 76, 38)
    >>> meeting_key(Meeting("General Assembly", 76, topic="General debate"))
    ('GA', 76, 'general-debate')
    """
    if not meeting.body:
        return ()
    body = body_key(meeting.body)
    if meeting.numbers:
        return (body, *_session(body, meeting), min(meeting.numbers))
    if _is_general_debate(meeting):
        return (body, *_session(body, meeting), slug(GENERAL_DEBATE))
    return (body, meeting.day.isoformat()) if meeting.day else ()


def _session(body: str, meeting: Meeting) -> tuple[str | int, ...]:
    """Return the session in a key: none for the Council, which counts its meetings through.

    The Assembly's regular sessions begin in September, so that a day tells the session that
    a document leaves out, and a special session from a regular one with the same number.

    >>> from datetime import date
    >>> _session("GA", Meeting(day=date(2021, 11, 23))), _session("SC", Meeting(session=76))
    ((76,), ())
    >>> _session("GA", Meeting(session=11, day=date(2022, 3, 2)))
    ('special-11',)

    The Economic and Social Council counts anew each year, which its records call the session.

    >>> _session("ECOSOC", Meeting(session=2019)), _session("ECOSOC", Meeting(day=date(2019, 7, 23)))
    ((2019,), (2019,))
    """
    if body == "SC":
        return ()
    stated = meeting.session
    if body == "ECOSOC" and meeting.day and (stated is None or stated < _YEARS):
        return (meeting.day.year,)
    if not body.startswith("GA") or meeting.day is None:
        return () if stated is None else (stated,)
    regular = max(1, meeting.day.year - (1945 if meeting.day.month >= _OPENS else 1946))
    if stated is None:
        return (regular,)
    special = stated <= _SPECIAL and regular - stated > _YEARS_APART
    return (f"special-{stated}" if special else stated,)


def _is_general_debate(meeting: Meeting) -> bool:
    return meeting.session is not None and meeting.topic == GENERAL_DEBATE and not meeting.numbers


def meeting_iri(graph: DocumentGraph, meeting: Meeting) -> NamedNode:
    """Return the node of the meeting that a document covers."""
    key = meeting_key(meeting)
    if key:
        return iri(graph.iris.meeting(*key))
    return iri(f"{graph.document.value}/meeting")


def add_meeting(graph: DocumentGraph, meeting: Meeting) -> None:
    """Describe the meeting; ``graph.meeting`` is its node."""
    node = graph.meeting
    if node is None:
        return
    graph.add(node, RDF.type, ROSTRUM.Meeting)
    graph.add(graph.document, ROSTRUM.covers, node)
    if meeting.body:
        body = iri(graph.iris.body(body_id(meeting.body)))
        graph.add(node, ROSTRUM.body, body)
        graph.add(body, RDF.type, ROSTRUM.Body)
        registered = registers.bodies().get(body_id(meeting.body))
        graph.name(body, registered.label if registered else meeting.body)
    if meeting.session is not None:
        graph.add(node, ROSTRUM.session, number(meeting.session))
    for sitting in meeting.numbers:
        graph.add(node, ROSTRUM.meetingNumber, number(sitting))
    if meeting.day and not _is_general_debate(meeting):
        graph.add(node, DCTERMS.date, day(meeting.day))
    if meeting.topic:
        graph.words(node, ROSTRUM.topic, meeting.topic)


def add_next_meeting(graph: DocumentGraph, coming: NextMeeting) -> None:
    """Describe the announcement of the body's next meeting."""
    node = graph.part("next-meeting", 1)
    graph.add(node, RDF.type, ROSTRUM.NextMeeting)
    graph.place(node, coming.span)
    if coming.day:
        graph.add(node, DCTERMS.date, day(coming.day))
    if coming.time:
        graph.add(node, ROSTRUM.time, moment(coming.time))


def add_participation(graph: DocumentGraph, ordinal: int, part: Participation) -> None:
    """Describe one party's part in the meeting, in the way the text shows it."""
    node = graph.part("participation", ordinal)
    graph.add(node, RDF.type, ROSTRUM.Participation)
    graph.add(node, ROSTRUM.party, graph.party(part.party))
    graph.add(node, ROSTRUM.mode, graph.concept("participation-mode", part.presence))
    graph.place(node, part.span)
    add_surrounding(graph, node, part.span)
    for represented in graph.ids(part.behalf):
        graph.add(node, ROSTRUM.onBehalfOf, graph.party(represented))
    if part.capacity:
        graph.add(node, ROSTRUM.capacity, graph.concept("capacity", part.capacity))
    graph.speaker(node, part.person, part.party)
