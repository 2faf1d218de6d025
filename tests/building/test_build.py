"""A build as a whole: what gets in, what is said of the rest, and what stays the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.building.build import BuildReport, Options, build
from kg.building.verification import verify_generation
from kg.errors import StoreError
from kg.settings import Settings
from kg.storing.generations import current

ONE = Options(workers=1)


def graph_of(store: Path) -> bytes:
    return current(store).graph.read_bytes()


def test_good_documents_get_in_and_bad_ones_are_named(built: BuildReport) -> None:
    assert sorted(document.name for document in built.built) == ["assembly", "council"]
    assert [page.name for page in built.not_meetings] == ["briefing"]
    assert sorted(Path(failed.location).name for failed in built.failures) == [
        "binary.txt",
        "empty.txt",
    ]
    assert built.invalid == []
    assert built.exit_code == 1
    graph = graph_of(built.store).decode()
    assert "<https://w3id.org/rostrum/graph/document/GA-90001>" in graph
    assert "briefing" not in graph


def test_the_graph_is_canonical(built: BuildReport) -> None:
    """Graphs in order of their IRI, lines sorted within, each line once."""
    order: list[bytes] = []
    blocks: dict[bytes, list[bytes]] = {}
    for line in graph_of(built.store).splitlines():
        graph = line.rsplit(b" ", 2)[1]
        if not order or order[-1] != graph:
            order.append(graph)
        blocks.setdefault(graph, []).append(line)
    assert order == sorted(set(order))
    assert all(lines == sorted(set(lines)) for lines in blocks.values())


@pytest.mark.parametrize("seed", ["0", "77"])
def test_hash_seed_order_and_workers_do_not_matter(
    built: BuildReport, documents: Path, tmp_path: Path, seed: str
) -> None:
    store = tmp_path / "again"
    files = [documents / "council.txt", documents / "assembly.txt", documents / "briefing.txt"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    command = [sys.executable, "-m", "kg", "build", *map(str, files), "--store", str(store)]
    done = subprocess.run(
        [*command, "--workers", "2"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert graph_of(store) == graph_of(built.store)


def test_unchanged_documents_are_not_read_again(documents: Path, tmp_path: Path) -> None:
    folder, store = tmp_path / "documents", tmp_path / "store"
    shutil.copytree(documents, folder)
    first = build([folder], store, Settings(), ONE)
    assert first.reused == 0
    before = graph_of(store)
    second = build([folder], store, Settings(), ONE)
    assert second.reused == 3
    assert graph_of(store) == before
    text = (folder / "council.txt").read_text(encoding="utf-8")
    (folder / "council.txt").write_text(text + "\nHe also thanked Kenya.\n", encoding="utf-8")
    (folder / "assembly.txt").unlink()
    third = build([folder], store, Settings(), ONE)
    assert third.reused == 1
    assert [document.name for document in third.built] == ["council"]
    assert b"GA-90001" not in graph_of(store)
    assert graph_of(store) == graph_of(_fresh(folder, tmp_path / "fresh"))


def _fresh(folder: Path, store: Path) -> Path:
    build([folder], store, Settings(), ONE)
    return store


def test_one_symbol_claimed_twice(documents: Path, tmp_path: Path) -> None:
    """The first by name keeps the symbol, whatever the order; the same bytes count once."""
    text = (documents / "assembly.txt").read_text(encoding="utf-8")
    other = tmp_path / "reprint.txt"
    other.write_text(text.replace("Mombasa", "Kisumu"), encoding="utf-8")
    twin = tmp_path / "twin.txt"
    twin.write_text(text, encoding="utf-8")
    paths = [documents / "assembly.txt", other, twin]
    forwards = build(paths, tmp_path / "one", Settings(), ONE)
    build([other, documents / "assembly.txt"], tmp_path / "two", Settings(), ONE)
    assert graph_of(tmp_path / "one") == graph_of(tmp_path / "two")
    assert len(forwards.duplicates) == 1
    assert {document.document.rpartition("/")[2] for document in forwards.built} == {
        "GA-90001",
        "reprint",
    }


def test_a_store_is_verified(built: BuildReport, tmp_path: Path) -> None:
    assert verify_generation(current(built.store)) == []
    store = tmp_path / "copy"
    shutil.copytree(built.store, store)
    generation = current(store)
    bytes_ = bytearray(generation.graph.read_bytes())
    bytes_[len(bytes_) // 2] ^= 1
    generation.graph.write_bytes(bytes(bytes_))
    assert any("graph.nq" in finding for finding in verify_generation(generation))
    table = next(generation.index.glob("*.sst"))
    table.write_bytes(table.read_bytes()[:-10])
    assert any(table.name in finding for finding in verify_generation(generation))


def test_a_folder_without_documents(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    report = build([tmp_path / "nothing"], tmp_path / "store", Settings(), ONE)
    assert report.built == []
    assert report.exit_code == 1
    assert "nothing" in report.failures[0].location


def test_a_store_path_that_is_none(documents: Path, tmp_path: Path) -> None:
    target = tmp_path / "letter.txt"
    target.write_text("mine")
    with pytest.raises(StoreError, match="cannot be used"):
        build([documents], target, Settings(), ONE)
    assert target.read_text() == "mine"


def test_no_clock_time_in_the_reproducible_files(built: BuildReport) -> None:
    generation = current(built.store)
    manifest = json.loads(generation.manifest.read_text())
    assert set(manifest) >= {"fingerprint", "graph", "documents_sha256"}
    assert "started" in json.loads(generation.run.read_text())
    assert str(built.store) not in generation.documents.read_text()
