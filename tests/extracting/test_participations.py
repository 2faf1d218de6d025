"""Participations: reported, listed, in reply, presiding, invited."""

from __future__ import annotations

from collections.abc import Callable

from kg.extracting.attribution import attribute
from kg.extracting.participations import participations
from kg.model.layout import Form, Layout
from kg.model.mentions import Gazetteer
from kg.model.record import Participation, Presence

Lay = Callable[..., Layout]


def taken(lay: Lay, gazetteer: Gazetteer, text: str) -> list[Participation]:
    layout = lay(text)
    mentions = gazetteer.mentions(layout.plain)
    return list(participations(layout, mentions, attribute(layout, mentions, gazetteer)))


def test_rosters_keep_the_order_of_the_text(lay: Lay, gazetteer: Gazetteer) -> None:
    found = taken(
        lay,
        gazetteer,
        "Also speaking were representatives of Peru, Kuwait (on behalf of the Arab Group), Chad "
        "and the European Union.",
    )
    assert [(p.party, p.presence, p.behalf) for p in found] == [
        ("PER", Presence.ROSTER, ()),
        ("KWT", Presence.ROSTER, ("group:arab-group",)),
        ("TCD", Presence.ROSTER, ()),
        ("org:european-union", Presence.ROSTER, ()),
    ]


def test_whoever_is_reported_is_not_listed_again(lay: Lay, gazetteer: Gazetteer) -> None:
    found = taken(
        lay,
        gazetteer,
        "Also speaking were representatives of Peru and Chad.\n"
        "The representative of Peru said that fish were few.",
    )
    assert [(p.party, p.presence) for p in found] == [
        ("TCD", Presence.ROSTER),
        ("PER", Presence.REPORTED),
    ]


def test_observers_are_marked(lay: Lay, gazetteer: Gazetteer) -> None:
    found = taken(
        lay,
        gazetteer,
        "Representatives of the Holy See and the League of Arab States spoke in their capacity as "
        "observers.",
    )
    assert [(p.party, p.capacity) for p in found] == [
        ("VAT", "observer"),
        ("org:league-of-arab-states", "observer"),
    ]


def test_only_the_observer_is_one(lay: Lay, gazetteer: Gazetteer) -> None:
    found = taken(
        lay,
        gazetteer,
        "Also delivering statements were the representatives of Peru and Chad, as well as the "
        "observer for the Holy See.",
    )
    assert [(p.party, p.capacity) for p in found] == [
        ("PER", None),
        ("TCD", None),
        ("VAT", "observer"),
    ]


def test_replies_listed_and_reported(lay: Lay, gazetteer: Gazetteer) -> None:
    found = taken(
        lay,
        gazetteer,
        "The representative of Peru said that fish were few.\n"
        "The representative of Peru, in exercise of the right of reply, said the sea was his.\n"
        "Speaking in exercise of the right of reply were representatives of Greece and Belarus.",
    )
    assert [(p.party, p.presence) for p in found] == [
        ("PER", Presence.REPORTED),
        ("PER", Presence.RIGHT_OF_REPLY),
        ("GRC", Presence.RIGHT_OF_REPLY),
        ("BLR", Presence.RIGHT_OF_REPLY),
    ]


def test_replies_below_a_heading(lay: Lay, gazetteer: Gazetteer) -> None:
    found = taken(
        lay, gazetteer, "Right of Reply\nThe representative of Greece said the islands were Greek."
    )
    assert [(p.party, p.presence) for p in found] == [("GRC", Presence.RIGHT_OF_REPLY)]


def test_whoever_introduces_a_text_is_listed(lay: Lay, gazetteer: Gazetteer) -> None:
    found = taken(
        lay,
        gazetteer,
        "By a text on residual matters, introduced by Ghana's delegate, the Assembly asked for a "
        "report.",
    )
    assert [(p.party, p.presence) for p in found] == [("GHA", Presence.ROSTER)]


def test_two_chairs_are_two(lay: Lay, gazetteer: Gazetteer) -> None:
    found = taken(
        lay,
        gazetteer,
        "Co-chaired by Ana Sol (Peru) and Li Bo (China), the panel met at noon.\n"
        "Ms. SOL said time was short.\nMr. BO agreed.",
    )
    assert [(p.party, p.presence, p.person.name) for p in found] == [
        ("chair", Presence.REPORTED, "Ana Sol"),
        ("chair", Presence.REPORTED, "Li Bo"),
    ]


def test_a_silent_chair_presides(lay: Lay, gazetteer: Gazetteer) -> None:
    found = taken(
        lay, gazetteer, "Co-chaired by Ana Sol (Peru) and Li Bo (China), the panel met at noon."
    )
    assert [(p.party, p.presence) for p in found] == [("chair", Presence.PRESIDING)] * 2


def test_a_collective_takes_no_part(lay: Lay, gazetteer: Gazetteer) -> None:
    assert taken(lay, gazetteer, "Many speakers warned that fish were few.") == []


def test_spans_are_evidence(lay: Lay, gazetteer: Gazetteer) -> None:
    text = "Also speaking were representatives of Peru and Chad."
    found = taken(lay, gazetteer, text)
    assert [text[p.span.start : p.span.end] for p in found] == ["Peru", "Chad"]


def test_guests_of_a_verbatim_record(lay: Lay, gazetteer: Gazetteer) -> None:
    layout = lay("", Form.VERBATIM)
    assert participations(layout, gazetteer.mentions(""), ()) == ()
