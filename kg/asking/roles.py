"""Who acts and who is acted on: the place of a name among the words before it."""

from __future__ import annotations

import re

from kg.asking.lexicon import lexicon, stem

_TURNED = 0.45
_ASIDE = 0.85
_UNTOLD = 0.98
_ACTS, _ACTED_ON = "acts", "acted on"
_SUBJECT = re.compile(
    r"(?:^|\b(?:do|does|did|has|have|had|is|are|was|were|will|by))(?: the)? ?$", re.IGNORECASE
)
_BEFORE = re.compile(r"(\{stance\}|(?<![^\W_])[^\W_]+)(?: the)? $")
_BESIDE = frozenset({"for", "about"})
"""Words after which a name is neither one that acts nor one acted on; they differ in themselves."""
_TOWARDS = frozenset({"on", "upon", "to", "toward", "towards", "against", "{stance}"})
"""Words after which, as after verbs, a name is acted on."""


def role(text: str, start: int) -> str:
    """Return whether the name at ``start`` acts, or is acted on or spoken of, where one can tell.

    >>> role("whom does Chad thank", 10), role("who thanks Chad", 11), role("votes of Chad", 9)
    ('acts', 'acted on', '')
    """
    before = text[max(0, start - 20) : start].casefold()
    if _SUBJECT.search(before):
        return _ACTS
    word = match[1] if (match := _BEFORE.search(before)) else ""
    if word in _BESIDE:
        return word
    verb = word in lexicon().single or stem(word) in lexicon().single
    return _ACTED_ON if word in _TOWARDS or (verb and word not in lexicon().stops) else ""


def likeness(one: str, other: str) -> float:
    """Compare two roles; both known and not the same, a name that acts is the worst confusion."""
    if one == other:
        return 1.0
    if not one or not other:
        return _UNTOLD
    return _TURNED if _ACTS in {one, other} else _ASIDE
