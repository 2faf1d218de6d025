"""Speeches as delivered or submitted: general-debate statements, one speaker a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.layout import Block, Fact, Form, Role
from kg.model.source import Issue, Severity, Span
from kg.reading.evidence import NUMBERED, Evidence
from kg.reading.headers import find_date, find_session
from kg.reading.page import Page, Piece
from kg.reading.parts import Judgement, Parts, note
from kg.reading.turns import opening

_SALUTATION = re.compile(
    r"(?:Dear |Your |Madam |Mister |Mr\.? |Mrs\.? |Ms\.? |Distinguished |Honou?rable |Excellenc|Ladies |President(?: of the (?:General|United|UN|Assembly|\d|[\w-]{4,20} [Ss]ession)| ?,|\Z)"
    r"|Heads of|Esteemed |Colleagues|Fellow |Friends|Sir,|Presiding|Thank you|Bismillah|In the name of)",
    re.IGNORECASE,
)
_ADDRESSES = (
    "Mr. President", "Mr President", "Madam President", "Mister President", "MR. PRESIDENT", "MR PRESIDENT",
    "Secretary-General", "Secretary General", "xcellenc", "istinguished", "this Assembly", "General Assembly",
    "the Assembly", "United Nations", "my country", "my delegation", "my Government", "my people", "our country",
    "our people", "our nation", "the Organization", "this session", "this Organization", "this rostrum", "this podium",
    "this hall", "this Hall",
)  # fmt: skip
_IN_THE_HALL = (
    "United Nations",
    "General Assembly",
    "the Assembly",
    "delegation",
    "the Organization",
)
_TITLE = re.compile(
    r"\b(?:statement|address|remarks|speech|intervention|discours|declaration|general debate|national statement)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us)\b.{0,300}[.!?:]\Z|\b(?:is|am|are|was)\b.{0,300}[.!?:]\Z"
)
_BY = re.compile(r"\b(?:by|BY|By)\b:?\s*\|?\s*")
_UNTIL = re.compile(
    r"\s{0,3}\|?\s{0,3}(?:,\s{0,3})?\b(?:at|AT|At|during|DURING|on the occasion|before|Before|to the|TO THE|UNITED NATIONS GENERAL|"
    r"New York|NEW YORK|[Dd]elivered|General Debate|GENERAL DEBATE|Theme|Check|Please)\b"
)
_POST = re.compile(
    r"\b(?:President|Prime Minister|Vice[- ]President|Chancellor|Minister|Secretary of State|Permanent Representative|King|Queen"
    r"|Amir|Emir|Sultan|Prince|Chairman|Premier|Taoiseach|Head of State|Head of Government|Ambassador|Envoy|Chargé d.Affaires"
    r"|Captain Regent|Governor|Secretary for Relations|High Representative|Foreign Secretary)\b[^|]*",
    re.IGNORECASE,
)
_HONOUR = re.compile(
    r"(?:(?:the\s+)?(?:H\. ?E\.?|HE\.|HE|His Excellency|Her Excellency|His Eminence|His Majesty|Her Majesty|His Highness"
    r"|Her Highness|His Holiness|Rt\.? Hon(?:ou?rable)?|Hon(?:ou?rable)?|Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Dame|Cardinal|Senator"
    r"|Ambassador|General|Sheikh|Archbishop|Excellency)\b[.,]?\s*)+",
    re.IGNORECASE,
)
_TITLE_PAGE = re.compile(
    r"^(?:Address|Statement|Remarks|Speech|Intervention)\b.{0,40}\bby\b|General Debate",
    re.IGNORECASE | re.MULTILINE,
)
_RETOLD = re.compile(
    r"(?:\d{1,3}\.\s+)?(?:(?:Mr|Mrs|Miss|Sir|Dr|Prince|General|Count|U)\b\.? (?:[\w’'.-]+,? ){1,5}?|(?:[A-Z][\w’'.-]+ ){0,3}[A-Z]{3,}"
    r"(?: [A-Z][\w’'.-]+){0,3} )(?:\([^()]{2,60}\) )?(?:,? ?(?:speaking )?on behalf of [^,.]{3,60}, )?(?:said|stated|observed|recalled"
    r"|wished|expressed|felt|thought|considered|remarked|declared|noted|thanked|congratulated|pointed out|associated|paid|began"
    r"|conveyed|drew|stressed|emphasized|extended|believed|welcomed|explained|reminded|hoped|asked|opened|referred|wanted|joined)\b"
)
_NARRATED_TODAY = re.compile(
    r"\b(?:heard today|today adopted|(?:Assembly|Council|Committee) (?:today|this (?:morning|afternoon))|the representative of [A-Z]\w+ (?:said|stressed)|said today)\b"
)
_CONGRATULATES = re.compile(
    r"\b(?:my|our|I|we|us)\b[^.]{0,120}\b(?:congratulat\w+|pleasure|hono[u]?r|welcome|greet\w*|felicitat\w+|tribute)|"
    r"Mr\.? President,|congratulate you|, Sir,"
)
_SUMMARY = "a summary record of one speech, retold in the third person"
_NUMBER = re.compile(r"(\d{1,3})\.[\s\t]")
_BARE_TITLE = re.compile(
    r"(?:statement|address|remarks|speech|intervention|discours)(?: as)?(?: delivered)?(?: by)?\W{0,3}",
    re.IGNORECASE,
)
_NUMBERED_SESSION = re.compile(
    r"\bUNGA ?(?P<after>\d{2,3})\b|\b(?P<before>\d{1,3})\W{0,2} ?(?:st|nd|rd|th)?\W{0,2}\s{1,3}"
    r"(?:Regular |Ordinary )?(?:Session|UNGA|General Assembly)\b",
    re.IGNORECASE,
)
_ASSEMBLY = re.compile(r"\bGeneral\s{1,3}Assembly\b|\bUNGA ?\d{0,3}\b", re.IGNORECASE)
_SESSIONS = 150
_NAMED = re.compile(r"([A-Z]{2,4})_(\d{1,3})_(\d{4})\Z")
_NAME_ALONE = 0.25
_BY_NAME = "known as a speech by the name of its file alone"
_HEAD_LINES = 30


def judge(page: Page, evidence: Evidence) -> Judgement:
    """Weigh first person and forms of address against reported speech.

    The name of a file ("SVK_76_2021") decides where nothing else does.
    """
    judged = _by_content(page, evidence)
    if judged.confidence < _NAME_ALONE and _NAMED.match(page.source.name):
        return Judgement(Form.SPEECH, _NAME_ALONE, _BY_NAME)
    return judged


def _by_content(page: Page, evidence: Evidence) -> Judgement:
    addressed = sum(map(evidence.sample.count, _ADDRESSES))
    salutes = bool(_SALUTATION.match(evidence.head)) or "\nMr. President" in evidence.head
    rate, reported = evidence.first_person, evidence.reported
    if _RETOLD.match(evidence.head) and _is_summary(page, evidence):
        return Judgement(Form.SPEECH, 0.97, _SUMMARY)
    if _TITLE_PAGE.search(evidence.head[:900]) and salutes and reported < 3 * rate + 6:
        return Judgement(Form.SPEECH, 0.85, "a title page and forms of address")
    if rate >= 1.5 and addressed and reported <= 2 * rate + 1:
        confidence = 0.55 + 0.02 * min(addressed, 12) + 0.02 * min(rate, 8) + 0.05 * salutes
        reason = f"first person throughout, {addressed} forms of address"
        return Judgement(Form.SPEECH, min(0.94, confidence), reason)
    return _weaker(page, evidence, addressed)


def _weaker(page: Page, evidence: Evidence, addressed: int) -> Judgement:
    """Judge a text that says "we" and "I" but seldom."""
    rate, reported = evidence.first_person, evidence.reported
    if _CONGRATULATES.search(evidence.head[:1500]) and reported < 2:
        return Judgement(Form.SPEECH, 0.7, "congratulates the presiding officer")
    numbered = len(NUMBERED.findall(evidence.sample))
    argues = f"argues throughout, {addressed} forms of address"
    if reported < 2 and (rate >= 3 or (addressed >= 3 and (rate >= 0.1 or numbered >= 5))):
        return Judgement(Form.SPEECH, 0.45, argues)
    in_the_hall = len(page.plain) > 3000 and sum(map(page.plain.count, _IN_THE_HALL)) >= 3
    if reported < 3.5 and (addressed or in_the_hall) and (rate >= 0.7 or addressed >= 3):
        return Judgement(Form.SPEECH, 0.35, argues)
    if in_the_hall and reported < 1.5 and rate >= 0.1:
        return Judgement(Form.SPEECH, 0.3, argues)
    return Judgement(Form.SPEECH, 0.15, "little first person")


def _is_summary(page: Page, evidence: Evidence) -> bool:
    """Whether one speaker only is retold, in a record and not in the news."""
    if _NARRATED_TODAY.search(evidence.sample):
        return False
    starts = (
        _RETOLD.match(page.plain, piece.span.start, piece.span.end) for piece in page.pieces[:200]
    )
    names = {
        _NUMBER.sub("", match.group(), count=1).strip().rpartition(" ")[0].casefold()
        for match in starts
        if match
    }
    return len(names) < 3


def read(page: Page, judgement: Judgement) -> Parts:
    """Return the title page as header, the speech as paragraphs, its printed numbers kept."""
    shown = [piece for piece in page.pieces if not piece.furniture]
    head = _head(page, shown)
    printed = [piece for piece in head if "://" not in page.read(piece)]
    blocks = [Block(piece.span, Role.FURNITURE) for piece in page.pieces if piece.furniture]
    title = next(
        (p for p in printed if _is_title(page.read(p)) and not find_date(page.read(p))), None
    )
    blocks.extend(Block(p.span, Role.TITLE if p is title else Role.HEADER) for p in head)
    blocks.extend(block for piece in shown[len(head) :] for block in _blocks(page, piece))
    stated = judgement.reason in (_SUMMARY, _BY_NAME)
    issues = (Issue(judgement.reason, Severity.INFO),) if stated else ()
    return Parts(tuple(blocks), _facts(page, printed, title), issues)


def _head(page: Page, shown: list[Piece]) -> list[Piece]:
    """Return the pieces of the title page: short lines before the first address or prose."""
    head: list[Piece] = []
    named = False
    for piece in shown[:_HEAD_LINES]:
        words = page.read(piece)
        if _SALUTATION.match(words) and (named or not _is_named(words)):
            break
        if named and _SPOKEN.search(words):
            break
        long = len(words) > 90 and "://" not in words  # an address may end with dots
        if len(words) > 260 or (long and words.endswith((".", "?", "!"))):
            break
        head.append(piece)
        named = named or bool(_is_title(words) or find_date(words) or find_session(words))
    else:
        return head if named else []
    return head if named else []


def _is_title(words: str) -> bool:
    """Whether a line is a title: "It is an honour to address the Assembly." is none."""
    return bool(_TITLE.search(words)) and not _SPOKEN.search(words)


def _is_named(words: str) -> bool:
    return bool(_HONOUR.match(words)) and not words.endswith(",")


def _blocks(page: Page, piece: Piece) -> Iterator[Block]:
    """Yield a paragraph, parted from the speaker heading that it may begin with."""
    heading = opening(page.plain, piece.span)
    if heading is None or heading.span.end >= piece.span.end:
        yield _paragraph(page, piece)
        return
    yield Block(heading.span, Role.TURN)
    yield Block(Span(heading.span.end, piece.span.end), Role.PARAGRAPH)


def _paragraph(page: Page, piece: Piece) -> Block:
    words = page.plain[piece.span.start : piece.span.start + 8]
    number = _NUMBER.match(words)
    short = piece.span.end - piece.span.start <= 100
    if piece.tag[0] == "h" or (short and _is_heading(page.read(piece))):
        return Block(piece.span, Role.HEADING)
    return Block(piece.span, Role.PARAGRAPH, number=number.group(1) if number else None)


def _is_heading(words: str) -> bool:
    return (
        len(words) <= 80
        and words[:1].isupper()
        and words[-1:].isalpha()
        and len(words.split()) > 1
        and words.istitle()
    )


def _facts(page: Page, head: list[Piece], title: Piece | None) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    if title:
        facts["title"] = _title(page, head, title)
    for piece in head:
        note(page, piece.span, "date", facts)
    _session(page, head, facts)
    facts.update(_speaker(page, head))
    named = _NAMED.match(page.source.name)
    if named:
        country, session, year = named.groups()
        for key, value in (("country", country), ("session", session), ("year", year)):
            facts.setdefault(key, Fact(value))
    return {**facts, **page.facts}


def _title(page: Page, head: list[Piece], title: Piece) -> Fact:
    """Return the title; "Statement by" goes on with the lines below it."""
    words, end = page.read(title), title.span.end
    for piece in head[head.index(title) + 1 :][:4]:
        line = page.read(piece)
        if not _BARE_TITLE.fullmatch(words) and not line.startswith(("at ", "to ", "of ", "on ")):
            break
        if find_date(line):
            break
        words, end = f"{words} {line}", piece.span.end
    return Fact(words, Span(title.span.start, end))


def _session(page: Page, head: list[Piece], facts: dict[str, Fact]) -> None:
    """Note the session and the Assembly where the title page names them.

    A superscript "th" that was read as a figure ("797 Session") makes a number that no
    session has; its last figure goes.
    """
    if not head:
        return
    start, end = head[0].span.start, head[-1].span.end
    shown = page.plain[start:end]
    found = find_session(shown) or _figures(shown)
    if found:
        number = int(found[0])
        value = str(number // 10 if number > _SESSIONS else number)
        facts["session"] = Fact(value, Span(start + found[1], start + found[2]))
    if match := _ASSEMBLY.search(shown):
        facts["body"] = Fact("General Assembly", Span(start + match.start(), start + match.end()))


def _figures(shown: str) -> tuple[str, int, int] | None:
    match = _NUMBERED_SESSION.search(shown)
    return (match["after"] or match["before"], match.start(), match.end()) if match else None


def _speaker(page: Page, head: list[Piece]) -> dict[str, Fact]:
    """Return speaker and post where the title page names them ("Statement by …")."""
    if not head:
        return {}
    span = Span(head[0].span.start, head[-1].span.end)
    lines = " | ".join(page.read(piece) for piece in head)
    by = _BY.search(lines)
    if not by:
        return {}
    until = _UNTIL.search(lines, by.end() + 3)
    words = lines[by.end() : until.start() if until else len(lines)][:300]
    post = _POST.search(words)
    before = words[: post.start()] if post else words
    name = _HONOUR.sub("", before.replace("|", ","), count=1).strip(" ,.-|")
    rest = post.group().strip(" ,.-|") if post else ""
    if post and not name:
        name, rest = _behind(rest)
    facts = (
        {"speaker": Fact(name.split(",")[0].strip(), span)}
        if 2 < len(name) < 80 and name[0].isupper()
        else {}
    )
    if rest:
        facts["post"] = Fact(" ".join(rest.split())[:160], span)
    return facts


def _behind(words: str) -> tuple[str, str]:
    """Part "Prime Minister KISHIDA Fumio" into name and post.

    >>> _behind("Prime Minister KISHIDA Fumio"), _behind("President of Norland")
    (('KISHIDA Fumio', 'Prime Minister'), ('', 'President of Norland'))
    """
    found = re.match(
        r"((?:Vice[- ])?President|Prime Minister|Chancellor|(?:Foreign )?Minister|Ambassador) ((?:[A-Z][\w’'-]+ ?){1,4})\Z",
        words,
    )
    return (found.group(2).strip(), found.group(1)) if found else ("", words)
