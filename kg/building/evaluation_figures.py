"""The figures of an evaluation: counts of what agrees, what is missing and what is too much."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kg.building.evaluation_gold import Json
from kg.iris import slug

Item = TypeVar("Item", bound=Hashable)
_SMALL_WORDS = frozenset(["the", "of", "and", "all", "a"])
_TITLE_WORDS = frozenset(
    ["the", "of", "and", "on", "in", "to", "for", "a", "an", "draft", "resolution", "decision",
     "text", "titled"]
)  # fmt: skip


@dataclass(slots=True)
class Agreement:
    """True positives, false positives and false negatives of one figure."""

    right: int = 0
    spurious: int = 0
    missing: int = 0

    def compare(self, gold: Collection[Item], found: Collection[Item]) -> None:
        """Count two sets of labels of one sentence or document."""
        expected, given = set(gold), set(found)
        self.right += len(expected & given)
        self.spurious += len(given - expected)
        self.missing += len(expected - given)

    def count(self, right: int, spurious: int, missing: int) -> None:
        """Add counts made elsewhere."""
        self.right += right
        self.spurious += spurious
        self.missing += missing

    def value(self) -> dict[str, float]:
        """Return precision, recall, F1 and the number of gold items.

        >>> Agreement(3, 1, 0).value()
        {'p': 0.75, 'r': 1.0, 'f1': 0.8571428571428571, 'n': 3}
        """
        found, expected = self.right + self.spurious, self.right + self.missing
        precision = self.right / found if found else 1.0
        recall = self.right / expected if expected else 1.0
        total = precision + recall
        f1 = 2 * precision * recall / total if total else 0.0
        return {"p": precision, "r": recall, "f1": f1, "n": expected}


@dataclass(slots=True)
class Accuracy:
    """How many of ``n`` decisions are right."""

    right: int = 0
    n: int = 0

    def value(self) -> dict[str, float]:
        """Return the share and the number of decisions."""
        return {"accuracy": self.right / self.n if self.n else 1.0, "n": self.n}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One difference from the gold: which figure, where, both values and the sentence."""

    figure: str
    document: str
    place: str
    expected: str
    found: str
    text: str = ""

    def line(self) -> str:
        """Return the difference as one tab-separated line."""
        cells = (self.figure, self.document, self.place, self.expected, self.found, self.text)
        return "\t".join(" ".join(cell.split()) for cell in cells)


@dataclass(slots=True)
class Tallies:
    """All counts of one evaluation."""

    accuracies: dict[str, Accuracy] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    confusion: dict[tuple[str, str], int] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)
    bad_quotes: int = 0
    quotes: int = 0

    def hit(
        self, figure: str, expected: object, found: object, *, at: tuple[str, str, str]
    ) -> None:
        """Count one decision; ``at`` is document, place and text, for the list of differences."""
        accuracy = self.accuracies.setdefault(figure, Accuracy())
        accuracy.n += 1
        accuracy.right += expected == found
        if expected != found:
            self.differ(figure, expected, found, at=at)

    def agreement(self, figure: str) -> Agreement:
        """Return the counts of ``figure``, new ones at first."""
        return self.agreements.setdefault(figure, Agreement())

    def differ(
        self, figure: str, expected: object, found: object, *, at: tuple[str, str, str]
    ) -> None:
        """Note a difference."""
        document, place, text = at
        self.disagreements.append(
            Disagreement(figure, document, place, shown(expected), shown(found), text)
        )


def shown(value: object) -> str:
    """Return a value as a cell of the list of differences.

    >>> shown(frozenset({"b", "a"})), shown(None), shown(("x",))
    ('a, b', '-', 'x')
    """
    if isinstance(value, (set, frozenset)):
        return ", ".join(sorted(map(str, value))) or "-"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "-"
    return "-" if value is None else str(value)


def matching_texts(golds: Sequence[str], found: Sequence[str]) -> tuple[int, int, int]:
    """Match short texts (slugs) that share half their words; return right, spurious, missing.

    >>> matching_texts(["international-community"], ["the-international-community", "israel"])
    (1, 1, 0)
    """
    left, right = list(found), 0
    for gold in golds:
        hit = next((one for one in left if one == gold or _jaccard(gold, one) >= 0.5), None)
        if hit is not None:
            right += 1
            left.remove(hit)
    return right, len(left), len(golds) - right


def _jaccard(one: str, other: str) -> float:
    mine, theirs = (set(text.split("-")) - _SMALL_WORDS for text in (one, other))
    return len(mine & theirs) / max(1, len(mine | theirs))


def same_text(one: Json, other: Json, name: str) -> bool:
    """Whether two outcomes or instruments are one: by symbol, else by half of their words.

    >>> same_text({"symbol": "A/1 ", "what": "x"}, {"symbol": "a/1", "what": "y"}, "what")
    True
    >>> same_text({"name": "the Pact for the Future"}, {"name": "Pact"}, "name")
    True
    """
    mine, theirs = (re.sub(r"\s", "", x.get("symbol") or "").upper() for x in (one, other))
    if mine and theirs:
        return mine == theirs
    first, second = (slug(x.get(name) or "") for x in (one, other))
    if not first or first == second:
        return bool(first)
    words = [set(text.split("-")) - _TITLE_WORDS for text in (first, second)]
    return len(words[0] & words[1]) >= 0.5 * max(1, min(map(len, words)))


def paired(
    golds: Iterable[Json], found: Iterable[Json], name: str, kind: str | None = None
) -> tuple[list[tuple[Json, Json]], list[Json], list[Json]]:
    """Pair each gold item with the first found one that is the same; also return the rest."""
    left, pairs, missing = list(found), [], []
    for gold in golds:
        hit = next((one for one in left if _alike(gold, one, name, kind)), None)
        if hit is None:
            missing.append(gold)
        else:
            left.remove(hit)
            pairs.append((gold, hit))
    return pairs, missing, left


def _alike(gold: Json, one: Json, name: str, kind: str | None) -> bool:
    return (kind is None or gold.get(kind) == one.get(kind)) and same_text(gold, one, name)


def given(facts: Json, key: str) -> list[Any]:
    """Return a list of the document's facts, empty where it has none."""
    return list(facts.get(key) or [])
