"""A child does not outlive the process that asked it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.storing import index

PARENT = """
import sys, threading
from pathlib import Path
from kg.settings import Limits
from kg.storing.querying import Pool
rows = " ".join(map(str, range(100)))
endless = "SELECT (COUNT(*) AS ?n) { " + " ".join("VALUES ?x%d { %s }" % (n, rows) for n in range(7)) + " }"
pool = Pool(Path(sys.argv[1]), Limits(query_seconds=600))
first = threading.Thread(target=pool.query, args=("ASK {}",))
first.start()
first.join()
pool.query("ASK {}")
print(pool.pids()[0], flush=True)
pool.query(endless)
"""


def state(pid: int) -> str:
    """Return the letter of a process's state; Z for one that is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return "Z"
    return text.rpartition(")")[2].split()[0]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="/proc tells what lives")
def test_a_query_ends_with_its_parent(tmp_path: Path) -> None:
    """The child began in a thread that has ended: it lives on, until the parent is killed."""
    graph = tmp_path / "graph.nq"
    graph.write_text("<urn:s> <urn:p> <urn:o> <urn:g> .\n")
    index.make(tmp_path / "index", graph, 1)
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "index")], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        try:
            last, before = time.monotonic() + 60, worked(child)
            while worked(child) < before + 0.2:
                assert time.monotonic() < last, "the query does not run"
                time.sleep(0.02)
            parent.send_signal(signal.SIGKILL)
            parent.wait()
            while state(child) != "Z":
                assert time.monotonic() < last, "the child outlives its parent"
                time.sleep(0.02)
        finally:
            parent.kill()
            if state(child) != "Z":
                os.kill(child, signal.SIGKILL)


def worked(pid: int) -> float:
    """Return how long a process has been at work, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
