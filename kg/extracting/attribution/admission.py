"""Which voices of a sentence count where it stands: sources that others quote do not speak."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extracting.attribution.floor import Floor
from kg.extracting.attribution.narration import body_acts, opens_discussion
from kg.extracting.attribution.voices import Voice
from kg.model.record import MANY

if TYPE_CHECKING:
    from kg.extracting.attribution.coverage import Heard

_MEETING_NOUNS = frozenset(
    {"speakers", "delegates", "delegations", "representatives", "participants", "panellists",
     "panelists", "briefers", "discussants", "petitioners", "members"}
)  # fmt: skip


_TALKS = frozenset({"discussion", "debate", "panel", "exchange", "dialogue"})
_UNNAMED = _MEETING_NOUNS | {"many", "several"}
# Openings with which coverage passes from one speaker to the next within a paragraph.
_TURN = re.compile(
    r"(?:Echoing|Sharing|Sounding|Joining|Agreeing|Concurring|Disagreeing|Building|Picking up|Striking|Responding|Replying"
    r"|Similarly|Likewise|Meanwhile|By contrast|In contrast|Conversely|In response|In reply|Rounding|For (?:his|her|its) part"
    r"|On (?:a|the) (?:similar|different|related|other|more|same|contrary)|In (?:a|the) (?:similar|same|related) )"
)
_PHRASE = 14
_EARLIER = re.compile(r"xr{0,2}[VWFe]$")
_TELLING = frozenset({"subject", "collective", "bare"})
_LINKED = frozenset({"with", "echo", "heard", "mentioned", "listed"})
_SITTING = re.compile(
    r"(?:(?:concluded|heard|began|resumed|adopted|approved|opened|convened|gathered)\b"
    r"|continued (?!to\b)|took (?:action|up)\b)"
)
_TELLING_WORDS = frozenset({"many", "several", "speaking"})
_COUNTRIES = frozenset({"countries", "states", "nations", "governments"})


def admitted(heard: Heard, place: int, floor: Floor) -> list[Voice]:
    """Return the voices that count in sentence number ``place`` of its paragraph."""
    kept = [v for v in heard.voices if _counts(heard, v, place, floor)]
    if len(kept) > 1:
        kept = [v for v in kept if v.rule != "bare"]
    return kept


def _counts(heard: Heard, voice: Voice, place: int, floor: Floor) -> bool:
    if voice.speaker is None:
        return True
    if _stands_wrong(heard, voice, place, floor):
        return False
    if voice.rule in _LINKED or _holds(voice, floor):
        return True
    if voice.rule == "bare":
        return _bare_counts(heard, voice, place, floor)
    running = place > 0 and _holding(floor)
    if voice.rule == "collective":
        return _collective_counts(heard, voice, running)
    return not (voice.source and running) or _insistent(heard, voice)


def _stands_wrong(heard: Heard, voice: Voice, place: int, floor: Floor) -> bool:
    """Whether a voice cannot speak in this place, whoever it is."""
    if voice.rule == "with" and is_many(voice):
        return not _UNNAMED.intersection(_words(heard, voice))
    if voice.rule in _TELLING and _had(heard, voice):
        running = place > 0 and _holding(floor)
        return voice.rule == "bare" or running or _inserted(heard, voice)
    if voice.rule == "collective":
        return _narrates_talk(heard, voice) or _sits(heard, voice)
    return place > 0 and voice.rule == "opening"


def _inserted(heard: Heard, voice: Voice) -> bool:
    """Whether a voice stands in what another says: "…, as Peru's delegate had asked"."""
    earlier = any(v.speaker and v.spoke and v.start < voice.start for v in heard.voices)
    return earlier or heard.tokens.code[max(0, voice.start - 1) : voice.start] == "u"


def _narrates_talk(heard: Heard, voice: Voice) -> bool:
    """Whether a sentence says what a debate was about: "The discussion focused on …"."""
    return bool(_TALKS.intersection(_words(heard, voice))) and body_acts(heard.text)


def _sits(heard: Heard, voice: Voice) -> bool:
    """Whether a verb tells what a meeting does: "as delegates concluded the debate"."""
    stop = min(voice.end + 1, len(heard.tokens.code))
    return bool(_SITTING.match(heard.tokens.words(voice.end - 1, stop).lower()))


def _holding(floor: Floor) -> bool:
    """Whether somebody named has the floor."""
    return floor.speaker is not None and not floor.many()


def _had(heard: Heard, voice: Voice) -> bool:
    """Whether a voice spoke before the one who has the floor: "India's delegate had said"."""
    before = _EARLIER.search(heard.tokens.code, max(0, voice.end - 6), voice.end)
    return before is not None and heard.tokens.word(before.start()).lower() == "had"


def _holds(voice: Voice, floor: Floor) -> bool:
    """Whether a voice is the party that has the floor already."""
    holder = floor.speaker
    return bool(holder and voice.speaker and voice.speaker.parties == (holder.party,))


def _insistent(heard: Heard, voice: Voice) -> bool:
    """Whether even an unknown person speaks: "…, said Ms. X", "Ms. X said" or "Echoing that, Ms. X said"."""
    if voice.rule == "inverted" or _addressed_first(heard, voice):
        return True
    return (
        voice.rule == "subject" and _TURN.match(heard.text) is not None and _opening(heard, voice)
    )


def _opening(heard: Heard, voice: Voice) -> bool:
    """Whether nothing but one phrase and its comma stand before a voice."""
    before = heard.tokens.code[: voice.start]
    return before.endswith(",") and before.count(",") == 1 and len(before) < _PHRASE


def _addressed_first(heard: Heard, voice: Voice) -> bool:
    """Whether "Ms. Surname said" opens the sentence, or follows one word and a comma."""
    code = heard.tokens.code
    return code[voice.start] == "H" and voice.start <= 2


def _bare_counts(heard: Heard, voice: Voice, place: int, floor: Floor) -> bool:
    code = heard.tokens.code
    if place > 0 and not (voice.start == 0 and floor.is_bare()):
        return False
    if code[voice.start - 1 : voice.start] not in ("", ","):
        return False
    itself = heard.tokens.words(voice.end, voice.end + 1).lower() == "itself"
    return (
        (code[voice.end - 1] == "V" or itself)
        and not _official(floor)
        and "C" not in code[voice.start : voice.end]
    )


def _official(floor: Floor) -> bool:
    holder = floor.speaker
    return holder is not None and ":" in holder.party and holder.person.name is not None


def _collective_counts(heard: Heard, voice: Voice, running: bool) -> bool:
    code = heard.tokens.code
    words = _words(heard, voice)
    noun = _MEETING_NOUNS.intersection(words)
    if running and "them" in words:
        return False
    if running:
        before = code[max(0, voice.start - 24) : voice.start].rstrip("r,u&")
        told = noun or not _TELLING_WORDS.isdisjoint(words)
        return bool(told) and len(before) <= 6
    if not noun and "A" in code[voice.start : voice.end]:
        return False
    if _COUNTRIES.intersection(words) and not noun and "united" not in words:
        return "m" in code[voice.start : voice.end] or opens_discussion(heard.text)
    if "members" in words and not noun - {"members"}:
        return "B" in code[voice.start : voice.end] or "council" in words or "committee" in words
    return True


def _words(heard: Heard, voice: Voice) -> list[str]:
    return heard.tokens.words(voice.start, voice.end).lower().split()


def is_many(voice: Voice) -> bool:
    """Whether a voice is an unnamed collective."""
    return voice.speaker is not None and voice.speaker.parties == (MANY,)
