"""Demands in what a speaker says: must, should, need to, it is vital to, imperatives."""

from __future__ import annotations

from kg.extracting.acts.asked import is_agent
from kg.extracting.acts.clauses import Clause
from kg.extracting.acts.conduct import conduct, relative
from kg.extracting.acts.cue import Cue
from kg.extracting.acts.frames import infinitive
from kg.extracting.acts.subjects import Subject, View, Who, subject
from kg.extracting.acts.tokens import (
    AUXILIARY,
    BE,
    BREAKS,
    HAVE,
    NEGATIONS,
    OPENING_QUOTES,
    PREPOSITIONS,
    QUOTES,
    is_adverb,
    is_word,
)
from kg.extracting.acts.words import words

_RULES = {
    "must": "modal:must",
    "shall": "modal:must",
    "ought": "modal:must",
    "should": "modal:should",
}
_REMAINS = frozenset({"remains", "remained"})
_INVERTED_SUBJECTS = frozenset(
    {"the", "a", "an", "any", "it", "they", "we", "he", "she", "there", "this"}
)
_REMARKS, URGENT = words("remark"), words("urgent")
_HARDSHIPS, _ARTICLES = words("hardship"), frozenset({"the", "our"})
_NO_OBJECTS = (PREPOSITIONS - {"of"}) | {";", "that", "to", "which", "who"}
_DETERMINERS, _NOTING = words("article"), words("noting")
_NO_NOUNS = words("daytime") | words("showing") | PREPOSITIONS | BREAKS
_NO_NEED, _NEEDS_WHAT, _NEEDY = words("no-need"), words("needs-what"), words("needy")
_RESPONSES, _PRESSING = words("response"), words("pressing")
_RELATIVES = frozenset({"what", "which", "how", "where"})
DEGREES = frozenset({"most", "more", "of", "utmost", "high", "therefore", ","})
_IMPERATIVES, _OBJECTS = words("imperative"), words("imperative-object")


def demand(view: View, clause: Clause, at: int) -> Cue | None:
    """Return the demand that the word at token ``at`` makes, if it makes one."""
    tokens = view.tokens
    word = tokens.words[at]
    if word in _IMPERATIVES and _imperative(view, at):
        return Cue("call", "imperative", at, at + 1, Subject(Who.NONE, at))
    if word in _RULES:
        return _modal(view, clause, at)
    if word in HAVE and tokens.word(at + 1) == "to":
        return _has_to(view, clause, at)
    decide = _NEEDS.get(word)
    if decide is not None:
        return decide(view, at)
    return _urgent(view, clause, at) if word in BE or word in _REMAINS else None


def _imperative(view: View, at: int) -> bool:
    """Whether a demand opens here: "Stop the killing", "Do not look away"."""
    tokens = view.tokens
    if not tokens.capital(at) or not view.direct(at) or is_word(tokens.word(at - 1)):
        return False
    following = tokens.word(at + 1)
    return following in _OBJECTS or following.endswith("ly")


def _modal(view: View, clause: Clause, at: int) -> Cue | None:
    word = view.tokens.words[at]
    if at == clause.begin or _remark(view, at) or _quoting(view, clause, at):
        return None
    if word == "should" and (_hypothetical(view, at) or _asked(view, clause, at)):
        return None
    found = subject(view, at)
    if _in_contact(view, clause, found, at):
        return None
    if word == "shall":
        if found.who in (Who.WE, Who.OWN):
            return conduct(view, clause, at)
        if view.direct(at) and _foretold(view, found, at):
            return None
    return Cue("call", _RULES[word], at, at + 1, found)


def _asked(view: View, clause: Clause, at: int) -> bool:
    """Whether it is asked or left open: "the issue was whether the text should be changed".

    After a comma "whether" grants: "aid, whether small or large, should be given".
    """
    tokens = view.tokens
    return any(
        tokens.words[place] == "whether" and is_word(tokens.word(place - 1))
        for place in range(clause.begin, at)
    )


def _foretold(view: View, found: Subject, at: int) -> bool:
    """Whether "shall" prophesies: "they shall till gardens", "peace shall not wait"."""
    if view.tokens.word(found.begin) in ("they", "he", "she", "it", "there"):
        return True
    return _negated(view, at) and not is_agent(view, found.begin, at)


def _in_contact(view: View, clause: Clause, found: Subject, at: int) -> bool:
    """Whether the modal stands in a relative clause without a pronoun: "the path we must take"."""
    tokens, begin = view.tokens, found.begin
    if found.who is Who.WE:
        return is_word(tokens.word(begin - 1)) and relative(view, begin)
    opens = next((at for at in (begin, begin - 1) if tokens.word(at) in PREPOSITIONS), None)
    if opens is not None and _fronts(view, clause, opens):
        return False
    return any(
        tokens.words[inner] in _ARTICLES and _after_noun(view, begin, inner)
        for inner in range(begin + 2, at)
    )


def _after_noun(view: View, begin: int, inner: int) -> bool:
    """Whether a noun with its article stands before the article at ``inner``."""
    tokens = view.tokens
    before = tokens.words[inner - 1]
    if not is_word(before) or before in _NO_NOUNS or before in view.lexicon.forms:
        return False
    verb = before in view.lexicon.conduct
    return not verb and tokens.holds(_DETERMINERS, max(begin, inner - 4), inner - 1)


def _fronts(view: View, clause: Clause, at: int) -> bool:
    """Whether a preposition opens what is said: "In this area the Council must act"."""
    before = view.tokens.word(at - 1)
    return at <= clause.begin + 1 or not is_word(before) or before in BREAKS


def _has_to(view: View, clause: Clause, at: int) -> Cue | None:
    tokens = view.tokens
    word, before = tokens.words[at], tokens.word(at - 1)
    fated = tokens.word(tokens.forward(at + 2)) in _HARDSHIPS
    if fated or word == "having" or before in ("not", "who") or at == clause.begin:
        return None
    if before in ("that", "which") and not _pressing(view, clause, at):
        return None
    opening = subject(view, at).begin
    if before in NEGATIONS or tokens.holds(NEGATIONS, max(0, opening - 1), opening + 1):
        return None
    if word == "had" and (view.direct(at) or before in HAVE):
        return None
    asked = tokens.holds(_RELATIVES, clause.begin, at)
    if asked or _remark(view, at) or _quoting(view, clause, at):
        return None
    return Cue("call", "modal:has-to", at, at + 1, subject(view, at))


def _negated(view: View, at: int) -> bool:
    return view.tokens.word(at + 1) in NEGATIONS


def _pressing(view: View, clause: Clause, at: int) -> bool:
    """Whether "that had to be met" says what is demanded: "were priorities that had to be met"."""
    tokens = view.tokens
    stated = tokens.holds(BE, clause.begin, at - 1)
    return stated and tokens.word(at - 2) in _PRESSING and tokens.word(at + 2) == "be"


def _hypothetical(view: View, at: int) -> bool:
    """Whether "should" is a condition or a reproach ("should the Council fail")."""
    tokens = view.tokens
    place = tokens.forward(at + 1)
    following = tokens.word(place)
    if following == "have" and tokens.word(place + 1) == "been":
        return True
    return (at + 1 < len(tokens) and tokens.capital(at + 1)) or following in _INVERTED_SUBJECTS


def _remark(view: View, at: int) -> bool:
    """Whether a modal only opens a remark: "I should like", "it must be noted", "I must say"."""
    tokens = view.tokens
    following = tokens.forward(at + 1)
    before = tokens.word(tokens.back(at - 1))
    if tokens.word(following) == "like" or (before == "i" and view.direct(at)):
        return True
    if tokens.word(following) == "be":
        following = tokens.forward(following + 1)
        return tokens.word(following) in _REMARKS and before in ("it", "that", "as")
    return before == "we" and tokens.word(following) in _REMARKS


def _quoting(view: View, clause: Clause, at: int) -> bool:
    """Whether the clause only reports what others say ("most States say that Israel must")."""
    tokens = view.tokens
    for place in range(clause.begin + 2, at):
        if tokens.words[place] == "that" and tokens.word(place - 2) == "to":
            if view.first and "i" in tokens.words[clause.begin : place]:
                return False
            form = view.lexicon.forms.get(tokens.words[place - 1])
            if form is not None and "base" in form.kinds:
                return True
    return False


def _needed(view: View, at: int) -> Cue | None:
    tokens = view.tokens
    place = tokens.back(at - 1)
    following = tokens.word(tokens.forward(at + 1))
    if tokens.word(place) not in BE:
        if tokens.words[at] == "required":
            return _response(view, at)
        return _needed_by(view, at) if tokens.words[at] == "needed" else None
    if following == "by" or tokens.word(at - 1) == "not":
        return None
    if tokens.word(place - 1) in ("that", "which", "what"):
        return None
    return Cue("call", "modal:needed", at, at + 1, subject(view, at))


def _needed_by(view: View, at: int) -> Cue | None:
    """Decide "States needed to act" and "Mali needed engineers" in reported speech."""
    tokens = view.tokens
    left = tokens.back(at - 1)
    following = tokens.word(tokens.forward(at + 1))
    if view.direct(at) or not is_word(following) or following in ("by", "in", "for"):
        return None
    word = tokens.word(left)
    agent = word in ("they", "it") or left in view.named or view.lexicon.is_kind(word, "agent")
    return Cue("call", "modal:need", at, at + 1, subject(view, at)) if agent else None


def _need(view: View, at: int) -> Cue | None:
    tokens = view.tokens
    word, previous = tokens.words[at], tokens.word(tokens.back(at - 1))
    following = tokens.word(tokens.forward(at + 1))
    if not is_word(previous) or previous in _NO_NEED or following in ("", "for", "not"):
        return None
    if not is_word(following) and following not in OPENING_QUOTES:
        return None
    if word == "needs" and following not in _NEEDS_WHAT:
        return None
    plural = previous in _NEEDY or previous.endswith("s") or tokens.word(at - 1) in _NEEDY
    if word == "need" and not plural:
        return None
    found = subject(view, at)
    relative = tokens.word(found.begin - 1) in _RELATIVES or previous in _RELATIVES
    if (relative or previous == "that") and following not in BE:
        return None
    return Cue("call", "modal:need", at, at + 1, found)


def _require(view: View, at: int) -> Cue | None:
    """Decide "countries require time" and "the crisis requires the Council to act"."""
    tokens, lexicon = view.tokens, view.lexicon
    previous = tokens.word(tokens.back(at - 1))
    if previous in ("would", "could", "may", "might"):
        return None
    if tokens.words[at] == "require" and lexicon.is_kind(previous, "agent"):
        return Cue("call", "modal:need", at, at + 1, subject(view, at))
    answer = _response(view, at)
    if answer is not None:
        return answer
    to = infinitive(view, at + 1)
    if to is None or to > at + 8:
        return None
    if not any(
        word == "us" or lexicon.is_kind(word, "agent") for word in tokens.words[at + 1 : to]
    ):
        return None
    return Cue("call", "modal:requires-to", at, at + 1, Subject(Who.OTHER, at + 1))


def _response(view: View, at: int) -> Cue | None:
    """Decide "the crisis required an immediate response"."""
    tokens = view.tokens
    left = tokens.back(at - 1)
    if tokens.word(left) in AUXILIARY - {"will"} or tokens.word(left) in HAVE | NEGATIONS:
        return None
    found = subject(view, at)
    whoever = tokens.word(left) == "will" and found.who in (Who.OWN, Who.WE)
    if not (whoever or found.who in (Who.OTHER, Who.SAME)) or _negated(view, at):
        return None
    for place in range(at + 1, min(at + 11, len(tokens))):
        word = tokens.words[place]
        if word in _RESPONSES:
            return Cue("call", "modal:requires", at, at + 1, found)
        if word in _NO_OBJECTS:
            return None
    return None


_NEEDS = dict.fromkeys(("need", "needs"), _need)
_NEEDS |= dict.fromkeys(("needed", "required", "necessary"), _needed)
_NEEDS |= dict.fromkeys(("require", "requires"), _require)
_NEEDS |= dict.fromkeys(("necessitate", "necessitates", "necessitated"), _response)


DEMANDING = frozenset(_RULES) | _IMPERATIVES | frozenset(_NEEDS) | _REMAINS


def _urgent(view: View, clause: Clause, at: int) -> Cue | None:
    """Decide "it is vital to", "what is imperative is that", "“extremely crucial” that"."""
    tokens = view.tokens
    place = at + 1
    while place < clause.end and _degree(tokens.words[place]):
        place += 1
    if place >= clause.end or tokens.words[place] not in URGENT:
        return None
    if tokens.words[at + 1] == "not" and tokens.word(at + 2) != "only":
        return None
    following = place + 1
    while following < clause.end and (
        tokens.words[following] in QUOTES or is_adverb(tokens.words[following])
    ):
        following += 1
    expletive = tokens.word(tokens.back(at - 1)) in ("it", "which")
    opener = tokens.word(following)
    if opener == "to" and tokens.word(tokens.forward(following + 1)) in _NOTING:
        return None
    if opener == "that" or (opener in ("to", "for") and expletive):
        found = Subject(Who.OTHER, following + 1)
        return Cue("call", "modal:vital-to", place, following + 1, found)
    return None


def _degree(word: str) -> bool:
    return word in DEGREES or word in OPENING_QUOTES or is_adverb(word)
