"""From what a model says to acts and themes that stand in the source; the rest is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extracting.acts.confidence import UNMEASURED
from kg.extracting.acts.pledges import pledge
from kg.extracting.language_model.answer import Answer, SaidAct, SaidTheme
from kg.extracting.language_model.locating import find_quote, locate
from kg.extracting.language_model.prompt import theme_ids
from kg.model.layout import Layout
from kg.model.record import Act, ActType, Addressee, Pledge, Record, ThemeTag
from kg.model.source import Issue, Severity, Span

RULE = "llm"
_MOST_THEMES = 3
_SHOWN = 80
_PLEDGES = {ActType.COMMITMENT: "phrase:llm", ActType.ACTION: "own:perfect"}
"""Under which kind of rule the words of an act are read for amounts, dates and strength."""


@dataclass(slots=True)
class Grounded:
    """What was found in the source, and an issue for everything that was not."""

    acts: list[Act] = field(default_factory=list)
    themes: dict[int, tuple[ThemeTag, ...]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def ground(answer: Answer, block: Sequence[int], record: Record, found: Grounded) -> None:
    """Add to ``found`` what of ``answer`` about the sentences ``block`` holds."""
    seen: set[tuple[ActType, Span]] = set()
    for said in answer.acts:
        act = _act(said, block, record, found.issues)
        if act is not None and (act.type, act.span) not in seen:
            seen.add((act.type, act.span))
            found.acts.append(act)
    tags: dict[int, list[ThemeTag]] = {index: [] for index in block}
    for theme in answer.themes:
        _tag(theme, block, record.layout, tags, found.issues)
    found.themes |= {index: tuple(given) for index, given in tags.items()}


def _act(said: SaidAct, block: Sequence[int], record: Record, issues: list[Issue]) -> Act | None:
    layout = record.layout
    place = find_quote(layout, said.quote, _claimed_first(said.sentence, block))
    if place is None:
        issues.append(
            _issue("a quote that is not in the text was dropped", said.quote, layout, block)
        )
        return None
    sentence, span = place
    who = record.attributions[sentence]
    if not who.speakers:
        issues.append(_issue("an act that nobody performs was dropped", said.quote, layout, block))
        return None
    cue = locate(layout, said.cue, span)
    if cue is None:
        issues.append(_issue("a cue that is not in its quote was dropped", said.cue, layout, block))
    return Act(
        type=said.type,
        span=span,
        cue=cue or span,
        rule=RULE,
        confidence=UNMEASURED,
        parties=who.speakers,
        behalf=who.behalf,
        sentence=sentence,
        attribution=who.mode,
        addressees=_addressees(said, sentence, record, issues),
        polarity=said.polarity,
        certainty=said.certainty,
        pledge=_pledge(layout, said.type, span, cue or span),
    )


def _claimed_first(number: int, block: Sequence[int]) -> list[int]:
    """Return the sentences of a block, that of the number the model gave before all others."""
    claimed = block[number - 1 : number] if number >= 1 else ()
    return [*claimed, *(index for index in block if index not in claimed)]


def _addressees(
    said: SaidAct, sentence: int, record: Record, issues: list[Issue]
) -> tuple[Addressee, ...]:
    layout = record.layout
    if said.type is not ActType.CALL:
        return ()
    known = {
        (one.span.start, one.span.end): one.party
        for act in record.acts
        if act.sentence == sentence
        for one in act.addressees
    }
    found = []
    for words in dict.fromkeys(said.addressees):
        span = locate(layout, words, layout.sentences[sentence].span)
        if span is None:
            message = "an addressee that is not in the sentence was dropped"
            issues.append(_issue(message, words, layout, (sentence,)))
        else:
            party = known.get((span.start, span.end))
            found.append(Addressee(layout.read(span), span, party))
    return tuple(found)


def _pledge(layout: Layout, kind: ActType, span: Span, cue: Span) -> Pledge | None:
    rule = _PLEDGES.get(kind)
    return pledge(layout.plain, span, cue, rule) if rule else None


def _tag(
    said: SaidTheme,
    block: Sequence[int],
    layout: Layout,
    tags: dict[int, list[ThemeTag]],
    issues: list[Issue],
) -> None:
    if said.theme not in theme_ids():
        issues.append(
            _issue("a theme that no register holds was dropped", said.theme, layout, block)
        )
        return
    place = find_quote(layout, said.cue, _claimed_first(said.sentence, block))
    if place is None:
        message = f"the cue of theme {said.theme}, which is not in the text, was dropped with it"
        issues.append(_issue(message, said.cue, layout, block))
        return
    given = tags[place[0]]
    if len(given) < _MOST_THEMES and all(tag.theme != said.theme for tag in given):
        given.append(ThemeTag(said.theme, place[1], 1.0 - 0.1 * len(given)))


def _issue(message: str, words: str, layout: Layout, block: Sequence[int]) -> Issue:
    shown = " ".join(words.split())
    shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
    first, last = layout.sentences[block[0]].span, layout.sentences[block[-1]].span
    return Issue(
        f"language model: {message}: “{shown}”", Severity.WARNING, Span(first.start, last.end)
    )
