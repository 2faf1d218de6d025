"""Verbs with which the speaker does something: says, urges, welcomes, pledges."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extracting.acts.lexicon import Frame, VerbForm
from kg.extracting.acts.subjects import PREPOSITIONS, Subject, View, Who, phrase_begin, subject
from kg.extracting.acts.content import own_before, relative
from kg.extracting.acts.tokens import AUXILIARY, BE, DO, HAVE, NEGATIONS, is_adverb, is_word

REPORT = "report"


@dataclass(frozen=True, slots=True)
class Head:
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


_STARTS = frozenset(', ; : — – -- ( “ " and or but while by in when after before then'.split())
_SOFTENERS = frozenset(
    """like wish wishes wished want wants wanted us begin begins pleased happy glad delighted
    proud opportunity occasion compelled obliged constrained rise floor honour privilege
    moment again join once me start conclude duty""".split()
)
_DETERMINERS = frozenset(
    "the a an this that these those its their his her our my any all no".split()
)
_CONTENT_GERUNDS = frozenset(
    "support accept back press push celebrate appreciate encourage join promise honour honor seek "
    "offer take give share raise place pay extend lend put show open close resume".split()
)
_ENDERS = frozenset(
    """began begin begins beginning opened closed concluded ended started responded replied finished
    continued conclude end close concluding closing""".split()
)
_JOINERS = frozenset("join joins joined joining united others unanimous alone".split())
_CLAUSE_OPENERS = frozenset('that “ " :'.split())


def heads(view: View) -> list[Head]:
    """Return the speaker's verbs of a sentence in order."""
    found: list[Head] = []
    forms = view.lexicon.forms
    for at, word in enumerate(view.tokens.words):
        form = forms.get(word)
        if form is None or (view.first and view.tokens.quoted[at]):
            continue
        head = _head(view, at, form, found)
        if head is not None:
            found.append(head)
    return found


def _head(view: View, at: int, form: VerbForm, before: list[Head]) -> Head | None:
    place = _grammar(view, at, form, before)
    if place is None:
        return None
    frame = _frame(view, at, form.verb)
    if frame is None:
        return None
    types, noun, complement = frame
    if types[0] in (REPORT, "procedural") and noun is None and _conduct(view, at, form.verb):
        return None
    who, begin, finite = place
    inverted = _inverted(view, at)
    return Head(
        at=at,
        begin=at if inverted else begin,
        end=(noun if noun is not None else at) + 1,
        verb=form.verb,
        types=types,
        who=who,
        finite=finite,
        noun=noun,
        complement=complement,
        after=types[0] == REPORT and (inverted or _postposed(view, begin, at)),
        negated=_negated(view, at),
    )


def _conduct(view: View, at: int, verb: str) -> bool:
    """Whether a verb of saying tells a deed here ("will continue to", "has shared")."""
    if view.lexicon.conduct_kinds.get(verb, "mere") == "mere":
        return False
    auxiliary = view.tokens.word(view.tokens.back(at - 1))
    return auxiliary in ("will", "would", "shall") or auxiliary in HAVE


def _grammar(
    view: View, at: int, form: VerbForm, before: list[Head]
) -> tuple[Who, int, bool] | None:
    """Decide whether the verb is the speaker's; returns subject, clause begin, finiteness."""
    tokens = view.tokens
    left = tokens.back(at - 1)
    previous = tokens.word(left)
    if "ing" in form.kinds and previous not in BE:
        return _participle(view, at, left, before, form.verb)
    if previous in ("“", '"'):
        previous = tokens.word(tokens.back(left - 1)) if tokens.word(left - 1) in BE else previous
    if previous in BE and "ing" not in form.kinds:
        return None
    if tokens.word(at + 1) == "by" and form.kinds & {"participle"}:
        return None
    if previous == "to" or previous in ("me", "let"):
        return _infinitive(view, at, left, form)
    if previous in ("must", "should", "may", "might", "being", "having"):
        return None
    if _inverted(view, at):
        return Who.SPEAKER, at, True
    return _finite(view, at, form, before)


def _participle(
    view: View, at: int, left: int, before: list[Head], verb: str
) -> tuple[Who, int, bool] | None:
    tokens = view.tokens
    previous = tokens.word(left)
    begin = left + 1
    if not previous:
        return Who.SPEAKER, begin, False
    if previous == "in" and tokens.find(_JOINERS, max(0, left - 9), left) >= 0:
        return Who.SPEAKER, begin, False
    if previous == "by" and tokens.word(tokens.back(left - 1)) not in _ENDERS:
        return None
    if previous in ("and", "or", "in", "but") and not (
        (before and not before[-1].finite)
        or tokens.word(left - 1) in (",", "”")
        or (before and previous == "but")
    ):
        return None
    if verb in _CONTENT_GERUNDS and not (
        tokens.word(at - 1) in ("also", "while") or tokens.word(at - 1).endswith("ly")
    ):
        return None
    if previous in _STARTS:
        return Who.SPEAKER, begin, False
    if previous == ")":
        left = view.tokens.back(_opening(view, left) - 1)
    return _with_subject(view, left)


def _opening(view: View, at: int) -> int:
    while at > 0 and view.tokens.words[at] != "(":
        at -= 1
    return at


def _with_subject(view: View, left: int) -> tuple[Who, int, bool] | None:
    """The subject of "with Poland's speaker stating"."""
    begin = phrase_begin(view, left)
    if view.tokens.word(begin) != "with" and view.tokens.word(begin - 1) != "with":
        return None
    words = view.tokens.words[begin : left + 1]
    lexicon = view.lexicon
    if any(
        lexicon.is_kind(word, kind)
        for word in words
        for kind in ("role", "roles", "title", "collective")
    ):
        return Who.SPEAKER, begin, False
    return None


def _infinitive(view: View, at: int, left: int, form: VerbForm) -> tuple[Who, int, bool] | None:
    if "base" not in form.kinds:
        return None
    tokens = view.tokens
    governor = tokens.back(left - 1) if tokens.word(left) == "to" else left
    word = tokens.word(governor)
    if tokens.find(("spoke", "floor"), max(0, at - 16), at) >= 0 and not view.direct(at):
        return Who.SPEAKER, governor, True
    if (
        word in _SOFTENERS
        and _willing(view, governor, word)
        and (view.direct(at) or word in ("like", "wish", "wished", "wanted"))
    ):
        return Who.OWN, governor, True
    return None


def _willing(view: View, governor: int, word: str) -> bool:
    """Whether "would like", "am pleased" … has the speaker for its subject."""
    if word in ("us", "me") or word in (
        "honour",
        "privilege",
        "opportunity",
        "occasion",
        "duty",
        "moment",
    ):
        return True
    return subject(view, governor).who not in (Who.OTHER, Who.ROLE)


def _finite(
    view: View, at: int, form: VerbForm, before: list[Head]
) -> tuple[Who, int, bool] | None:
    found = subject(view, at)
    plain = form.kinds & {"base", "third"} and not form.kinds & {"past"}
    who = _resolve(view, found, at, before, plain=bool(plain))
    if who is None or (plain and not _agrees(view, at, form, found)):
        return None
    if found.who is Who.WE and relative(view, found.begin):
        return None
    return who, found.begin, True


def _agrees(view: View, at: int, form: VerbForm, found: Subject) -> bool:
    """Whether a present form fits its subject ("we call", "Slovakia calls", "it will call")."""
    auxiliary = view.tokens.word(view.tokens.back(at - 1))
    if auxiliary in DO | HAVE or auxiliary.endswith("n't") or found.who is Who.SAME:
        return True
    if "third" in form.kinds:
        return found.who is not Who.WE
    last = view.tokens.word(view.tokens.back(at - 1))
    return (
        last in ("i", "we", "they", "will", "would", "can", "could", "cannot", "shall")
        or last.endswith("s")
        or found.who is Who.ROLE
        or last in ("not",)
    )


def _resolve(view: View, found: Subject, at: int, before: list[Head], *, plain: bool) -> Who | None:
    if found.who in (Who.SPEAKER, Who.OWN):
        return found.who
    if found.who is Who.WE:
        return Who.WE if view.direct(at) or not before else None
    if found.who is Who.ROLE:
        return None if _embedded(view, found.begin, before) else Who.ROLE
    if found.who is Who.SAME:
        return _same(view, at, before, plain=plain)
    return None


def _same(view: View, at: int, before: list[Head], *, plain: bool) -> Who | None:
    """Take the subject of the verb before ("condemned … and urged")."""
    if before and before[-1].finite and not before[-1].after:
        if plain and not _parallel(view, before[-1], at):
            return Who.OWN if not view.direct(at) and own_before(view, at) else None
        if _interrupted(view, before[-1], at):
            return None
        return before[-1].who
    if own_before(view, at) and before:
        return Who.OWN
    if not before and not plain and not view.direct(at) and _speaker_before(view, at):
        return Who.SPEAKER
    begin = before[-1].at + 1 if before and any(head.finite for head in before) else 0
    if before and not plain and _speaker_before(view, at, begin):
        return Who.SPEAKER
    return None


def _present(view: View, at: int) -> bool:
    form = view.lexicon.forms[view.tokens.words[at]]
    return bool(form.kinds & {"base", "third"}) and "past" not in form.kinds


def _parallel(view: View, head: Head, at: int) -> bool:
    """Whether a present form continues the verb before it: same form, no infinitive between."""
    forms, words = view.lexicon.forms, view.tokens.words
    if not _present(view, head.at) or not forms[words[at]].kinds & forms[words[head.at]].kinds:
        return False
    return not ("base" in forms[words[at]].kinds and "to" in words[head.end : at])


def _interrupted(view: View, head: Head, at: int) -> bool:
    """Whether a clause with another subject stands between two coordinated verbs."""
    words = view.tokens.words[head.end : at]
    if view.tokens.word(view.tokens.back(at - 1) - 1) in (",", "”") or "," in words[-2:]:
        return False
    if any(word in ("which", "who", "whose") for word in words):
        return True
    return REPORT in head.types and any(word in AUXILIARY for word in words)


def _speaker_before(view: View, at: int, begin: int = 0) -> bool:
    lexicon, words = view.lexicon, view.tokens.words
    for place in range(begin, at):
        word = words[place].removesuffix("'s")
        if place in view.cue or lexicon.is_kind(word, "role") or lexicon.is_kind(word, "title"):
            return True
        if view.collective and lexicon.is_kind(word, "roles"):
            return True
    return begin == 0 and any(place in view.own for place in range(begin, min(at, 12)))


def _embedded(view: View, begin: int, before: list[Head]) -> bool:
    """Whether a delegate named here is one of whom the speaker only reports."""
    left = view.tokens.word(view.tokens.back(begin - 1))
    if left in (",", "”", '"', "", ";"):
        return False
    return any(head.types[0] == REPORT and not head.after for head in before)


def _inverted(view: View, at: int) -> bool:
    """Whether the speaker follows: "…”, said the delegate", "…, added Ms. Diaz"."""
    tokens = view.tokens
    form = view.lexicon.forms[tokens.words[at]]
    if "past" not in form.kinds or tokens.word(tokens.back(at - 1)) not in (",", "”", '"', "—", ""):
        return False
    if tokens.quoted[at]:
        return False
    left = tokens.word(tokens.back(at - 1) - 1)
    if left not in ("”", '"', "") and _speaker_before(view, at):
        return False
    begin = at + 1
    for place in range(begin, min(begin + 9, len(tokens))):
        word = tokens.words[place]
        if word in (",", "that", "to", ":", ".", "as") or word in PREPOSITIONS - {
            "of",
            "for",
            "from",
        }:
            break
        stem = word.removesuffix("'s")
        if (
            place in view.cue
            or view.lexicon.is_kind(stem, "role")
            or view.lexicon.is_kind(word, "title")
        ):
            return True
        if place == begin and (word in ("he", "she") or place in view.own):
            return True
        if (
            place == begin
            and tokens.capital[place]
            and place + 1 < len(tokens)
            and tokens.capital[place + 1]
        ):
            return True
    return False


def _postposed(view: View, begin: int, at: int) -> bool:
    """Whether a report verb with its subject is put into or after what is said."""
    tokens = view.tokens
    left = tokens.word(tokens.back(begin - 1))
    if left not in (",", "”", '"', "—", "!", "?"):
        return False
    limit = at + (40 if tokens.words[at] in _TELLING else 7)
    for place in range(at + 1, min(limit, len(tokens))):
        word = tokens.words[place]
        if word in (",", ";"):
            return True
        if word in (":", "“", "that") or word in AUXILIARY or word in _MODALS:
            return False
        if word.endswith("ing") and place == at + 1:
            return False
    return limit >= len(tokens)


_TELLING = frozenset("told informed reminded assured asked tell".split())
_MODALS = frozenset("need needs requires remain remains".split())


def _negated(view: View, at: int) -> bool:
    tokens = view.tokens
    place = at - 1
    while place >= 0 and (
        is_adverb(tokens.words[place])
        or tokens.words[place] in DO | HAVE | {"could", "cannot", "would", "will", "can"}
    ):
        if tokens.words[place] in NEGATIONS:
            return True
        place -= 1
    return tokens.word(place).endswith("n't") or tokens.word(place) in ("without", "neither", "nor")


def _frame(view: View, at: int, verb: str) -> tuple[tuple[str, ...], int | None, str] | None:
    """Return the act types of the first fitting frame, the deciding noun, the complement."""
    for frame in view.lexicon.frames[verb]:
        complement = next((c for c in frame.complements if fits(view, at, c)), None)
        if complement is None:
            continue
        if frame.nouns:
            noun = _noun(view, at, frame)
            if noun is not None:
                return noun
        elif not frame.objects or _has_object(view, at, frame):
            return frame.types, None, complement
    return None


def fits(view: View, at: int, complement: str) -> bool:
    """Whether ``complement`` follows the verb at token ``at``."""
    tokens = view.tokens
    following = tokens.forward(at + 1)
    word = tokens.word(following)
    if complement == "*":
        return True
    if complement == "that":
        return word in _CLAUSE_OPENERS
    if complement == "ing":
        return word.endswith("ing") and len(word) > 5
    if complement == "whether":
        return word in ("whether", "if", "how", "what", "why")
    if complement == "np-to":
        return infinitive(view, following) is not None
    if complement == "np":
        return (is_word(word) or word in '“"[') and word not in PREPOSITIONS and word != "that"
    return word == complement


def infinitive(view: View, begin: int) -> int | None:
    """Return the token of "to" that opens an infinitive after a noun phrase at ``begin``."""
    tokens = view.tokens
    if (
        tokens.word(begin) in PREPOSITIONS
        or not is_word(tokens.word(begin))
        and tokens.word(begin) not in "“["
    ):
        return None
    for at in range(begin + 1, min(begin + 24, len(tokens) - 1)):
        word = tokens.words[at]
        if word in (";", ":", "that", "and") and word != "and":
            return None
        if word == "to":
            following = tokens.word(tokens.forward(at + 1))
            if tokens.words[at - 1] in (
                "able",
                "willing",
                "ready",
                "seeking",
                "wishing",
                "yet",
                "unable",
            ):
                continue
            if following in _DETERMINERS or following[:1].isdigit() or at + 1 in view.named:
                continue
            return at
    return None


def _has_object(view: View, at: int, frame: Frame) -> bool:
    tokens = view.tokens
    for place in range(at + 1, min(at + 12, len(tokens))):
        word = tokens.words[place]
        if word in (",", ";", ":", "that") and place > at + 2:
            return False
        if word.removesuffix("'s") in frame.objects:
            return True
    return False


_NOUN_STOPS = (PREPOSITIONS - {"of"}) | frozenset(
    "that which who as and or , ; : — ( ) “ ” including through of like such".split()
)
_OWNERS = frozenset("its his her their our my national".split())
_CORE = frozenset(
    "commitment readiness willingness preparedness determination resolve intention dedication".split()
)


def _noun(view: View, at: int, frame: Frame) -> tuple[tuple[str, ...], int, str] | None:
    """Find the noun that the verb takes and that decides the act ("voiced concern")."""
    tokens = view.tokens
    begin = tokens.forward(at + 1)
    place = begin
    limit = min(begin + 11, len(tokens))
    while place < limit:
        if tokens.words[place] in _NOUN_STOPS and place > begin:
            noun = _decide(view, begin, place - 1, frame)
            if noun or tokens.words[place] not in ("and", ",", "—"):
                return noun
        place += 1
    return _decide(view, begin, place - 1, frame) if place == len(tokens) else None


def _decide(
    view: View, begin: int, at: int, frame: Frame
) -> tuple[tuple[str, ...], int, str] | None:
    word = view.tokens.words[at]
    entry = view.lexicon.nouns.get(word)
    if entry is None and word in ("“", "”"):
        return None
    if entry is None:
        return None
    type_, verbs = entry
    voiced = frame.types == ("@voice",) or _voices(frame.verb)
    if verbs == "any" or (verbs == "voice" and voiced):
        return (type_,), at, "noun"
    if verbs == "own" and _owned(view, begin, at, type_):
        return (type_,), at, "noun"
    return None


def _voices(verb: str) -> bool:
    return verb in VOICE


VOICE = frozenset(
    "express voice convey reiterate reaffirm renew reassert restate repeat echo declare register "
    "share join support offer extend raise confirm affirm communicate manifest articulate profess".split()
)


def _owned(view: View, begin: int, at: int, type_: str) -> bool:
    words = view.tokens.words[begin:at]
    personal = ("his", "her", "my") if type_ == "action" else ()
    if any(word in _OWNERS and word not in personal for word in words):
        return True
    if any(place in view.own for place in range(begin, at)):
        return True
    if any(
        word.endswith(("'s", "'"))
        and (
            view.lexicon.is_kind(word.rstrip("'s"), "bloc") or word in ("country's", "government's")
        )
        for word in words
    ):
        return True
    bare = not any(
        word.endswith(("'s", "s'"))
        or word in ("the", "that", "this", "these", "those", "all", "any", "no")
        for word in words
    )
    return bare and view.tokens.words[at] in _CORE
