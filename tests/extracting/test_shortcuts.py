"""Looks that save work must never change what is found."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from kg.extracting import names, papers, patterns
from kg.extracting.acts import cues, find
from kg.extracting.acts.tokens import tokenise
from kg.linking import load_gazetteer
from kg.model.layout import Block, Form, Layout, Role, Sentence
from kg.model.mentions import Mentions
from kg.model.record import Act, Attribution
from kg.model.source import Source, Span

CHALLENGE = Path(__file__).resolve().parents[1] / "data" / "challenge.tsv"


def challenge() -> Layout:
    """All sentences of the challenge set as one document, told in the first person and not."""
    with CHALLENGE.open(encoding="utf-8", newline="") as file:
        plain = (line for line in file if not line.startswith("#"))
        rows = csv.DictReader(plain, delimiter="\t", quoting=csv.QUOTE_NONE)
        texts = [row["text"] for row in rows]
    spans, at = [], 0
    for text in texts:
        spans.append(Span(at, at + len(text)))
        at += len(text) + 1
    joined = " ".join(texts)
    return Layout(
        Source("x", joined, "", "x"), joined, Form.COVERAGE, 1.0,
        tuple(Block(span, Role.PARAGRAPH) for span in spans),
        tuple(Sentence(span, number) for number, span in enumerate(spans)),
    )  # fmt: skip


def acts(layout: Layout, mentions: Mentions, party: str) -> tuple[Act, ...]:
    said = tuple(Attribution((party,), turn=1) for _ in layout.sentences)
    return find(layout, mentions, said, load_gazetteer())


@pytest.mark.parametrize("form", [Form.COVERAGE, Form.SPEECH])
def test_a_look_at_the_next_word_rules_out_no_cue(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = challenge()
    layout = Layout(found.source, found.plain, form, 1.0, found.blocks, found.sentences)
    mentions = load_gazetteer().mentions(layout.plain)
    for party in ("SVK", "group:g77-china"):
        quick = acts(layout, mentions, party)
        with monkeypatch.context() as patched:
            patched.setattr(cues._Opening, "may", lambda *_: True)
            assert acts(layout, mentions, party) == quick


def test_the_look_rules_out_something() -> None:
    opening = cues._openings()["is"]
    assert not opening.may(["peace", "is", "peace"], 1, 3)
    assert opening.may(["it", "is", "vital"], 1, 3)


def test_tokens_cut_at_blanks_are_those_of_the_whole_sentence() -> None:
    said = "he  said: “we’ll give us$5 (or 3.5%) — “now”, i.e. today,” she added--/yes&no…"
    said = said.replace("’", "'")
    tokens = tokenise(said, said, 3, len(said))
    pattern = re.compile(r"\w++(?:['.\-–]\w++)*+'?|[“”\"«»,;:()?!\[\]—–$€£]|--")
    whole = [(match.group(), *match.span()) for match in pattern.finditer(said, 3)]
    starts = tokens.starts
    assert [(w, s, s + len(w)) for w, s in zip(tokens.words, starts, strict=True)] == whole


def test_signs_are_found_in_the_sentences_that_hold_them_whole() -> None:
    text = "A report. The report of the plan. It re. port plan"
    spans = [Span(0, 9), Span(10, 33), Span(34, 40), Span(41, 50)]
    assert names.holding(text, spans, ("report", "plan")) == {0, 1, 3}
    assert names.holding(text, spans, ("absent",)) == set()
    assert papers.tellers(text, spans) == {0, 1, 3}


def test_a_pattern_that_opens_with_its_initial_finds_whole_words_only() -> None:
    pattern = re.compile(patterns.opening(["thanks?", "the end", "good"]))
    said = "thank (thanks) athank the end. good-bye ungood"
    assert [match.group() for match in pattern.finditer(said)] == [
        "thank", "thanks", "the end", "good"
    ]  # fmt: skip
