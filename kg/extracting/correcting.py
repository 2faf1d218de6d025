"""Apply what people have corrected to what an extractor found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extracting.acts.pledges import pledge
from kg.extracting.compose import RULES, extract
from kg.extracting.statements import statements
from kg.model.correction import SENTENCE_FIELDS, Correction
from kg.model.layout import Layout
from kg.model.mentions import Gazetteer
from kg.model.record import (
    Act,
    ActType,
    Attribution,
    Mode,
    Polarity,
    Record,
    ThemeTag,
)
from kg.model.source import Issue, Severity, Span

RULE = "correction"
"""The rule that an act or attribution bears which a person has set; its confidence is 1."""
UNAPPLIED = " is not applied: "
"""Stands in an issue between what a correction wants and why it was left out."""
_BINDING = {ActType.COMMITMENT: RULE, ActType.ACTION: "own:perfect"}
"""The types that have a strength, and the rule by which their words are read."""


class _Unapplied(Exception):
    """A correction cannot be applied; the text says why."""


@dataclass(slots=True)
class _Desk:
    """The record while it is corrected."""

    layout: Layout
    said: list[Attribution]
    tags: list[tuple[ThemeTag, ...]]
    acts: list[Act] = field(default_factory=list)
    done: list[Correction] = field(default_factory=list)
    notes: list[Issue] = field(default_factory=list)
    rules: tuple[Attribution, ...] = ()

    def __post_init__(self) -> None:
        self.rules = tuple(self.said)

    def apply(self, corrections: Iterable[Correction]) -> None:
        """Apply what agrees; of lines that contradict each other none."""
        for one in self._agreeing(list(corrections)):
            try:
                self._one(one)
            except _Unapplied as reason:
                self.notes.append(unapplied(one, str(reason)))
            else:
                self.done.append(one)

    def _agreeing(self, found: Sequence[Correction]) -> Iterator[Correction]:
        wanted: dict[tuple[object, ...], set[str]] = defaultdict(set)
        for one in found:
            wanted[_subject(one)].add(one.new)
        seen: set[tuple[object, ...]] = set()
        for one in found:
            others = sorted(wanted[_subject(one)] - {one.new})
            if others:
                reason = f"another line wants {' and '.join(map(_shown, others))}; keep one"
                self.notes.append(unapplied(one, reason))
            elif (key := (*_subject(one), one.new)) not in seen:  # once by symbol, once by name
                seen.add(key)
                yield one

    def _one(self, one: Correction) -> None:
        number = _sentence(self.layout, one)
        if one.field == "theme":
            self.tags[number] = _tagged(self.tags[number], one)
        elif one.field in SENTENCE_FIELDS:
            self._said(one, number)
        elif one.field == "act":
            self._act(one, number)
        else:
            self._detail(one)

    def _said(self, one: Correction, number: int) -> None:
        """Correct a sentence, and what was carried over from it to the rest of its turn."""
        first = self.said[number]
        _agree(self.rules[number], one)
        changed = self.said[number] = _attributed(first, one, self.said)
        if one.field == "mode" or first.turn is None:
            return
        for later in range(number + 1, len(self.said)):
            said = self.said[later]
            if (said.turn, said.speakers, said.behalf) == (
                first.turn,
                first.speakers,
                first.behalf,
            ):
                self.said[later] = replace(
                    changed, mode=said.mode if changed.speakers else changed.mode, cue=None
                )

    def _act(self, one: Correction, number: int) -> None:
        at = [act for act in self.acts if act.span == one.span]
        held = {act.type.value for act in at}
        if one.old != one.new and (one.new in held or not one.new) and one.old not in held:
            raise _Unapplied(_NEEDLESS)
        if one.old:
            old = next((act for act in at if act.type == one.old), None)
            if old is None:
                raise _Unapplied(_conflict(held))
            place = self.acts.index(old)
            self.acts[place : place + 1] = [self._retyped(old, one.new)] if one.new else []
        else:
            said = self.said[number]
            if not said.speakers:
                raise _Unapplied(_NOBODY)
            themes = tuple(tag.theme for tag in self.tags[number])
            type_ = ActType(one.new)
            behalf, mode = said.behalf, said.mode
            self.acts.append(
                Act(type_, one.span, one.span, RULE, 1.0, said.speakers, behalf, number, mode)
            )
            self.acts[-1] = self._pledged(replace(self.acts[-1], themes=themes))

    def _retyped(self, act: Act, type_: str) -> Act:
        return self._pledged(replace(act, type=ActType(type_), rule=RULE, confidence=1.0))

    def _pledged(self, act: Act) -> Act:
        """Return an act with the strength of its words, if it is of a type that has one."""
        rule = _BINDING.get(act.type)
        if rule is None:
            return replace(act, pledge=None)
        return replace(act, pledge=act.pledge or pledge(self.layout.plain, act.span, act.cue, rule))

    def _detail(self, one: Correction) -> None:
        at = [act for act in self.acts if act.span == one.span]
        if one.field == "strength":
            at = [act for act in at if act.pledge]
            held = {str(act.pledge.strength) for act in at if act.pledge}
        else:
            held = {act.polarity.value for act in at}
        if one.new in held:
            raise _Unapplied(_NEEDLESS)
        if one.old not in held:
            raise _Unapplied(_conflict(held))
        for act in at:
            if one.field == "strength" and act.pledge:
                changed = replace(act, pledge=replace(act.pledge, strength=int(one.new)))
            else:
                changed = replace(act, polarity=Polarity(one.new))
            self.acts[self.acts.index(act)] = replace(changed, rule=RULE, confidence=1.0)


def corrected(record: Record, corrections: Iterable[Correction], gazetteer: Gazetteer) -> Record:
    """Return the record with the corrections; those that do not fit become issues.

    Speakers, groups, modes and themes come first, and what rests on them (statements, acts,
    participations) is found anew; then acts. ``Record.corrections`` are those applied.
    """
    ordered = sorted(corrections, key=_order)
    desk = _Desk(record.layout, list(record.attributions), list(record.themes))
    desk.apply(one for one in ordered if one.field in SENTENCE_FIELDS)
    if desk.done:
        record = _anew(record, tuple(desk.said), tuple(desk.tags), gazetteer)
    desk.acts = list(record.acts)
    desk.apply(one for one in ordered if one.field not in SENTENCE_FIELDS)
    return replace(
        record,
        acts=tuple(desk.acts),
        corrections=tuple(desk.done),
        issues=(*record.issues, *desk.notes),
    )


def _order(one: Correction) -> tuple[object, ...]:
    """Return what sorts corrections: what others build upon first, else by place."""
    first = one.field not in {"speaker", "act"}
    return first, one.span.start, one.span.end, one.field, one.old, one.new


def _subject(one: Correction) -> tuple[object, ...]:
    """Return what two lines share that cannot both be applied."""
    several = (one.old or f"+{one.new}") if one.field in {"theme", "act"} else ""
    return one.span, one.field, several


def _shown(value: str) -> str:
    return value or "nothing"


def unapplied(one: Correction, reason: str) -> Issue:
    """Return what a reader should know of a correction that was left out."""
    return Issue(f"{one.told}{UNAPPLIED}{reason}", Severity.WARNING)


def _anew(
    record: Record,
    said: tuple[Attribution, ...],
    tags: tuple[tuple[ThemeTag, ...], ...],
    gazetteer: Gazetteer,
) -> Record:
    if record.extractor == RULES:
        return extract(record.layout, gazetteer, said, tags)
    acts = tuple(
        replace(act, parties=one.speakers, behalf=one.behalf, attribution=one.mode)
        for act in record.acts
        for one in (said[act.sentence],)
        if one.speakers
    )
    told = statements(record.layout, said)
    return replace(record, attributions=said, themes=tags, statements=told, acts=acts)


def _sentence(layout: Layout, one: Correction) -> int:
    """Return the number of the sentence in which the quote stands."""
    if not quoted(layout, one):
        found = [span for span in _places(layout, one) if quoted(layout, replace(one, span=span))]
        if len(found) == 1:
            raise _Unapplied(f"its words stand at {found[0].start}-{found[0].end} now")
        raise _Unapplied("its words are not at that place any more")
    for number, sentence in enumerate(layout.sentences):
        if one.span.within(sentence.span):
            return number
    raise _Unapplied("its words reach over several sentences")


def quoted(layout: Layout, one: Correction) -> bool:
    """Whether the words at the span are those quoted, as printed or as read.

    Blanks count as one; of long words the first and last with "…" between them will do.
    """
    wanted = " ".join(one.quote.split())
    first, gap, last = (part.strip() for part in wanted.partition("…"))
    for text in (layout.source.quote(one.span), layout.read(one.span)):
        words = " ".join(text.split())
        if words == wanted:
            return True
        fits = words.startswith(first) and words.endswith(last)
        if gap and first and last and fits and len(words) >= len(first) + len(last):
            return True
    return False


def _places(layout: Layout, one: Correction) -> Iterator[Span]:
    """Yield where the words quoted may stand now: anywhere, or as a sentence if shortened."""
    words = r"\s+".join(re.escape(word) for word in one.quote.split())
    found = [Span(*match.span()) for match in re.finditer(words, layout.source.text)]
    yield from found or [sentence.span for sentence in layout.sentences]


_NOBODY = "its sentence has no speaker; correct that first"
_NEEDLESS = "the rules say so by themselves now; take the line out"


def _conflict(held: Iterable[str]) -> str:
    return f"the rules say {' and '.join(sorted(held)) or 'nothing'} there now"


def _tagged(tags: tuple[ThemeTag, ...], one: Correction) -> tuple[ThemeTag, ...]:
    held = [tag.theme for tag in tags]
    if one.old not in held and (one.new in held or not one.new):
        raise _Unapplied(_NEEDLESS)
    if one.old and one.old not in held:
        raise _Unapplied(_conflict(held))
    kept = tuple(tag for tag in tags if tag.theme not in {one.old, one.new})
    return (*kept, ThemeTag(one.new, one.span)) if one.new else kept


def _agree(said: Attribution, one: Correction) -> None:
    """Hold a correction against what the rules say, whatever other lines have changed."""
    held = {
        "speaker": "|".join(said.speakers),
        "behalf": "|".join(said.behalf),
        "mode": said.mode.value,
    }[one.field]
    if held == one.new:
        raise _Unapplied(_NEEDLESS)
    if held != one.old:
        raise _Unapplied(_conflict([held] if held else []))


def _attributed(said: Attribution, one: Correction, all_: Sequence[Attribution]) -> Attribution:
    if one.field != "speaker" and not said.speakers:
        raise _Unapplied(_NOBODY)
    if one.field == "mode":
        return replace(said, mode=Mode(one.new), rule=RULE)
    parties = tuple(one.new.split("|")) if one.new else ()
    if one.field == "behalf":
        return replace(said, behalf=parties, behalf_each=(), rule=RULE)
    if not parties:
        return Attribution(rule=RULE)
    mode = Mode.PARAPHRASE if said.mode is Mode.NARRATION else said.mode
    turn = max((each.turn or 0 for each in all_), default=0) + 1
    return Attribution(parties, said.behalf, mode, RULE, one.span, turn=turn)
