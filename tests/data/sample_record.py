"""A record with every feature of the model, in our own words, for mapping and validating."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.iris import Iris
from kg.mapping.document import document_quads
from kg.mapping.terms import Quad
from kg.model.correction import Correction
from kg.model.layout import Block, Fact, Form, Layout, Role, Sentence
from kg.model.mentions import Mentions
from kg.model.record import (
    Act,
    ActType,
    Addressee,
    Attribution,
    Certainty,
    InstrumentMention,
    Meeting,
    Mode,
    NextMeeting,
    Outcome,
    Participation,
    Person,
    Pledge,
    Polarity,
    Presence,
    Provision,
    Record,
    Statement,
    ThemeTag,
    Vote,
)
from kg.model.source import Issue, Severity, Source, Span

SENTENCES = (
    "Slovakia will pay two million euros for shelters by 2030.",
    "Its delegate, Ms. Nováková, urged Chile and\nall donors to ratify the Palermo Convention.",
    "Guinea, for the Group of 77 and China, welcomed draft A/79/L.900.",
    "Many speakers said that trafficking grows.",
    "The President put the draft to the vote.",
    "By 3 votes to 1 (Chile), with 1 abstention (Peru), it was adopted; Kenya was in favour.",
    "Sweden has opened two shelters.",
    "The Assembly will meet again on 25 November at 10 a.m.",
)
TEXT = "\n\n".join(SENTENCES)


LABELS = {
    "SVK": "Slovakia",
    "GIN": "Guinea",
    "CHL": "Chile",
    "PER": "Peru",
    "KEN": "Kenya",
    "SWE": "Sweden",
    "group:g77-china": "Group of 77 and China",
}


class Names:
    """A gazetteer that knows a few names."""

    def mentions(self, text: str, on: date | None = None) -> Mentions:
        return Mentions(())

    def label(self, party: str) -> str:
        return LABELS[party]

    def is_member(self, party: str, group: str, on: date | None = None) -> bool:
        return False


def at(words: str) -> Span:
    """Return where ``words`` stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def layout() -> Layout:
    """Return the layout of the text: a block and a sentence a line."""
    spans = [at(sentence) for sentence in SENTENCES]
    source = Source("retold", TEXT, "ab" * 32, "retold.txt")
    return Layout(
        source=source,
        plain=TEXT.replace("\n", " "),
        form=Form.COVERAGE,
        confidence=1.0,
        blocks=tuple(Block(span, Role.PARAGRAPH) for span in spans),
        sentences=tuple(Sentence(span, number) for number, span in enumerate(spans)),
        facts={"url": Fact("https://press.un.org/en/retold"), "language": Fact("en")},
    )


def _act(type_: ActType, words: str, cue: str, sentence: int) -> Act:
    return Act(
        type_, at(words), at(cue), f"test-{type_}", 0.9, ("SVK",), (), sentence, Mode.PARAPHRASE
    )


def acts() -> tuple[Act, ...]:
    """Return an act of each of the six types."""
    chile = Addressee("Chile", at("Chile and"), "CHL")
    donors = Addressee("all donors", at("all donors"))
    commitment = _act(ActType.COMMITMENT, SENTENCES[0], "will", 0)
    call = _act(ActType.CALL, SENTENCES[1][13:], "urged", 1)
    position = _act(ActType.POSITION, SENTENCES[2], "welcomed", 2)
    claim = _act(ActType.CLAIM, SENTENCES[3], "said", 3)
    conduct = _act(ActType.PROCEDURAL, SENTENCES[4], "put", 4)
    action = _act(ActType.ACTION, SENTENCES[6], "has opened", 6)
    pledge = Pledge(5, at("shelters by"), "two million euros", "by 2030", "victims")
    return (
        replace(commitment, pledge=pledge, themes=("human-trafficking",)),
        replace(
            call,
            addressees=(chile, donors),
            themes=("human-trafficking",),
            instruments=("palermo-convention",),
            certainty=Certainty.CONDITIONAL,
        ),
        replace(position, parties=("GIN",), behalf=("group:g77-china",)),
        replace(claim, parties=("many",)),
        replace(conduct, parties=("chair",), polarity=Polarity.NEGATED),
        replace(action, parties=("SWE",), pledge=Pledge(3, at("two shelters"))),
    )


def record() -> Record:
    """Return the record of the text."""
    said = {0: "SVK", 1: "SVK", 2: "GIN", 3: "many", 4: "chair", 6: "SWE"}
    behalf = {2: ("group:g77-china",)}
    theme = (ThemeTag("human-trafficking", None),)
    vote = Vote(3, 1, 1, ("KEN",), ("CHL",), ("PER",))
    novakova = Person("Nováková", "delegate")
    return Record(
        layout=layout(),
        extractor="rules",
        symbol="GA/99999",
        title="Assembly Talks of Trafficking",
        day=date(2021, 11, 24),
        meeting=Meeting("General Assembly", 79, (38, 39), date(2021, 11, 24), "trafficking"),
        attributions=tuple(
            Attribution((said[n],), behalf.get(n, ()), Mode.PARAPHRASE, "test", turn=n)
            if n in said
            else Attribution()
            for n in range(len(SENTENCES))
        ),
        themes=tuple(theme if n < 4 else () for n in range(len(SENTENCES))),
        statements=(
            Statement(1, "SVK", (), novakova, (0, 1)),
            Statement(2, "GIN", ("group:g77-china",), Person(), (2,)),
            Statement(3, "many", (), Person(), (3,)),
            Statement(4, "chair", (), Person(), (4,)),
            Statement(5, "SWE", (), Person(), (6,)),
        ),
        acts=acts(),
        participations=(
            Participation("SVK", Presence.REPORTED, at("Slovakia"), (), novakova, "observer"),
            Participation("GIN", Presence.REPORTED, at("Guinea"), ("group:g77-china",)),
            Participation("person:x", Presence.INVITED, at("Its delegate")),
        ),
        outcomes=(
            Outcome("adopted", "the draft", "recorded-vote", at(SENTENCES[5]), "A/79/L.900", vote),
            Outcome("postponed", "the rest", "unknown", at("will meet again")),
        ),
        instruments=(
            InstrumentMention(
                "Palermo Convention", "treaty", (at("Palermo"),), id="palermo-convention"
            ),
        ),
        provisions=(
            Provision("4", "operative", at(SENTENCES[6]), "call upon", "call", path="4"),
            Provision(
                "(a)",
                "operative",
                at(SENTENCES[7]),
                parent="4",
                path="4 (a)",
                themes=("womens-rights-gender-equality",),
            ),
        ),
        symbols=("A/79/L.900",),
        next_meeting=NextMeeting(date(2021, 11, 25), "10:00", at(SENTENCES[7])),
        corrections=(
            Correction(
                "GA/99999",
                at("Its delegate"),
                "Its delegate",
                "speaker",
                "CHL",
                "SVK",
                "A",
                "heard",
            ),
        ),
        issues=(Issue("A name is unknown.", Severity.WARNING, at("Peru")), Issue("No header.")),
    )


def sample_quads() -> list[Quad]:
    """Return the quads of the record."""
    return document_quads(record(), Iris(), Names(), rules="cd" * 8)
