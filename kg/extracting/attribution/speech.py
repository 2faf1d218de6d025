"""Attribution of a speech: one party speaks from the first sentence to the last."""

from __future__ import annotations

import re

from kg.extracting.attribution.first_person import own_country, stated_behalf
from kg.extracting.attribution.tokens import Tokenizer
from kg.model.layout import Layout, Role
from kg.model.mentions import Mentions
from kg.model.record import Attribution, Mode, Person

_STAGE = re.compile(r"^[\[(].*[\])]\.?$")
_OPENING = 12
_PARTIES = {"EU": "org:european-union"}


def attribute_speech(layout: Layout, mentions: Mentions) -> tuple[Attribution, ...]:
    """Return one attribution per sentence of a speech.

    The party is the fact ``country`` of the layout or, lacking it, the State of which the
    speech speaks in the first person.
    """
    stated = layout.fact("country") or layout.fact("party")
    party = _PARTIES.get(stated or "", stated) or own_country(layout, mentions)
    if party is None:
        return tuple(Attribution(rule="unknown-speaker") for _ in layout.sentences)
    behalf = _behalf(layout, mentions, party)
    made = Attribution(
        speakers=(party,),
        behalf=(behalf,) if behalf else (),
        mode=Mode.QUOTE,
        rule="stated-speaker" if stated else "first-person",
        person=Person(layout.fact("speaker"), layout.fact("post")),
        turn=1,
    )
    return tuple(
        made if _is_said(layout, s.block, layout.read(s.span)) else Attribution(rule="stage")
        for s in layout.sentences
    )


def _is_said(layout: Layout, block: int, text: str) -> bool:
    return layout.blocks[block].role is Role.PARAGRAPH and not _STAGE.match(text)


def _behalf(layout: Layout, mentions: Mentions, party: str) -> str | None:
    tokenizer = Tokenizer(layout.plain, mentions)
    for sentence in layout.sentences[:_OPENING]:
        text = layout.plain[sentence.span.start : sentence.span.end]
        if group := stated_behalf(tokenizer, sentence.span, text, (party,)):
            return group
    return None
