"""Which meeting a document covers: body, session, numbers, day and topic; and the next one.

What the page states of itself comes first, then the text's own words: "told the Security
Council today", "continued its second session".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from kg.extracting.bodies import body_of_symbol, body_of_text
from kg.extracting.figures import ORDINAL_WORD, DateMention, clock, dates, ordinal
from kg.extracting.names import holding, holds
from kg.model.layout import RECORDS, Block, Form, Layout, Role
from kg.model.record import Meeting, NextMeeting
from kg.model.source import Span

GENERAL_DEBATE = "General debate"
_LEAD = 6
_SALUTES = 1500
_ADDRESSED = re.compile(
    r"\b(?:Mr|Mister|Madam|Mrs|Ms|Your Excellency)\b[^.]{0,60}\bPresident of the "
    r"(?:[\w-]+ [Ss]ession of the )?(?:United Nations |UN )?General Assembly\b"
)
_GATHERING = r"(?:session|meetings|gatherings|part)"
_SESSION = re.compile(
    rf"(?:\b(?:its|the) (?P<of>{ORDINAL_WORD}) of (?:\w+ )(?:planned |annual |substantive )?"
    r"(?:sessions|gatherings|meetings)\b"
    r"|\b(?:opened|opens|began|begins|continued|continues|concluded|concludes|resumed|resumes|"
    r"closed|wrapped up|started|starts|ended|held|convened|reconvened|met (?:for|in|at)|continue|"
    r"continuing|concluding|opening|(?:for|in|at|of|during))"
    rf" (?:its|the|their) (?:resumed |current |main )?(?P<its>{ORDINAL_WORD})"
    r"(?: (?:annual|regular|substantive|special|emergency special|resumed|organizational|"
    r"substantive|ordinary|ministerial|general|main|plenary))* session\b)",
    re.IGNORECASE,
)
_HEADED = re.compile(
    rf"\b(?P<ordinal>{ORDINAL_WORD})(?: (?:Emergency )?Special| Regular| Annual)? (?:Session\b|General "
    r"Assembly\b)|\bSession (?P<plain>\d{1,3})\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    rf"(?P<list>{ORDINAL_WORD}(?:(?:, | ?& ?| and |, and ){ORDINAL_WORD}){{0,20}}+) (?:plenary )?Meetings?\b",
    re.IGNORECASE,
)
_THIRD = re.compile(rf"\b(?P<n>{ORDINAL_WORD})\b", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?:\([^()]{3,60}\) )?(?:[A-Z][A-Z.’'-]+,? ){1,5}(?P<day>\d{1,2} [A-Z][a-z]+(?: \d{4})?|[A-Z][a-z]+ \d{1,2})"
    r" (?:\([^()]{2,60}\) )?(?:--?|[–—])"
)
_STAMP = re.compile(r"\b\d{1,2}-[A-Z][a-z]{2}-\d{4} \d{2}:\d{2}")
_NEXT = re.compile(
    r"\b(?:will|is (?:scheduled|expected|set|due) to|are (?:scheduled|expected) to|would|shall|to)"
    r" (?:(?:next|again|then) )?(?P<verb>reconvene|meet|resume|return|convene|continue|hold|"
    r"be held|begin|take up|conclude|gather)\b",
    re.IGNORECASE,
)
_NEXT_NOMINAL = re.compile(
    r"\b(?:the|its|their)(?: body[’']s)? next (?:formal |plenary |public |open )?"
    r"(?:meeting|session)\b[^.]{0,60}?\b(?:will be|is (?:scheduled|set|expected)|at|on)\b"
    r"|\b(?:meeting|debate|session|discussion) (?:was|is) (?:suspended|adjourned) until\b",
    re.IGNORECASE,
)
# Words that every announcement has: most sentences have none of the one or of the other.
_FORWARD = ("will ", "next ", "until ", "shall ", "would ", "scheduled", "expected", "due to")
_WHEN = ("day", "noon", "midnight", "announced", "determined", "tomorrow", "session in")
_DIGIT = re.compile(r"\d")
_OPEN_DATE = re.compile(
    r"\bto be (?:announced|determined)\b|\btomorrow\b|\b(?:Mon|Tues|Wednes|Thurs|Fri)day\b|"
    r"\b(?:its|the|at its) \w+ session in (?:(?:19|20)\d\d|[A-Z]\w+)"
)
_AGAIN = re.compile(
    r"\b(?:reconvene|again|next|resume|date to be announced|time to be announced|continue its)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:\bthe |^)(?:[\w-]+ ){0,6}?(?:Assembly|Council|Committee|Commission|Conference|Board|Forum|"
    r"Meeting|Subcommittee|Group|Session|body|Working Group|Tribunal|segment)"
    r"(?: (?:for|on|of|to) [^.;]{0,160}?)? ?$|\bit $|\bits third $|\bthird $",
    re.IGNORECASE,
)
_NOW = re.compile(r" (?:today|this (?:morning|afternoon|evening))$")
_TOPIC = (
    re.compile(
        r"\b(?:high-level |open |annual |special |day-long |emergency |general ){0,6}(?:meeting|debate|"
        r"discussion|session|dialogue|briefing|event|consideration)s? (?:on|of|to mark|to "
        r"commemorate|to discuss) (?!(?:its|the same|that|this|those|these|such|the theme|\d+) )(?P<topic>[^.,;:—“”]{6,140})"
    ),
    re.compile(r"\b(?:the )?(?P<topic>(?:situation|question|war|conflict|crisis) (?:in|of) [A-Z][^.,;:—“”]{2,80}?)"
               r"(?= is\b| was\b| ha[sd]\b| remain\w+| and\b|[.,;:—]|$)"),
    re.compile(r"\b(?P<topic>entry into force of [^.,;:—“”]{6,100}?)(?= concluded| continued| resumed| opened|[.,;:—]|$)"),
    re.compile(r"\bendorsing the (?P<topic>[^.,;:—“”]{6,120}?)(?= held|[.,;:—]|$)"),
)  # fmt: skip


def stated_day(layout: Layout) -> date | None:
    """Return the day that the document states of itself: its facts, its header, a time stamp.

    A date in running prose counts only with its own year and the word "today" beside it.
    """
    if stated := layout.fact("date"):
        try:
            return _dated(layout, date.fromisoformat(stated[:10]))
        except ValueError:
            pass
    for block in layout.blocks[:40]:
        if block.role is Role.FURNITURE or not (_short(block, layout) or _stamped(block, layout)):
            continue
        for found in dates(layout.read(block.span)):
            if day := found.full():
                return day
    return _today(layout)


def _dated(layout: Layout, issued: date) -> date:
    """Return the day of the dateline ("GENEVA, 21 July (UN Information Service) --"), if any.

    A release that was issued later counts its "today" from there.
    """
    for sentence in layout.sentences[: 3 * _LEAD]:
        match = _DATELINE.match(layout.read(sentence.span))
        when = next(dates(match["day"]), None) if match else None
        if when:
            day = when.full(issued.year)
            if day and day > issued + timedelta(days=31):
                day = when.full(issued.year - 1)
            return day if day and day <= issued else issued
    return issued


def _stamped(block: Block, layout: Layout) -> bool:
    colon = layout.plain.find(":", block.span.start, block.span.end)
    return colon >= 0 and _STAMP.search(layout.read(block.span)) is not None


def _short(block: Block, layout: Layout) -> bool:
    """Whether the block is a line of a header: a symbol, a session, a date."""
    return block.role in (Role.HEADER, Role.TITLE, Role.HEADING) or (
        block.span.end - block.span.start <= 60
        and not layout.read(block.span).endswith((".", "”", "?", "!"))
    )


def _today(layout: Layout) -> date | None:
    for sentence in layout.sentences[:_LEAD]:
        text = layout.read(sentence.span)
        for found in dates(text):
            near = text[max(0, found.span.start - 30) : found.span.end + 12]
            if found.year and re.search(r"\b(?:today|this (?:morning|afternoon))\b", near):
                return found.full()
    return None


def meeting(layout: Layout) -> Meeting | None:
    """Return the meeting that ``layout`` covers, ``None`` for a form that covers none."""
    if layout.form not in {*RECORDS, Form.COVERAGE, Form.SPEECH}:
        return None
    header = _header(layout)
    return Meeting(
        body=_body(layout),
        session=_session(layout, header),
        numbers=_meeting_numbers(layout, header),
        day=stated_day(layout),
        topic=_topic(layout, header),
    )


def _body(layout: Layout) -> str | None:
    """Return the body; a speech's own words name many, so only what it states counts there."""
    if layout.form is not Form.SPEECH:
        return body_of_text(layout)
    stated = layout.fact("body") or body_of_symbol(layout.fact("symbol") or "")
    assembly = layout.fact("session") or _ADDRESSED.search(layout.plain, 0, _SALUTES)
    return stated or ("General Assembly" if assembly else None)


def _session(layout: Layout, header: Sequence[str]) -> int | None:
    stated = layout.fact("session")
    if stated and (found := _value(stated)) is not None:
        return found
    for text in header:
        if match := _HEADED.search(text):
            return ordinal(match["ordinal"]) if match["ordinal"] else int(match["plain"])
    for sentence in layout.sentences[: 3 * _LEAD]:
        text = layout.read(sentence.span)
        if "session" not in text and " of " not in text:
            continue
        for match in _SESSION.finditer(text):
            return ordinal(match["of"] or match["its"])
    return None


def _value(stated: str) -> int | None:
    return int(stated) if stated.isdigit() else ordinal(stated)


def _header(layout: Layout) -> list[str]:
    """Return the short lines before the prose and the title."""
    lines = [layout.fact("title") or ""]
    for block in layout.blocks[:40]:
        if block.role is Role.FURNITURE:
            continue
        if _short(block, layout) or (not lines[0] and _heads(block, layout)):
            lines.append(layout.read(block.span))
    return lines


def _heads(block: Block, layout: Layout) -> bool:
    """Whether the block opens the document like a headline."""
    text = layout.read(block.span) if block is layout.blocks[0] else "."
    return len(text) < 240 and not text.endswith(".")


def _meeting_numbers(layout: Layout, header: Sequence[str]) -> tuple[int, ...]:
    if stated := layout.fact("meetings"):
        return tuple(int(part) for part in re.findall(r"\d+", stated))
    for text in header:
        if match := _NUMBERS.search(text):
            found = [ordinal(one["n"]) for one in _THIRD.finditer(match["list"])]
            return tuple(one for one in found if one is not None)
    return ()


def _topic(layout: Layout, header: Sequence[str]) -> str | None:
    if layout.form is Form.SPEECH and _in_general_debate(layout):
        return GENERAL_DEBATE
    if layout.form is not Form.COVERAGE:
        return layout.fact("title")
    for text in header:
        if _HEADED.search(text) and (topic := _kicker(text)):
            return topic
    lead = " ".join(layout.read(one.span) for one in layout.sentences[:_LEAD])
    for pattern in _TOPIC:
        if match := pattern.search(lead):
            return _NOW.sub("", re.sub(r"^the (?!theme)", "", match["topic"].strip()))
    if match := _TOPIC[0].search(header[0]) or _TOPIC[1].search(layout.plain):
        return match["topic"].strip()
    return layout.fact("title")


def _in_general_debate(layout: Layout) -> bool:
    """Whether a speech belongs to the general debate of a session.

    Its title page says so, or its file is named as collections of these speeches name them
    (State, session, year), which gave it country, session and year.
    """
    if layout.fact("country") and layout.fact("session") and layout.fact("year"):
        return True
    first = next((b.span.start for b in layout.blocks if b.role is Role.PARAGRAPH), 0)
    return re.search(r"\bgeneral\s+debate\b", layout.plain[: first + 1], re.IGNORECASE) is not None


def _kicker(text: str) -> str | None:
    """Return the topic in a line that names a session, ``None`` where it names nothing else.

    >>> _kicker("(Part 3) General Assembly: High-level Meeting on oceans - Plenary Meeting, 76th Session")
    'High-level Meeting on oceans'
    >>> _kicker("Seventy-sixth Session, 38th & 39th Meetings (AM & PM)") is None
    True
    """
    if ":" in text:
        return re.split(r"\s*[-–—] ?Plenary|, \w+ Session$", text.split(":", 1)[1])[0].strip()
    rest = re.sub(rf"{ORDINAL_WORD}|\b(?:Session|General Assembly|Plenary|Meetings?|AM|PM)\b", " ", text,
                  flags=re.IGNORECASE)  # fmt: skip
    return text if len(re.findall(r"[A-Za-z]{3,}", rest)) >= 2 else None


def next_meeting(layout: Layout, met: Meeting | None) -> NextMeeting | None:
    """Return when the body meets again, as the text announces it.

    The year is the date's own, or that of the meeting (the next one where the date would lie
    before it); without either the day stays unknown.
    """
    best: NextMeeting | None = None
    plain = layout.plain.replace("\u00a0", " ")
    spans = [sentence.span for sentence in layout.sentences]
    for number in sorted(holding(plain, spans, _FORWARD)):
        span = spans[number]
        text = plain[span.start : span.end]
        if not (_DIGIT.search(text) or holds(text.lower(), _WHEN)):
            continue
        found = _announced(text, span, met)
        if found and (best is None or _precision(found) >= _precision(best)):
            best = found
    return best


def _precision(found: NextMeeting) -> int:
    return (found.day is not None) + (found.time is not None)


def _announced(text: str, span: Span, met: Meeting | None) -> NextMeeting | None:
    match = next(
        (one for one in _NEXT.finditer(text) if _SUBJECT.search(text[: one.start()])), None
    ) or _NEXT_NOMINAL.search(text)
    if not match:
        return None
    rest = text[match.start() : match.end() + 160]
    when = next(dates(rest), None)
    time = clock(rest)
    if not (when or time or _OPEN_DATE.search(rest)):
        return None
    if when is None and time is None and not _AGAIN.search(rest):
        return None
    return NextMeeting(_next_day(when, rest, met), time, span)


def _next_day(when: DateMention | None, rest: str, met: Meeting | None) -> date | None:
    day = met.day if met else None
    if when is None:
        tomorrow = re.search(r"\btomorrow\b", rest)
        return day + timedelta(days=1) if day and tomorrow else None
    if when.year or day is None:
        return when.full()
    found = when.full(day.year)
    return when.full(day.year + 1) if found and found < day - timedelta(days=31) else found
