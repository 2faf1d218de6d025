"""The script that proves the promises runs, says what it finds, and cannot rot."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "benchmarks"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("row", ["R7", "S4", "S11", "S13"])
def test_a_quick_row_is_kept(row: str) -> None:
    done = run("benchmarks/prove.py", "--only", row)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"{row:4}kept"), done.stdout


def test_a_row_that_is_not_there_is_told() -> None:
    done = run("benchmarks/prove.py", "--only", "R99")
    assert done.returncode == 2
    assert "no row is called R99" in done.stderr


def test_a_promise_that_is_broken_falls_short() -> None:
    """A proof that finds a violation, and one that fails itself, give exit code 1."""
    code = (
        "import sys; sys.path.insert(0, 'benchmarks'); sys.argv = ['prove']\n"
        "import prove\nfrom prove_sheet import Found, Proof\n"
        "def broken(long): raise ValueError('no')\n"
        "prove.PROOFS = (Proof('R1', 'a', 'b', {}), Proof('R2', 'a', 'b', lambda long: Found(None, 'why')))\n"
        "sys.exit(prove.main())"
    )
    for run_, words in (("lambda long: Found(False, 'lost 3')", "falls short  lost 3"),
                        ("broken", "the proof itself failed: ValueError: no")):  # fmt: skip
        done = run("-c", code.replace("{}", run_))
        assert done.returncode == 1, done.stderr
        assert words in done.stdout
        assert "R2  not run      why" in done.stdout


def test_every_row_of_the_sheet_is_there() -> None:
    code = (
        "import sys; sys.path.insert(0, 'benchmarks'); import prove, json\n"
        "print(json.dumps([proof.name for proof in prove.PROOFS]))"
    )
    names = json.loads(run("-c", code).stdout)
    sheet = [
        *(f"R{n}" for n in range(1, 11)),
        *(f"Q{n}" for n in range(1, 7)),
        *(f"S{n}" for n in range(1, 14)),
    ]
    assert sorted(names) == sorted(sheet)


def test_the_page_shows_what_was_kept() -> None:
    """Rows of the record stand in the table of the page, as the script prints them."""
    record = json.loads((BENCHMARKS / "proved.json").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "RELIABILITY.md").read_text(encoding="utf-8")
    assert record
    for name, forms in record.items():
        assert f"| {name} |" in page
        for kept in forms.values():
            assert str(kept["figure"]).replace("|", "\\|") in page
