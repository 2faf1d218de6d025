"""The paragraphs of resolutions and declarations: place, verb, type, addressees, themes.

A paragraph's *kind* is its place (preambular, operative, heading, other), its *type* what it
does (decides, calls, commits …). The type comes from the verb with which it opens and from
that verb's complement ("expresses its deep concern"); an item of a list takes that of the
paragraph over it; what opens without a verb is judged by its modal ("States should …").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.extracting.instruments import key
from kg.extracting.provisions.addressees import SECRETARIAT, addressees
from kg.extracting.provisions.opening import Opening, duty, opening
from kg.extracting.provisions.places import Places, annex
from kg.extracting.provisions.voices import adopting, declaring
from kg.model.layout import Block, Form, Layout, Role
from kg.model.mentions import Mentions
from kg.model.record import Addressee, InstrumentMention, Provision, ThemeTag
from kg.model.source import Span

__all__ = ["provisions"]

ASKING = frozenset({"call", "request", "demand"})
_SAYING = ASKING | {
    "affirmation", "appreciation", "concern", "condemnation", "recall", "recognition", "welcome",
    "commitment",
}  # fmt: skip
_SAID = ("note", "take note", "express")
_KINDS = {Role.PREAMBULAR: "preambular", Role.OPERATIVE: "operative"}
_ENACTING = re.compile(
    r"[“\"]?(?:(?:The |the )[^.;:]{3,150}|(?:General Assembly|Security Council|Economic and Social "
    r"Council|Human Rights Council)),?"
)
_LETTER = re.compile(r"[A-HJ-UWYZ]\W{0,3}")
_HEADED = re.compile(r"(?P<number>[IVXLC]{1,6}|[A-Z])\.?[\s\u00a0]")
_MOST = 5


@dataclass(slots=True)
class _Walk:
    """What is known while a document is read from the top."""

    layout: Layout
    mentions: Mentions
    tags: dict[int, list[ThemeTag]]
    texts: Sequence[tuple[Span, str]]
    places: Places = field(default_factory=Places)
    types: dict[str, str | None] = field(default_factory=dict)
    opened: bool = False
    annexed: bool = False
    ours: bool = False
    listing: str | None = None
    body: str | None = None
    declaring: str | None = None
    asked: dict[str, tuple[Addressee, ...]] = field(default_factory=dict)

    def read(self, at: int, block: Block) -> Provision | None:
        """Return the provision that a block is, ``None`` for what governs nothing."""
        text, start = _unnumbered(self.layout, block)
        if block.role is Role.HEADING:
            return self._heading(at, block, text)
        if block.role not in (Role.PREAMBULAR, Role.OPERATIVE, Role.PARAGRAPH) or not text:
            return None
        if self._enacts(block, text):
            self.opened = True
            self.body = adopting(text)
            path = self.places.named("opening")
            return Provision("", "preambular", block.span, type="enactment", path=path)
        self.opened = self.opened or block.role is not Role.PARAGRAPH
        if not self.opened:
            return None
        return self._paragraph(at, block, text, start)

    def _enacts(self, block: Block, text: str) -> bool:
        return (
            block.role is Role.PREAMBULAR
            and block.number is None
            and len(text) < 200
            and _ENACTING.fullmatch(text) is not None
            and opening(text, governed=True) is None
        )

    def _heading(self, at: int, block: Block, text: str) -> Provision | None:
        name = " ".join(text.split())
        if part := annex(name):
            self.places.begin(part)
            self.annexed = self.opened = True
            self.ours, self.declaring = False, None
        elif not self.annexed and _LETTER.fullmatch(name):
            self.places.begin(name[0])
        if not self.opened or not name:
            return None
        headed = _HEADED.match(name)
        number = block.number or (headed["number"] if headed else "")
        self.places.head(number, name)
        path, _ = self.places.unnumbered("heading ")
        return Provision(number, "heading", block.span, themes=self._themes(at), path=path)

    def _paragraph(self, at: int, block: Block, text: str, start: int) -> Provision:
        found = self._opening(block, text)
        kind = _KINDS.get(block.role) or ("operative" if found and found.ours else "other")
        if found and found.ours:
            self.ours = True
        path, parent = self._place(block, kind)
        asked: tuple[Addressee, ...] = ()
        self.declaring = declaring(text) or self.declaring
        type_ = self._type(found, block, text, parent)
        if found and type_ in ASKING and found.type in ASKING:
            asked = addressees(self.layout.plain, start + found.end, block.span.end, self.mentions)
            if type_ == "request" and any(one.party == SECRETARIAT for one in asked[:1]):
                type_ = "request-to-secretary-general"
        if not asked and type_ in ASKING and parent and self.types.get(parent) == type_:
            asked = self.asked.get(parent, ())  # what a list asks, it asks of whom it names first
        self.types[path], self.asked[path] = type_, asked
        if not block.number:
            self.listing = path if text.endswith(":") else None
        return Provision(
            number=block.number or "",
            kind=kind,
            span=block.span,
            verb=found.verb if found else None,
            type=type_,
            parent=parent,
            addressees=asked,
            themes=self._themes(at),
            instruments=self._instruments(block.span),
            path=path,
            cue=Span(start + found.start, start + max(found.end, found.told)) if found else None,
            body=self.body if type_ else None,
            actor=self.declaring if type_ and (self.ours or self.annexed) else None,
        )

    def _opening(self, block: Block, text: str) -> Opening | None:
        nested = block.level > 1
        governed = not self.annexed and block.role in _KINDS
        found = opening(text, governed=governed, order=self.annexed or self.ours or nested)
        if found and nested and governed and not found.ours:
            performs = text[found.start : found.end].endswith("s") and found.type is not None
            return found if performs or (found.start == 0 and _is_base(found, text)) else None
        return found

    def _place(self, block: Block, kind: str) -> tuple[str, str | None]:
        if block.number:
            return self.places.numbered(block.number, max(block.level, 1))
        if block.level > 1:
            return self.places.unnumbered("• ", block.level)
        names = {"preambular": "PP", "operative": "OP"}
        return self.places.unnumbered(names.get(kind, "paragraph "))

    def _type(
        self, found: Opening | None, block: Block, text: str, parent: str | None
    ) -> str | None:
        """Return the type by the verb, by the paragraph above, or by the modal."""
        above = parent if block.level > 1 else self.listing if text.startswith("To ") else None
        over = self.types.get(above) if above else None
        if found and found.ours:
            return found.type or "affirmation"
        if found and block.level > 1 and over in ASKING and _is_base(found, text):
            found = None  # what is asked of others, and no deed of one's own
        deed = self.annexed or block.level > 1
        if found and found.type and (not deed or _says(found)):
            return found.type
        if over:
            return over
        if found and deed:
            return "commitment" if self.ours else "call"
        if block.role is Role.PREAMBULAR:
            return "ground"
        return "decision" if found else duty(text)

    def _themes(self, at: int) -> tuple[str, ...]:
        scores: dict[str, float] = defaultdict(float)
        for tag in self.tags.get(at, ()):
            scores[tag.theme] += tag.score
        ranked = sorted(scores, key=lambda theme: (-scores[theme], theme))
        return tuple(ranked[:_MOST])

    def _instruments(self, span: Span) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for at in range(bisect_left(self.texts, (span, "")), len(self.texts)):
            place, name = self.texts[at]
            if place.start >= span.end:
                break
            if place.within(span):
                found.setdefault(name)
        return tuple(found)


def provisions(
    layout: Layout,
    mentions: Mentions,
    tags: Sequence[Sequence[ThemeTag]] = (),
    texts: Iterable[InstrumentMention] = (),
) -> tuple[Provision, ...]:
    """Return the paragraphs of a resolution or declaration, none for another form.

    ``tags`` are the themes of the sentences, ``texts`` the instruments that the document
    names; both are given to the paragraphs in which they stand.

    >>> from kg.model.source import Source
    >>> text = "The General Assembly, 1. Also urges all States to ratify it;"
    >>> blocks = (Block(Span(0, 21), Role.PREAMBULAR), Block(Span(22, 60), Role.OPERATIVE, 1, "1"))
    >>> layout = Layout(Source("x", text, "", "x"), text, Form.RESOLUTION, 1.0, blocks, ())
    >>> for each in provisions(layout, Mentions([])):
    ...     each.path, each.kind, each.verb, each.type, [one.text for one in each.addressees]
    ('opening', 'preambular', None, 'enactment', [])
    ('1', 'operative', 'urge', 'call', ['all States'])
    """
    if layout.form is not Form.RESOLUTION:
        return ()
    return tuple(_walk(layout, mentions, _by_block(layout, tags), texts))


def _walk(
    layout: Layout,
    mentions: Mentions,
    tags: dict[int, list[ThemeTag]],
    texts: Iterable[InstrumentMention],
) -> Iterator[Provision]:
    places = sorted((span, key(text)) for text in texts for span in text.spans)
    walk = _Walk(layout, mentions, tags, places, body=layout.fact("body"))
    for at, block in enumerate(layout.blocks):
        found = walk.read(at, block)
        if found:
            yield found


def _by_block(layout: Layout, tags: Sequence[Sequence[ThemeTag]]) -> dict[int, list[ThemeTag]]:
    found: dict[int, list[ThemeTag]] = defaultdict(list)
    for sentence, shown in zip(layout.sentences, tags, strict=False):
        found[sentence.block].extend(shown)
    return found


def _unnumbered(layout: Layout, block: Block) -> tuple[str, int]:
    """Return a block's words without its number, and where they start in the text."""
    start, end = block.span.start, block.span.end
    if block.number:
        bare = re.escape(block.number.strip("().").strip())
        printed = re.compile(rf"\s*(?:[“\"]\s*)?\(?{bare}[.)]{{0,2}}\s*")
        if match := printed.match(layout.plain, start, end):
            start = match.end()
    elif match := re.compile(r"\s*[“\"]?[•●▪■◦‣·–—*-]\s+").match(layout.plain, start, end):
        start = match.end()
    while start < end and layout.plain[start].isspace():
        start += 1
    return layout.plain[start:end].rstrip(), start


def _says(found: Opening) -> bool:
    """Whether an item of a plan says something ("Urge …") rather than tells what to do."""
    return found.type in _SAYING or found.verb.startswith(_SAID)


def _is_base(found: Opening, text: str) -> bool:
    return text[found.start : found.end].lower() == found.verb
