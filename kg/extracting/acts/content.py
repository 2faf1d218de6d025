"""What a speaker says, clause by clause: demands, pledges, deeds, judgements, assertions."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extracting.acts.lexicon import OPENERS, Phrase
from kg.extracting.acts.subjects import (
    BREAKS,
    PREPOSITIONS,
    Subject,
    View,
    Who,
    ending,
    phrase_begin,
    subject,
)
from kg.extracting.acts.tokens import AUXILIARY, BE, HAVE, MODAL, NEGATIONS, is_adverb, is_word


@dataclass(frozen=True, slots=True)
class Cue:
    """Words at ``begin:end`` that show an act of ``type``; ``subject`` is the clause's."""

    type: str
    rule: str
    begin: int
    end: int
    subject: Subject
    negated: bool = False


_OWN = (Who.OWN, Who.WE, Who.SPEAKER)
_SUBORDINATORS = frozenset("as because since while whereas although though given".split())
_COORDINATORS = frozenset(
    "and but yet so however or nor nevertheless nonetheless therefore".split()
)
_NEEDS = frozenset("need needs needed".split())
_URGENT = frozenset(
    """important essential crucial critical vital imperative necessary indispensable incumbent
    urgent paramount key fundamental time advisable desirable pivotal mandatory compulsory obligatory high""".split()
)
_FORESEEN = frozenset("together if only unless until".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens ``begin:end``; ``link`` joins it to the clause before, ``said``: a verb of saying governs it."""

    begin: int
    end: int
    link: str = ""
    said: bool = False


def clauses(view: View, begin: int, end: int) -> list[Clause]:
    """Split ``begin:end`` where a new finite clause is joined."""
    tokens = view.tokens
    out: list[Clause] = []
    start, link = begin, ""
    first = tokens.word(begin)
    if first in _SUBORDINATORS | {"if"} and (first != "as" or _finite_soon(view, begin + 1, end)):
        link = first
    at = begin + 1
    while at < end:
        word = _link(view, at, start, end)
        if word:
            out.append(Clause(start, at, link))
            start, link = at, word
        elif (
            link in ("while", "as", "although", "if", "since", "though")
            and tokens.words[at] == ","
            and start == begin
        ):
            out.append(Clause(start, at, link))
            start, link = at, ","
        at += 1
    out.append(Clause(start, end, link))
    return [clause for clause in out if clause.begin < clause.end]


def _link(view: View, at: int, start: int, end: int) -> str:
    """Return the word at ``at`` if a clause begins there."""
    words = view.tokens.words
    word = words[at]
    if word in (";", "?", "!"):
        return word
    before = words[at - 1] if at > start else ","
    if word in ("because", "whereas", "although", "if", "unless") or (
        word in ("while", "since", "as", "though", "given") and before in (",", "—")
    ):
        nxt = view.tokens.word(view.tokens.forward(at + 1))
        if word == "as" and (words[at + 1 : at + 2] == ["well"] or nxt in _AS_OTHERS):
            return ""
        if word == "as" and not _finite_soon(view, at + 1, end):
            return ""
        if word in ("while", "since") and nxt.endswith("ing"):
            return ""
        return word
    if word in ("—", "–"):
        return word if _has_finite(view, at + 1, _next_break(view, at + 1, end)) else ""
    if word in _COORDINATORS and at + 1 < end:
        return word if _opens_clause(view, at, end) else ""
    return ""


_AS_OTHERS = frozenset("part such follows soon follows: regards".split())


def _finite_soon(view: View, begin: int, end: int) -> bool:
    """Whether a finite verb that the rules can see follows before the next comma or dash."""
    for at in range(begin, min(end, begin + 18)):
        word = view.tokens.words[at]
        if word in (";", "—") or (word == "," and at > begin):
            return False
        if word in AUXILIARY and word not in ("been", "being", "be", "having"):
            return True
        form = view.lexicon.conduct.get(word) or view.lexicon.forms.get(word)
        if form is not None and at > begin and form.kinds & {"past", "third"}:
            return True
    return False


def _next_break(view: View, begin: int, end: int) -> int:
    found = view.tokens.find((";", "—", "–"), begin, end)
    return found if found >= 0 else end


def _opens_clause(view: View, at: int, end: int) -> bool:
    """Whether "and", "but" … joins a clause with its own subject and verb."""
    tokens = view.tokens
    comma = tokens.word(at - 1) in (",", "”", "—")
    if tokens.words[at] == "so" and _purpose(view, at):
        return False
    if comma and tokens.word(at + 1) in ("must", "should"):
        return True
    place, limit = at + 1, min(end, at + 16)
    first = tokens.word(tokens.forward(place))
    if first in ("it", "he", "she", "they", "we", "i", "there", "that", "this"):
        return True
    if not comma:
        return False
    while place < limit:
        word = tokens.words[place]
        if word in AUXILIARY or word in ("need", "needs", "require", "requires"):
            return place > at + 1
        if word in (";", ":", "—") or (word == "," and place > at + 2):
            return False
        if word in BREAKS - {"and", "or"}:
            return False
        place += 1
    return False


def _purpose(view: View, at: int) -> bool:
    """Whether "so" opens a purpose ("so they can", "so that")."""
    words = view.tokens.words[at + 1 : at + 5]
    return words[:1] == ["that"] or any(word in ("can", "could", "may") for word in words)


def _has_finite(view: View, begin: int, end: int) -> bool:
    words = view.tokens.words
    opener = view.tokens.word(view.tokens.forward(begin))
    if opener in BREAKS or opener.endswith("ing") or opener in ("including", "with", "not", "in"):
        return False
    return any(
        word in AUXILIARY and word not in ("been", "being", "having", "be")
        for word in words[begin:end]
    )


def assertive(view: View, clause: Clause) -> bool:
    """Whether a clause states something: it has a finite verb that the rules can see."""
    words = view.tokens.words
    if clause.end - clause.begin < 3:
        return False
    for at in range(clause.begin, clause.end):
        if words[at] in AUXILIARY and words[at] not in ("been", "being", "having", "be"):
            return True
    return clause.link in (";", "because", "as", "since", "while", "although", "whereas") or (
        clause.end - clause.begin > 5 and _verbal(view, clause)
    )


def _verbal(view: View, clause: Clause) -> bool:
    for at in range(clause.begin + 1, clause.end):
        word = view.tokens.words[at]
        form = view.lexicon.conduct.get(word) or view.lexicon.forms.get(word)
        if form and form.kinds & {"past", "third"}:
            return True
    return False


def cues(view: View, clause: Clause) -> list[Cue]:
    """Return the cues of a clause, at most one of each type, in order."""
    found: dict[str, Cue] = {}
    conditional = clause.link in ("if", "unless")
    at = clause.begin
    words = view.tokens.words
    while at < clause.end:
        cue = _cue(view, clause, at)
        if cue is not None:
            if not conditional and cue.type != "none":
                found.setdefault(cue.type, cue)
            at = max(at + 1, cue.end)
        else:
            at += 1
    return sorted(found.values(), key=lambda cue: cue.begin)


_IMPERATIVES = frozenset(
    """stop end join give allow ensure use help make take support respect listen act protect release
    stand invest work put open lift return withdraw adopt reject choose come keep bring do don't save
    free build show fund share lead halt cease implement deliver please send let""".split()
)


def _imperative(view: View, at: int) -> bool:
    """Whether a demand opens here: "Stop the killing", "Do not look away"."""
    tokens = view.tokens
    if tokens.words[at] not in _IMPERATIVES or not tokens.capital[at] or not view.direct(at):
        return False
    if is_word(tokens.word(at - 1)) or at + 1 >= len(tokens):
        return False
    following = tokens.words[at + 1]
    return (
        following
        in _ARTICLES | {"not", "us", "them", "up", "to", "together", "with", "your", "now", "it"}
        or following.endswith("ly")
    ) and following != "some"


def _cue(view: View, clause: Clause, at: int) -> Cue | None:
    word = view.tokens.words[at]
    if view.first and view.tokens.quoted[at]:
        return None
    if word in _IMPERATIVES and _imperative(view, at):
        return Cue("call", "imperative", at, at + 1, Subject(Who.NONE, at))
    opened = view.lexicon.phrases.get(word)
    if opened is not None:
        second = at + 1
        while second < clause.end and _between(view.tokens.words[second]):
            second += 1
        phrases = opened.get(view.tokens.word(second), ()) + opened.get("", ())
        cue = _phrase(view, clause, at, phrases) if phrases else None
        if cue is not None:
            return cue
    if word in ("must", "should", "ought", "shall"):
        return _modal(view, clause, at)
    if word in _NEEDS or word in ("require", "requires", "required", "necessary"):
        return _need(view, clause, at)
    if word in HAVE and view.tokens.word(at + 1) == "to":
        return _modal(view, clause, at)
    if word in BE or word in ("remains", "remained"):
        cue = _urgent(view, clause, at)
        if cue is not None:
            return cue
    return _own_conduct(view, clause, at, word)


def _phrase(view: View, clause: Clause, at: int, phrases: tuple[Phrase, ...]) -> Cue | None:
    for phrase in phrases:
        last, negated = _matched(view, clause, at, phrase)
        if last is None:
            continue
        found = subject(view, at)
        if phrase.subject == "own" and _weakened(view, at):
            continue
        if phrase.subject == "own" and found.who not in _OWN and not _same_own(view, at, found):
            continue
        if phrase.subject == "reported" and not clause.said:
            continue
        if phrase.subject == "other" and found.who is Who.OWN:
            continue
        rule = f"phrase:{phrase.text.replace(' ', '-')}"
        return Cue(phrase.type, rule, at, last + 1, found, negated)
    return None


def _weakened(view: View, at: int) -> bool:
    """Whether a modal or "to" before a phrase makes it no fact ("must be ready to")."""
    words, place = view.tokens.words, at - 1
    while place >= 0 and (is_adverb(words[place]) or words[place] in AUXILIARY):
        if words[place] in ("must", "should", "can", "could", "may", "might", "cannot"):
            return True
        place -= 1
    return place >= 0 and words[place] in ("to", "ought")


def _matched(view: View, clause: Clause, at: int, phrase: Phrase) -> tuple[int | None, bool]:
    """Return the last token of ``phrase`` opened at ``at``, and whether a negation is inside."""
    words, place, negated = view.tokens.words, at, False
    for wanted in phrase.rest:
        accepted = OPENERS.get(wanted, (wanted,))
        place += 1
        while place < clause.end and words[place] not in accepted and _between(words[place]):
            negated = negated or words[place] in NEGATIONS
            place += 1
        if place >= clause.end or words[place] not in accepted:
            return None, False
    return place, negated


def _between(word: str) -> bool:
    return is_adverb(word) or word in ("“", '"')


def _same_own(view: View, at: int, found: Subject) -> bool:
    """Whether an elided subject is the own party named earlier in the clause or sentence."""
    if found.who is not Who.SAME and found.who is not Who.ROLE:
        return False
    if found.who is Who.ROLE:
        return True
    return own_before(view, at)


def own_before(view: View, at: int) -> bool:
    """Whether the nearest subject before token ``at`` is the speaker's own party."""
    words, conduct = view.tokens.words, view.lexicon.conduct
    for place in range(at - 1, -1, -1):
        word = words[place]
        if word in BE or word in (";", "that", "which", "who"):
            return False
        if word in AUXILIARY or (word in conduct and conduct[word].kinds & {"past", "third"}):
            who = subject(view, place).who
            if who is not Who.SAME:
                return who in (Who.OWN, Who.WE)
            if words[place - 1] == ",":
                return False
    return False


def _modal(view: View, clause: Clause, at: int) -> Cue | None:
    tokens = view.tokens
    word = tokens.words[at]
    following = tokens.word(tokens.forward(at + 1))
    if _discourse(view, at, word) or at == clause.begin:
        return None
    if word == "should":
        nxt = at + 1
        if following in ("have", "not") and tokens.word(tokens.forward(at + 1) + 1) == "been":
            return None
        if tokens.capital[nxt : nxt + 1] == [True] or following in (
            "the",
            "a",
            "an",
            "any",
            "it",
            "they",
            "we",
            "he",
            "she",
            "there",
            "this",
        ):
            return None
    if word in HAVE and (
        following != "to"
        or tokens.word(at - 1) in ("not", "that", "which", "who")
        or word in ("having",)
    ):
        return None
    if word == "had" and (view.direct(at) or tokens.word(at - 1) in HAVE):
        return None
    if word == "shall" and subject(view, at).who in (Who.WE, Who.OWN):
        return _own_conduct(view, clause, at, word)
    if _third_party(view, clause, at):
        return None
    found = subject(view, at)
    return Cue(
        "call",
        "modal:"
        + (
            "must"
            if word in ("must", "shall", "ought")
            else "should"
            if word == "should"
            else "has-to"
        ),
        at,
        at + 1,
        found,
    )


_SPOKEN = frozenset(
    """say add note recall mention stress emphasize underline underscore confess admit acknowledge
    express refer reiterate repeat remark observe state declare point ask thank congratulate pay
    noted recalled mentioned stressed emphasized emphasised underlined underscored said added pointed
    remembered observed remarked stated borne understood admitted acknowledged recognized""".split()
)


def _discourse(view: View, at: int, word: str) -> bool:
    """Whether a modal only opens a remark: "I should like", "it must be noted", "I must say"."""
    tokens = view.tokens
    following = tokens.forward(at + 1)
    if tokens.word(following) == "like":
        return True
    before = tokens.word(tokens.back(at - 1))
    if before == "i" and view.direct(at):
        return True
    if tokens.word(following) == "be":
        following = tokens.forward(following + 1)
        return tokens.word(following) in _SPOKEN and before in ("it", "that", "as")
    return before == "we" and tokens.word(following) in _SPOKEN


def _third_party(view: View, clause: Clause, at: int) -> bool:
    """Whether the clause only reports what others say ("most States say that Israel must")."""
    words = view.tokens.words
    for place in range(clause.begin, at):
        if words[place] == "that" and place > clause.begin + 1:
            verb = view.tokens.word(place - 1)
            form = view.lexicon.forms.get(verb)
            if form and "base" in form.kinds and view.tokens.word(place - 2) == "to":
                return True
    return False


def _need(view: View, clause: Clause, at: int) -> Cue | None:
    tokens = view.tokens
    word, previous = tokens.words[at], tokens.word(tokens.back(at - 1))
    following = tokens.word(tokens.forward(at + 1))
    if word in ("needed", "required", "necessary"):
        relative_ = tokens.word(tokens.back(at - 1) - 1) in ("that", "which", "what")
        if previous in BE and following != "by" and tokens.word(at - 1) != "not" and not relative_:
            return Cue("call", "modal:needed", at, at + 1, subject(view, at))
        return None
    if word in ("require", "requires"):
        return _require(view, at)
    if previous in (
        "the",
        "a",
        "an",
        "no",
        "of",
        "in",
        "for",
        "urgent",
        "their",
        "our",
        "its",
        "any",
        "special",
        "and",
        "real",
        "specific",
        "greater",
        "great",
        "critical",
        "with",
        "to",
        "these",
        "those",
        "by",
        "on",
        "humanitarian",
        "basic",
        "particular",
        "most",
        "pressing",
    ) and word in ("need", "needs"):
        return None
    if word == "needs" and following not in (
        "to",
        "a",
        "an",
        "the",
        "more",
        "support",
        "urgent",
        "our",
        "your",
        "all",
        "new",
        "real",
        "genuine",
        "greater",
        "better",
        "strong",
    ):
        return None
    if (
        not is_word(previous)
        or following in ("for", "not")
        or not following
        or not is_word(following)
        and following not in '“"'
    ):
        return None
    if word == "need" and not (
        previous
        in ("we", "they", "you", "i", "will", "would", "people", "women", "children", "also")
        or previous.endswith("s")
        or previous == "what"
        or view.tokens.word(at - 1) in ("also", "urgently")
    ):
        return None
    found = subject(view, at)
    if tokens.word(found.begin - 1) in ("what", "which", "how", "where") or previous in (
        "what",
        "which",
        "that",
    ):
        return None
    return Cue("call", "modal:need", at, at + 1, subject(view, at))


def _require(view: View, at: int) -> Cue | None:
    from kg.extracting.acts.heads import infinitive

    tokens = view.tokens
    if tokens.word(tokens.back(at - 1)) in ("would", "could", "may", "might"):
        return None
    left = tokens.back(at - 1)
    if tokens.words[at] == "require" and view.lexicon.is_kind(tokens.word(left), "agent"):
        return Cue("call", "modal:need", at, at + 1, subject(view, at))
    to = infinitive(view, at + 1)
    if to is None or to > at + 8:
        return None
    if not any(view.lexicon.is_kind(word, "agent") for word in view.tokens.words[at + 1 : to]):
        return None
    return Cue("call", "modal:requires-to", at, at + 1, Subject(Who.OTHER, at + 1))


def _urgent(view: View, clause: Clause, at: int) -> Cue | None:
    """ "it is vital to", "is it imperative that", "“extremely crucial” that"."""
    tokens = view.tokens
    place = at + 1
    while place < clause.end and (
        is_adverb(tokens.words[place])
        or tokens.words[place] in '“"'
        or tokens.words[place] in ("most", "more", "of", "utmost", "high", "therefore", ",")
    ):
        place += 1
    if place >= clause.end or tokens.words[place] not in _URGENT | {"importance"}:
        return None
    following = place + 1
    while following < clause.end and (
        tokens.words[following] in ("”", '"', "now", "here") or is_adverb(tokens.words[following])
    ):
        following += 1
    nxt = tokens.word(following)
    before = tokens.word(tokens.back(at - 1))
    expletive = before in ("it", "which") or tokens.word(at - 2) == "it"
    if (
        nxt == "that"
        and (expletive or tokens.word(at - 1) not in ())
        or nxt in ("to", "for")
        and expletive
    ):
        if not expletive and nxt != "that":
            return None
        return Cue(
            "call", "modal:vital-to", place, following + 1, Subject(Who.OTHER, following + 1)
        )
    return None


def _own_conduct(view: View, clause: Clause, at: int, word: str) -> Cue | None:
    lexicon, tokens = view.lexicon, view.tokens
    if word in ("will", "would", "shall"):
        return _will(view, clause, at)
    if word in HAVE or word in BE:
        return _perfect(view, clause, at)
    form = lexicon.conduct.get(word)
    if form is None or lexicon.conduct_kinds[form.verb] == "mere":
        return None
    if not form.kinds & {"past", "third", "base"} or tokens.capital[at] and at > 0:
        return None
    previous = tokens.word(tokens.back(at - 1))
    if previous in AUXILIARY or previous == "to":
        return None
    found = subject(view, at)
    if not is_owner(view, found, at) or tokens.word(at + 1) in ("me", "us", "by"):
        return None
    if found.who is Who.SAME and (
        previous not in ("and", "but", "then") or _modal_before(view, at)
    ):
        return None
    if not _tells(view, found, at, form.verb):
        return None
    if "past" in form.kinds:
        return Cue("action", "own:past", at, at + 1, found)
    if form.verb in _NO_POLICY:
        return None
    present = "third" in form.kinds or found.who is Who.WE or previous.endswith("s")
    if present and not _dependent(view, found) and _adjacent(view, at):
        return Cue("action", "own:present", at, at + 1, found)
    return None


_NO_POLICY = frozenset(
    """join pay place honour honor bring give find mark draw keep hold issue move turn observe seek
    face make take put set defend act""".split()
)


def _modal_before(view: View, at: int) -> bool:
    """Whether the auxiliary before a coordinated form is a modal ("will stay vigilant and …")."""
    words = view.tokens.words
    return next((words[p] in MODAL for p in range(at - 1, -1, -1) if words[p] in AUXILIARY), False)


def _dependent(view: View, found: Subject) -> bool:
    """Whether the subject stands in a relative or inverted clause ("that we invest in")."""
    before = view.tokens.word(found.begin - 1)
    if found.who is Who.OWN and before in ("as", "while", "because", "since", "so", "although"):
        return False
    return (
        before in BREAKS - {"and", "but", "that"}
        or before in AUXILIARY
        or (before == "that" and view.tokens.word(found.begin - 2) not in view.lexicon.forms)
    )


def _adjacent(view: View, at: int) -> bool:
    """Whether the own party's name or noun stands right before the verb."""
    left = view.tokens.back(at - 1)
    word = view.tokens.word(left)
    return (
        left in view.own or word in ("it", "i", "we", "they") or view.lexicon.is_kind(word, "own")
    )


def _tells(view: View, found: Subject, at: int, verb: str) -> bool:
    """Whether a deed is told as such: "we" and "I" do many things that are no policy."""
    spoken = view.tokens.word(found.begin) in ("i", "we")
    if found.who is Who.SAME:
        spoken = view.first
    if not spoken:
        return True
    kind = view.lexicon.conduct_kinds[verb]
    personal = view.tokens.word(found.begin) == "i" and verb in _SPOKEN_OF
    return (
        verb not in _LIGHT and kind == "deed" and not personal and not relative(view, found.begin)
    )


def relative(view: View, begin: int) -> bool:
    """Whether "we" at ``begin`` opens a relative clause ("the tariffs we imposed")."""
    tokens = view.tokens
    before = tokens.word(begin - 1)
    if not is_word(before) or is_adverb(before):
        return False
    if before == "that":
        return tokens.word(tokens.back(begin - 2)) not in view.lexicon.forms and (
            tokens.word(begin - 2) not in _NOUNS_OF_SAYING
        )
    if before in BREAKS:
        return before in (
            "which",
            "whom",
            "what",
            "who",
            "whose",
            "where",
            "when",
            "how",
            "than",
            "if",
        )
    if before in AUXILIARY or before in PREPOSITIONS:
        return True
    if before in view.lexicon.forms and tokens.word(begin - 2) not in _ARTICLES:
        return False
    start = begin - 1
    while start > 0 and is_word(tokens.words[start - 1]) and tokens.words[start - 1] not in BREAKS:
        start -= 1
    return tokens.words[start] not in PREPOSITIONS and tokens.words[start] not in _TIMES


_ARTICLES = frozenset("the a an this that these those our my its any every all some no".split())
_TIMES = frozenset(
    "this today now yesterday last next that every each earlier recently here".split()
)
_NOUNS_OF_SAYING = frozenset(
    "view opinion belief conviction sure convinced confident aware happy pleased glad hope fact".split()
)
_LIGHT = frozenset(
    """make take give turn bear reach publish meet put keep hold set bring do pass enter move find
    draw use close open begin start lay share try deal build follow embark approach write send come
    speak refer address present state explain carry spend push submit cover play act observe embrace
    leave gather live work cooperate co-operate continue participate attend seek shape return decide
    notice employ""".split()
)
_SPOKEN_OF = frozenset(
    """address deal try begin start conclude turn touch limit focus refrain read make take present
    explain discuss respond return speak confine close use keep move quote give""".split()
)


def is_owner(view: View, found: Subject, at: int) -> bool:
    """Whether the subject is the speaker's own party."""
    if found.who in (Who.OWN, Who.WE):
        return found.who is Who.OWN or view.direct(at)
    return found.who is Who.SAME and own_before(view, at)


def _will(view: View, clause: Clause, at: int) -> Cue | None:
    lexicon, tokens = view.lexicon, view.tokens
    main = tokens.forward(at + 1)
    negated = any(w in NEGATIONS for w in tokens.words[at + 1 : main])
    if tokens.words[at] == "would" and view.direct(at):
        return None
    found = subject(view, at)
    if not (is_owner(view, found, at) or found.who is Who.SPEAKER):
        return None
    verb = tokens.word(main)
    if verb == "be":
        main = tokens.forward(main + 1)
        form = lexicon.conduct.get(tokens.word(main))
        if form is None or "ing" not in form.kinds:
            return None
    else:
        form = lexicon.conduct.get(verb)
    if form is None or "base" not in form.kinds and "ing" not in form.kinds:
        return None
    kind = lexicon.conduct_kinds[form.verb]
    if kind == "mere" or (kind == "outcome" and (found.who is Who.WE or negated)):
        return None
    if found.who is Who.WE and relative(view, found.begin):
        return None
    delegated = tokens.word(found.begin) == "i" or "delegation" in tokens.words[found.begin : at]
    if delegated and form.verb in _SPOKEN_OF:
        return None
    if found.who is Who.WE and any(w in _FORESEEN for w in tokens.words[clause.begin : at]):
        return None
    rule = "own:vote" if form.verb == "vote" else "own:will"
    return Cue(
        "position" if form.verb in ("vote",) else "commitment", rule, at, main + 1, found, negated
    )


def _perfect(view: View, clause: Clause, at: int) -> Cue | None:
    lexicon, tokens = view.lexicon, view.tokens
    if tokens.words[at] in ("been", "being", "be", "having"):
        return None
    main = tokens.forward(at + 1)
    negated = any(w in NEGATIONS for w in tokens.words[at + 1 : main])
    word = tokens.word(main)
    progressive = tokens.words[at] in BE
    if word == "been" and not progressive:
        main = tokens.forward(main + 1)
        word, progressive = tokens.word(main), True
    form = lexicon.conduct.get(word)
    if form is None or lexicon.conduct_kinds[form.verb] == "mere" or negated:
        return None
    wanted = "ing" if progressive else "participle"
    if wanted not in form.kinds:
        return None
    found = subject(view, at)
    if not is_owner(view, found, at) or not _tells(view, found, at, form.verb):
        return None
    if progressive and form.verb in ("commit", "pledge", "plan", "prepare"):
        return Cue("commitment", "own:committing", at, main + 1, found)
    return Cue("action", "own:progressive" if progressive else "own:perfect", at, main + 1, found)
