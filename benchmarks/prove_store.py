"""Rows R1 to R5 and R8 to R10: what holds of a store, whatever happens to its build."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from prove_sheet import ROOT, SAMPLES, Found, Proof, by_tests, rostrum

from kg.building.verification import verify_generation
from kg.errors import RostrumError
from kg.settings import Limits
from kg.storing import generations, index, publishing
from kg.storing.generations import current
from kg.storing.querying import opened

DURABILITY = ROOT / "benchmarks" / "durability.py"
STEPS = len(publishing.STEPS)
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="rostrum-prove-") as home:
        yield Path(home)


def _durability(*words: str) -> list[str]:
    ended = subprocess.run(
        [sys.executable, str(DURABILITY), *words], capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise RuntimeError(ended.stderr.strip().rpartition("\n")[2])
    return ended.stdout.splitlines()


def kills(long: bool) -> Found:
    count = 1000 if long else 30
    steps = by_tests("tests/building/test_durability.py", matching="kill", long=long)
    line = _durability("--kills", str(count))[-1]
    kept = not steps.failed and ", 0 lost, 0 stores damaged" in line
    return Found(
        kept, f"{line}; {steps.passed} kills at {STEPS} named steps, {len(steps.failed)} bad"
    )


def cuts(long: bool) -> Found:
    if os.geteuid() or not shutil.which("mkfs.ext4"):
        return Found(None, "needs root, a loop device and mkfs.ext4")
    probe = subprocess.run(["losetup", "-f"], capture_output=True, check=False)
    if probe.returncode:
        return Found(None, "needs a free loop device")
    count, control = (300, 40) if long else (12, 8)
    told = _durability("--cuts", str(count), "--control", str(control))
    told = [line for line in told if not line.startswith("  ")]  # below each: what was damaged
    held = ", 0 lost, 0 stores damaged" in told[-2]
    proves = ", 0 lost, 0 stores damaged" not in told[-1]
    return Found(held and proves, "; ".join(told))


def faults(long: bool) -> Found:
    found = by_tests(
        "tests/building/test_durability.py", matching="failing or full_disk", long=long
    )
    how = "every call, 50 sizes of disk" if long else "a dozen calls, 6 sizes of disk"
    return found.found(f"{how}: 0 tracebacks, 0 bad stores, the next build succeeds")


def identical(long: bool) -> Found:
    """Build in every way that must not matter; count the different graphs."""
    zones = (("UTC", "C.UTF-8"), ("Pacific/Kiritimati", "C"), ("America/St_Johns", "tr_TR.UTF-8"))
    pythons = [sys.executable, *other_pythons()]
    count = 36 if long else 6
    seen: dict[str, int] = {}
    versions = set()
    with folder() as home:
        documents = sorted(SAMPLES.iterdir())
        for number in range(count):
            random.Random(number).shuffle(documents)
            zone, language = zones[number % 3]
            python = pythons[number % len(pythons)]
            seed = str(number % 10)
            environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language}
            workers = str(1 + number % 3)
            store = home / f"store{number}"
            command = [python, "-m", "kg", "build", *map(str, documents), "--store", str(store)]
            environment["PYTHONPATH"] = str(ROOT)
            ended = subprocess.run(
                [*command, "--workers", workers], env=os.environ | environment,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if ended.returncode:
                return Found(False, f"a build failed: {ended.stderr.strip()[:200]}")
            made = current(store)
            files = (made.graph, made.documents, made.manifest)
            digest = "".join(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
            seen[digest] = seen.get(digest, 0) + 1
            versions.add(_version(python))
            shutil.rmtree(store)
    told = f"{count} builds on Python {', '.join(sorted(versions))}, {len(seen)} distinct result(s)"
    return Found(len(seen) == 1, told + " (graph.nq, documents.jsonl, manifest.json)")


def other_pythons() -> list[str]:
    """Return interpreters of other versions that hold our packages: ROSTRUM_PYTHONS names them."""
    named = os.environ.get("ROSTRUM_PYTHONS", "").split(os.pathsep)
    return [name for name in named if name and Path(name).exists()]


def _version(python: str) -> str:
    asked = "import platform; print(platform.python_version())"
    return subprocess.run(
        [python, "-c", asked], capture_output=True, text=True, check=True
    ).stdout.strip()


def round_trip(long: bool) -> Found:
    found = by_tests("tests/storing/test_literals.py", "tests/storing/test_index.py",
                   "tests/exporting/test_rdf.py", long=long)  # fmt: skip
    with folder() as home:
        rostrum("build", SAMPLES, "--store", home / "store")
        made = current(home / "store")
        same = index.holds(made.index, made.graph)
        quads = index.count(made.index)
    if not same:
        return Found(False, "the index of the samples is not their graph.nq")
    return found.found(
        f"{quads:,} quads of the samples, 0 differ; {{passed}} tests of literals and exports"
    )


def corruption(long: bool) -> Found:
    """Flip one bit at a time, cut and delete every file; verify must see each."""
    flips = 2000 if long else 200
    chance, tried, unseen = random.Random(11), 0, []
    with folder() as home:
        store = home / "store"
        rostrum("build", SAMPLES, "--store", store)
        files = sorted(f for f in store.rglob("*") if f.is_file() and f.name != "LOCK")
        for number in range(flips):
            file = files[number % len(files)]
            if file.stat().st_size:
                tried += 1
                unseen += _damaged(store, file, lambda b: _flipped(b, chance))
        for file in files:
            tried += 2
            unseen += _damaged(store, file, lambda b: b[: len(b) // 2] if len(b) else b"x")
            unseen += _damaged(store, file, None)
        wrong = verify_generation(current(store), deep=True)
    told = f"{tried} damages (bits, cuts, deletions) in {len(files)} files, {len(unseen)} unseen"
    return Found(not unseen and not wrong, told + (f": {unseen[:3]}" if unseen else ""))


def _flipped(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _damaged(store: Path, file: Path, how: Callable[[bytes], bytes] | None) -> list[str]:
    """Damage a file, see whether it is noticed, and put it back."""
    content = file.read_bytes()
    file.unlink()
    if how is not None:
        file.write_bytes(how(content))
    try:
        generation = current(store)
        seen = any(publishing.findings(generation.path, generation.sealed))
    except RostrumError:
        seen = True
    file.write_bytes(content)
    return [] if seen else [f"{file.name} ({'deleted' if how is None else 'changed'})"]


def readers(long: bool) -> Found:
    """Poll a marker while generations are published, and queries while a build runs."""
    publishes = 1000 if long else 200
    with folder() as home:
        reads, mixed = _polled(home / "marks", publishes)
        idle, busy, errors = _queried(home / "store")
    ratio = busy / idle
    told = (
        f"{publishes} publishes, {reads} reads, {len(mixed)} mixed; queries p99 "
        f"{busy * 1000:.0f} ms beside a build, {idle * 1000:.0f} ms beside an equal load ({ratio:.1f} times), "
        f"{errors} errors"
    )
    return Found(not mixed and not errors and ratio <= 2, told)


def _polled(store: Path, publishes: int) -> tuple[int, list[object]]:
    _publish(store, 0)
    done, reads, mixed = threading.Event(), [0], []

    def poll() -> None:
        while not done.is_set():
            with generations.reading(store) as made:
                marks = {made.graph.read_text(), made.documents.read_text(), made.run.read_text()}
            reads[0] += 1
            if len(marks) != 1:
                mixed.append(marks)

    with ThreadPoolExecutor(3) as threads:
        for _ in range(3):
            threads.submit(poll)
        for number in range(1, publishes + 1):
            _publish(store, number)
        done.set()
    return reads[0], mixed


def _publish(store: Path, number: int) -> None:
    with generations.building(store) as made:
        for file in (made.graph, made.documents, made.run):
            file.write_text(str(number))
        made.manifest.write_text("{}")


def _queried(store: Path) -> tuple[float, float, int]:
    """Return p99 of a query beside other load, beside a build of the store, and the errors.

    The load is the same build into another store: what is measured is the store's, not the
    processor's.
    """
    rostrum("build", SAMPLES, "--store", store)
    idle, lost = _timed(store, store.with_name("other"))
    busy, missed = _timed(store, store)
    return idle, busy, lost + missed


def _timed(store: Path, built: Path) -> tuple[float, int]:
    walls: list[float] = []
    errors = 0
    with opened(store, Limits(query_seconds=10)) as pool, ThreadPoolExecutor(1) as threads:
        pool.select(_COUNT)
        building = threads.submit(
            lambda: [rostrum("build", SAMPLES, "--fresh", "--store", built) for _ in range(3)]
        )
        while not building.done():
            begun = time.perf_counter()
            try:
                pool.select("SELECT ?p ?o WHERE { <https://w3id.org/rostrum/party/SVK> ?p ?o }")
            except RostrumError:
                errors += 1
            walls.append(time.perf_counter() - begun)
            time.sleep(0.002)
    return statistics.quantiles(walls, n=100)[98], errors


def soak(long: bool) -> Found:
    """Build, kill and ask for as long as wanted; memory, handles and files must not grow.

    The long form takes ROSTRUM_SOAK_SECONDS (default 8 hours), the short one 40 seconds.
    """
    seconds = float(os.environ.get("ROSTRUM_SOAK_SECONDS", "28800")) if long else 40.0
    with folder() as home:
        store = home / "store"
        rostrum("build", SAMPLES, "--store", store)
        ends = time.monotonic() + seconds
        rounds, first = 0, None
        while time.monotonic() < ends:
            _round(store, rounds)
            rounds += 1
            now = (_resident(), sum(1 for _ in Path("/proc/self/fd").iterdir()))
            first = first if first and rounds > 5 else now
        assert first is not None
        grown = now[0] / first[0] - 1
        rostrum("build", SAMPLES, "--store", store)
        left = len(list((store / "generations").iterdir())) - 1
        orphans = len(list(store.rglob("bulk-*")))
        wrong = verify_generation(current(store), deep=True)
    told = (
        f"{seconds:.0f} s, {rounds} rounds: memory {grown:+.1%}, handles {now[1] - first[1]:+}, "
        f"{left + orphans} orphans, store {'whole' if not wrong else wrong[0]}"
    )
    return Found(grown < 0.05 and now[1] <= first[1] and not left + orphans and not wrong, told)


def _round(store: Path, number: int) -> None:
    """One build that is killed at some step, one that may end, and questions meanwhile."""
    step = publishing.STEPS[number % STEPS]
    documents = sorted(SAMPLES.iterdir())[number % 3 :]
    if number % 2:
        rostrum("build", *documents, "--store", store, ROSTRUM_KILL_AT=step)
    with opened(store, Limits(query_seconds=5)) as pool:
        for _ in range(20):
            pool.select(_COUNT)
    if not number % 2:
        rostrum("build", *documents, "--store", store)


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


PROOFS = (
    Proof("R1", "A build is atomic: the old graph answers, whole, until the new one is complete",
          "kills at random instants and at every named step: 0 bad", kills),
    Proof("R2", "A power cut loses nothing acknowledged",
          "0 lost; the control without fsync must lose", cuts),
    Proof("R3", "Full disk or failing disk: the old graph stays, one clear line, the next build succeeds",
          "0 tracebacks, 0 bad stores", faults),
    Proof("R4", "Same documents and version: the same bytes in any order, with any number of workers",
          "hash seeds, orders, workers, time zones, languages, Pythons: one SHA-256", identical),
    Proof("R5", "What goes into the store comes out of it", "0 quads differ", round_trip),
    Proof("R8", "Corruption is seen by verify", "every flipped bit, cut and deletion", corruption),
    Proof("R9", "Readers are neither blocked nor shown a mixture by a build",
          "0 mixed, 0 errors, p99 at most doubled", readers),
    Proof("R10", "It runs for hours: memory, handles and files do not grow",
          "memory below +5 %, 0 orphans", soak),
)  # fmt: skip
