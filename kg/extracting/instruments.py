"""The texts that a document names: treaties, resolutions, declarations, programmes, drafts.

A text is found by the register's mentions, by its number or symbol, or as a capitalised name
around a head noun ("… Framework for …"). "The Convention" alone points back to the last full
name with that head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from kg import resources
from kg.extracting.names import stretch_left, stretch_right, words
from kg.extracting.symbols import numbered, printed, symbols
from kg.extracting.titles import kind_of, title_after, title_before
from kg.iris import slug
from kg.model.layout import Form, Layout, Role
from kg.model.mentions import Kind, Mention, Mentions, NameForm
from kg.model.record import InstrumentMention
from kg.model.source import Span

__all__ = ["instruments", "key", "symbols"]

_JOINTS = "(?:on|of|for|to|against|under|relating|concerning|between|with|among|regarding)"
_CONTINUED = re.compile(rf"\s+{_JOINTS}\b|\s+[A-Z\d]")
_UNDER = re.compile(
    r"\bunder the (?P<name>(?:[A-Z][\w-]+ ){0,4}(?:Convention|Treaty|Covenant)"
    r"(?: (?:on|for|of|to|against) (?:the )?[A-Z]\w+(?: (?:of|and|in) (?:the )?[A-Z]\w+)*)?)"
)
_COMING = re.compile(r"\b(?:new|next|successor|forthcoming|future|upcoming|draft) $")
_COMING_WORDS = frozenset(["new", "next", "successor", "forthcoming", "future", "upcoming"])
_NOT_A_TEXT = frozenset(
    ["committee", "secretariat", "group", "conference", "commission", "fund", "council", "office",
     "team", "forum", "organization", "centre", "center", "foundation", "unit", "officer", "court",
     "board", "association", "summit", "session", "day", "decade", "mechanism", "facility", "body",
     "assembly"]
)  # fmt: skip
_REPORT = re.compile(
    r"(?:(?P<capital>(?:[A-Z][\w’-]+ ){3,8})(?:report|study|assessment)\b"
    r"|\b(?P<owned>(?:Secretary-General|Committee|Commission|Special Rapporteur|Panel|Board)"
    r"(?:[’']s)? (?:latest |recent |annual |interim |biannual |new ){0,2}report(?: on [^,.;:()“”—]+)?)"
    r"|\b(?P<of>(?:(?:latest|recent|annual|interim|final|first|second|third) )?reports? of the "
    r"(?:Secretary-General|[A-Z][\w-]+(?: (?:of|on|the|for|and|to|[A-Z][\w’-]+))*)"
    r"(?: on [^,.;:()“”—]+)?)"
    r"|\b(?:the|a|recent|latest|annual) (?P<on>report on (?!the )[a-z][^,.;:()“”—]{8,80}?)"
    r"(?= (?:confirmed|showed|shows|found|finds|said|noted|was|is|has|had|which|that|by)\b|[,.;:)])"
    r"|\b(?P<opinion>(?:advisory )?opinion of the International Court of Justice)"
    r"|\b(?P<outcome>outcome document(?: and annex)?(?: (?:of|adopted at) the [^,.;:()“”—]+?(?= held\b| and\b|[,.;:()“”—]|$))?)"
    r"|\b(?P<plan>(?:[A-Z][\w-]+ ){0,4}[A-Z][\w-]+[’']s \d{4}[–-]\d{2,4} (?:strategic )?(?:plan|strategy|programme))"
    r"|\b(?P<chair>(?:revised |first |zero )?(?:[Cc]o-)?[Cc]hairs?[’'] (?:elements paper|summary|paper|text))"
    r"|\b(?P<rules>(?:UN|United Nations) (?:[Ff]inancial|[Ss]taff) (?:[Rr]egulations and [Rr]ules|[Rr]ules|[Rr]egulations))"
    r"|\b(?P<political>political declaration))"
)
_ADOPTED = re.compile(
    r"\b[Tt]he (?P<party>(?:[A-Z][\w-]+ (?:(?:of|on|for|the|and) )*){1,6})(?:had |has |have )?(?:recently |also )?"
    r"(?:adopted|issued) an? (?P<what>resolution|declaration|communiqué) (?=[a-z])"
)
_TITLED = re.compile(
    r"\b(?P<head>(?:draft )?(?:document|text|resolution|decision|report|paper|declaration|"
    r"statement|strategy|plan|programme)s?)\b[^“”.;]{0,80}?\b(?:titled|entitled|called) "
    r"“(?P<name>[^“”]{8,400})”"
)


@dataclass(slots=True)
class _Text:
    """One text while its mentions are being gathered."""

    name: str
    kind: str
    spans: list[Span] = field(default_factory=list)
    symbol: str | None = None
    id: str | None = None

    def frozen(self) -> InstrumentMention:
        spans = tuple(sorted(set(self.spans)))
        return InstrumentMention(self.name, self.kind, spans, self.symbol, self.id)


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    kind: str
    span: Span
    symbol: str | None = None
    id: str | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class _Heads:
    pattern: re.Pattern[str]
    kinds: dict[str, str]
    anaphors: frozenset[str]


@cache
def _heads() -> _Heads:
    rows = list(resources.rows("ontology/lexicons/instrument-heads.tsv"))
    names = sorted((row["head"] for row in rows), key=len, reverse=True)
    return _Heads(
        re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])"),
        {row["head"]: row["kind"] for row in rows},
        frozenset(row["head"] for row in rows if row["anaphor"] == "yes"),
    )


def key(instrument: InstrumentMention) -> str:
    """Return the key by which the IRI of a text is made: symbol, register id or slug of its name.

    >>> key(InstrumentMention("Sport for peace", "draft", (Span(0, 5),), "A/1/L.1"))
    'A/1/L.1'
    """
    return instrument.symbol or instrument.id or slug(instrument.name)


def instruments(layout: Layout, mentions: Mentions) -> tuple[InstrumentMention, ...]:
    """Return the texts that ``layout`` names, in the order of their first mentions."""
    found = sorted(
        _outermost(_candidates(layout, mentions)), key=lambda one: (one.span.start, -one.span.end)
    )
    texts = _distinct(_gathered(found))
    _point_back(layout, found, texts)
    return tuple(
        sorted((text.frozen() for text in texts), key=lambda one: (one.spans[0], one.name))
    )


def _candidates(layout: Layout, mentions: Mentions) -> Iterator[_Found]:
    furniture = {at for at, block in enumerate(layout.blocks) if block.role is Role.FURNITURE}
    for sentence in layout.sentences:
        if sentence.block in furniture:
            continue
        span = sentence.span
        yield from _registered(layout, span, mentions)
        if not _in_title_case(layout, sentence.block):
            yield from _by_head(layout.plain, span, mentions)
        yield from _by_symbol(layout, span)
        if layout.form is Form.COVERAGE:
            yield from _unnumbered(layout.plain, span)


def _in_title_case(layout: Layout, at: int) -> bool:
    """Whether a block is a headline with capitals throughout, where capitals name nothing."""
    block = layout.blocks[at]
    if block.role not in (Role.TITLE, Role.HEADING):
        return False
    long_words = re.findall(r"[A-Za-z][\w’-]{4,}", layout.read(block.span))
    return len(long_words) > 2 and sum(w[0].isupper() for w in long_words) > 0.7 * len(long_words)


def _registered(layout: Layout, span: Span, mentions: Mentions) -> Iterator[_Found]:
    for mention in mentions.within(span, Kind.INSTRUMENT):
        if _in_a_name(mention.span, span, mentions):
            continue
        name = layout.read(mention.span)
        yield _Found(name, _kind_of_name(name), mention.span, id=mention.id, rank=2)


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


def _kind_of_name(name: str) -> str:
    matches = [match[0] for match in _heads().pattern.finditer(name)]
    if not matches:
        return "resolution" if "resolution" in name.lower() else "other"
    if name.startswith("Paris Agreement") or "Agreement under the" in name:
        return "treaty"
    return _heads().kinds[matches[0]]


def _by_head(text: str, span: Span, mentions: Mentions) -> Iterator[_Found]:
    after = span.start
    for match in _heads().pattern.finditer(text, span.start, span.end):
        if match.start() < after:
            continue
        place = _stretched(text, span, match)
        head = Span(match.start(), match.end())
        kinds = (Kind.GROUP,) if _heads().kinds[match[0]] == "treaty" else (Kind.PARTY, Kind.GROUP)
        if _in_a_name(head, span, mentions, kinds):
            continue
        name = " ".join(text[place.start : place.end].split())
        if place.end - place.start == len(match[0]) or not _is_text(name, place, mentions):
            continue
        after = place.end
        yield _Found(name, _heads().kinds[match[0]], place, rank=1)
        if inner := _UNDER.search(text, place.start, place.end):
            parent = " ".join(inner["name"].split())
            yield _Found(parent, _kind_of_name(parent), Span(*inner.span("name")), rank=2)


def _stretched(text: str, span: Span, match: re.Match[str]) -> Span:
    """Return the whole name around a head noun."""
    start = stretch_left(text, match.start(), span.start)
    end = match.end()
    if _CONTINUED.match(text, end, span.end):
        end = stretch_right(text, end, span.end)
    if prefix := re.search(
        r"\b(?:new|next|successor|forthcoming|draft) $", text[span.start : start]
    ):
        if start == match.start():
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
        and _kind_of_name(name) in ("programme", "agenda", "other")
    )


def _by_symbol(layout: Layout, span: Span) -> Iterator[_Found]:
    text, numbers = layout.plain, []
    for one in numbered(text, span.start, span.end):
        numbers.append(one.span)
        yield _Found(one.name, "resolution", one.span, id=one.symbol, rank=3)
    floor = span.start
    for symbol, place in printed(text, span.start, span.end):
        if any(place.within(number) for number in numbers) or not _is_document(symbol):
            continue
        opening = _opening(text, floor, place.start)
        title = title_before(text, floor, opening)
        whole = Span(title.span.start if title else place.start, place.end)
        name = title_after(text, place.end, span.end) or (
            _named(title.name, title.head, symbol) if title else symbol
        )
        kind = kind_of(title.head) if title else kind_of("draft" if "/L." in symbol else "")
        yield _Found(name, kind, whole, symbol, rank=4)
        floor = place.end


def _named(name: str, head: str, symbol: str) -> str:
    """Return a title as it is, but "draft resolution" with its symbol, which it needs."""
    return f"{head} {symbol}" if name.lower() == head or len(words(name)) < 2 else name


def _opening(text: str, floor: int, at: int) -> int:
    """Return where the parenthesis or words that introduce a symbol begin."""
    lead = re.search(
        r"(?:\(|,|\bin|\bas)?\s*(?:see |contained in |as contained in )?(?:documents?|doc\.)?\s*$"
        r"|\(\s*$",
        text[floor:at],
    )
    return floor + lead.start() if lead else at


def _is_document(symbol: str) -> bool:
    """Whether the symbol names a document that can be acted on, not a record or press release."""
    return bool(
        re.match(
            r"(?:A|S|E|T|ST|DP|CEDAW|CRC|CCPR|CERD|CAT|CRPD|HRI|TD|NPT|CD|ISBA|SPLOS)/", symbol
        )
    ) and not re.search(r"/(?:S?PV|SR)\.", symbol)


def _unnumbered(text: str, span: Span) -> Iterator[_Found]:
    """Yield texts with a lower-case name: reports, opinions, outcome documents, titled papers."""
    for match in _TITLED.finditer(text, span.start, span.end):
        name = " ".join(match["name"].split())
        yield _Found(
            name, kind_of(match["head"]), Span(match.start("name"), match.end("name")), rank=2
        )
    for match in _ADOPTED.finditer(text, span.start, span.end):
        party = " ".join(match["party"].split())
        yield _Found(f"{match['what']} of the {party}", kind_of(match["what"]), Span(*match.span("what")))
    for match in _REPORT.finditer(text, span.start, span.end):
        group = match.lastgroup or "on"
        name, start = " ".join(match[group].split()), match.start(group)
        if group == "capital":
            start = stretch_left(text, match.end(group), span.start)
            name = " ".join(text[start : match.end()].split())
            if len(words(name)) < 4:
                continue
        kind = "declaration" if "declaration" in name else "other"
        yield _Found(name, kind, Span(start, match.end()))


def _outermost(found: Iterable[_Found]) -> Iterator[_Found]:
    """Drop what stands inside a name found by a better rule, but keep the register's."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end, -one.rank)):
        clash = next((other for other in reversed(kept[-6:]) if one.span.overlap(other.span)), None)
        if clash is None or (one.rank >= 2 and one.span != clash.span):
            kept.append(one)
    yield from kept


def _gathered(found: Iterable[_Found]) -> list[_Text]:
    texts: list[_Text] = []
    for one in found:
        text = next((text for text in texts if _same(text, one)), None)
        if text is None:
            text = _Text(one.name, one.kind, symbol=one.symbol, id=one.id)
            texts.append(text)
        elif _fuller(one.name, text):
            text.name = one.name
        text.spans.append(one.span)
        text.symbol = text.symbol or one.symbol
        text.id = text.id or one.id
    return texts


def _fuller(name: str, text: _Text) -> bool:
    if text.symbol and text.symbol in text.name:
        return text.symbol not in name and len(words(name)) > 1
    return not text.symbol and len(words(name)) > len(words(text.name))


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


def _same(text: _Text, one: _Found) -> bool:
    if text.symbol and one.symbol:
        return text.symbol == one.symbol
    if text.id and one.id:
        return text.id == one.id
    mine, other = _comparable(text.name), _comparable(one.name)
    if not mine or not other or "resolution" in mine:
        return mine == other
    short, long_ = sorted((mine, other), key=len)
    return short[0] == long_[0] and len(short) > 1 and set(short) <= set(long_)


def _comparable(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others: no year, no "United Nations" ahead."""
    tokens = list(words(name))
    if tokens[:1] and tokens[0] in _COMING_WORDS:
        tokens[0] = "new"
    if len(tokens) > 2 and re.fullmatch(r"(?:19|20)\d\d", tokens[0]) and tokens[1] != "agenda":
        del tokens[0]
    for lead in (["united", "nations"], ["un"]):
        if tokens[: len(lead)] == lead and len(tokens) > len(lead) + 1:
            del tokens[: len(lead)]
    return tuple(tokens)


def _point_back(layout: Layout, found: list[_Found], texts: list[_Text]) -> None:
    """Add the places where "the Convention" alone means the last full name with that head."""
    heads = _heads()
    by_start = sorted(
        ((span.start, span, text) for text in texts for span in text.spans), key=lambda one: one[0]
    )
    taken = [one.span for one in found]
    for match in heads.pattern.finditer(layout.plain):
        span = Span(match.start(), match.end())
        if match[0] not in heads.anaphors or any(span.overlap(other) for other in taken):
            continue
        last = match[0].split()[-1]
        before = [t for start, _, t in by_start if start < span.start and last in t.name.split()]
        if before:
            before[-1].spans.append(span)
