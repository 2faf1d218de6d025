"""UN symbols: found in a text, read into their parts, normalised to one key each.

A *symbol* is what a document or press release carries ("A/79/L.116/Rev.1", "GA/PAL/1485").
A text may also *cite* a resolution or decision in words ("resolution 2719 (2023)"); it gets the
key of the symbol that it means. The series come from ``symbol-series.tsv``.

Keys hold no blanks; the letter of a part stands before the session ("A/RES/217A(III)"), the
year belongs to a Security Council resolution ("S/RES/1325(2000)").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.model.citations import cited, council_year
from kg.model.source import Span
from kg.resources import rows

_HEAD = re.compile(r"(?:(?<![\w/.&-])|(?<=\d-))([A-Z]{1,8}(?:-[A-Z]{2,4})?)[ \u00a0]?$")
_BLANK = r"[ \u00a0]?"
_SEGMENT = (
    r"(?:(?:ES|SS|S|EMERG)-\d{1,3}"
    r"|[A-Z][A-Za-z]{0,11}(?:\.[ \u00a0]?\d{1,5}[A-Z]?)?(?![A-Za-z])"
    r"|\d{1,6}(?:[A-Z]{1,2}|bis)?(?![A-Za-z]))"
)
_GLUE = rf"(?:/|{_BLANK}/(?=\d|[A-Z][A-Za-z]{{0,5}}\.)|/{_BLANK}(?=\d|[A-Z][A-Za-z]{{0,5}}\.))"
_SESSION = r"(?:[IVXLC]{1,8}|(?:ES|S)-[IVXLC]{1,6}|[12]\d{3})"
_TAIL = (
    rf"(?P<tail>{_BLANK}(?P<before>[A-Z])?{_BLANK}\({_BLANK}(?P<session>{_SESSION}){_BLANK}\)"
    rf"(?:{_BLANK}(?:\[(?P<boxed>[A-Z])\]|(?P<after>[A-Z])(?![\w'’]|[ \u00a0][a-z])))?"
    r"|[ \u00a0]?\((?P<part>(?:Resumption|Part|Vol\.|Suppl\.)[ \u00a0]?[\dIVX]{1,4})\))"
)
_SYMBOL = re.compile(
    rf"(?P<head>[A-Z]{{1,8}}(?:-[A-Z]{{2,4}})?)(?P<segments>(?:{_GLUE}{_SEGMENT}){{1,9}})(?:{_TAIL})?"
)
_ADDED = re.compile(
    r"/((?:Rev|Add|Corr|Amend|Suppl|Summary|Prov)(?:\.\d+)?)(?![A-Za-z])", re.IGNORECASE
)
_ADDITIONS = re.compile(r"(?:/(?:Rev|Add|Corr|Amend)\.\d{1,6}[A-Z]?){1,9}$")
_RESOLUTION = re.compile(r"/RES/(\d+)([A-Z]?)$")
_SECOND = re.compile(r"\d|[A-Z]+\.\d|[A-Z]{2,}|(?:ES|S)-\d|[A-Z]/|Agenda")


@dataclass(frozen=True, slots=True)
class SymbolMention:
    """A symbol in a text: ``printed`` as it stands but without stray blanks, and its ``key``.

    ``kind`` is document, press or cited (a resolution or decision cited in words).
    """

    span: Span
    printed: str
    key: str
    kind: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol read into what it says.

    ``kind`` is press, resolution, decision, draft, record, statement (of a President) or
    document; ``body`` the id of the body whose series it is, where the series tells;
    ``base`` the symbol without its additions, and ``additions`` those ("Rev.1", "Add.2").
    """

    key: str
    kind: str
    body: str | None
    base: str
    additions: tuple[str, ...]

    def __str__(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True)
class Series:
    """A row of ``symbol-series.tsv``."""

    prefix: str
    kind: str
    body: str | None


@cache
def series() -> dict[str, Series]:
    """Return the known series by their first parts ("A/C.3", "GA/SHC")."""
    found = (
        Series(row["series"], row["kind"], row["body"] or None)
        for row in rows("ontology/registers/symbol-series.tsv")
    )
    return {f"{one.kind} {one.prefix}": one for one in found}


@cache
def _heads() -> frozenset[str]:
    return frozenset(one.prefix.partition("/")[0] for one in series().values())


def find(text: str) -> Iterator[SymbolMention]:
    """Yield the symbols of a text and its citations in words, each kind in text order.

    >>> text = "Draft A/79/L.116/ Rev.1 and GA/12388 recall resolution 1325 (2000) (S/2023/ 1)."
    >>> [(m.printed, m.key) for m in find(text)][:2]
    [('A/79/L.116/Rev.1', 'A/79/L.116/Rev.1'), ('GA/12388', 'GA/12388')]
    >>> [m.key for m in find(text)][2:]
    ['S/2023/1', 'S/RES/1325(2000)']
    """
    yield from printed(text)
    for span, key in cited(text):
        yield SymbolMention(span, " ".join(text[span.start : span.end].split()), key, "cited")


def printed(text: str, start: int = 0, end: int | None = None) -> Iterator[SymbolMention]:
    """Yield the symbols that stand in a text, in order.

    >>> [m.key for m in printed("(documents A/79/L.109 and A/C.3/78/L.5/Rev.1, see GA/12387.)")]
    ['A/79/L.109', 'A/C.3/78/L.5/Rev.1', 'GA/12387']
    >>> [m.key for m in printed("S/RES/2719 (2023); S/PV.9123; A/HRC/RES/50/1; HIV/AIDS; and/or; 9/11")]
    ['S/RES/2719(2023)', 'S/PV.9123', 'A/HRC/RES/50/1']
    """
    limit = len(text) if end is None else end
    floor = start
    slash = text.find("/", start, limit)
    while slash >= 0:
        match = _symbol_at(text, slash, floor, limit)
        if match is not None:
            floor = match.end()
            key, kind = _normal(match)
            yield SymbolMention(Span(*match.span()), _printed(match), key, kind)
        slash = text.find("/", max(slash + 1, floor), limit)


def is_document(symbol: str) -> bool:
    """Whether the symbol names a document that can be acted on, not a record or press release.

    >>> is_document("A/77/L.28"), is_document("S/PV.9000"), is_document("GA/12388")
    (True, False, False)
    """
    head, _, number = symbol.rpartition("/")
    if f"press {head}" in series() and number.isdigit():
        return False
    return re.search(r"/(?:S?PV|SR)\.", symbol) is None


def parse(symbol: str) -> Symbol | None:
    """Read one symbol, or a resolution cited in words; ``None`` if it is neither.

    >>> parse("A/C.3/79/L.10/Rev.1")
    Symbol(key='A/C.3/79/L.10/Rev.1', kind='draft', body='third-committee', base='A/C.3/79/L.10', additions=('Rev.1',))
    >>> str(parse("resolution 2200 A (XXI)")), parse("GA/PAL/1485").kind, parse("24/7")
    ('A/RES/2200A(XXI)', 'press', None)
    """
    stripped = " ".join(symbol.split())
    match = _SYMBOL.fullmatch(stripped)
    if match is not None and _is_symbol(match):
        return _read(*_normal(match))
    for span, key in cited(stripped):
        if span.end == len(stripped):
            return _read(key, "cited")
    return None


def _symbol_at(text: str, slash: int, floor: int, limit: int) -> re.Match[str] | None:
    head = _HEAD.search(text, max(floor, slash - 14), slash)
    if head is None or head.group(1) not in _heads():
        return None
    match = _SYMBOL.match(text, head.start(), limit)
    return match if match is not None and _is_symbol(match) else None


def _is_symbol(match: re.Match[str]) -> bool:
    segments = match["segments"].lstrip("/ \u00a0")
    return (
        match["head"] in _heads()
        and any(char.isdigit() for char in segments)
        and _SECOND.match(segments) is not None
        and _ADDED.match("/" + segments) is None  # there is nothing yet that it adds to
    )


def _printed(match: re.Match[str]) -> str:
    tail = " ".join((match["tail"] or "").split())
    tail = tail.replace("( ", "(").replace(" )", ")")
    blank = " " if (match["tail"] or "")[:1] in (" ", "\u00a0") else ""
    return _compact(match["head"] + match["segments"]) + blank + tail


def _compact(text: str) -> str:
    return "".join(text.split())


def _normal(match: re.Match[str]) -> tuple[str, str]:
    """Return the key of a matched symbol, and whether it is a document or a press release."""
    bare = _compact(match["head"] + match["segments"])
    bare = _ADDED.sub(lambda added: "/" + added.group(1).capitalize(), bare)
    if match["part"]:
        return f"{bare}({_compact(match['part'])})", "document"
    if match["session"]:
        told = bare[-1].isalpha()  # "217A (III) B": a part has one letter
        letter = "" if told else match["before"] or match["boxed"] or match["after"] or ""
        return f"{bare}{letter}({match['session']})", "document"
    head, _, number = bare.rpartition("/")
    if f"press {head}" in series() and number.isdigit():
        return bare, "press"
    resolution = _RESOLUTION.search(bare)
    if resolution is not None and match["head"] == "S":
        year = council_year(int(resolution.group(1)))
        return (f"{bare}({year})" if year else bare), "document"
    return bare, "document"


def _read(key: str, kind: str) -> Symbol:
    added = _ADDITIONS.search(key)
    base = key[: added.start()] if added else key
    additions = tuple(added.group()[1:].split("/")) if added else ()
    if kind == "press":
        return Symbol(key, "press", series()[f"press {key.rpartition('/')[0]}"].body, base, ())
    return Symbol(key, _kind(base), _body(base), base, additions)


def _kind(base: str) -> str:
    for mark, kind in (
        ("/RES/", "resolution"),
        ("/DEC/", "decision"),
        ("/PRST/", "statement"),
        ("PV.", "record"),
        ("/SR.", "record"),
        ("/L.", "draft"),
    ):
        if mark in base:
            return kind
    return "document"


def _body(base: str) -> str | None:
    """Return the body of the longest series that begins the symbol, sessions left out."""
    words = [word for word in base.split("/") if not re.match(r"(?:ES-|S-)?\d", word)]
    while words:
        found = series().get("document " + "/".join(words))
        if found is not None and found.body:
            return found.body
        words.pop()
    return None
