"""In whose name a resolution or declaration speaks: the adopting body, and its "we"."""

from __future__ import annotations

import re

_OPENS = re.compile(r"\W*(?:the )?(?P<body>[^,;:]{3,150}?)\W*\Z", re.IGNORECASE)
_WE = re.compile(
    r"\W*We,? (?P<who>(?:the |[Hh]eads|[Mm]inisters|[Rr]epresentatives|[Mm]embers|[Gg]overnments|States)"
    r"[^;:]{3,200}?)(?=, (?!and |[Mm]inisters|[Hh]eads|[Gg]overnments|[Rr]epresentatives|high)|:|\Z"
    r"| (?:reaffirm|commit|declare|recall|recognize|gathered|assembled|adopt|resolve|pledge|express|are|have)\b)"
)
_LONGEST = 160


def adopting(line: str) -> str | None:
    """Return the body that a line of its own names as adopting the text.

    >>> adopting("The Security Council,"), adopting("THE GENERAL ASSEMBLY")
    ('Security Council', 'General Assembly')
    """
    found = _OPENS.match(line)
    if not found:
        return None
    name = " ".join(found["body"].split())
    return name.title() if name.isupper() else name


def declaring(text: str) -> str | None:
    """Return those in whose name a paragraph says "we", as it names them.

    >>> declaring("We, the States Members of the United Nations, reaffirm our commitments;")
    'the States Members of the United Nations'
    >>> declaring("We, Heads of State and Government and high representatives, meeting here, pledge")
    'Heads of State and Government and high representatives'
    >>> declaring("We commit to act.")
    """
    found = _WE.match(text)
    if not found or not re.match(r"\W*We,? (?:the |[A-Z]|heads|ministers)", text):
        return None
    who = " ".join(found["who"].split()).strip(" ,")
    return who if len(who) <= _LONGEST else None
