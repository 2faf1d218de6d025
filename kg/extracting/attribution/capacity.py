"""In which capacity a speaker says that he speaks."""

from __future__ import annotations

import re

from kg.extracting.attribution.tokens import Tokens

_OBSERVER = re.compile(
    r"\b(?:(?:its|his|her|their|the)\s+capacity\s+as\s+(?:an?\s+)?(?:\w+\s+)?observers?|as\s+an\s+observer|as\s+observers)\b"
)
_NATIONAL = re.compile(r"\b(?:in|his|her|its)\s+(?:(?:his|her|its|a)\s+)?national\s+capacity")
_OWN = re.compile(
    r"\b(?:[Ss]peaking|[Ss]poke|[Ss]peaks|[Oo]n behalf)(?: also| again| now| then)? (?:for|on behalf of|of) (?:his|her|its) (?:own )?"
    r"(?:country|delegation|Government|nation)\b|\bas (?:an? |the )?national (?:representative|delegate)\b"
)
_AS_REPRESENTATIVE = re.compile(
    r"\b(?:capacity|[Ss]peaking(?:\s+now|\s+then)?)\s+as\s+(?:the\s+)?(?:national\s+)?representative\s+of\s+"
)


def capacity_of(tokens: Tokens) -> str | None:
    """Return "observer" or "national" where the sentence says so outside quotations."""
    if not tokens.starts:
        return None
    start, end = tokens.starts[0], tokens.ends[-1]
    for name, pattern in (("observer", _OBSERVER), ("national", _NATIONAL)):
        match = pattern.search(tokens.text, start, end)
        if match and not any(left <= match.start() < right for left, right in tokens.quotes):
            return name
    return "national" if _AS_REPRESENTATIVE.search(tokens.text, start, end) else None


def leaves_group(tokens: Tokens) -> bool:
    """Whether a speaker for a group goes on for his own country alone."""
    return capacity_of(tokens) == "national" or bool(
        _OWN.search(tokens.text, tokens.starts[0], tokens.ends[-1])
    )


def represented(tokens: Tokens) -> str | None:
    """Return the State of "in his capacity as representative of X"."""
    match = _AS_REPRESENTATIVE.search(tokens.text, tokens.starts[0], tokens.ends[-1])
    if match is None:
        return None
    for i, mention in tokens.mentions.items():
        if tokens.starts[i] >= match.end() - 1:
            return mention.ids[0]
    return None
