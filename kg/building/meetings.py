"""Which meeting of a store somebody means, and which nodes are that one meeting.

A meeting may be given as an IRI or key (``SC/8698``), by the symbol or name of a document that
covers it (``S/PV.8698``, ``GA/12388``, ``seed-ga12388``), by its number ("8698th meeting"), or
by words of a title. Coverage that states no number has a node of its own, keyed by the day;
it is the same meeting as the numbered one of that body and day that shares its topic, or that
is the only one. Of 9,267 meetings of the Security Council, 1946–2024, the day alone tells
43 in 100, day and topic 83 in 100; what they do not tell stays apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.asking.binding import rows
from kg.errors import BadParameter
from kg.iris import Iris
from kg.model.table import Cell
from kg.settings import DEFAULT_BASE
from kg.storing.querying import Engine

_LISTING = """\
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rostrum: <https://w3id.org/rostrum/ontology#>
SELECT DISTINCT ?meeting ?body ?number ?date ?topic ?document ?symbol ?name ?title ?day
WHERE {
  ?document rostrum:covers ?meeting ; rostrum:sourceName ?name .
  OPTIONAL { ?document dcterms:identifier ?symbol }
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document dcterms:date ?day }
  OPTIONAL { ?meeting rostrum:body ?body }
  OPTIONAL { ?meeting rostrum:meetingNumber ?number }
  OPTIONAL { ?meeting dcterms:date ?date }
  OPTIONAL { ?meeting rostrum:topic ?topic }
}
"""
_NUMBER = re.compile(
    r"(?:[A-Za-z-]{1,20}[ /])?(?:meeting )?(\d{1,5})(?:st|nd|rd|th)?(?: meeting)?\Z"
)
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    ["agenda", "item", "meeting", "council", "assembly", "security", "general", "question", "report", "situation",
     "with", "from", "concerning", "including", "united", "nations", "secretary", "continued", "briefing", "debate"]
)  # fmt: skip
_SHOWN = 8


@dataclass(slots=True)
class Met:
    """A meeting's node in the store: what its documents say of it."""

    iri: str
    body: str = ""
    numbers: set[int] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    def topics(self) -> frozenset[str]:
        """Return the telling words of its titles and topics."""
        words = _WORD.findall(" ".join(self.titles).lower())
        return frozenset(words) - _COMMON


def same_meeting(engine: Engine, given: str, base: str = DEFAULT_BASE) -> tuple[str, ...]:
    """Return the IRIs of the meeting that ``given`` names: its node, then others of the same.

    Raises:
        BadParameter: no meeting of the store, or more than one, answers to ``given``.
        QueryLimit: the store has more documents than one query may list.
    """
    known = _meetings(engine)
    found = _named(known, given, base)
    if not found:
        raise BadParameter(
            f"no meeting in the store answers to {given!r}; give a key (SC/8698, GA/76/38), a "
            "symbol (S/PV.8698), a number, the name of a document, or words of a title"
        )
    groups = {kin(known, one) for one in found}
    if len(groups) > 1:
        shown = ", ".join(sorted(_key(group[0], base) for group in groups)[:_SHOWN])
        raise BadParameter(f"{given!r} names {len(groups)} meetings ({shown} …); give one of them")
    return groups.pop()


def kin(known: Sequence[Met], one: Met) -> tuple[str, ...]:
    """Return the IRIs of all nodes that are the meeting ``one``, the best known first.

    >>> a = Met("m/SC/9", "SC", {9}, {"2021-05-05"}, titles={"Peace in Cyprus"})
    >>> b = Met("m/SC/2021-05-05", "SC", set(), {"2021-05-05"}, titles={"Cyprus hears envoy"})
    >>> c = Met("m/SC/10", "SC", {10}, {"2021-05-05"}, titles={"Small arms"})
    >>> kin([a, b, c], b), kin([a, b, c], a), kin([a, b, c], c)
    (('m/SC/9', 'm/SC/2021-05-05'), ('m/SC/9', 'm/SC/2021-05-05'), ('m/SC/10',))
    """
    day = [m for m in known if m.body and m.body == one.body and m.days & one.days]
    numbered = [m for m in day if m.numbers]
    if not one.numbers:
        one = _numbered(one, numbered) or one
    sittings = [m for m in known if _together(m, one)] or [one]
    iris = {m.iri for m in sittings}
    others = [m for m in day if not m.numbers and (_numbered(m, numbered) or m).iri in iris]
    rest = {m.iri for m in others} - iris
    return (*sorted(iris, key=lambda iri: (len(iri), iri)), *sorted(rest))


def _together(one: Met, other: Met) -> bool:
    """Whether two nodes share a sitting: "38th and 39th meetings" and the record of the 39th."""
    same_session = one.iri.rpartition("/")[0] == other.iri.rpartition("/")[0]
    return one.iri == other.iri or (same_session and bool(one.numbers & other.numbers))


def _numbered(one: Met, numbered: Sequence[Met]) -> Met | None:
    """Return which of a day's numbered meetings one without a number is, if that can be told."""
    if len(numbered) == 1:
        return numbered[0]
    shared = [(len(one.topics() & m.topics()), m.iri, m) for m in numbered]
    shared.sort(reverse=True, key=lambda row: row[:2])
    if not shared or not shared[0][0] or (len(shared) > 1 and shared[0][0] == shared[1][0]):
        return None
    return shared[0][2]


def _meetings(engine: Engine) -> list[Met]:
    found: dict[str, Met] = {}
    for row in rows(engine, _LISTING).mappings():
        iri = _text(row["meeting"])
        met = found.setdefault(iri, Met(iri))
        met.body = met.body or _text(row["body"])
        if number := _text(row["number"]):
            met.numbers.add(int(number))
        met.days |= {_text(row[key])[:10] for key in ("date",) if row[key]} or {
            _text(row[key])[:10] for key in ("day",) if row[key]
        }
        met.names |= {_text(row[key]) for key in ("document", "symbol", "name") if row[key]}
        met.titles |= {_text(row[key]) for key in ("title", "topic") if row[key]}
    return sorted(found.values(), key=lambda met: met.iri)


def _named(known: Sequence[Met], given: str, base: str) -> list[Met]:
    """Return the meetings that answer to ``given``, by the first way that finds any."""
    given = given.strip()
    plain = given.strip("/").removeprefix("meeting/")
    iris = {given, f"{base}meeting/{plain}", Iris(base).document(given), f"{base}{given}"}
    ways: list[list[Met]] = [
        [met for met in known if met.iri in iris],
        [met for met in known if iris & met.names or _squeezed(given) in _squeeze(met.names)],
        _by_number(known, given),
        [met for met in known if any(given.lower() in title.lower() for title in met.titles)],
    ]
    return next((found for found in ways if found), [])


def _by_number(known: Sequence[Met], given: str) -> list[Met]:
    match = _NUMBER.match(given)
    if not match:
        return []
    number = int(match[1])
    body = re.sub(r"[^a-z]", "", given[: match.start(1)].lower().replace("meeting", ""))
    by_body: dict[str, list[Met]] = defaultdict(list)
    for met in known:
        if number in met.numbers:
            by_body[met.iri.split("/meeting/", 1)[-1].split("/", 1)[0].lower()].append(met)
    if body:
        return by_body.get(body, [])
    return [met for found in by_body.values() for met in found]


def _key(iri: str, base: str) -> str:
    return iri.removeprefix(f"{base}meeting/").removeprefix(base)


def _squeeze(names: Iterable[str]) -> set[str]:
    return {_squeezed(name) for name in names}


def _squeezed(name: str) -> str:
    """Return a symbol or file name in one spelling ("S/PV.8698", "S_PV.8698", "s/pv.8698").

    >>> _squeezed("S_PV.8698") == _squeezed("s/pv.8698")
    True
    """
    return re.sub(r"[\s_/-]+", "/", name).lower()


def _text(cell: Cell) -> str:
    return "" if cell is None else cell.value
