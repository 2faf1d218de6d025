"""The whole description of a dataset: what it is, and the questions that can be put to it."""

from __future__ import annotations

import json

from kg.asking.executables import executables
from kg.exporting.description import NOWHERE, Access, dataset
from kg.iris import Iris
from kg.mapping.terms import nquads
from kg.storing.generations import Generation


def describe(generation: Generation, access: Access = NOWHERE) -> bytes:
    """Describe a generation as canonical N-Quads of the graph ``graph/description``.

    The same generation, version and ``access`` give the same bytes. The description is no part
    of the graph that it counts.

    Raises:
        DataError: an address of ``access`` is no IRI.
    """
    base = json.loads(generation.manifest.read_text(encoding="utf-8"))["base"]
    asked = executables(Iris(base), access.endpoint)
    return nquads([*dataset(generation, access), *asked])
