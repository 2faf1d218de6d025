"""The texts that a document names: treaties, resolutions, declarations, programmes, drafts.

A text is found by the register's mentions, by its number or symbol, or as a capitalised name
around a head noun ("… Framework for …"). "The Convention" alone points back to the last full
name with that head.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg.extracting.figures import MONTHS
from kg.extracting.names import words
from kg.extracting.texts import Found, found_in, head_places, heads, kind_of_name
from kg.model.layout import Layout, Role
from kg.model.mentions import Gazetteer, Kind, Mentions
from kg.model.record import InstrumentMention
from kg.model.source import Span
from kg.model.symbols import printed

__all__ = ["instruments", "key", "symbols"]

_COMING_WORDS = frozenset(["new", "next", "successor", "forthcoming", "future", "upcoming"])


@dataclass(slots=True)
class _Text:
    """One text while its mentions are being gathered; ``label`` is the register's name."""

    label: str | None = None
    names: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    symbol: str | None = None
    id: str | None = None

    def add(self, one: Found, gazetteer: Gazetteer | None) -> None:
        self.names.append(re.sub(r"^[Tt]he ", "", one.name))
        self.kinds.append(one.kind)
        self.spans.append(one.span)
        self.symbol = self.symbol or one.symbol
        if one.id and not self.id:
            self.id = one.id
            self.label = gazetteer.label(one.id) if gazetteer else None

    @property
    def name(self) -> str:
        """The fullest name that the text gives: capitalised, and not just a symbol."""
        return max(self.names, key=self._fullness)

    def _fullness(self, name: str) -> tuple[bool, bool, int]:
        placeholder = bool(self.symbol) and (str(self.symbol) in name or len(words(name)) < 2)
        proper = self.symbol is not None or heads().pattern.search(name) is not None
        return (not placeholder, proper, 0 if self.symbol else len(words(name)))

    def frozen(self) -> InstrumentMention:
        spans = tuple(sorted(set(self.spans)))
        kind = self.kinds[self.names.index(self.name)]
        if kind == "other" and self.label and self.label != self.id:
            kind = kind_of_name(self.label)
        return InstrumentMention(self.name, kind, spans, self.symbol, self.id)


def key(instrument: InstrumentMention) -> str:
    """Return what an act says of a text that it is about: register id, symbol or name.

    >>> key(InstrumentMention("Sport for peace", "draft", (Span(0, 5),), "A/1/L.1"))
    'A/1/L.1'
    """
    return instrument.id or instrument.symbol or instrument.name


def instruments(
    layout: Layout, mentions: Mentions, gazetteer: Gazetteer | None = None
) -> tuple[InstrumentMention, ...]:
    """Return the texts that ``layout`` names, in the order of their first mentions.

    ``gazetteer`` joins a text's own wording to the register: by the label of an id, and where
    a whole name is registered though it stands inside another name.
    """
    places = head_places(layout.plain)
    found = found_in(layout, mentions, places)
    if gazetteer:
        found = _registered(found, gazetteer)
    texts = _distinct(_gathered(found, gazetteer))
    _point_back(layout, places, found, texts)
    return tuple(
        sorted((text.frozen() for text in texts), key=lambda one: (one.spans[0], one.name))
    )


def _registered(found: list[Found], gazetteer: Gazetteer) -> list[Found]:
    """Give the names found by grammar the id of the register that knows them.

    A name that goes on with "and the …" beyond a registered one ends where that one does.
    """
    known: dict[str, tuple[str, str | None]] = {}
    for name in {one.name for one in found if not one.id and not one.symbol and one.rank == 1}:
        known[name] = (name, None)
        for mention in gazetteer.mentions(name).within(Span(0, len(name)), Kind.INSTRUMENT):
            rest = name[mention.span.end :]
            if mention.span.start == 0 and (not rest or rest.startswith(" and ")):
                known[name] = (name[: mention.span.end], mention.id)
    joined = []
    for one in found:
        name, id_ = known.get(one.name, (one.name, None))
        same = name == one.name and (one.id or id_) == one.id
        joined.append(one if same else replace(one, name=name, id=one.id or id_))
    return joined


def _gathered(found: Iterable[Found], gazetteer: Gazetteer | None) -> list[_Text]:
    """Join mentions of one text; those with the register's id first, as they know its label."""
    texts: list[_Text] = []
    for one in sorted(found, key=lambda one: one.id is None):
        text = next((text for text in texts if _same(text, one)), None)
        if text is None:
            text = _Text()
            texts.append(text)
        text.add(one, gazetteer)
    return texts


def _distinct(texts: list[_Text]) -> list[_Text]:
    """Drop what only names a part of another text's name ("outcome document of …")."""
    return [
        text
        for text in texts
        if text.symbol
        or text.id
        or not text.name.startswith("outcome document")
        or not any(text.name in other.name for other in texts if other is not text)
    ]


def _same(text: _Text, one: Found) -> bool:
    if text.symbol and one.symbol:
        return text.symbol == one.symbol
    if text.id and one.id:
        return text.id == one.id
    known = [*dict.fromkeys(text.names), *([text.label] if text.label else [])]
    return any(_alike(name, one.name) for name in known)


def _alike(name: str, other: str) -> bool:
    """Whether the shorter name is a short form of the longer one.

    >>> _alike("Istanbul Programme of Action", "Istanbul Programme"), _alike("Paris Pact", "Pact")
    (True, False)
    """
    mine, theirs = _comparable(name), _comparable(other)
    if not mine or not theirs or "resolution" in mine:
        return mine == theirs
    short, long_ = sorted((mine, theirs), key=len)
    return short[0] == long_[0] and len(short) > 1 and set(short) <= set(long_)


@lru_cache(maxsize=4096)
def _comparable(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others: no year, no "United Nations" ahead."""
    tokens = list(words(name))
    if tokens[:1] and tokens[0] in _COMING_WORDS:
        tokens[0] = "new"
    if len(tokens) > 3 and tokens[0].title() in MONTHS:
        del tokens[0]
    if len(tokens) > 2 and re.fullmatch(r"(?:19|20)\d\d", tokens[0]) and tokens[1] != "agenda":
        del tokens[0]
    for lead in (["united", "nations"], ["un"]):
        if tokens[: len(lead)] == lead and len(tokens) > len(lead) + 1:
            del tokens[: len(lead)]
    return tuple(tokens)


def _point_back(
    layout: Layout, heads_at: list[Span], found: list[Found], texts: list[_Text]
) -> None:
    """Add the places where "the Convention" alone means the last full name with that head."""
    lexicon = heads()
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, text in enumerate(texts):
        for word in set(text.name.split()):
            places[word].extend((span.start, at) for span in text.spans)
    for listed in places.values():
        listed.sort()
    taken = sorted(one.span for one in found)
    for span in heads_at:
        head = layout.plain[span.start : span.end]
        before = places.get(head.split()[-1])
        if not before or head not in lexicon.anaphors or _touches(span, taken):
            continue
        last = bisect_left(before, (span.start, 0)) - 1
        if last >= 0:
            texts[before[last][1]].spans.append(span)


def _touches(span: Span, taken: list[Span]) -> bool:
    """Whether any of the sorted spans overlaps ``span``; few of them nest, none deeply."""
    at = bisect_left(taken, span)
    return any(span.overlap(other) for other in taken[max(0, at - 4) : at + 1])


def symbols(layout: Layout) -> tuple[str, ...]:
    """Return the symbols printed in the document, each once, in text order."""
    furniture = [block.span for block in layout.blocks if block.role is Role.FURNITURE]
    found: dict[str, None] = {}
    for mention in printed(layout.plain):
        if not any(mention.span.within(one) for one in furniture):
            found.setdefault(mention.key)
    return tuple(found)
