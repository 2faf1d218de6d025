"""Print a bill of materials (CycloneDX 1.5, JSON) of a default install, from the lock file.

    python benchmarks/sbom.py > rostrum.cdx.json

Versions and hashes are those of ``requirements/runtime.txt``, licences what the installed
packages declare. It needs no further package: the format is a list with five fields.
"""

from __future__ import annotations

import json
import re
from typing import Any

from prove_sheet import ROOT
from prove_supply import licence, locked

from kg import __version__


def bill() -> dict[str, Any]:
    """Return the bill; the same lock file gives the same bytes."""
    hashes = _hashes()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _component("rostrum", __version__, "MIT", [])},
        "components": [
            _component(name, number, licence(name), hashes.get(name, []))
            for name, number in sorted(locked("runtime").items())
        ],
    }


def _component(name: str, number: str, declared: str, hashes: list[str]) -> dict[str, Any]:
    place = f"pkg:pypi/{name}@{number}"
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": place,
        "name": name,
        "version": number,
        "purl": place,
    }
    if declared:
        found["licenses"] = [{"license": {"name": declared}}]
    if hashes:
        found["properties"] = [{"name": "rostrum:sha256", "value": digest} for digest in hashes]
    return found


def _hashes() -> dict[str, list[str]]:
    text = (ROOT / "requirements" / "runtime.txt").read_text("utf-8")
    blocks = re.split(r"\n(?=\S)", text)
    return {
        block.partition("==")[0]: sorted(re.findall(r"sha256:([0-9a-f]{64})", block))
        for block in blocks
    }


if __name__ == "__main__":
    print(json.dumps(bill(), indent=1))
