"""Attribution of coverage: the challenge set, and what the annotated documents give."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest

from kg.extracting.attribution import attribute
from kg.model.layout import Block, Form, Layout, Role, Sentence
from kg.model.mentions import Gazetteer
from kg.model.record import Attribution, Mode
from kg.model.source import Source, Span

CHALLENGE = Path(__file__).with_name("attribution-challenge.tsv")
Lay = Callable[..., Layout]


def challenge() -> list[list[dict[str, str]]]:
    lines = [
        line.split("\t")
        for line in CHALLENGE.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    return [list(group) for _, group in groupby(rows, key=lambda row: row["doc"])]


def laid_out(rows: list[dict[str, str]]) -> Layout:
    text, blocks, sentences = "", [], []
    for _, group in groupby(rows, key=lambda row: row["par"]):
        start = len(text)
        for row in group:
            sentences.append(Sentence(Span(len(text), len(text) + len(row["text"])), len(blocks)))
            text += row["text"] + "  "
        blocks.append(Block(Span(start, len(text) - 2), Role.PARAGRAPH))
        text += "\n\n"
    source = Source("challenge", text, "0" * 64, "challenge.txt")
    plain = text.replace("\n", " ")
    return Layout(source, plain, Form.COVERAGE, 1.0, tuple(blocks), tuple(sentences))


def stated(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part != "-")


@pytest.mark.parametrize("rows", challenge(), ids=lambda rows: rows[0]["text"][:40])
def test_challenge(rows: list[dict[str, str]], gazetteer: Gazetteer) -> None:
    layout = laid_out(rows)
    found = attribute(layout, gazetteer.mentions(layout.plain), gazetteer)
    got = [
        (a.speakers, a.behalf, a.mode.value, row["text"])
        for a, row in zip(found, rows, strict=True)
    ]
    wanted = [
        (stated(row["speaker"]), stated(row["behalf"]), row["mode"], row["text"]) for row in rows
    ]
    assert got == wanted


def said(lay: Lay, gazetteer: Gazetteer, text: str) -> tuple[Attribution, ...]:
    layout = lay(text)
    return attribute(layout, gazetteer.mentions(layout.plain), gazetteer)


def test_every_sentence_has_one_attribution(lay: Lay, gazetteer: Gazetteer) -> None:
    layout = lay("Kenya's delegate agreed.\n\n(More to come.)\n\nStatements")
    assert len(attribute(layout, gazetteer.mentions(layout.plain), gazetteer)) == len(
        layout.sentences
    )


def test_an_empty_document_has_none(lay: Lay, gazetteer: Gazetteer) -> None:
    assert said(lay, gazetteer, "") == ()


def test_the_cue_is_the_construction(lay: Lay, gazetteer: Gazetteer) -> None:
    text = "Today, the representative of Chile, speaking for the Rio Group, said all was well."
    (found,) = said(lay, gazetteer, text)
    assert found.cue is not None
    assert text[found.cue.start : found.cue.end].endswith("said")
    assert found.rule == "subject"


def test_turns_grow_with_every_new_speaker(lay: Lay, gazetteer: Gazetteer) -> None:
    found = said(
        lay,
        gazetteer,
        "Kenya's delegate agreed.  She thanked the Chair.\n"
        "The representative of Chad disagreed.\n"
        "Taking the floor again, Kenya's delegate said that was wrong.",
    )
    assert [a.turn for a in found] == [1, 1, 2, 3]


def test_groups_are_aligned_with_their_speakers(lay: Lay, gazetteer: Gazetteer) -> None:
    (found,) = said(
        lay,
        gazetteer,
        "The representatives of Norway and Jamaica, the latter of whom spoke for the Caribbean "
        "Community (CARICOM), welcomed the text.",
    )
    assert found.speakers == ("NOR", "JAM")
    assert found.behalf_each == (None, "group:caricom")


def test_a_source_within_a_briefing_does_not_speak(lay: Lay, gazetteer: Gazetteer) -> None:
    found = said(
        lay,
        gazetteer,
        "Ada Lindt, Special Envoy of the Secretary-General, said the road was cut.  The Foreign "
        "Minister of Chad had promised escorts.  The Secretary-General called for calm.",
    )
    assert {a.speakers for a in found} == {("org:un-secretariat",)}


def test_a_quotation_before_its_speaker(lay: Lay, gazetteer: Gazetteer) -> None:
    found = said(
        lay,
        gazetteer,
        "Kenya's delegate agreed.\n“We are tired.  We are hungry,” said the delegate of Mali.",
    )
    assert [a.speakers for a in found] == [("KEN",), ("MLI",), ("MLI",)]
    assert [a.mode for a in found[1:]] == [Mode.QUOTE, Mode.QUOTE]


def test_an_unknown_group_keeps_its_name(lay: Lay, gazetteer: Gazetteer) -> None:
    (found,) = said(
        lay,
        gazetteer,
        "The representative of Qatar, on behalf of the Group of Friends of Quiet Deserts, agreed.",
    )
    assert found.behalf == ("group:group-of-friends-of-quiet-deserts",)


def test_no_quotation_marks_no_quote(lay: Lay, gazetteer: Gazetteer) -> None:
    found = said(lay, gazetteer, "Kenya's delegate rejected the “wedge” between them.")
    assert [a.mode for a in found] == [Mode.PARAPHRASE]


def test_one_endless_sentence_takes_linear_time(lay: Lay, gazetteer: Gazetteer) -> None:
    unit = (
        "Mr. Alan Smith, Director of Peace, said Kenya's delegate, speaking for Chad, and “x y”, "
    )
    layout = lay(unit * 3000)
    mentions = gazetteer.mentions(layout.plain)
    start = time.process_time()
    attribute(layout, mentions, gazetteer)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("form", ["JANE ROE (Kenya) {}", "Kenya’s delegate {}", "The representative of Kenya, on behalf of nobody else, {}"])  # fmt: skip
@pytest.mark.parametrize("verb", ["marvelled at", "bristled at", "was at ease with", "had no use for", "could not fathom", "undertook to end", "zigzagged over"])  # fmt: skip
def test_any_verb_reports_in_the_speakers_own_place(
    lay: Lay, gazetteer: Gazetteer, form: str, verb: str
) -> None:
    text = f"LIV DAHL (Norway) said paper fed nobody.\n\n{form.format(verb)} the delay."
    assert [one.speakers for one in said(lay, gazetteer, text)] == [("NOR",), ("KEN",)]


def test_an_election_is_no_statement(lay: Lay, gazetteer: Gazetteer) -> None:
    found = said(lay, gazetteer, "JANE ROE (Kenya) was elected Vice-Chair by acclamation.")
    assert found[0].speakers == ()


def test_documents_summed_up_are_narration(lay: Lay, gazetteer: Gazetteer) -> None:
    text = (
        "Background\n\nThe Secretary-General recommended more observers.\n\n"
        "JANE ROE (Kenya) agreed.\n\nThe Secretary-General said that he was grateful."
    )
    found = [one.speakers for one in said(lay, gazetteer, text)]
    assert found == [(), (), ("KEN",), ("org:un-secretariat",)]


def test_a_national_statement_follows_one_for_a_group(lay: Lay, gazetteer: Gazetteer) -> None:
    text = (
        "LUIS PAZ (Peru), on behalf of the Rio Group, urged restraint.  "
        "Speaking in his national capacity, he announced new patrols.  They would sail soon."
    )
    found = said(lay, gazetteer, text)
    assert [one.behalf for one in found] == [("group:rio-group",), (), ()]
    assert found[0].turn != found[1].turn == found[2].turn
