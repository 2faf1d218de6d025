"""Whom a call asks to act."""

from __future__ import annotations

from kg.extracting.acts.content import Cue
from kg.extracting.acts.heads import Head, infinitive
from kg.extracting.acts.subjects import BREAKS, PREPOSITIONS, View, Who, head_of, phrase_begin
from kg.extracting.acts.tokens import AUXILIARY, BE, HAVE, is_adverb, is_word
from kg.model.mentions import Kind

Run = tuple[int, int]
_PRONOUNS = frozenset(
    """we they it he she i you us them him her me this that these those-of there what who which one
    everything nothing itself""".split()
)
_CUTS = frozenset(
    "with without in on at from by under through as who whose which that where".split()
)
_PARTY_KINDS = (Kind.PARTY, Kind.GROUP, Kind.BODY)


def of_head(view: View, head: Head) -> list[Run]:
    """Return the addressees of a verb such as "urged" as runs of tokens."""
    tokens = view.tokens
    begin = head.at + 1
    while is_adverb(tokens.word(begin)) and tokens.word(begin) not in ("all", "both", "each"):
        begin += 1
    if head.noun is not None:
        begin = head.noun + 1
        if tokens.word(begin) == "for":
            return _until_to(view, begin + 1, sure=False)
        if tokens.word(begin) in ("to", "on") and tokens.words[head.noun].startswith(
            ("call", "appeal", "demand", "request")
        ):
            return _until_to(view, begin + 1, sure=False)
        return []
    if head.complement in ("on", "upon", "to", "with"):
        return _until_to(view, begin + 1, sure=True)
    if head.complement == "for":
        return _urged_thing(view, begin + 1)
    if tokens.word(begin) == "that":
        return agents(view, begin + 1)
    if infinitive(view, begin) is not None:
        return _until_to(view, begin, sure=False)
    return _before_colon(view, begin) or _urged_thing(view, begin)


def _until_to(view: View, begin: int, *, sure: bool) -> list[Run]:
    to = infinitive(view, begin)
    end = to if to is not None else _phrase_end(view, begin)
    out = list(_split(view, begin, min(end, _phrase_end(view, begin)), sure=sure))
    for at in range(begin, min(begin + 40, len(view.tokens) - 2)):
        if view.tokens.words[at] == "and" and view.tokens.words[at + 1] in ("on", "upon") and sure:
            out += _split(view, at + 2, _phrase_end(view, at + 2), sure=True)
    return out


def _before_colon(view: View, begin: int) -> list[Run]:
    end = view.tokens.find((":",), begin, begin + 8)
    return list(_split(view, begin, end, sure=False)) if end > 0 else []


def _urged_thing(view: View, begin: int) -> list[Run]:
    """ "urgent UN action", "delegations' flexibility": the agent named in the object."""
    words = view.tokens.words
    for at in range(begin, min(begin + 4, len(words))):
        if not is_word(words[at]) or words[at] in PREPOSITIONS:
            return []
        following = view.tokens.word(at + 1)
        if view.lexicon.is_kind(following, "thing") and view.lexicon.is_kind(words[at], "agent"):
            return [(at, at + 1)]
        if words[at].endswith("s'") and view.lexicon.is_kind(words[at][:-1], "agent"):
            return [(at, at + 1)]
    return []


def _phrase_end(view: View, begin: int) -> int:
    tokens = view.tokens
    for at in range(begin, min(begin + 18, len(tokens))):
        word = tokens.words[at]
        if word == "to" and tokens.words[at - 1] in ("able", "willing", "ready", "yet", "unable"):
            continue
        if word in ("to", "that", "for", "which", "who", ";", ":", "—", "(", "“", "because"):
            return at
        if word == "," and not _list_goes_on(view, at):
            return at
        if word in AUXILIARY:
            return at
    return min(begin + 18, len(tokens))


def _list_goes_on(view: View, at: int) -> bool:
    words = view.tokens.words
    return at + 1 < len(words) and is_agent(view, at + 1, min(at + 4, len(words)))


def of_cue(view: View, cue: Cue) -> list[Run]:
    """Return the addressees of a demand in what the speaker says ("Israel must allow")."""
    tokens = view.tokens
    if cue.rule.startswith("phrase:") and tokens.word(cue.end - 1) == "that":
        return agents(view, cue.end)
    if cue.rule == "modal:vital-to":
        if tokens.word(cue.end - 1) == "for":
            return _until_to(view, cue.end, sure=False)
        return agents(view, cue.end) if tokens.word(cue.end - 1) == "that" else []
    if "for" in (tokens.word(cue.end), tokens.word(cue.end - 1)) and cue.rule.startswith("phrase:"):
        begin = cue.end + (tokens.word(cue.end) == "for")
        return _until_to(view, begin, sure=False) if infinitive(view, begin) is not None else []
    if cue.rule == "modal:requires-to":
        return _until_to(view, cue.end, sure=False)
    if cue.rule == "phrase:let-us":
        return []
    main = tokens.forward(cue.end)
    if tokens.word(main) == "to":
        main = tokens.forward(main + 1)
    if cue.rule == "modal:needed":
        return []
    if cue.rule == "modal:need" and tokens.word(tokens.forward(cue.end)) != "to":
        return []
    if tokens.word(main) == "be" and _participle(tokens.word(tokens.forward(main + 1))):
        return _passive(view, main)
    if cue.subject.who in (Who.WE, Who.SPEAKER, Who.NONE):
        return []
    end = tokens.back(cue.begin - 1) + 1
    return _subject_run(view, end)


def _subject_run(view: View, end: int) -> list[Run]:
    tokens = view.tokens
    if end <= 0 or not is_word(tokens.word(end - 1)):
        opening = _insertion(view, end - 1)
        if opening is None:
            return []
        end = opening
    begin = phrase_begin(view, end - 1)
    if tokens.word(begin - 1) == "and" and begin >= 2 and is_agent(view, begin, end):
        earlier = phrase_begin(view, begin - 2)
        if is_agent(view, earlier, begin - 1):
            return [(earlier, begin - 1), (begin, end)]
    return list(_split(view, begin, end, sure=False))


def _insertion(view: View, at: int) -> int | None:
    """Return where the phrase before an insertion ends that closes at token ``at``."""
    mark = view.tokens.word(at)
    if mark not in (",", "—", ")"):
        return None
    for place in range(at - 1, max(at - 16, 0), -1):
        if view.tokens.words[place] in (",", "—", "("):
            opener = view.tokens.word(place + 1)
            return place if opener in BREAKS | PREPOSITIONS | {"including", "together"} else None
    return None


def _participle(word: str) -> bool:
    return word.endswith(("ed", "en", "wn", "ght", "ung")) or word in (
        "held", "made", "met", "put", "set", "built", "kept", "found", "left", "done", "led", "heard", "dealt",
    )  # fmt: skip


def _passive(view: View, main: int) -> list[Run]:
    tokens = view.tokens
    by = tokens.find(("by",), main + 1, min(main + 7, len(tokens)))
    if by < 0 or tokens.find((",", ";", "—"), main, by) >= 0:
        return []
    named = any(tokens.capital[by + 1 : by + 3])
    return list(_split(view, by + 1, _agent_end(view, by + 1), sure=named))


def _agent_end(view: View, begin: int) -> int:
    for at in range(begin, min(begin + 10, len(view.tokens))):
        word = view.tokens.words[at]
        if not is_word(word) or word in (
            "and",
            "to",
            "after",
            "before",
            "through",
            "themselves",
            "in",
            "for",
            "with",
        ):
            return at
    return min(begin + 10, len(view.tokens))


def agents(view: View, begin: int) -> list[Run]:
    """Return the noun phrase that opens a clause at ``begin`` if it can act."""
    tokens = view.tokens
    at = begin
    while at < min(begin + 16, len(tokens)):
        word = tokens.words[at]
        if word in AUXILIARY or word in BREAKS or (not is_word(word) and word not in "“”"):
            break
        if at > begin and _verb_after_agent(view, at):
            break
        at += 1
    if tokens.word(at) in BE | HAVE:
        return []
    return list(_split(view, begin, at, sure=False))


def _verb_after_agent(view: View, at: int) -> bool:
    form = view.lexicon.conduct.get(view.tokens.words[at]) or view.lexicon.forms.get(
        view.tokens.words[at]
    )
    if form is None or not form.kinds & {"base", "third"} or view.tokens.capital[at]:
        return False
    previous = view.tokens.words[at - 1]
    return view.lexicon.is_kind(previous, "agent") or at - 1 in view.named


def _split(view: View, begin: int, end: int, *, sure: bool) -> list[Run]:
    """Cut a phrase to its agent, or to its agents where "and" joins two."""
    words = view.tokens.words
    while begin < end and (
        not is_word(words[begin])
        or is_adverb(words[begin])
        and words[begin] != "all"
        or words[begin] in ("both", "in")
    ):
        begin += 1
    end = min(end, len(words))
    pieces: list[Run] = []
    start = begin
    for at in range(begin, end):
        if (
            words[at] in ("and", ",")
            and at > start
            and is_agent(view, start, at)
            and is_agent(view, at + 1, end)
            and not (words[at - 1] == "state" and words[at + 1].startswith("government"))
            and not _one_name(view, at)
        ):
            pieces.append((start, at))
            start = at + 1
    pieces.append((start, end))
    out = []
    for b, e in pieces:
        while b < e and words[b] in ("and", ","):
            b += 1
        cut = next(
            (
                at
                for at in range(b + 1, e)
                if words[at] in _CUTS and not words[at - 1].endswith("ed")
            ),
            e,
        )
        while cut > b and (not is_word(words[cut - 1]) or is_adverb(words[cut - 1])):
            cut -= 1
        if (
            b < cut
            and words[b] not in _PRONOUNS | PREPOSITIONS
            and (sure or is_agent(view, b, cut))
        ):
            out.append((b, cut))
    return out


def _one_name(view: View, at: int) -> bool:
    return at in view.named and at - 1 in view.named and view.named[at] is view.named[at - 1]


def is_agent(view: View, begin: int, end: int) -> bool:
    """Whether the phrase ``begin:end`` names somebody who can be asked to act."""
    words = view.tokens.words
    while begin < end and words[begin] in ("and", ",", "the", "on"):
        begin += 1
    if begin >= end:
        return False
    if words[begin] in _PRONOUNS or words[begin] in ("no", "nobody"):
        return False
    if words[begin] in ("those", "everyone"):
        return True
    head = head_of(view, begin, end - 1)
    stop = next(
        (
            at
            for at in range(begin + 1, end)
            if words[at] in ("and", ",", "that", "which", "who", "which", "to")
        ),
        end,
    )
    head = min(head, stop - 1)
    if head < begin:
        return False
    named = view.named.get(head)
    if named is not None and named.kind in _PARTY_KINDS:
        return not words[head].endswith("'s")
    return view.lexicon.is_kind(words[head], "agent")
