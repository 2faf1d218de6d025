"""A graph small enough for slow readers, which still has every kind of graph but the registers."""

from __future__ import annotations

import pytest

from kg.building.build import BuildReport
from kg.storing.generations import Generation, current


@pytest.fixture(scope="session")
def generation(built: BuildReport) -> Generation:
    return current(built.store)


@pytest.fixture(scope="session")
def small(generation: Generation, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Documents, catalogue and schemes, but a part only of the registers and links."""
    folder = tmp_path_factory.mktemp("small")
    taken: dict[bytes, int] = {}
    with generation.graph.open("rb") as lines, (folder / "graph.nq").open("wb") as out:
        for line in lines:
            graph = line.rsplit(b" ", 2)[1]
            taken[graph] = taken.get(graph, 0) + 1
            if b"/graph/document/" in graph or taken[graph] <= 400:
                out.write(line)
    return Generation(folder)
