from __future__ import annotations

import json
import subprocess
import sys

import pytest

from kg.building.evaluation import (
    confusion_table,
    evaluate,
    figures_table,
    plain_table,
    records_of,
)
from kg.building.evaluation_floor import Floor, read_floor
from kg.errors import DataError, EnvironmentFailure

TEXT = "Kenya’s delegate urged donors to act.  It rained.\n"
GOLD_FACTS = {
    "meeting": {"body": "General Assembly", "session": 76, "date": None},
    "symbols": [],
    "participations": [{"party": "KEN", "mode": "reported", "behalf": "-"}],
    "outcomes": [{"kind": "adopted", "what": "text on lakes", "symbol": "A/1/L.1",
                  "procedure": "recorded-vote", "for": 10, "against": 1, "abstain": 0}],
    "instruments": [{"name": "Pact for the Future", "symbol": None}],
    "next_meeting": None,
}  # fmt: skip
RECORD = {
    "document": {"name": "one"},
    "meeting": {"body": "General Assembly", "session": 75},
    "participations": [{"party": "KEN", "mode": "reported", "behalf": []}],
    "sentences": [{"start": 0, "end": 37, "speakers": ["KEN"], "behalf": [], "mode": "paraphrase",
                   "themes": ["debt"]}],
    "acts": [{"type": "position", "start": 0, "end": 37, "quote": TEXT[:37], "addressees": []},
             {"type": "call", "start": 0, "end": 30, "quote": "wrong", "addressees": ["donors"]}],
    "outcomes": [{"kind": "adopted", "what": "text", "symbol": "A/1/L.1", "for": 10,
                  "procedure": "recorded-vote", "against": 2}],
    "instruments": [{"name": "the Pact", "symbol": None}, {"name": "Oslo Accord"}],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.sent.tsv").write_text(
        f"sid\tpar\tstart\tend\ttext\n1\t1\t0\t37\t{TEXT[:37]}\n2\t1\t39\t49\tIt rained.\n",
        encoding="utf-8",
    )
    (tmp_path / "one.ann.tsv").write_text(
        "sid\tspeaker\tbehalf\tmode\tacts\taddressees\tthemes\n"
        "1\tKEN\t-\tparaphrase\tcall\tdonors\tdebt\n2\t-\t-\tnarration\t-\t-\t-\n",
        encoding="utf-8",
    )
    (tmp_path / "one.doc.json").write_text(json.dumps(GOLD_FACTS), encoding="utf-8")
    return tmp_path


def test_counts_what_agrees(folder):
    found = evaluate(folder, [RECORD])
    assert (found.documents, found.sentences, found.missing) == (1, 2, ())
    assert found.figures["speaker"] == {"accuracy": 1.0, "n": 2}
    assert found.figures["acts"]["p"] == 0.5
    assert found.figures["addressees"]["f1"] == 1.0
    assert found.figures["instruments"]["p"] == 0.5
    assert found.figures["quotes-not-at-offsets"] == {"bad": 1, "n": 2}
    assert found.figures["meeting"] == {"accuracy": 0.5, "n": 2}
    assert found.main("outcomes") == 1.0


def test_lists_every_difference_with_its_text(folder):
    found = evaluate(folder, [RECORD])
    lines = [one.line() for one in found.disagreements]
    assert f"acts\tone\t1\tcall\tcall, position\t{TEXT[:37]}" in lines
    assert "vote-detail\tone\tagainst\t1\t2\ttext on lakes" in lines
    assert "instruments\tone\tNone\t-\tOslo Accord\t" in lines


def test_confusions_pair_what_is_missing_with_what_is_too_much(folder):
    found = evaluate(folder, [RECORD])
    assert found.confusion == {("-", "position"): 1, ("call", "call"): 1}
    table = confusion_table(found)
    assert table[0][:3] == ("gold / found", "commitment", "action")


def test_a_document_without_a_record_is_named(folder):
    found = evaluate(folder, [])
    assert found.missing == ("one",)
    assert found.figures["acts"]["r"] == 0.0


def test_extracts_the_documents_itself(folder):
    (record,) = records_of(folder)
    assert record["document"]["name"] == "one"
    assert evaluate(folder).figures["quotes-not-at-offsets"]["bad"] == 0


def test_tables_are_plain_text(folder):
    text = plain_table(figures_table(evaluate(folder, [RECORD])))
    assert text.splitlines()[0].split() == ["figure", "F1", "precision", "recall", "accuracy", "n"]
    assert "1 bad" in text


def test_a_folder_without_annotation_is_said_to_be_one(tmp_path):
    with pytest.raises(EnvironmentFailure, match="no annotated document"):
        evaluate(tmp_path)


def test_a_broken_annotation_is_said_to_be_one(folder):
    (folder / "one.doc.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read as JSON"):
        evaluate(folder, [RECORD])


@pytest.mark.parametrize(
    ("suffix", "old", "new", "told"),
    [
        ("ann.tsv", "\tthemes\n", "\n", "one.ann.tsv: column themes missing"),
        ("ann.tsv", "\tmode\tacts", "\tMode\tActs", "columns mode, acts missing"),
        ("ann.tsv", "sid", "number", "column sid missing"),
        (
            "ann.tsv",
            "\tcall\t",
            "\tcalls\t",
            "one.ann.tsv:2: 'calls' is no act; did you mean 'call'",
        ),
        ("ann.tsv", "\tcall\t", "\tthreat,call\t", "'threat' is no act; they are action, call"),
        ("ann.tsv", "paraphrase", "reported", "'reported' is no mode; they are mixed"),
        ("ann.tsv", "debt", "debts", "'debts' is no theme; did you mean 'debt'"),
        ("ann.tsv", "debt", "qqq", "'qqq' is no theme; 'rostrum themes' lists them"),
        ("ann.tsv", "\tdebt", "", "one.ann.tsv:2: 6 cells where the first line names 7"),
        ("ann.tsv", "\n2\t", "\n1\t", "one.ann.tsv:3: sentence 1 stands here twice"),
        ("ann.tsv", "\n2\t", "\n3\t", "sentences without a row: 2"),
        ("sent.tsv", "\n2\t1\t39\t49\tIt rained.", "", "that the sentence table lacks: 2"),
        ("sent.tsv", "\t37\t", "\t36\t", "one.sent.tsv:2: offsets 0–36 are off"),
        ("sent.tsv", "\t39\t", "\t40\t", "there stands 't rained.', not 'It rained.'"),
        ("sent.tsv", "\t49\t", "\t99\t", "offsets 39–99 do not fit a text of 50"),
        ("sent.tsv", "\t39\t", "\t49\t", "offsets 49–49 do not fit"),
        ("sent.tsv", "\t37\t", "\t37.0\t", "column end holds '37.0', which is no number"),
        ("doc.json", '"meeting"', '"meetings"', "must be a JSON object with an object 'meeting'"),
    ],
)
def test_what_is_wrong_with_an_annotation_is_said_in_a_line(folder, suffix, old, new, told):
    path = folder / f"one.{suffix}"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as error:
        evaluate(folder, [RECORD])
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_table_from_a_spreadsheet_and_themes_of_ones_own_are_read(folder):
    expected = evaluate(folder, [RECORD]).figures
    for suffix in ("ann.tsv", "sent.tsv"):
        path = folder / f"one.{suffix}"
        rows = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + rows.encode() + b"\r\n")
    assert evaluate(folder, [RECORD]).figures == expected
    (folder / "themes.tsv").write_text("id\tlabel\nlakes\tLakes\n", encoding="utf-8")
    path = folder / "one.ann.tsv"
    path.write_bytes(path.read_bytes().replace(b"debt", b"lakes"))
    assert evaluate(folder, [RECORD]).figures["themes"]["r"] == 0.0


def test_a_floor_is_raised_and_never_lowered(folder):
    found = evaluate(folder, [RECORD])
    floor = Floor({"acts": 0.9, "speaker": 0.5, "gone": 0.7})
    assert floor.fallen(found) == {"acts": (found.main("acts"), 0.9)}
    raised = floor.raised(found).figures
    assert (raised["acts"], raised["speaker"], raised["gone"]) == (0.9, 0.98, 0.7)
    assert "quotes-not-at-offsets" not in raised
    forced = floor.raised(found, force=True).figures
    assert (forced["acts"], "gone" in forced) == (0.647, False)


def test_a_floor_is_read_as_it_was_written(folder, tmp_path):
    floor = Floor({}).raised(evaluate(folder, [RECORD]))
    (tmp_path / "floor.json").write_text(floor.text(), encoding="utf-8")
    assert read_floor(tmp_path / "floor.json") == floor
    assert read_floor(tmp_path / "none.json") == Floor({})
    (tmp_path / "floor.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(DataError, match="holds no figures"):
        read_floor(tmp_path / "floor.json")


@pytest.mark.shared
def test_gives_the_same_figures_as_the_reference_script(shared_dir, gold_dir, tmp_path):
    records = list(records_of(gold_dir))
    spoiled = json.loads(json.dumps(records))
    for at, one in enumerate(spoiled):
        one["acts"] = one["acts"][at % 3 :: 2]
        one["sentences"] = one["sentences"][at % 2 :]
        one["outcomes"] = one["outcomes"][1:]
    for name, variant in (("all", records), ("spoiled", spoiled), ("some", spoiled[2:])):
        path = tmp_path / f"{name}.jsonl"
        path.write_text("\n".join(map(json.dumps, variant)), encoding="utf-8")
        script = shared_dir / "eval" / "score.py"
        run = subprocess.run(
            [sys.executable, script, gold_dir, path, "--json"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert json.loads(run.stdout) == json.loads(json.dumps(evaluate(gold_dir, variant).figures))
