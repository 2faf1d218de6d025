"""``rostrum build``: documents in, a published generation of a store and a report out."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from pathlib import Path

from kg import __version__
from kg.building.assembling import Assembled, Entry, Spool, assemble, to_json
from kg.building.catalogue import fixed_graphs
from kg.building.corrections import digests
from kg.building.documents import Failed, Outcome
from kg.building.fingerprint import run_fingerprint
from kg.building.reporting import BuildReport, Clock, run_json
from kg.building.reusing import (
    REBUILD_FROM,
    Previous,
    changes,
    derive_index,
    known_hashes,
    previous,
    take_over,
    take_over_index,
)
from kg.building.workers import build_all, processes
from kg.iris import Iris
from kg.model.source import Source
from kg.reading import Failure, sources
from kg.settings import Settings
from kg.storing import generations, index
from kg.storing.generations import Generation
from kg.storing.publishing import file_hash, reach

__all__ = ["BuildReport", "Options", "Progress", "build"]


@dataclass(frozen=True, slots=True)
class Options:
    """How a build runs; none of it changes the graph.

    ``cluster`` is the address of a Dask scheduler whose workers build the documents. Without
    ``index`` the store holds the graph as N-Quads only: nothing can be asked of it.
    """

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    document_seconds: float = 60.0
    reuse: bool = True
    cluster: str | None = None
    index: bool = True


Progress = Callable[[Outcome | str], None]
"""Is told every outcome, and the name of every stage as it begins."""


class _Intake:
    """Sort the incoming documents into failures, duplicates, reused and new ones."""

    def __init__(self, old: Previous) -> None:
        self._old = old
        self.reused: list[Entry] = []
        self.failures: list[Failed] = []
        self.duplicates: list[str] = []
        self.locations: dict[str, str] = {}
        self.characters = 0

    def fresh(self, found: Iterable[Source | Failure]) -> Iterator[Source]:
        """Yield the sources that must be built."""
        for item in found:
            if isinstance(item, Failure):
                reason = item.message.removeprefix(f"{item.location}: ")
                self.failures.append(Failed(item.location, reason, error="UnreadableDocument"))
            elif item.sha256 in self.locations:
                first = self.locations[item.sha256]
                self.duplicates.append(f"{item.location}: the same bytes as {first}; read once")
            else:
                self.locations[item.sha256] = item.location
                if (entry := self._old.find(item)) is None:
                    self.characters += len(item.text)
                    yield item
                else:
                    self.reused.append(entry)


def build(
    paths: Sequence[Path],
    store: Path,
    settings: Settings,
    options: Options | None = None,
    progress: Progress = lambda outcome: None,
) -> BuildReport:
    """Build ``paths`` into ``store`` and publish the result; the old graph stays until then.

    The graph is exactly that of ``paths``: documents no longer given disappear. Documents
    whose bytes, code and data have not changed are taken over unread.

    Raises:
        StoreError: the store cannot be written; the old graph is still there.
    """
    options = options or Options()
    clock = Clock(options.workers)
    with generations.building(store) as generation:
        with clock.stage("checking"):
            old = previous(store, settings) if options.reuse else Previous()
        intake = _Intake(old)
        with clock.stage("documents"):
            entries = _collect(intake, paths, generation, (settings, options, progress))
        reach("collected")
        finish = _Finish(generation, old, settings, clock, progress, indexed=options.index)
        assembled = finish.run(entries)
        report = _report(store, intake, assembled, clock)
        _write_json(generation.run, run_json(report, clock))
        reach("described")
        progress("publishing")
    return report


def _report(store: Path, intake: _Intake, assembled: Assembled, clock: Clock) -> BuildReport:
    return BuildReport(
        store=store,
        entries=assembled.entries,
        reused=len(intake.reused),
        duplicates=tuple(intake.duplicates),
        failures=tuple(sorted(intake.failures, key=lambda failed: failed.location)),
        quads=assembled.quads,
        graphs=assembled.graphs,
        characters=intake.characters,
        seconds=clock.seconds,
        stages=clock.stages,
        peak_bytes=clock.peak_bytes,
        locations=intake.locations,
    )


def _collect(
    intake: _Intake,
    paths: Sequence[Path],
    generation: Generation,
    how: tuple[Settings, Options, Progress],
) -> list[Entry]:
    """Build what is new; return the entries of all documents, blocks in the spool."""
    settings, options, progress = how
    entries = []
    fresh = intake.fresh(sources(paths, settings))
    with closing(Spool(_spool(generation))) as spool:
        for outcome in _outcomes(fresh, settings, options):
            progress(outcome)
            if isinstance(outcome, Failed):
                intake.failures.append(outcome)
            else:
                entries.append(spool.add(outcome))
    for entry in intake.reused:
        progress(entry.built)
    return entries + intake.reused


def _outcomes(fresh: Iterable[Source], settings: Settings, options: Options) -> Iterator[Outcome]:
    if options.cluster is None:
        hired = processes(options.workers, settings, run_fingerprint(settings))
    else:
        from kg.building.cluster import cluster

        hired = cluster(options.cluster, settings, run_fingerprint(settings))
    with hired as crew:
        yield from build_all(fresh, crew, options.document_seconds)


def _spool(generation: Generation) -> Path:
    return generation.path / "spool"


@dataclass(frozen=True, slots=True)
class _Finish:
    """Write graph, index, documents and manifest of a generation."""

    generation: Generation
    old: Previous
    settings: Settings
    clock: Clock
    progress: Progress
    indexed: bool

    def run(self, entries: list[Entry]) -> Assembled:
        iris = Iris(self.settings.base)
        differing = changes(self.old, entries, iris)
        if not differing.share and not differing.gone:
            with self.clock.stage("assembling"):
                assembled = take_over(self.old, entries, iris, self.generation)
                if self.indexed and self.old.is_indexed:
                    take_over_index(self.old, self.generation)
        else:
            self.progress("assembling")
            with self.clock.stage("assembling"):
                fixed = fixed_graphs(entries, self.settings)
                assembled = assemble(entries, fixed, iris, self.generation.graph)
            _spool(self.generation).unlink()
            reach("assembled")
            if self.indexed and self.old.is_indexed and differing.share < REBUILD_FROM:
                moving = {name: fixed[name] for name in (iris.named_graph("catalogue"),)}
                with self._indexing():
                    derive_index(self.old, self.generation, assembled, differing, (iris, moving))
        if self.indexed and not self.generation.index.exists():
            with self._indexing():
                index.make(self.generation.index, self.generation.graph, assembled.quads)
        _spool(self.generation).unlink(missing_ok=True)
        reach("indexed")
        self._describe(assembled)
        return assembled

    def _indexing(self) -> AbstractContextManager[None]:
        self.progress("indexing")
        return self.clock.stage("indexing")

    def _describe(self, assembled: Assembled) -> None:
        generation = self.generation
        lines = "".join(to_json(entry) + "\n" for entry in assembled.entries)
        generation.documents.write_text(lines, encoding="utf-8")
        generation.known.update(known_hashes(self.old, generation))
        generation.known[generation.graph.name] = assembled.sha256
        manifest = {
            "rostrum": __version__,
            "fingerprint": run_fingerprint(self.settings),
            "base": self.settings.base,
            "graph": {"sha256": assembled.sha256, "quads": assembled.quads},
            "graphs": assembled.graphs,
            "documents": len(assembled.entries),
            "corrections": digests(self.settings.corrections),
            "documents_sha256": file_hash(generation.documents),
        }
        _write_json(generation.manifest, manifest)


def _write_json(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
