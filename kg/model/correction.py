"""What a person corrects in the extraction of a document."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.source import Span

SENTENCE_FIELDS = frozenset({"speaker", "behalf", "mode", "theme"})
"""Fields of the sentence in which the quote stands."""
ACT_FIELDS = frozenset({"act", "strength", "polarity"})
"""Fields of the act whose words are the quote."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of an overlay: ``old`` must be what the rules say, ``new`` is what holds.

    ``document`` is its symbol, its name, or its name and the beginning of its hash; ``quote``
    the text at ``span``; ``line`` the line in the overlay. Several parties are parted by ``|``.
    An empty ``old`` adds a theme or an act, an empty ``new`` takes one away (or the speaker).
    """

    document: str
    span: Span
    quote: str
    field: str
    old: str
    new: str
    who: str
    why: str
    line: int = 0

    @property
    def told(self) -> str:
        """What it wants, in words that do not change when the lines of the overlay move.

        >>> Correction("GA/1", Span(0, 5), "Chile", "speaker", "CHL", "", "A", "B").told
        'correction of “Chile”: speaker from CHL to nothing'
        """
        change = f"{self.field} from {self.old or 'nothing'} to {self.new or 'nothing'}"
        return f"correction of “{self.quote[:60]}”: {change}"
