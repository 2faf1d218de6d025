"""When a name in the text is not the registered thing: persons, places, institutions, words.

The words that show it are rows of ``homonyms.tsv``; the rules here only look at the words
right before and after a name, never further, so that a pass stays linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.linking.registers import FOLDER
from kg.phrases import plain
from kg.resources import rows

_BEFORE = 24
_AFTER = 28
_PLAIN_BEFORE = frozenset(("the ", "and ", " in ", " to ", " by ", "for ", "ith ", "rom "))
_BLANK = frozenset(" \n\u00a0")
_FIRST_WORD = re.compile(r" ([\w'’.\-]+)")
_DEED = re.compile(
    r"(?:['’]s (?:delegate|representative|position|decision|refusal)|,? (?:also |then |now |has |had )?"
    r"(?:[a-z]{3,}ed|says?|said|has|had|did|does|can|could|will|would|must|should|may|might|chose|made"
    r"|took|kept|held|told|sent|knew|saw|stood|claims|wants|seeks|refuses|continues|insists|supports"
    r"|rejects|accuses|denies|argues|believes|calls|opposes|hopes|intends|plans|maintains|pursues|tries"
    r"|(?:is|was|remains|remained|stands) (?:ready|willing|prepared|committed|determined|concerned|grateful|opposed"
    r"|laying|building|training|working|sending|providing|preparing|planning|seeking|doing|funding|helping|investing"
    r"|implementing|considering|trying)"
    r"|threatens|condemns|demands|urges|welcomes|considers|violates|uses|knows|needs|recognizes))(?![\w'])"
)
_SENTENCE_END = frozenset('.!?:;"“”')
_OTHER_NAME = re.compile(r" (?:on|against|for|of|relating|concerning|to) (?:the )?[A-Z]")
_INITIAL = re.compile(r" [A-Z]\. ?[A-Z]")
_SURNAME_SHAPE = re.compile(r"(?:O'|Mc|Mac|D'|De |von |van )[A-Z]")


@dataclass(frozen=True, slots=True)
class Homonyms:
    """The rows of ``homonyms.tsv`` by role; ``phrases`` stand in the automaton."""

    phrases: tuple[str, ...]
    honorifics: frozenset[str]
    given_names: frozenset[str]
    surnames: frozenset[str]
    institutions: frozenset[str]
    places: frozenset[str]
    texts: frozenset[str]
    words: frozenset[str]


@cache
def homonyms() -> Homonyms:
    """Return what is written like a party and is none."""
    roles: dict[str, list[str]] = {}
    for row in rows(FOLDER + "homonyms.tsv"):
        roles.setdefault(row["role"], []).append(plain(row["text"]))
    return Homonyms(
        tuple(roles.get("phrase", ())),
        *(
            frozenset(roles.get(role, ()))
            for role in (
                "honorific",
                "given-name",
                "surname",
                "institution",
                "place",
                "text",
                "word",
            )
        ),
    )


def is_other(text: str, start: int, end: int, *, named: bool = True) -> bool:
    """Whether the words around a party's name make it a person, a place or an institution.

    Of a name or seat (``named``; not of an adjective) also a treaty, conference or the like.

    >>> text = "Mr. Jordan, Jordan and the Jordan River"
    >>> [is_other(text, at.start(), at.end()) for at in re.finditer("Jordan", text)]
    [True, False, True]
    """
    known = homonyms()
    if start and text[start - 1] in _BLANK and text[start - 4 : start] not in _PLAIN_BEFORE:
        at = _word_before(text, start - 1)
        word = text[at : start - 1]
        if word in known.honorifics:
            return True
        if word == "of" and at and text[_word_before(text, at - 1) : at - 1] in known.institutions:
            return True
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper():
        return False
    after = _FIRST_WORD.match(text, end, end + _AFTER)
    if after is None:
        return False
    word = after.group(1).rstrip(".,;")
    return word in known.places or (named and word in known.texts)


def _word_before(text: str, end: int) -> int:
    """Return where the word that ends at ``end`` begins, no further back than it may be long."""
    floor = max(0, end - _BEFORE)
    return max(text.rfind(" ", floor, end), text.rfind("\n", floor, end), floor - 1) + 1


def is_person(text: str, start: int, end: int) -> bool:
    """Whether a name that is also a given name or a surname is one here.

    >>> [is_person(t, t.index("Chad"), t.index("Chad") + 4) for t in ("Chad Smith", "Chad said")]
    [True, False]
    """
    if follows_given_name(text, start) or _INITIAL.match(text, end, end + 5):
        return True
    after = _FIRST_WORD.match(text, end, end + _AFTER)
    if after is None:
        return False
    known = homonyms()
    word = plain(after.group(1)).rstrip(".,;")
    return word.removesuffix("'s") in known.surnames or bool(_SURNAME_SHAPE.match(word))


def follows_given_name(text: str, start: int) -> bool:
    """Whether a given name or an initial stands right before, on the same line."""
    if text[start - 1 : start] != " ":
        return False
    word = text[_word_before(text, start - 1) : start - 1]
    return word in homonyms().given_names or (
        len(word) == 2 and word[0].isupper() and word[1] == "."
    )


def acts(text: str, end: int) -> bool:
    """Whether a verb of a doer follows, as in "Vienna rejected"; mere places do nothing."""
    return _DEED.match(text, end, end + _AFTER) is not None


def in_mid_sentence(text: str, start: int) -> bool:
    """Whether the word before belongs to the same sentence, so that a capital means a name."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return bool(before) and before[-1] not in _SENTENCE_END and "\n" not in before


def shouted(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides stand in capitals, so that an acronym may be a word."""
    before = text[max(0, start - _BEFORE) : start].split()
    after = text[end : end + _AFTER].split()
    near = (before[-1:], after[:1])
    return any(len(word) > 2 and word.isupper() for side in near for word in side)


def is_short_form(text: str, start: int, end: int) -> bool:
    """Whether an article stands before, and what follows does not make it another name.

    >>> [is_short_form(t, 4, 14) for t in ("the Convention said", "the Convention on Wetlands")]
    [True, False]
    """
    return (
        text[start - 1 : start] in _BLANK
        and text[max(0, start - 4) : start - 1].lower() == "the"
        and _OTHER_NAME.match(text, end, end + 20) is None
    )
