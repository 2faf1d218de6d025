"""Where a paragraph stands: its parent and the path by which it is cited."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ANNEX = re.compile(
    r"(?:annex|appendix|attachment|enclosure)(?: (?P<number>[ivxlc]+|\d{1,2}|[a-z]))?\b",
    re.IGNORECASE,
)


def annex(heading: str) -> str | None:
    """Return how an annex is cited that a heading opens.

    >>> annex("ANNEX II"), annex("Annexes to the Convention"), annex("Follow-up")
    ('annex II', None, None)
    """
    found = _ANNEX.match(heading)
    if found is None or len(heading) > 120:
        return None
    number = found["number"]
    return f"annex {number.upper()}" if number else "annex"


@dataclass(slots=True)
class Places:
    """Gives each paragraph of one document its path, unique within the document.

    >>> places = Places()
    >>> [places.numbered(n, l) for n, l in (("3", 1), ("(a)", 2), ("(i)", 3), ("4", 1))]
    [('3', None), ('3 (a)', '3'), ('3 (a) (i)', '3 (a)'), ('4', None)]
    >>> places.unnumbered("PP"), places.unnumbered("PP")
    (('PP1', None), ('PP2', None))
    """

    part: str = ""
    chapter: str = ""
    section: str = ""
    _open: dict[int, str] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _counts: dict[str, int] = field(default_factory=dict)

    def begin(self, part: str) -> None:
        """Begin a part whose numbers start anew: an annex, a resolution "B"."""
        self.part, self.chapter, self.section, self._open = part, "", "", {}

    def head(self, number: str, name: str) -> None:
        """Begin a section: "I" holds "A" and "B"; a title behind a bare number says its name.

        >>> places = Places()
        >>> for heading in ("I", "A"):
        ...     places.head(heading, heading)
        >>> places.chapter, places.section
        ('I', 'A')
        """
        bare = len(self.section) <= 5 and self.section.isupper()
        if not number and bare and not self._open:
            return
        if number and re.fullmatch(r"[IVX]+", number):
            self.chapter = ""
        elif number and re.fullmatch(r"[IVX]+", self.section):
            self.chapter = self.section
        self.section, self._open = number or name[:40], {}

    def numbered(self, number: str, level: int) -> tuple[str, str | None]:
        """Return path and parent of a numbered paragraph."""
        above = [key for key in self._open if key < level]
        parent = self._open[max(above)] if above else None
        path = self._unique(f"{parent} {number}" if parent else self._within(number))
        self._open = {key: value for key, value in self._open.items() if key < level}
        self._open[level] = path
        return path, parent

    def unnumbered(self, kind: str, level: int = 1) -> tuple[str, str | None]:
        """Return path and parent of a paragraph without number; a bullet belongs to the last."""
        above = [key for key in self._open if key < level]
        parent = self._open[max(above)] if above else None
        base = f"{parent} {kind}" if parent else self._within(kind)
        count = self._counts[base] = self._counts.get(base, 0) + 1
        return self._unique(f"{base}{count}"), parent

    def named(self, name: str) -> str:
        """Return the path of a paragraph that stands once in its part."""
        return self._unique(self._within(name))

    def _within(self, name: str) -> str:
        return f"{self.part}, {name}" if self.part else name

    def _unique(self, path: str) -> str:
        """Return a path that no other paragraph has: by its section, else by a count."""
        for within in (self.section, f"{self.chapter}, {self.section}"):
            if path in self._used and within.strip(", "):
                rest = path.removeprefix(f"{self.part}, ") if self.part else path
                longer = self._within(f"{within.strip(', ')}, {rest}")
                path = path if longer in self._used else longer
        wanted, count = path, 1
        while path in self._used:
            count += 1
            path = f"{wanted} [{count}]"
        self._used.add(path)
        return path
