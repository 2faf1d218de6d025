"""Resolutions and decisions cited in words: "resolutions 1325 (2000) and 76/7".

A number with a year is a Security Council resolution's, a number with a Roman session the old
General Assembly's, "session/number" the Assembly's since 1976 unless the words before name the
Human Rights Council, the Economic and Social Council or a commission.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.model.source import Span
from kg.resources import rows

_TRIGGERS = tuple(
    (re.compile(rf"{word}[sS]?\s+(?=\d|E?S-\d)"), initials, kind)
    for word, initials, kind in (
        ("esolution", "rR", "resolution"),
        ("ESOLUTION", "R", "resolution"),
        ("ecision", "dD", "decision"),
        ("ECISION", "D", "decision"),
    )
)
_ITEM = re.compile(
    r"(?P<number>\d{1,4})\s?(?P<letter>[A-Z])?\s?\(\s?(?P<session>[12]\d{3}|(?:ES-|S-)?[IVXLC]{1,8})\s?\)"
    r"(?:\s?(?P<after>[A-Z])(?!\w|['’]|\s[a-z]))?"
    r"|(?P<sitting>(?:ES-|S-)?\d{1,4})/(?P<order>\d{1,4})(?![\d/])(?:\s?(?P<part>[A-Z])(?=[,.;)\]]|\sof\s|\sand\s|$))?"
    r"|(?P<bare>\d{1,4})(?![\d/]|[,.]\d)\b"
)
_JOIN = re.compile(r",?\s(?:and|or|to)\s|,\s")
_ORGANS = re.compile(
    r"(?P<hrc>Human Rights Council|HRC)|(?P<esc>Economic and Social Council|ECOSOC)"
    r"|(?P<chr>Commission on Human Rights)|(?P<sc>Security Council|UNSC)|(?P<ga>General Assembly|UNGA)"
    r"|(?P<other>Commission|Committee|Conference|Congress|Parliament|Organization|League|Union|Summit"
    r"|Authority|Board|Agency|UNESCO|WHO|WHA|IAEA|ICAO|IMO|ILO)"
    r"|(?P<council>Council)|(?P<assembly>Assembly)"
)
# What stands between an organ and its text; a committee is set up "pursuant to" another's.
_CLOSE = re.compile(
    r"(?:['’]s)?(?:\s(?!(?:pursuant|under|by|concerning|with|to|on|regarding)\b)[a-z-]+){0,3}\s*$"
)
_Reader = Callable[[re.Match[str], str], "str | None"]
_WORD = re.compile(r"resolutions?\s", re.IGNORECASE)
_BACK = 60
_FOLDERS = {"hrc": "A/HRC/RES", "esc": "E/RES", "chr": "E/CN.4/RES", "council": "A/HRC/RES"}


_BODY = re.compile(
    r"(?:General Assembly|Security Council|Economic and Social Council|Human Rights Council|Council|Assembly) \Z"
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A resolution named by its number: ``name`` as in the text, ``symbol`` its key."""

    name: str
    symbol: str
    span: Span


def numbered(text: str, start: int = 0, end: int | None = None) -> Iterator[Numbered]:
    """Yield the resolutions that ``text`` names by number, with the body that it names.

    >>> [(n.name, n.symbol) for n in numbered("Security Council resolutions 242 (1967) and 338 (1973)")]
    [('Security Council resolution 242 (1967)', 'S/RES/242(1967)'), \
('Security Council resolution 338 (1973)', 'S/RES/338(1973)')]
    >>> [(n.name, n.symbol) for n in numbered("its resolution 72/1, resolution ES-11/1")]
    [('resolution 72/1', 'A/RES/72/1'), ('resolution ES-11/1', 'A/RES/ES-11/1')]
    """
    body, item = "", ""
    for place, key in sorted(cited(text, start, end)):
        if "/RES/" not in key:
            continue
        words = " ".join(text[place.start : place.end].split())
        span, first = place, _WORD.match(words)
        if first:
            named = _BODY.search(text, max(start, place.start - 40), place.start)
            body, item = (named.group() if named else ""), words[first.end() :]
            span = Span(named.start() if named else place.start, place.end)
        else:
            item = words
        yield Numbered(f"{body}resolution {item}", key, span)


def cited(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Span, str]]:
    """Yield each resolution or decision cited in words, and its key.

    >>> text = "Security Council resolutions 1325 (2000) and 2250, resolution 76/7, decision 79/501"
    >>> [key for _, key in cited(text)]
    ['S/RES/1325(2000)', 'S/RES/2250(2015)', 'A/RES/76/7', 'A/DEC/79/501']
    """
    limit = len(text) if end is None else end
    for pattern, initials, kind in _TRIGGERS:
        for trigger in pattern.finditer(text, start, limit):
            at = trigger.start() - 1
            if at >= start and text[at] in initials:
                yield from _items(text, at, trigger.end(), _READERS[kind])


def council_year(number: int) -> int | None:
    """Return the year in which the Security Council adopted a resolution.

    >>> council_year(242), council_year(1325), council_year(9999)
    (1967, 2000, None)
    """
    lasts, years = _council_years()
    at = bisect_left(lasts, number)
    return years[at] if number > 0 and at < len(lasts) else None


@cache
def _council_years() -> tuple[list[int], list[int]]:
    found = [
        (int(row["last"]), int(row["year"])) for row in rows("ontology/registers/council-years.tsv")
    ]
    return [last for last, _ in found], [year for _, year in found]


def _items(text: str, start: int, at: int, read: _Reader) -> Iterator[tuple[Span, str]]:
    organ = _organ(text, start)
    first = start
    while (item := _ITEM.match(text, at)) is not None:
        key = read(item, organ)
        if key:
            yield Span(first, item.end()), key
        joined = _JOIN.match(text, item.end())
        if joined is None:
            return
        first = at = joined.end()


def _organ(text: str, start: int) -> str:
    """Return the organ that the words right before ``start`` name, or ``""``."""
    before = text[max(0, start - _BACK) : start]
    found = ""
    for match in _ORGANS.finditer(before):
        if _CLOSE.match(before, match.end()):
            found = match.lastgroup or ""
    return found


def _resolution(item: re.Match[str], organ: str) -> str | None:
    if item["session"]:
        return _dated(item, organ)
    if item["sitting"]:
        return _sitting(item, organ)
    if organ != "sc":
        return None
    year = council_year(int(item["bare"]))
    return f"S/RES/{item['bare']}({year})" if year else None


def _dated(item: re.Match[str], organ: str) -> str | None:
    letter = item["letter"] or item["after"] or ""
    name = f"{int(item['number'])}{letter}({item['session']})"
    if item["session"].isdigit():
        return f"S/RES/{name}" if organ in ("sc", "council", "") else None
    if organ == "esc":
        return f"E/RES/{name}"
    return f"A/RES/{name}" if organ in ("ga", "assembly", "") else None


def _sitting(item: re.Match[str], organ: str) -> str | None:
    sitting, order = item["sitting"], f"{int(item['order'])}{item['part'] or ''}"
    if organ == "other":
        return None
    if sitting.isdigit() and int(sitting) > 1900:
        return f"{_FOLDERS['chr' if organ == 'chr' else 'esc']}/{sitting}/{order}"
    if organ in _FOLDERS:
        return f"{_FOLDERS[organ]}/{sitting}/{order}" if organ != "esc" else None
    if organ == "sc" or (sitting.isdigit() and not 31 <= int(sitting) <= 150):
        return None
    return f"A/RES/{sitting}/{order}"


def _decision(item: re.Match[str], organ: str) -> str | None:
    sitting, order = item["sitting"], item["order"]
    if not sitting or organ not in ("", "ga", "assembly", "esc", "council"):
        return None
    if int(sitting.rpartition("-")[2]) > 1900:
        return f"E/DEC/{sitting}/{order}"
    if organ in ("", "ga", "assembly") and int(order) >= 300:
        return f"A/DEC/{sitting}/{order}"
    return None


_READERS: dict[str, _Reader] = {"resolution": _resolution, "decision": _decision}
