"""Building again costs what has changed, and gives the bytes of building anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.building.build import Options, build
from kg.building.verification import verify_generation
from kg.errors import StoreError
from kg.settings import Settings
from kg.storing.generations import current
from kg.storing.querying import Pool

ONE = Options(workers=1)


def whole(store: Path) -> bool:
    return verify_generation(current(store), deep=True) == []


def test_what_is_the_same_is_linked_and_what_changed_is_replaced(
    documents: Path, tmp_path: Path
) -> None:
    folder, store = tmp_path / "documents", tmp_path / "store"
    shutil.copytree(documents, folder)
    build([folder], store, Settings(), ONE)
    graph = current(store).graph.stat().st_ino
    tables = {file.stat().st_ino for file in current(store).index.glob("*.sst")}
    again = build([folder], store, Settings(), ONE)
    assert "indexing" not in again.stages
    assert current(store).graph.stat().st_ino == graph
    assert whole(store)
    council = folder / "council.txt"
    council.write_text(council.read_text() + "\nHe also thanked Kenya.\n")
    build([folder], store, Settings(), ONE)
    assert tables & {file.stat().st_ino for file in current(store).index.glob("*.sst")}
    assert whole(store)
    build([folder], tmp_path / "fresh", Settings(), ONE)
    assert current(store).graph.read_bytes() == current(tmp_path / "fresh").graph.read_bytes()
    assert current(store).manifest.read_bytes() == current(tmp_path / "fresh").manifest.read_bytes()


def test_a_store_without_documents_may_follow(documents: Path, tmp_path: Path) -> None:
    store, none = tmp_path / "store", tmp_path / "none"
    build([documents / "assembly.txt"], store, Settings(), ONE)
    none.mkdir()
    assert build([none], store, Settings(), ONE).built == []
    assert whole(store)
    build([documents / "assembly.txt"], store, Settings(), ONE)
    assert whole(store)


def test_a_graph_may_do_without_an_index_and_get_one_later(documents: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    report = build([documents], store, Settings(), Options(workers=1, index=False))
    assert "indexing" not in report.stages
    assert whole(store)
    with pytest.raises(StoreError, match="without an index; build it again without --no-index"):
        Pool(current(store).index).query("ASK {}")
    graph = current(store).graph.read_bytes()
    build([documents], store, Settings(), Options(workers=1))
    assert current(store).graph.read_bytes() == graph
    assert current(store).index.exists()
    assert whole(store)
    build([documents / "assembly.txt"], store, Settings(), Options(workers=1, index=False))
    assert not current(store).index.exists()
    build([documents], store, Settings(), Options(workers=1))
    assert whole(store)
