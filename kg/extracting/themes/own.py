"""Names of a speaker's own country: they say who speaks, not which conflict is spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from kg import resources
from kg.extracting.themes.finding import Found, Hit
from kg.extracting.themes.lexicon import Cue, When
from kg.phrases import fold

_NAMES = "ontology/registers/party-names.tsv"


@cache
def parties() -> Mapping[str, frozenset[str]]:
    """Return which parties each English name, adjective or capital belongs to.

    >>> sorted(parties()["belarusian"]), sorted(parties()["bamako"])
    (['BLR'], ['MLI'])
    """
    found: dict[str, set[str]] = {}
    for row in resources.rows(_NAMES):
        if row["lang"] == "en":
            found.setdefault(fold(row["name"]), set()).add(row["party"])
    return {name: frozenset(owners) for name, owners in found.items()}


def without_own(
    plain: str, found: Found, speakers: Iterable[str], *, speech: bool = False
) -> Found:
    """Let a speaker's own country count only where its situation is under discussion.

    In a whole ``speech`` the name is but another word for "we": the sentence itself must
    speak of a conflict too.
    """
    own = frozenset(speakers)
    mine = [_names_own(plain, hit, own) for hit in found.hits]
    if not any(mine):
        return found
    said = not speech or found.situated
    hits = [
        (hit[0], hit[1], _in_context(hit[2])) if is_mine else hit
        for hit, is_mine in zip(found.hits, mine, strict=True)
        if said or not is_mine
    ]
    return Found(hits, found.pointers, found.situated, conditional=True)


def _names_own(plain: str, hit: Hit, own: frozenset[str]) -> bool:
    start, end, cue = hit
    if not cue.place or cue.when is not When.SITUATION:
        return False
    return not parties().get(fold(plain[start:end]), frozenset()).isdisjoint(own)


@cache
def _in_context(cue: Cue) -> Cue:
    return replace(cue, when=When.CONTEXT)
