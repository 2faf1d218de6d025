"""What a validation found, in the same form whichever engine looked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model.source import Severity

BLANK = "_:"


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that a shape objects to.

    ``focus`` is the IRI of the node that was looked at ("_:" for any blank node), ``path`` the property path in SPARQL
    syntax (``None``: the node itself), ``component`` the local name of the SHACL constraint
    ("MinCount"), ``value`` what was found there (an IRI or the characters of a literal,
    ``None`` if the objection is to a lack), ``shape`` the local name of our shape.
    """

    focus: str
    path: str | None
    component: str
    severity: Severity
    message: str
    value: str | None
    shape: str

    def key(self) -> tuple[str, str, str, str, str, str, str]:
        """Return what results are ordered by: the worst first, then by node."""
        rank = {Severity.VIOLATION: "0", Severity.WARNING: "1", Severity.INFO: "2"}
        return (
            rank[self.severity], self.focus, self.shape, self.component,
            self.path or "", self.value or "", self.message,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation, in a fixed order; only violations stand against it.

    >>> Report.of([Result("urn:a", None, "Class", Severity.WARNING, "m", None, "s")]).conforms
    True
    """

    results: tuple[Result, ...] = ()

    @classmethod
    def of(cls, results: Iterable[Result]) -> Report:
        """Return a report of these results, each once."""
        return cls(tuple(sorted(set(results), key=Result.key)))

    @property
    def conforms(self) -> bool:
        """Whether nothing is a violation."""
        return not self.count(Severity.VIOLATION)

    def count(self, severity: Severity) -> int:
        """Return how many results have that severity."""
        return sum(result.severity == severity for result in self.results)

    def summary(self) -> str:
        """Say in one line what was found.

        >>> Report().summary()
        'conforms'
        """
        counts = [(self.count(severity), severity.value) for severity in reversed(Severity)]
        found = ", ".join(f"{n} {name}{'s' if n > 1 else ''}" for n, name in counts if n)
        verdict = "conforms" if self.conforms else "does not conform"
        return f"{verdict}: {found}" if found else verdict
