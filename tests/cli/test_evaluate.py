"""``rostrum evaluate`` as a user meets it: what it writes, and one line for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import resources
from kg.cli import main
from kg.extracting.extractor import Rules
from kg.model.layout import Layout
from kg.model.mentions import Gazetteer
from kg.model.record import Record

TEXT = "Kenya’s delegate urged donors to act.\n"
FACTS = {"meeting": {"body": None, "session": None, "date": None}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "gold"
    home.mkdir()
    (home / "one.txt").write_text(TEXT, encoding="utf-8")
    (home / "one.sent.tsv").write_text("sid\tstart\tend\n1\t0\t37\n", encoding="utf-8")
    (home / "one.ann.tsv").write_text(
        "sid\tspeaker\tbehalf\tmode\tacts\taddressees\tthemes\n"
        "1\tKEN\t-\tparaphrase\tcall,position\tdonors\t-\n",
        encoding="utf-8",
    )
    (home / "one.doc.json").write_text(json.dumps(FACTS), encoding="utf-8")
    return home


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["evaluate", *map(str, arguments)])
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return call


def test_differences_are_written_a_line_each(run, folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run(folder, "--errors", tmp_path / "differences.tsv")
    assert code == 0
    assert out.startswith("1 documents, 1 sentences")
    lines = (tmp_path / "differences.tsv").read_text(encoding="utf-8").splitlines()
    assert f"acts\tone\t1\tcall, position\tcall\t{TEXT.strip()}" in lines


def test_a_floor_is_made_kept_and_forced(run, folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    floor = tmp_path / "floor.json"
    assert run(folder, "--write-floor", floor)[0] == 0
    made = json.loads(floor.read_text(encoding="utf-8"))
    assert made["speaker"] == 0.98
    floor.write_text(json.dumps(made | {"acts": 0.999}), encoding="utf-8")
    code, _, err = run(folder, "--write-floor", floor)
    assert (code, "acts: 0.667 is below its floor 0.999, which is kept" in err) == (0, True)
    assert json.loads(floor.read_text(encoding="utf-8"))["acts"] == 0.999
    run(folder, "--write-floor", floor, "--force")
    assert json.loads(floor.read_text(encoding="utf-8")) == made
    assert list(tmp_path.glob(".floor*")) == []


def test_confidence_is_measured_and_written(run, folder: Path, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    table = tmp_path / "act-confidence.tsv"
    monkeypatch.setattr(
        resources,
        "path",
        lambda relative: table if "confidence" in relative else resources.root() / relative,
    )
    code, _, err = run(folder, "--write-confidence")
    assert code == 0
    assert "Brier score" in err
    written = table.read_text(encoding="utf-8")
    assert "Brier score over 1 acts" in written
    rows = [line.split("\t") for line in written.splitlines() if not line.startswith("#")]
    assert rows[0] == ["rule", "type", "right", "found", "confidence"]
    assert ["frame:urge", "call", "1", "1"] in [row[:4] for row in rows]
    assert all(0 < float(row[4]) < 1 for row in rows[1:])


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--force"], 2, "give both"),
        (["--write-confidence", "--extractor", "llm"], 2, "measures the rules"),
        (["--extractor", "llm", "--llm-url", ""], 2, "no language model is set up"),
        (["--extractor", "llm", "--llm-url", "http://x/v1"], 2, "no model is named"),
        (["--write-floor", "/no/such/folder/floor.json"], 3, "cannot be written"),
    ],
)
def test_what_does_not_fit_is_said_in_a_line(  # type: ignore[no-untyped-def]
    run, folder: Path, monkeypatch, arguments: list[str], code: int, told: str
) -> None:
    monkeypatch.delenv("ROSTRUM_LLM_MODEL", raising=False)
    found, _, err = run(folder, *arguments)
    assert (found, told in err, err.count("\n")) == (code, True, 1)


def test_a_broken_annotation_is_one_line(run, folder: Path) -> None:  # type: ignore[no-untyped-def]
    path = folder / "one.ann.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("call", "cal"), encoding="utf-8")
    code, _, err = run(folder)
    assert code == 1
    assert err == f"rostrum: {path}:2: 'cal' is no act; did you mean 'call'?\n"


def test_a_failing_rule_costs_one_document_only(run, folder: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    for suffix in (".txt", ".sent.tsv", ".ann.tsv", ".doc.json"):
        (folder / f"two{suffix}").write_bytes((folder / f"one{suffix}").read_bytes())
    plain = Rules.extract

    def failing(self: Rules, layout: Layout, gazetteer: Gazetteer) -> Record:
        if layout.source.name == "two":
            raise IndexError("no such token")
        return plain(self, layout, gazetteer)

    monkeypatch.setattr(Rules, "extract", failing)
    code, out, err = run(folder)
    assert code == 1
    assert "2 documents" in out
    [line] = err.splitlines()
    assert "two.txt" in line
    assert "please report" in line


def test_extract_goes_on_after_a_failing_rule(folder: Path, monkeypatch, capfd) -> None:  # type: ignore[no-untyped-def]
    (folder / "two.txt").write_text(TEXT * 9, encoding="utf-8")
    plain = Rules.extract

    def failing(self: Rules, layout: Layout, gazetteer: Gazetteer) -> Record:
        if layout.source.name == "one":
            raise IndexError("no such token")
        return plain(self, layout, gazetteer)

    monkeypatch.setattr(Rules, "extract", failing)
    (folder / "one.txt").write_text(TEXT * 9, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["extract", str(folder / "one.txt"), str(folder / "two.txt")])
    out, err = capfd.readouterr()
    assert ended.value.code == 1
    assert json.loads(out)["document"]["name"].startswith("two")
    [line] = err.splitlines()
    assert "one.txt" in line
    assert "please report" in line
