"""Resolutions, decisions and declarations: preambular and operative paragraphs, numbered."""

from __future__ import annotations

import re

from kg.model.layout import Block, Fact, Form, Role
from kg.model.source import Span
from kg.reading.evidence import Evidence
from kg.reading.headers import find_date
from kg.reading.numbering import Numbered, Numbering
from kg.reading.page import Page, Piece
from kg.reading.parts import Judgement, Parts, note
from kg.reading.records import is_page_line

_BODIES = (
    r"(?:General Assembly|GENERAL ASSEMBLY|Security Council|SECURITY COUNCIL|Economic and Social Council|Human Rights Council"
    r"|Trusteeship Council|Commission (?:on|for) [^.;:]{3,80}|Conference of the Parties[^.;:]{0,120}|Conference"
    r"|Governing Council[^.;:]{0,60}|Executive Board[^.;:]{0,60}|Meeting of the (?:States )?Parties[^.;:]{0,80}"
    r"|(?:First|Second|Third|Fourth|Fifth|Sixth|Special|Preparatory) Committee[^.;:]{0,60}|Peacebuilding Commission)"
    r"(?: of the United Nations)?"
)
OPENING = re.compile(rf"[“\"]?(?:(?:The|the|THE) {_BODIES},?|{_BODIES},)\Z")
_DECLARING = re.compile(
    r"[“\"]?We,? (?:the )?(?:[Hh]eads of|[Mm]inisters|[Rr]epresentatives|States|Member States|[Gg]overnments|[Pp]eoples|[Pp]articipants"
    r"|[Pp]arliamentarians|[Hh]igh-?[Ll]evel|[Ll]eaders|Members)"
)
PARTICIPLE = re.compile(
    r"[“\"]?(?:(?:Also|Further|Deeply|Gravely|Strongly|Fully|Again|Firmly|Seriously|Keenly|Particularly|Once again|Still"
    r"|Duly|Likewise|Solemnly|Noting|Welcoming|Having|Being|Bearing|Taking|Acting|Profoundly|Extremely|Greatly|Equally),? )*"
    r"(?:[A-Z]?[a-z]+ing\b|Alarmed|Aware|Concerned|Conscious|Convinced|Determined|Dismayed|Disturbed|Encouraged|Guided|Inspired"
    r"|Mindful|Moved|Outraged|Persuaded|Pleased|Resolved|Shocked|Appalled|Cognizant|Desirous|Desiring|Committed|Gratified"
    r"|In |On |With |Whereas|As |Pursuant|Motivated|Saddened|Anxious|Confident|Grateful|concerned|aware|convinced|conscious"
    r"|mindful|disturbed|alarmed|troubled|encouraged|Troubled|Cognisant|Faithful|Prompted|Satisfied|Impressed)"
)
_FINITE = re.compile(
    r"[“\"]?(?:(?:Also|Further|Again|Strongly|Solemnly|Urgently|Once again|Firmly|Fully|Deeply|Takes|Likewise|Reiterates its|Hereby|In this regard,?|Therefore|Finally|Accordingly),? )*"
    r"(?:[A-Z]?[a-z]+)(?:s|es)\b(?<!This)(?<!His)(?<!As)(?<!Its)(?<!ness)"
)
_RUN_IN = re.compile(
    r"(?:\d{1,3}\. )?(?:Therefore,? )?[Tt]he (?:General Assembly|Security Council|Economic and Social Council)(?:, [^,]{5,100},)? ?"
    r"(?:,? with a view|considers|decides|recommends|resolves|requests|instructs|approves|adopts|calls upon|invites|directs|authorizes)\b"
)
_SYMBOL = re.compile(
    r"(?<![\w/])(?:[A-Z]{1,4}/(?:[A-Z0-9.-]{1,8}/){0,3}RES/[\w.()/-]{1,20}(?: \(\d{4}\))?|(?:A|S|E)/(?:[A-Z0-9.-]{1,8}/){0,4}L\.\d{1,4}(?:/Rev\.\d+)?|(?:A|S|E)/HRC/[\w./]{1,20}|S/\d{4}/\d{1,5})"
)
_GA_TITLE = re.compile(
    r"(?P<number>(?:ES-?\d+|S-\d{1,2}|\d{1,4})/\d{1,4}(?: ?[A-Z]\b)?|\d{1,4}(?: [A-Z])? ?\([A-Z]{1,7}(?:-[IVX]+)?\))\.?[\s\u00a0]{1,4}(?P<title>\S)"
)
_SC_TITLE = re.compile(r"(?:Resolution|RESOLUTION) (?P<number>\d{1,4} \((?P<year>\d{4})\))")
_ADOPTED = re.compile(
    r"\W{0,3}(?:Resolution |Decision )?[Aa]dopted (?:by (?:the )?(?P<body>[A-Z][\w ]{5,60}?)(?: |\Z))?(?:at its|on|by|without|\Z)",
    re.IGNORECASE,
)
_AT_MEETING = re.compile(
    r"\d{1,5}(?:st|nd|rd|th) (?:\([a-z ]+\) )?(?:plenary )?meeting\b", re.IGNORECASE
)
_CLOSING = re.compile(
    r"(?:Adopted (?:unanimously )?at the|\[Adopted (?:without|by)|Resolution adopted|(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve|Twent|Thirt|Fort|Fift|Sixt|Sevent|Eight|Ninet|Hundred)[a-z -]{2,70}(?:plenary )?meeting\b|\d{1,5}(?:st|nd|rd|th) (?:\(?[a-z]+\)? )?(?:plenary )?meeting\b)",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"(?:ANNEX|Annex|APPENDIX|Appendix|Attachment|ATTACHMENT|Enclosure)(?: [IVXLC]+| \d{1,2}| [A-Z])?\b[.:]?(?:\Z|[ \n])"
)
_FOOTNOTE = re.compile(
    r"(?:\d{1,3}|[*†‡¹²³⁴-⁹]{1,3}) (?:See |Ibid|A/|S/|E/|United Nations, Treaty|Official Records|Resolution \d|The draft resolution|Report of|Available)"
)
# The heads of the pages of an annual volume.
_VOLUME = re.compile(
    r"(?:\d{1,4} )?(?:[IVX]{1,5}\. )?Resolutions adopted (?:on the reports? of|without reference to|by the) .{5,80}?(?:\s\d{1,4})?\Z"
    r"|(?:\d{1,4} )?General Assembly ?[—–-] ?[A-Z][a-z]+(?:-[a-z]+)? [Ss]ession(?: \d{1,4})?\Z"
)
_HEADING = re.compile(
    r"(?:[IVXLC]{1,6}|[A-Z])\.?(?:[\s\u00a0]|\Z)|(?:Article|ARTICLE|Chapter|CHAPTER|Part|PART|Section|Goal|Action|Objective|Principle) [\dIVXLC]{1,5}\b|Preamble\Z"
)
_REFERENCE = re.compile(r"([.;:,”])\s?[\d^¹²³⁴-⁹/,]{1,9}\Z")
_TAIL = 250
_PROSE = 120


def judge(page: Page, evidence: Evidence) -> Judgement:
    """Look for the adopting body on a line of its own and for paragraphs that it governs."""
    shown = [piece for piece in page.pieces if not piece.furniture][:90]
    opened = next((at for at, piece in enumerate(shown) if _opens(page, piece)), None)
    adopted = any(
        _ADOPTED.match(line) or _SC_TITLE.match(line) for line in evidence.head.split("\n")[:25]
    )
    if opened is None:
        running = sum(1 for piece in shown if _RUN_IN.match(page.read(piece)[:160]))
        if running >= 2:
            return Judgement(
                Form.RESOLUTION, 0.9, f"{running} paragraphs in which the adopting body acts"
            )
        declared = any(_DECLARING.match(page.read(piece)[:60]) for piece in shown[:20])
        sure = 0.9 if declared and (adopted or _count(page, shown) >= 5) else 0.05
        return Judgement(Form.RESOLUTION, sure, "a declaration in the first person plural")
    governed = sum(
        1 for piece in shown[opened + 1 : opened + 40] if _is_governed(page.read(piece)[:120])
    )
    if governed >= 2 or adopted:
        return Judgement(
            Form.RESOLUTION,
            0.99,
            f"the adopting body on its own line, {governed} paragraphs governed by it",
        )
    return Judgement(Form.RESOLUTION, 0.5, "the adopting body on its own line")


def _opens(page: Page, piece: Piece) -> bool:
    """Whether a piece names the adopting body, and not within a quotation."""
    if piece.span.end - piece.span.start > 200 or page.plain[piece.span.start] in '“"':
        return False
    return bool(OPENING.match(page.read(piece)))


def _count(page: Page, shown: list[Piece]) -> int:
    """Return how many numbered paragraphs there are, if they are counted from 1."""
    numbering = Numbering()
    lines = (page.plain[piece.span.start : piece.span.start + 12] for piece in shown)
    found = [number for line in lines if (number := numbering.read(line))]
    return len(found) if found and found[0].number == "1" else 0


def _is_governed(words: str) -> bool:
    return bool(PARTICIPLE.match(words) or re.match(r"[“\"]?1\.\s", words))


class Walk:
    """Where in the document a reader is: front, preamble, operative part, or behind it."""

    def __init__(self, *, run_in: bool = False) -> None:
        self.part = "front"
        self.run_in, self.listing = run_in, False
        self.numbering = Numbering()
        self.annexed = False
        self.titled = False

    def block(self, page: Page, piece: Piece) -> Block:
        """Return the block of the next piece."""
        words = page.read(piece)
        behind = self.part != "front" and len(words) < 100
        if piece.furniture or words.startswith("<!--") or (behind and is_page_line(words)):
            return Block(piece.span, Role.FURNITURE)
        words = _REFERENCE.sub(r"\1", words)
        marked = piece.number + " " + words if piece.number else words
        if OPENING.match(words) and len(words) < 200:
            self.part, self.numbering = "preamble", Numbering()
            return Block(piece.span, Role.PREAMBULAR)
        if _ANNEX.match(words) and len(words) < 120:
            self.part, self.annexed, self.numbering = "annex", True, Numbering()
            return Block(piece.span, Role.HEADING)
        return self._front(piece, words) if self.part == "front" else self._governed(piece, marked)

    def _governed(self, piece: Piece, words: str) -> Block:
        """Return the block of a piece behind the opening."""
        if _FOOTNOTE.match(words) or _VOLUME.match(words):
            return Block(piece.span, Role.FURNITURE)
        if self._closes(words):
            self.part = "after"
            return Block(piece.span, Role.HEADER)
        return self._body(piece, words)

    def _front(self, piece: Piece, words: str) -> Block:
        if self.run_in and (block := self._run_in(piece, words)):
            return block
        if _DECLARING.match(words):
            self.part = "preamble"
            return Block(piece.span, Role.PREAMBULAR)
        if (
            not self.titled
            and (_GA_TITLE.match(words) or _SC_TITLE.match(words))
            and len(words) < 600
        ):
            self.titled = True
            return Block(piece.span, Role.TITLE)
        alone = len(words) < 120 and bool(_HEADING.match(words))
        return Block(piece.span, Role.HEADING if alone and len(words) < 5 else Role.HEADER)

    def _run_in(self, piece: Piece, words: str) -> Block | None:
        """Read texts of 1946, where the body acts in running prose ("The … decides that")."""
        if words.startswith(("Resolution ", "RESOLUTION ")) and len(words) < 260:
            self.numbering, self.listing = Numbering(), False
            return Block(piece.span, Role.HEADING)
        found = self.numbering.read(words)
        acts = _RUN_IN.match(words)
        if acts or (found and self.listing):
            self.listing = words.endswith(":") if acts else self.listing
            level, number = (found.level, found.number) if found else (1, None)
            return Block(piece.span, Role.OPERATIVE, level, number)
        if len(words) > _PROSE and words[-1] in ".;:" and not _GA_TITLE.match(words):
            return Block(piece.span, Role.PREAMBULAR)
        return None

    def _closes(self, words: str) -> bool:
        if len(words) > _TAIL:
            return False
        if _CLOSING.match(words):
            return True
        found = find_date(words)
        alone = bool(found) and found is not None and found[2] - found[1] >= len(words) - 3
        return self.part in ("after", "operative") and alone

    def _body(self, piece: Piece, words: str) -> Block:
        found = self.numbering.read(words)
        if found and (found.level > 1 or piece.tag[0] != "h"):
            return self._numbered(piece, found)
        if piece.tag[0] == "h" or _is_short_heading(words):
            return Block(piece.span, Role.HEADING)
        if self.part == "preamble" and not (_FINITE.match(words) and not PARTICIPLE.match(words)):
            return Block(piece.span, Role.PREAMBULAR)
        if self.part == "operative" and PARTICIPLE.match(words) and words.endswith((",", ", and")):
            return Block(piece.span, Role.PREAMBULAR)
        if self.part in ("annex", "after"):
            return Block(piece.span, Role.PREAMBULAR if _DECLARING.match(words) else Role.PARAGRAPH)
        return Block(piece.span, Role.OPERATIVE, level=1)

    def _numbered(self, piece: Piece, found: Numbered) -> Block:
        if found.level == 1:
            self.part = "annex" if self.annexed else "operative"
        role = Role.PREAMBULAR if self.part == "preamble" else Role.OPERATIVE
        return Block(piece.span, role, found.level, found.number)


def _is_short_heading(words: str) -> bool:
    if not words or len(words) > 200:
        return False
    if _HEADING.match(words) and len(words) < 160 and words[-1] not in ".;,":
        return True
    if words[-1] in '.;:,”"' or words.endswith((" and", " or", "; and")):
        return False
    return not PARTICIPLE.match(words) or len(words) < 60


def read(page: Page, _: Judgement) -> Parts:
    """Return title, preambular and operative paragraphs with numbers and levels, and annexes."""
    walk = Walk(run_in=not any(_opens(page, piece) for piece in page.pieces))
    blocks = [_as_stated(page, walk.block(page, piece), piece) for piece in page.pieces]
    if not walk.titled:
        blocks = _titled(page, blocks)
    return Parts(tuple(blocks), _facts(page, blocks))


_STATED = {"preambular": Role.PREAMBULAR, "operative": Role.OPERATIVE}


def _as_stated(page: Page, block: Block, piece: Piece) -> Block:
    """Let a source that types its paragraphs say which ones are preambular.

    What it calls so although the body acts in it ("Adopts the declaration …") is operative.
    """
    stated = _STATED.get(piece.field)
    if stated is None or block.role not in (Role.PREAMBULAR, Role.OPERATIVE, Role.PARAGRAPH):
        return block
    words = page.read(piece)[:160]
    acts = words[:1].isupper() and _FINITE.match(words) and not PARTICIPLE.match(words)
    if block.role is Role.OPERATIVE and acts:
        return block
    return Block(block.span, stated, block.level, block.number)


def _titled(page: Page, blocks: list[Block]) -> list[Block]:
    """Make the longest line before the opening the title, where none is numbered as such."""
    front: list[int] = []
    for at, block in enumerate(blocks):
        if block.role is Role.PREAMBULAR:
            break
        words = _words(page, block)
        if block.role is Role.HEADER and not (
            find_date(words) or _ADOPTED.match(words) or words.startswith("[")
        ):
            front.append(at)
    if front:
        best = max(front, key=lambda at: len(_words(page, blocks[at])))
        blocks[best] = Block(blocks[best].span, Role.TITLE)
    return blocks


def _words(page: Page, block: Block) -> str:
    return " ".join(page.plain[block.span.start : block.span.end].split())


def _facts(page: Page, blocks: list[Block]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    edge = next(
        (at for at, block in enumerate(blocks) if block.role is Role.PREAMBULAR), len(blocks)
    )
    front = [block for block in blocks[:edge] if block.role is not Role.FURNITURE]
    back = [block for block in blocks[edge:] if block.role is Role.HEADER]
    for block in [*[b for b in front if _ADOPTED.match(_words(page, b))], *back, *front]:
        for key in ("date", "session", "meetings"):
            note(page, block.span, key, facts)
    for block in front:
        _note(page, block, facts)
    _adopting(page, blocks, facts)
    _named(page, facts)
    return {**facts, **page.facts}


def _adopting(page: Page, blocks: list[Block], facts: dict[str, Fact]) -> None:
    """Note the adopting body by the line with which the text opens ("The Security Council,")."""
    for block in blocks if "body" not in facts else ():
        if block.role is Role.PREAMBULAR and OPENING.match(words := _words(page, block)):
            name = re.sub(r"\A\W*[Tt][Hh][Ee] |\W+\Z", "", words)
            facts["body"] = Fact(name.title() if name.isupper() else name, block.span)
            return


def _note(page: Page, block: Block, facts: dict[str, Fact]) -> None:
    """Note symbol, title and adopting body where a line of the head gives them."""
    line = page.plain[block.span.start : block.span.end]
    start = block.span.start
    symbol = _SYMBOL.search(line)
    if symbol and "symbol" not in facts and not line.lstrip().startswith("["):
        facts["symbol"] = Fact(
            symbol.group().replace(" ", ""), Span(start + symbol.start(), start + symbol.end())
        )
    adopted = _ADOPTED.match(line)
    if adopted and adopted.group("body") and "body" not in facts:
        facts["body"] = Fact(
            adopted.group("body"), Span(start + adopted.start("body"), start + adopted.end("body"))
        )
    if block.role is not Role.TITLE:
        return
    numbered, council = _GA_TITLE.match(line), _SC_TITLE.match(line)
    if numbered:
        at = start + numbered.start("title")
        facts["title"] = Fact(
            " ".join(page.plain[at : block.span.end].split()), Span(at, block.span.end)
        )
        number = numbered.group("number").replace(" ", "")
        series = "E/RES" if re.match(r"\d{4}/", number) else "A/RES"
        facts.setdefault(
            "symbol", Fact(f"{series}/{number}", Span(start, start + numbered.end("number")))
        )
    elif council:
        facts["title"] = Fact(" ".join(line.split()), block.span)
        number = council.group("number").replace(" ", "")
        facts.setdefault("symbol", Fact(f"S/RES/{number}", Span(start, start + council.end())))
    else:
        facts["title"] = Fact(" ".join(line.split()), block.span)


_NAMED = re.compile(r"(?P<body>[AES])_RES_(?P<rest>[\w().-]+)\Z")


def _named(page: Page, facts: dict[str, Fact]) -> None:
    found = _NAMED.match(page.source.name)
    if found and "symbol" not in facts:
        facts["symbol"] = Fact(f"{found.group('body')}/RES/{found.group('rest').replace('_', '/')}")
