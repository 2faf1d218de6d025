"""Whether a sentence that names no theme goes on about the one before it."""

from __future__ import annotations

import re
from enum import IntEnum

from kg.extracting.patterns import opening

_FEW_WORDS = 3

_BANAL = re.compile(
    opening(
        rf"{phrase}\b"
        for phrase in (
            r"thank(?:s|ed|ful|ing)?", "gratitude", "grateful", r"congratulat\w+", "condolences",
            r"apologi[sz]\w+", "good (?:morning|afternoon|luck)", "took the floor",
            "taking the floor", r"yield\w* the floor", "rights? of reply", "suspended the meeting",
            "meeting was (?:suspended|adjourned)", "resumed? the debate", "asked for a vote",
            "speakers? (?:list|spoke)", "many speakers", "heads of (?:State|delegations?)",
            "joke[ds]?", "guiding principle in life", "took the Chair", "resumed the Chair",
            "giv(?:e|ing|en) the floor", "to the vote", "in my (?:national )?capacity",
            "the views of my (?:delegation|Government|country)",
            *(
                rf"{verb} (?:a|some|two|three|four|the) (?:\w+ )?"
                "(?:statement|remarks|points|comments|observations)"
                for verb in ("make", "making", "share", "offer")
            ),
            "other statements", "other (?:regions|parts|areas) of the world",
            "different (?:regions|parts|areas) of the world",
            "welcomed (?:the )?(?:participants|speakers|guests|delegates)",
            "Welcomed (?:the )?(?:participants|speakers|guests|delegates)",
        )
    )
)  # fmt: skip
_BANAL_OPENING = re.compile(
    r"[“\"]?(?:[Ll]et (?:me|us)|[Hh]e [ws]as|[Ss]he [ws]as) (?:conclude|brief|clos(?:e|ing)|end)\b"
)
_BACK = re.compile(
    opening(
        (
            r"these\b",
            r"those\b",
            r"such (?:an? )?(?!as)\b",
            r"the (?:latter|former|same|said|matter|issue|problem"
            r"|question|draft|text|resolution|proposal|plan|programme|provision|report|paper|article"
            r"|articles|commission|tribunal|mission|agency|document|initiative|strategy|negotiations?"
            r"|talks|parties|conference|situation|phenomenon|scourge|topic|subject)\b",
            r"this\b(?! (?:morning|afternoon|evening|year|week|month|Council|Assembly))",
            r"This\b(?! (?:morning|afternoon|evening|year|week|month|Council|Assembly))",
        )
    )
)
_BACK_OPENING = re.compile(
    r"[“\"]?(?:It|They|That|There|Those|Here|Hence|Therefore|Thus|Moreover|Furthermore"
    r"|For (?:that|this) reason|As such|In addition|Otherwise|Instead|Even so)\b"
)
# The blank comes first (see kg.extracting.patterns), the word before it in a look behind.
_BACK_PRONOUN = re.compile(
    r" (?:(?=(?:that|it|them)\b)(?:(?<=\b(?:on|of|to|in|by|at) )|(?<=\bfor )|(?<=\b(?:with|from) )"
    r"|(?<=\b(?:about|under) )|(?<=\b(?:behind|beyond) )|(?<=\bagainst ))"
    r"|(?=(?:it|they) )(?:(?<=\bas )|(?<=\b(?:and|but) )|(?<=\b(?:said|that) )"
    r"|(?<=\b(?:added|noted) )|(?<=\bbecause )|(?<=\bstressed )))"
    r"|[“\"](?:It|They|That|This) "
)
_TEXT = r"(?:text|draft|resolution|decision|measure|document|declaration)"
_PROVISION = re.compile(
    rf"(?:By|Under|Through|In) (?:the |that |this |its |other |further |another |those |these )*"
    rf"(?:{_TEXT}|terms?|provisions?)\b(?! (?:titled|entitled|on|concerning|of|[“\"]))"
    rf"|(?:That|This|The|It)(?: (?:draft|{_TEXT}))? would (?:also |further |again )?"
    r"(?:have|decide|request|urge|call|invite|reaffirm|recommend|express|note|stress|encourage"
    r"|welcome|ask|emphasi[sz]e|recall|take|endorse|authori[sz]e|condemn|demand)\b"
    r"|(?:The )?(?:General )?(?:Assembly|Council|Committee|Commission|Conference) (?:would )"
    r"(?:also|further|again)\b"
)


class Link(IntEnum):
    """How a sentence hangs on what precedes it, from not at all to as part of the same text."""

    BARRED = 0
    """Thanks, courtesy or the run of the meeting: about nothing."""
    LOOSE = 1
    BACK = 2
    """It points back: "this", "such a step", "the draft"."""
    PROVISION = 3
    """It goes on telling what a text would do."""


def link(sentence: str) -> Link:
    """Return how ``sentence`` hangs on the one before it.

    >>> link("It would also request a report at its next session.").name
    'PROVISION'
    >>> link("She called such steps unwise.").name
    'BACK'
    >>> link("He thanked the delegations for their patience.").name
    'BARRED'
    >>> link("Four years had passed since.").name
    'LOOSE'
    """
    few = len(sentence.split(maxsplit=_FEW_WORDS)) <= _FEW_WORDS
    if few or _BANAL.search(sentence) or _BANAL_OPENING.match(sentence):
        return Link.BARRED
    if _PROVISION.match(sentence):
        return Link.PROVISION
    opens_back = _BACK_OPENING.match(sentence) or _BACK_PRONOUN.search(sentence)
    return Link.BACK if opens_back or _BACK.search(sentence) else Link.LOOSE
