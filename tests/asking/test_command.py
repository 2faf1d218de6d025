"""``rostrum ask`` as a person uses it: choosing, explaining, proof under each row, a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.building.build import BuildReport
from kg.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        return (int(ended.value.code or 0), *capfd.readouterr())

    return call


def test_a_tag_narrows_the_list(run: Run) -> None:
    code, out, _ = run("ask", "--tag", "silence")
    assert code == 0
    assert "silent-members-on-a-theme" in out
    assert "votes-of-a-party" not in out
    code, _, err = run("ask", "--tag", "noise")
    assert code == 2
    assert "tags: " in err


def test_an_explanation_shows_what_to_choose_from(run: Run) -> None:
    _, out, _ = run("ask", "positions-on-a-theme", "--explain")
    assert "opposition, condemnation" in out
    assert 'rostrum ask positions-on-a-theme -p theme="human trafficking"' in out
    _, out, _ = run("ask", "silent-states-of-a-region", "--explain")
    assert "Latin America and the Caribbean" in out


def test_the_proof_stands_under_each_row(run: Run, built: BuildReport) -> None:
    asked = ("ask", "commitments-of-a-party", "-p", "party=Slovakia", "--store", built.store)
    _, out, _ = run(*asked, "--show-evidence")
    head, row, proof = out.splitlines()
    assert head.split("\t")[0] == "actor"
    assert row.startswith("Slovakia\t")
    assert proof.startswith("    “")
    assert "document/GA-90001" in proof
    assert run(*asked, "--show-evidence", "--format", "csv")[0] == 2


def test_a_count_has_no_sentence(run: Run, built: BuildReport) -> None:
    code, _, err = run("ask", "themes-by-year", "--show-evidence", "--store", built.store)
    assert code == 2
    assert "counts or compares" in err


def test_a_page(run: Run, built: BuildReport) -> None:
    code, out, _ = run(
        "ask", "commitments-of-a-party", "-p", "party=Slovakia", "--format", "html",
        "--store", built.store,
    )  # fmt: skip
    assert code == 0
    assert out.startswith("<!doctype html>")
    assert "<mark>" in out
    assert "<script" not in out
