"""Verbs with which the speaker does something: says, urges, welcomes, pledges."""

from __future__ import annotations

from typing import NamedTuple

from kg.extracting.acts.clauses import SITTING, occasion
from kg.extracting.acts.conduct import NOUN_OPENERS, own_before, relative
from kg.extracting.acts.deeds import tells_deed, told
from kg.extracting.acts.frames import Fit, demanded, fit
from kg.extracting.acts.gerunds import of_others, part_of_content
from kg.extracting.acts.lexicon import VerbForm
from kg.extracting.acts.reporting import inverted, postposed, speaker_between
from kg.extracting.acts.subjects import (
    Subject,
    View,
    Who,
    ending,
    phrase_begin,
    softened_begin,
    subject,
)
from kg.extracting.acts.tokens import (
    AUXILIARY,
    BE,
    DASHES,
    DO,
    HAVE,
    NEGATIONS,
    is_adverb,
    is_word,
)
from kg.extracting.acts.words import words

REPORT = "report"
_NAMES = frozenset({"state", "states", "report", "reports", "address", "review"})


class Head(NamedTuple):
    """A verb of the speaker: ``begin`` is where its clause begins, ``end`` after its cue.

    ``types`` are act types, or ``report`` where the content decides. ``noun`` is the token of
    the noun that decided the type. ``after`` says that what is said stands before the verb
    ("…, he said"), ``negated`` that the verb is denied.
    """

    at: int
    begin: int
    end: int
    verb: str
    types: tuple[str, ...]
    who: Who
    finite: bool
    noun: int | None = None
    complement: str = ""
    after: bool = False
    negated: bool = False


class _Place(NamedTuple):
    """How a verb stands in its sentence, if it is the speaker's."""

    who: Who
    begin: int
    finite: bool = True
    inverted: bool = False


_STARTS = frozenset(
    {",", ";", ":", "—", "–", "--", "(", "“", '"', "and", "or", "but", "while", "by", "in", "when",
     "after", "before", "then"}
)  # fmt: skip
_NO_SPEECH = frozenset({"must", "should", "may", "might", "being", "having"})
_SOFTENERS, _OCCASIONS = words("softener"), words("occasion")
_REPORTED_SOFTENERS = frozenset(
    {"like", "wish", "wished", "wanted", "continued", "continues", "sought", "went", "hastened"}
)
_LINKS = frozenset({"on", "to"})
_LASTING = frozenset({"continued", "continues"})
_GOING_ON = frozenset({"went", "goes"})
_SITTINGS = frozenset({"convene", "resume", "suspend", "adjourn", "close"})
_TEMPORAL = frozenset({"since", "when", "after", "before", "until", "once"})
_ENDERS, _JOINERS = words("ender"), words("joiner")
_BARE_SUBJECTS = frozenset(
    {"i", "we", "they", "will", "would", "can", "could", "cannot", "shall", "not"}
)
_FLOOR = frozenset({"spoke", "floor"})
_DETERMINERS = words("determiner")
_US, _LETTING = frozenset({"us", "me"}), words("letting")
_CLOSED = frozenset({",", "”", '"', "", ";", "--"}) | DASHES
_NEGATED_BY = DO | HAVE | {"could", "cannot", "would", "will", "can"}


def heads(view: View) -> list[Head]:
    """Return the speaker's verbs of a sentence in order."""
    found: list[Head] = []
    forms, said = view.lexicon.forms, view.tokens.words
    for at in [at for at, word in enumerate(said) if word in forms]:
        if (
            (at and said[at - 1] in NOUN_OPENERS)
            or _no_verb(view, at)
            or (view.first and view.tokens.quoted[at])
        ):
            continue
        head = _head(view, at, forms[said[at]], found)
        if head is not None:
            if found and _LINKS.issuperset(view.tokens.words[found[-1].end : at] or ("",)):
                found.pop()  # "went on to urge" is one verb
            found.append(head)
    return found


def _no_verb(view: View, at: int) -> bool:
    """Whether a form is part of a name ("African States") or tells the occasion of a speech."""
    tokens = view.tokens
    if tokens.words[at] in SITTING and any(
        occasion(view, begin, at + 1) for begin in range(max(0, at - 18), at)
    ):
        return True
    if at in view.named:
        return True  # "the United Nations Support Mission"
    return tokens.words[at] in _NAMES and tokens.capital(at) and is_word(tokens.word(at - 1))


def _head(view: View, at: int, form: VerbForm, before: list[Head]) -> Head | None:
    place = _place(view, at, form, before)
    frame = fit(view, at, form.verb) if place is not None else None
    if place is None or frame is None:
        return None
    if frame.types[0] == "procedural" and (
        _aside(view, place.begin) or (not place.finite and form.verb in _SITTINGS)
    ):
        return None
    if form.verb == "insist" and view.tokens.word(at + 1) == "that" and demanded(view, at + 1):
        frame = Fit(("call",), None, "that")
    deed = told(view, at, form.verb) if frame.types[0] == REPORT else None
    if deed is not None:
        frame = Fit(("action",), deed, "noun")
    plain = frame.noun is None and frame.types[0] in (REPORT, "procedural")
    if plain and tells_deed(view, at, form.verb):
        return None
    says = frame.types[0] == REPORT
    return Head(
        at=at,
        begin=place.begin,
        end=(at if frame.noun is None else frame.noun) + 1,
        verb=form.verb,
        types=frame.types,
        who=place.who,
        finite=place.finite,
        noun=frame.noun,
        complement=frame.complement,
        after=says and (place.inverted or _closes(view, place, at)),
        negated=_negated(view, at),
    )


def _closes(view: View, place: _Place, at: int) -> bool:
    """Whether a report verb ends what it reports; a gerund right behind the speaker opens it."""
    comma = view.tokens.back(place.begin - 1)
    if not place.finite and ending(view, comma - 1).who in (Who.ROLE, Who.OWN):
        return False
    return postposed(view, place.begin, at)


def _place(view: View, at: int, form: VerbForm, before: list[Head]) -> _Place | None:
    """Decide whether the verb is the speaker's, by form, auxiliaries and subject."""
    tokens = view.tokens
    left = tokens.back(at - 1)
    previous = tokens.word(left)
    if "ing" in form.kinds and previous not in BE:
        return _participle(view, at, left, before)
    if previous in ("to", "me", "let"):
        return _infinitive(view, at, left, before) if "base" in form.kinds else None
    if previous in _NO_SPEECH or _passive(view, at, left, form):
        return None
    if inverted(view, at):
        return _Place(Who.SPEAKER, at, inverted=True)
    return _finite(view, at, form, before)


def _passive(view: View, at: int, left: int, form: VerbForm) -> bool:
    tokens = view.tokens
    if tokens.words[left : left + 1] in (["“"], ['"']):
        left -= 1
    if tokens.word(left) in BE and "ing" not in form.kinds:
        return True
    return tokens.word(at + 1) == "by" and "participle" in form.kinds


def _participle(view: View, at: int, left: int, before: list[Head]) -> _Place | None:
    tokens = view.tokens
    previous, begin = tokens.word(left), left + 1
    joined = previous == "in" and tokens.holds(_JOINERS, max(0, left - 9), left)
    if not before and of_others(view, at, left):
        return None
    if not previous or joined:
        return _Place(Who.SPEAKER, begin, finite=False)
    if not _participle_opens(view, left, before):
        return None
    if previous in _STARTS:
        told = bool(before) and before[-1].after  # "…, she said, encouraging all to join"
        content = part_of_content(view, at) and not told
        return None if content else _Place(Who.SPEAKER, begin, finite=False)
    if previous == ")":
        while left > 0 and tokens.words[left] != "(":
            left -= 1
        left = tokens.back(left - 1)
    return _with_subject(view, left)


def _participle_opens(view: View, left: int, before: list[Head]) -> bool:
    """Whether "and", "but", "by" or "in" before a gerund can open an act of the speaker."""
    tokens = view.tokens
    previous = tokens.word(left)
    if previous == "by":
        return tokens.word(tokens.back(left - 1)) in _ENDERS
    if previous not in ("and", "or", "in", "but"):
        return True
    if before and (previous == "but" or not before[-1].finite):
        return True
    return tokens.word(left - 1) in (",", "”")


def _with_subject(view: View, left: int) -> _Place | None:
    """Return the place of a gerund with a subject ("with Poland's speaker stating")."""
    begin = phrase_begin(view, left)
    if "with" not in (view.tokens.word(begin), view.tokens.word(begin - 1)):
        return None
    for word in view.tokens.words[begin : left + 1]:
        kinds = view.lexicon.subjects.get(word, frozenset())
        if kinds & {"role", "roles", "title", "collective"}:
            return _Place(Who.SPEAKER, begin, finite=False)
    return None


def _infinitive(view: View, at: int, left: int, before: list[Head]) -> _Place | None:
    """Accept "would like to thank", "let me express", "continued to urge", "spoke to denounce"."""
    tokens, direct = view.tokens, view.direct(at)
    governor = tokens.back(left - 1) if tokens.word(left) == "to" else left
    word = tokens.word(governor)
    if word == "on" and tokens.word(governor - 1) in _GOING_ON:
        governor, word = governor - 1, tokens.word(governor - 1)
    if not direct and tokens.holds(_FLOOR, max(0, at - 16), at):
        return _Place(Who.SPEAKER, governor)
    if (
        word not in (_SOFTENERS if direct else _REPORTED_SOFTENERS)
        or (word in _US and tokens.word(governor - 1) not in _LETTING)
        or _promised(view, governor)
    ):
        return None
    verb = view.lexicon.forms[tokens.words[at]].verb
    if word in _LASTING and view.lexicon.conduct_kinds.get(verb, "mere") != "mere":
        return None
    if word in _OCCASIONS:
        return _Place(Who.OWN, softened_begin(view, governor))
    found = subject(view, governor)
    if found.who is Who.ROLE and not direct:
        return None if _embedded(view, found.begin, before) else _Place(Who.ROLE, found.begin)
    begin = softened_begin(view, governor) if direct else governor
    return _Place(Who.OWN, begin) if found.who not in (Who.OTHER, Who.ROLE) else None


def _promised(view: View, governor: int) -> bool:
    """Whether "continue" stands under "will": the pledge is all there is."""
    tokens = view.tokens
    modal = tokens.word(tokens.back(governor - 1)) in AUXILIARY
    return tokens.word(governor) == "continue" and modal


def _finite(view: View, at: int, form: VerbForm, before: list[Head]) -> _Place | None:
    found = subject(view, at)
    plain = bool(form.kinds & {"base", "third"}) and "past" not in form.kinds
    who = _resolve(view, found, at, before)
    if who is None or (plain and not _agrees(view, at, form, found)):
        return None
    if found.who is Who.WE and _aside(view, found.begin):
        return None
    return _Place(who, found.begin)


def _aside(view: View, begin: int) -> bool:
    """Whether "we" opens a relative or a temporal clause ("since we asked for it")."""
    return view.tokens.word(begin - 1) in _TEMPORAL or relative(view, begin)


def _agrees(view: View, at: int, form: VerbForm, found: Subject) -> bool:
    """Whether a present form fits its subject ("we call", "Slovakia calls", "it will call")."""
    last = view.tokens.word(view.tokens.back(at - 1))
    if last in DO | HAVE or last.endswith("n't") or found.who is Who.SAME:
        return True
    if "third" in form.kinds:
        return found.who is not Who.WE
    several = found.who is Who.ROLE and view.collective
    return last in _BARE_SUBJECTS or last.endswith("s") or several


def _resolve(view: View, found: Subject, at: int, before: list[Head]) -> Who | None:
    match found.who:
        case Who.SPEAKER | Who.OWN:
            return found.who
        case Who.WE:
            return Who.WE if view.direct(at) or not before else None
        case Who.ROLE:
            return None if _embedded(view, found.begin, before) else Who.ROLE
        case Who.SAME:
            return _same(view, at, before)
    return Who.SPEAKER if _who_said(view, found.begin, before) else None


def _who_said(view: View, at: int, before: list[Head]) -> bool:
    """Whether the speaker is told of in a relative clause ("…, the envoy, who urged")."""
    tokens = view.tokens
    if tokens.word(at) != "who" or tokens.word(at - 1) != "," or before or view.direct(at):
        return False
    return speaker_between(view, phrase_begin(view, at - 2), at)


def _same(view: View, at: int, before: list[Head]) -> Who | None:
    """Take the subject of the verb before ("condemned … and urged")."""
    plain = _present(view, at)
    if before and before[-1].finite and not before[-1].after:
        if plain and not _parallel(view, before[-1], at):
            own = not view.direct(at) and own_before(view, at, states=True)
            return Who.OWN if own else None
        return None if _interrupted(view, before[-1], at) else before[-1].who
    if plain and _binds(view, at) and own_before(view, at, states=True):
        return Who.OWN
    if (before or not (plain or view.direct(at))) and own_before(view, at, states=plain):
        return Who.OWN
    if plain or (not before and view.direct(at)):
        return None
    begin = before[-1].at + 1 if any(head.finite for head in before) else 0
    return Who.SPEAKER if speaker_between(view, begin, at) else None


def _binds(view: View, at: int) -> bool:
    """Whether a present form of an act is coordinated: "has sent troops and pledges to"."""
    tokens, lexicon = view.tokens, view.lexicon
    if tokens.word(at - 1) != "and" or tokens.word(at + 1) != "to":
        return False
    form = lexicon.forms[tokens.words[at]]
    return "third" in form.kinds and lexicon.frames[form.verb][-1].types != (REPORT,)


def _present(view: View, at: int) -> bool:
    kinds = view.lexicon.forms[view.tokens.words[at]].kinds
    return bool(kinds & {"base", "third"}) and "past" not in kinds


def _parallel(view: View, head: Head, at: int) -> bool:
    """Whether a present form continues the verb before it: same form, no infinitive between."""
    forms, phrase = view.lexicon.forms, view.tokens.words
    kinds = forms[phrase[at]].kinds
    if not _present(view, head.at) or not kinds & forms[phrase[head.at]].kinds:
        return False
    return "base" not in kinds or not any(
        word == "to" and phrase[place + 1] not in _DETERMINERS and place + 1 not in view.named
        for place, word in enumerate(phrase[head.end : at], head.end)
    )


def _interrupted(view: View, head: Head, at: int) -> bool:
    """Whether a clause with another subject stands between two coordinated verbs."""
    between = view.tokens.words[head.end : at]
    if view.tokens.word(view.tokens.back(at - 1) - 1) in (",", "”") or "," in between[-2:]:
        return False
    if any(word in ("which", "who", "whose") for word in between):
        return True
    last = next((word for word in reversed(between) if word in AUXILIARY), "")
    return REPORT in head.types and last in HAVE


def _embedded(view: View, begin: int, before: list[Head]) -> bool:
    """Whether a delegate named here is one of whom the speaker only reports."""
    left = view.tokens.word(view.tokens.back(begin - 1))
    if left in _CLOSED:
        return False
    return any(head.types[0] == REPORT and not head.after for head in before)


def _negated(view: View, at: int) -> bool:
    tokens = view.tokens
    place = at - 1
    while place >= 0 and (is_adverb(tokens.words[place]) or tokens.words[place] in _NEGATED_BY):
        if tokens.words[place] in NEGATIONS:
            return True
        place -= 1
    word = tokens.word(place)
    return word.endswith("n't") or word in ("without", "neither", "nor")
