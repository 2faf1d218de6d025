"""How a text is called where its symbol is printed: "a draft resolution on … (document A/…)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model.source import Span

NOUNS = (
    r"resolutions?|decisions?|amendments?|sub-?amendments?|declarations?|statements?|reports?|"
    r"rules of procedure|rules|terms of reference|memorand(?:um|a)(?: of understanding)?|"
    r"documents?|papers?|notes? by|letters? (?:dated|from)|texts?|compilation|agenda|programme(?: of work)?|"
    r"plans?(?: of action)?|strategy|framework|treaty|convention|protocol|agreed conclusions|"
    r"conclusions|recommendations?|proposals?|motion|budget(?: outline)?|guidelines|principles|"
    r"communiqué|measures?|outline|elements|estimates|list|calendar|timetable|draft"
)
_MODIFIERS = (
    r"(?:(?:draft|revised|updated|annual|final|interim|biennial|quarterly|triennial|latest|recent|"
    r"first|second|third|fourth|fifth|sixth|omnibus|procedural|technical|political|ministerial|"
    r"presidential|joint|oral|new|substantive|consolidated|refreshed|provisional|proposed|"
    r"financial|orally|amended|initial|comprehensive|short|humanitarian|additional|"
    r"Political|Ministerial|Presidential|Secretary-General[’']s|high-level|[A-Z]-Power|"
    r"\w{1,40}-(?:sponsored|nation|part)) ){0,5}"
)
_HEAD = re.compile(rf"(?<![\w-])(?P<mods>{_MODIFIERS})(?P<noun>{NOUNS})(?![\w-])", re.IGNORECASE)
_TITLED = re.compile(
    rf"(?P<head>{_MODIFIERS}(?:{NOUNS}))(?:[^“”.;]{{0,60}}?(?:titled|entitled|called|headed|named)|"
    r",? (?:on|concerning))?(?: the)?,? ?$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"[;:—]|\b(?:adopted|adopting|approved|approving|rejected|endorsed|considered|took up|"
    r"introduced|introducing|containing|contains|contained in|before (?:it|them)|guided by|"
    r"aided by|taking note of|took note of|reviewed|discussed|passed|turned to|turning to|were|"
    r"was|by a vote of|acting on|action on|tabled|presented|presenting|submitted (?:a|the)|decision on(?= draft)|vote on|action on)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r",|;| which | that (?!the |effect)| (?:prepared|submitted|introduced|sponsored|tabled|drafted|"
    r"dedicated|contained|issued|presented|proposed|circulated|as (?:orally )?(?:revised|amended)|"
    r"for submission|by (?:the (?:representative|delegate))|without a vote|by consensus|"
    r"unanimously)\b| ?\((?:documents?|see )|[“”]"
)
_ONE_OF = re.compile(r"\bone (?P<what>[a-z]+ing [^.;—]+?)(?: held | — |[.;,]|$)")
_BARE = re.compile(
    r"^(?:draft )?(?:resolution|decision|text|draft|document|measure|motion)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Title:
    """A text's name, the noun that says what it is ("draft resolution"), and its place."""

    name: str
    head: str
    span: Span


_LEAD = re.compile(
    r"(?:(?:\(|,|\bin|\bas)\s*|(?<!\s)\s+)?"
    r"(?:(?:see |contained in |as contained in )(?:documents?|doc\.)?\s*|(?:documents?|doc\.)\s*)?$"
)
_AFTER = re.compile(
    r"\)?,? ?(?:which is |also )?(?:entitled|titled|on the theme)\s+“(?P<name>[^“”]{4,400})[”“]"
)


def opening(text: str, floor: int, at: int) -> int:
    """Return where the parenthesis or words that introduce the symbol at ``at`` begin.

    >>> text = "the draft on oceans (document A/1/L.1)"
    >>> text[: opening(text, 0, text.index("A/1"))]
    'the draft on oceans '
    """
    lead = _LEAD.search(text[floor:at])
    return floor + lead.start() if lead else at


def title_after(text: str, at: int, limit: int) -> str | None:
    """Return the title that follows a symbol: "A/1/L.1, entitled “…”".

    >>> title_after("draft resolution A/1/L.1, entitled “Sport for peace”, is before us", 24, 60)
    'Sport for peace'
    """
    match = _AFTER.match(text, at, limit)
    return " ".join(match["name"].split()).strip(" ,.") if match else None


def title_before(text: str, floor: int, at: int) -> Title | None:
    """Return how the text whose symbol stands at ``at`` is called between ``floor`` and there.

    >>> text = "The Assembly adopted a draft resolution on “Sport for peace” (document A/1/L.1)."
    >>> title = title_before(text, 0, text.index("(doc"))
    >>> title.name, title.head
    ('Sport for peace', 'draft resolution')
    >>> text = "It then took note of the annual report of the Board for 2020 (document A/1)."
    >>> title_before(text, 0, text.index("(doc")).name
    'annual report of the Board for 2020'
    """
    end = at
    while end > floor and text[end - 1] in " ,(\u00a0":
        end -= 1
    return _quoted(text, floor, end) or _described(text, floor, end)


def _quoted(text: str, floor: int, end: int) -> Title | None:
    closing = text[end - 1 : end] in ("”", '"')
    opening = max(text.rfind("“", floor, end - 1), text.rfind('"', floor, end - 1))
    if opening < 0 or (not closing and "”" in text[opening:end]):
        return None
    head = _TITLED.search(text, max(floor, opening - 160), opening)
    if not closing and not head:
        return None
    name = " ".join(text[opening + 1 : end].strip('“”",. ').split())
    return Title(name, head["head"].lower() if head else "text", Span(opening + 1, end))


def _described(text: str, floor: int, end: int) -> Title | None:
    start = floor
    for boundary in _BOUNDARY.finditer(text, floor, end):
        start = boundary.end()
    match = _HEAD.search(text, start, end)
    while match and text[match.end() : match.end() + 1] in ("’", "'"):
        match = _HEAD.search(text, match.end() + 2, end)
    if not match:
        return None
    tail = _TAIL.search(text, match.end(), end)
    stop = tail.start() if tail else end
    name = " ".join(text[match.start() : stop].split())
    head = (match["mods"] + match["noun"]).strip().lower()
    if _BARE.match(name):
        name = _looked_back(text, floor, name)
    return Title(name, head, Span(match.start(), stop))


def _looked_back(text: str, floor: int, name: str) -> str:
    """Return what an earlier sentence says of "that resolution": "one endorsing …"."""
    matches = list(_ONE_OF.finditer(text, max(0, floor - 700), floor))
    return f"{name} {' '.join(matches[-1]['what'].split())}" if matches else name


def kind_of(head: str) -> str:
    """Return the instrument kind of a head noun.

    >>> [kind_of(head) for head in ("draft resolution", "resolution", "annual report", "decision")]
    ['draft', 'resolution', 'other', 'resolution']
    """
    lowered = head.lower()
    if "draft" in lowered or "amendment" in lowered or "proposal" in lowered:
        return "draft"
    for kind, nouns in _KINDS.items():
        if any(noun in lowered for noun in nouns):
            return kind
    return "other"


_KINDS = {
    "resolution": ("resolution", "decision"),
    "declaration": ("declaration", "communiqué"),
    "treaty": ("treaty", "convention", "protocol", "covenant"),
    "agreement": ("memorand", "agreement"),
    "programme": ("programme", "plan", "strategy", "framework"),
    "agenda": ("agenda for",),
}
