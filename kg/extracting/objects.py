"""What a decision was on: the texts in its object, by symbol, number, title or description."""

from __future__ import annotations

import re

from kg.extracting.titles import opening, title_after, title_before
from kg.model.citations import numbered
from kg.model.source import Span
from kg.model.symbols import is_document, printed

PLURAL = re.compile(
    r"^(?:the |a total of |some |nearly |all )?(?:[\w-]+ ){0,2}?(?:several|many|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|\d+|both|all|its|these|those|a series of|various|a number of|[\w-]+teen|"
    r"twenty[\w-]*|thirty[\w-]*) (?:[\w-]+ ){0,4}?"
    r"(?:resolutions|decisions|texts|drafts|amendments|measures|items|recommendations|documents)\b",
    re.IGNORECASE,
)
_INCLUDING_ONE = re.compile(
    r"\bincluding one (?P<what>[a-z]+ing [^.;]+)|\bincluding (?P<of>a [^.;,]+)"
)
_END = re.compile(
    r",? (?:by (?:an? )?(?:\w+ ){0,40}vote|by consensus|without a vote|unanimously|as orally|as amended|as a "
    r"whole|with \d|with no |which|while|who|where|whose|whereby|thereby|aimed at|calling|urging|requesting|"
    r"deciding|demanding|backing|for submission|that (?:would|will|replaces|sets|calls|urges|decides|reaffirms)"
    r"|introduced|submitted|sponsored|tabled|by acclamation|owing to|due to|after|following|today|for "
    r"(?:a|an) (?:further|additional|period)|until|through \d|from \d|by \d+ votes|by a|but|so that|and "
    r"(?:adopted|approved|elected|decided|took|heard|also|then)|in order to|prior to|before|whose|despite)\b"
    r"|[;“”]| ?\((?:documents?|see|A/|S/|E/)|, (?=(?:the|and|as|with|in|on|at|having|to|including|it|he|she|several|many|some|delegates|"
    r"speakers|members|by)\b)"
    r"|[.,]?$| — "
)
_BARE = re.compile(r"(?:draft )?(?:resolution|decision|text|amendment)", re.IGNORECASE)
_LATER_TOPIC = re.compile(
    r"(?:abstentions?|abstaining|against|vote|consensus|unanimously), (?P<on>on [^.;,]+)"
)
# "— by a recorded vote of 100 in favour to 2 against —" between the verb and its object.
_INSERTED = re.compile(r"^[—–] ?(?:by|without|unanimously)\b[^—–]{0,300}[—–] ?")
PRONOUN = re.compile(r"^(?:it|them|this|that|these|those|itself)\b", re.IGNORECASE)
_MANNER = re.compile(
    r"^[,) ]*(?:by consensus|without a vote|unanimously|by acclamation|as (?:orally )?(?:revised|"
    r"amended)|as a whole|by secret ballot|in a secret ballot|today|also|on (?:\w+day)|until tomorrow|"
    r"for (?:an? )?(?:\w+[ -]){1,3}(?:years?|months?|days|period)|until \d{1,2} \w+(?: \d{4})?|"
    r"by an? (?:[\w-]+ )*votes? of [^;]*?(?:abstentions?|abstaining|against|favour)(?: ?\([^()]*\))?"
    r"(?=,? (?:the|an?|its|draft|two|three)\b)|by \d+ votes to \d+(?:, with \d+ abstentions)?)"
    r"(?:, | |$)|^[,) ]*and (?=on |the )|^[,) ]+"
)


def objects(text: str, span: Span) -> list[tuple[str, str | None]]:
    """Return the texts named at ``span`` with their symbols: by symbol, number or description.

    >>> text = "two texts, on oceans (document A/1/L.1) and on sport (document A/1/L.2)"
    >>> objects(text, Span(0, len(text)))
    [('texts', 'A/1/L.1'), ('sport', 'A/1/L.2')]
    """
    found: list[tuple[str, str | None]] = []
    floor = span.start
    numbers = list(numbered(text, span.start, span.end))
    for mention in printed(text, span.start, span.end):
        symbol, place = mention.key, mention.span
        if any(place.within(one.span) for one in numbers) or not is_document(symbol):
            continue
        start = opening(text, floor, place.start)
        title = title_before(text, floor, start)
        name = title_after(text, place.end, span.end) or (
            title.name if title else cut(text[floor:start])
        )
        found.append((name or symbol, symbol))
        floor = place.end + (text[place.end : place.end + 1] == ")")
    if found and not (numbers and "/RES/" in str(found[0][1])):
        return found
    if numbers:
        return [(one.name, one.symbol) for one in numbers]
    return described(text, span)


def described(text: str, span: Span) -> list[tuple[str, str | None]]:
    """Return the one text that ``span`` begins with; a plural without symbols names none.

    >>> text = "several resolutions, including one endorsing the outcome of the summit"
    >>> described(text, Span(0, len(text)))
    [('resolution endorsing the outcome of the summit', None)]
    """
    words = _INSERTED.sub("", " ".join(text[span.start : span.end].split()))
    if PLURAL.match(words):
        one = _INCLUDING_ONE.search(words)
        if not one:
            return []
        what = f"resolution {one['what']}" if one["what"] else one["of"]
        return [(cut(what), None)]
    quoted = re.match(
        r"(?:an?|the|its) (?:[\w’-]+ ){0,6}?(?:titled |entitled |on |called )?(?:the )?“(?P<t>[^”]{6,})[,.]?”",
        words,
    )
    name = quoted["t"].strip(" ,.") if quoted else cut(words)
    return [(name, None)] if name and not PRONOUN.match(name) else []


def cut(words: str) -> str:
    """Return the noun phrase that ``words`` begin with, after words of manner.

    >>> cut("a Political Declaration aimed at generating momentum")
    'Political Declaration'
    >>> cut("the appointment of Ann Example as head of the Fund for a further two-year term")
    'appointment of Ann Example as head of the Fund'
    """
    flat = " ".join(words.split()).strip(" ,")
    while manner := _MANNER.match(flat):
        flat = flat[manner.end() :]
    flat = re.sub(
        r"^(?:and (?:on )?|on )?(?:the|an?|its|that|this|two|on) ", "", flat, flags=re.IGNORECASE
    )
    match = _END.search(flat)
    name = flat[: match.start()].strip(" ,.") if match else flat.strip(" ,.")
    if match and _BARE.fullmatch(name) and (topic := _LATER_TOPIC.search(flat, match.start())):
        return f"{name} {topic['on']}"
    return name
