"""Names that the register knows in another spelling: "Pacific small island developing States"."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model.mentions import Gazetteer, Kind

_SMALL = frozenset(
    {"of", "the", "for", "and", "on", "in", "to", "against", "with", "from", "by", "at"}
)


@dataclass(slots=True)
class Resolver:
    """Asks the gazetteer again, with capitals, about the words after "speaking for" and the like.

    A second question costs more than the first, so only names that nothing was found for are
    asked about, each once.
    """

    gazetteer: Gazetteer | None = None
    _known: dict[str, tuple[str, int] | None] = field(default_factory=dict)

    def find(self, words: str) -> tuple[str, int] | None:
        """Return the party or group whose name begins ``words``, and of how many words it is."""
        if self.gazetteer is None:
            return None
        if words not in self._known:
            self._known[words] = self._ask(self.gazetteer, capitalised(words))
        return self._known[words]

    @staticmethod
    def _ask(gazetteer: Gazetteer, name: str) -> tuple[str, int] | None:
        for mention in gazetteer.mentions(name):
            if mention.span.start == 0 and mention.kind in (Kind.PARTY, Kind.GROUP):
                count = len(name[: mention.span.end].split())
                return (mention.ids[0], count) if count > 1 else None
        return None


def capitalised(words: str) -> str:
    """Return ``words`` as a title.

    >>> capitalised("Office for disaster risk reduction")
    'Office for Disaster Risk Reduction'
    """
    return " ".join(
        word if word in _SMALL else word[:1].upper() + word[1:] for word in words.split()
    )
