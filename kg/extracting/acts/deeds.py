"""Deeds told by naming them: "described steps taken in their countries"."""

from __future__ import annotations

from kg.extracting.acts.conduct import WILL
from kg.extracting.acts.subjects import View
from kg.extracting.acts.tokens import HAVE, PREPOSITIONS, is_word
from kg.extracting.acts.words import words

_TELLING, _DEEDS, _PLAIN = words("telling-deeds"), words("deed"), words("plain-deed")
_HOME = words("domestic")
_HOMELANDS, _OWNERS = words("homeland"), frozenset({"his", "her", "their", "my", "our"})
_ATTENTION = frozenset(
    {
        "on",
        "to",
        "of",
        "out",
        "about",
        "attention",
        "upon",
        "example",
        "examples",
        "experience",
        "experiences",
        "information",
        "details",
        "overview",
        "account",
        "lessons",
        "the",
        "some",
        "also",
    }
)
_FOREIGN = frozenset(
    {"the", "that", "this", "these", "those", "its", "any", "no", "such", "by", "need"}
)
_ENDS = frozenset({"that", "which", "who", ",", ";", ":", "—", "(", "“", "and"})
_WINDOW = 16


def told(view: View, at: int, verb: str) -> int | None:
    """Return the token of the noun that names what the own party has done, told by ``verb``."""
    if verb not in _TELLING:
        return None
    noun = _deed(view, at + 1)
    if noun is None:
        return None
    home = _at_home(view, at + 1, noun) or _domestic(view, noun)
    return noun if home or (view.collective and _plain(view, at + 1, noun)) else None


def tells_deed(view: View, at: int, verb: str) -> bool:
    """Whether a verb of saying tells a deed here ("will continue to", "has shared")."""
    if view.lexicon.conduct_kinds.get(verb, "mere") == "mere":
        return False
    auxiliary = view.tokens.word(view.tokens.back(at - 1))
    if view.tokens.word(view.tokens.forward(at + 1)) == "that":
        return False
    return auxiliary in WILL or auxiliary in HAVE


def _deed(view: View, begin: int) -> int | None:
    """Return the token of the first noun of deeds that is the object at ``begin``."""
    tokens = view.tokens
    while tokens.word(begin) in _ATTENTION:
        begin += 1
    for place in range(begin, min(begin + 6, len(tokens))):
        word = tokens.words[place]
        if word in _DEEDS:
            return place
        if word in PREPOSITIONS or word in _ENDS:
            return None
    return None


def _at_home(view: View, begin: int, noun: int) -> bool:
    """Whether the deeds are said to be the speaker's own: "taken by her Government"."""
    tokens = view.tokens
    for place in range(begin, min(noun + _WINDOW, len(tokens) - 1)):
        word = tokens.words[place]
        if word in (";", ":") or (word == "that" and tokens.word(place + 1) not in ("have", "had")):
            return False
        if word in _OWNERS and tokens.words[place + 1] in _HOMELANDS:
            return place < noun or tokens.word(place - 1) in PREPOSITIONS
    return False


def _domestic(view: View, noun: int) -> bool:
    """Whether a State tells of "domestic reforms"."""
    alone = not (view.body or view.collective or view.first)
    return alone and view.tokens.word(noun - 1) in _HOME


def _plain(view: View, begin: int, noun: int) -> bool:
    """Whether deeds stand without another owner: "outlined initiatives aimed at …"."""
    tokens = view.tokens
    before = tokens.words[begin:noun]
    if tokens.words[noun] not in _PLAIN or not _FOREIGN.isdisjoint(before):
        return False
    if any(word.endswith(("'s", "s'")) or not is_word(word) for word in before):
        return False
    return not any(place in view.named for place in range(begin, noun + 4))
