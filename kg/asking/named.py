"""The names in a question: parties, groups, regions, themes, instruments, symbols, days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kg.asking.choices import regions
from kg.asking.lexicon import LEXICON, stem
from kg.linking.registers import groups
from kg.linking.resolver import known
from kg.model.symbols import find
from kg.resources import rows, values

_LONGEST = 9
_WORD = re.compile(r"[^\W_]+(?:[-'’&.][^\W_]+)*")
_GOAL = re.compile(
    r"\b(?:(?:SDGs?|sustainable development) )?(?:SDGs?|goals?|targets?) "
    r"(\d{1,2}(?:\.[0-9a-d]{1,2})?)\b",
    re.IGNORECASE,
)
_STATES = re.compile(r" (?:states|countries|nations|governments|delegations|members)$")
_SHARE = re.compile(r"\b(0?\.\d{1,4}|\d{1,3} ?(?:%|per ?cent))", re.IGNORECASE)
_DAY = r"((?:19|20)\d\d(?:-\d\d-\d\d)?)"
_OWN = re.compile(r"['’]s?$")
_DELEGATION = re.compile(
    r" (?:delegations?|delegates?|governments?|representatives?|ambassadors?|ministers?)\b"
)
_PERIODS = (
    (re.compile(rf"\bbetween {_DAY} and {_DAY}\b", re.IGNORECASE), ("since", "until")),
    (re.compile(rf"\bfrom {_DAY} (?:to|until|till) {_DAY}\b", re.IGNORECASE), ("since", "until")),
    (re.compile(rf"\b(?:since|from|as of) {_DAY}\b", re.IGNORECASE), ("since",)),
    (re.compile(rf"\bafter {_DAY}\b", re.IGNORECASE), ("after",)),
    (re.compile(rf"\b(?:until|till|up to) {_DAY}\b", re.IGNORECASE), ("until",)),
    (re.compile(rf"\bbefore {_DAY}\b", re.IGNORECASE), ("before",)),
    (re.compile(rf"\b(?:in|during|of) {_DAY}\b", re.IGNORECASE), ("in",)),
)
_KINDS = {"body": ("body", "party"), "party": ("party",), "group": ("group", "party"),
          "instrument": ("instrument",), "symbol": ("document", "instrument"),
          "theme": ("theme",)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """A name at ``start:end``: what types of parameter it may fill, with the value for each.

    A ``weak`` one may go unused, and its words count as words.
    """

    start: int
    end: int
    options: tuple[tuple[str, str], ...]
    weak: bool = False


def slots(asked: str) -> tuple[Slot, ...]:
    """Find the names in a question, in their order; of overlapping ones the longest.

    >>> [slot.options[0] for slot in slots("Did ivory coast act on SDG 14.2 since 2019?")]
    [('party', 'CIV'), ('sdg', '14.2'), ('since', '2019-01-01')]
    """
    named = [*_written(asked), *_registered(asked)]
    places = {(slot.start, slot.end) for slot in named}
    hinted = [slot for slot in _hinted(asked) if (slot.start, slot.end) not in places]
    found = _merged(asked, [*named, *hinted])
    kept: list[Slot] = []
    for slot in sorted(found, key=lambda slot: (slot.start - slot.end, slot.weak)):
        if all(slot.end <= other.start or slot.start >= other.end for other in kept):
            kept.append(slot)
    weak = [
        slot
        for slot in dict.fromkeys(_stances(asked))
        if not any(_same(slot, other) for other in kept)
    ]
    dates = _dated(asked)
    return tuple(sorted((*kept, *weak, *dates), key=lambda slot: slot.start))


def _merged(asked: str, found: Iterable[Slot]) -> list[Slot]:
    """Return one slot for each place, with all that its words may mean.

    A common word ("women") may be a name or not.
    """
    places: dict[tuple[int, int], dict[tuple[str, str], None]] = {}
    for slot in found:
        places.setdefault((slot.start, slot.end), {}).update(dict.fromkeys(slot.options))
    return [
        Slot(start, end, tuple(options), weak=stem(asked[start:end].casefold()) in _common())
        for (start, end), options in places.items()
    ]


def _same(one: Slot, other: Slot) -> bool:
    return one.start < other.end and other.start < one.end


def _written(asked: str) -> Iterator[Slot]:
    for match in _GOAL.finditer(asked):
        yield Slot(match.start(), match.end(), (("sdg", match[1]),))
    for match in _SHARE.finditer(asked):
        figure = match[1].rstrip("percnt% ")
        share = figure if figure.startswith(("0", ".")) else f"{int(figure) / 100:.2f}"
        yield Slot(match.start(), match.end(), (("decimal", share),))
    for symbol in find(asked):
        written = asked[symbol.span.start : symbol.span.end]
        yield Slot(symbol.span.start, symbol.span.end, _options("symbol", written))


def _registered(asked: str) -> Iterator[Slot]:
    """Yield what the registers know, by any name, the longest at each place."""
    words = list(_WORD.finditer(asked))
    for first, word in enumerate(words):
        for last in range(min(first + _LONGEST, len(words)) - 1, first - 1, -1):
            start, end = word.start(), words[last].end()
            if options := _meaning(asked[start:end], alone=first == last):
                yield Slot(start, _with_delegation(asked, end, options), options)
                break


def _with_delegation(asked: str, end: int, options: tuple[tuple[str, str], ...]) -> int:
    """Return where a name ends, with the people who speak for it ("the Chinese delegation")."""
    follows = _DELEGATION.match(asked, end) if options[0][0] in {"party", "group"} else None
    return follows.end() if follows else end


def _meaning(name: str, *, alone: bool) -> tuple[tuple[str, str], ...]:
    name = _OWN.sub("", name)
    if alone and name.islower() and name in _stops():
        return ()
    region = _region_names().get(_STATES.sub("", name.casefold()))
    options = [("region", region)] if region else []
    for match in sorted(known(name), key=lambda match: match.kind == "theme"):
        if name.isupper() or not (alone and "acronym" in match.reason):
            options += _options(match.kind, match.id)
    theme = _theme_names().get(name.casefold())
    options += [("theme", theme)] if theme else []
    return tuple(dict.fromkeys(options))


def _options(kind: str, value: str) -> tuple[tuple[str, str], ...]:
    if kind == "party" and value in groups():
        kind = "group"
    return tuple((type_, value) for type_ in _KINDS[kind])


def _hinted(asked: str) -> Iterator[Slot]:
    """Yield the themes whose terms of art stand in the question."""
    from kg.extracting.themes.lexicon import When, load  # all of extraction: only when asked

    lexicon = load()
    for match in lexicon.index.overlapping(asked):
        for cue in lexicon.cues[match.index]:
            plain = cue.when is When.ALWAYS and cue.weight >= 2 and not (cue.void or cue.special)
            if plain and cue.cased in {"", asked[match.start : match.end]}:
                yield Slot(match.start, match.end, (("theme", cue.theme),))


def _stances(asked: str) -> Iterator[Slot]:
    lowered = asked.casefold()
    for words, meaning in _of("stance"):
        for match in re.finditer(rf"\b{re.escape(words)}(?:s|es|d|ed|ing)?\b", lowered):
            yield Slot(match.start(), match.end(), (("stance", meaning),), weak=True)
            break


def _dated(asked: str) -> Iterator[Slot]:
    taken: list[tuple[int, int]] = []
    for pattern, names in _PERIODS:
        for match in pattern.finditer(asked):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            for name, written in zip(names, match.groups(), strict=True):
                yield from _days(name, written, match.span())


def _days(name: str, written: str, place: tuple[int, int]) -> Iterator[Slot]:
    """Yield what a period means: ``since`` is its first day, ``until`` the first day after it."""
    try:
        first = date.fromisoformat(written if len(written) > 4 else f"{written}-01-01")
    except ValueError:
        return
    after = first + timedelta(days=1) if len(written) > 4 else first.replace(year=first.year + 1)
    if name in {"since", "in", "after"}:
        yield Slot(*place, (("since", str(after if name == "after" else first)),))
    if name in {"until", "in", "before"}:
        yield Slot(*place, (("until", str(first if name == "before" else after)),))


@cache
def _of(kind: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (words.casefold(), row["meaning"])
        for row in rows(LEXICON)
        if row["kind"] == kind
        for words in values(row["words"])
    )


@cache
def _region_names() -> dict[str, str]:
    named = {label.casefold(): label for label in regions()}
    return {**named, **dict(_of("region"))}


@cache
def _theme_names() -> dict[str, str]:
    return dict(_of("theme"))


@cache
def _stops() -> frozenset[str]:
    return frozenset(words for words, _ in _of("stop"))


@cache
def _common() -> frozenset[str]:
    """Return the words that a question is made of, which may also name a theme or a body."""
    return frozenset(stem(words) for kind in ("word", "stance") for words, _ in _of(kind))
