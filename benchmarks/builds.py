"""Whole builds as a user runs them: clock, processor, memory, growth, and doing nothing."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Run:
    """One build: clock and processor seconds of all its processes, and its own report."""

    documents: int
    clock: float
    processor: float
    report: dict[str, Any]

    @property
    def quads(self) -> int:
        return int(self.report["quads"])

    @property
    def peak(self) -> int:
        return int(self.report["peak_bytes"])


def build(folder: Path, store: Path, *more: str) -> Run:
    """Run ``rostrum build`` and measure it."""
    command = [sys.executable, "-m", "kg", "build", str(folder), "--store", str(store), "--json"]
    begun, before = time.perf_counter(), os.times()
    done = subprocess.run([*command, *more], cwd=REPOSITORY, capture_output=True, check=False)
    after, clock = os.times(), time.perf_counter() - begun
    if not done.stdout:
        sys.exit(done.stderr.decode())
    processor = sum(after[2:4]) - sum(before[2:4])
    report = json.loads(done.stdout)
    return Run(int(report["documents"]), clock, processor, report)


def exponent(points: list[tuple[float, float]]) -> float:
    """Return the slope of the line through points on logarithmic axes.

    >>> round(exponent([(1, 2), (10, 20), (100, 200)]), 3)
    1.0
    """
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (sum(each) / len(logs) for each in zip(*logs, strict=True))
    above = sum((x - mean_x) * (y - mean_y) for x, y in logs)
    return above / sum((x - mean_x) ** 2 for x, _ in logs)
