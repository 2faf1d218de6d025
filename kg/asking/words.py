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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.asking.named import Slot, slots, stem
from kg.asking.questions import Parameter, Question, questions
from kg.resources import rows, values

LEXICON = "ontology/lexicons/question-words.tsv"
NEAR = 0.5
"""How near a question must come to be asked."""
APART = 0.04
"""How much nearer than the next it must be."""
_SLOT = 0.8
_LOST = 1.6
_UNUSED = 0.3
_UNKNOWN = 0.8
_DENIED = 0.6
_WORD = re.compile(r"\{\w+\}|[^\W_]+(?:'[a-z]+)?")
_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A canned question with parameters, and how near its wording comes (0 to 1).

    ``needs`` names required parameters that the words do not give.
    """

    question: Question
    values: Mapping[str, tuple[str, ...]]
    nearness: float
    needs: tuple[str, ...] = ()


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
    found = [(slot, _words(asked[slot.start : slot.end], ())) for slot in slots(asked)]
    words = _words(asked, [slot for slot, _ in found])
    near = sorted(
        (reading for one in _ways() if (reading := _nearest(one, words, found))),
        key=lambda reading: (-reading.nearness, reading.question.name),
    )
    whole = [reading for reading in near if not reading.needs]
    best = near[0] if near else None
    if best is None or best.nearness < NEAR:
        return Understanding(None, tuple(near[:3]), "no question comes near enough")
    if best.needs:
        return Understanding(None, tuple(near[:3]), f"it must name: {', '.join(best.needs)}")
    if len(whole) > 1 and best.nearness - whole[1].nearness < APART:
        return Understanding(None, tuple(near[:3]), "more than one question may be meant")
    return Understanding(best, tuple(one for one in near[1:4] if one.nearness >= NEAR))


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of asking a question: its weighted words, and its parameters in their order."""

    words: frozenset[str]
    order: tuple[str, ...]


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
                _Way(frozenset(_words(way, ())), tuple(_HOLE.findall(way)))
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


_Named = tuple[Slot, frozenset[str]]
"""A name and the words that it counts as where it is no name."""


def _nearest(one: _Asked, words: frozenset[str], found: Sequence[_Named]) -> Reading | None:
    best: Reading | None = None
    for way in one.ways:
        named = [slot for slot, said in found if not _a_word(slot, said, way)]
        given, lost = _placed(one.question, way.order, named)
        asked = words | {"{" + name + "}" for name in given if name != "stance"}
        nearness = _cosine(asked, way.words, lost)
        if ("not" in asked) != ("not" in way.words):
            nearness *= _DENIED
        if best is None or nearness > best.nearness:
            needs = [p.name for p in one.question.parameters if p.required and p.name not in given]
            best = Reading(one.question, given, nearness, tuple(needs))
    return best if best is not None and best.nearness > 0 else None


def _a_word(slot: Slot, said: frozenset[str], way: _Way) -> bool:
    """Whether what might be a name is a word of the way of asking ("women" that speak)."""
    return slot.weak and slot.options[0][0] != "stance" and said <= way.words


def _cosine(asked: frozenset[str], way: frozenset[str], lost: float) -> float:
    """Compare two sets of words; a name that the question has no place for counts against it."""
    shared = sum(_weight(word) ** 2 for word in asked & way)
    ours = sum(_weight(word) ** 2 for word in asked) + lost * _LOST**2
    theirs = sum(_weight(word) ** 2 for word in way)
    return shared / math.sqrt(ours * theirs) if ours and theirs else 0.0


def _placed(
    question: Question, order: Sequence[str], found: Sequence[Slot]
) -> tuple[dict[str, tuple[str, ...]], float]:
    """Give the names found to the parameters, in the order of the way of asking."""
    known = {parameter.name: parameter for parameter in question.parameters}
    names = [*(name for name in order if name in known), *(n for n in known if n not in order)]
    given: dict[str, tuple[str, ...]] = {}
    lost = 0.0
    for slot in found:
        place = _place([known[name] for name in names], slot, given)
        if place is None:
            lost += _UNUSED if slot.weak else 1.0
        else:
            given[place[0]] = (*given.get(place[0], ()), place[1])
            lost += _UNUSED * (place[1] != slot.options[0][1])
    return given, lost


def _place(
    parameters: Iterable[Parameter], slot: Slot, given: Mapping[str, tuple[str, ...]]
) -> tuple[str, str] | None:
    fitting = [
        (parameter.name, value)
        for type_, value in slot.options
        for parameter in parameters
        if type_ in {parameter.type, parameter.name}
    ]
    free = [place for place in fitting if place[0] not in given]
    repeated = [place for place in fitting if slot.options[0][0] in {"theme", "party", "region"}]
    return next(iter(free or repeated), None)


def _words(text: str, found: Iterable[Slot]) -> frozenset[str]:
    """Return the words that are no names, each as the lexicon counts it."""
    kept = list(text)
    for slot in found:
        if not slot.weak:
            kept[slot.start : slot.end] = " " * (slot.end - slot.start)
    single, phrases, stops = _lexicon()
    lowered = "".join(kept).casefold().replace("’", "'")
    counted = set()
    for phrase, meaning in phrases:
        if re.search(rf"\b{re.escape(phrase)}\b", lowered):
            lowered = lowered.replace(phrase, " ")
            counted.add(meaning)
    for word in _WORD.findall(lowered):
        if word.startswith("{"):
            counted.add("stance" if word == "{stance}" else word)
        elif word not in stops:
            stemmed = stem(word)
            counted.add(single.get(word) or single.get(stemmed) or stemmed)
    return frozenset(counted)


@cache
def _lexicon() -> tuple[dict[str, str], tuple[tuple[str, str], ...], frozenset[str]]:
    single: dict[str, str] = {}
    phrases: list[tuple[str, str]] = []
    stops: set[str] = set()
    for row in rows(LEXICON):
        for written in values(row["words"]):
            word = written.casefold()
            if row["kind"] == "stop":
                stops.add(word)
            elif row["kind"] in {"word", "stance"}:
                meaning = "stance" if row["kind"] == "stance" else row["meaning"]
                if " " in word:
                    phrases.append((word, meaning))
                else:
                    single.setdefault(word, meaning)
                    single.setdefault(stem(word), meaning)
    return single, tuple(sorted(phrases, key=lambda pair: -len(pair[0]))), frozenset(stops)
