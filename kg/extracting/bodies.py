"""Which body met: from a symbol, or from the words of the text."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from kg import resources
from kg.extracting.figures import ORDINAL_WORD
from kg.extracting.names import stretch_left, stretch_right, words
from kg.model.layout import Layout, Role
from kg.model.source import Span

_HEAD = re.compile(
    r"\b(?:General Assembly|Security Council|(?:Sub)?[Cc]ommittee|[Cc]ommission|Council|Conference|"
    r"Forum|Assembly|Board|Working Group|Meeting of States Parties|Tribunal|Subcommittee)\b(?! of the Parties)"
)
_MEMBERS = re.compile(r"\b(?:193|15|five|fifteen|54|47|53|31|24|45|46)[- ](?:member|nation) $")
_ACTS = re.compile(
    r"(?: \([A-Z][^()]{2,60}\))?(?: (?:for|on) (?:those|these|that) [a-z]++)?(?:[^.;]{0,60}?\b(?:today|this (?:morning|afternoon))\b"
    r"|,? (?:also |then |today |further |first |again |unanimously )*(?:adopted|heard|met|decided|elected|"
    r"approved|considered|discussed|continued|concluded|resumed|opened|began|held|took up|turned|"
    r"will (?:reconvene|meet|resume|continue|next)|rejected|endorsed|observed|convened|went on|"
    r"took action|was told|was briefed|moved|agreed|voted|extended|recommended|forwarded|upheld|reaffirmed|"
    r"demanded|called (?:on|upon|for)|urged|requested|expressed|welcomed|appointed|established|wrapped up|passed|"
    r"debated|examined|began|tackled|delved|focused|reviewed|closed|ended)\b)"
)
_TOLD = re.compile(
    r"\b(?:told|tells|tell|before|briefed|brief|addressed|briefing|informed|warned|by|in|with) the "
    r"(?:15-member |193-member )?$"
)
# Bodies in whose series those below them are covered as well ("ECOSOC/6844-NGO/856").
_WIDE = ("General Assembly", "Economic and Social Council")
_QUOTED = re.compile(
    r"\b(?:formally known as|known formally as|officially known as|known as|called|of) (?:the )?“"
    r"(?P<name>[^“”]{10,400})”"
)
# How many sentences at both ends name the body; what lies between is mostly others' words.
_OPENING, _CLOSING = 40, 8


@cache
def _prefixes() -> tuple[tuple[str, str], ...]:
    rows = resources.rows("ontology/lexicons/body-symbols.tsv")
    return tuple(sorted(((r["prefix"], r["body"]) for r in rows), key=lambda p: -len(p[0])))


@cache
def _standard() -> frozenset[str]:
    return frozenset(body for _, body in _prefixes())


def body_of_symbol(symbol: str) -> str | None:
    """Return the body whose meetings a series of symbols covers.

    >>> body_of_symbol("GA/SHC/4375"), body_of_symbol("GA/12388"), body_of_symbol("S/PV.9123")
    ('Third Committee', 'General Assembly', 'Security Council')
    >>> body_of_symbol("A/79/PV.64"), body_of_symbol("DEV/3440")
    ('General Assembly', None)
    """
    for part in reversed(re.split(r"[-–](?=[A-Z]+/)", symbol)[1:]):
        if (body := body_of_symbol(part)) not in {None, *_WIDE}:
            return body
    plain = re.sub(r"^(A|E)/(?:S-|ES-)?\d+/(?=PV|SR)", r"\1/", symbol.replace(" ", ""))
    for prefix, body in _prefixes():
        if plain.startswith(prefix) and re.match(r"\d", plain[len(prefix) :]):
            return body
    return None


def body_of_text(layout: Layout) -> str | None:
    """Return the body that acts in the text, by the fullest name that the text gives it."""
    stated = layout.fact("body") or body_of_symbol(layout.fact("symbol") or "")
    if stated in _standard() and stated != "General Assembly":
        return stated
    names = _names(layout)
    if not names:
        return stated
    direct: Counter[str] = Counter()
    for name, weight in names:
        direct[name] += weight
    weights: Counter[str] = Counter()
    for name, weight in direct.items():
        weights[_fullest(name, direct)] += weight
    best = max(weights, key=lambda name: (weights[name], len(name)))
    if stated and not _same_body(stated, best):
        return stated
    return best if weights[best] > 1 or not stated else stated


def _same_body(stated: str, other: str) -> bool:
    """Whether a longer name of the text may be that of the body which the page states."""
    shared = set(words(stated)) & set(words(other))
    return _head(stated) == _head(other) and (len(shared) >= 2 or len(words(stated)) == 1)


def _fullest(name: str, direct: Counter[str]) -> str:
    """Return the full name that "the Commission" stands for: the best attested one.

    That is the name with all words of ``name`` and more, under the same head noun.
    """
    short = {word for word in words(name) if word not in ("united", "nations", "un")}
    fuller = [
        other
        for other in direct
        if len(words(other)) > len(short)
        and short <= set(words(other))
        and _heads_agree(name, other)
    ]
    if not short or not fuller:
        return name
    return max(fuller, key=lambda other: (direct[other], len(other)))


def _heads_agree(name: str, other: str) -> bool:
    """Whether both names have one head noun: its last word before "of", "on" or "for"."""
    return _head(name) == _head(other)


def _head(name: str) -> str:
    before = re.split(r" (?:of|on|for|to|in) ", name, maxsplit=1)[0]
    return before.split()[-1].lower() if before.split() else ""


def _names(layout: Layout) -> list[tuple[str, int]]:
    """Return the names of bodies with the weight of each mention, fullest at a formal notice."""
    found: list[tuple[str, int]] = []
    text = layout.plain
    last = len(layout.sentences) - _CLOSING
    for at, sentence in enumerate(layout.sentences):
        span = sentence.span
        if _OPENING <= at < last or layout.blocks[sentence.block].role is Role.FURNITURE:
            continue
        found.extend(
            (" ".join(match["name"].split()), 3 if at < 12 else 1)
            for match in _QUOTED.finditer(text, span.start, span.end)
            if _HEAD.search(match["name"])
        )
        named = _in_sentence(text, span, lead=at < 3)
        headline = layout.blocks[sentence.block].role is Role.TITLE
        found.extend(one for one in named if one[1] or not headline)
    return found


def _in_sentence(text: str, span: Span, *, lead: bool) -> list[tuple[str, int]]:
    found, after = [], span.start
    for match in _HEAD.finditer(text, span.start, span.end):
        if match.start() < after:
            continue
        start = stretch_left(text, match.start(), span.start)
        end = match.end()
        if re.match(r" (?:on|of|for|to|against)\b", text[end : span.end]):
            end = _named_to(text, end, span.end)
        after = end
        name = _cleaned(text[start:end])
        acts = bool(_ACTS.match(text, end, span.end))
        told = bool(_TOLD.search(text, max(span.start, start - 40), start))
        weight = (2 if acts else 0) + (1 if told else 0)
        if weight:
            found.append((name, weight * (4 if lead else 1)))
        elif name[:1].isupper():
            found.append((name, 0))
    return found


def _named_to(text: str, end: int, limit: int) -> int:
    """Return the end of a body's name; its ordinals may be small ("for the fifth … Conference")."""
    stop = stretch_right(text, end, limit)
    lower = re.compile(
        r" (?:for|of|on|to) the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) "
        r"(?=[A-Z])"
    )
    if stop == end and (match := lower.match(text, end, limit)):
        stop = stretch_right(text, match.end() - 1, limit)
    return stop


def _cleaned(name: str) -> str:
    """Return a body's name without what only counts it: its members, its session.

    >>> _cleaned("Fifty-second General Assembly"), _cleaned("193-member Assembly")
    ('General Assembly', 'Assembly')
    """
    plain = " ".join(name.split())
    plain = re.sub(r"^\d+-(?:[Mm]ember|nation) ", "", plain)
    plain = re.sub(rf"^{ORDINAL_WORD} (?=General Assembly)", "", plain, flags=re.IGNORECASE)
    return re.sub(r" today$|[’']s$", "", plain)
