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
    r"\b(?:my|our) (?:country|nation|people|Government|government|delegation|homeland|land|President|Prime Minister|own country)\b"
    r"|\b(?:people|Government|Republic|Kingdom|delegation|nation) of\b|\bI (?:bring|convey)\b|\bon behalf of\b|\bour own\b"
)
_VERB = re.compile(
    r" (?:is|has|will|remains|stands|supports|believes|calls|welcomes|continues|reaffirms|reiterates|attaches|urges|joins"
    r"|looks|considers|condemns|commends|therefore|also|fully|strongly|was|wishes|hopes|regrets|shares|recognizes)\b"
)


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

    Every mention counts once, one in a sentence with "my country", "our people" or the like
    four times; adjectives and capitals do not count.
    """
    votes: Counter[str] = Counter()
    for sentence in layout.sentences:
        if layout.blocks[sentence.block].role is Role.FURNITURE:
            continue
        named = [
            m.ids[0] for m in mentions.within(sentence.span, Kind.PARTY)
            if m.form in (NameForm.NAME, NameForm.ACRONYM, NameForm.FORMER) and len(m.ids[0]) == 3
        ]  # fmt: skip
        if named:
            text = layout.plain[sentence.span.start : sentence.span.end]
            weight = 4 if _OWN.search(text) else 1
            first = next(iter(mentions.within(sentence.span, Kind.PARTY))).span
            subject = first.start - sentence.span.start < 5 and _VERB.match(layout.plain, first.end)
            votes.update(dict.fromkeys(named, weight))
            if subject and len(named) == 1:
                votes[named[0]] += 3
    best = votes.most_common(1)
    return best[0][0] if best else None
