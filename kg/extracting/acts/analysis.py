"""From one sentence to the acts in it: heads, the regions they govern, and their content."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extracting.acts import asked, content
from kg.extracting.acts.content import Clause, Cue
from kg.extracting.acts.heads import REPORT, Head, heads
from kg.extracting.acts.subjects import View, Who
from kg.extracting.acts.tokens import AUXILIARY, is_word


@dataclass(frozen=True, slots=True)
class Finding:
    """An act in tokens: its clause ``begin:end``, its cue, and whom it asks."""

    type: str
    rule: str
    begin: int
    end: int
    cue: tuple[int, int]
    asked: tuple[tuple[int, int], ...] = ()
    negated: bool = False
    conditional: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """Tokens ``begin:end`` governed by ``head``; ``content`` if they are what it says."""

    begin: int
    end: int
    head: Head | None
    content: bool


def analyse(view: View) -> list[Finding]:
    """Return the acts of a sentence, claims only where they stand by themselves."""
    found: list[Finding] = []
    verbs = heads(view)
    for head in verbs:
        found += _of_head(view, head, _head_end(view, head, verbs))
    for region in regions(view, verbs):
        found += _of_region(view, region)
    return _settle(view, found)


def _head_end(view: View, head: Head, verbs: list[Head]) -> int:
    following = next((h.begin for h in verbs if h.at > head.at), len(view.tokens))
    return max(following, head.end)


def _of_head(view: View, head: Head, end: int) -> list[Finding]:
    out = []
    for type_ in head.types:
        if type_ in (REPORT, "turn", "@"):
            continue
        if (
            head.verb == "vote"
            and view.tokens.find(("because", "since", "as"), head.end, end + 3) >= 0
        ):
            type_ = "position"
        if type_ == "position" and _promises(view, head):
            out.append(
                Finding(
                    "commitment", "own:will", head.begin, end, (head.at - 1, head.end), own=True
                )
            )
            continue
        name = (
            f"noun:{view.tokens.words[head.noun]}"
            if head.noun is not None
            else f"frame:{head.verb}"
        )
        runs = tuple(asked.of_head(view, head)) if type_ == "call" else ()
        own = head.who in (Who.OWN, Who.WE)
        out.append(
            Finding(type_, name, head.begin, end, (head.at, head.end), runs, head.negated, own=own)
        )
    return out


_TEXTS = frozenset(
    "draft text resolution amendment proposal option paragraph decision document language consensus".split()
)


def _promises(view: View, head: Head) -> bool:
    """Whether "will support" binds the speaker's party, and is no stand on a text."""
    tokens = view.tokens
    if head.who is Who.SPEAKER or head.negated or head.verb not in view.lexicon.conduct_kinds:
        return False
    if tokens.word(tokens.back(head.at - 1)) not in ("will", "shall", "would"):
        return False
    if tokens.word(tokens.back(head.at - 1)) == "would" and view.direct(head.at):
        return False
    return not any(word in _TEXTS for word in tokens.words[head.end : head.end + 7])


def regions(view: View, verbs: list[Head]) -> list[Region]:
    """Return the stretches between the speaker's verbs and whether they are his words."""
    size = len(view.tokens)
    if not verbs:
        return [Region(0, size, None, content=True)]
    out = []
    first = verbs[0]
    if first.begin > 0:
        opens = first.who in (Who.OWN, Who.WE) or view.tokens.words[first.begin] == "with"
        own = opens and content.assertive(view, Clause(0, first.begin))
        out.append(Region(0, first.begin, None, content=first.after or own))
    for number, head in enumerate(verbs):
        end = verbs[number + 1].begin if number + 1 < len(verbs) else size
        if head.end < end:
            says = REPORT in head.types and head.noun is None
            out.append(Region(head.end, end, head, content=says))
    return out


def _of_region(view: View, region: Region) -> list[Finding]:
    begin, end = _trim(view, region.begin, region.end)
    if end - begin < 2:
        return []
    if region.head is not None and region.head.after:
        return _tail(view, region, begin, end)
    if region.head is None and not region.content:
        return _fronted(view, begin, end)
    if not region.content:
        return _subordinate(view, begin, end)
    return _content(view, begin, end, region.head)


def _trim(view: View, begin: int, end: int) -> tuple[int, int]:
    words = view.tokens.words
    while begin < end and (
        not is_word(words[begin])
        and words[begin] not in "—"
        or words[begin] in ("and", "but", "that")
    ):
        begin += 1
    while end > begin and (
        not is_word(words[end - 1])
        and words[end - 1] != "?"
        or words[end - 1] in ("and", "but", "with", "while")
    ):
        end -= 1
    return begin, end


def _tail(view: View, region: Region, begin: int, end: int) -> list[Finding]:
    """After "…, he said": a continuation, a subordinate clause, or nothing."""
    words = view.tokens.words
    comma = view.tokens.find((",", ";"), region.begin, end)
    if comma < 0:
        return []
    start = comma + 1
    if start < end and (
        words[start] in AUXILIARY
        or words[start] in ("but", "and", "as", "because", "while", "“", "so", "since", "although")
        or words[comma] == ";"
    ):
        return _content(view, *_trim(view, start, end), None)
    form = view.lexicon.forms.get(view.tokens.word(start)) or view.lexicon.conduct.get(
        view.tokens.word(start)
    )
    if form is not None and form.kinds & {"third"}:
        return _content(view, start, end, None)
    return _subordinate(view, start, end)


def _fronted(view: View, begin: int, end: int) -> list[Finding]:
    """A clause before the speaker: "While the UN could not verify all reports, …"."""
    word = view.tokens.words[begin]
    if word in ("while", "although", "though", "as", "since", "because", "given", "with"):
        clause = Clause(begin, end, "while")
        words = view.tokens.words[begin:end]
        if (
            word != "with"
            and any(w in AUXILIARY for w in words)
            or word == "with"
            and any(w.endswith("ing") for w in words)
        ):
            if any(view.lexicon.is_kind(w, "role") for w in words):
                return []
            return _claim(view, clause, "claim:fronted")
    return []


def _subordinate(view: View, begin: int, end: int) -> list[Finding]:
    """Assertions that hang on a verb of another kind: "…, as it would be too early"."""
    out: list[Finding] = []
    for clause in content.clauses(view, begin, end)[
        0 if view.tokens.word(begin) in ("as", "because", "since") else 1 :
    ]:
        if clause.link in (",", "and", "if", "unless", "") or not content.assertive(view, clause):
            if clause.link not in ("and", "—"):
                continue
        found = _cues(view, clause)
        if found:
            out += [f for f in found if f.type != "claim"]
        elif content.assertive(view, clause) and clause.link not in ("and",):
            out += _claim(view, clause, f"claim:{clause.link}")
    return out


def _content(view: View, begin: int, end: int, head: Head | None) -> list[Finding]:
    if end - begin < 1:
        return []
    said = head is not None
    pieces = [replace(clause, said=said) for clause in content.clauses(view, begin, end)]
    out: list[Finding] = []
    plain: list[Clause] = []
    conditional = any(clause.link in ("if", "unless") for clause in pieces)
    for clause in pieces:
        found = _cues(view, clause)
        if found:
            out += [replace(f, conditional=conditional or f.conditional) for f in found]
        elif clause.link != "if":
            plain.append(clause)
    if not out:
        return _claim(view, Clause(begin, end), f"claim:{head.verb}" if head else "claim:content")
    for clause in plain:
        opening = (
            clause is pieces[0]
            and len(pieces) > 1
            and clause.end - clause.begin > 3
            and not clause.link
        )
        opening = opening and pieces[1].link in ("and", "but", "so", "yet", ";")
        if (opening or content.assertive(view, clause)) and clause.link not in ("unless",):
            out += _claim(
                view, clause, f"claim:beside{'-' + clause.link if clause.link.isalpha() else ''}"
            )
    return out


def _claim(view: View, clause: Clause, rule: str) -> list[Finding]:
    begin, end = _trim(view, clause.begin, clause.end)
    if end - begin < 2:
        return []
    return [Finding("claim", rule, begin, end, (begin, min(begin + 1, end)))]


def _cues(view: View, clause: Clause) -> list[Finding]:
    out = []
    words = view.tokens.words
    conditional = any(
        word in ("if", "unless", "provided") for word in words[clause.begin : clause.end]
    )
    for cue in content.cues(view, clause):
        runs = tuple(asked.of_cue(view, cue)) if cue.type == "call" else ()
        out.append(_finding(clause, cue, runs, conditional=conditional))
    return out


def _finding(
    clause: Clause, cue: Cue, runs: tuple[tuple[int, int], ...], *, conditional: bool
) -> Finding:
    return Finding(
        cue.type, cue.rule, clause.begin, clause.end, (cue.begin, cue.end), runs, cue.negated, conditional,
        cue.subject.who in (Who.OWN, Who.WE),
    )  # fmt: skip


def _settle(view: View, found: list[Finding]) -> list[Finding]:
    """Drop doubles; a sentence without any act is one assertion as a whole."""
    kept: dict[tuple[str, int, int], Finding] = {}
    for finding in found:
        kept.setdefault((finding.type, finding.begin, finding.end), finding)
    if not kept and len(view.tokens) > 0:
        size = len(view.tokens)
        return [Finding("claim", "claim:whole", 0, size, (0, 1))]
    return sorted(kept.values(), key=lambda f: (f.begin, f.end, f.type))
