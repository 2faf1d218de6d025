"""A question in words: which canned question is meant, and with which parameters.

No model and no guess. Names, themes, regions, goals, symbols and years are found by the
registers; the words that are left are compared with the ways of asking that every question
file lists (``# asks:``), weighted by how few questions use a word (inverse document frequency,
Spärck Jones 1972) and compared by the cosine of the two. What no question comes near, or two
come equally near, is refused with the nearest offered.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.asking.lexicon import lexicon, stem
from kg.asking.named import Slot, slots
from kg.asking.questions import Question, questions
from kg.asking.roles import likeness, role

NEAR = 0.5
"""How near a question must come to be asked."""
APART = 0.04
"""How much nearer than the next it must be."""
_SLOT = 1.2
_LOST = 2.5
_UNUSED = 0.3
_LESSER = 0.6
_UNKNOWN = 0.8
_DENIED = 0.6
_MISSING = 0.75
_SEVERAL = frozenset({"theme", "party", "region", "group", "instrument"})
_ACTORS = frozenset({"party", "group", "instrument", "document"})
_WORD = re.compile(r"\{\w+\}|[^\W_]+(?:'[a-z]+)?")
_JOINT = re.compile(r",? (?:(?:and|or|nor|&) )?(?:by |on |of |the |also )*")
_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A canned question with parameters, and how near its wording comes (0 to 1).

    ``needs`` names required parameters that the words do not give, ``lost`` the names in the
    words that the question has no place for.
    """

    question: Question
    values: Mapping[str, tuple[str, ...]]
    nearness: float
    needs: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """``chosen`` is what is meant, or None with the ``reason``; the next nearest beside it."""

    chosen: Reading | None
    alternatives: tuple[Reading, ...]
    reason: str = ""


def understand(asked: str) -> Understanding:
    """Find the canned question that ``asked`` means.

    >>> found = understand("Which African states pledged money against trafficking?").chosen
    >>> found.question.name, found.values["region"], found.values["theme"]
    ('pledged-amounts', ('Africa',), ('human-trafficking',))
    >>> understand("What is the best pasta recipe?").chosen is None
    True
    """
    found = list(_named(asked))
    words = _words(asked, [one.slot for one in found])
    near = sorted(
        (reading for one in _ways() if (reading := _nearest(one, words, found, asked))),
        key=lambda reading: (-reading.nearness, reading.question.name),
    )
    whole = [reading for reading in near if not reading.needs and not reading.lost]
    reason = _refused(asked, found, near, whole)
    if reason:
        return Understanding(None, tuple(near[:3]), reason)
    return Understanding(near[0], tuple(one for one in near[1:4] if one.nearness >= NEAR))


def _named(asked: str) -> Iterator[_Named]:
    before: Slot | None = None
    acting = ""
    for slot in slots(asked):
        joined = before is not None and _joined(asked, before, slot)
        acting = acting if joined else role(asked, slot.start)
        yield _Named(slot, _words(asked[slot.start : slot.end], ()), acting, joined)
        before = slot


def _joined(asked: str, one: Slot, other: Slot) -> bool:
    alike = {type_ for type_, _ in one.options} & {type_ for type_, _ in other.options}
    return bool(alike) and _JOINT.fullmatch(asked, one.end, other.start) is not None


def _refused(
    asked: str, found: Sequence[_Named], near: Sequence[Reading], whole: Sequence[Reading]
) -> str:
    """Return why no question is asked, or nothing."""
    best = near[0] if near else None
    if best is None or best.nearness < NEAR:
        return "no question comes near enough"
    if beyond := _beyond(asked, found, best.question):
        return f"documents do not answer {beyond!r}: a cause, a judgement or what is to come"
    if best.lost:
        return f"the nearest question has no place for: {', '.join(best.lost)}"
    if best.needs:
        return f"it must name: {', '.join(best.needs)}"
    if len(whole) > 1 and best.nearness - whole[1].nearness < APART:
        return "more than one question may be meant"
    return ""


def _beyond(asked: str, found: Iterable[_Named], near: Question) -> str:
    """Return a word that asks for what no document states, unless the question is so put."""
    left = _without(asked, (one.slot for one in found if not one.slot.weak)).casefold()
    beyond = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(lexicon().beyond)))})\b")
    put = {stem(word) for way in near.asks for word in way.casefold().split()}
    return next((word for word in beyond.findall(left) if stem(word) not in put), "")


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of asking a question: its words, and its parameters in order with their roles."""

    words: frozenset[str]
    roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Named:
    """A name, the words it counts as where it is no name, and whether it acts or is acted on.

    One that is ``joined`` stands beside the name before it ("Chad, Mali and Niger").
    """

    slot: Slot
    words: frozenset[str]
    role: str
    joined: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    question: Question
    ways: tuple[_Way, ...]


@cache
def _ways() -> tuple[_Asked, ...]:
    return tuple(
        _Asked(
            one,
            tuple(
                _Way(
                    _words(way, ()),
                    {hole[1]: role(way, hole.start()) for hole in _HOLE.finditer(way)},
                )
                for way in (*one.asks, one.summary)
            ),
        )
        for one in questions()
    )


@cache
def _weights() -> Mapping[str, float]:
    """Lead from a word to its weight: the fewer questions use it, the more it says."""
    used: Counter[str] = Counter()
    for one in _ways():
        used.update({word for way in one.ways for word in way.words})
    total = len(_ways())
    return {word: math.log(1 + total / count) for word, count in used.items()}


def _weight(word: str) -> float:
    if word.startswith("{"):
        return _SLOT
    known = _weights()
    return known.get(word, _UNKNOWN * max(known.values()))


def _nearest(
    one: _Asked, words: frozenset[str], found: Sequence[_Named], asked: str
) -> Reading | None:
    near = (_reading(one.question, way, words, found, asked) for way in one.ways)
    best = max(near, key=lambda reading: reading.nearness)
    return best if best.nearness > 0 else None


def _reading(
    question: Question, way: _Way, words: frozenset[str], found: Sequence[_Named], asked: str
) -> Reading:
    named = [name for name in found if not _a_word(name, way)]
    placed = _placed(question, way, named)
    said = words | {"{" + name + "}" for name in placed.given if name != "stance"}
    needs = tuple(p.name for p in question.parameters if p.required and p.name not in placed.given)
    nearness = _cosine(said, way.words, placed.against)
    nearness *= _DENIED if ("not" in said) != ("not" in way.words) else 1.0
    nearness *= _MISSING ** len(needs) * placed.roles
    lost = tuple(dict.fromkeys(asked[slot.start : slot.end] for slot in placed.lost))
    return Reading(question, placed.given, nearness, needs, lost)


def _a_word(named: _Named, way: _Way) -> bool:
    """Whether what might be a name is a word of the way of asking ("women" that speak)."""
    slot = named.slot
    return slot.weak and slot.options[0][0] != "stance" and named.words <= way.words


def _cosine(asked: frozenset[str], way: frozenset[str], lost: float) -> float:
    """Compare two sets of words; a name that the question has no place for counts against it."""
    shared = sum(_weight(word) ** 2 for word in asked & way)
    ours = sum(_weight(word) ** 2 for word in asked) + lost * _LOST**2
    theirs = sum(_weight(word) ** 2 for word in way)
    return shared / math.sqrt(ours * theirs) if ours and theirs else 0.0


@dataclass(slots=True)
class _Placed:
    """Where the names went, and what speaks against it.

    ``roles`` says how well those who act and those who are acted on are those of the way of
    asking (1: all of them).
    """

    given: dict[str, tuple[str, ...]]
    lost: list[Slot]
    against: float = 0.0
    roles: float = 1.0


def _placed(question: Question, way: _Way, found: Sequence[_Named]) -> _Placed:
    """Give the names found to the parameters, those of the way of asking first."""
    placed = _Placed({}, [])
    for named in found:
        slot = named.slot
        place = _place(question, way, named, placed.given)
        if place is None and _known(slot, placed.given):
            continue
        if place is None:
            placed.against += _UNUSED if slot.weak else 1.0
            placed.lost += [] if slot.weak else [slot]
            continue
        name, value = place
        placed.against += _LESSER * (value != slot.options[0][1])
        placed.against += _UNUSED * (name in placed.given)
        if slot.options[0][0] in _ACTORS:
            placed.roles *= likeness(named.role, way.roles.get(name) or _usual(question)[name])
        placed.given[name] = (*placed.given.get(name, ()), value)
    return placed


@cache
def _usual(question: Question) -> Mapping[str, str]:
    """Lead from each parameter to its role in the ways of asking, where they are of one mind."""
    ways = next(one.ways for one in _ways() if one.question is question)
    roles = {
        p.name: {way.roles.get(p.name, "") for way in ways} - {""} for p in question.parameters
    }
    return {name: found.pop() if len(found) == 1 else "" for name, found in roles.items()}


def _known(slot: Slot, given: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a name says once more what another has said."""
    return any(value in values for _, value in slot.options for values in given.values())


def _place(
    question: Question, way: _Way, named: _Named, given: Mapping[str, tuple[str, ...]]
) -> tuple[str, str] | None:
    slot = named.slot
    known = {parameter.name: parameter for parameter in question.parameters}
    asked = [known[name] for name in way.roles if name in known]
    rest = [parameter for parameter in known.values() if parameter not in asked]
    fitting = [
        (parameter.name, value)
        for parameters in (*([one] for one in asked), rest)
        for type_, value in slot.options
        for parameter in parameters
        if type_ in {parameter.type, parameter.name}
    ]
    free = [place for place in fitting if place[0] not in given]
    repeated = [place for place in fitting if named.joined and slot.options[0][0] in _SEVERAL]
    first = slot.options[0][1]
    return min(free or repeated, key=lambda place: place[1] != first, default=None)


def _words(text: str, found: Iterable[Slot]) -> frozenset[str]:
    """Return the words that are no names, each as the lexicon counts it."""
    known = lexicon()
    lowered = _without(text, (slot for slot in found if not slot.weak)).casefold()
    lowered = lowered.replace("’", "'")
    counted = set()
    for phrase, meaning in known.phrases:
        if re.search(rf"\b{re.escape(phrase)}\b", lowered):
            lowered = lowered.replace(phrase, " ")
            counted.add(meaning)
    for word in _WORD.findall(lowered):
        if word.startswith("{"):
            counted.add("stance" if word == "{stance}" else word)
        elif word not in known.stops:
            stemmed = stem(word)
            counted.add(known.single.get(word) or known.single.get(stemmed) or stemmed)
    return frozenset(counted)


def _without(text: str, found: Iterable[Slot]) -> str:
    kept = list(text)
    for slot in found:
        kept[slot.start : slot.end] = " " * (slot.end - slot.start)
    return "".join(kept)
