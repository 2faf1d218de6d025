"""What a build takes over from the generation in force, and what that saves.

Equal fingerprint, base and document bytes make equal graphs, so an unchanged document costs
its hash. The old generation must be whole, byte for byte, before anything of it is used: a
damaged store is repaired by building again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.building.assembling import Assembled, Blocks, Entry, Place, from_json, name_documents
from kg.building.corrections import digests, names
from kg.building.fingerprint import run_fingerprint
from kg.errors import StoreError
from kg.iris import Iris
from kg.model.layout import Form
from kg.model.source import Source
from kg.settings import Settings
from kg.storing import generations, index, publishing
from kg.storing.generations import Generation

REBUILD_FROM = 0.25


@dataclass(frozen=True, slots=True)
class Previous:
    """The generation in force, as far as a build with the same code and data may use it.

    Of the documents that an overlay may name by one of ``touched`` an overlay says something else now.
    """

    generation: Generation | None = None
    manifest: Mapping[str, Any] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()

    def find(self, source: Source) -> Entry | None:
        """Return the entry of an unchanged document."""
        entry = self.entries.get(source.sha256)
        if entry is None or self._is_touched(entry):
            return None
        if (entry.built.name, entry.built.url) != (source.name, source.url):
            return None
        return Entry(replace(entry.built, location=source.location), entry.place)

    @property
    def is_indexed(self) -> bool:
        """Whether it was built with an index."""
        return self.generation is not None and self.generation.index.exists()

    @property
    def graphs(self) -> dict[_Key, int]:
        """The documents in its graph and their quads."""
        return _graphs((entry, entry.built.document) for entry in self.entries.values())

    @property
    def changed(self) -> frozenset[_Key]:
        """Those of its documents of which an overlay of corrections says something else now."""
        touched = filter(self._is_touched, self.entries.values())
        return frozenset(_graphs((entry, entry.built.document) for entry in touched))

    def _is_touched(self, entry: Entry) -> bool:
        return not self.touched.isdisjoint(names(entry.built.keys, entry.built.sha256))


_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """How the documents of a new graph differ from the old.

    ``gone`` and ``added`` are IRIs of documents; ``share`` is how many quads come and go, as a
    share of the old graph's.
    """

    gone: frozenset[str]
    added: frozenset[str]
    share: float


def previous(store: Path, settings: Settings) -> Previous:
    """Return what of the generation in force may be used again; nothing where it is damaged."""
    try:
        generation = generations.current(store)
        manifest = json.loads(generation.manifest.read_text(encoding="utf-8"))
        if (manifest["fingerprint"], manifest["base"]) != (
            run_fingerprint(settings),
            settings.base,
        ):
            return Previous()
        if any(publishing.findings(generation.path, generation.sealed)):
            return Previous()
        lines = generation.documents.read_text(encoding="utf-8").splitlines()
        found = [from_json(line, generation.graph) for line in lines]
    except (StoreError, OSError, ValueError, KeyError, TypeError):
        return Previous()
    usable = [e for e in found if e.place or e.built.form == Form.OTHER.value]
    touched = _corrected(manifest.get("corrections", {}), digests(settings.corrections))
    return Previous(generation, manifest, {e.built.sha256: e for e in usable}, touched)


def _corrected(before: Mapping[str, str], after: Mapping[str, str]) -> frozenset[str]:
    """Return the documents of which an overlay of corrections says something else now."""
    return frozenset(key for key, _ in before.items() ^ after.items())


def changes(old: Previous, entries: Iterable[Entry], iris: Iris) -> Changes:
    """Compare the documents that will be in the graph with those that are."""
    before, after = old.graphs, _graphs(name_documents(entries, iris))
    anew = old.changed & before.keys() & after.keys()
    gone, added = (before.keys() - after.keys()) | anew, (after.keys() - before.keys()) | anew
    touched = sum(before[key] for key in gone) + sum(after[key] for key in added)
    return Changes(
        frozenset(key[0] for key in gone),
        frozenset(key[0] for key in added),
        touched / old.manifest["graph"]["quads"] if before else 1.0,
    )


def take_over(old: Previous, entries: Sequence[Entry], iris: Iris, new: Generation) -> Assembled:
    """Use the graph of the old generation as it is: no document of it has changed."""
    assert old.generation is not None
    index.link(old.generation.graph, new.graph)
    placed, rest = [], []
    for entry, iri in name_documents(entries, iris):
        if entry.in_graph and entry.place is not None:
            place = Place(new.graph, entry.place.offset, entry.place.length)
            placed.append((place.offset, Entry(replace(entry.built, document=iri), place)))
        else:
            rest.append(Entry(entry.built, None))
    graph = old.manifest["graph"]
    ordered = (entry for _, entry in sorted(placed, key=lambda pair: pair[0]))
    return Assembled(graph["sha256"], graph["quads"], old.manifest["graphs"], (*ordered, *rest))


def take_over_index(old: Previous, new: Generation) -> None:
    """Use the index of the old generation as it is."""
    assert old.generation is not None
    new.index.mkdir()
    for file in sorted(old.generation.index.iterdir()):
        index.link(file, new.index / file.name)


def derive_index(
    old: Previous, new: Generation, assembled: Assembled, differing: Changes, fixed: Fixed
) -> None:
    """Make the index from the old one: graphs that changed go, their new quads come."""
    assert old.generation is not None
    iris, moving = fixed
    gone = [iris.graph(document) for document in sorted(differing.gone)] + sorted(moving)
    places = [
        entry.place
        for entry in assembled.entries
        if entry.place is not None and entry.built.document in differing.added
    ]
    with Blocks() as blocks:
        added = (blocks.read(place) for place in places)
        index.derive(new.index, old.generation.index, gone, (*moving.values(), *added))


Fixed = tuple[Iris, Mapping[str, bytes]]


def known_hashes(old: Previous, new: Generation) -> dict[str, str]:
    """Return the hashes of files that both generations share (hard links of the same file)."""
    if old.generation is None:
        return {}
    listed = publishing.sums(old.generation.path)
    return {
        name: digest
        for name, digest in listed.items()
        if (new.path / name).is_file() and (new.path / name).samefile(old.generation.path / name)
    }


def _graphs(named: Iterable[tuple[Entry, str]]) -> dict[_Key, int]:
    return {
        (iri, entry.built.sha256, entry.built.name): entry.built.quads
        for entry, iri in named
        if entry.in_graph
    }
