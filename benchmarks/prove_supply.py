"""Rows S9, S11 and S13: conformance of the engine, what is installed, what is written down."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from prove_sheet import ROOT, Found, Proof
from prove_suites import suites

LOCKS = ("runtime", "build", "dev")
_PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)(?: ?; ?([^\\]+?))? ?\\?$", re.MULTILINE)


def locked(name: str) -> dict[str, str]:
    """Return the packages of a lock file for this Python, and their versions."""
    from packaging.markers import Marker

    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    return {
        package: number
        for package, number, marker in _PINNED.findall(text)
        if not marker or Marker(marker).evaluate()
    }


def supply(long: bool) -> Found:
    """Count, check the hashes and licences; with ``long`` install from a folder, offline."""
    runtime = locked("runtime")
    unhashed = [name for lock in LOCKS for name in _unhashed(lock)]
    licences = {name: licence(name) for name in runtime}
    unknown = sorted(name for name, found in licences.items() if not found)
    forbidden = sorted(
        name for name, found in licences.items() if re.search(r"\bA?GPL|SSPL", found)
    )
    bill = json.loads(subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "sbom.py")], capture_output=True, text=True, check=True).stdout)  # fmt: skip
    listed = {component["name"] for component in bill["components"]}
    installed = _installed_offline() if long else "offline install: long form"
    told = (
        f"{len(runtime)} runtime packages, {len(unhashed)} without a hash, {len(unknown)} of unknown licence "
        f"({', '.join(sorted(set(licences.values()) - {''}))}); SBOM lists {len(listed)}; {installed}"
    )
    kept = (
        len(runtime) <= 25
        and not unhashed
        and not unknown
        and not forbidden
        and listed == set(runtime)
    )
    return Found(kept and "failed" not in installed, told)


def _unhashed(lock: str) -> list[str]:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    blocks = re.split(r"\n(?=\S)", text)
    return [block.partition("=")[0] for block in blocks if "==" in block and "--hash=" not in block]


def licence(name: str) -> str:
    """Return the licence that an installed package declares, short."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ""
    if said.get("License-Expression"):
        return str(said["License-Expression"])
    named = [
        line.rpartition(" :: ")[2]
        for line in said.get_all("Classifier", [])
        if "License ::" in line
    ]
    return (
        _SHORT.get(named[0], named[0])
        if named
        else str(said.get("License", "")).partition("\n")[0][:30]
    )


_SHORT = {"MIT License": "MIT", "BSD License": "BSD", "Apache Software License": "Apache-2.0",
          "W3C License": "W3C"}  # fmt: skip


def _installed_offline() -> str:
    """Fill a folder with the locked wheels, then install from it without any index."""
    with tempfile.TemporaryDirectory(prefix="rostrum-prove-") as home:
        wheels, place = Path(home) / "wheels", Path(home) / "venv"
        lock = str(ROOT / "requirements" / "runtime.txt")
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        pip = [str(place / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
        fetched = subprocess.run([*pip, "wheel", "--require-hashes", "-r", lock, "-w", str(wheels)],
                                 capture_output=True, text=True, check=False)  # fmt: skip
        if fetched.returncode:
            return f"the wheels failed to come: {fetched.stderr.strip()[-120:]}"
        before = ["unshare", "-n"] if not os.geteuid() else []
        command = [
            *before,
            *pip,
            "install",
            "--no-index",
            "--find-links",
            str(wheels),
            "--require-hashes",
            "-r",
            lock,
        ]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if ended.returncode:
            return f"offline install failed: {ended.stderr.strip()[-120:]}"
        count = len(list(wheels.iterdir()))
    return f"installed offline from {count} wheels with --require-hashes --no-index"


def conformance(long: bool) -> Found:
    place = os.environ.get("ROSTRUM_SUITES", "")
    if not place or not Path(place).is_dir():
        return Found(None, "the W3C suites are fetched by who runs it: ROSTRUM_SUITES names the folder "
                           "(docs/RELIABILITY.md says how)")  # fmt: skip
    counts = suites(Path(place))
    if not counts:
        return Found(None, "no manifest of a suite in ROSTRUM_SUITES")
    told = ", ".join(f"{name} {passed}/{total}" for name, (passed, total, _) in counts.items())
    floors = json.loads((ROOT / "benchmarks" / "conformance-floor.json").read_text("utf-8"))
    fallen = [name for name, (passed, _, _) in counts.items() if passed < floors.get(name, 0)]
    return Found(not fallen, told + (f"; below the floor: {', '.join(fallen)}" if fallen else ""))


def written(long: bool) -> Found:
    page = ROOT / "docs" / "THREAT_MODEL.md"
    parts = ("## Assets", "## Actors", "## Promised", "## Not promised", "## Known non-findings")
    missing = [part for part in parts if not page.exists() or part not in page.read_text("utf-8")]
    return Found(
        not missing, f"docs/THREAT_MODEL.md: {len(parts) - len(missing)} of {len(parts)} parts"
    )


PROOFS = (
    Proof("S9", "The engines keep to the standards", "W3C suites: no fewer than the floor", conformance),
    Proof("S11", "What is installed is known, pinned and small",
          "≤ 25 packages, every hash, every licence, SBOM", supply),
    Proof("S13", "The threat model is written down", "all its parts", written),
)  # fmt: skip
