"""Where the speaker is named beside a verb of saying: before, after, put into what is said."""

from __future__ import annotations

from kg.extracting.acts.subjects import DAYTIMES, View
from kg.extracting.acts.tokens import AUXILIARY, OPENING_QUOTES, PREPOSITIONS
from kg.extracting.acts.words import words

_NAME_ENDS = (PREPOSITIONS - {"of", "for", "from"}) | {",", "that", "to", ":", "as"}
_CLOSERS = frozenset({",", "”", '"', "—", "!", "?"})
_TELLING = words("telling")
_MAIN_VERBS = frozenset({"need", "needs", "requires", "remain", "remains"})
_MEANWHILE = PREPOSITIONS | {"as", "when", "while"}


def speaker_between(view: View, begin: int, end: int) -> bool:
    """Whether a delegate, or at the start the speaker's party, is named in ``begin:end``."""
    lexicon = view.lexicon
    for place in range(begin, end):
        kinds = lexicon.subjects.get(view.tokens.words[place].removesuffix("'s"), frozenset())
        if place in view.cue or kinds & {"role", "title"}:
            return True
        if view.collective and "roles" in kinds:
            return True
    return begin == 0 and any(place in view.own for place in range(min(end, 12)))


def inverted(view: View, at: int) -> bool:
    """Whether the speaker follows: "…”, said the delegate", "…, added Ms. Diaz"."""
    tokens = view.tokens
    place = tokens.back(at - 1)
    if tokens.quoted[at] or tokens.word(place) not in _CLOSERS | {""}:
        return False
    if "past" not in view.lexicon.forms[tokens.words[at]].kinds:
        return False
    quoted = tokens.word(place - 1) in ("", "”") or tokens.word(place - 1) in OPENING_QUOTES
    if not quoted and speaker_between(view, 0, at):
        return False
    return _speaker_follows(view, at + 1)


def _speaker_follows(view: View, begin: int) -> bool:
    tokens = view.tokens
    if tokens.word(begin) in ("he", "she") or begin in view.own:
        return True
    if begin + 1 < len(tokens) and tokens.capital(begin) and tokens.capital(begin + 1):
        return True
    for place in range(begin, min(begin + 9, len(tokens))):
        word = tokens.words[place]
        if word in _NAME_ENDS:
            return False
        kinds = view.lexicon.subjects.get(word.removesuffix("'s"), frozenset())
        if place in view.cue or kinds & {"role", "title"}:
            return True
    return False


def postposed(view: View, begin: int, at: int) -> bool:
    """Whether a report verb with its subject is put into or after what is said."""
    tokens = view.tokens
    if at in view.cue:
        begin = min(begin, view.cue.start)  # "finance ministers and bank chiefs told"
    if tokens.word(tokens.back(begin - 1)) not in _CLOSERS:
        return False
    if _timed(view, at + 1):
        return True
    limit = at + (40 if tokens.words[at] in _TELLING else 7)
    for place in range(at + 1, min(limit, len(tokens))):
        word = tokens.words[place]
        if word in (",", ";"):
            return True
        if word in (":", "“", "that") or word in AUXILIARY or word in _MAIN_VERBS:
            return False
        if place == at + 1 and word.endswith("ing"):
            return False
    return limit >= len(tokens)


def _timed(view: View, at: int) -> bool:
    """Whether only the occasion follows: "… this afternoon as the Council met"."""
    tokens = view.tokens
    if tokens.word(at) == "this" and tokens.word(at + 1) in DAYTIMES:
        return tokens.word(at + 2) in _MEANWHILE
    return tokens.word(at) == "today" and tokens.word(at + 1) in _MEANWHILE
