"""``rostrum explain``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from kg.building.documents import extract_source
from kg.cli import options
from kg.errors import UnreadableDocument, UsageError
from kg.model.record import Act, Record
from kg.model.source import Span
from kg.reading import Failure, sources
from kg.settings import DEFAULT_BASE


@click.command()
@click.argument("document", type=click.Path(path_type=Path))
@click.option(
    "--at",
    "offset",
    type=click.IntRange(min=0),
    required=True,
    help="A code-point offset in the text.",
)
@options.corrections
def explain(document: Path, offset: int, corrections: Path | None) -> int:
    """Show how the sentence at an offset was understood: speaker, rule, cue, acts, themes."""
    settings = options.settings(DEFAULT_BASE, {"extractor": "rules", "corrections": corrections})
    found = next(iter(sources([document], settings)), None)
    if found is None or isinstance(found, Failure):
        raise UnreadableDocument(f"{document}: {found.message if found else 'no document there'}")
    record = extract_source(found, settings).record
    if record is None:
        raise UsageError(f"{document}: not a meeting document, so nothing was extracted")
    index = _sentence_at(record, offset)
    if index is None:
        last = len(found.text)
        raise UsageError(f"{document}: no sentence at {offset} (the text has {last} code points)")
    click.echo("\n".join(_explained(record, index)))
    return 0


def _sentence_at(record: Record, offset: int) -> int | None:
    for index, sentence in enumerate(record.layout.sentences):
        if sentence.span.start <= offset < sentence.span.end:
            return index
    return None


def _words(record: Record, span: Span | None) -> str:
    if span is None:
        return "carried over from the sentence before"
    return f"{span.start}–{span.end} “{record.layout.read(span)}”"


def _explained(record: Record, index: int) -> Iterator[str]:
    sentence, said = record.layout.sentences[index], record.attributions[index]
    yield f"sentence   {_words(record, sentence.span)}"
    yield f"speaker    {'|'.join(said.speakers) or 'none (narration)'}"
    if said.behalf:
        yield f"behalf     {'|'.join(said.behalf)}"
    yield f"mode       {said.mode.value}"
    yield f"rule       {said.rule}"
    if said.speakers:
        yield f"cue        {_words(record, said.cue)}"
    for act in record.acts:
        if act.sentence == index:
            yield from _act(record, act)
    for one in record.corrections:
        if one.span.within(sentence.span):
            yield f"corrected  {one.field}: {one.old or 'nothing'} → {one.new or 'nothing'}"
            yield f"  by       {one.who}: {one.why}"
    for tag in record.themes[index]:
        origin = _words(record, tag.cue) if tag.cue else "the running topic"
        yield f"theme      {tag.theme} (score {tag.score:.2f}) from {origin}"


def _act(record: Record, act: Act) -> Iterator[str]:
    yield f"act        {act.type.value}, rule {act.rule}, confidence {act.confidence:.2f}"
    yield f"  span     {_words(record, act.span)}"
    yield f"  cue      {_words(record, act.cue)}"
    yield f"  scope    {act.polarity.value}, {act.certainty.value}"
    for addressee in act.addressees:
        yield f"  to       {addressee.text} ({addressee.party or 'not registered'})"
    if act.pledge:
        pledge = act.pledge
        parts = (f"strength {pledge.strength}", pledge.amount, pledge.deadline, pledge.beneficiary)
        yield f"  pledge   {', '.join(part for part in parts if part)}"
