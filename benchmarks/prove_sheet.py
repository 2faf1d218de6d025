"""The words of the promise sheet: a proof, what it found, and how tests are counted."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
KEPT, SHORT, NOT_RUN = "kept", "falls short", "not run"


@dataclass(frozen=True, slots=True)
class Found:
    """What a proof measured; ``kept`` is ``None`` where it could not run, ``figure`` says why."""

    kept: bool | None
    figure: str

    @property
    def verdict(self) -> str:
        return NOT_RUN if self.kept is None else KEPT if self.kept else SHORT


@dataclass(frozen=True, slots=True)
class Proof:
    """One row of the sheet. ``run`` is told whether the long form is wanted."""

    name: str
    promise: str
    gate: str
    run: Callable[[bool], Found]


@dataclass(frozen=True, slots=True)
class Tests:
    """How a run of pytest ended."""

    passed: int
    failed: tuple[str, ...]
    skipped: tuple[str, ...]

    def found(self, words: str) -> Found:
        """Return the verdict: all pass; a skipped test leaves the row unproved."""
        if self.failed:
            return Found(False, f"{len(self.failed)} fail: {', '.join(self.failed[:3])}")
        if not self.passed:
            return Found(None, self.skipped[0] if self.skipped else "no such test")
        skipped = f", {len(self.skipped)} skipped: {self.skipped[0]}" if self.skipped else ""
        return Found(True, words.format(passed=self.passed) + skipped)


def by_tests(*names: str, matching: str = "", long: bool = False) -> Tests:
    """Run tests by path (and ``-k``) in a process of their own and count how they ended."""
    with tempfile.TemporaryDirectory() as home:
        report = Path(home) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", "-p", "no:xdist"]
        command += ["-k", matching] if matching else []
        environment = dict(os.environ) | ({"ROSTRUM_LONG": "1"} if long else {})
        ended = subprocess.run(
            [*command, *names],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if not report.exists():
            return Tests(0, (ended.stderr.strip().rpartition("\n")[2],), ())
        return _counted(ET.parse(report).getroot())


def _counted(report: ET.Element) -> Tests:
    passed, failed, skipped = 0, [], []
    for case in report.iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(case.get("name", ""))
        elif (skip := case.find("skipped")) is not None:
            skipped.append(skip.get("message", ""))
        else:
            passed += 1
    return Tests(passed, tuple(failed), tuple(skipped))


def rostrum(
    *words: str | Path, before: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does; ``before`` stands in front of it."""
    return subprocess.run(
        [*before, sys.executable, "-m", "kg", *map(str, words)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        errors="backslashreplace",
        check=False,
    )
