"""Read from the graph the acts behind the ties, and who is member of which group when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kg.mapping.terms import iri_text, literal_text
from kg.model.table import Cell, Table
from kg.namespaces import NIF, ROSTRUM, SKOS, XSD

_HEAD = f"PREFIX rostrum: <{ROSTRUM}> PREFIX skos: <{SKOS}> PREFIX nif: <{NIF}>\n"
_DATED = "OPTIONAL { ?document rostrum:notBefore ?day }"
_ACT = "?act rostrum:actor ?one ; rostrum:confidence ?confidence ; rostrum:sentence ?span ; rostrum:reportedIn ?document ."
_WHERE: Mapping[str, str] = {
    "themes": f"?act rostrum:theme ?other . {_ACT} ?one a rostrum:State .",
    "addressees": f"?act a rostrum:Call ; rostrum:addressee ?other . {_ACT}",
    "positions": (
        f"?act rostrum:stance ?stance . {_ACT} ?one a rostrum:State . "
        "{ ?act rostrum:theme ?other } UNION { ?act rostrum:instrument ?other }"
    ),
    "behalf": (
        "?act rostrum:onBehalfOf ?other ; rostrum:deliveredBy ?delegation ; "
        "rostrum:reportedIn ?document . ?act a rostrum:Statement . "
        "?delegation rostrum:represents ?one . BIND(1.0 AS ?confidence) BIND(?act AS ?span)"
    ),
}
SIGNS: Mapping[str, int] = {
    "support": 1, "welcome": 1, "gratitude": 1,
    "opposition": -1, "condemnation": -1, "regret": -1, "concern": -1,
}  # fmt: skip
"""The side that a stance takes of its matter; the other stances take none."""


class Asked(Protocol):
    """An engine that answers SELECT queries."""

    def select(self, text: str) -> Table:
        """Return the rows."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One act that ties ``one`` to ``other``; ``span`` is the sentence (or statement) behind it.

    ``day`` is an ISO date, empty where the document has none; ``sign`` is 1 for, −1 against.
    """

    one: str
    other: str
    confidence: float
    day: str
    span: str
    act: str
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Stay:
    """The membership of ``member`` in ``group``, from ``since`` to before ``until``."""

    member: str
    group: str
    since: str
    until: str

    def holds(self, day: str) -> bool:
        """Whether the membership was in force on an ISO day.

        >>> Stay("GBR", "eu", "1973-01-01", "2020-02-01").holds("2020-02-01")
        False
        """
        return self.since <= day and (not self.until or day < self.until)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which acts count: those on ``themes``, by members of ``group`` on their day, in a period.

    ``since`` is the first day and ``until`` the day after the last, as in the questions.
    """

    themes: tuple[str, ...] = ()
    group: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """All that a network is made from: ties, names, and dated memberships."""

    ties: tuple[Tie, ...]
    labels: Mapping[str, str]
    stays: tuple[Stay, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    """For each group what kind of group it is, e.g. ``regional-group``."""

    @property
    def days(self) -> tuple[str, ...]:
        """The days of the ties, in order."""
        return tuple(sorted({tie.day for tie in self.ties if tie.day}))


def gather(engine: Asked, source: str, selection: Selection = Selection()) -> Material:
    """Read the ties of ``source`` (themes, addressees, positions, behalf) from the graph.

    Raises:
        QueryLimit: there are more acts than the engine's limits let through.
    """
    stays = tuple(_stays(engine.select(_HEAD + _STAYS)))
    ties = _ties(engine.select(_query(source, selection)))
    if selection.group:
        within = [stay for stay in stays if stay.group == selection.group]
        ties = [tie for tie in ties if _belongs(tie, within)]
    labels = {_text(row[0]): _text(row[1]) for row in engine.select(_HEAD + _LABELS).rows}
    kinds = {_text(row[0]): _text(row[1]) for row in engine.select(_HEAD + _GROUPS).rows}
    return Material(tuple(ties), labels, stays, kinds)


def sentences(engine: Asked, spans: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return for each span its words and its document; a statement has its first sentence."""
    wanted = " ".join(iri_text(span) for span in sorted(set(spans)))
    found: dict[str, tuple[str, str]] = {}
    for row in engine.select(_HEAD + _SENTENCES.replace("@", wanted)).rows:
        span, words, document = (_text(cell) for cell in row)
        found.setdefault(span, (" ".join(words.split()), document))
    return found


_STAYS = """SELECT ?member ?group ?since ?until WHERE {
  ?stay a rostrum:Membership ; rostrum:member ?member ; rostrum:group ?group .
  OPTIONAL { ?stay rostrum:validFrom ?since } OPTIONAL { ?stay rostrum:validUntil ?until }
} ORDER BY ?group ?member ?since"""
_GROUPS = "SELECT ?group ?kind WHERE { ?group rostrum:groupKind ?kind }"
_LABELS = """SELECT ?node ?label WHERE {
  { ?node a rostrum:Party } UNION { ?node a rostrum:Theme } UNION { ?node a rostrum:Instrument }
  UNION { ?node a rostrum:Body }
  ?node skos:prefLabel ?label FILTER(LANG(?label) = "en")
}"""
_SENTENCES = """SELECT ?span ?words ?document WHERE {
  VALUES ?span { @ }
  OPTIONAL { ?span rostrum:evidence ?first }
  BIND(COALESCE(?first, ?span) AS ?place)
  ?place rostrum:plainText ?words ; nif:referenceContext ?document ; nif:beginIndex ?start .
} ORDER BY ?span ?start"""


def _query(source: str, selection: Selection) -> str:
    parts = [_WHERE[source], _DATED]
    if selection.themes:
        named = " ".join(iri_text(theme) for theme in selection.themes)
        variable = "?other" if source == "themes" else "?theme"
        parts.insert(0, f"VALUES {variable} {{ {named} }}")
        if source != "themes":
            parts.insert(1, "?act rostrum:theme ?theme .")
    for sign, day in ((">=", selection.since), ("<", selection.until)):
        if day:
            parts.append(f"FILTER(?day {sign} {literal_text(day, XSD + 'date')})")
    columns = "?one ?other ?confidence ?day ?span ?act ?stance"
    return f"{_HEAD}SELECT DISTINCT {columns} WHERE {{ {' '.join(parts)} }}"


def _ties(table: Table) -> list[Tie]:
    found = []
    for row in table.rows:
        one, other, confidence, day, span, act, stance = (_text(cell) for cell in row)
        sign = SIGNS.get(stance.rpartition("/")[2], 0) if stance else 1
        if sign and one != other:
            found.append(Tie(one, other, float(confidence), day, span, act, sign))
    # The engine promises no order, and the bootstrap draws in this one.
    return sorted(found, key=lambda tie: (tie.act, tie.one, tie.other, tie.day))


def _stays(table: Table) -> Iterable[Stay]:
    for row in table.rows:
        yield Stay(*(_text(cell) for cell in row))


def _belongs(tie: Tie, within: Iterable[Stay]) -> bool:
    return any(stay.member == tie.one and stay.holds(tie.day) for stay in within)


def _text(cell: Cell) -> str:
    return cell.value if cell else ""
