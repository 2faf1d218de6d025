"""Recorded votes: the figures in every order, and the parties named with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extracting.figures import NUMBER_WORD, number
from kg.model.mentions import Kind, Mentions
from kg.model.record import Vote
from kg.model.source import Span

_N = rf"(?P<{{}}>\b{NUMBER_WORD})"
_MEMBERS = r"(?: (?:votes?|members?|member states|states|delegations|countries))?(?: (?:cast|voting|voted))?"
_ITEM = re.compile(
    rf"(?P<n>\b{NUMBER_WORD}){_MEMBERS} (?P<side>in favou?r|against|abstaining|abstentions?|"
    r"abstained)\b(?: ?\((?P<who>[^()]*)\))?"
    rf"|\b(?:vote of|votes of|by|was|received|of) (?P<yes>{NUMBER_WORD})(?: votes?)?(?: in favou?r)?"
    rf"(?: ?\((?P<yes_who>[^()]*)\))?,? to (?P<no>{NUMBER_WORD})\b(?: against)?"
    r"(?: ?\((?P<no_who>[^()]*)\))?"
    rf"|\b(?:vote of|votes of) (?P<a>\d+)[-–](?P<b>\d+)[-–](?P<c>\d+)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:with|and|while) (?P<who>[^;.()]{3,200}?) (?P<side>abstaining|voting against|abstained|"
    r"voted against|voting in favou?r)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?P<side>In favou?r|Against|Abstain(?:ing|ed|tions?)?|Absent|Not voting)\s?:", re.IGNORECASE
)
_SIDES = {"in": "favour", "ag": "against", "ab": "abstaining", "vo": "favour"}


@dataclass(frozen=True, slots=True)
class Tally:
    """A vote and the stretch of text that states it."""

    vote: Vote
    span: Span


def tally(text: str, span: Span, mentions: Mentions) -> Tally | None:
    """Return the vote whose figures ``text`` gives inside ``span``, ``None`` without figures.

    >>> text = "by a recorded vote of 158 in favour to 2 against, with one abstention"
    >>> vote = tally(text, Span(0, len(text)), Mentions([])).vote
    >>> vote.in_favour, vote.against, vote.abstaining
    (158, 2, 1)
    >>> text = "was adopted by 105 votes to 9, with 33 abstentions"
    >>> vote = tally(text, Span(0, len(text)), Mentions([])).vote
    >>> vote.in_favour, vote.against, vote.abstaining
    (105, 9, 33)
    """
    vote, places = Vote(), []
    for match in _ITEM.finditer(text, span.start, span.end):
        changed = _with_item(vote, match, mentions)
        if changed != vote:
            vote = changed
            places.append(match.span())
    if vote.in_favour is None and vote.against is None and vote.abstaining is None:
        return None
    for match in _NAMED.finditer(text, span.start, span.end):
        side = _side(match["side"])
        if not _parties_of(vote, side):
            named = _parties(mentions, Span(*match.span("who")))
            vote = _with_parties(vote, side, named)
    return Tally(vote, Span(places[0][0], places[-1][1]))


def _with_item(vote: Vote, match: re.Match[str], mentions: Mentions) -> Vote:
    if match["a"]:
        yes, no, rest = (int(match[one]) for one in "abc")
        return replace(vote, in_favour=yes, against=no, abstaining=rest)
    if match["yes"]:
        if vote.in_favour is not None:
            return vote
        vote = replace(vote, in_favour=number(match["yes"]), against=number(match["no"]))
        vote = _with_parties(vote, "favour", _in_group(match, "yes_who", mentions))
        return _with_parties(vote, "against", _in_group(match, "no_who", mentions))
    side = _side(match["side"])
    if getattr(vote, "in_favour" if side == "favour" else side) is not None:
        return vote
    value = number(match["n"])
    if side == "favour":
        vote = replace(vote, in_favour=value)
    elif side == "against":
        vote = replace(vote, against=value)
    else:
        vote = replace(vote, abstaining=value)
    return _with_parties(vote, side, _in_group(match, "who", mentions))


def _side(words: str) -> str:
    lowered = words.lower().removeprefix("voting ").removeprefix("voted ")
    return _SIDES[lowered[:2]]


def _in_group(match: re.Match[str], group: str, mentions: Mentions) -> tuple[str, ...]:
    return _parties(mentions, Span(*match.span(group))) if match[group] else ()


def _parties(mentions: Mentions, span: Span) -> tuple[str, ...]:
    """Return the States named inside ``span`` in order, each once."""
    found = (m.id for m in mentions.within(span, Kind.PARTY))
    return tuple(dict.fromkeys(one for one in found if one and ":" not in one))


def _parties_of(vote: Vote, side: str) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(vote, "parties_for" if side == "favour" else f"parties_{side}")
    return found


def _with_parties(vote: Vote, side: str, parties: tuple[str, ...]) -> Vote:
    if not parties:
        return vote
    if side == "favour":
        return replace(vote, parties_for=parties)
    if side == "against":
        return replace(vote, parties_against=parties)
    return replace(vote, parties_abstaining=parties)


def lists(text: str, mentions: Mentions) -> Iterator[Tally]:
    """Yield the votes that the text prints as lists: "In favour: … Against: … Abstaining: …".

    Each tally has names only where the text prints names; figures are counted from them.
    """
    if "avour:" not in text and "avour :" not in text and "avor:" not in text:
        return
    labels = [match for match in _LABEL.finditer(text) if _has_names(match, text, mentions)]
    group: list[re.Match[str]] = []
    for label in labels:
        if group and (
            label["side"].lower().startswith("in fav") or label.start() - group[-1].end() > 6000
        ):
            yield _listed(group, text, mentions)
            group = []
        group.append(label)
    if group and group[0]["side"].lower().startswith("in fav"):
        yield _listed(group, text, mentions)


def _has_names(match: re.Match[str], text: str, mentions: Mentions) -> bool:
    after = text[match.end() : match.end() + 12].strip().lower()
    near = Span(match.end(), match.end() + 60)
    return after.startswith("none") or next(mentions.within(near, Kind.PARTY), None) is not None


def _listed(labels: list[re.Match[str]], text: str, mentions: Mentions) -> Tally:
    vote, end = Vote(), labels[0].end()
    for at, label in enumerate(labels):
        limit = labels[at + 1].start() if at + 1 < len(labels) else label.end() + 6000
        stop = _list_end(text, label.end(), limit)
        parties = _parties(mentions, Span(label.end(), stop))
        if label["side"].lower()[:4] in ("in f", "agai", "abst"):
            vote = _with_parties(vote, _side(label["side"]), parties)
            end = stop
    return Tally(vote, Span(labels[0].start(), end))


def _list_end(text: str, start: int, limit: int) -> int:
    """Return where a list of names ends: at a full stop, or before a word no list contains."""
    match = re.compile(
        r"[.;](?=\s|$)|\b(?:[Dd]raft|The|was|were|has|Resolution)\b(?! (?:Gambia|Bahamas))"
    )
    found = match.search(text, start, min(limit, len(text)))
    return found.start() if found else min(limit, len(text))
