"""What a build did: a value for programs, ``run.json`` beside the store for everyone else."""

from __future__ import annotations

import os
import platform
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from kg.building.assembling import Entry, issue_json
from kg.building.documents import Built, Failed
from kg.model.layout import Form


@dataclass(slots=True)
class Clock:
    """The seconds that each stage of a build took, and the memory of its processes."""

    workers: int
    started: float = field(default_factory=time.time)
    stages: dict[str, float] = field(default_factory=dict)
    peak_bytes: int = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a block, and note the most memory that all processes held by its end."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = round(time.perf_counter() - begun, 3)
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            together = own + (self.workers * child if name == "documents" else 0)
            self.peak_bytes = max(self.peak_bytes, together * 1024)

    @property
    def seconds(self) -> float:
        """The seconds since the build began."""
        return time.time() - self.started


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, for people and programs.

    ``peak_bytes`` bounds the resident memory of all processes from above: the parent's most
    plus the largest worker's most times the number of workers.
    """

    store: Path
    entries: tuple[Entry, ...]
    reused: int
    duplicates: tuple[str, ...]
    failures: tuple[Failed, ...]
    quads: int
    graphs: int
    characters: int
    seconds: float
    stages: dict[str, float]
    peak_bytes: int
    locations: dict[str, str]

    @property
    def built(self) -> list[Built]:
        """The documents in the graph."""
        return [entry.built for entry in self.entries if entry.in_graph]

    @property
    def not_meetings(self) -> list[Built]:
        """The pages that were read and are no meeting documents."""
        return [e.built for e in self.entries if e.built.form == Form.OTHER.value]

    @property
    def invalid(self) -> list[Built]:
        """The documents whose graph breaks a shape; they are not in the graph."""
        return [entry.built for entry in self.entries if entry.built.violations]

    @property
    def exit_code(self) -> int:
        """0 when every document is in the graph or no meeting document, else 1."""
        return 1 if self.failures or self.invalid else 0

    @property
    def rates(self) -> dict[str, float]:
        """Documents, characters and quads a second, over the stages that handle them."""
        fresh = len(self.entries) - self.reused
        return {
            "documents_per_second": self._rate(fresh, "documents"),
            "characters_per_second": self._rate(self.characters, "documents"),
            "indexed_quads_per_second": self._rate(self.quads, "indexing"),
        }

    def _rate(self, done: int, stage: str) -> float:
        """Return how many a second a stage did; 0 where it did not run."""
        seconds = self.stages.get(stage, 0.0)
        return round(done / seconds, 2) if seconds else 0.0

    def to_json(self) -> dict[str, object]:
        """Return the report as JSON values: totals, rates, and every finding of a document."""
        return {
            "store": str(self.store),
            "documents": len(self.built),
            "reused": self.reused,
            "quads": self.quads,
            "graphs": self.graphs,
            "seconds": round(self.seconds, 3),
            "stages": self.stages,
            "rates": self.rates,
            "peak_bytes": self.peak_bytes,
            "not_meetings": [page.location for page in self.not_meetings],
            "duplicates": list(self.duplicates),
            "failures": [_failure(failure) for failure in self.failures],
            "invalid": {page.location: list(page.violations) for page in self.invalid},
            "issues": {
                page.name: [issue_json(issue) for issue in page.issues]
                for page in self.built
                if page.issues
            },
        }


def run_json(report: BuildReport, clock: Clock) -> dict[str, object]:
    """Return what ``run.json`` holds: the report, the machine and the clock."""
    return {
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(clock.started)),
        **report.to_json(),
        "workers": clock.workers,
        "machine": {
            "cores": os.cpu_count(),
            "system": platform.platform(),
            "python": platform.python_version(),
            "pyoxigraph": version("pyoxigraph"),
        },
        "locations": report.locations,
    }


def _failure(failure: Failed) -> dict[str, str]:
    return {
        "location": failure.location,
        "stage": failure.stage,
        "error": failure.error,
        "message": failure.message,
    }
