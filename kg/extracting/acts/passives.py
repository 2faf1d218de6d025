"""Measures told in the passive: "a national plan had been adopted", "laws were enacted in her country"."""

from __future__ import annotations

from kg.extracting.acts.clauses import Clause
from kg.extracting.acts.cue import Cue
from kg.extracting.acts.subjects import View, subject
from kg.extracting.acts.tokens import FINITE, HAVE
from kg.extracting.acts.words import words

_HOMELANDS, _OWNERS = words("homeland"), frozenset({"his", "her", "their"})
_WITHIN = frozenset({"in", "across", "throughout", "within"})


def national(view: View, clause: Clause, at: int) -> Cue | None:
    """Decide a measure of the speaker's State in the passive, its auxiliary at token ``at``."""
    tokens = view.tokens
    auxiliary = tokens.words[at]
    if view.body or view.first or view.collective or auxiliary not in FINITE:
        return None
    main = tokens.forward(at + 1)
    if auxiliary in HAVE:
        main = tokens.forward(main + 1) if tokens.word(main) == "been" else len(tokens)
    form = view.lexicon.conduct.get(tokens.word(main))
    if form is None or "participle" not in form.kinds or tokens.word(main + 1) == "by":
        return None
    found = subject(view, at)
    named = auxiliary in HAVE and "national" in tokens.words[found.begin : at]
    deed = view.lexicon.conduct_kinds[form.verb] == "deed"
    if not named and not (deed and _at_home(view, clause, main)):
        return None
    return Cue("action", "own:national", at, main + 1, found)


def _at_home(view: View, clause: Clause, main: int) -> bool:
    """Whether the clause says that it was done in the speaker's own country."""
    said = view.tokens.words
    return any(
        said[at] in _WITHIN
        and (at + 1 in view.own or (said[at + 1] in _OWNERS and said[at + 2] in _HOMELANDS))
        for at in range(clause.begin, min(main + 6, clause.end) - 2)
    )
