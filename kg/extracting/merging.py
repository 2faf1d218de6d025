"""Reports of one decision joined: a lead, the detail that follows it, a summary at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.extracting.names import words
from kg.model.record import Outcome, Vote

_GENERIC_WORDS = (
    "draft resolution decision text document titled entitled new revised amended its that the "
    "resolutions texts drafts"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())


@dataclass(frozen=True, slots=True)
class Event:
    """A decision as one sentence reports it; ``at`` numbers the sentence.

    ``definite``: the sentence points to a text that was spoken of before.
    """

    outcome: Outcome
    at: int
    definite: bool = False


def merged(events: Iterable[Event]) -> list[Event]:
    """Join reports of one decision, in the order of the first reports."""
    kept: list[Event] = []
    for event in events:
        at = next((at for at, one in enumerate(kept) if _one_decision(one, event)), None)
        if at is None:
            kept.append(event)
        else:
            kept[at] = replace(kept[at], outcome=_joined(kept[at].outcome, event.outcome))
    return kept


def _one_decision(first: Event, second: Event) -> bool:
    one, other = first.outcome, second.outcome
    if one.kind != other.kind:
        return False
    if one.symbol and other.symbol:
        return one.symbol == other.symbol
    mine, theirs = figures(one.vote), figures(other.vote)
    if mine and theirs:
        return mine == theirs
    return _alike(one.what, other.what, second.at - first.at, lead=first.at <= 2) or _continued(
        first, second
    )


def _alike(one: str, other: str, distance: int, *, lead: bool) -> bool:
    """Whether two descriptions mean one text; a bare "resolution" means the one nearby."""
    mine, theirs = significant(one), significant(other)
    if not mine or not theirs:
        return distance <= (12 if lead else 4)
    return len(mine & theirs) >= 0.6 * min(len(mine), len(theirs))


def _continued(first: Event, second: Event) -> bool:
    """Whether a text without symbol is the one that the next sentences name fully."""
    if first.outcome.symbol or not 0 < second.at - first.at <= 6:
        return False
    if not first.outcome.what.lower().startswith(_TEXTS):
        return False
    numbered = "/RES/" in (second.outcome.symbol or "") and second.at - first.at <= 3
    return second.definite or numbered


_TEXTS = ("resolution", "draft", "text", "decision", "declaration")


def figures(vote: Vote) -> tuple[int | None, int | None, int | None] | None:
    """Return the three counts of a vote, ``None`` where none is known."""
    found = (vote.in_favour, vote.against, vote.abstaining)
    return None if found == (None, None, None) else found


def significant(what: str) -> set[str]:
    """Return the words of a description that tell one text from another.

    >>> sorted(significant("draft resolution on road safety")), significant("the draft resolution")
    (['road', 'safety'], set())
    """
    return set(words(what)) - _GENERIC


def _joined(one: Outcome, other: Outcome) -> Outcome:
    """Return both reports as one, with the fuller vote and the fuller name."""
    richer, poorer = (other, one) if figures(other.vote) else (one, other)
    fuller = max((one, other), key=lambda o: (bool(significant(o.what)), bool(o.symbol)))
    what = fuller.what
    if "/RES/" in (other.symbol or "") and one.what.lower().startswith("resolution on "):
        what = f"{other.what} {one.what.partition(' ')[2]}"
    return replace(
        richer,
        what=what,
        symbol=one.symbol or other.symbol,
        procedure=richer.procedure if richer.procedure != "unknown" else poorer.procedure,
    )
