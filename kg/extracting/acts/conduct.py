"""What the speaker's own party does, has done and will do: reported actions, commitments."""

from __future__ import annotations

from itertools import pairwise

from kg.extracting.acts.clauses import Clause
from kg.extracting.acts.cue import Cue
from kg.extracting.acts.lexicon import VerbForm
from kg.extracting.acts.passives import national
from kg.extracting.acts.subjects import Subject, View, Who, subject
from kg.extracting.acts.tokens import (
    AUXILIARY,
    BE,
    BREAKS,
    FINITE,
    HAVE,
    MODAL,
    NEGATIONS,
    PREPOSITIONS,
    is_adverb,
    is_word,
)
from kg.extracting.acts.words import words

_LIGHT, _NO_POLICY = words("light"), words("no-policy")
_OF_THE_SPEECH, _FORESEEN = words("of-the-speech"), words("foreseen")
_COMMITTING, _REFUSALS = words("committing"), words("refusal")
_PERSONAL = words("personal-pledge")
_ARTICLES, _TIMES = words("article"), words("time-opener")
_CONVICTIONS = words("conviction")
_PALPABLE, _HOMEBOUND = words("palpable"), words("homebound")
_ALL_OF_US, _COMMON = words("all-of-us"), words("common")
_HOLDING, _MIND = words("holding"), words("mind")
_PHRASE_ENDS = BREAKS | AUXILIARY
_ONLY = frozenset({"only"})
_OBJECT_ENDS = frozenset({",", ";", ":", "to", "and", "but", "that", "which", "when", "because"})
_ITEMS, _HOPES = words("speech-object"), words("hope")
_PERSONS = frozenset({"those", "people", "one", "ones", "everything", "all", "everyone"})
_OURS, _VIEWS = frozenset({"our"}), frozenset({"position", "view", "views", "case", "concerns"})
_POLICY_VERBS = words("policy-verb")
_RELATIVES = frozenset(
    {"which", "whom", "what", "who", "whose", "where", "when", "how", "than", "if"}
)
_DEPENDENT = BREAKS - {"and", "but", "that"}
_CAUSES = frozenset({"as", "while", "because", "since", "so", "although"})
_WEAK = frozenset({"must", "should", "can", "could", "may", "might", "cannot"})
_WILL = {"vote": ("position", "own:vote")}
_CONJUNCTIONS = frozenset({"and", "but", "or", "yet"})
NOUN_OPENERS = (_ARTICLES - {"that", "this", "all", "some"}) | (
    PREPOSITIONS - {"to", "by", "in", "before", "after", "on"}
)
_STOPS = BE | {";", "that", "which", "who"}
WILL = frozenset({"will", "would", "shall"})
NO_CONDUCT = NOUN_OPENERS | AUXILIARY | {"to"}
"""Words right before a form that keep it from telling what its subject does or did."""


def conduct(view: View, clause: Clause, at: int) -> Cue | None:
    """Return the commitment or action that a verb at token ``at`` tells of the own party."""
    word = view.tokens.words[at]
    if word in WILL:
        return _will(view, clause, at)
    if word in HAVE or word in BE:
        return national(view, clause, at) or _perfect(view, at)
    form = view.lexicon.conduct.get(word)
    if form is None or view.tokens.word(at - 1) in NOUN_OPENERS:
        return None
    if (_mere(view, form.verb) and not _serves(view, subject(view, at), form.verb)) or (
        at > 0 and view.tokens.capital(at)
    ):
        return None
    return _simple(view, at, form)


def _simple(view: View, at: int, form: VerbForm) -> Cue | None:
    """Decide a past or present form without auxiliary."""
    tokens = view.tokens
    previous = tokens.word(tokens.back(at - 1))
    if previous in AUXILIARY or previous == "to" or tokens.word(at + 1) in ("me", "us", "by"):
        return None
    adjacent = _adjacent(view, at)
    if not adjacent and "past" not in form.kinds and form.verb not in _POLICY_VERBS:
        return None  # whoever the subject is, which takes longer to find
    found = subject(view, at)
    if not _done_by(view, found, (at, at), form.verb) or _attributive(view, found, at):
        return None
    if found.who is Who.SAME and (
        previous not in ("and", "but", "then") or _modal_before(view, at)
    ):
        return None
    if "past" in form.kinds:
        return Cue("action", "own:past", at, at + 1, found)
    agrees = "third" in form.kinds or found.who is Who.WE or previous.endswith("s")
    served = _serves(view, found, form.verb)
    told = served or (adjacent and form.verb not in _NO_POLICY)
    told = told and agrees and not _dependent(view, found)
    return Cue("action", "own:present", at, at + 1, found) if told else None


def _attributive(view: View, found: Subject, at: int) -> bool:
    """Whether a participle after "and" is an adjective: "a holistic and integrated approach"."""
    form = view.lexicon.conduct[view.tokens.words[at]]
    if "participle" not in form.kinds:
        return False
    if found.who is not Who.SAME:
        return _reduced(view, at)
    tokens = view.tokens
    passive = tokens.word(found.begin - 2).endswith("ed") and _last_auxiliary(view, at) in BE
    return passive or tokens.word(found.begin - 3) in _ARTICLES


def _reduced(view: View, at: int) -> bool:
    """Whether the main verb follows: "our system established after the war is a network"."""
    for word in view.tokens.words[at + 1 : at + 14]:
        if word in FINITE:
            return True
        if word in BREAKS or not is_word(word) or word == "to":
            return False
    return False


def _will(view: View, clause: Clause, at: int) -> Cue | None:
    """Decide "will", "shall" and, in reported speech, "would"."""
    tokens = view.tokens
    main = tokens.forward(at + 1)
    if tokens.words[at] == "would" and view.direct(at):
        return None
    found = subject(view, at)
    if not (found.who is Who.SPEAKER or owns(view, found, at) or _goes_on(view, found, at)):
        return None
    wanted = "base"
    negated = any(word in NEGATIONS for word in tokens.words[at + 1 : main])
    if tokens.word(main) == "be":
        main, wanted = tokens.forward(main + 1), "ing"
    form = view.lexicon.conduct.get(tokens.word(main))
    if form is None or wanted not in form.kinds:
        return None
    if found.policy:
        served = _serves(view, found, form.verb) and not negated
        return Cue("action", "own:policy", at, main + 1, found) if served else None
    foreseen = found.who is Who.WE and _foreseen(view, clause, found, at)
    if foreseen or not _binding(view, found, form.verb, negated=negated):
        return None
    type_, rule = _WILL.get(form.verb, ("commitment", "own:will"))
    if negated and form.verb in _REFUSALS:
        type_, rule = "position", "own:refuse"
    return Cue(type_, rule, at, main + 1, found, negated)


def _goes_on(view: View, found: Subject, at: int) -> bool:
    """Whether the speaker's verb before is coordinated ("condemned … and would send")."""
    if found.who is not Who.SAME or view.tokens.word(found.begin - 1) not in _CONJUNCTIONS:
        return False
    if not view.first and own_before(view, at, states=True):
        return True  # "her country was proud and would give more"
    for place in range(at - 1, -1, -1):
        word = view.tokens.words[place]
        form = view.lexicon.forms.get(word)
        if word in AUXILIARY or word in _RELATIVES or word in _STOPS:
            return False
        if form is not None and form.kinds & {"past", "third"}:
            if view.lexicon.frames[form.verb][-1].types == ("report",):
                return False
            return subject(view, place).who in (Who.OWN, Who.SPEAKER, Who.ROLE)
    return False


def _binding(view: View, found: Subject, verb: str, *, negated: bool) -> bool:
    """Whether "will" and this verb bind: no states, no forecasts, no plan of the speech."""
    kind = view.lexicon.conduct_kinds[verb]
    foreseen = found.who is Who.WE and not _dated(view, found.begin)
    if kind == "mere" or (kind == "outcome" and (foreseen or negated)):
        return False
    phrase = view.tokens.words[found.begin : found.begin + 4]
    if phrase[:1] == ["i"]:
        return verb in _PERSONAL
    if found.who is Who.WE and view.tokens.holds(_ITEMS, found.begin + 2, found.begin + 9):
        return verb not in _OF_THE_SPEECH
    return not ("delegation" in phrase and verb in _OF_THE_SPEECH)


def _dated(view: View, begin: int) -> bool:
    """Whether a year is set for it: "we will reach net zero by 2040"."""
    said = view.tokens.words[begin : begin + 20]
    return any(a == "by" and b.isdigit() and len(b) == 4 for a, b in pairwise(said))


def _foreseen(view: View, clause: Clause, found: Subject, at: int) -> bool:
    """Whether "we will" is a forecast ("together we will") or in a relative clause."""
    if relative(view, found.begin) or _hoped(view, found.begin):
        return True
    return any(word in _FORESEEN for word in view.tokens.words[clause.begin : at])


def _hoped(view: View, begin: int) -> bool:
    """Whether "we will" is what one hopes: "it is our hope that we will agree"."""
    tokens = view.tokens
    before = begin - 1 - (tokens.word(begin - 1) == "that")
    return tokens.word(before) in _HOPES or tokens.holds(_ONLY, begin + 2, begin + 8)


def _perfect(view: View, at: int) -> Cue | None:
    """Decide "has ratified", "is implementing", "has been training"."""
    tokens, kinds = view.tokens, view.lexicon.conduct_kinds
    main, progressive = tokens.forward(at + 1), tokens.words[at] in BE
    unreal = tokens.word(tokens.back(at - 1)) in MODAL or tokens.holds(NEGATIONS, at + 1, main)
    if unreal or tokens.words[at] not in FINITE:
        return None
    if tokens.word(main) == "been" and not progressive:
        main, progressive = tokens.forward(main + 1), True
    form = view.lexicon.conduct.get(tokens.word(main))
    wanted = "ing" if progressive else "participle"
    if form is None or wanted not in form.kinds:
        return None
    found = subject(view, at)
    if kinds[form.verb] == "mere" and not _serves(view, found, form.verb):
        return None
    if not _done_by(view, found, (at, main), form.verb):
        return None
    readying = form.verb == "prepare" and tokens.word(main + 1) != "to"
    if progressive and form.verb in _COMMITTING and not readying:
        return Cue("commitment", "own:committing", at, main + 1, found)
    rule = "own:progressive" if progressive else "own:perfect"
    return Cue("action", rule, at, main + 1, found)


def _done_by(view: View, found: Subject, verb: tuple[int, int], base: str) -> bool:
    """Whether the own party is the subject of a verb (its first token, the main one) of deeds."""
    told = owns(view, found, verb[0]) and _tells(view, found, base)
    return told and not _merely_held(view, verb[1], base)


def _mere(view: View, verb: str) -> bool:
    return view.lexicon.conduct_kinds[verb] == "mere"


def _serves(view: View, found: Subject, verb: str) -> bool:
    """Whether a policy of the own party does what policies do ("our plan relies on")."""
    return found.policy and verb in _POLICY_VERBS


def owns(view: View, found: Subject, at: int) -> bool:
    """Whether the subject of the verb at token ``at`` is the speaker's own party."""
    if found.who is Who.WE:
        return view.direct(at)
    if found.who is Who.SAME:
        return view.tokens.word(found.begin - 1) in _CONJUNCTIONS and own_before(view, at)
    return found.who is Who.OWN


def own_before(view: View, at: int, *, states: bool = False) -> bool:
    """Whether the nearest subject before token ``at`` is the speaker's own party.

    ``states`` says that a form of "be" may come between ("was ready and did not ask").
    """
    phrase, known = view.tokens.words, view.lexicon.conduct
    for place in range(at - 1, -1, -1):
        word = phrase[place]
        if word in _STOPS and not (states and word in BE):
            return False
        if word in AUXILIARY or (word in known and known[word].kinds & {"past", "third"}):
            who = subject(view, place).who
            noun = word in known and "past" not in known[word].kinds and who is Who.OTHER
            if who is not Who.SAME and not noun:
                return who in (Who.OWN, Who.WE)
            if phrase[place - 1] == ",":
                return False
    return False


def _modal_before(view: View, at: int) -> bool:
    """Whether the auxiliary before a coordinated form is a modal ("will stay vigilant and …")."""
    return _last_auxiliary(view, at) in MODAL


def _last_auxiliary(view: View, at: int) -> str:
    return next((word for word in reversed(view.tokens.words[:at]) if word in AUXILIARY), "")


def unsure(view: View, at: int) -> bool:
    """Whether a coordinated verb stands under "must" or "can" ("must talk and be ready to")."""
    return _last_auxiliary(view, at) in _WEAK


def _dependent(view: View, found: Subject) -> bool:
    """Whether the subject stands in a relative or inverted clause ("that we invest in")."""
    before = view.tokens.word(found.begin - 1)
    if found.who is Who.OWN and before in _CAUSES:
        return False
    if before == "that":
        return not _says(view, found.begin - 2)
    return before in _DEPENDENT or before in AUXILIARY


def _says(view: View, at: int) -> bool:
    """Whether a verb of mere saying stands at ``at`` ("require that we" is none)."""
    form = view.lexicon.forms.get(view.tokens.word(at))
    return form is not None and view.lexicon.frames[form.verb][-1].types == ("report",)


def _adjacent(view: View, at: int) -> bool:
    """Whether the own party's name or noun stands right before the verb."""
    left = view.tokens.back(at - 1)
    word = view.tokens.word(left)
    pronoun = word in ("it", "i", "we", "they")
    return pronoun or left in view.own or view.lexicon.is_kind(word, "own")


def _tells(view: View, found: Subject, verb: str) -> bool:
    """Whether a deed is told as such: "we" and "I" do many things that are no policy."""
    pronoun = view.tokens.word(found.begin)
    if (verb == "address" and pronoun == "it") or _declares(view, found, verb):
        return False
    spoken = view.first if found.who is Who.SAME else pronoun in ("i", "we")
    if not spoken:
        return True
    if verb in _PALPABLE and pronoun == "we" and _of_ours(view, found.begin):
        return not relative(view, found.begin)
    if verb in _LIGHT or (pronoun == "i" and verb in _OF_THE_SPEECH):
        return False
    if pronoun == "we" and _of_all(view, found.begin):
        return False
    return view.lexicon.conduct_kinds[verb] == "deed" and not relative(view, found.begin)


def _declares(view: View, found: Subject, verb: str) -> bool:
    """Whether "as it has solemnly declared" only refers to what was said."""
    return view.tokens.word(found.begin - 1) == "as" and verb in view.lexicon.frames


def _of_all(view: View, begin: int) -> bool:
    """Whether "we" are all nations: "we adopted the Charter", "we have all agreed"."""
    tokens = view.tokens
    if tokens.holds(_ALL_OF_US, begin + 1, begin + 5) or tokens.word(begin - 2) == "here":
        return True
    said = range(begin + 2, min(begin + 10, len(tokens)))
    ends = (at for at in said if tokens.words[at] in _OBJECT_ENDS)
    return any(tokens.words[at] in _COMMON for at in range(begin + 2, next(ends, said.stop)))


def _merely_held(view: View, main: int, verb: str) -> bool:
    """Whether a lasting verb has a state of mind as object: "has maintained an interest"."""
    return verb in _HOLDING and view.tokens.holds(_MIND, main + 1, main + 7)


def _of_ours(view: View, begin: int) -> bool:
    """Whether "we have" is followed by a verb and "home" or "our" ("we have opened our ports")."""
    tokens = view.tokens
    if tokens.word(begin + 1) != "have" or tokens.holds(_VIEWS, begin + 2, begin + 7):
        return False
    return tokens.holds(_HOMEBOUND, begin + 3, begin + 5) or tokens.holds(
        _OURS, begin + 3, begin + 5
    )


def relative(view: View, begin: int) -> bool:
    """Whether "we" at ``begin`` opens a relative clause ("the tariffs we imposed")."""
    tokens, forms = view.tokens, view.lexicon.forms
    before, earlier = tokens.word(begin - 1), tokens.word(begin - 2)
    if before not in _PERSONS and (not is_word(before) or is_adverb(before)):
        return False
    if before == "that":
        said = tokens.word(tokens.back(begin - 2)) in forms
        return not said and earlier not in _CONVICTIONS
    if before in BREAKS:
        return before in _RELATIVES
    if before in AUXILIARY or before in PREPOSITIONS or before in _PERSONS:
        return True
    if before in forms and earlier not in _ARTICLES:
        return False
    return not _opens_with_time(view, begin - 1)


def _opens_with_time(view: View, at: int) -> bool:
    """Whether the phrase that ends at ``at`` is one of time or place ("last year we …")."""
    tokens = view.tokens
    while at > 0 and is_word(tokens.words[at - 1]) and tokens.words[at - 1] not in _PHRASE_ENDS:
        at -= 1
    return tokens.words[at] in PREPOSITIONS or tokens.words[at] in _TIMES
