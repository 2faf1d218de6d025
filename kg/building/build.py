"""``rostrum build``: documents in, a published generation of a store and a report out."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg import __version__
from kg.building.assembling import Assembled, Entry, Spool, assemble, from_json, to_json
from kg.building.catalogue import fixed_graphs
from kg.building.documents import Built, Failed, Outcome
from kg.building.fingerprint import fingerprint
from kg.building.verification import file_hash, index_hashes
from kg.building.workers import Crew, build_all
from kg.errors import StoreError
from kg.iris import Iris
from kg.model.layout import Form
from kg.model.source import Severity, Source
from kg.reading import Failure, sources
from kg.settings import Settings
from kg.storing import generations, index
from kg.storing.generations import Generation


@dataclass(frozen=True, slots=True)
class Options:
    """How a build runs; none of it changes the graph."""

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    document_seconds: float = 60.0
    reuse: bool = True


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, for people and programs."""

    store: Path
    entries: tuple[Entry, ...]
    reused: int
    duplicates: tuple[str, ...]
    failures: tuple[Failed, ...]
    quads: int
    graphs: int
    seconds: float
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


Progress = Callable[[Outcome], None]


class _Intake:
    """Sort the incoming documents into failures, duplicates, reused and new ones."""

    def __init__(self, previous: dict[str, Entry]) -> None:
        self._previous = previous
        self.reused: list[Entry] = []
        self.failures: list[Failed] = []
        self.duplicates: list[str] = []
        self.locations: dict[str, str] = {}

    def fresh(self, found: Iterable[Source | Failure]) -> Iterator[Source]:
        """Yield the sources that must be built."""
        for item in found:
            if isinstance(item, Failure):
                reason = item.message.removeprefix(f"{item.location}: ")
                self.failures.append(Failed(item.location, reason))
            elif item.sha256 in self.locations:
                first = self.locations[item.sha256]
                self.duplicates.append(f"{item.location}: the same bytes as {first}; read once")
            else:
                self.locations[item.sha256] = item.location
                if (entry := self._known(item)) is None:
                    yield item
                else:
                    self.reused.append(entry)

    def _known(self, source: Source) -> Entry | None:
        entry = self._previous.get(source.sha256)
        if entry is None or entry.built.name != source.name:
            return None
        return Entry(replace(entry.built, location=source.location), entry.place)


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
    started = time.time()
    with generations.building(store) as generation:
        try:
            intake = _Intake(_previous(store, settings) if options.reuse else {})
            entries = _collect(intake, paths, generation, (settings, options, progress))
            assembled = _finish(entries, generation, settings)
        except OSError as error:
            raise StoreError(
                f"{store}: writing failed ({error.strerror}); the old graph is untouched"
            ) from error
        _write_run(generation, intake, started)
    return BuildReport(
        store=store,
        entries=assembled.entries,
        reused=len(intake.reused),
        duplicates=tuple(intake.duplicates),
        failures=tuple(sorted(intake.failures, key=lambda failed: failed.location)),
        quads=assembled.quads,
        graphs=assembled.graphs,
        seconds=time.time() - started,
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
    spool = Spool(generation.path / "spool.nq")
    entries = []
    crew = Crew(options.workers, options.document_seconds)
    fresh = intake.fresh(sources(paths, settings))
    for outcome in build_all(fresh, settings, fingerprint(), crew):
        progress(outcome)
        if isinstance(outcome, Failed):
            intake.failures.append(outcome)
        else:
            entries.append(spool.add(outcome))
    spool.close()
    for entry in intake.reused:
        progress(entry.built)
    return entries + intake.reused


def _finish(entries: list[Entry], generation: Generation, settings: Settings) -> Assembled:
    """Write graph, index, documents and manifest of a generation."""
    fixed = fixed_graphs(entries, settings)
    assembled = assemble(entries, fixed, Iris(settings.base), generation.graph)
    (generation.path / "spool.nq").unlink()
    lines = "".join(to_json(entry) + "\n" for entry in assembled.entries)
    generation.documents.write_text(lines, encoding="utf-8")
    index.make(generation.index, generation.graph, assembled.quads)
    manifest = {
        "rostrum": __version__,
        "fingerprint": fingerprint(),
        "base": settings.base,
        "graph": {"sha256": assembled.sha256, "quads": assembled.quads},
        "graphs": assembled.graphs,
        "documents": len(assembled.entries),
        "documents_sha256": file_hash(generation.documents),
        "index": index_hashes(generation.index),
    }
    generation.manifest.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return assembled


def _previous(store: Path, settings: Settings) -> dict[str, Entry]:
    """Return the documents of the generation in force that need not be built again."""
    try:
        generation = generations.current(store)
        manifest = json.loads(generation.manifest.read_text(encoding="utf-8"))
        if (manifest["fingerprint"], manifest["base"]) != (fingerprint(), settings.base):
            return {}
        lines = generation.documents.read_text(encoding="utf-8").splitlines()
    except (StoreError, OSError, ValueError, KeyError):
        return {}
    found = [from_json(line, generation.graph) for line in lines]
    return {e.built.sha256: e for e in found if e.place or e.built.form == Form.OTHER.value}


def _write_run(generation: Generation, intake: _Intake, started: float) -> None:
    run = {
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
        "seconds": round(time.time() - started, 3),
        "failures": [
            {"location": failed.location, "message": failed.message} for failed in intake.failures
        ],
        "locations": intake.locations,
    }
    generation.run.write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")


def severe(built: Built) -> int:
    """Count the issues of a document that are more than notes."""
    return sum(issue.severity is not Severity.INFO for issue in built.issues)
