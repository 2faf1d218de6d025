"""Who the subject of a verb is: the speaker, the speaker's own party, or somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from kg.extracting.acts.lexicon import Lexicon, lexicon
from kg.extracting.acts.tokens import (
    AUXILIARY,
    BREAKS,
    DASHES,
    OPENING_QUOTES,
    PREPOSITIONS,
    QUOTES,
    WORDLESS,
    Tokens,
    is_adverb,
    is_word,
)
from kg.extracting.acts.words import words
from kg.model.mentions import Mention


class Who(StrEnum):
    """Kinds of subjects. ``ROLE`` is "the delegate", a speaker unless in a reported clause.

    ``SAME`` is an elided subject: whoever the verb before had.
    """

    SPEAKER = "speaker"
    ROLE = "role"
    OWN = "own"
    WE = "we"
    SAME = "same"
    OTHER = "other"
    NONE = "none"


class Subject(NamedTuple):
    """A kind of subject and the token where its noun phrase begins.

    ``policy`` says that it is a policy of the speaker's own party, no actor.
    """

    who: Who
    begin: int
    policy: bool = False


class View(NamedTuple):
    """One sentence as the rules see it.

    ``own`` are tokens that name the speaker's party, ``named`` tokens of any registered name.
    ``first`` says that all words are the speaker's own (a speech), ``carried`` that "it"
    stands for the speaker's party, ``body`` that the speaker is or speaks for a group or
    organization, ``collective`` that several speak, ``chair`` that a presiding
    officer does, ``cue`` the tokens on which the
    attribution relied. ``memory`` keeps subjects once found, by their last token.
    """

    tokens: Tokens
    lexicon: Lexicon
    own: frozenset[int]
    named: Mapping[int, Mention]
    memory: dict[int, Subject]
    first: bool = False
    carried: bool = False
    body: bool = False
    collective: bool = False
    chair: bool = False
    cue: range = range(0)

    def direct(self, at: int) -> bool:
        """Whether the speaker says "I" at ``at``: quoted in coverage, unquoted in a speech."""
        quoted = 0 <= at < len(self.tokens) and self.tokens.quoted[at]
        return quoted != self.first


DAYTIMES = frozenset({"morning", "afternoon", "evening", "week"})
_PARTS = frozenset({",", "--", "("}) | DASHES
_POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our"})
_OURS = frozenset({"my", "our"})
_INSERTION, _INSTRUMENTS = words("insertion"), words("instrument")
_FOREIGN_INSERTION = frozenset({"in", "speaking", "with", "who", "which", "through"})
_COMPANIONS = frozenset({"others", "partners", "allies"})
_NOBODY = BREAKS | {"you", "one", "this", "these", "those", "there"}
_PHRASE_BREAKS = BREAKS | AUXILIARY | WORDLESS
_STATE_NOUNS = frozenset({"delegation", "country", "administration"})
_OWNED_OWNERS = frozenset({"country's", "government's", "nation's", "state's", "administration's"})
_MAKING = words("making")


def subject(view: View, at: int) -> Subject:
    """Return the subject of the finite verb at token ``at``."""
    tokens = view.tokens
    end = at - 1
    while end >= 0:
        word = tokens.words[end]
        opening = word in OPENING_QUOTES and is_word(tokens.word(end - 1))
        if word in DAYTIMES and tokens.word(end - 1) == "this":
            end -= 2
            continue
        if not (word in AUXILIARY or opening or is_adverb(word)):
            break
        end -= 1
    return ending(view, end)


def ending(view: View, end: int) -> Subject:
    """Return the subject whose last token is ``end``."""
    known = view.memory.get(end)
    if known is None:
        known = view.memory[end] = _ending(view, end)
    return known


def _ending(view: View, end: int) -> Subject:
    word = view.tokens.word(end)
    if not word:
        return Subject(Who.NONE, 0)
    if word in ("he", "she", "i", "we", "it", "they"):
        return Subject(_pronoun(view, end, word), end)
    if word in ("and", "but", "or", "yet"):
        return Subject(Who.SAME, end + 1)
    if not is_word(word):
        return _before_insertion(view, end)
    if word in _NOBODY or _looks_finite(view, end):
        return Subject(Who.OTHER, end)
    return _noun_phrase(view, end)


def _pronoun(view: View, at: int, word: str) -> Who:
    direct = view.direct(at)
    if word in ("he", "she"):
        return Who.OTHER if direct else Who.SPEAKER
    if word == "i":
        return Who.OWN if direct else Who.OTHER
    if word == "we":
        return Who.WE if direct or not view.first else Who.OTHER
    return _carried(view, at, word)


def _carried(view: View, at: int, word: str) -> Who:
    """Decide "it" and "they": the speaker's party if it was the last one spoken of."""
    if word == "they" and view.collective:
        return Who.SPEAKER
    if word == "they" or (view.direct(at) and not view.first):
        return Who.OTHER
    before = view.tokens.word(view.tokens.back(at - 1))
    opened = before in ("", ",", "that", "as", "and", "“") or before in view.lexicon.forms
    others = any(place < at and place not in view.own for place in view.named)
    if not opened or others:
        return Who.OTHER
    known = any(place < at for place in view.own) or (view.carried and at < 9)
    return Who.OWN if known else Who.OTHER


def _before_insertion(view: View, end: int) -> Subject:
    """Look before an insertion between commas, dashes or brackets for the subject."""
    tokens = view.tokens
    at, tries = end - 1, 0
    while at > 0 and tries < 6:
        word = tokens.words[at]
        if word in (";", ":", "?") or word in QUOTES:
            break
        if word in _PARTS:
            tries += 1
            found = _inserted(view, at, end) if is_word(tokens.word(at - 1)) else None
            if found is not None:
                return found
        at -= 1
    return Subject(Who.SAME, end + 1)


def _inserted(view: View, at: int, end: int) -> Subject | None:
    """Return the subject before the comma at ``at`` if an insertion opens there."""
    tokens = view.tokens
    before = ending(view, at - 1)
    if tokens.word(before.begin) in PREPOSITIONS:
        return None
    opener, titled = tokens.word(at + 1), _titled(view, at + 1, end)
    if before.who in (Who.ROLE, Who.OWN, Who.SPEAKER):
        plain = before.who is Who.OWN and not tokens.holds(AUXILIARY, at + 1, end)
        return (
            before if opener in _INSERTION or tokens.words[at] == "(" or titled or plain else None
        )
    if titled:
        return Subject(Who.ROLE, before.begin) if tokens.capital(at - 1) else None
    if before.who is Who.OTHER and opener in _FOREIGN_INSERTION and tokens.words[at] != "(":
        return Subject(Who.OTHER, before.begin)
    return None


def _titled(view: View, begin: int, end: int) -> bool:
    """Whether an insertion is the title of an official: a post before any verb."""
    for at in range(begin, min(end, begin + 14)):
        word = view.tokens.words[at]
        if view.lexicon.is_kind(word, "role"):
            return True
        if word in AUXILIARY:
            return False
    return False


def softened_begin(view: View, at: int) -> int:
    """Return where "I would like to take this opportunity" begins before token ``at``."""
    for place in range(at - 1, max(-1, at - 12), -1):
        word = view.tokens.words[place]
        if word in ("i", "we"):
            return place
        if not is_word(word):
            break
    return at


def phrase_begin(view: View, end: int) -> int:
    """Return where the noun phrase that ends at token ``end`` begins."""
    tokens, named, at = view.tokens, view.named, end
    while at > 0:
        word = tokens.words[at - 1]
        inside = at in named and named.get(at - 1) is named[at]
        if not inside and (word in _PHRASE_BREAKS or _looks_finite(view, at - 1)):
            break
        at -= 1
    return at


def _looks_finite(view: View, at: int) -> bool:
    form = view.lexicon.forms.get(view.tokens.words[at])
    if form is None or view.tokens.capital(at):
        return False
    return bool(form.kinds & {"past", "ing"}) and "base" not in form.kinds


def head_of(view: View, begin: int, end: int) -> int:
    """Return the head noun's token in the noun phrase ``begin..end`` (``end`` included)."""
    if view.tokens.words[begin] in PREPOSITIONS:
        return end
    at = view.tokens.find(PREPOSITIONS, begin + 1, end + 1)
    return at - 1 if at >= 0 else end


def _noun_phrase(view: View, end: int) -> Subject:
    begin = phrase_begin(view, end)
    head = head_of(view, begin, end)
    tokens = view.tokens
    if begin and tokens.words[begin - 1] == "that" and tokens.words[begin].endswith(("'s", "'")):
        begin -= 1
    if policy_of(view, begin, head, end):
        return Subject(Who.OWN, begin, policy=True)
    if _is_own(view, begin, head) and _own_complement(view, head, end):
        return Subject(Who.OWN, begin)
    if begin > 1 and tokens.words[head] in _COMPANIONS and tokens.words[begin - 1] == "and":
        joined = ending(view, begin - 2)
        if joined.who is Who.OWN:
            return joined
    if view.body and tokens.words[begin : end + 1] in (["members"], ["its", "members"]):
        return Subject(Who.OWN, begin)
    if _is_speaker(view, begin, head, end):
        return Subject(Who.OTHER if view.direct(head) else Who.ROLE, begin)
    return Subject(Who.OTHER, begin)


def _is_speaker(view: View, begin: int, head: int, end: int) -> bool:
    """Whether the phrase names a delegate or official, or delegates where several speak."""
    known, phrase = view.lexicon, view.tokens.words[begin : end + 1]
    if any(at in view.cue for at in range(begin, end + 1)) and not _in_aside(view, begin):
        return True
    if known.is_kind(view.tokens.words[head], "role") or known.names_kind(phrase, "title"):
        return True
    if begin < end and known.is_kind(phrase[0], "role") and view.tokens.capital(begin + 1):
        return True  # "Judge Vera Stone"
    return view.collective and (
        known.names_kind(phrase, "roles") or known.names_kind(phrase, "collective")
    )


def _in_aside(view: View, begin: int) -> bool:
    """Whether a gerund stands between the speaker and a phrase: "Chad's envoy, noting the text"."""
    words = view.tokens.words
    return any(
        words[at] in _PARTS and words[at + 1].endswith("ing")
        for at in range(view.cue.start, begin - 1)
    )


def _own_complement(view: View, head: int, end: int) -> bool:
    """Whether nothing after the head names another owner ("the Government of the occupier")."""
    if view.tokens.word(head + 1) != "of" or head in view.own:
        return True
    named = any(at in view.own for at in range(head + 1, end + 1))
    return named or view.tokens.word(head + 2) in _POSSESSIVES


def _is_own(view: View, begin: int, head: int) -> bool:
    word, known = view.tokens.words[head], view.lexicon
    if word.endswith(("'s", "'")):
        return False
    if head in view.own:
        return not known.is_kind(word, "role")
    return word in _own_nouns() and _owned(view, begin, head)


@cache
def _state_nouns() -> frozenset[str]:
    kinds = lexicon().kinds
    return kinds["own"] | kinds["leader"]


@cache
def _own_nouns() -> frozenset[str]:
    kinds = lexicon().kinds
    return kinds["own"] | kinds["leader"] | kinds["bloc"]


def _owned(view: View, begin: int, head: int) -> bool:
    """Whether "Government", "delegation", "bloc" stands for the speaker's party."""
    word = view.tokens.words[head]
    if not view.body and word not in _state_nouns():
        return False
    owner = view.tokens.words[begin:head]
    if word == "community" and (len(owner) > 1 or not view.tokens.capital(head)):
        return False
    mine = next((w for w in reversed(owner[-3:]) if w in _POSSESSIVES), None)
    if mine is not None:
        if view.first:
            return mine in _OURS or (mine == "its" and _last_named_is_own(view, begin))
        return mine != "its" or view.body
    places = range(begin, head + 5 if view.tokens.word(head + 1) == "of" else head)
    named = any(at in view.own for at in places)
    return named or _defined(view, owner, word)


def _last_named_is_own(view: View, begin: int) -> bool:
    """Whether "its" can only mean the speaker's party, the last one named before it."""
    return max((at for at in view.named if at < begin), default=-1) in view.own | {-1}


def _policy(view: View, begin: int, head: int) -> bool:
    """Whether a policy is the speaker's party's own ("her country's national plan")."""
    phrase = view.tokens.words
    for at in range(begin, head):
        word = phrase[at]
        if word in ("our", "my") or (at in view.own and word.endswith(("'s", "'"))):
            return True
        possessed = phrase[begin] in _POSSESSIVES or phrase[begin] == "the"
        if word in _OWNED_OWNERS and possessed and not (view.body or view.first):
            return True
    return False


def policy_of(view: View, begin: int, head: int, end: int) -> bool:
    """Whether ``begin..end`` is the own party's policy or the making of it."""
    phrase = view.tokens.words
    if phrase[head] in _INSTRUMENTS:
        return _policy(view, begin, head)
    if phrase[head] not in _MAKING or view.tokens.word(head + 1) != "of":
        return False
    inner = head_of(view, head + 2, end) if head + 2 <= end else end
    return phrase[inner] in _INSTRUMENTS and _policy(view, head + 2, inner)


def _defined(view: View, owner: list[str], word: str) -> bool:
    """Whether "the Government", "the Group", "the bloc" is the speaker's."""
    if view.first or len(owner) not in (1, 2) or owner[0] != "the":
        return False
    if view.body:
        return view.lexicon.is_kind(word, "bloc")
    return view.lexicon.is_kind(word, "leader") or word in _STATE_NOUNS
