"""What a speaker says of himself in his own words: for whom he speaks, which country is his."""

from __future__ import annotations

import re
from collections import Counter

from kg.extracting.attribution.behalf import behalves
from kg.extracting.attribution.tokens import Tokenizer
from kg.model.layout import Layout, Role
from kg.model.mentions import Kind, Mentions, NameForm
from kg.model.source import Span

_SPEAKS = re.compile(
    r"\b(?:speak|deliver|statement|intervene|intervention|honou?r|address|privilege|take the floor|make these|remarks)\w*\b|^On behalf of|^Speaking"
)
_OWN = re.compile(
    r"\b(?:[Mm]y|[Oo]ur) (?:own )?(?:country|nation|people|Government|government|delegation|homeland|land|President|Prime Minister|region|island)\b"
)
_GREETS = re.compile(
    r"\b(?:on behalf of|in the name of|bring|convey|extend|congratulat\w+|greet\w+|felicitat\w+|delegation of|represent)\b"
)
_VERB = re.compile(
    r" (?:is|has|will|remains|stands|supports|believes|calls|welcomes|continues|reaffirms|reiterates|attaches|urges|joins"
    r"|looks|considers|condemns|commends|therefore|also|fully|strongly|was|wishes|hopes|regrets|shares|recognizes)\b"
)


_BY_NAME = (NameForm.NAME, NameForm.ACRONYM, NameForm.FORMER)
_PLAIN, _SUBJECT, _POSSESSED, _GREETING = 1, 5, 5, 10


def _weight(text: str) -> int:
    if _GREETS.search(text) and re.search(
        r"\b(?:people|Government|delegation|President|King|country)\b", text
    ):
        return _GREETING
    return _POSSESSED if _OWN.search(text) else _PLAIN


def stated_behalf(tokenizer: Tokenizer, span: Span, text: str, own: tuple[str, ...]) -> str | None:
    """Return for whom a sentence of the speaker's own words says that he speaks."""
    if "behalf" not in text and "speak for" not in text and "speaking for" not in text:
        return None
    if not _SPEAKS.search(text):
        return None
    found = behalves(tokenizer.tokens(span, (), False), own)
    return next((group for _, group in found if group not in own), None)


def own_country(layout: Layout, mentions: Mentions) -> str | None:
    """Return the State whose speech this is: the one it speaks of in the first person.

    A mention weighs more as the subject of what a State does ("X will"), more where the
    sentence has "my country" or the like, most where it greets on behalf of a people.
    """
    votes: Counter[str] = Counter()
    for sentence in layout.sentences:
        if layout.blocks[sentence.block].role is Role.FURNITURE:
            continue
        named = [
            m
            for m in mentions.within(sentence.span, Kind.PARTY)
            if m.form in _BY_NAME and len(m.ids[0]) == 3
        ]
        if named:
            text = layout.plain[sentence.span.start : sentence.span.end]
            ids = dict.fromkeys(m.ids[0] for m in named)
            votes.update(dict.fromkeys(ids, _weight(text) if len(ids) < 3 else 1))
            subject = named[0].span
            if subject.start - sentence.span.start < 5 and _VERB.match(layout.plain, subject.end):
                votes[named[0].ids[0]] += _SUBJECT
    best = votes.most_common(1)
    return best[0][0] if best else None
