"""Attribution on the annotated documents stays where it was measured."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.extracting.attribution import attribute
from kg.model.layout import Block, Form, Layout, Role, Sentence
from kg.model.mentions import Gazetteer
from kg.model.source import Source, Span

pytestmark = pytest.mark.shared
FLOOR = {"speaker": 0.98, "mode": 0.95}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def gold_layout(folder: Path, name: str) -> Layout:
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    spans: dict[str, tuple[int, int]] = {}
    sentences = []
    for row in table(folder / f"{name}.sent.tsv"):
        start, end = int(row["start"]), int(row["end"])
        spans[row["par"]] = (spans.get(row["par"], (start, 0))[0], end)
        sentences.append(Sentence(Span(start, end), list(spans).index(row["par"])))
    blocks = tuple(Block(Span(*span), Role.PARAGRAPH) for span in spans.values())
    plain = text.replace("\n", " ").replace("\u00a0", " ")
    return Layout(Source(name, text, "", name), plain, Form.COVERAGE, 1.0, blocks, tuple(sentences))


def test_speakers_and_modes(gold_dir: Path, gazetteer: Gazetteer) -> None:
    right = {"speaker": 0, "mode": 0}
    count = {"speaker": 0, "mode": 0}
    for file in sorted(gold_dir.glob("*.ann.tsv")):
        name = file.name.removesuffix(".ann.tsv")
        layout = gold_layout(gold_dir, name)
        found = attribute(layout, gazetteer.mentions(layout.plain), gazetteer)
        for got, row in zip(found, table(file), strict=True):
            count["speaker"] += 1
            right["speaker"] += set(got.speakers) == set(row["speaker"].split("|")) - {"-"}
            if row["speaker"] != "-":
                count["mode"] += 1
                right["mode"] += got.mode.value == row["mode"]
    for figure, floor in FLOOR.items():
        assert right[figure] / count[figure] >= floor, (figure, right, count)
