"""Where one sentence reports that the body decided something, and on what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg import resources
from kg.extracting.names import holds
from kg.extracting.objects import PLURAL, PRONOUN, cut, described, objects
from kg.extracting.wording import (
    ABSOLUTE,
    ACTOR,
    ADOPTION,
    ANY_BODY,
    BY_TEXT,
    DEPENDENT,
    HEADS,
    IMPERSONAL,
    INFINITIVES,
    INNER_MANNER,
    INVERTED,
    LEADING,
    MAIN_CLAUSE,
    MID_WORDS,
    OPENS,
    OWN_TERMS,
    PASSIVE,
    PASSIVE_PROOF,
    PAST,
    RECORDED,
    RELATIVE,
    SPOKEN,
    SUBORDINATE,
    SWEEP,
    TURNED_TO,
)
from kg.model.citations import numbered
from kg.model.layout import RETOLD, Layout
from kg.model.record import Vote
from kg.model.source import Span


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision in a sentence: what on, and the clause whose vote and manner are its own.

    ``definite``: the sentence points to a text that was spoken of before ("By the text “…”").
    """

    kind: str
    what: str
    clause: Span
    symbol: str | None = None
    definite: bool = False


@dataclass(frozen=True, slots=True)
class _Verb:
    kind: str
    needs: re.Pattern[str] | None

    def takes(self, rest: str) -> bool:
        """Whether the words after the verb name what it can act on."""
        return self.needs is None or self.needs.search(rest[:160]) is not None


_IT = re.compile(r"(?:(?:Earlier|Then|Later|Subsequently),? )?(?:[Ii]t|[Tt]he text|[Tt]he draft)")
_BEFORE_SUBJECT = re.compile(
    r"(?:^|, |\b)(?:[Dd]espite|[Bb]efore|[Aa]fter|[Oo]n|[Uu]pon|[Aa]lthough|[Tt]hough|[Ww]hile|^) ?$"
)
_AFTER_CLAUSE = re.compile(
    r", (?=(?:the|an?|its|this|that) (?:[\w-]+ ){0,5}(?:resolution|decision|text|draft|amendment|report|motion)\b)"
)
# Letters that every verb of a decision has; most sentences have none of them.
_SIGNS = (
    "dopt",
    "pprov",
    "ndors",
    "ass",
    "eject",
    "efeat",
    "oted",
    "eto",
    "lect",
    "ppoint",
    "onfirm",
    "xten",
    "enew",
    "rolong",
    "ostpon",
    "efer",
    "ecid",
    "greed",
    "note of",
    "By ",
    "etain",
    "arried",
)


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, _Verb]]:
    verbs: dict[str, _Verb] = {}
    forms: dict[str, list[str]] = {"past": [], "participle": []}
    for row in resources.rows("ontology/lexicons/outcome-verbs.tsv"):
        needs = re.compile(row["object"], re.IGNORECASE) if row["object"] else None
        for column, listed in forms.items():
            if row[column]:
                listed.append(row[column])
                verbs[row[column]] = _Verb(row["kind"], needs)
    verbs |= {infinitive: verbs[past] for infinitive, past in INFINITIVES.items()}
    past = sorted(forms["past"], key=len, reverse=True)
    past = [form.replace("decided to", rf"decided(?:{INNER_MANNER.pattern}|\s)to") for form in past]
    went = rf"(?:went on|proceeded|moved|voted|agreed) to (?:{'|'.join(INFINITIVES)})"
    return (
        re.compile(rf"\b(?:{went}|{'|'.join(past)})\b"),
        re.compile(rf"\b(?:{'|'.join(forms['participle'])})\b", re.IGNORECASE),
        verbs,
    )


def decisions(layout: Layout, span: Span, body: str | None = None) -> list[Decision]:
    """Return the decisions that the sentence at ``span`` reports."""
    text = layout.plain
    sentence = text[span.start : span.end]
    if not holds(sentence, _SIGNS):
        return []
    masked = _masked(sentence)
    found: list[Decision] = []
    if layout.form in RETOLD:
        found.extend(_by_text(text, span, masked))
        if not found:
            found.extend(_active(text, span, masked, body))
            found.extend(_participial(text, span, masked))
            found.extend(_nominal(text, span, masked))
        if not found:
            found.extend(_inverted(text, span, masked))
    if not found and (layout.form in RETOLD or RECORDED.match(masked)):
        found.extend(_passive(text, span, masked))
    if not found and layout.form in RETOLD:
        found.extend(_impersonal(text, span, masked))
    return _settled(found, span)


def _masked(sentence: str) -> str:
    """Return the sentence with its quotations blanked, at the same length."""
    if "“" not in sentence:
        return sentence.replace("\u00a0", " ")
    blank = re.sub(r"“[^”]*(?:”|$)", lambda m: "“" + "_" * (len(m[0]) - 2) + "”", sentence)
    return blank.replace("\u00a0", " ")


def _by_text(text: str, span: Span, masked: str) -> Iterator[Decision]:
    match = BY_TEXT.match(masked)
    if not match:
        return
    pending = match["verb"] in ("would", "will")
    if pending and not re.search(r"\b(?:adopted|approved)\b", match["what"]):
        return
    whole = Span(span.start + match.start("what"), span.start + match.end("what"))
    for what, symbol in objects(text, whole):
        if symbol or "“" in match["what"]:
            definite = re.match(r"(?:the terms of )?(?:the|that|its) ", match["what"]) is not None
            yield Decision("adopted", what, span, symbol, definite)


def _active(text: str, span: Span, masked: str, body: str | None) -> Iterator[Decision]:
    pattern, _, verbs = _verbs()
    after = 0
    for match in pattern.finditer(masked):
        left, rest = masked[: match.start()], masked[match.end() :]
        back = _points_left(left, rest)
        if match.start() < after or not (_acts(left, body) or (back and RELATIVE.search(left))):
            continue
        verb = verbs[_bare_form(match[0], verbs)]
        if PAST.match(rest) or not (back or verb.takes(rest)):
            continue
        stop = _next_verb(masked, match.end(), pattern)
        clause = Span(span.start + after, span.start + stop)
        place = Span(span.start + match.end(), span.start + stop)
        if back:
            taken = TURNED_TO.search(masked, after, match.start())
            begin = taken.end() if taken else after
            place = Span(span.start + begin, span.start + match.start())
        after = stop if stop < len(masked) else match.end()
        named = described if verb.kind == "renewed" else objects
        for what, symbol in named(text, place):
            yield Decision(verb.kind, what, clause, symbol)


def _bare_form(words: str, verbs: Mapping[str, _Verb]) -> str:
    """Return the lexicon's form of a verb: "decided unanimously to defer" is "decided to defer"."""
    plain = INNER_MANNER.sub(" ", words)
    return plain if plain in verbs else plain.split()[-1]


def _points_left(left: str, rest: str) -> bool:
    """Whether the object stands before the verb: "the draft, which it rejected", "approved it"."""
    if PRONOUN.match(rest.strip()):
        return not re.match(r" (?:that|this|these|those) \w", rest)
    relative = RELATIVE.search(left) is not None and not SPOKEN.search(left)
    return relative and PASSIVE_PROOF.match(rest) is not None


def _acts(left: str, body: str | None) -> bool:
    """Whether the body itself is the subject of a verb whose left context is ``left``."""
    flat = re.sub(r"\([^()]*\)|,? ?\b[Bb]y a[n ]? ?[^;]*?\bvotes? of [^;]*?(?:abstentions?|abstaining|against|favour)"
                  r"(?: \([^()]*\))?,?", " ", left)  # fmt: skip
    match = ACTOR.search(flat)
    if not match:
        return False
    before = flat[: match.start()]
    if SUBORDINATE.search(before) or SPOKEN.search(before):
        return False
    if match["head"] and body and match["head"].lower() not in body.lower().split():
        return False
    mid = re.findall(r"[\w-]+", match["mid"].lower())
    return all(word in MID_WORDS or word.isdigit() for word in mid)


def _next_verb(masked: str, start: int, pattern: re.Pattern[str]) -> int:
    """Return where the clause of a decision ends: before "and rejected …", or at the end."""
    joined = r",? (?:and|but|while|as well as) (?:it )?(?:also |then |unanimously |later )*"
    match = re.compile(rf"{joined}(?={pattern.pattern})").search(masked, start)
    return match.start() if match else len(masked)


def _participial(text: str, span: Span, masked: str) -> Iterator[Decision]:
    _, pattern, verbs = _verbs()
    for match in pattern.finditer(masked):
        left, rest = masked[: match.start()], masked[match.end() :]
        verb = verbs[match[0].lower()]
        pronoun = bool(PRONOUN.match(rest.strip()))
        if not _accompanies(left, masked) or PAST.match(rest) or not (pronoun or verb.takes(rest)):
            continue
        stop = None if left.strip() else MAIN_CLAUSE.search(rest)
        end = span.start + match.end() + (stop.start() if stop else len(rest))
        place = Span(span.start + match.end(), end)
        if pronoun:
            place = Span(span.start, span.start + match.start())
        for what, symbol in objects(text, place):
            yield Decision(verb.kind, what, span, symbol)


def _nominal(text: str, span: Span, masked: str) -> Iterator[Decision]:
    """Yield "… through its unanimous adoption of resolution 1903 (2009)"."""
    match = ADOPTION.search(masked)
    if match and ANY_BODY.search(masked) and not SPOKEN.search(masked[: match.start()]):
        for what, symbol in objects(text, Span(span.start + match.end(), span.end)):
            yield Decision("adopted", what, span, symbol)


def _accompanies(left: str, masked: str) -> bool:
    """Whether a participle after ``left`` tells what the body did: "with the Council adopting"."""
    if ABSOLUTE.search(left):
        return True
    opens = OPENS.search(left) is not None and not SPOKEN.search(left)
    return opens and ANY_BODY.search(masked) is not None


def _inverted(text: str, span: Span, masked: str) -> Iterator[Decision]:
    """Yield "Also adopted without a vote were resolutions on … and …"."""
    match = INVERTED.match(masked)
    if match:
        kind = _verbs()[2][match["verb"].lower()].kind
        for what, symbol in objects(text, Span(span.start + match.end(), span.end)):
            yield Decision(kind, what, span, symbol)


def _passive(text: str, span: Span, masked: str) -> Iterator[Decision]:
    after = 0
    for match in PASSIVE.finditer(masked):
        left, rest = masked[after : match.start()], masked[match.end() :]
        if not _undergone(left, rest):
            continue
        if match["be"] == "being":
            yield from _undergoing(text, span, masked, match)
            continue
        opening = LEADING.match(left)
        subject = Span(
            span.start + after + (opening.end() if opening else 0), span.start + match.start()
        )
        if _IT.fullmatch(text[subject.start : subject.end].strip()):
            yield Decision(_passive_kind(match), "text", span, definite=True)
            continue
        named = objects(text, subject) or [(cut(text[subject.start : subject.end]), None)]
        number = next(numbered(text, span.start + match.end(), span.end), None)
        for what, symbol in named:
            if what and not PRONOUN.match(what) and not PLURAL.match(what):
                kind = _passive_kind(match)
                if number and not symbol and text[: number.span.start].endswith("as "):
                    yield Decision(kind, number.name, span, number.symbol)
                else:
                    yield Decision(kind, what, span, symbol)
        after = match.end()


def _undergoing(text: str, span: Span, masked: str, match: re.Match[str]) -> Iterator[Decision]:
    """Yield "Despite being approved without a vote, the draft …": the text follows its fate."""
    main = _AFTER_CLAUSE.search(masked, match.end())
    if not main or not _BEFORE_SUBJECT.search(masked[: match.start()]):
        return
    for what, symbol in described(text, Span(span.start + main.end(), span.end)):
        yield Decision(_passive_kind(match), what, span, symbol)


def _undergone(left: str, rest: str) -> bool:
    """Whether a passive verb between ``left`` and ``rest`` reports this meeting's decision."""
    if SPOKEN.search(left) or PAST.match(rest) or not PASSIVE_PROOF.match(rest):
        return False
    dependent = DEPENDENT.search(left)
    return dependent is None or left.startswith("That ")


def _passive_kind(match: re.Match[str]) -> str:
    kinds = {"rejected": "rejected", "defeated": "rejected", "elected": "elected",
             "re-elected": "elected", "appointed": "elected", "deferred": "postponed",
             "postponed": "postponed", "extended": "renewed", "renewed": "renewed"}  # fmt: skip
    return "rejected" if match["not"] or match["never"] else kinds.get(match["verb"], "adopted")


def _impersonal(text: str, span: Span, masked: str) -> Iterator[Decision]:
    match = IMPERSONAL.search(masked)
    left = masked[: match.start()] if match else ""
    if not match or SPOKEN.search(left) or SUBORDINATE.search(left) or "would" in left:
        return
    if OWN_TERMS.match(masked):
        return
    what = " ".join(text[span.start + match.start("what") : span.start + match.end("what")].split())
    denied = re.match(
        rf"(?:the )?(?:[\w-]+ )*?(?:{HEADS}) (?:will|would|shall) (?P<not>not )?", what
    )
    if denied:
        what = f"decision {'not ' if denied['not'] else ''}to {what[denied.end() :]}"
    else:
        what = f"decision {match['to'] or 'that'} {what}"
    yield Decision("adopted", what.strip(), span)


def _settled(found: list[Decision], span: Span) -> list[Decision]:
    """Drop doubles; a mandate renewed by the resolution adopted in the same sentence is one."""
    if any(one.kind == "adopted" for one in found):
        found = [one for one in found if one.kind != "renewed"]
    kept: list[Decision] = []
    for one in found:
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    if len(kept) == 1:
        return [replace(kept[0], clause=span)]
    return kept


def _same(one: Decision, other: Decision) -> bool:
    return (one.kind, one.what, one.symbol) == (other.kind, other.what, other.symbol)


def procedure(text: str, vote: Vote, known: str = "unknown") -> str:
    """Return how a decision was taken, from the words of its clause.

    >>> procedure("Acting without a vote, the Assembly adopted the text", Vote())
    'without-vote'
    >>> procedure("adopted the text by 9 votes to 1", Vote(9, 1))
    'recorded-vote'
    """
    lowered = text.lower()
    if re.search(r"\bunanimous", lowered):
        return "unanimous"
    if vote.in_favour is not None or re.search(
        r"\brecorded vote|roll-call|\bveto|negative vote", lowered
    ):
        return "recorded-vote"
    if re.search(r"\bwithout (?:a|being put to a) vote|by acclamation", lowered):
        return "without-vote"
    return "consensus" if re.search(r"\bby consensus\b", lowered) else known


def sweeping(text: str) -> str | None:
    """Return the procedure that a sentence states of all texts before it.

    >>> sweeping("Both texts were adopted without a vote.")
    'without-vote'
    """
    match = SWEEP.search(text)
    found = procedure(match["how"], Vote()) if match else "unknown"
    return found if found in ("without-vote", "consensus", "unanimous") else None
