"""Whatever happens to a build, the store is the old graph or the new one, whole."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kg.building.build import BuildReport, Options, build
from kg.building.verification import verify_generation
from kg.errors import StoreError
from kg.settings import Settings
from kg.storing import generations, publishing
from kg.storing.generations import current

ONE = Options(workers=1)
FAULTS = Path(__file__).resolve().parents[1] / "data" / "faults.c"
KEPT = "assembly.txt"
"""The build under test drops the other document: it needs no worker, and every step."""


def graph(store: Path) -> bytes:
    return current(store).graph.read_bytes()


def start(store: Path, documents: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "build", str(documents / KEPT), "--store", str(store)]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


@pytest.fixture
def store(built: BuildReport, tmp_path: Path) -> Path:
    """A store with two documents, to be rebuilt with one."""
    return Path(shutil.copytree(built.store, tmp_path / "store"))


@pytest.fixture(scope="module")
def goal(built: BuildReport, documents: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The graph that the rebuild makes."""
    store = tmp_path_factory.mktemp("goal") / "store"
    build([documents / KEPT], store, Settings(), ONE)
    return graph(store)


def is_whole(store: Path, *graphs: bytes) -> bool:
    return verify_generation(current(store)) == [] and graph(store) in graphs


@pytest.mark.parametrize("step", publishing.STEPS)
def test_a_kill_at_any_step(
    built: BuildReport, store: Path, documents: Path, goal: bytes, step: str
) -> None:
    before = graph(built.store)
    died = start(store, documents, ROSTRUM_KILL_AT=step)
    assert died.returncode == -9, died.stderr
    in_force = publishing.STEPS.index(step) >= publishing.STEPS.index("mark-replaced")
    assert is_whole(store, goal if in_force else before)
    build([documents / KEPT], store, Settings(), ONE)
    assert is_whole(store, goal)
    assert len(list((store / "generations").iterdir())) == 1


@pytest.mark.parametrize("step", ["begun", "renamed", "mark-written"])
def test_a_kill_in_the_first_build(documents: Path, tmp_path: Path, step: str) -> None:
    store = tmp_path / "store"
    assert start(store, documents, ROSTRUM_KILL_AT=step).returncode == -9
    with pytest.raises(StoreError, match="not a Rostrum store"):
        current(store)
    assert start(store, documents).returncode == 0
    assert verify_generation(current(store)) == []


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that makes calls fail, compiled."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("needs Linux and a C compiler")
    library = tmp_path_factory.mktemp("faults") / "faults.so"
    command = [compiler, "-shared", "-fPIC", "-O1", str(FAULTS), "-o", str(library), "-ldl"]
    subprocess.run(command, check=True)
    return library


def test_a_failing_write_sync_or_rename(
    built: BuildReport, documents: Path, goal: bytes, faults: Path, tmp_path: Path
) -> None:
    """Every call that changes the disk fails once, at eight places of the build at least."""
    before = graph(built.store)
    total = _calls(built.store, documents, faults, tmp_path)
    assert total > 30
    for number in sorted({1, total, *range(2, total, max(1, total // 8))}):
        store = tmp_path / f"store{number}"
        shutil.copytree(built.store, store)
        errno = "28" if number % 2 else "5"
        ended = start(
            store, documents, **_fault(faults, store, FAULT_AT=str(number), FAULT_ERRNO=errno)
        )
        assert "Traceback" not in ended.stderr
        assert ended.returncode == 0 or ended.stderr.count("\n") == 1, ended.stderr
        assert is_whole(store, goal) if ended.returncode == 0 else is_whole(store, before, goal)
        build([documents / KEPT], store, Settings(), ONE)
        assert is_whole(store, goal)
        shutil.rmtree(store)


def _calls(built: Path, documents: Path, faults: Path, tmp_path: Path) -> int:
    store, count = tmp_path / "counted", tmp_path / "count"
    shutil.copytree(built, store)
    assert start(store, documents, **_fault(faults, store, FAULT_COUNT=str(count))).returncode == 0
    shutil.rmtree(store)
    return int(count.read_text())


def _fault(library: Path, store: Path, **more: str) -> Mapping[str, str]:
    return {"LD_PRELOAD": str(library), "FAULT_ROOT": str(store), **more}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder for a file system in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    yield folder
    subprocess.run(["umount", str(folder)], check=False, capture_output=True)


def test_a_full_disk(built: BuildReport, documents: Path, goal: bytes, small_disk: Path) -> None:
    before = graph(built.store)
    used = sum(file.stat().st_size for file in built.store.rglob("*") if file.is_file())
    codes = []
    for extra in (0.01, 0.3, 0.6, 0.9, 1.5, 3.0):
        size = int(used * (1.05 + extra)) + 65536
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(small_disk)]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip("may not mount a file system in memory")
        store = Path(shutil.copytree(built.store, small_disk / "store"))
        ended = start(store, documents)
        codes.append(ended.returncode)
        assert "Traceback" not in ended.stderr
        assert is_whole(store, before if ended.returncode else goal), ended.stderr
        subprocess.run(["umount", str(small_disk)], check=True)
    assert codes[0] == 3
    assert codes[-1] == 0


def test_every_bit_counts(built: BuildReport, store: Path) -> None:
    """Of 200 flipped bits, in every file of the store, all are seen."""
    chance = random.Random(7)
    files = sorted(file for file in store.rglob("*") if file.is_file() and file.stat().st_size)
    unseen = []
    for number in range(200):
        file = files[number % len(files)]
        content = file.read_bytes()
        at = chance.randrange(len(content))
        flipped = bytearray(content)
        flipped[at] ^= 1 << chance.randrange(8)
        file.write_bytes(flipped)
        if not _is_seen(store):
            unseen.append((file.name, at))
        file.write_bytes(content)
    assert unseen == []
    assert verify_generation(current(store)) == []


def _is_seen(store: Path) -> bool:
    try:
        generation = current(store)
    except StoreError:
        return True
    return any(publishing.findings(generation.path, generation.sealed))


def test_a_damaged_store_is_repaired_by_building_again(
    built: BuildReport, store: Path, documents: Path
) -> None:
    table = next(current(store).index.glob("*.sst"))
    table.write_bytes(table.read_bytes()[:-3])
    (current(store).path / "letter.txt").write_text("mine")
    found = verify_generation(current(store))
    assert any(table.name in line for line in found)
    assert any("letter.txt: does not belong here" in line for line in found)
    names = [documents / "assembly.txt", documents / "council.txt", documents / "briefing.txt"]
    assert build(names, store, Settings(), ONE).reused == 0
    assert is_whole(store, graph(built.store))


def test_readers_see_whole_generations_through_a_hundred_builds(tmp_path: Path) -> None:
    store = tmp_path / "store"
    _publish(store, 0)
    done, reads, mixed = threading.Event(), [0], []

    def poll() -> None:
        while not done.is_set():
            with generations.reading(store) as generation:
                marks = {generation.graph.read_text(), generation.documents.read_text()}
            reads[0] += 1
            if len(marks) != 1:
                mixed.append(marks)

    readers = [threading.Thread(target=poll) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for number in range(1, 101):
            _publish(store, number)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert mixed == []
    assert reads[0] > 100
    assert graph(store) == b"100"


def _publish(store: Path, number: int) -> None:
    with generations.building(store) as generation:
        generation.graph.write_text(str(number))
        generation.documents.write_text(str(number))
        generation.manifest.write_text("{}")
