"""The rules of the house that no linter knows: doors, sizes, names, what is committed."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "kg").rglob("*.py"))

DOORS = {
    "altair": ("kg/charting/",),
    "vl_convert": ("kg/charting/",),
    "ahocorasick_rs": ("kg/phrases.py",),
    "click": ("kg/cli/",),
    "httpx": ("kg/fetching/", "kg/exporting/target.py"),
    "rich": ("kg/cli/",),
    "pebble": ("kg/building/workers.py",),
    "pyshacl": ("kg/validating/",),
    "shacl": ("kg/validating/",),
    "rdflib": ("kg/validating/", "kg/asking/reference.py"),
    "pyarrow": ("kg/exporting/tables.py",),
    "zstandard": ("kg/exporting/writing.py",),
    "pyoxigraph": (
        "kg/storing/",
        "kg/mapping/terms.py",
        "kg/exporting/rdf.py",
        "kg/exporting/acts.py",
    ),
    "SPARQLWrapper": ("kg/asking/remote.py",),
    "networkx": ("kg/analysing/",),
    "mcp": ("kg/serving/tools.py",),
    "pandas": ("kg/model/table.py",),
    "python_calamine": ("kg/reading/speakers.py",),
    "polars": ("kg/model/table.py",),
}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_keeps_the_rules(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    place = module.relative_to(ROOT).as_posix()
    for package in set(imported(tree)) & set(DOORS):
        assert place.startswith(DOORS[package]), f"{package} has its door in {DOORS[package]}"
    assert len(text.splitlines()) <= 400
    assert not re.search(r"util|helper|manager|process\b", place.rpartition("/")[2])
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 50, f"{node.name} has {length} lines"


def test_nothing_foreign_is_named() -> None:
    """No host of a registry and no path of one machine stands in a committed file."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    foreign = re.compile(r"pypi\.org|pythonhosted|npmjs|deb\.debian|/root/|/work/")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path == Path(__file__) or not path.is_file():
            continue
        found = foreign.search(path.read_text(encoding="utf-8", errors="ignore"))
        assert not found, f"{name}: {found[0] if found else ''}"
