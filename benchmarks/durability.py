"""Kill builds at random instants, and cut the power under them; nothing may be lost.

    python benchmarks/durability.py --kills 200
    sudo python benchmarks/durability.py --cuts 300 --control 20

A child builds one of two graphs after the other and acknowledges each. It is killed (-9), or
the file system under it is shut down without writing what it holds back (ext4 on a loop
device; this models a power cut over a journalled file system, not a disk that lies). After
each the store must be whole (``rostrum verify``), hold one of the two graphs, and be no older
than the last acknowledged build. ``--control`` repeats cuts with ``os.fsync`` taken away: that
must lose something, else the cuts prove nothing.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import random
import signal
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.building import build as building
from kg.building.build import Options, build
from kg.building.documents import build_batch, extract_source
from kg.building.fingerprint import fingerprint
from kg.building.verification import verify_generation
from kg.building.workers import Batch, Crew, Result
from kg.errors import RostrumError
from kg.reading import sources
from kg.settings import Settings
from kg.storing.generations import current

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
BOTH = (SAMPLES / "ga12388.txt", SAMPLES / "sc6742.txt")
_SHUTDOWN, _WITHOUT_LOG = 0x8004587D, 2
ONE = Options(workers=1)


class Here:
    """A crew of one: this process."""

    size = 1

    def submit(self, batch: Batch, seconds: float) -> Result:
        return lambda: build_batch(batch, Settings(), fingerprint())


@contextmanager
def here(*_: object) -> Iterator[Crew]:
    """Stand in for the processes of a build."""
    yield Here()


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the stores under so many kills or cuts."""

    count: int
    acknowledged: int
    lost: int
    damaged: int
    seconds: float


def prepare() -> None:
    """Load what a build needs before any fork, so that no child has to.

    The fingerprint of code and data is taken once: a file edited meanwhile changes no graph.
    """
    building.processes = here
    fingerprint()
    for source in sources(BOTH, Settings()):
        extract_source(source)


def main() -> None:
    prepare()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--cuts", type=int, default=0)
    parser.add_argument("--control", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    if chosen.kills:
        with tempfile.TemporaryDirectory() as home:
            tell("kills", trials("kills", chosen.kills, Path(home), chance))
    for name, count in (("power cuts", chosen.cuts), ("cuts without fsync", chosen.control)):
        if count:
            with tempfile.TemporaryDirectory() as home, disk(Path(home)) as mount:
                tell(name, trials(name, count, mount, chance))


def tell(name: str, tally: Tally) -> None:
    """Print one line."""
    print(
        f"{tally.count} {name}: {tally.acknowledged} builds acknowledged, {tally.lost} lost, "
        f"{tally.damaged} stores damaged ({tally.seconds:.0f} s)",
        flush=True,
    )


def trials(name: str, count: int, home: Path, chance: random.Random) -> Tally:
    """Run trials: how many builds were acknowledged, lost, and stores damaged."""
    store, cut = home / "store", "cut" in name
    allowed = in_child(lambda: hashes(store))
    begun = time.monotonic()
    in_child(lambda: hashes(store))
    longest = time.monotonic() - begun  # two builds, on this machine now
    acknowledged = lost = damaged = 0
    begun = time.monotonic()
    for _ in range(count):
        seconds = chance.uniform(0.05, longest)
        acks = one_trial(store, seconds, cut=cut, synced="without" not in name)
        if cut:
            remount(home)
        acknowledged += len(acks)
        state = in_child(lambda: check(store, allowed.split()))
        if not state.startswith("whole"):
            damaged += 1
            print(f"  {state}", flush=True)
            repair(store)
        elif acks and state.split()[1] < acks[-1]:
            lost += 1
    return Tally(count, acknowledged, lost, damaged, time.monotonic() - begun)


def one_trial(store: Path, seconds: float, *, cut: bool, synced: bool) -> list[str]:
    """Let a child build for so long; return the generations that it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            os.close(reading)
            if not synced:
                os.fsync = lambda handle: None
            build_for_ever(store, writing)
        os._exit(1)
    os.close(writing)
    time.sleep(seconds)
    if cut:
        handle = os.open(store.parent, os.O_RDONLY)
        acks = drain(reading)
        fcntl.ioctl(handle, _SHUTDOWN, struct.pack("I", _WITHOUT_LOG))
        os.close(handle)
        os.kill(child, signal.SIGKILL)
    else:
        os.kill(child, signal.SIGKILL)
        acks = drain(reading)
    os.waitpid(child, 0)
    os.close(reading)
    return acks


def build_for_ever(store: Path, acknowledgements: int) -> None:
    """Build the two graphs by turns, the documents in this process: there is no pool to wait for."""
    for number in range(10_000):
        build([BOTH[number % 2]], store, Settings(), ONE)
        os.write(acknowledgements, f"{current(store).path.name}\n".encode())


def drain(pipe: int) -> list[str]:
    """Return the acknowledgements that have arrived."""
    os.set_blocking(pipe, False)
    arrived = b""
    with suppress(BlockingIOError):
        while chunk := os.read(pipe, 65536):
            arrived += chunk
    return arrived.decode().split()


def hashes(store: Path) -> str:
    """Build the two graphs once and return their hashes."""
    found = []
    for document in BOTH:
        build([document], store, Settings(), ONE)
        found.append(hashlib.sha256(current(store).graph.read_bytes()).hexdigest())
    return " ".join(found)


def check(store: Path, allowed: list[str]) -> str:
    """Return "whole" and the generation in force, or what is wrong."""
    try:
        generation = current(store)
        wrong = verify_generation(generation)
        graph = hashlib.sha256(generation.graph.read_bytes()).hexdigest()
    except (RostrumError, OSError) as error:
        return f"{type(error).__name__}: {error}"
    if wrong or graph not in allowed:
        return "damaged: " + ("; ".join(wrong) or "another graph")
    return f"whole {generation.path.name}"


def repair(store: Path) -> None:
    """Start anew after damage, so that one failure is counted once."""
    subprocess.run(["rm", "-rf", str(store)], check=True)
    in_child(lambda: hashes(store))


def in_child(work: Callable[[], str]) -> str:
    """Run ``work`` in a fork: a store opened here would leave threads that forks lose."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            os.write(writing, work().encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answers:
        answer = answers.read()
    os.waitpid(child, 0)
    return answer


@contextmanager
def disk(home: Path) -> Iterator[Path]:
    """Mount a small ext4 file system of our own."""
    image, mount = home / "image", home / "mount"
    mount.mkdir()
    with image.open("wb") as out:
        out.truncate(512 * 1024 * 1024)
    subprocess.run(["mkfs.ext4", "-q", str(image)], check=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(mount)], check=True)
    try:
        yield mount
    finally:
        subprocess.run(["umount", str(mount)], check=True)


def remount(mount: Path) -> None:
    """Take the file system down and up again, as after a restart."""
    subprocess.run(["umount", str(mount)], check=True)
    image = mount.parent / "image"
    subprocess.run(["mount", "-o", "loop", str(image), str(mount)], check=True)


if __name__ == "__main__":
    main()
