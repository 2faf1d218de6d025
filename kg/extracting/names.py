"""Capitalised names around a head noun: "Sendai Framework for Disaster Risk Reduction".

English UN prose capitalises titles and joins them with small connecting words; so a name is
what stretches from a head word to both sides as long as that pattern holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.model.source import Span

_CONNECTORS = """of on for the to in and under against with beyond between its from or by into
relating concerning as a an among regarding through towards"""
CONNECTORS = frozenset(_CONNECTORS.split())
_PARTICLES = frozenset(["and", "of", "del", "de", "la", "da", "du", "al", "el", "las", "los"])
_LEFT_JOINTS = frozenset({"of", "and", "for", "the", "on"})
_OPENER_WORDS = """the this that these those a an in on by under with at as its their his her our it for and but to
of from through when while although since after before during both all any each if where whether
however moreover further also welcoming citing noting recalling regarding concerning following
according underscoring stressing adopting adopted commending supporting implementing approving
implement such via per within beyond against between or not only since until despite besides
along upon including without now another every no similarly likewise yet thus hence indeed
meanwhile today yesterday some many several most mr. mrs. ms. dr. sir madam"""
_OPENERS = frozenset(_OPENER_WORDS.split())
_TOKEN = re.compile(r"[\w’'‑-]+(?:\.(?=\w))?|[^\w\s]")
_BREAK = re.compile(r"(?P<blank>\s+)(?P<word>[‘“\"]?[\w’'‑/–-]+)")
_BEFORE = re.compile(r"(?P<word>[\w’'‑.–-]{1,40}+)(?P<mark>[^\w\s]{0,40}+)(?P<blank>\s{1,40})$")
_HEADS_AFTER_AND = re.compile(
    r"\s+(?:the\s+|its\s+)?(?:[A-Z\d][\w’-]+\s+){0,4}(?:Assembly|Council|Committee|Commission|Convention|"
    r"Covenant|Protocols?|Treaty|Agreement|Charter|Declaration|Agenda|Programme\s+of\s+Action|Framework|"
    r"Plan\s+of\s+Action|Compact|Pact|Goals|Strategy|Statute|Pathway|Platform|Accords?|Commitment|"
    r"Secretary-General|Secretariat|Bank|Fund|Organization|Principles|Roadmap|Union)\b"
)


def holds(text: str, signs: Iterable[str]) -> bool:
    """Whether any of ``signs`` stands in ``text``: a quick look before a pattern is tried.

    >>> holds("It will meet again", ("next ", "will "))
    True
    """
    for sign in signs:  # noqa: SIM110  # a generator costs as much as ten searches
        if sign in text:
            return True
    return False


def holding(text: str, spans: Sequence[Span], signs: Iterable[str]) -> set[int]:
    """Return which of ``spans``, in order and apart, hold any of ``signs``.

    Looks through the text once for each sign, instead of once for each sign and span.

    >>> sorted(holding("It met. It will meet. It did.", [Span(0, 7), Span(8, 21)], ("will ", "did")))
    [1]
    """
    starts = [span.start for span in spans]
    found: set[int] = set()
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            after = at + 1
            if number >= 0 and at + len(sign) <= spans[number].end:
                found.add(number)
                after = spans[number].end
            at = text.find(sign, after)
    return found


def is_capital(word: str) -> bool:
    """Whether a word begins a name: a capital or, as in years and "2030", a digit.

    >>> [is_capital(word) for word in ("Sendai", "2030", "of", "“Paris")]
    [True, True, False, True]
    """
    first = word.lstrip("‘“\"'[(")[:1]
    return first.isupper() or first.isdigit()


def stretch_right(text: str, end: int, limit: int) -> int:
    """Return where the name that has reached ``end`` stops on its right.

    >>> text = "the Convention on the Rights of the Child and the General Assembly"
    >>> text[4:stretch_right(text, 14, len(text))]
    'Convention on the Rights of the Child'
    """
    at = good = end
    small = 0
    while match := _BREAK.match(text, at, limit):
        word = match["word"]
        if word.isdigit() and len(word) < 3 and small:
            return good
        if is_capital(word) and not word.startswith(("“", '"')):
            small, good = 0, _without_possessive(text, match.end("word"))
            if good != match.end("word"):
                return good
        elif word in CONNECTORS and small < 3 and not _new_name(text, word, match):
            small += 1
        else:
            return good
        at = match.end("word")
    return good


def _new_name(text: str, word: str, match: re.Match[str]) -> bool:
    """Whether "and" leads on to another name instead of continuing this one."""
    return word in ("and", "or", "with", "by") and bool(
        _HEADS_AFTER_AND.match(text, match.end("word"))
    )


def _without_possessive(text: str, end: int) -> int:
    return end - 2 if text[end - 2 : end] in ("’s", "'s") else end


def stretch_left(text: str, start: int, floor: int) -> int:
    """Return where the name whose head begins at ``start`` begins on its left.

    >>> text = "Under the Antigua and Barbuda Agenda"
    >>> text[stretch_left(text, text.index("Agenda"), 0):]
    'Antigua and Barbuda Agenda'
    """
    at = good = start
    while match := _BEFORE.search(text, max(floor, at - 40), at):
        word = match["word"]
        if match["mark"] or word.lower() in _OPENERS - _LEFT_JOINTS:
            return good
        if is_capital(word) and word.lower() not in _OPENERS and not _opens(text, match, floor):
            good = match.start("word")
            if word.endswith(("’s", "'s")):
                return match.end("blank")
        elif word not in _PARTICLES or good == start or _acronym_before(text, match):
            return good
        at = match.start("word")
    return good


def _acronym_before(text: str, match: re.Match[str]) -> bool:
    """Whether "and" follows an acronym, which is a name by itself ("the SDGs and Paris …")."""
    before = _BEFORE.search(text, max(0, match.start() - 40), match.start("word"))
    return match["word"] == "and" and bool(before and sum(map(str.isupper, before["word"])) > 1)


def _opens(text: str, match: re.Match[str], floor: int) -> bool:
    """Whether the capital is only that of a sentence's first word."""
    at = match.start("word")
    return at <= floor and match["word"].endswith(("ing", "ed"))


@lru_cache(maxsize=1 << 14)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, without connectors.

    >>> words("The Pact for the Future")
    ('pact', 'future')
    """
    return tuple(
        word
        for word in (token.lower().strip("’'") for token in _TOKEN.findall(text))
        if word and (word[0].isalnum()) and word not in CONNECTORS
    )


def clause(text: str, span: Span) -> str:
    """Return the text of ``span`` with single blanks."""
    return " ".join(text[span.start : span.end].split())
