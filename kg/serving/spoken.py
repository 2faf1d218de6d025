"""What parties said, for pages: acts with their actors and quotes, by kind and theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.mapping.terms import iri_text
from kg.model.table import Cell, Table
from kg.namespaces import ROSTRUM
from kg.serving.things import PER_PAGE, PREFIXES, Quote, Rows, many, names, quotes

VERBS: Mapping[str, str] = {
    "commitment": "commits",
    "action": "reports an action",
    "call": "calls",
    "position": "takes a position",
    "claim": "claims",
    "procedural": "conducts the meeting",
}
"""How pages say what an act does, by the local name of its type, in the order of the tabs."""
_RELATIONS: Mapping[str, tuple[str, str]] = {
    "Party": ("actor", "theme"),
    "Theme": ("theme", "actor"),
    "Meeting": ("atMeeting", "actor"),
    "Body": ("atMeeting/rostrum:body", "actor"),
}
"""By class: how acts lead to a thing of it, and what they are then told apart by."""
_MOST_FACETS = 24
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Choice:
    """Which acts are wanted: their kind, and a theme or an actor; an empty text is any."""

    kind: str = ""
    of: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Facet:
    """A value by which acts are told apart, and how many have it."""

    iri: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Act:
    """One act: who does what, and its sentence."""

    iri: str
    label: str
    quote: Quote | None

    @property
    def head(self) -> str:
        """Who does what; the words only where no sentence shows them."""
        return self.label.partition(": “")[0] if self.quote else self.label


@dataclass(frozen=True, slots=True)
class Spoken:
    """A page of acts; ``more`` says that there are further ones."""

    kinds: tuple[Facet, ...]
    facets: tuple[Facet, ...]
    by: str
    acts: tuple[Act, ...]
    choice: Choice
    more: bool


def spoken(engine: Rows, iri: str, types: Iterable[str], choice: Choice) -> Spoken | None:
    """Return what was said by, on or at a thing; ``None`` for things of other classes."""
    classes = {name.removeprefix(ROSTRUM) for name in types}
    relation = next((_RELATIONS[name] for name in _RELATIONS if name in classes), None)
    if relation is None:
        return None
    path, by = relation
    pattern = f"?a rostrum:{path} {iri_text(iri)} ; rostrum:actType ?kind"
    counted = _counts(engine, f"{pattern} . BIND(?kind AS ?value)")
    kinds = {kind.rpartition("/")[2]: (kind, count) for kind, count in counted}
    if not kinds:
        return None
    order = [name for name in VERBS if name in kinds]
    chosen = choice.kind if choice.kind in kinds else order[0]
    pattern = pattern.replace("?kind", iri_text(kinds[chosen][0]))
    facets = _counts(engine, f"{pattern} ; rostrum:{by} ?value")
    of = choice.of if choice.of in {value for value, _ in facets} else ""
    shown = facets[:_MOST_FACETS] + [pair for pair in facets[_MOST_FACETS:] if pair[0] == of]
    called = names(engine, [kinds[name][0] for name in order] + [value for value, _ in shown])
    if of:
        pattern += f" ; rostrum:{by} {iri_text(of)}"
    acts = _acts(engine, pattern, choice.page)
    return Spoken(
        tuple(
            Facet(name, called.get(kinds[name][0], name), kinds[name][1], name == chosen)
            for name in order
        ),
        tuple(Facet(value, called.get(value, value), n, value == of) for value, n in shown),
        by,
        described(engine, acts[:PER_PAGE]),
        Choice(chosen, of, choice.page),
        len(acts) > PER_PAGE,
    )


def _counts(engine: Rows, pattern: str) -> list[tuple[str, int]]:
    found = engine.rows(
        f"{PREFIXES}SELECT ?value (COUNT(DISTINCT ?a) AS ?n) {{ {pattern} }} "
        "GROUP BY ?value ORDER BY DESC(?n) ?value"
    )
    return [(text(value), int(text(count))) for value, count in found.rows]


def _acts(engine: Rows, pattern: str, page: int) -> list[str]:
    """Return the acts of a page and one more, the latest first."""
    found = engine.rows(
        f"{PREFIXES}SELECT DISTINCT ?a ?d {{ {pattern} ; rostrum:reportedIn ?document . "
        "OPTIONAL { ?document dcterms:date|rostrum:year ?d } } ORDER BY DESC(STR(?d)) ?a "
        f"LIMIT {PER_PAGE + 1} OFFSET {(page - 1) * PER_PAGE}"
    )
    return list(dict.fromkeys(text(row[0]) for row in found.rows))


def described(engine: Rows, acts: Sequence[str]) -> tuple[Act, ...]:
    """Return acts with their labels and sentences; what is no act is left out."""
    found = quotes(engine, acts)
    labels = act_labels(engine, acts, found)
    return tuple(Act(act, labels[act], found.get(act)) for act in acts if act in labels)


def act_labels(
    engine: Rows, iris: Iterable[str], found: Mapping[str, Quote] | None = None
) -> dict[str, str]:
    """Return what to call those of the things that are acts: who does what in which words."""
    table = engine.rows(
        f"{PREFIXES}SELECT ?a ?kind ?actor {{ VALUES ?a {{ {many(iris)} }} "
        "?a rostrum:actType ?kind . OPTIONAL { ?a rostrum:actor ?actor } }"
    )
    kinds, actors = _told(table)
    found = quotes(engine, kinds) if found is None else found
    called = names(engine, [actor for each in actors.values() for actor in each])
    labels = {}
    for act, kind in kinds.items():
        who = " and ".join(called.get(actor, _local(actor)) for actor in actors[act])
        words = _shortened(found[act].marked) if act in found else ""
        labels[act] = f"{who or 'Somebody'} {VERBS.get(_local(kind), _local(kind))}" + (
            f": “{words}”" if words else ""
        )
    return labels


def _told(table: Table) -> tuple[dict[str, str], Mapping[str, list[str]]]:
    kinds: dict[str, str] = {}
    actors: defaultdict[str, list[str]] = defaultdict(list)
    for row in table.rows:
        act, kind, actor = (text(cell) for cell in row)
        kinds[act] = kind
        if actor and actor not in actors[act]:
            actors[act].append(actor)
    return kinds, actors


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]


def _shortened(words: str) -> str:
    """Return words on one line, cut at a word's end if they are many.

    >>> _shortened("will  pay " + "soon " * 40)[-11:]
    'soon soon …'
    """
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rpartition(" ")[0] + " …"


def text(cell: Cell) -> str:
    """Return what a cell holds, an empty text for nothing."""
    return cell.value if cell is not None else ""
