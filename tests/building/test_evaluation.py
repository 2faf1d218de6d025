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
