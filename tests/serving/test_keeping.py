"""Kept answers: bounded, the least asked go first, nothing of chance."""

from __future__ import annotations

from kg.serving.children import Reply
from kg.serving.keeping import Kept
from kg.storing.requests import Request


def reply(size: int) -> Reply:
    return Reply(b"J", b"x" * size)


def test_what_was_not_asked_for_goes_first() -> None:
    kept = Kept(4000)
    first, second, third = (Request(f"ASK {{}} # {n}") for n in range(3))
    kept.put(first, reply(1000))
    kept.put(second, reply(1000))
    assert kept.get(first) == reply(1000)
    kept.put(third, reply(1000))
    assert kept.get(second) is None
    assert kept.get(first)
    assert kept.get(third)


def test_formats_and_datasets_are_kept_apart() -> None:
    kept = Kept(100_000)
    kept.put(Request("ASK {}"), reply(1))
    assert kept.get(Request("ASK {}", table="csv")) is None
    assert kept.get(Request("ASK {}", default=("urn:a",), named=())) is None


def test_large_answers_and_those_of_chance_are_not_kept() -> None:
    kept = Kept(10_000_000)
    for request, size in ((Request("ASK {}"), 70_000), (Request("SELECT (RAND() AS ?x) {}"), 1)):
        kept.put(request, reply(size))
        assert kept.get(request) is None


def test_nothing_is_kept_of_an_edition_that_is_closed() -> None:
    kept = Kept(10_000)
    kept.put(Request("ASK {}"), reply(1))
    kept.clear()
    kept.put(Request("ASK {}"), reply(1))
    assert kept.get(Request("ASK {}")) is None
