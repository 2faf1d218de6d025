"""Every export is read back by rdflib and compared with the canonical N-Quads."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Dataset, Graph

from kg.building.build import BuildReport
from kg.errors import EnvironmentFailure
from kg.exporting import FORMATS, export_graph
from kg.storing.generations import current

READERS = {"trig": "trig", "nquads": "nquads", "jsonld": "json-ld", "turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_a_document_comes_back(built: BuildReport, tmp_path: Path, form: str) -> None:
    generation, target = current(built.store), tmp_path / "out"
    export_graph(generation, form, target, "GA/90001")
    export_graph(generation, "nquads", tmp_path / "truth", "GA/90001")
    read = Dataset() if FORMATS[form].supports_datasets else Graph()
    read.parse(target, format=READERS[form])
    truth = Dataset()
    truth.parse(tmp_path / "truth", format="nquads")
    assert _triples(read) == _triples(truth)
    assert len(_triples(truth)) > 100


def _triples(graph: Graph) -> set[tuple[object, object, object]]:
    if isinstance(graph, Dataset):
        return {(s, p, o) for s, p, o, _ in graph.quads()}
    return set(graph)


def test_an_export_that_fails_leaves_nothing(built: BuildReport, tmp_path: Path) -> None:
    target = tmp_path / "missing" / "graph.nq"
    with pytest.raises(EnvironmentFailure, match="cannot be written"):
        export_graph(current(built.store), "nquads", target)
    assert not target.parent.exists()
