"""The shape files as one graph in N-Triples, read once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import EnvironmentFailure
from kg.mapping.terms import merged

HOUSE = "house.ttl"


@cache
def data_shapes() -> str:
    """Return the shapes for data: every file of ``shapes/`` but the house rules."""
    folder = resources.path("shapes")
    files = [file for file in sorted(folder.glob("*.ttl")) if file.name != HOUSE]
    if not files:
        raise EnvironmentFailure(f"{folder}: no shapes are here; reinstall rostrum")
    return _ntriples(files)


@cache
def house_shapes() -> str:
    """Return the shapes over the vocabulary and the shapes themselves."""
    return _ntriples([resources.path("shapes") / HOUSE])


def house_data() -> str:
    """Return what the house rules look at: the ontology, its schemes, all shapes."""
    ontology = resources.path("ontology")
    files = [*ontology.glob("*.ttl"), *ontology.glob("schemes/*.ttl")]
    return _ntriples(sorted([*files, *resources.path("shapes").glob("*.ttl")]))


def _ntriples(files: list[Path]) -> str:
    return merged((file.name, file.read_bytes()) for file in files)
