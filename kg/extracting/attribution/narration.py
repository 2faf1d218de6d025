"""Sentences that are the reporter's own: procedure, programme, background."""

from __future__ import annotations

import re

_BODY = (
    r"(?:The|the) (?:\d+-(?:member|nation|strong) (?:world )?(?:body|organ|Committee|Commission|Council|Board|Forum)|(?:General )?Assembly|(?:Security )?Council|Committee|(?:Preparatory )?Commission"
    r"|Conference|Board|Working Group|Forum|Meeting|meeting|session|(?:panel |general |interactive |ensuing |high-level )?(?:discussion|debate|dialogue|panel)|representatives?|Bureau|Panel|Special Committee"
    r"|(?:First|Second|Third|Fourth|Fifth|Sixth) Committee|Economic and Social Council|Human Rights Council|Preparatory Committee|[A-Z][\w ’-]{2,60}(?:Committee|Commission|Council))"
)
_DONE = (
    r"(?:then |also |next |today |further |later |thus |first |unanimously |(?:re)?opened |once again |again |went on to |had before it |will |mainly |largely |again )*"
    r"(?:adopted|approved|rejected|decided|elected|appointed|extended|renewed|postponed|took (?:up|note|action|no action|into account)|tak(?:es?|ing) up|turned|"
    r"began|started|opened|concluded|resumed|continued|met|meets?|convened|reconvened?|held|heard|considered|discussed|observed|paid tribute|"
    r"encouraged|requested|endorsed|adopt|approve|elect|decide|reconvene|resume|continue|conclude|begin|hear|hold|consider|suspended|adjourned|was (?:held|called|suspended|adjourned|opened)|rose|voted|failed|authorized|established|"
    r"returned|expressed|reaffirmed|called (?:on|upon|for)|urged|welcomed|stressed|noted|recalled|invited|acting|had (?:before|decided|adopted|held|also)|featured|announced its|granted|filled|confirmed|designated|considers|reviews|vets|was (?:not |un)able to|agreed to (?:take|hold|defer|postpone|consider|include)|deferred|included|focused|centred|centered|revolved|ranged|dealt|touched|covered|addressed|examined|explored|was scheduled)\b"
)
STRONG = re.compile(
    r"(?:(?:Next|Then|First|Finally|Also|Earlier|Lastly|In addition|Meanwhile|Further|Subsequently|Similarly|Likewise|Immediately),? )?(?:[Bb]y|[Ww]ith) (?:a )?(?:separate |further )?(?:recorded|roll-call|rollcall|show-of-hands|unanimous|separate|vote|a vote)\b|By a vote of"
    r"|By (?:its|the|their|other|further) terms|By (?:the|that|this|a|an|another|its) (?:draft |last |second |same |first )?(?:text|resolution|draft|decision|amendment)"
    r"|(?:A|An|The|That) (?:[\w-]+ ){0,4}(?:discussion|debate|dialogue|exchange|segment) (?:then )?(?:followed|ensued|took place|was held|began)\b"
    r"|The (?:Assembly |Council |Committee |Commission )?(?:Chair\w*|President|Vice-Chair\w*|Co-Chairs?) (?:then |also )?(?:suspended|adjourned|closed|opened|declared)\b"
    r"|Under (?:the|its) (?:text|terms)|The following (?:delegations|speakers|representatives|countries|States)"
    r"|Acting without a vote|Without a vote|Acting (?:under|on|by consensus)|Adopted without|By consensus"
    r"|In (?:other|further|related) (?:matters|business|action|news)\b|In other action|Also (?:today|this (?:morning|afternoon)),? the (?:Assembly|Council|Committee|Commission)"
    r"|\(?(?:For|See|Coverage|Previous coverage|Full coverage|Details|The full text|A summary|Please see|Note:|\* ?The)\b.{0,60}(?:press release|Press Release|coverage|see|here|document|details|blog|release|issued)"
    r"|(?:Also )?(?:[Bb]efore|Prior to) (?:the (?:Committee|Assembly|Council|Commission)|its adoption|that|the vote|taking action|adopting|adjourning)[^.]{0,60}(?:was|were|it also|the (?:Assembly|Council|Committee))\b"
    r"|(?:The|Those) (?:draft|text|resolution|amendment|decision)s? (?:was|were) (?:then )?(?:adopted|approved|rejected|withdrawn|orally)"
    r"|(?:The|That) (?:draft|text|resolution|amendment|decision|motion) (?:was|is) (?:also )?(?:co-?)?(?:sponsored|introduced|submitted|tabled) by\b"
    r"|(?:The )?(?:vote|results?) (?:was|were|of the)|It was (?:then |also |further )?(?:decided|announced|agreed)"
    r"|(?:The|Today’s|The special|The emergency) (?:meeting|session|debate|event) (?:had been|was|has been) (?:convened|requested|organized|scheduled|called|held)\b"
    r"|(?:The )?(?:[Mm]eeting|[Ss]ession),? (?:which (?:had )?)?(?:began|begun|opened|was (?:held|called|suspended|adjourned)|started|adjourned|rose|ended|resumed|suspended)"
    r"|(?:Also |Others? )?(?:[Ss]peaking|[Ss]peakers|[Ss]tatements|[Dd]elivering|[Pp]articipating|[Mm]aking statements|[Tt]aking part|[Aa]ddressing) (?![^.]{0,80}?\b(?:he|she|they|it) )[^.]{0,80}(?:were|was|included|are)\b"
    r"|(?:Prior to|Before|After|Following|During|In) [^,.]{3,60}, (?:a|an|the) [^,.]{3,60} (?:was|were|had been) (?:convened|held|opened|organized)\b"
)
RECONVENE = re.compile(
    r"\bwill (?:next )?(?:reconvene|meet (?:again|next|at)|resume|continue its|hold its next|convene (?:again|next|at))"
)
_COUNTED = re.compile(r"\bvote of \d+ (?:in favour|to|for)\b")
_HEARD = re.compile(
    r", (?:[^,;]{0,80} )?(?:Assembly|Council|Committee|Commission|Forum|Conference|Panel|Board|Meeting|meeting|delegates|participants|members|[Ss]peakers)\b"
    r"(?: \([^()]{3,60}\))?[^,;]{0,120}? (?:[Hh]eard|[Hh]ears|[Hh]ear|was told|were told|[Ii]s [Tt]old)(?: today| this \w+| on \w+| yesterday)?(?=[,.]| as | at | during | in |$)"
    r"|, (?:the |this )(?:[\w-]+ ){0,5}(?:Assembly|Council|Committee|Commission|Forum|Conference)\b(?: \([^()]{3,60}\))?"
    r" was (?:told|warned|informed|reminded)(?: today| this \w+)? that\b"
)
_TOLD = re.compile(
    rf"{_BODY} (?:today |this \w+ )?(?:(?:was|were) (?:also |then )?(?:today |this \w+ )?(?:told|informed|warned|urged)|heard (?:today |this \w+ )?that)\b"
    r"|(?:Delegates|Delegations|Members|Participants|Speakers)[^,.]{0,40} (?:were (?:also |then )?(?:today |this \w+ )?(?:told|informed|warned)|heard (?:today |this \w+ )?that)\b"
    r"|(?:(?:Similar|Deep|Serious|Strong|Grave|Broad|Much) )?(?:[Cc]oncerns?|[Ff]rustrations?|[Rr]egret|[Hh]opes?|[Ss]upport|[Aa]ppreciation|[Dd]isappointment|[Dd]oubts|[Rr]eservations|[Vv]iews) (?:was|were) (?:also )?(?:expressed|voiced|raised)\b"
)
_ENSUING = re.compile(
    r"(?:In|During|Throughout|As) (?:the|a|an|their) (?:[\w-]+ ){0,3}(?:discussion|debate|dialogue|exchange|deliberations|interventions)\b"
    r"|As (?:the|it) [^,;]{0,120}?\b(?:continued|began|concluded|opened|resumed|took up|considered|met|held|wrapped up) "
)
_ANEW = re.compile(
    r"\brights? of reply\b|\b[Tt]aking the floor (?:again|anew|once more|for a \w+ time|a second)|\b[Rr]e-?taking the floor"
    r"|\btook the floor (?:again|for a \w+ time|once more)|\bspeaking (?:again|for a \w+ time|a second time)\b"
)
BODY_DID = re.compile(rf"(?:^|, ){_BODY}(?:, by [^,]{{3,80}},|,)?(?: [a-z]+ly)? {_DONE}")
_DELEGATES_DID = re.compile(
    r"(?:[A-Z][^,]{0,60}, )?(?:Delegates|Delegations|Members|Speakers|Participants|Council members|delegates|delegations|members|participants)"
    r"(?: of the [A-Z][\w ]{3,60}?)?(?: also| then| next| further| again)* (?:discussed|considered|debated|elaborated on|turned|exchanged|continued|heard|took up|reviewed|examined|began|resumed|concluded|were|addressed)\b"
)
_BACKGROUND = re.compile(
    r"\s*(?:Background|Documents?\b|Reports? [Bb]efore|Before the)", re.IGNORECASE
)


def is_aside(text: str) -> bool:
    """Whether the sentence stands in brackets as a whole.

    >>> is_aside("(See Press Release GA/1.)"), is_aside("Peace (1999) came.")
    (True, False)
    """
    return text.lstrip().startswith(("(", "[", "*")) and text.rstrip().rstrip(".").endswith(
        (")", "]", "*")
    )


def is_procedure(text: str) -> bool:
    """Whether the sentence tells of procedure whoever spoke before.

    >>> is_procedure("By a recorded vote of 9 in favour to 1 against, the text was adopted.")
    True
    """
    return bool(STRONG.match(text) or reconvenes(text)) or (
        "vote of " in text and bool(_COUNTED.search(text))
    )


def reconvenes(text: str) -> bool:
    """Whether the sentence says when the body meets again.

    >>> reconvenes("The Council will reconvene at 10 a.m.")
    True
    """
    return "will " in text and bool(RECONVENE.search(text))


def is_heard(text: str) -> bool:
    """Whether the sentence says what a body heard, from nobody named.

    >>> is_heard("Wells are running dry, the Second Committee heard today.")
    True
    """
    return bool(_HEARD.search(text) or _TOLD.match(text))


def takes_floor_anew(text: str) -> bool:
    """Whether a speaker begins a second statement.

    >>> takes_floor_anew("Taking the floor again, he said so.")
    True
    """
    hint = "floor" in text or "reply" in text or "peaking " in text
    return hint and bool(_ANEW.search(text))


def opens_background(text: str) -> bool:
    """Whether a heading opens the reporter's summary of documents.

    >>> opens_background("Background"), opens_background("Statements")
    (True, False)
    """
    return bool(_BACKGROUND.match(text))


def opens_discussion(text: str) -> bool:
    """Whether the sentence begins with "In the ensuing debate" or the like."""
    return bool(_ENSUING.match(text))


def body_acts(text: str) -> bool:
    """Whether the sentence has the meeting's body as the one that acts.

    >>> body_acts("In the afternoon, the Committee held a panel discussion.")
    True
    """
    return bool(BODY_DID.search(text) or _DELEGATES_DID.match(text))
