"""The cues of a clause: demands, set phrases, the conduct of the speaker's own party."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cache
from typing import NamedTuple

from kg.extracting.acts.clauses import Clause
from kg.extracting.acts.conduct import NO_CONDUCT, WILL, conduct, own_before, unsure
from kg.extracting.acts.cue import Cue
from kg.extracting.acts.demands import DEGREES, DEMANDING, URGENT, demand
from kg.extracting.acts.lexicon import Phrase, lexicon
from kg.extracting.acts.subjects import Subject, View, Who, subject
from kg.extracting.acts.tokens import (
    ADVERBS,
    AUXILIARY,
    BE,
    HAVE,
    NEGATIONS,
    OPENING_QUOTES,
    QUOTES,
    is_adverb,
)

_OWN = (Who.OWN, Who.WE, Who.SPEAKER, Who.ROLE)
_OURS = frozenset({"our", "my", "us", "me"})
_FARTHEST = 16
"""Tokens within which a phrase goes on after quotes and adverbs; no cue runs on for longer."""
_WEAK = frozenset({"must", "should", "can", "could", "may", "might", "cannot"})


def cues(view: View, clause: Clause) -> list[Cue]:
    """Return the cues of a clause, at most one of each type, in order; none of an if-clause."""
    if clause.link in ("if", "unless"):
        return []
    openings, said = _openings(), view.tokens.words
    reached = begin = clause.begin
    opened = [at for at, word in enumerate(said[begin : clause.end], begin) if word in openings]
    if not opened:
        return []
    found: dict[str, Cue] = {}
    for at in opened:
        opening = openings[said[at]]
        if not opening.may(said, at, clause.end):
            continue
        cue = _cue(view, clause, at, opening.finders) if at >= reached else None
        if cue is not None:
            reached = cue.end
            if cue.type != "none":
                found.setdefault(cue.type, cue)
    return sorted(found.values(), key=lambda cue: cue.begin)


Finder = Callable[[View, Clause, int], Cue | None]


class _Opening(NamedTuple):
    """The rules that look at a word, in order, and the words beside which they find nothing.

    ``after`` holds the words that must follow, if not any may; ``inside`` says that they must
    do so in the same clause. ``verb`` says that the word is nothing but a verb of conduct.
    Most places are ruled out by a look at the next word, which is far cheaper than a rule.
    """

    finders: tuple[Finder, ...]
    after: Set[str] | None = None
    inside: bool = False
    verb: bool = False

    def may(self, said: list[str], at: int, end: int) -> bool:
        """Whether a rule may find something at ``at`` in a clause that ends before ``end``."""
        if self.verb:
            return not at or said[at - 1] not in NO_CONDUCT
        if self.after is None:
            return True
        if at + 1 >= (end if self.inside else len(said)):
            return False
        following = said[at + 1]
        return following in self.after or following.endswith("ly")


@cache
def _openings() -> dict[str, _Opening]:
    """Return for every word at which a cue may open what looks at it."""
    known = lexicon()
    inflected = {w for w, f in known.conduct.items() if f.kinds & {"past", "third", "base"}}
    groups: tuple[tuple[Finder, Set[str]], ...] = (
        (_phrase, known.phrases.keys()),
        (demand, DEMANDING | BE | HAVE),
        (conduct, inflected | BE | HAVE | WILL),
    )
    every = set().union(*(opening for _, opening in groups))
    found = {}
    for word in every:
        finders = tuple(rule for rule, opening in groups if word in opening)
        longer = known.phrases.get(word, {})
        if finders == (conduct,) and word not in BE | HAVE | WILL:
            found[word] = _Opening(finders, verb=True)
        elif "" in longer or word in DEMANDING or (word in inflected and word not in BE | HAVE):
            found[word] = _Opening(finders)
        elif finders == (_phrase,):
            found[word] = _Opening(finders, longer.keys() | QUOTES | ADVERBS, inside=True)
        else:
            after = longer.keys() | QUOTES | ADVERBS | _after_auxiliary(word)
            found[word] = _Opening(finders, after)
    return found


def _after_auxiliary(word: str) -> Set[str]:
    """Return the words one of which follows a form of "be", "have" or "will" in every cue."""
    wanted = {"base"} if word in WILL else {"participle", "ing"}
    verbs = {form for form, verb in lexicon().conduct.items() if verb.kinds & wanted}
    return verbs | DEGREES | URGENT | OPENING_QUOTES | {"be", "been", "to"}


def _cue(view: View, clause: Clause, at: int, finders: tuple[Finder, ...]) -> Cue | None:
    if view.first and view.tokens.quoted[at]:
        return None
    for finder in finders:
        cue = finder(view, clause, at)
        if cue is not None:
            return cue
    return None


def _phrase(view: View, clause: Clause, at: int) -> Cue | None:
    """Return the longest set phrase that opens at token ``at`` and whose subject is right."""
    opened = view.lexicon.phrases.get(view.tokens.words[at])
    if opened is None:
        return None
    second, end = at + 1, min(at + _FARTHEST, clause.end)
    while second < end and _between(view.tokens.words[second]):
        second += 1
    following = opened.get(view.tokens.word(second), ())
    alone = opened.get("", ())
    if not following and not alone:
        return None
    for phrase in (*following, *alone):
        last, negated = _matched(view, clause, at, phrase)
        if last is None:
            continue
        found = subject(view, at)
        if _subject_fits(view, clause, at, phrase, found):
            return Cue(phrase.type, phrase.rule, at, last + 1, found, negated)
    return None


def _subject_fits(view: View, clause: Clause, at: int, phrase: Phrase, found: Subject) -> bool:
    match phrase.subject:
        case "reliance":
            after = range(at + 2, min(at + 9, len(view.tokens)))
            return any(p in view.own or view.tokens.words[p] in _OURS for p in after)
        case "own":
            own = found.who in _OWN or (
                found.who is Who.SAME and own_before(view, at) and not unsure(view, at)
            )
            return own and not _weakened(view, at)
        case "reported":
            return clause.said
        case "other":
            return found.who is not Who.OWN
    return True


def _weakened(view: View, at: int) -> bool:
    """Whether a modal or "to" before a phrase makes it no fact ("must be ready to")."""
    phrase, place = view.tokens.words, at - 1
    while place >= max(0, at - _FARTHEST) and (
        phrase[place] in AUXILIARY or is_adverb(phrase[place])
    ):
        if phrase[place] in _WEAK:
            return True
        place -= 1
    return place >= 0 and phrase[place] in ("to", "ought")


def _matched(view: View, clause: Clause, at: int, phrase: Phrase) -> tuple[int | None, bool]:
    """Return the last token of ``phrase`` opened at ``at``, and whether a negation is inside."""
    found, place, negated = view.tokens.words, at, False
    end = min(clause.end, at + _FARTHEST + len(phrase.rest))
    for accepted in phrase.rest:
        place += 1
        while place < end and found[place] not in accepted and _between(found[place]):
            negated = negated or found[place] in NEGATIONS
            place += 1
        if place >= end or found[place] not in accepted:
            return None, False
    return place, negated


def _between(word: str) -> bool:
    return word in QUOTES or is_adverb(word)
