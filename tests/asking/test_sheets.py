"""``rostrum ask`` with pages and charts in files."""

from __future__ import annotations

import re
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.building.build import BuildReport
from kg.cli import main

Run = Callable[..., tuple[int, str, str]]
PLEDGES = ("commitments-of-a-party", "-p", "party=Slovakia")
THEMES = ("themes-of-a-party", "-p", "party=Slovakia")


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], built: BuildReport) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["ask", *map(str, arguments), "--store", str(built.store)])
        return (int(ended.value.code or 0), *capfd.readouterr())

    return call


def test_a_page_in_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.html"
    code, out, err = run(*THEMES, "--output", file)
    assert (code, out, err) == (0, "", f"{file} written\n")
    written = file.read_text(encoding="utf-8")
    assert "<svg" in written
    assert "Source: Rostrum" in written
    assert re.search(r"generation g\d+ of \d{4}-\d\d-\d\d, \d documents", written)
    outside = re.compile(r"""<script|<link|<img|@import|url\((?!#)|(?:src|href)=""")
    assert not outside.search(written)


def test_the_name_of_the_file_chooses(run: Run, tmp_path: Path) -> None:
    assert run(*PLEDGES, "-o", tmp_path / "a.csv")[0] == 0
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("actor,")
    code, _, err = run(*PLEDGES, "-o", tmp_path / "a.docx")
    assert code == 2
    assert ".html, .csv" in err
    assert run(*PLEDGES, "-o", tmp_path / "no" / "a.md")[0] == 3


def test_open_starts_a_browser(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: not opened.append(url))
    code, _, err = run(*PLEDGES, "--open")
    assert code == 0
    [url] = opened
    page = Path(err.removesuffix(" written\n"))
    assert url == page.as_uri()
    assert "<mark>" in page.read_text(encoding="utf-8")
    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    assert "no browser could be started" in run(*PLEDGES, "--open")[2]


def test_a_chart_in_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "themes.svg"
    code, out, _ = run(*THEMES, "--chart", file)
    assert (code, out) == (0, "")
    written = file.read_text(encoding="utf-8")
    assert "party: Slovakia" in written
    assert "Source: Rostrum" in written
    code, _, err = run(*PLEDGES, "--chart", file)
    assert code == 2
    assert "is a table" in err


def test_without_the_extra(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    code, _, err = run(*THEMES, "--chart", tmp_path / "c.svg")
    assert code == 3
    assert err.count("\n") == 1
    assert "pip install rostrum[charts]" in err
    code, _, err = run(*THEMES, "--output", tmp_path / "page.html")
    assert code == 0
    assert "pip install rostrum[charts]" in err
    assert "<svg" not in (tmp_path / "page.html").read_text(encoding="utf-8")
