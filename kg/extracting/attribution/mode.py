"""Whether a sentence quotes its speaker, paraphrases, or does both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extracting.attribution.tokens import Tokens
from kg.extracting.attribution.voices import Voice
from kg.model.record import Mode

_TITLE_BEFORE = re.compile(
    r"(?:titled|entitled|themed?|slogan|called|known as|named|dubbed|so-called|termed|theme of|motto|title|term|word"
    r"|on|the|of|a|an|its|their|his|her)[,:]?\s*$"
)
_NAMING_BEFORE = re.compile(
    r"(?:titled|entitled|themed?|slogan|known as|named|dubbed|so-called|motto|title|terms?|words?)[,:]?\s*$"
)
_TEXT_BEFORE = re.compile(
    r"(?:resolution|decision|draft|amendment|text|report|item|topic|paper|study|publication|brief|document|note|letter|convention|protocol"
    r"|declaration|programme|project|plan|strategy|initiative|campaign|event|exhibition|film|documentary|book|article|chapter|cluster"
    r"|debate|discussion|dialogue|panel|session|question|agenda)s?,?\s*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:Addressing|Echoing|Turning|Along|Picking|Taking|Re-taking|Retaking|For (?:his|her|its|their) part|In (?:response|closing|conclusion"
    r"|that|this|addition|particular|reply|turn)|On |Joining|Responding|Concluding|Continuing|Speaking|Quoting|As to|To that end|With that|With respect|Regarding)"
)
# What follows the speaker and only tells on which occasion: "… as the Council took up the report".
_OCCASION = re.compile(
    r",? (?:(?:as|when) (?:he|she|they|it|delegates|members|speakers|(?:the )?(?:[\w-]+ ){0,4}(?:Assembly|Council|Committee|Commission|Conference"
    r"|Board|Forum|body|meeting|session)(?: \([^()]*\))?) (?:also |formally |today )?(?:concluded|began|opened|continued|considered|took up|met|held|resumed"
    r"|discussed|introduced|presented|marked|adopted|approved|heard|briefed|addressed|closed|wrapped up|convened|launched|gaveled|started|debated)"
    r"|(?:during|in|at) (?:an?|the|his|her|its|today’s) (?:[\w-]+ ){0,3}(?:briefing|address|debate|meeting|session|discussion|dialogue|remarks"
    r"|statement|report|message|letter|speech|lecture|foreword|note|interview|presentation|event|opening|outset|close|conclusion|consideration|segment|panel))\b[^“”]*$"
)
_FILLER = re.compile(r"[rt&u,.:;()\-gs'3]+")
_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")


def mode_of(tokens: Tokens, voices: Sequence[Voice]) -> Mode:
    """Return the mode of a sentence that has a speaker."""
    if not tokens.quotes:
        return Mode.PARAPHRASE
    real = {
        start
        for start, end in tokens.quotes
        if is_quotation(tokens.text, start, end, tokens.starts[0])
    }
    if not real:
        return Mode.PARAPHRASE
    return Mode.MIXED if _residue(_masked(tokens, voices, real)) else Mode.QUOTE


def is_quotation(text: str, start: int, end: int, begin: int = 0) -> bool:
    """Whether a quoted stretch is a speaker's words, not a scare-quoted word or a title.

    ``begin`` is where the sentence begins.

    >>> text = 'a “wedge” and “we must act now” under the theme “Water for All”'
    >>> [is_quotation(text, *m.span()) for m in re.finditer("“.*?”", text)]
    [False, True, False]
    """
    words = _WORD.findall(text, start, end)
    if len(words) < 2:
        return bool(words) and words[0][0].isupper() and text[end - 2 : end - 1] in ",.?!"
    before = text[max(begin, start - 24) : start]
    if len(words) <= 30 and _NAMING_BEFORE.search(before):
        return False
    if not words[0][0].isupper():
        return True
    if len(words) <= 30 and _TEXT_BEFORE.search(before) and text[end - 2] not in ".!?,":
        return False
    if len(words) <= 14 and _title_case(words):
        return before.rstrip()[-1:] in (":", "") and len(words) > 3
    return not (len(words) <= 6 and _TITLE_BEFORE.search(before))


def _title_case(words: list[str]) -> bool:
    long = [word for word in words if len(word) > 3]
    return bool(long) and all(word[0].isupper() or word[0].isdigit() for word in long)


def _masked(tokens: Tokens, voices: Sequence[Voice], real: set[int]) -> str:
    """Return the code with frames as ``#`` and quotations as ``q``, scare quotes as ``_``."""
    code = [
        "_" if letter == "q" and tokens.starts[i] not in real else letter
        for i, letter in enumerate(tokens.code)
    ]
    for voice in voices:
        start = voice.start
        if voice.rule == "inverted":
            while start > 0 and code[start - 1] in "rVWF":
                start -= 1
        quotes = [i for i in range(start, voice.end) if code[i] == "q"]
        if "ug" not in "".join(code[start : voice.end]):
            code[start : voice.end] = ["#"] * (voice.end - start)
        for i in quotes:
            code[i] = "q"
    said = max((voice.end for voice in voices), default=0)
    occasion = _OCCASION.search(tokens.text, tokens.starts[0], tokens.ends[-1])
    if occasion and said > 0 and tokens.starts[said - 1] < occasion.start():
        code = [
            "#" if start >= occasion.start() and letter != "q" else letter
            for start, letter in zip(tokens.starts, code, strict=True)
        ]
    masked = "".join(code)
    first = tokens.words(0, min(4, len(code)))
    if _LEAD.match(first):
        longest = 6 if first.startswith(("On ", "Regarding", "As ")) else 24
        masked = re.sub(rf"^[^q#]{{1,{longest}}},(?=[#r])", "", masked)
    return _tail(masked, voices)


def _tail(masked: str, voices: Sequence[Voice]) -> str:
    masked = re.sub(r"#(?:p(?=[,.])|[p2]?a?[BTNi]*[Bc]|w[^qg]{1,4}(?=:q))", "#", masked)
    if voices and voices[-1].rule == "inverted":
        masked = re.sub(r"#(?![^#]*(?:n|,&?)r*[VW])[^qg#]*$", "#", masked)
    return masked


def _residue(masked: str) -> str:
    return _FILLER.sub("", masked.replace("#", "").replace("q", ""))
