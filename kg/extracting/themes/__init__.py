"""Themes of sentences: what each one is about, shown by the words that say so.

A first pass scores what sentences say in their own words. A second one knows what the
document and the running statement are about, and reads hints ("the Agreement", "these
countries", "Moscow") and silence in that light.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extracting.themes.continuing import Link, link
from kg.extracting.themes.finding import find
from kg.extracting.themes.lexicon import Lexicon, load
from kg.extracting.themes.own import without_own
from kg.extracting.themes.scoring import prior, score
from kg.extracting.themes.topic import RunningTopic
from kg.extracting.themes.tuning import DEFAULT, Tuning
from kg.model.layout import Form, Layout, Role
from kg.model.record import Attribution, ThemeTag

__all__ = ["tag"]

_SPOKEN = frozenset({Role.PARAGRAPH, Role.PREAMBULAR, Role.OPERATIVE})


def tag(
    layout: Layout,
    attributions: Sequence[Attribution],
    lexicon: Lexicon | None = None,
    tuning: Tuning = DEFAULT,
) -> tuple[tuple[ThemeTag, ...], ...]:
    """Return the themes of every sentence of ``layout``, the best first, at most three.

    ``attributions`` has one entry per sentence: only somebody's words take over a topic that
    they do not name. A tag without a cue was taken over so.

    >>> from kg.model.layout import Block, Form, Role, Sentence
    >>> from kg.model.source import Source, Span
    >>> text = "Her country signed the Arms Trade Treaty."
    >>> whole = Span(0, len(text))
    >>> layout = Layout(Source("x", text, "", "x"), text, Form.SPEECH, 1.0,
    ...     (Block(whole, Role.PARAGRAPH),), (Sentence(whole, 0),))
    >>> [(each.theme, layout.read(each.cue)) for each in tag(layout, [Attribution()])[0]]
    [('conventional-arms', 'Arms Trade Treaty')]
    """
    lexicon = lexicon or load()
    if layout.form is not Form.COVERAGE:
        tuning = replace(tuning, brief=tuning.spoken)
    speech = layout.form is Form.SPEECH
    found = [
        without_own(layout.plain, each, attribution.speakers, speech=speech)
        if attribution.speakers
        else each
        for each, attribution in zip(find(layout, lexicon), attributions, strict=True)
    ]
    direct = [score(each) for each in found]
    running = RunningTopic(prior(direct, tuning), lexicon, tuning)
    tags: list[tuple[ThemeTag, ...]] = []
    turn: int | None = None
    for number in range(len(found)):
        attribution = attributions[number]
        if attribution.turn != turn:
            running.turn()
        tagged = running.read(found[number], direct[number])
        if not tagged and _stands(layout, number):
            link_back = link(layout.read(layout.sentences[number].span))
            if attribution.speakers:
                tagged = running.silence(link_back, goes_on=attribution.turn == turn)
            elif link_back is Link.PROVISION:
                tagged = running.provision()
        turn = attribution.turn
        running.move(tagged)
        tags.append(tagged)
    return tuple(tags)


def _stands(layout: Layout, number: int) -> bool:
    """Whether a sentence stands in running text, rather than in a heading or a list."""
    return layout.blocks[layout.sentences[number].block].role in _SPOKEN
