"""How questions in strangers' words fare: floors under precision, coverage and refusals.

``python tests/asking/test_phrasings.py`` prints the figures and what was misread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.asking import bind, question
from kg.asking.words import understand

PHRASINGS = Path(__file__).parent / "phrasings.tsv"
FLOOR = {"precision": 0.95, "coverage": 0.88, "refusals": 0.95}

Read = tuple[str, frozenset[tuple[str, str]]]
"""A canned question and its parameters, as pairs of name and value."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A question in words and what it may be read as; nothing where it must be refused."""

    words: str
    meant: tuple[Read, ...]


def phrasings() -> Iterator[Phrasing]:
    lines = [line for line in PHRASINGS.read_text("utf-8").splitlines() if line[:1] != "#"]
    for line in lines[1:]:
        words, name, parameters, also = line.split("\t")
        other, _, others = also.partition(": ")
        pairs = ((name, parameters), (other, others))
        yield Phrasing(words, tuple((one, _pairs(of)) for one, of in pairs if one))


def _pairs(written: str) -> frozenset[tuple[str, str]]:
    cells = (pair.partition("=") for pair in written.split("; ") if pair)
    return frozenset((name, value) for name, _, value in cells)


def heard(words: str) -> Read | None:
    chosen = understand(words).chosen
    if chosen is None:
        return None
    values = {(name, value) for name, given in chosen.values.items() for value in given}
    return chosen.question.name, frozenset(values)


def figures() -> Mapping[str, float]:
    """Measure: right among the answered, answered among the answerable, refused among the rest."""
    read = [(one, heard(one.words)) for one in phrasings()]
    answerable = [(one, got) for one, got in read if one.meant]
    answered = [(one, got) for one, got in read if got is not None]
    beside = [got for one, got in read if not one.meant]
    return {
        "precision": sum(got in one.meant for one, got in answered) / len(answered),
        "coverage": sum(got is not None for _, got in answerable) / len(answerable),
        "refusals": sum(got is None for got in beside) / len(beside),
    }


@pytest.mark.parametrize("name", sorted(FLOOR))
def test_no_figure_falls_below_its_floor(name: str) -> None:
    assert figures()[name] >= FLOOR[name]


def test_the_phrasings_ask_what_can_be_asked() -> None:
    read = list(phrasings())
    assert (len([one for one in read if one.meant]), len(read)) >= (117, 152)
    for one in read:
        for name, parameters in one.meant:
            bind(question(name), {key: [value] for key, value in parameters})


if __name__ == "__main__":
    print(figures())
    for phrasing in phrasings():
        got = heard(phrasing.words)
        if got not in (phrasing.meant or (None,)):
            near = understand(phrasing.words)
            print(
                phrasing.words,
                "\n   ",
                got,
                near.reason,
                [
                    (one.question.name, round(one.nearness, 2), dict(one.values))
                    for one in ((near.chosen,) if near.chosen else ()) + near.alternatives
                ],
            )
