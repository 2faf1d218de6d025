"""What follows a verb: which of its frames fits, and the noun that decides an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kg.extracting.acts.lexicon import Frame
from kg.extracting.acts.subjects import View
from kg.extracting.acts.tokens import AUXILIARY, BREAKS, OPENING_QUOTES, PREPOSITIONS, is_word
from kg.extracting.acts.words import words


class Fit(NamedTuple):
    """The acts of the frame that fits, the token of the noun that decided, the complement."""

    types: tuple[str, ...]
    noun: int | None
    complement: str


_PLURALS = frozenset({"women", "men", "people", "police", "media", "youth"})
_CLAUSE_OPENERS = OPENING_QUOTES | {"that", ":"}
_QUESTION_OPENERS = frozenset({"whether", "if", "how", "what", "why"})
_DETERMINERS = words("determiner")
_ABLE, _QUESTIONS = words("able"), words("question-opener")
_RELATIVE_SUBJECTS = frozenset({"we", "they", "it", "he", "she", "i"})
_HAVING = frozenset({"had", "has", "have", "need", "needs", "needed", "ought", "going", "failed"})
_NOUN_STOPS = (PREPOSITIONS - {"of"}) | frozenset(
    {"that", "which", "who", "it", "they", "he", "she", "we", "as", "and", "or", "including", "through", "of", "like", "such",
     ",", ";", ":", "—", "(", ")", "“", "”"}
)  # fmt: skip
_NOUN_JOINS = frozenset({"and", ",", "—"})
_OWNERS = words("owner")
_PERSONAL = frozenset({"his", "her", "my"})
_CORE = words("core-pledge")
_VOICE, _POINTING = words("voice"), words("pointing")
_POSSESSORS = _OWNERS | _PERSONAL | {"the", "a", "an"}
_OTHERS = frozenset({"the", "that", "this", "these", "those", "all", "any", "no"})


def fit(view: View, at: int, verb: str) -> Fit | None:
    """Return the first frame of ``verb`` that fits what follows token ``at``."""
    for frame in view.lexicon.frames[verb]:
        complement = next((c for c in frame.complements if follows(view, at, c)), None)
        if complement is None:
            continue
        if frame.nouns:
            noun = _noun(view, at, frame)
            if noun is not None:
                return noun
        elif not frame.objects or _has_object(view, at, frame):
            return Fit(frame.types, None, complement)
    return None


def follows(view: View, at: int, complement: str) -> bool:
    """Whether ``complement`` follows the verb at token ``at``."""
    following = view.tokens.forward(at + 1)
    word = view.tokens.word(following)
    if complement == "np-to":
        return infinitive(view, following) is not None
    fits = _FITS.get(complement)
    return fits(word) if fits is not None else word == complement


def _nominal(word: str) -> bool:
    return (is_word(word) or word in '“"[$€£¥') and word not in PREPOSITIONS and word != "that"


_FITS: dict[str, Callable[[str], bool]] = {
    "*": lambda _: True,
    "that": _CLAUSE_OPENERS.__contains__,
    "ing": lambda word: word.endswith("ing") and len(word) > 5,
    "clause": lambda word: word == "that",
    "whether": _QUESTION_OPENERS.__contains__,
    "np": _nominal,
}


def infinitive(view: View, begin: int) -> int | None:
    """Return the token of "to" that opens an infinitive after a noun phrase at ``begin``."""
    tokens = view.tokens
    if not begin < len(tokens) or not _nominal(tokens.words[begin]):
        return None
    for at in range(begin + 1, min(begin + 24, len(tokens) - 1)):
        word = tokens.words[at]
        if word in _QUESTIONS or word in (";", ":"):
            return None
        if word == "that" and tokens.words[at + 1] not in _RELATIVE_SUBJECTS:
            return None
        if word == "to" and _opens_infinitive(view, at):
            return at
    return None


def demanded(view: View, that: int) -> bool:
    """Whether a clause after "that" is a demand: "insisted that Israel withdraw", "… be freed"."""
    tokens = view.tokens
    for at in range(that + 2, min(that + 9, len(tokens))):
        word = tokens.words[at]
        if word in BREAKS or not is_word(word) or (word in AUXILIARY and word != "be"):
            return False
        if word == "be":
            return tokens.words[at - 1] != "to"
        form = view.lexicon.conduct.get(word) or view.lexicon.forms.get(word)
        if form is None or "base" not in form.kinds or "past" in form.kinds:
            continue
        before = tokens.words[at - 1]
        if not (before.endswith("s") or before in _PLURALS) and (
            at - 1 in view.named or view.lexicon.is_kind(before, "agent")
        ):
            return True
    return False


def _opens_infinitive(view: View, at: int) -> bool:
    following = view.tokens.word(view.tokens.forward(at + 1))
    if view.tokens.words[at - 1] in _ABLE | _HAVING or at + 1 in view.named:
        return False
    return following not in _DETERMINERS and not following[:1].isdigit()


def _has_object(view: View, at: int, frame: Frame) -> bool:
    tokens = view.tokens
    for place in range(at + 1, min(at + 12, len(tokens))):
        word = tokens.words[place]
        if word in (",", ";", ":", "that") and place > at + 2:
            return False
        if word.removesuffix("'s") in frame.objects:
            return True
    return False


def _noun(view: View, at: int, frame: Frame) -> Fit | None:
    """Find the noun that the verb takes and that decides the act ("voiced concern")."""
    tokens = view.tokens
    begin = tokens.forward(at + 1)
    limit = min(begin + 11, len(tokens))
    for place in range(begin + 1, limit):
        if tokens.words[place] == "by":
            return _done_by(view, begin, place)
        if tokens.words[place] in OPENING_QUOTES and tokens.words[place - 1] in _POSSESSORS:
            continue
        if tokens.words[place] in _NOUN_STOPS:
            noun = _decide(view, begin, place - 1, frame)
            if noun or tokens.words[place] not in _NOUN_JOINS:
                return noun
    return _decide(view, begin, limit - 1, frame) if begin < limit == len(tokens) else None


def _done_by(view: View, begin: int, by: int) -> Fit | None:
    """Find "the steps taken by his Government"."""
    tokens = view.tokens
    nouns = view.lexicon.nouns
    own = by + 1 in view.own or by + 2 in view.own or tokens.word(by + 1) in _OWNERS
    for at in (by + 1, by + 2):
        leads = view.lexicon.is_kind(tokens.word(at), "leader") and not view.body
        own = own or (leads and "of" not in tokens.words[at + 1 : at + 3])
    for at in range(by - 1, begin - 1, -1):
        if own and nouns.get(tokens.words[at], ("",))[0] == "action":
            return Fit(("action",), at, "noun")
    return None


def _decide(view: View, begin: int, at: int, frame: Frame) -> Fit | None:
    entry = view.lexicon.nouns.get(view.tokens.words[at])
    if entry is None:
        return None
    type_, verbs = entry
    mine = frame.verb in _POINTING and not _PERSONAL.isdisjoint(view.tokens.words[begin:at])
    voiced = mine or frame.types == ("@voice",) or frame.verb in _VOICE
    decided = (
        verbs == "any"
        or (verbs == "voice" and voiced)
        or (verbs == "own" and _owned(view, begin, at, type_))
    )
    return Fit((type_,), at, "noun") if decided else None


def _owned(view: View, begin: int, at: int, type_: str) -> bool:
    """Whether a pledge or policy is the speaker's own ("its commitment", "Israel's efforts")."""
    phrase = view.tokens.words[begin:at]
    owners = _OWNERS - _PERSONAL if type_ == "action" else _OWNERS
    if any(word in owners for word in phrase):
        return True
    if any(place in view.own for place in range(begin, at)):
        return True
    if any(_owning(view, word) for word in phrase):
        return True
    bare = not any(word.endswith(("'s", "s'")) or word in _OTHERS for word in phrase)
    return bare and view.tokens.words[at] in _CORE


def _owning(view: View, word: str) -> bool:
    stem = word.removesuffix("'s")
    return stem != word and (
        view.lexicon.is_kind(stem, "bloc") or stem in ("country", "government")
    )
