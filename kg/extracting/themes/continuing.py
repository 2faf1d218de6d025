"""Whether a sentence that names no theme goes on about the one before it."""

from __future__ import annotations

import re
from enum import IntEnum

_FEW_WORDS = 3

_BANAL = re.compile(
    r"\b(?:thank(?:s|ed|ful|ing)?|gratitude|grateful|congratulat\w+|condolences|apologi[sz]\w+"
    r"|good (?:morning|afternoon|luck)|took the floor|taking the floor|yield\w* the floor"
    r"|rights? of reply|suspended the meeting|meeting was (?:suspended|adjourned)"
    r"|resumed? the debate|asked for a vote|speakers? (?:list|spoke)|many speakers"
    r"|heads of (?:State|delegations?)|joke[ds]?|guiding principle in life"
    r"|(?:took|resumed) the Chair|(?:give|giving|given) the floor|to the vote"
    r"|in my (?:national )?capacity|the views of my (?:delegation|Government|country)"
    r"|(?:make|making|share|offer) (?:a|some|two|three|four|the) (?:\w+ )?(?:statement|remarks"
    r"|points|comments|observations)|other statements"
    r"|(?:other|different) (?:regions|parts|areas) of the world)\b"
    r"|\b[Ww]elcomed (?:the )?(?:participants|speakers|guests|delegates)\b"
    r"|^[“\"]?(?:[Ll]et (?:me|us)|[Hh]e [ws]as|[Ss]he [ws]as) (?:conclude|brief|clos(?:e|ing)|end)\b"
)
_BACK = re.compile(
    r"\b(?:these|those|such (?:an? )?(?!as)|the (?:latter|former|same|said|matter|issue|problem"
    r"|question|draft|text|resolution|proposal|plan|programme|provision|report|paper|article"
    r"|articles|commission|tribunal|mission|agency|document|initiative|strategy|negotiations?"
    r"|talks|parties|conference|situation|phenomenon|scourge|topic|subject))\b"
    r"|\b[Tt]his\b(?! (?:morning|afternoon|evening|year|week|month|Council|Assembly))"
    r"|\b(?:on|of|to|in|for|with|by|from|about|against|under|at|behind|beyond) (?:that|it|them)\b"
    r"|^[“\"]?(?:It|They|That|There|Those|Here|Hence|Therefore|Thus|Moreover|Furthermore"
    r"|For (?:that|this) reason|As such|In addition|Otherwise|Instead|Even so)\b"
    r"|[“\"](?:It|They|That|This) |\b(?:said|added|noted|stressed|that|because|as|and|but) "
    r"(?:it|they) "
)
_TEXT = r"(?:text|draft|resolution|decision|measure|document|declaration)"
_PROVISION = re.compile(
    rf"^(?:By|Under|Through|In) (?:the |that |this |its |other |further |another |those |these )*"
    rf"(?:{_TEXT}|terms?|provisions?)\b(?! (?:titled|entitled|on|concerning|of|[“\"]))"
    rf"|^(?:That|This|The|It)(?: (?:draft|{_TEXT}))? would (?:also |further |again )?"
    r"(?:have|decide|request|urge|call|invite|reaffirm|recommend|express|note|stress|encourage"
    r"|welcome|ask|emphasi[sz]e|recall|take|endorse|authori[sz]e|condemn|demand)\b"
    r"|^(?:The )?(?:General )?(?:Assembly|Council|Committee|Commission|Conference) (?:would )"
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
    if len(sentence.split(maxsplit=_FEW_WORDS)) <= _FEW_WORDS or _BANAL.search(sentence):
        return Link.BARRED
    if _PROVISION.search(sentence):
        return Link.PROVISION
    return Link.BACK if _BACK.search(sentence) else Link.LOOSE
