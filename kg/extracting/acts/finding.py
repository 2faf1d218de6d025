"""The acts of a document: every sentence that has a speaker, read with its context."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from kg.extracting.acts.analysis import Finding, analyse
from kg.extracting.acts.confidence import confidence
from kg.extracting.acts.lexicon import lexicon
from kg.extracting.acts.pledges import pledge
from kg.extracting.acts.subjects import View
from kg.extracting.acts.tokens import Tokens, tokenise
from kg.model.layout import Form, Layout
from kg.model.mentions import Gazetteer, Kind, Mention, Mentions, NameForm
from kg.model.record import (
    CHAIR,
    MANY,
    Act,
    ActType,
    Addressee,
    Attribution,
    Certainty,
    Polarity,
)
from kg.model.source import Span
from kg.phrases import fold

Subjects: TypeAlias = Callable[[Span, int], tuple[tuple[str, ...], tuple[str, ...]]]
"""Tells the themes and the instruments of a clause of the sentence with this number."""

_NUMBER = re.compile(r"\d{1,3}\.\s+(?=[\"“]?[A-Z])")
_FIRST_PERSON = (Form.VERBATIM, Form.SPEECH)
_MINE, _HOMES = frozenset({"my", "his", "her"}), frozenset({"country", "government", "nation"})
_SECRETARIAT = "org:un-secretariat"
_NAMED = (Kind.PARTY, Kind.GROUP, Kind.BODY)
_TYPES = {type_.value: type_ for type_ in ActType}
_NAMES = (NameForm.NAME, NameForm.ACRONYM, NameForm.METONYM, NameForm.FORMER)


class _Heard(NamedTuple):
    """One sentence of a speaker, and who tells what its clauses are about."""

    layout: Layout
    view: View
    attribution: Attribution
    number: int
    subjects: Subjects


def find(
    layout: Layout,
    mentions: Mentions,
    attributions: tuple[Attribution, ...],
    gazetteer: Gazetteer,
    subjects: Subjects | None = None,
) -> tuple[Act, ...]:
    """Return the speech acts of ``layout`` in text order; sentences without speaker have none.

    ``attributions`` has one entry per sentence. ``subjects`` tells the themes and the
    instruments of a clause; without it acts have none.
    """
    del gazetteer  # the mentions hold all that is asked of the registers so far
    return tuple(_acts(layout, mentions, attributions, subjects or _untold))


def _untold(clause: Span, sentence: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    del clause, sentence
    return (), ()


def _acts(
    layout: Layout,
    mentions: Mentions,
    attributions: tuple[Attribution, ...],
    subjects: Subjects,
) -> Iterator[Act]:
    folded = fold(layout.plain)
    carried, turn = False, None
    for number, (sentence, attribution) in enumerate(
        zip(layout.sentences, attributions, strict=True)
    ):
        if not attribution.speakers:
            continue
        if attribution.turn != turn:
            carried, turn = False, attribution.turn
        begin = _begin(layout.plain, sentence.span)
        tokens = tokenise(folded, layout.plain, begin, sentence.span.end)
        if not len(tokens):
            continue
        view = _view(layout, mentions, attribution, tokens, carried=carried)
        findings = analyse(view)
        carried = _carries(view, findings, carried=carried)
        heard = _Heard(layout, view, attribution, number, subjects)
        for finding in findings:
            yield _act(heard, finding)


def _begin(text: str, span: Span) -> int:
    """Return where a sentence begins after the number of its paragraph ("101. ")."""
    if not text[span.start : span.start + 1].isdigit():
        return span.start
    number = _NUMBER.match(text, span.start, span.end)
    return number.end() if number else span.start


class _Speaking(NamedTuple):
    """Who speaks, alone or for others: the same for every sentence of a statement."""

    parties: frozenset[str]
    body: bool
    collective: bool
    chair: bool


@lru_cache(maxsize=1024)
def _speaking(speakers: tuple[str, ...], behalf: tuple[str, ...]) -> _Speaking:
    parties = frozenset((*speakers, *behalf))
    return _Speaking(
        parties,
        body=any(party.startswith(("org:", "group:")) for party in parties),
        collective=MANY in speakers or len(speakers) > 1,
        chair=CHAIR in speakers,
    )


def _view(
    layout: Layout,
    mentions: Mentions,
    attribution: Attribution,
    tokens: Tokens,
    *,
    carried: bool,
) -> View:
    speaking = _speaking(attribution.speakers, attribution.behalf)
    own: set[int] = set()
    named: dict[int, Mention] = {}
    for mention in mentions.within(tokens.span(0, len(tokens)), *_NAMED):
        if mention.form not in _NAMES:
            continue
        places = tokens.begun(mention.span)
        for place in places:
            named.setdefault(place, mention)
        if not speaking.parties.isdisjoint(mention.ids):
            own.update(places)
    if _SECRETARIAT in speaking.parties:
        own.update(
            place
            for place, (before, word) in enumerate(pairwise(tokens.words), 1)
            if word == "nations" and before == "united"
        )
    return View(
        tokens=tokens,
        lexicon=lexicon(),
        own=frozenset(own),
        named=named,
        memory={},
        first=layout.form in _FIRST_PERSON,
        carried=carried,
        body=speaking.body,
        collective=speaking.collective,
        chair=speaking.chair and layout.form in _FIRST_PERSON,
        cue=tokens.inside(attribution.cue) if attribution.cue else range(0),
    )


def _carries(view: View, findings: list[Finding], *, carried: bool) -> bool:
    """Whether "it" in the next sentence means the speaker's party."""
    if any(finding.own for finding in findings):
        return True
    return carried and view.tokens.word(0) == "it"


def _act(heard: _Heard, finding: Finding) -> Act:
    layout, view, attribution, sentence, subjects = heard
    tokens = view.tokens
    whole = layout.sentences[sentence].span
    span = tokens.span(finding.begin, finding.end)
    if finding.begin == 0 and finding.end == len(tokens):
        span = whole
    type_ = _TYPES[finding.type]
    cue = tokens.span(*finding.cue)
    themes, instruments = subjects(span, sentence)
    return Act(
        type=type_,
        span=span,
        cue=cue,
        rule=finding.rule,
        confidence=confidence(finding.rule, type_),
        parties=attribution.speakers,
        behalf=attribution.behalf if not _alone(view, finding) else (),
        sentence=sentence,
        attribution=attribution.mode,
        addressees=tuple(_addressee(layout, view, run) for run in finding.asked),
        themes=themes,
        instruments=instruments,
        polarity=Polarity.NEGATED if finding.negated else Polarity.AFFIRMED,
        certainty=Certainty.CONDITIONAL if finding.conditional else Certainty.ASSERTED,
        pledge=pledge(layout.plain, span, cue, finding.rule)
        if type_ in (ActType.COMMITMENT, ActType.ACTION)
        else None,
    )


def _alone(view: View, finding: Finding) -> bool:
    """Whether one who speaks for several tells of his own State: "my Government", "his country"."""
    if not finding.own:
        return False
    said = view.tokens.words[finding.begin : finding.cue[0]]
    return any(first in _MINE and second in _HOMES for first, second in pairwise(said))


def _addressee(layout: Layout, view: View, run: tuple[int, int]) -> Addressee:
    tokens = view.tokens
    begin, end = run
    span = tokens.span(begin, end)
    named = {view.named[at].id for at in range(begin, end) if at in view.named}
    return Addressee(layout.read(span), span, named.pop() if len(named) == 1 else None)
