"""Who the subject of a verb is: the speaker, the speaker's own party, or somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.extracting.acts.lexicon import Lexicon
from kg.extracting.acts.tokens import AUXILIARY, BE, HAVE, Tokens, is_adverb, is_word
from kg.model.mentions import Mention


class Who(StrEnum):
    """Kinds of subjects. ``ROLE`` is "the delegate", a speaker unless in a reported clause."""

    SPEAKER = "speaker"
    ROLE = "role"
    OWN = "own"
    WE = "we"
    SAME = "same"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of subject and the token where its noun phrase begins."""

    who: Who
    begin: int


@dataclass(frozen=True, slots=True)
class View:
    """One sentence as the rules see it.

    ``own`` are tokens that name the speaker's party, ``named`` tokens of any registered name.
    ``first`` says that all words are the speaker's own (a speech), ``carried`` that "it"
    stands for the speaker's party, ``body`` that the speaker is or speaks for a group or
    organization, ``cue`` the tokens on which the attribution relied.
    """

    tokens: Tokens
    lexicon: Lexicon
    own: frozenset[int]
    named: Mapping[int, Mention]
    first: bool = False
    carried: bool = False
    body: bool = False
    collective: bool = False
    cue: range = range(0)

    def direct(self, at: int) -> bool:
        """Whether the speaker says "I" and "we" at ``at``: quoted in coverage, unquoted in a speech."""
        quoted = 0 <= at < len(self.tokens) and self.tokens.quoted[at]
        return quoted != self.first


BREAKS = frozenset(
    "that which who whom whose and but or as because while whereas if when where than since "
    "although though so unless until whether what how why".split()
)
PREPOSITIONS = frozenset(
    "of for from in on to at with by over under against between among towards toward upon "
    "about within without during after before through across into".split()
)
_POSSESSIVES = frozenset("his her their its my our".split())
_APPOSITION = frozenset(
    "speaking in together along as like with alongside including which who whose through also "
    "for having being noting itself himself herself by on while at under upon via".split()
)
_PRONOUNS = {"he": Who.SPEAKER, "she": Who.SPEAKER, "i": Who.OWN, "we": Who.WE}
_NOBODY = frozenset("you one this these those there that it they what who which".split())


def subject(view: View, at: int) -> Subject:
    """Return the subject of the finite verb at token ``at``."""
    tokens = view.tokens
    end = at - 1
    while end >= 0 and (
        is_adverb(tokens.words[end])
        or tokens.words[end] in AUXILIARY
        or (tokens.words[end] in ("“", '"') and is_word(tokens.word(end - 1)))
    ):
        end -= 1
    return ending(view, end)


def ending(view: View, end: int) -> Subject:
    """Return the subject whose last token is ``end``."""
    word = view.tokens.word(end)
    if not word:
        return Subject(Who.NONE, 0)
    if word in _PRONOUNS:
        return Subject(_pronoun(view, end, word), end)
    if word in ("it", "they"):
        return Subject(_carried(view, end, word), end)
    if word in ("and", "but", "or", "yet"):
        return Subject(Who.SAME, end + 1)
    if word in _NOBODY or word in BREAKS:
        return Subject(Who.OTHER, end)
    if not is_word(word):
        return _parenthesis(view, end)
    if _finite(view, end):
        return Subject(Who.OTHER, end)
    return _noun_phrase(view, end)


def _pronoun(view: View, at: int, word: str) -> Who:
    direct = view.direct(at)
    if word in ("he", "she"):
        return Who.OTHER if direct else Who.SPEAKER
    if word == "i":
        return Who.OWN if direct else Who.OTHER
    return Who.WE if direct or not view.first else Who.OTHER


def _carried(view: View, at: int, word: str) -> Who:
    if word == "they" and view.collective:
        return Who.SPEAKER
    if view.direct(at) and not view.first:
        return Who.OTHER
    before = view.tokens.word(view.tokens.back(at - 1))
    if word != "it" or not (
        before in ("", ",", "that", "as", "and", "“") or before in view.lexicon.forms
    ):
        return Who.OTHER
    if any(place < at and place not in view.own for place in view.named):
        return Who.OTHER
    if any(place < at for place in view.own) or (view.carried and at < 9):
        return Who.OWN
    return Who.OTHER


def _parenthesis(view: View, end: int) -> Subject:
    """Look before an insertion between commas, dashes or brackets for the subject."""
    tokens = view.tokens
    at, tries = end - 1, 0
    while at > 0 and tries < 6:
        word = tokens.words[at]
        if word in (";", ":", "?", "“", "”", '"'):
            break
        if word in (",", "—", "–", "--", "("):
            tries += 1
            before = ending(view, at - 1) if is_word(tokens.word(at - 1)) else None
            if (
                before
                and before.who in (Who.ROLE, Who.OWN, Who.SPEAKER)
                and (tokens.word(before.begin) not in PREPOSITIONS)
            ):
                opener = tokens.word(at + 1)
                if (
                    opener in _APPOSITION
                    or word == "("
                    or _titled(view, at + 1, end)
                    or (before.who is Who.OWN and not _verbal(view, at + 1, end))
                ):
                    return before
            elif before and _introduced(view, before, at, end):
                return Subject(Who.OTHER, before.begin)
            elif before and _titled(view, at + 1, end) and tokens.capital[at - 1]:
                return Subject(Who.ROLE, before.begin)
        at -= 1
    return Subject(Who.SAME, end + 1)


def _introduced(view: View, before: Subject, at: int, end: int) -> bool:
    """Whether an insertion plainly belongs to somebody else's name before it."""
    if before.who is not Who.OTHER or view.tokens.word(before.begin) in PREPOSITIONS:
        return False
    return view.tokens.word(at + 1) in (
        "in",
        "speaking",
        "with",
        "who",
        "which",
        "through",
    ) and not (_titled(view, at + 1, end))


def _verbal(view: View, begin: int, end: int) -> bool:
    return any(view.tokens.words[at] in AUXILIARY for at in range(begin, end))


def _titled(view: View, begin: int, end: int) -> bool:
    """Whether an insertion is the title of an official: a post before any verb."""
    for at in range(begin, min(end, begin + 14)):
        word = view.tokens.words[at]
        if view.lexicon.is_kind(word, "role"):
            return True
        if word in AUXILIARY:
            return False
    return False


def phrase_begin(view: View, end: int) -> int:
    """Return where the noun phrase that ends at token ``end`` begins."""
    tokens, at = view.tokens, end
    while at > 0:
        word = tokens.words[at - 1]
        inside = at - 1 in view.named and at in view.named and view.named[at - 1] is view.named[at]
        if not inside and (not is_word(word) or word in BREAKS or word in AUXILIARY):
            break
        if not inside and _finite(view, at - 1):
            break
        at -= 1
    return at


def _finite(view: View, at: int) -> bool:
    form = view.lexicon.forms.get(view.tokens.words[at])
    if form is None or view.tokens.capital[at]:
        return False
    return bool(form.kinds & {"past", "ing"}) and "base" not in form.kinds


def head_of(view: View, begin: int, end: int) -> int:
    """Return the head noun's token in the noun phrase ``begin..end`` (``end`` included)."""
    words = view.tokens.words
    if words[begin] in PREPOSITIONS:
        return end
    for at in range(begin + 1, end + 1):
        if words[at] in PREPOSITIONS:
            return at - 1
    return end


def _noun_phrase(view: View, end: int) -> Subject:
    begin = phrase_begin(view, end)
    head = head_of(view, begin, end)
    words = view.tokens.words
    if begin and words[begin - 1] == "that" and words[begin].endswith(("'s", "'")):
        begin -= 1
    if _is_own(view, begin, head) and _own_complement(view, head, end):
        return Subject(Who.OWN, begin)
    if words[head] in ("others", "partners", "allies") and words[begin - 1] == "and" and begin > 1:
        joined = ending(view, begin - 2)
        if joined.who is Who.OWN:
            return joined
    if view.body and words[begin : end + 1] == ["members"]:
        return Subject(Who.OWN, begin)
    if any(at in view.cue for at in range(begin, end + 1)):
        return Subject(Who.ROLE, begin)
    if view.lexicon.is_kind(words[head], "role") or any(
        view.lexicon.is_kind(words[at], "title") for at in range(begin, end + 1)
    ):
        return Subject(Who.OTHER if view.direct(head) else Who.ROLE, begin)
    if view.collective and any(
        view.lexicon.is_kind(words[at], kind)
        for at in range(begin, end + 1)
        for kind in ("roles", "collective")
    ):
        return Subject(Who.ROLE, begin)
    return Subject(Who.OTHER, begin)


def _own_complement(view: View, head: int, end: int) -> bool:
    """Whether nothing after the head names another owner ("the Government of the occupier")."""
    if view.tokens.word(head + 1) != "of" or head in view.own:
        return True
    return (
        any(at in view.own for at in range(head + 1, end + 1))
        or view.tokens.word(head + 2) in _POSSESSIVES
    )


def _is_own(view: View, begin: int, head: int) -> bool:
    word = view.tokens.words[head]
    if word.endswith(("'s", "'")):
        return False
    if head in view.own:
        return not view.lexicon.is_kind(word, "role")
    owner = view.tokens.words[begin:head]
    if view.lexicon.nouns.get(word, ("",))[0] == "action":
        return _possessed(view, begin, head)
    if not any(view.lexicon.is_kind(word, kind) for kind in ("own", "leader", "bloc")):
        return False
    if any(at in view.own for at in range(begin, head)):
        return True
    if owner and owner[0] in _POSSESSIVES:
        return view.first or owner[0] not in ("its",) or view.body
    return _defined(view, owner, word)


def _possessed(view: View, begin: int, head: int) -> bool:
    """Whether a policy is the speaker's party's own ("her country's national plan")."""
    words = view.tokens.words
    for at in range(begin, head):
        word = words[at]
        if word in ("our", "my") or (at in view.own and word.endswith(("'s", "'"))):
            return True
        if word in ("country's", "government's") and words[begin] in _POSSESSIVES:
            return True
    return False


def _defined(view: View, owner: list[str], word: str) -> bool:
    """Whether "the Government", "the Group", "the bloc" is the speaker's."""
    if view.first or not owner or owner[0] != "the" or len(owner) > 2:
        return False
    kind = "bloc" if view.body else "leader"
    return view.lexicon.is_kind(word, kind) or (
        not view.body and word in ("delegation", "country", "administration")
    )


def is_auxiliary_be_or_have(word: str) -> bool:
    """Whether ``word`` is a form of "be" or "have"."""
    return word in BE or word in HAVE
