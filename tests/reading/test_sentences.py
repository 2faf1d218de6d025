from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.model.source import Span
from kg.reading.sentences import split


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Roe|Ms. Poe agreed.",
        "The draft (document A/79/L.116/Rev.1) was adopted.",
        "It grew by 3.5 per cent in the U.S. market.",
        "See paras. 3 to 5 and No. 7 of vol. 2.",
        "The meeting will resume at 10 a.m. on Friday, 28 May.",
        "John F. Roe, of A.K. Roe Inc. in Norland, spoke.",
        "“Why wait?” he asked.",
        "“Is that all?” Mr. Roe asked.",
        "He said that “[…] the time has come”.",
        "He said:  “The time has come.”",
        "1. Decides to remain seized of the matter.",
        "(a) To report by 1 May;",
        "St. Lucia, St. Kitts and Gen. Roe were named.",
        "The sum was $1.5 million … and rising.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    text = text.replace("|", " and ")
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "He spoke.| She replied.",
        "He spoke.”|  “We agree,” she said.",
        "That was so.| (See Press Release GA/12387.)",
        "Children “have reached their breaking point.|  Where is yours?”",
        "He lives in the U.S.| The others do not.",
        "They met at 10 a.m.|  The President spoke.",
        "It was so decided!|  Thirty States agreed.",
        "He asked why.|  1,000 people had died.",
        "It was a crime …|  The world must act.",
        "Is that so?|  Is it?|  It is.",
        "They stopped.| Álvaro Roe went on.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    parts = [part.strip() for part in text.split("|")]
    assert cut(text.replace("|", "")) == parts


def test_blanks_alone_hold_no_sentence() -> None:
    assert cut("   ") == []


@pytest.mark.shared
def test_boundaries_agree_with_the_annotation(gold_dir: Path) -> None:
    hits = misses = extras = 0
    for path in sorted(gold_dir.glob("*.sent.tsv")):
        text = path.with_name(path.name.replace(".sent.tsv", ".txt")).read_text(encoding="utf-8")
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            wanted = {int(row["end"]) for row in rows}
        found = set()
        start = 0
        for line in text.split("\n"):
            found |= {
                s.end for s in split(text.replace("\u00a0", " "), Span(start, start + len(line)))
            }
            start += len(line) + 1
        hits += len(found & wanted)
        misses += len(wanted - found)
        extras += len(found - wanted)
    assert 2 * hits / (2 * hits + misses + extras) >= 0.995
