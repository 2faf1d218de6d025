"""Whom a call asks to act: addressees as runs of tokens."""

from __future__ import annotations

from kg.extracting.acts.cue import Cue
from kg.extracting.acts.frames import infinitive
from kg.extracting.acts.heads import Head
from kg.extracting.acts.subjects import View, Who, head_of, phrase_begin
from kg.extracting.acts.tokens import (
    AUXILIARY,
    BE,
    BREAKS,
    HAVE,
    PREPOSITIONS,
    QUOTES,
    is_adverb,
    is_word,
)
from kg.extracting.acts.words import words
from kg.model.mentions import Kind

Run = tuple[int, int]

_NOBODY, _CUTS = words("no-addressee"), words("cut")
_ABLE, _PARTICIPLES = words("able"), words("participle")
_WATERS, _GUIDED = words("waters"), words("guided")
_ALL = frozenset({"all", "both", "each"})
_CALLING = ("call", "appeal", "demand", "request")
_PHRASE_ENDS = AUXILIARY | {"to", "that", "for", "which", "who", ";", ":", "—", "(", "“", "because"}
_AGENT_ENDS = frozenset(
    {"and", "to", "after", "before", "through", "themselves", "in", "for", "with"}
)
_HEAD_ENDS = frozenset({"and", ",", "that", "which", "who", "to"})
_PARTY_KINDS = (Kind.PARTY, Kind.GROUP, Kind.BODY)
_COLON, _BY, _PARTS = frozenset({":"}), frozenset({"by"}), frozenset({",", ";", "—"})
_INSERTIONS = BREAKS | PREPOSITIONS | {"including", "together"}


def of_head(view: View, head: Head) -> list[Run]:
    """Return the addressees of a verb such as "urged"."""
    tokens = view.tokens
    if head.noun is not None:
        return _of_noun(view, head.noun)
    begin = head.at + 1
    while is_adverb(tokens.word(begin)) and tokens.word(begin) not in _ALL:
        begin += 1
    if head.complement in ("on", "upon", "to", "with"):
        return _until_to(view, begin + 1, sure=True)
    if head.complement == "for":
        return _in_object(view, begin + 1)
    if tokens.word(begin) == "that":
        return _clause_subject(view, begin + 1) or _passive_in(view, begin + 1)
    if infinitive(view, begin) is not None:
        return _until_to(view, begin)
    return _before_colon(view, begin) or _in_object(view, begin)


def _of_noun(view: View, noun: int) -> list[Run]:
    """Find "the need for the Council to act", "her call to donors"."""
    following = view.tokens.word(noun + 1)
    calling = view.tokens.words[noun].startswith(_CALLING)
    if following == "for" or (following in ("to", "on") and calling):
        return _until_to(view, noun + 2)
    return []


def of_cue(view: View, cue: Cue) -> list[Run]:
    """Return the addressees of a demand in what the speaker says ("Israel must allow")."""
    tokens, last = view.tokens, view.tokens.word(cue.end - 1)
    phrase = cue.rule.startswith("phrase:")
    if cue.rule == "modal:requires-to":
        return _until_to(view, cue.end)
    if last == "that" and (phrase or cue.rule == "modal:vital-to"):
        return _clause_subject(view, cue.end)
    if phrase or cue.rule == "modal:vital-to":
        begin = cue.end + (last != "for" and tokens.word(cue.end) == "for")
        if "for" in (last, tokens.word(cue.end)):
            return _until_to(view, begin) if infinitive(view, begin) is not None else []
        return _subject_run(view, tokens.back(cue.begin - 1) + 1) if phrase else []
    return _of_modal(view, cue)


def _of_modal(view: View, cue: Cue) -> list[Run]:
    tokens = view.tokens
    main = tokens.forward(cue.end)
    if cue.rule == "modal:needed" or (cue.rule == "modal:need" and tokens.word(main) != "to"):
        return []
    if tokens.word(main) == "to":
        main = tokens.forward(main + 1)
    if tokens.word(main) == "be" and _participle(tokens.word(tokens.forward(main + 1))):
        agents = _passive(view, main)
        if agents or tokens.word(tokens.forward(main + 1)) not in _GUIDED:
            return agents
    if cue.subject.who in (Who.WE, Who.SPEAKER, Who.NONE):
        return []
    return _subject_run(view, tokens.back(cue.begin - 1) + 1)


def _until_to(view: View, begin: int, *, sure: bool = False) -> list[Run]:
    to = infinitive(view, begin)
    stop = _phrase_end(view, begin)
    found = _split(view, begin, stop if to is None else min(to, stop), sure=sure)
    tokens = view.tokens
    for at in range(begin, min(begin + 40, len(tokens) - 2)):
        if sure and tokens.words[at] == "and" and tokens.words[at + 1] in ("on", "upon"):
            found += _split(view, at + 2, _phrase_end(view, at + 2), sure=True)
    return found


def _before_colon(view: View, begin: int) -> list[Run]:
    end = view.tokens.find(_COLON, begin, begin + 8)
    return _split(view, begin, end) if end > 0 else []


def _in_object(view: View, begin: int) -> list[Run]:
    """Find the agent in "urgent UN action" and "delegations' flexibility"."""
    tokens, lexicon = view.tokens, view.lexicon
    for at in range(begin, min(begin + 4, len(tokens))):
        word = tokens.words[at]
        if not is_word(word) or word in PREPOSITIONS:
            return []
        acts = lexicon.is_kind(tokens.word(at + 1), "thing") and lexicon.is_kind(word, "agent")
        owns = word.endswith("s'") and lexicon.is_kind(word[:-1], "agent")
        if acts or owns:
            return [(at, at + 1)]
    return []


def _phrase_end(view: View, begin: int) -> int:
    tokens = view.tokens
    for at in range(begin, min(begin + 18, len(tokens))):
        word = tokens.words[at]
        if word == "to" and tokens.words[at - 1] in _ABLE:
            continue
        if word in _PHRASE_ENDS or (word == "," and not _list_goes_on(view, at)):
            return at
    return min(begin + 18, len(tokens))


def _list_goes_on(view: View, at: int) -> bool:
    size = len(view.tokens)
    return at + 1 < size and is_agent(view, at + 1, min(at + 4, size))


def _subject_run(view: View, end: int) -> list[Run]:
    """Return the subject that ends before token ``end``, both parts of "X and Y"."""
    tokens = view.tokens
    if not is_word(tokens.word(end - 1)):
        opening = _insertion(view, end - 1)
        if opening is None:
            return []
        end = opening
    begin = phrase_begin(view, end - 1)
    if begin >= 2 and tokens.words[begin - 2 : begin] == ["each", "and"]:
        return _split(view, begin - 2, end)
    if begin >= 2 and tokens.words[begin - 1] == "and" and is_agent(view, begin, end):
        earlier = phrase_begin(view, begin - 2)
        if is_agent(view, earlier, begin - 1):
            return [(earlier, begin - 1), (begin, end)]
    return _split(view, begin, end)


def _insertion(view: View, at: int) -> int | None:
    """Return where the phrase before an insertion ends that closes at token ``at``."""
    tokens = view.tokens
    if tokens.word(at) not in (",", "—", ")"):
        return None
    for place in range(at - 1, max(at - 16, 0), -1):
        if tokens.words[place] in (",", "—", "("):
            return place if tokens.word(place + 1) in _INSERTIONS else None
    return None


def _participle(word: str) -> bool:
    return word in _PARTICIPLES or word.endswith(("ed", "en", "wn", "ght", "ung"))


def _passive(view: View, main: int) -> list[Run]:
    """Return the agent of a passive ("must be set by beneficiaries")."""
    tokens = view.tokens
    by = tokens.find(_BY, main + 1, main + 7)
    if by < 0 or tokens.holds(_PARTS, main, by):
        return []
    end = by + 1
    while end < min(by + 11, len(tokens)):
        if not is_word(tokens.words[end]) or tokens.words[end] in _AGENT_ENDS:
            break
        end += 1
    return _split(
        view, by + 1, end, sure=any(map(tokens.capital, range(by + 1, min(by + 3, len(tokens)))))
    )


def _clause_subject(view: View, begin: int) -> list[Run]:
    """Return the noun phrase that opens a clause at ``begin`` if it can act."""
    tokens, at = view.tokens, begin
    while at < min(begin + 16, len(tokens)):
        word = tokens.words[at]
        closed = not is_word(word) and word not in QUOTES
        governing = word == "and" and tokens.word(at + 1).startswith("government")
        if closed or word in AUXILIARY or (word in BREAKS and not governing):
            break
        if at > begin and _verb_after_agent(view, at):
            break
        at += 1
    if tokens.word(at) in BE or tokens.word(at) in HAVE:
        return []
    return _split(view, begin, at)


def _passive_in(view: View, begin: int) -> list[Run]:
    """Return the agent of a passive in the clause at ``begin`` ("must not be misused by …")."""
    tokens = view.tokens
    main = tokens.find(frozenset({"be"}), begin, min(begin + 16, len(tokens)))
    passive = main > 0 and _participle(tokens.word(tokens.forward(main + 1)))
    return _passive(view, main) if passive else []


def _verb_after_agent(view: View, at: int) -> bool:
    word = view.tokens.words[at]
    form = view.lexicon.conduct.get(word) or view.lexicon.forms.get(word)
    if form is None or not form.kinds & {"base", "third"} or view.tokens.capital(at):
        return False
    return at - 1 in view.named or view.lexicon.is_kind(view.tokens.words[at - 1], "agent")


def _split(view: View, begin: int, end: int, *, sure: bool = False) -> list[Run]:
    """Cut a phrase to its agent, or to its agents where "and" joins some."""
    found = view.tokens.words
    end = min(end, len(found))
    while begin < end and _no_opener(found[begin]):
        begin += 1
    pieces: list[Run] = []
    start = begin
    for at in range(begin + 1, end):
        if found[at] in ("and", ",") and _parts_agents(view, start, at, end):
            pieces.append((start, at))
            start = at + 1
    pieces.append((start, end))
    cut = (_cut(view, piece) for piece in pieces)
    return [
        (first, last)
        for first, last in cut
        if first < last
        and found[first] not in _NOBODY
        and found[first] not in PREPOSITIONS
        and (sure or is_agent(view, first, last))
    ]


def _no_opener(word: str) -> bool:
    return not is_word(word) or word in ("both", "in") or (is_adverb(word) and word not in _ALL)


def _parts_agents(view: View, start: int, at: int, end: int) -> bool:
    """Whether the "and" at token ``at`` stands between two agents of their own."""
    found, named = view.tokens.words, view.named
    if at in named and named.get(at - 1) is named[at]:
        return False
    if found[at - 1] == "state" and view.tokens.word(at + 1).startswith("government"):
        return False
    return is_agent(view, start, at) and is_agent(view, at + 1, end)


def _cut(view: View, run: Run) -> Run:
    begin, end = run
    found = view.tokens.words
    while begin < end and found[begin] in ("and", ","):
        begin += 1
    for at in range(begin + 1, end):
        if found[at : at + 2] == ["in", "the"] and _waters(view, at + 2, end):
            continue
        if found[at] in _CUTS and not found[at - 1].endswith("ed"):
            end = at
            break
    while end > begin and (not is_word(found[end - 1]) or is_adverb(found[end - 1])):
        end -= 1
    return begin, end


def _waters(view: View, begin: int, end: int) -> bool:
    """Whether a sea or region ends the name at ``begin`` ("parties in the South China Sea")."""
    last = next(
        (at for at in range(begin, min(begin + 3, end)) if view.tokens.words[at] in _WATERS), -1
    )
    return last >= begin and all(map(view.tokens.capital, range(begin, last + 1)))


def is_agent(view: View, begin: int, end: int) -> bool:
    """Whether the phrase ``begin:end`` names somebody who can be asked to act."""
    found = view.tokens.words
    while begin < end and found[begin] in ("and", ",", "the", "on", "each", "every"):
        begin += 1
    if begin >= end or found[begin] in _NOBODY:
        return False
    if found[begin] in ("those", "everyone", "others"):
        return True
    stop = view.tokens.find(_HEAD_ENDS, begin + 1, end)
    head = min(head_of(view, begin, end - 1), (stop if stop >= 0 else end) - 1)
    named = view.named.get(head)
    if named is not None and named.kind in _PARTY_KINDS:
        return not found[head].endswith("'s")
    return view.lexicon.is_kind(found[head], "agent")
