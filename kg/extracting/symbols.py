"""UN document and press-release symbols as printed, and resolutions by number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model.layout import Layout, Role
from kg.model.source import Span

_SERIES = (
    "A|S|E|ST|DP|TD|T|CERD|CCPR|CEDAW|CRC|CAT|CRPD|CMW|HRI|HSP|UNEP|ICCD|FCCC|CBD"
    "|NPT|CCW|BWC|PBC|APLC|LOS|ISBA|SPLOS|CD|DC|AT|GA|SC|SG|DSG|ECOSOC|DEV|SEA|HR|WOM|SOC"
    "|POP|NGO|ENV|PAL|OBV|PI|BIO|IHA|ORG|UNEP|H|L|PKO|AFR|TAD|NAR|DCF|CP|DT"
)
_PART = r"(?:[A-Z][A-Za-z]{0,9}|[A-Z]{1,4}(?:\.[A-Z]?[A-Za-z\d]{1,6})+|ES-\d{1,2}|S-\d{1,2})"
_NUMBER = r"(?:[A-Z]{1,3}\.|Add\.|Rev\.|Corr\.)?\d{1,5}(?:\.\d{1,4})?(?: ?\(\d{4}\))?"
SYMBOL = re.compile(
    rf"(?<![\w/.])(?:{_SERIES})"
    rf"(?:/{_PART})*(?:/{_NUMBER}[A-Z]?)(?:/(?:{_NUMBER}|{_PART})[A-Z]?)*(?![\w/])"
)
# A symbol begins with the letters before its first slash: few places are tried.
_BEFORE_SLASH = re.compile(r"[A-Z]+\Z")
_LONGEST = max(map(len, _SERIES.split("|")))
RESOLUTION = re.compile(
    r"\b(?:(?P<body>General Assembly|Security Council|Economic and Social Council|"
    r"Human Rights Council|Council|Assembly) )?(?P<word>[Rr]esolutions?) "
    r"(?P<first>ES-\d+/\d+|S-\d+/\d+|\d{1,4} \((?:[IVXLC]+|(?:19|20)\d\d)\)|\d{1,3}/\d{1,3}(?: [A-Z]\b)?)"
    r"(?P<more>(?:(?:, | and |, and )(?:\d{1,4} \((?:[IVXLC]+|(?:19|20)\d\d)\)"
    r"|\d{1,3}/\d{1,3}(?: [A-Z]\b)?))*)"
)
_SINGLE = re.compile(
    r"ES-\d+/\d+|S-\d+/\d+|\d{1,4} \((?:[IVXLC]+|(?:19|20)\d\d)\)|\d{1,3}/\d{1,3}(?: [A-Z]\b)?"
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A resolution named by its number: ``name`` as in the text, ``symbol`` its UN symbol."""

    name: str
    symbol: str | None
    span: Span


def printed(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, Span]]:
    """Yield the symbols in ``text`` without blanks, with their places.

    >>> [s for s, _ in printed("(documents A/79/L.109 and A/C.3/78/L.5/Rev.1, see GA/12387.)")]
    ['A/79/L.109', 'A/C.3/78/L.5/Rev.1', 'GA/12387']
    >>> [s for s, _ in printed("S/RES/2719 (2023); S/PV.9123; A/HRC/RES/50/1; HIV/AIDS; and/or; 9/11")]
    ['S/RES/2719(2023)', 'S/PV.9123', 'A/HRC/RES/50/1']
    """
    limit = len(text) if end is None else end
    at = text.find("/", start, limit)
    while at >= 0:
        opened = _BEFORE_SLASH.search(text, max(start, at - _LONGEST), at)
        match = SYMBOL.match(text, opened.start(), limit) if opened else None
        if match:
            start = match.end()
            yield re.sub(r"\s", "", match[0]), Span(match.start(), start)
        at = text.find("/", max(start, at + 1), limit)


def numbered(text: str, start: int = 0, end: int | None = None) -> Iterator[Numbered]:
    """Yield the resolutions that ``text`` names by number.

    >>> [(n.name, n.symbol) for n in numbered("Security Council resolutions 242 (1967) and 338 (1973)")]
    [('Security Council resolution 242 (1967)', 'S/RES/242(1967)'), \
('Security Council resolution 338 (1973)', 'S/RES/338(1973)')]
    >>> [(n.name, n.symbol) for n in numbered("its resolution 72/1, resolution ES-11/1")]
    [('resolution 72/1', 'A/RES/72/1'), ('resolution ES-11/1', 'A/RES/ES-11/1')]
    """
    for match in RESOLUTION.finditer(text, start, len(text) if end is None else end):
        body = match["body"] or ""
        for single in _SINGLE.finditer(text, match.start("first"), match.end()):
            first = single.start() == match.start("first")
            yield Numbered(
                f"{body} resolution {single[0]}".strip(),
                _resolution_symbol(body, single[0]),
                Span(match.start() if first else single.start(), single.end()),
            )


def _resolution_symbol(body: str, number: str) -> str | None:
    compact = number.replace(" ", "")
    if body == "Human Rights Council":
        return f"A/HRC/RES/{compact}" if "/" in compact else None
    if body == "Economic and Social Council":
        return f"E/RES/{compact}" if "/" in compact else None
    if "/" in compact:
        return f"A/RES/{compact}"
    if compact[-2].isdigit():
        return f"S/RES/{compact}"
    return f"A/RES/{compact}"


def is_document(symbol: str) -> bool:
    """Whether the symbol names a document that can be acted on, not a record or press release.

    >>> is_document("A/77/L.28"), is_document("S/PV.9000"), is_document("GA/12388")
    (True, False, False)
    """
    return bool(
        re.match(
            r"(?:A|S|E|T|ST|DP|CEDAW|CRC|CCPR|CERD|CAT|CRPD|HRI|TD|NPT|CD|ISBA|SPLOS)/", symbol
        )
    ) and not re.search(r"/(?:S?PV|SR)\.", symbol)


def symbols(layout: Layout) -> tuple[str, ...]:
    """Return the symbols printed in the document, each once, in text order."""
    furniture = [block.span for block in layout.blocks if block.role is Role.FURNITURE]
    found: dict[str, None] = {}
    for symbol, span in printed(layout.plain):
        if not any(span.within(one) for one in furniture):
            found.setdefault(symbol)
    return tuple(found)
