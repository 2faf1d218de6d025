"""Where sentences end: one linear pass over a block of plain text.

A stop ends a sentence when closing marks and a blank follow it and the next word can begin
one. Abbreviations come from ``ontology/lexicons/abbreviations.tsv``: *before* ones always
stand before a word ("Mr."), *number* ones before a figure ("No. 5"), *either* ones may also
end a sentence ("Inc.", "a.m.").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.model.source import Span
from kg.resources import rows

# Scrapers run paragraphs into one another ("their theme.In Norland"): such a stop has no blank.
_STOP = re.compile(
    r"(?<![.!?…])([.!?…]+)([\"'”’»)\]*]*)( +|(?:(?<=[a-z]{2}\.)|(?<=[a-z]\.[”\")]))(?=[A-Z][a-z]* ))([\"'“‘«(\[—–-]*)"
)
_SEAM = re.compile(r"(?<=[a-z]{3})([A-Z][a-z]*)(?= )")
_NEXT_WORD = re.compile(r"[^\s,;:.!?”\"’)\]]+(?:[’'][a-z]+)?")
_ENUMERATOR = re.compile(
    r"[“\"]?\(?(?:[a-zA-Z]|[ivxIVX]{1,5}|(?:ES-?)?\d{1,4}(?:/\d{1,4})?(?: ?[A-Z])?(?: ?\([IVXLS-]{1,7}\))?)\Z"
)
_SAYS = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Lord)\.? )?(?:[A-Z][^\s,.;:]* ){1,4}"
    r"(?:asked|said|added|wondered|exclaimed|stressed|declared|demanded|concluded|asks|says"
    r"|queried|inquired|continued|replied|responded|remarked|noted|quipped|told)\b"
)


@cache
def _openers() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("ontology/lexicons/sentence-openers.tsv"))


@cache
def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"]: row["kind"] for row in rows("ontology/lexicons/abbreviations.tsv")}


def split(plain: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of ``span``, without the blanks around them.

    >>> text = "Mr. X (U.S.) agreed. “Why wait?” he asked. It rose by 3.5 per cent."
    >>> [text[s.start:s.end] for s in split(text, Span(0, len(text)))]
    ['Mr. X (U.S.) agreed.', '“Why wait?” he asked.', 'It rose by 3.5 per cent.']
    """
    start, end = _trim(plain, span.start, span.end)
    begin = start
    for match in _STOP.finditer(plain, start, end):
        if match.end(3) >= end or not _ends(plain, match, begin, start):
            continue
        cut = match.end(2)
        yield Span(begin, cut)
        begin = match.end(3)
    if begin < end:
        yield Span(begin, end)


def glued(plain: str, start: int, end: int) -> int | None:
    """Return where a word that begins a sentence is run into the one before it.

    >>> text = "Eight Speak in DebateThe Assembly met."
    >>> text[glued(text, 0, len(text)):]
    'The Assembly met.'
    >>> glued("McAllister met The Nine.", 0, 24) is None
    True
    """
    for match in _SEAM.finditer(plain, start, end):
        if match.group(1) in _openers():
            return match.start(1)
    return None


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    words = plain[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def _ends(plain: str, match: re.Match[str], begin: int, block: int) -> bool:
    """Whether the stop at ``match`` ends the sentence that began at ``begin``."""
    stops, closers, gap, _ = match.groups()
    after = match.end()
    next_char = plain[after : after + 1]
    if not next_char or next_char.islower() or next_char in ",;:)]”’":
        return False
    if not (
        next_char.isupper() or next_char.isdigit() or next_char.isalpha() or next_char in "$€£#•…"
    ):
        return False
    found = _NEXT_WORD.match(plain, after, min(len(plain), after + 40))
    word = found.group() if found else ""
    if stops == "." and not closers and gap:
        return _full_stop(plain, match, (begin, block), word)
    if "." not in stops and closers[-1:] in ("”", '"') and _SAYS.match(plain, after):
        return False
    if not gap or (stops in ("…", "...", "..") and len(gap) < 2 and not closers):
        return word in _openers()
    return True


def _full_stop(plain: str, match: re.Match[str], starts: tuple[int, int], word: str) -> bool:
    """Whether a lone full stop is one, and not part of an abbreviation or a number."""
    begin, block = starts
    at = match.start()
    token = _last_word(plain[max(begin, at - 40) : at])
    if not token or len(token) > 9:
        return bool(token) or at > begin
    if begin == block and at - begin <= 16 and _ENUMERATOR.match(plain[begin:at]):
        return False
    kind = _abbreviations().get(token)
    if kind == "before":
        return False
    if kind == "number":
        return not word[:1].isdigit()
    if kind == "either" or (len(token) == 1 and token.isalpha()) or _INITIALS.match(token):
        return word in _openers() and not (len(token) == 1 and word == "A")
    return True


def _last_word(words: str) -> str:
    """Return what stands after the last blank, bracket, quote, dash or slash."""
    word = words[words.rfind(" ") + 1 :]
    if word.isalpha():
        return word
    for mark in '/—–([“"‘':
        word = word.rpartition(mark)[2]
    return word


_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
