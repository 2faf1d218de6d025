"""Speech acts: the challenge set, the context of a statement, details, and the gold."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kg.extracting.acts import find
from kg.extracting.acts.measuring import Measured, measure
from kg.linking import load_gazetteer
from kg.model.layout import Block, Form, Layout, Role, Sentence
from kg.model.mentions import Gazetteer
from kg.model.record import Act, ActType, Attribution, Certainty, Mode, Polarity
from kg.model.source import Source, Span

CHALLENGE = Path(__file__).resolve().parents[1] / "data" / "challenge.tsv"
PRECISION_FLOOR = 0.92


@cache
def registers() -> Gazetteer:
    return load_gazetteer()


def rows() -> Iterator[dict[str, str]]:
    with CHALLENGE.open(encoding="utf-8", newline="") as file:
        plain = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(plain, delimiter="\t", quoting=csv.QUOTE_NONE)


def acts_of(
    *sentences: str, speaker: str = "SVK", behalf: str = "", form: Form = Form.COVERAGE
) -> tuple[Act, ...]:
    """The acts of sentences said in one statement."""
    text = " ".join(sentences)
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    layout = Layout(
        Source("made-up", text, "", "made-up.txt"),
        text,
        form,
        1.0,
        (Block(Span(0, len(text)), Role.PARAGRAPH),),
        tuple(Sentence(span, 0) for span in spans),
    )
    said = Attribution(
        (speaker,), (behalf,) if behalf else (), Mode.PARAPHRASE, "given", None, turn=1
    )
    return find(layout, registers().mentions(text), (said,) * len(spans), registers())


def types(*sentences: str, speaker: str = "SVK", form: Form = Form.COVERAGE) -> set[str]:
    return {act.type.value for act in acts_of(*sentences, speaker=speaker, form=form)}


def detail(acts: tuple[Act, ...], name: str) -> str:
    act = next(act for act in acts if act.type is not ActType.CLAIM)
    owner = act.pledge if act.pledge is not None and hasattr(act.pledge, name) else act
    value = getattr(owner, name)
    return "" if value is None else str(value)


def plain(name: str) -> str:
    return name.lower().removeprefix("the ")


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: f"{row['topic']}: {row['text'][:50]}")
def test_challenge(row: dict[str, str]) -> None:
    acts = acts_of(
        row["text"], speaker=row["speaker"], behalf=row["behalf"], form=Form(row["form"])
    )
    assert {act.type.value for act in acts} == set(row["acts"].split("|"))
    named = {plain(one.text) for act in acts for one in act.addressees}
    assert named == {plain(one) for one in row["addressees"].split("|") if one}
    for pair in filter(None, row["detail"].split("|")):
        name, _, value = pair.partition("=")
        assert detail(acts, name) == value


def test_the_challenge_set_is_large() -> None:
    assert sum(1 for _ in list(rows())) >= 120


def test_pronoun_carries_the_party_over_the_sentence_boundary() -> None:
    found = acts_of(
        "The representative of Slovakia said her country had opened two shelters.",
        "It has also trained border guards.",
        "It will train more next year.",
    )
    assert [act.type.value for act in found] == ["action", "action", "commitment"]


def test_pronoun_of_another_party_is_not_the_speaker() -> None:
    assert types("Hungary has a long border.", "It will train more guards.") == {"claim"}


def test_narration_has_no_acts() -> None:
    text = "The Assembly must act."
    layout = Layout(
        Source("x", text, "", "x"), text, Form.COVERAGE, 1.0, (), (Sentence(Span(0, 22), 0),)
    )
    assert find(layout, registers().mentions(text), (Attribution(),), registers()) == ()


def test_spans_lie_in_their_sentence_and_cues_in_their_span() -> None:
    text = "Noting that his Government had ratified the pact, he urged Hungary to follow."
    for act in acts_of(text):
        assert act.span.within(Span(0, len(text)))
        assert act.cue.within(act.span)
        assert all(one.span.within(Span(0, len(text))) for one in act.addressees)


def test_addressee_is_linked_where_the_register_knows_it() -> None:
    act = acts_of("He urged Hungary to open the road.")[0]
    assert [(one.text, one.party) for one in act.addressees] == [("Hungary", "HUN")]


def test_the_chair_conducts_the_meeting_and_thanks() -> None:
    said = "I thank Ms. Okello for her briefing and I now give the floor to Cuba."
    assert types(said, speaker="chair", form=Form.VERBATIM) == {"position", "procedural"}
    assert types(said, speaker="NOR", form=Form.VERBATIM) == {"position"}
    assert types("The river rose.", speaker="chair", form=Form.VERBATIM) == {"claim"}


def test_one_who_speaks_for_several_acts_for_his_own_state_alone() -> None:
    own = acts_of("His country had built three ports.", behalf="group:g77-china")[0]
    joint = acts_of("The Group had drafted the text.", behalf="group:g77-china")[0]
    assert (own.behalf, joint.behalf) == ((), ("group:g77-china",))


@pytest.mark.parametrize(
    "text",
    [
        "He proposed that the Secretary-General report every 45 days.",
        "She recommended that the Assembly adopt the plan and the Secretariat report on it.",
    ],
)
def test_a_call_reaches_to_the_end_of_what_is_asked(text: str) -> None:
    assert [(act.type, act.span) for act in acts_of(text)] == [(ActType.CALL, Span(0, len(text)))]


def test_denied_and_conditional_acts_say_so() -> None:
    denied = acts_of("Slovakia would not abandon its neighbours, he said.")[0]
    assert denied.polarity is Polarity.NEGATED
    if_only = acts_of("His country would send engineers if the truce held, he said.")[0]
    assert if_only.certainty is Certainty.CONDITIONAL


def test_other_words_in_quotation_are_not_the_speech() -> None:
    said = "My neighbour wrote: “We will never sell this field.”"
    assert types(said, form=Form.SPEECH) == {"claim"}


def test_every_act_names_its_rule_and_confidence() -> None:
    for act in acts_of("She welcomed the report, called for patience and pledged to return."):
        assert act.rule.startswith("frame:")
        assert 0.5 < act.confidence < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "It is vital that parties in",
        "",
        "—",
        "“”",
        ",,,;",
        "He said:",
        "and and and",
        "must",
        "We",
        "(((",
        "said said said said",
    ],
)
def test_odd_sentences_do_no_harm(text: str) -> None:
    assert isinstance(acts_of(text), tuple)


@pytest.fixture(scope="module")
def measured(gold_dir: Path) -> Measured:
    return measure(gold_dir, registers())


@pytest.mark.shared
def test_precision_floor_on_the_gold(measured: Measured) -> None:
    found = {(f.rule, f.type): f for f in measured.figures}
    right = sum(f.right for (rule, _), f in found.items() if rule == "*")
    total = sum(f.found for (rule, _), f in found.items() if rule == "*")
    assert right / total > PRECISION_FLOOR


@pytest.mark.shared
def test_the_table_of_confidence_is_one_of_probabilities(measured: Measured) -> None:
    assert all(0 < f.confidence < 1 and f.right <= f.found for f in measured.figures)
    head = [line for line in measured.table().splitlines() if line.startswith("#")]
    assert f"{measured.calibration.held_out:.4f}" in " ".join(head)
    assert len(measured.table().splitlines()) == len(head) + 1 + len(measured.figures)


@pytest.mark.shared
def test_held_out_calibration_stays_close_to_a_constant(measured: Measured) -> None:
    score = measured.calibration
    assert score.acts > 600
    assert score.held_out < score.constant + 0.01
