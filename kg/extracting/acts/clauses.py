"""Where clauses begin in what a speaker says, and whether a clause asserts something."""

from __future__ import annotations

from typing import NamedTuple

from kg.extracting.acts.subjects import View
from kg.extracting.acts.tokens import BREAKS, DASHES, FINITE
from kg.extracting.acts.words import words


class Clause(NamedTuple):
    """Tokens ``begin:end``.

    ``link`` is the word that joins it to the clause before, ``said`` means that a verb of
    saying governs it.
    """

    begin: int
    end: int
    link: str = ""
    said: bool = False


_SUBORDINATORS = words("subordinator") | {"if"}
_FREE_SUBORDINATORS = frozenset({"because", "whereas", "although", "if", "unless"})
_COORDINATORS = words("coordinator")
_LINKS = _SUBORDINATORS | _COORDINATORS | DASHES | {";", "?", "!", "unless"}
_FRONTED = frozenset({"while", "as", "although", "if", "since", "though"})
_ASSERTING = frozenset({";", "because", "as", "since", "while", "although", "whereas"})
_SESSIONS, SITTING = words("session"), words("sitting")
_OCCASION_OPENERS = frozenset({"as", "when", "while"})
_PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i", "there", "that", "this"})
_TIMELY = frozenset({"as", "since"})
_ORDINALS = words("ordinal")
_DEBATES = words("debate")
_NOT_CAUSE = frozenset({"part", "such", "follows", "regards"})
_NO_CLAUSE = BREAKS | {"including", "with", "not", "in"}
_INSERTION_ENDS = DASHES | {";"}
_MAIN_VERBS = FINITE | {"need", "needs", "require", "requires"}


def clauses(view: View, begin: int, end: int, *, said: bool = False) -> list[Clause]:
    """Split ``begin:end`` where a new finite clause is joined."""
    found: list[Clause] = []
    start, link = begin, _first_link(view, begin, end)
    joints = _LINKS | {","} if link in _FRONTED else _LINKS
    places = [
        at
        for at, word in enumerate(view.tokens.words[begin + 1 : end], begin + 1)
        if word in joints
    ]
    for at in places:
        if view.tokens.words[at] == ",":
            word = "," if start == begin else ""
        else:
            word = _link(view, at, start, end)
        if word:
            found.append(Clause(start, at, link, said))
            start, link = at, word
    found.append(Clause(start, end, link, said))
    return found


def _first_link(view: View, begin: int, end: int) -> str:
    word = view.tokens.word(begin)
    if word in _TIMELY and not _finite_soon(view, begin + 1, end):
        return ""
    return word if word in _SUBORDINATORS else ""


def _link(view: View, at: int, start: int, end: int) -> str:
    """Return the word at ``at`` if a clause begins there."""
    word = view.tokens.words[at]
    if word in (";", "?", "!"):
        return word
    if word in _SUBORDINATORS or word == "unless":
        before = view.tokens.words[at - 1] if at > start else ","
        free = word in _FREE_SUBORDINATORS or before in (",", "—")
        return word if free and _subordinates(view, at, end) else ""
    if word in DASHES:
        return word if _finite_insertion(view, at + 1, end) else ""
    if word in _COORDINATORS and at + 1 < end:
        return word if _coordinates(view, at, start, end) else ""
    return ""


def _subordinates(view: View, at: int, end: int) -> bool:
    """Whether "as", "while" … opens a finite clause ("as well as" and "while noting" do not)."""
    tokens = view.tokens
    following = tokens.word(tokens.forward(at + 1))
    if tokens.words[at] == "because" and following == "of":
        return False
    if tokens.words[at] == "since" and not _finite_soon(view, at + 1, end):
        return False
    if tokens.words[at] == "as":
        other = tokens.word(at + 1) == "well" or following in _NOT_CAUSE
        return not other and _finite_soon(view, at + 1, end)
    return tokens.words[at] not in ("while", "since") or not following.endswith("ing")


def _finite_soon(view: View, begin: int, end: int) -> bool:
    """Whether a finite verb that the rules can see follows before the next comma or dash."""
    for at in range(begin, min(end, begin + 18)):
        word = view.tokens.words[at]
        if word in (";", "—") or (word == "," and at > begin):
            return False
        if word in FINITE or (at > begin and _inflected(view, at)):
            return True
    return False


def _inflected(view: View, at: int) -> bool:
    word = view.tokens.words[at]
    form = view.lexicon.conduct.get(word) or view.lexicon.forms.get(word)
    return form is not None and bool(form.kinds & {"past", "third"})


def _coordinates(view: View, at: int, start: int, end: int) -> bool:
    """Whether "and", "but" … joins a clause with its own subject and verb."""
    tokens = view.tokens
    if tokens.words[at] == "so" and _purpose(view, at):
        return False
    if tokens.word(tokens.forward(at + 1)) in _PRONOUNS:
        return True
    comma = tokens.word(at - 1) in (",", "”", "—")
    following = tokens.word(tokens.forward(at + 1))
    if following in ("must", "should"):
        return comma or tokens.holds(FINITE, start, at)
    if following in ("will", "would", "shall"):
        return following != "would" or not view.direct(at)
    if not comma:
        return False
    return _verb_follows(view, at + 1, min(end, at + 16))


def _verb_follows(view: View, begin: int, end: int) -> bool:
    """Whether a noun phrase at ``begin`` is followed by a finite verb."""
    for place in range(begin, end):
        word = view.tokens.words[place]
        if word in _MAIN_VERBS:
            return place > begin
        if word in (";", ":", "—") or (word == "," and place > begin + 1):
            return False
        if word in BREAKS and word not in ("and", "or"):
            return False
    return False


def _purpose(view: View, at: int) -> bool:
    """Whether "so" opens a purpose ("so they can", "so that")."""
    following = view.tokens.words[at + 1 : at + 5]
    return following[:1] == ["that"] or any(w in ("can", "could", "may") for w in following)


def _finite_insertion(view: View, begin: int, end: int) -> bool:
    """Whether a dash opens a clause of its own."""
    opener = view.tokens.word(view.tokens.forward(begin))
    if opener in _NO_CLAUSE or opener.endswith("ing"):
        return False
    stop = view.tokens.find(_INSERTION_ENDS, begin, end)
    return view.tokens.holds(FINITE, begin, stop if stop >= 0 else end)


def occasion(view: View, begin: int, end: int) -> bool:
    """Whether "as the Committee concluded its debate" only tells the occasion of the speech."""
    tokens = view.tokens
    if tokens.word(begin) not in _OCCASION_OPENERS:
        return False
    at = tokens.find(SITTING, begin + 2, min(end, begin + 18))
    if at == begin + 2 and tokens.words[begin + 1] == "it":
        return tokens.holds(_DEBATES, at + 1, min(end, at + 8))
    return at > 0 and tokens.holds(_SESSIONS, begin + 1, at) and not tokens.holds(FINITE, begin, at)


def _is_item(view: View, clause: Clause) -> bool:
    """Whether a clause after ";" is an item of a list, without a verb."""
    if view.tokens.holds(_ORDINALS, clause.begin + 1, clause.begin + 3):
        return True
    verbs = any(_inflected(view, at) for at in range(clause.begin + 1, clause.end))
    return ":" in view.tokens.words[: clause.begin] and not verbs


def assertive(view: View, clause: Clause) -> bool:
    """Whether a clause states something: it has a finite verb that the rules can see."""
    length = clause.end - clause.begin
    if length < 3 or occasion(view, clause.begin, clause.end):
        return False
    if view.tokens.holds(FINITE, clause.begin, clause.end):
        return True
    if clause.link in _ASSERTING:
        return clause.link != ";" or not _is_item(view, clause)
    return length > 5 and any(_inflected(view, at) for at in range(clause.begin + 1, clause.end))
