"""``rostrum network`` as a person uses it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.building.build import BuildReport
from kg.charting import drawing
from kg.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], built: BuildReport) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["network", *map(str, arguments), "--store", str(built.store)])
        return (int(ended.value.code or 0), *capfd.readouterr())

    return call


def test_the_evidence_of_an_edge(run: Run) -> None:
    code, out, _ = run("state-theme", "--alpha", "1", "--replicates", "5", "--evidence", "2")
    assert code == 0
    assert "Slovakia" in out
    assert re.search(r"“.+” document/(GA-90001|SC-90002) \(\d\.\d\d\)", out)


def test_filters_say_what_they_left(run: Run) -> None:
    assert "no such acts" in run("addressees", "--from", "2030")[1]
    assert "none of" in run("state-theme")[1]
    code, out, _ = run("state-theme", "--group", "african-group", "--alpha", "1")
    assert code == 0
    assert "Kenya" in out
    assert "Slovakia" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("themes", "--theme", "unheard-of"), "no theme is called"),
        (("themes", "--from", "last week"), "write 2021-11-23 or 2021"),
        (("themes", "--output", "x.docx"), ".graphml"),
        (("friends",), "'friends' is not one of"),
    ],
)
def test_what_makes_no_sense(run: Run, arguments: tuple[str, ...], said: str) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert said in err
    assert len(err.splitlines()) == 1


def test_all_forms(run: Run, tmp_path: Path) -> None:
    names = ["n.graphml", "n.gexf", "n.json", "n.csv", "n.svg", "n.png", "n.html"]
    given = [part for name in names for part in ("--output", tmp_path / name)]
    asked = ("state-theme", "--alpha", "1", "--replicates", "3", *given)
    assert run(*asked)[0] == 0
    first = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert set(first) == {*names, "n-nodes.csv"}
    assert json.loads(first["n.json"])["edges"]
    assert b"Slovakia" in first["n.svg"]
    assert first["n.png"].startswith(b"\x89PNG")
    assert b"http" not in first["n.html"]
    run(*asked)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == first


def test_no_charts_installed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "altair", None)
    code, _, err = run("state-theme", "--alpha", "1", "--output", tmp_path / "n.svg")
    assert code == 3
    assert err.strip() == f"rostrum: {drawing.MISSING}"
    assert "pip install rostrum[charts]" in err
