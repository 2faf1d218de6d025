"""From one sentence to the acts in it: the speaker's verbs, what they govern, what is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.extracting.acts import asked
from kg.extracting.acts.clauses import Clause, assertive, clauses, occasion
from kg.extracting.acts.conduct import WILL
from kg.extracting.acts.cues import cues
from kg.extracting.acts.heads import REPORT, Head, heads
from kg.extracting.acts.procedure import conducting
from kg.extracting.acts.subjects import View, Who
from kg.extracting.acts.tokens import AUXILIARY, PREPOSITIONS, WORDLESS
from kg.extracting.acts.words import words


class Finding(NamedTuple):
    """An act in tokens: its clause ``begin:end``, its cue, and whom it asks.

    ``own`` says that the speaker's own party is the subject.
    """

    type: str
    rule: str
    begin: int
    end: int
    cue: tuple[int, int]
    asked: tuple[asked.Run, ...] = ()
    negated: bool = False
    conditional: bool = False
    own: bool = False


class _Region(NamedTuple):
    """Tokens ``begin:end`` governed by ``head``; ``content`` if they are what it says."""

    begin: int
    end: int
    head: Head | None
    content: bool


_SILENT = frozenset({REPORT, "turn"})
_CAUSES = frozenset({"because", "since", "as"})
_CONDITIONS = frozenset({"if", "unless", "provided"})
_TEXTS, _OPINIONS = words("text"), words("opinion")
_VOTES = frozenset({"vote", "abstain"})
_JOINS = frozenset({"and", "but", "so", "yet", ";"})
_FRONTED = words("subordinator") - {"whereas"}
_GOES_ON = AUXILIARY | {"but", "and", "as", "because", "while", "“", "so", "since", "although"}
_TELLING = frozenset({"tell", "inform", "assure", "remind", "notify", "warn"})
_OWN = (Who.OWN, Who.WE)
_INTENSE = frozenset(
    {
        "his",
        "her",
        "their",
        "its",
        "deep",
        "great",
        "profound",
        "grave",
        "strong",
        "heavy",
        "sincere",
    }
)
_STOPS = frozenset({",", ";"})
_NO_BEGIN = (WORDLESS - {"—"}) | {"and", "but", "that"}
_NO_END = (WORDLESS - {"?"}) | {"and", "but", "with", "while"}


def analyse(view: View) -> list[Finding]:
    """Return the acts of a sentence, claims only where they stand by themselves."""
    found: list[Finding] = []
    verbs = _without_turns(heads(view))
    for number, head in enumerate(verbs):
        found += _of_head(view, head, _reach(view, verbs, number))
    for region in _regions(view, verbs):
        found += _of_region(view, region)
    return _settle(view, _in_the_chair(view, found))


def _without_turns(verbs: list[Head]) -> list[Head]:
    """Drop "speaking for …" inside the subject of another verb: it splits nothing."""
    return [
        head
        for number, head in enumerate(verbs)
        if head.types != ("turn",) or all(later.begin > head.begin for later in verbs[number + 1 :])
    ]


def _in_the_chair(view: View, found: list[Finding]) -> list[Finding]:
    """Put the conduct of the meeting in place of all but stands ("I thank her")."""
    cue = conducting(view)
    if cue is None:
        return found
    kept = [f for f in found if f.type == "position"]
    return [*kept, Finding("procedural", "chair:conduct", 0, len(view.tokens), cue)]


def _settle(view: View, found: list[Finding]) -> list[Finding]:
    """Drop doubles; a sentence without any act is one assertion as a whole."""
    kept: dict[tuple[str, int, int], Finding] = {}
    for finding in found:
        kept.setdefault((finding.type, finding.begin, finding.end), finding)
    if not kept:
        return [Finding("claim", "claim:whole", 0, len(view.tokens), (0, 1))]
    return sorted(kept.values(), key=lambda f: (f.begin, f.end, f.type))


def _of_head(view: View, head: Head, end: int) -> list[Finding]:
    noun = "" if head.noun is None else view.tokens.words[head.noun]
    rule = f"noun:{noun}" if noun else f"frame:{head.verb}"
    found = []
    for type_ in (_stand(view, head, type_, end) for type_ in head.types):
        if type_ in _SILENT:
            continue
        promises = type_ == "position" and _promises(view, head)
        found.append(
            Finding(
                type="commitment" if promises else type_,
                rule="own:will" if promises else rule,
                begin=head.begin,
                end=end,
                cue=(head.at - promises, head.end),
                asked=tuple(asked.of_head(view, head)) if type_ == "call" else (),
                negated=head.negated,
                own=head.who in _OWN,
            )
        )
    return found


def _stand(view: View, head: Head, type_: str, end: int) -> str:
    """Return ``type_``, but a position where a vote is explained or announced, or denied belief."""
    tokens = view.tokens
    if head.verb == "vote":
        announced = tokens.word(tokens.back(head.at - 1)) in WILL
        explained = _gives_reason(view, head.begin) or tokens.holds(_CAUSES, head.end, end + 3)
        return "position" if announced or explained else type_
    return "position" if type_ == REPORT and head.negated and head.verb in _OPINIONS else type_


def _promises(view: View, head: Head) -> bool:
    """Whether "will support" binds the speaker's party, and is no stand on a text."""
    tokens = view.tokens
    auxiliary = tokens.word(tokens.back(head.at - 1))
    if head.who is Who.SPEAKER or head.negated or head.verb not in view.lexicon.conduct_kinds:
        return False
    if auxiliary not in WILL or (auxiliary == "would" and view.direct(head.at)):
        return False
    return not tokens.holds(_TEXTS, head.end, head.end + 7)


def _reach(view: View, verbs: list[Head], number: int) -> int:
    """Return where the words governed by a verb end: where the next one's clause begins.

    A verb inside an insertion after its subject ("Ms. Diaz, noting that …, urged") reaches to
    the next verb itself.
    """
    end = verbs[number].end
    if number + 1 == len(verbs):
        return len(view.tokens)
    following = verbs[number + 1]
    return following.begin if following.begin >= end else max(end, following.at)


def _regions(view: View, verbs: list[Head]) -> list[_Region]:
    """Return the stretches between the speaker's verbs and whether they are his words."""
    if not verbs:
        return [_Region(0, len(view.tokens), None, content=True)]
    first, found = verbs[0], []
    if first.begin > 0:
        shared = view.tokens.words[first.begin] == "with" and not view.collective
        opens = shared or first.who in _OWN
        states = opens and assertive(view, Clause(0, first.begin))
        if not _gives_reason(view, first.begin):
            found.append(_Region(0, first.begin, None, content=first.after or states))
    for number, head in enumerate(verbs):
        end = _reach(view, verbs, number)
        if head.end < end:
            says = REPORT in head.types and head.noun is None
            found.append(_Region(head.end, end, head, content=says))
    return found


def _gives_reason(view: View, begin: int) -> bool:
    """Whether "that is why" stands before the clause at ``begin``."""
    return begin < 6 and view.tokens.word(begin - 1) == "why"


def _of_region(view: View, region: _Region) -> list[Finding]:
    begin, end = _trim(view, region.begin, region.end)
    if end - begin < 2 or _only_addressed(view, region):
        return []
    if region.head is not None and region.head.after:
        return _tail(view, region.begin, end)
    if region.content:
        return _content(view, begin, end, region.head)
    if region.head is None:
        return _fronted(view, begin, end)
    if region.head.verb in _VOTES:
        return []
    return _subordinate(view, begin, end)


def _only_addressed(view: View, region: _Region) -> bool:
    """Whether another verb has what is told ("told the Council that he planned")."""
    tells = region.head is not None and region.head.verb in _TELLING
    return tells and region.end < len(view.tokens) and view.tokens.word(region.end - 1) == "that"


def _trim(view: View, begin: int, end: int) -> tuple[int, int]:
    found = view.tokens.words
    while begin < end and found[begin] in _NO_BEGIN:
        begin += 1
    while end > begin and found[end - 1] in _NO_END and not _closed(found, begin, end):
        end -= 1
    return begin, end


def _closed(found: Sequence[str], begin: int, end: int) -> bool:
    """Whether the last token closes a bracket that opens in the stretch."""
    return found[end - 1] == ")" and "(" in found[begin : end - 1]


def _tail(view: View, begin: int, end: int) -> list[Finding]:
    """Read what follows "…, he said": a continuation, a subordinate clause, or nothing."""
    tokens = view.tokens
    comma = tokens.find(_STOPS, begin, end)
    if comma < 0 or comma + 1 >= end or occasion(view, comma + 1, end):
        return []
    start, word = comma + 1, tokens.words[comma + 1]
    form = view.lexicon.forms.get(word) or view.lexicon.conduct.get(word)
    goes_on = word in _GOES_ON or tokens.words[comma] == ";"
    if goes_on or (form is not None and "third" in form.kinds):
        return _content(view, *_trim(view, start, end), None)
    return _subordinate(view, start, end)


def _fronted(view: View, begin: int, end: int) -> list[Finding]:
    """Read a clause before the speaker: "While the UN could not verify all reports, …"."""
    tokens = view.tokens
    word, phrase = tokens.words[begin], tokens.words[begin:end]
    stance = _stance(view, begin, end)
    if stance or view.lexicon.names_kind(phrase, "role"):
        return stance
    states = (
        word in _FRONTED and not occasion(view, begin, end) and tokens.holds(AUXILIARY, begin, end)
    )
    if states or (word == "with" and any(w.endswith("ing") for w in phrase)):
        return _claim(view, Clause(begin, end), "claim:fronted")
    return []


def _stance(view: View, begin: int, end: int) -> list[Finding]:
    """Read a stand before the speaker: "In their strong condemnation of the raid, speakers …"."""
    tokens = view.tokens
    if tokens.words[begin] not in ("in", "with") or tokens.word(begin + 1) not in _INTENSE:
        return []
    for at in range(begin + 2, min(begin + 6, end)):
        if view.lexicon.nouns.get(tokens.words[at], ("",))[0] == "position":
            return [Finding("position", f"noun:{tokens.words[at]}", begin, end, (at, at + 1))]
    return []


def _subordinate(view: View, begin: int, end: int) -> list[Finding]:
    """Read assertions that hang on a verb of another kind: "…, as it would be too early"."""
    found: list[Finding] = []
    pieces = clauses(view, begin, end)
    for clause in pieces if pieces[0].link in _CAUSES else pieces[1:]:
        states = assertive(view, clause)
        if clause.link in (",", "if", "unless", "") or not (states or clause.link in ("and", "—")):
            continue
        acts = _cues(view, clause)
        found += acts
        if not acts and states and clause.link != "and":
            found += _claim(view, clause, f"claim:{clause.link}")
    return found


def _content(view: View, begin: int, end: int, head: Head | None) -> list[Finding]:
    """Read what is said: acts by their cues, claims in the clauses that have none."""
    pieces = clauses(view, begin, end, said=head is not None)
    conditional = any(clause.link in _CONDITIONS for clause in pieces)
    found: list[Finding] = []
    plain: list[Clause] = []
    for clause in pieces:
        acts = _cues(view, clause)
        found += [act._replace(conditional=True) for act in acts] if conditional else acts
        if not acts:
            plain.append(clause)
    if not found:
        if head is None and end - begin < 5 and view.tokens.words[begin] in PREPOSITIONS:
            return []
        rule = f"claim:{head.verb}" if head else "claim:content"
        return _claim(view, Clause(begin, end), rule)
    for clause in plain:
        if clause.link not in _CONDITIONS and _beside(view, clause, pieces):
            rule = f"claim:beside-{clause.link}" if clause.link.isalpha() else "claim:beside"
            found += _claim(view, clause, rule)
    return found


def _beside(view: View, clause: Clause, pieces: list[Clause]) -> bool:
    """Whether a clause without cue is an assertion of its own beside the acts of others."""
    if clause.link == ";" and view.tokens.word(clause.begin + 1) == "to":
        return False
    if assertive(view, clause):
        return True
    opens = clause is pieces[0] and len(pieces) > 1 and not clause.link
    return opens and clause.end - clause.begin > 3 and pieces[1].link in _JOINS


def _claim(view: View, clause: Clause, rule: str) -> list[Finding]:
    begin, end = _trim(view, clause.begin, clause.end)
    if end - begin < 2:
        return []
    return [Finding("claim", rule, begin, end, (begin, begin + 1))]


def _cues(view: View, clause: Clause) -> list[Finding]:
    found = cues(view, clause)
    if not found:
        return []
    conditional = view.tokens.holds(_CONDITIONS, clause.begin, clause.end)
    return [
        Finding(
            type=cue.type,
            rule=cue.rule,
            begin=clause.begin,
            end=clause.end,
            cue=(cue.begin, cue.end),
            asked=tuple(asked.of_cue(view, cue)) if cue.type == "call" else (),
            negated=cue.negated,
            conditional=conditional,
            own=cue.subject.who in _OWN,
        )
        for cue in found
    ]
