"""For whom a speaker says that he speaks: "speaking for the African Group"."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extracting.attribution.tokens import Tokens
from kg.iris import slug

_CUE = re.compile(
    r"\b(?:(?:speaking|spoke|speaks|speak|statements?|delivered|made)(?:\s+(?:also|again|first|then|only))?\s+(?:for|on\s+behalf\s+of|in\s+the\s+name\s+of)"
    r"|(?:also|and)?\s*on\s+behalf\s+of|in\s+(?:his|her|its)\s+capacity\s+as\s+(?:Chair\w*|President|Coordinator|current Chair)\s+of)\s+",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:associat|align|endors|subscrib|support|echo|join|agree|concur|referr?|recall|welcom|refer|with the|to the)\w*\b[^.;]{0,50}"
    r"\b(?:statements?|interventions?|remarks|positions?|views?)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[ahmi_fcQd&]{0,8}?(?=[SOGNTA])")
_LISTED = re.compile(r"a?[SO](?:(?:,&?|&)a?[SO]){0,60}")
_NAME = re.compile(r"[NTiA](?:[aifypw&]{0,3}[NTOSABG]){0,14}(?:\(N\)[NT]?)?")
_GROUP_NOUN = re.compile(
    r"\b(?:Group|Alliance|Movement|Coalition|Community|Forum|States|Countries|Initiative|Caucus"
    r"|Union|Association|Friends|Organization|League|Platform|Partnership|Network|Council|Members|Party|Parties)\b",
    re.IGNORECASE,
)


_NO_NAMES = frozenset({"group", "group-of-countries", "group-of-states", "countries", "states"})
_COUNTRIES = re.compile(
    r"(?!(?:Member|all|many|several|some|other|most|both|those|these|these|participating|sponsoring|co-sponsoring) )(?!\d)"
    r"[\w’'-]+(?: [\w’'-]+){0,5}? (?:[Ss]tates|[Cc]ountries|[Nn]ations|[Ee]conomies|[Pp]arties)\b"
)


def has_cue(text: str) -> bool:
    """Whether a behalf may be stated at all; cheap."""
    return "behalf" in text or "peak" in text or "spoke" in text or "capacity" in text


def behalves(tokens: Tokens, own: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    """Return (offset of the cue, record id or ids joined by ``+``) in order.

    ``own`` are the speakers' own parties, which a list does not repeat.
    """
    if not tokens.starts:
        return []
    found: list[tuple[int, str]] = []
    for match in _CUE.finditer(tokens.text, tokens.starts[0], tokens.ends[-1]):
        if any(left <= match.start() < right for left, right in tokens.quotes):
            continue
        if _OTHERS.search(tokens.text[max(tokens.starts[0], match.start() - 90) : match.end()]):
            continue
        at = bisect_left(tokens.starts, match.end())
        named = _named(tokens, at, own)
        if named and not (found and found[-1][1] == named):
            found.append((match.start(), named))
    return found


def _named(tokens: Tokens, at: int, own: tuple[str, ...]) -> str | None:
    """Return the group or the States that stand at token ``at``."""
    code = tokens.code
    if code[at : at + 1] == "q" or code[at : at + 2] == "aq":
        return _quoted(tokens, at + code[at:].index("q"))
    skipped = _ITEM.match(code, at)
    at = skipped.end() if skipped else at
    if at >= len(code):
        return None
    if code[at] == "G":
        return tokens.mentions[at].ids[0]
    listed = _LISTED.match(code, at)
    return _states(tokens, listed, own) if listed else _unregistered(tokens, at)


def _unregistered(tokens: Tokens, at: int) -> str | None:
    """Return a group whose name the text does not write as the register does, or not at all."""
    code = tokens.code
    words = tokens.words(at, min(at + 9, len(code)))
    if respelled := tokens.resolver.find(words):
        return respelled[0]
    name = _NAME.match(code, at)
    if name and _GROUP_NOUN.search(named := tokens.words(at, name.end())):
        if slug(named) in _NO_NAMES:
            return None
        return "group:" + slug(named)
    group = code.find("G", at, at + 3)
    if group > 0:
        return tokens.mentions[group].ids[0]
    plain = _COUNTRIES.match(words)
    return "group:" + slug(plain.group()) if plain else None


def _states(tokens: Tokens, listed: re.Match[str], own: tuple[str, ...]) -> str | None:
    ids = [
        tokens.mentions[i].ids[0]
        for i in range(listed.start(), listed.end())
        if i in tokens.mentions
    ]
    if ids[0] == "org:un-secretariat":
        return None
    if ids[0].startswith("org:"):
        return ids[0] if ids[0] not in own else None
    others = [i for i in dict.fromkeys(ids) if i not in own and not i.startswith("org:")]
    return "+".join(others) or None


def _quoted(tokens: Tokens, at: int) -> str | None:
    inside = tokens.text[tokens.starts[at] : tokens.ends[at]].strip("“”\"'„«»,. ")
    if known := tokens.resolver.find(inside):
        return known[0]
    return "group:" + slug(inside) if _GROUP_NOUN.search(inside) else None
