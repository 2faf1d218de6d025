"""Where a document names a text: by the register, by number or symbol, by a head noun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg import resources
from kg.extracting.names import stretch_left, stretch_right, words
from kg.extracting.papers import papers, tellers
from kg.extracting.patterns import opening as opening_with
from kg.extracting.titles import kind_of, opening, title_after, title_before
from kg.model.citations import numbered
from kg.model.layout import RETOLD, Layout, Role
from kg.model.mentions import Kind, Mention, Mentions, NameForm
from kg.model.source import Span
from kg.model.symbols import is_document, printed

_JOINTS = "(?:on|of|for|to|against|under|relating|concerning|between|with|among|regarding)"
_CONTINUED = re.compile(rf"\s+{_JOINTS}\b|\s+[A-Z\d]")
_UNDER = re.compile(
    r"\bunder the (?P<name>(?:[A-Z][\w-]+ ){0,4}(?:Convention|Treaty|Covenant)"
    r"(?: (?:on|for|of|to|against) (?:the )?[A-Z]\w+(?: (?:of|and|in) (?:the )?[A-Z]\w+)*)?)"
)
_COMING = re.compile(r"\b(?:new|next|successor|forthcoming|future|upcoming|draft) $")
_NOT_A_TEXT = frozenset(
    ["committee", "secretariat", "group", "conference", "commission", "fund", "council", "office",
     "team", "forum", "organization", "centre", "center", "foundation", "unit", "officer", "court",
     "board", "association", "summit", "session", "day", "decade", "mechanism", "facility", "body",
     "assembly"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """One mention: ``rank`` is 4 by symbol, 3 by number, 2 by register or title, 1 by grammar."""

    name: str
    kind: str
    span: Span
    symbol: str | None = None
    id: str | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Heads:
    """The head nouns of texts: their pattern, their kinds, and those that may point back."""

    pattern: re.Pattern[str]
    kinds: dict[str, str]
    anaphors: frozenset[str]


@cache
def heads() -> Heads:
    """Read the lexicon of head nouns."""
    rows = list(resources.rows("ontology/lexicons/instrument-heads.tsv"))
    return Heads(
        _any_of(row["head"] for row in rows),
        {row["head"]: row["kind"] for row in rows},
        frozenset(row["head"] for row in rows if row["anaphor"] == "yes"),
    )


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for ``names`` as whole words, the longest first."""
    whole = opening_with(map(re.escape, sorted(names, key=len, reverse=True)), joined=r"[\w-]")
    return re.compile(rf"(?:{whole})(?![\w-])")


def head_places(text: str) -> list[Span]:
    """Return where head nouns stand in ``text``, in order."""
    return [Span(match.start(), match.end()) for match in heads().pattern.finditer(text)]


def found_in(layout: Layout, mentions: Mentions, places: Sequence[Span]) -> list[Found]:
    """Return the mentions of texts in text order, none inside another of lower rank.

    ``places`` are the head nouns of the text as :func:`head_places` gives them.
    """
    return sorted(
        _outermost(_candidates(layout, mentions, places)),
        key=lambda one: (one.span.start, -one.span.end),
    )


def _candidates(layout: Layout, mentions: Mentions, places: Sequence[Span]) -> Iterator[Found]:
    text = layout.plain
    furniture = {at for at, block in enumerate(layout.blocks) if block.role is Role.FURNITURE}
    starts = [place.start for place in places]
    spans = [sentence.span for sentence in layout.sentences]
    telling = tellers(text, spans) if layout.form in RETOLD else ()
    for number, sentence in enumerate(layout.sentences):
        if sentence.block in furniture:
            continue
        span = sentence.span
        yield from _registered(layout, span, mentions)
        if not _in_title_case(layout, sentence.block):
            first = bisect_left(starts, span.start)
            last = bisect_left(starts, span.end, first)
            yield from _by_head(text, span, mentions, places[first:last])
        if text.find("/", span.start, span.end) >= 0 or text.find(" (", span.start, span.end) >= 0:
            yield from _by_symbol(layout, span, mentions)
        if number in telling:
            for one in papers(text, span):
                yield Found(one.name, one.kind, one.span, rank=one.rank)


def _in_title_case(layout: Layout, at: int) -> bool:
    """Whether a block is a headline with capitals throughout, where capitals name nothing."""
    block = layout.blocks[at]
    if block.role not in (Role.TITLE, Role.HEADING):
        return False
    long_words = re.findall(r"[A-Za-z][\w’-]{4,}", layout.read(block.span))
    return len(long_words) > 2 and sum(w[0].isupper() for w in long_words) > 0.7 * len(long_words)


def _registered(layout: Layout, span: Span, mentions: Mentions) -> Iterator[Found]:
    for mention in mentions.within(span, Kind.INSTRUMENT):
        if _in_a_name(mention.span, span, mentions) or _describes(layout.plain, mention):
            continue
        name = layout.read(mention.span)
        yield Found(name, kind_of_name(name), mention.span, id=mention.id, rank=2)


def _describes(text: str, mention: Mention) -> bool:
    """Whether an acronym only qualifies another name: "the BBNJ Initiative"."""
    after = text[mention.span.end : mention.span.end + 2]
    return mention.form is NameForm.ACRONYM and after[:1] == " " and after[1:].isupper()


def _in_a_name(
    place: Span,
    sentence: Span,
    mentions: Mentions,
    kinds: tuple[Kind, ...] = (Kind.PARTY, Kind.GROUP),
) -> bool:
    """Whether the words are part of the longer name of an organization or group."""
    return any(
        place.within(one.span) and one.span != place for one in mentions.within(sentence, *kinds)
    )


def kind_of_name(name: str) -> str:
    """Return the instrument kind that the head noun of ``name`` tells.

    >>> kind_of_name("Convention on the Rights of the Child"), kind_of_name("Paris Agreement")
    ('treaty', 'treaty')
    """
    matches = [match[0] for match in heads().pattern.finditer(name)]
    if not matches:
        return "resolution" if "resolution" in name.lower() else "other"
    if name.startswith("Paris Agreement") or "Agreement under the" in name:
        return "treaty"
    return heads().kinds[matches[0]]


def _by_head(text: str, span: Span, mentions: Mentions, places: Sequence[Span]) -> Iterator[Found]:
    after = span.start
    for head in places:
        if head.start < after:
            continue
        place = _stretched(text, span, head)
        kind = heads().kinds[text[head.start : head.end]]
        kinds = (Kind.GROUP,) if kind == "treaty" else (Kind.PARTY, Kind.GROUP)
        if _in_a_name(head, span, mentions, kinds):
            continue
        name = " ".join(text[place.start : place.end].split())
        if place == head or not _is_text(name, place, mentions):
            continue
        after = place.end
        yield Found(name, kind, place, rank=1)
        if inner := _UNDER.search(text, place.start, place.end):
            parent = " ".join(inner["name"].split())
            yield Found(parent, kind_of_name(parent), Span(*inner.span("name")), rank=2)


def _stretched(text: str, span: Span, head: Span) -> Span:
    """Return the whole name around a head noun."""
    start = stretch_left(text, head.start, span.start)
    end = head.end
    if _CONTINUED.match(text, end, span.end):
        end = stretch_right(text, end, span.end)
    prefix = _COMING.search(text[span.start : start])
    if prefix and start == head.start:
        start = span.start + prefix.start()
    return Span(start, end)


def _is_text(name: str, place: Span, mentions: Mentions) -> bool:
    tokens = words(name)
    if not tokens or tokens[-1] in _NOT_A_TEXT or "organization" in tokens:
        return False
    if len(tokens) == 1:
        return False
    first = next(iter(mentions.within(place, Kind.PARTY)), None)
    return not (first and _national(first, name, place))


def _national(party: Mention, name: str, place: Span) -> bool:
    """Whether the text is one State's own: its adjective opens a programme's name."""
    return (
        party.span.start == place.start
        and party.form in (NameForm.ADJECTIVE, NameForm.DEMONYM)
        and kind_of_name(name) in ("programme", "agenda", "other")
    )


def _by_symbol(layout: Layout, span: Span, mentions: Mentions) -> Iterator[Found]:
    text, numbers = layout.plain, []
    for one in numbered(text, span.start, span.end):
        numbers.append(one.span)
        known = _register_id(one.span, span, mentions)
        own = one.symbol if known else None
        yield Found(one.name, "resolution", one.span, own, known or one.symbol, rank=3)
    floor = span.start
    for mention in printed(text, span.start, span.end):
        symbol, place = mention.key, mention.span
        if any(place.within(number) for number in numbers) or not is_document(symbol):
            continue
        start = opening(text, floor, place.start)
        title = title_before(text, floor, start)
        whole = Span(title.span.start if title else place.start, place.end)
        name = title_after(text, place.end, span.end) or (
            _named(title.name, title.head, symbol) if title else symbol
        )
        kind = kind_of(title.head) if title else kind_of("draft" if "/L." in symbol else "")
        yield Found(name, kind, whole, symbol, _register_id(place, span, mentions), rank=4)
        floor = place.end


def _register_id(place: Span, sentence: Span, mentions: Mentions) -> str | None:
    """Return the register's id of the text whose number stands at ``place``."""
    found = mentions.within(sentence, Kind.INSTRUMENT)
    return next((one.id for one in found if one.span.overlap(place)), None)


def _named(name: str, head: str, symbol: str) -> str:
    """Return a title as it is, but "draft resolution" with its symbol, which it needs."""
    return f"{head} {symbol}" if name.lower() == head or len(words(name)) < 2 else name


def _outermost(found: Iterable[Found]) -> Iterator[Found]:
    """Drop what stands inside a name found by a better rule, but keep the register's."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end, -one.rank)):
        clash = next((other for other in reversed(kept[-6:]) if one.span.overlap(other.span)), None)
        if clash is None or (one.rank >= 2 and one.span != clash.span):
            kept.append(one)
    yield from kept
