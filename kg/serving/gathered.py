"""Documents and meetings for pages: sentences in their order, who took part, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.mapping.terms import iri_text
from kg.namespaces import ROSTRUM
from kg.serving.spoken import VERBS, text
from kg.serving.things import PREFIXES, Rows, names

SENTENCES = 150
"""How many sentences a page holds."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; ``act`` is the act that its words make, if any."""

    words: str
    act: str = ""
    label: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in pieces; ``speaker`` is who speaks, named where it changes."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    speaker: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A page of a document's sentences."""

    sentences: tuple[Sentence, ...]
    page: int
    more: bool
    count: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a meeting decided, and the votes for, against and abstaining where they are told."""

    iri: str
    decided: str
    kind: str
    votes: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Gathering:
    """Who took part in a meeting and what came of it; ``name`` is its body, session and topic."""

    name: str
    participants: tuple[tuple[str, str], ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    act: str
    kind: str
    actor: str


def sentences(engine: Rows, document: str, page: int) -> Read | None:
    """Return the sentences of a document that the graph holds, in their order."""
    here = iri_text(document)
    table = engine.rows(
        f"{PREFIXES}SELECT DISTINCT ?start ?end ?words ?who {{ "
        f"{{ ?s rostrum:reportedIn {here} ; a rostrum:Statement ; rostrum:evidence ?span . "
        "OPTIONAL { ?s rostrum:deliveredBy/rostrum:represents ?who } } "
        f"UNION {{ ?act rostrum:reportedIn {here} ; rostrum:sentence ?span }} "
        "?span nif:beginIndex ?start ; nif:endIndex ?end ; nif:anchorOf ?words }"
    )
    spans: dict[tuple[int, int], tuple[str, str]] = {}
    for row in table.rows:
        first, final, words, who = (text(cell) for cell in row)
        key = int(first), int(final)
        if key not in spans or who:
            spans[key] = words, who
    if not spans:
        return None
    ordered = _apart(sorted(spans, key=lambda span: (span[0], -span[1])))
    skipped = (page - 1) * SENTENCES
    chosen = ordered[skipped : skipped + SENTENCES]
    marks = _marks(engine, here)
    called = names(engine, {*(mark.actor for mark in marks), *(who for _, who in spans.values())})
    found, last, speaker = [], chosen[0][0] if chosen else 0, ""
    for start, end in chosen:
        words, who = spans[start, end]
        new = called.get(who, "") if who and who != speaker else ""
        speaker = who or speaker
        pieces = _pieces((start, words), marks, called)
        found.append(Sentence(start, end, pieces, new, gap=start - last > 3))
        last = end
    return Read(tuple(found), page, skipped + SENTENCES < len(ordered), len(ordered))


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out what lies within a longer span before it."""
    found: list[tuple[int, int]] = []
    for span in spans:
        if not found or span[1] > found[-1][1]:
            found.append(span)
    return found


def _marks(engine: Rows, here: str) -> list[_Mark]:
    table = engine.rows(
        f"{PREFIXES}SELECT ?start ?end ?act ?kind ?actor {{ ?act rostrum:reportedIn {here} ; "
        "rostrum:actType ?kind ; rostrum:evidence ?span . OPTIONAL { ?act rostrum:actor ?actor } "
        "?span nif:beginIndex ?start ; nif:endIndex ?end }"
    )
    marks = []
    for row in table.rows:
        start, end, act, kind, actor = (text(cell) for cell in row)
        marks.append(_Mark(int(start), int(end), act, kind.rpartition("/")[2], actor))
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.act, mark.actor))


def _pieces(
    sentence: tuple[int, str], marks: Sequence[_Mark], called: dict[str, str]
) -> tuple[Piece, ...]:
    """Part a sentence at the words of its acts; of acts that overlap the first is marked.

    >>> _pieces((10, "We will pay soon."), [_Mark(13, 21, "urn:a", "commitment", "urn:x")], {})
    (Piece(words='We ', act='', label='', kind=''), Piece(words='will pay', act='urn:a', label='Somebody commits', kind='commitment'), Piece(words=' soon.', act='', label='', kind=''))
    """
    start, words = sentence
    end, at, found = start + len(words), start, []
    for mark in marks:
        if mark.start < at or mark.end > end:
            continue
        if mark.start > at:
            found.append(Piece(words[at - start : mark.start - start]))
        label = f"{called.get(mark.actor, 'Somebody')} {VERBS.get(mark.kind, mark.kind)}"
        marked = words[mark.start - start : mark.end - start]
        found.append(Piece(marked, mark.act, label, mark.kind))
        at = mark.end
    if at < end:
        found.append(Piece(words[at - start :]))
    return tuple(found)


def gathering(engine: Rows, meeting: str) -> Gathering:
    """Return the participants and outcomes of a meeting."""
    here = iri_text(meeting)
    parties = engine.rows(
        f"{PREFIXES}SELECT DISTINCT ?party {{ {{ ?p rostrum:atMeeting {here} ; "
        f"a rostrum:Participation ; rostrum:party ?party }} UNION {{ ?d rostrum:atMeeting {here} ; "
        "a rostrum:Delegation ; rostrum:represents ?party } }"
    )
    decided = engine.rows(
        f"{PREFIXES}SELECT DISTINCT ?o ?what ?kind ?for ?against ?abstaining {{ "
        f"?o rostrum:atMeeting {here} ; a rostrum:Outcome . OPTIONAL {{ ?o rostrum:decided ?what }} "
        "OPTIONAL { ?o rostrum:outcomeKind ?k . ?k skos:prefLabel ?kind FILTER(LANG(?kind) = 'en') } "
        "OPTIONAL { ?o rostrum:votesFor ?for } OPTIONAL { ?o rostrum:votesAgainst ?against } "
        "OPTIONAL { ?o rostrum:votesAbstaining ?abstaining } } ORDER BY ?o"
    )
    iris = [text(row[0]) for row in parties.rows]
    called = names(engine, iris)
    shown = sorted(((iri, called.get(iri, iri.rpartition("/")[2])) for iri in iris), key=_by_name)
    outcomes = []
    for row in decided.rows:
        iri, what, kind, *votes = (text(cell) for cell in row)
        outcomes.append(Outcome(iri, " ".join(what.split()), kind, (votes[0], votes[1], votes[2])))
    return Gathering(_name(engine, here), tuple(shown), tuple(outcomes))


def _name(engine: Rows, here: str) -> str:
    """Return what to call a meeting that has no name: its body, its session, its topic."""
    table = engine.rows(
        f"{PREFIXES}SELECT ?body ?session ?topic {{ OPTIONAL {{ {here} rostrum:body ?b . "
        "?b skos:prefLabel ?body FILTER(LANG(?body) = 'en') } "
        f"OPTIONAL {{ {here} rostrum:session ?session }} "
        f"OPTIONAL {{ {here} rostrum:topic ?topic }} }} LIMIT 1"
    )
    body, session, topic = (text(cell) for cell in table.rows[0])
    where = ", ".join(part for part in (body, session and f"session {session}") if part)
    return ": ".join(part for part in (where, topic) if part)


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def is_a(types: Sequence[str], name: str) -> bool:
    """Whether one of the types is the class of that name in our ontology."""
    return ROSTRUM + name in types
