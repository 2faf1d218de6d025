"""The tour of docs/tour.md: every command runs, and shows what the tour says it shows."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOUR = ROOT / "docs" / "tour.md"


def steps(text: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a page, each with the lines shown below it."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("    $ "):
            found.append((line.removeprefix("    $ "), []))
        elif line.startswith("    ") and found:
            found[-1][1].append(line.strip())
    return found


def shows(output: str, line: str) -> bool:
    """Say whether a line of ``output`` is ``line``, where ``…`` stands for anything."""
    pieces = [" ".join(piece.split()) for piece in line.split("…")]
    pattern = re.compile(".*?".join(re.escape(piece) for piece in pieces))
    return any(pattern.match(" ".join(given.split())) for given in output.splitlines())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the samples."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "samples", folder / "samples")
    return folder


def test_the_tour(desk: Path) -> None:
    walked = steps(TOUR.read_text(encoding="utf-8"))
    assert len(walked) > 10
    for command, lines in walked:
        program, *arguments = shlex.split(command)
        assert program == "rostrum"
        done = subprocess.run(
            [sys.executable, "-m", "kg", *arguments],
            cwd=desk,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        output = done.stdout + done.stderr
        assert done.returncode == 0, f"{command}\n{output}"
        missing = [line for line in lines if not shows(output, line)]
        assert not missing, f"{command}\n{output}"


def test_a_shown_line_is_matched_in_order() -> None:
    assert shows("a\tb  c\nd", "a … c")
    assert not shows("a b c", "c … a")
    assert not shows("xa", "a")
