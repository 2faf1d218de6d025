"""A cluster gives the bytes of one machine, and outlives a lost worker."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.building.build import Options, build
from kg.errors import EnvironmentFailure
from kg.settings import Settings
from kg.storing.generations import current

pytest.importorskip("distributed")
TEXT = """SC/1{number}
1 March 2022

Security Council
9{number}th Meeting (AM)

The representative of Kenya said her country would host a peace conference in month {number}.
She urged all parties to cease fire and thanked Norway.
"""


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def stop(found: subprocess.Popen[str]) -> None:
    if found.poll() is None:
        os.killpg(found.pid, signal.SIGKILL)
    found.wait()
    if found.stderr is not None:
        found.stderr.close()


@pytest.fixture
def scheduler() -> Iterator[str]:
    """The address of a fresh scheduler."""
    host = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    running = start("distributed.cli.dask_scheduler", *host)
    try:
        assert running.stderr is not None
        for line in running.stderr:
            if match := re.search(r"tcp://127\.0\.0\.1:\d+", line):
                yield match[0]
                break
    finally:
        stop(running)


@pytest.fixture
def workers(scheduler: str) -> Iterator[list[subprocess.Popen[str]]]:
    """Two workers of it."""
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
    running = [start("distributed.cli.dask_worker", scheduler, *options) for _ in range(2)]
    for worker in running:
        assert worker.stderr is not None
        for line in worker.stderr:
            if "Registered to" in line:
                break
    yield running
    for worker in running:
        stop(worker)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ninety-six small documents: three batches."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(100, 196):
        (folder / f"sc1{number}.txt").write_text(TEXT.format(number=number))
    return folder


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_same_bytes_also_when_a_worker_is_lost(
    scheduler: str, workers: list[subprocess.Popen[str]], folder: Path, tmp_path: Path
) -> None:
    build([folder], tmp_path / "plain", Settings(), Options(workers=1))
    whole = current(tmp_path / "plain").graph.read_bytes()

    def lose_one(told: object) -> None:
        if workers[0].poll() is None:
            os.killpg(workers[0].pid, signal.SIGKILL)

    begun = time.monotonic()
    for name, progress in (("whole", lambda told: None), ("lost", lose_one)):
        report = build([folder], tmp_path / name, Settings(), Options(cluster=scheduler), progress)
        assert len(report.built) == 96
        assert report.failures == ()
        assert current(tmp_path / name).graph.read_bytes() == whole
    assert workers[0].wait() == -signal.SIGKILL
    assert time.monotonic() - begun < 120


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_scheduler_without_workers(scheduler: str, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="no workers"):
        build([folder], tmp_path / "store", Settings(), Options(cluster=scheduler))
    assert not (tmp_path / "store" / "CURRENT").exists()
