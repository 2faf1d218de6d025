"""How one paragraph begins: its verb, what the verb does there, and who says it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extracting.provisions.lexicon import Lexicon, Opener, load

_TOKEN = re.compile(r"[^\s,;:.—]+|[,;:.—]")
_QUOTE = "“”\"‘’'«» "
_MODALS = frozenset(["will", "shall", "must", "should", "would", "can", "cannot", "need", "may"])
_BEING = frozenset(
    ["are", "is", "am", "remain", "remains", "being", "have", "has", "been", "stand"]
)
_COPULAS = frozenset(["being", "remaining", "remains"])
_BEFORE_ORDER = frozenset(["to", "also", "further", "not", "then", "and"])
_CLAUSE_ENDS = frozenset(
    [",", ";", ":", ".", "that", "which", "who", "whose", "how", "where", "to"]
)
_LEADS = re.compile(
    r"(?:In|To|With|Towards|At|As|For|On|By|Against|Within|Pursuant|Further|Acting|Recalling|"
    r"Without|Under|Bearing|Subject|Through|Upon|After|Before|Until|Given|Because|While|Although|"
    r"Considering|Recognizing|Noting|Taking|Having|Building|Mindful|Conscious|Furthermore|Moreover|"
    r"Accordingly|Finally|Therefore|Consequently|Similarly|Additionally|Nevertheless|Underlining|"
    r"Acknowledging|Reaffirming|Emphasizing|Stressing|Today|Here|Since|Despite|Beyond|Among)\b"
)
_BODY = re.compile(
    r"(?:Therefore,? )?[Tt]he (?:General Assembly|Security Council|Economic and Social Council|"
    r"Trusteeship Council|Assembly|Council)(?:,[^;:]{5,300}?,)? (?:therefore )?(?=[a-z]+s\b)"
)
_WE = re.compile(r"\b[Ww]e\b|\bWE\b")
_SUBORDINATE = frozenset(
    "as that which when if where whom than while what because until".split()  # noqa: SIM905
)
_REACH = 12
_APPOSITION = 120


@dataclass(frozen=True, slots=True)
class Opening:
    """The verb of a paragraph and the place of its words, relative to the paragraph.

    ``verb`` is a base form, a participle or adjective that stands alone ("concerned"),
    "having considered", or "will" with a base form; ``end`` is where the verb ends and
    ``told`` where the words end that show its ``type``. ``ours`` is for the first person.
    """

    verb: str
    type: str | None
    start: int
    end: int
    told: int
    ours: bool = False


@dataclass(frozen=True, slots=True)
class _Tokens:
    text: str
    places: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.places)

    def word(self, at: int) -> str:
        if not 0 <= at < len(self.places):
            return ""
        start, end = self.places[at]
        return self.text[start:end].strip(_QUOTE).lower()


def opening(text: str, *, governed: bool, order: bool = False) -> Opening | None:
    """Return how a paragraph begins, ``None`` where no verb is told.

    ``text`` stands without its number. In a ``governed`` one the adopting body is the subject;
    an ``order`` begins with a base form ("Adopt laws …"), as annexed plans do.

    >>> opening("Takes note with appreciation of the report;", governed=True).verb
    'take note'
    >>> opening("Gravely concerned at the famine,", governed=True).verb
    'concerned'
    >>> found = opening("We, the States Members, will also fund it.", governed=False)
    >>> found.verb, found.type, found.ours
    ('will fund', 'commitment', True)
    """
    tokens = _tokens(text)
    lexicon = load()
    first = tokens.word(_skip(tokens, 0)) == "we"
    ours = _we(tokens, lexicon) if first else None
    if governed and not ours:
        ours = _governed(tokens, lexicon, _after_body(tokens)) or _after_lead(tokens, lexicon)
    if ours or first:
        return ours
    return _we(tokens, lexicon) or (_order(tokens, lexicon) if order else None)


def _tokens(text: str) -> _Tokens:
    return _Tokens(text, tuple(match.span() for match in _TOKEN.finditer(text, 0, 2000)))


def _skip(tokens: _Tokens, at: int) -> int:
    """Pass adverbs, their commas, and insertions between commas."""
    first, adverbs = at, load().adverbs
    while at < len(tokens) and at - first < _REACH:
        word = tokens.word(at)
        adverb = word in adverbs or (
            word.endswith("ly") and word not in ("apply", "comply", "rely")
        )
        if not (adverb or (word == "," and at > first) or word == ""):
            break
        at += 1
    return at


def _made(tokens: _Tokens, at: int, opener: Opener, *, ours: bool = False) -> Opening:
    start, end = tokens.places[at]
    verb, type_, particle, told = opener.read(tokens.text[end : end + 200])
    return Opening(verb, type_, start, end + particle, end + told, ours)


def _governed(
    tokens: _Tokens, lexicon: Lexicon, begin: int, *, sure: bool = True
) -> Opening | None:
    """Read "Also strongly condemns", "Deeply concerned", "Having considered", "Recalling"."""
    at = _skip(tokens, begin)
    word = tokens.word(at)
    if word == "having":
        return _having(tokens, at)
    if word in _COPULAS and tokens.word(_skip(tokens, at + 1)) in lexicon.alone:
        return _copula(tokens, lexicon, at)
    for forms in (lexicon.third, lexicon.ing, lexicon.alone):
        if word in forms:
            return _made(tokens, at, forms[word])
    if sure and word in lexicon.other and tokens.word(at + 1) not in (",", ";", ".", ":", "", "of"):
        start, end = tokens.places[at]
        return Opening(lexicon.other[word], None, start, end, end)
    return None


def _copula(tokens: _Tokens, lexicon: Lexicon, at: int) -> Opening:
    """Read "Being convinced", "Remains deeply concerned"."""
    main = _skip(tokens, at + 1)
    found = _made(tokens, main, lexicon.alone[tokens.word(main)])
    if not tokens.word(at).startswith("remain"):
        return found
    return replace(found, verb=f"remain {found.verb}", start=tokens.places[at][0])


def _after_body(tokens: _Tokens) -> int:
    """Return where the predicate begins in "The General Assembly, …, decides"."""
    found = _BODY.match(tokens.text)
    if found is None:
        return 0
    return next((at for at, (start, _) in enumerate(tokens.places) if start >= found.end()), 0)


def _having(tokens: _Tokens, at: int) -> Opening | None:
    main = _skip(tokens, at + 1)
    if main >= len(tokens):
        return None
    word = tokens.word(main)
    start, end = tokens.places[at][0], tokens.places[main][1]
    return Opening(f"having {word}", "ground", start, end, end)


def _after_lead(tokens: _Tokens, lexicon: Lexicon) -> Opening | None:
    """Read "In this regard, encourages …" and "With a view to …, requests …"."""
    if not _LEADS.match(tokens.text.lstrip(_QUOTE)):
        return None
    for at in range(1, min(len(tokens), 80)):
        if tokens.word(at - 1) in (",", ":"):
            main = _skip(tokens, at)
            if tokens.word(main) in lexicon.third:
                return _made(tokens, main, lexicon.third[tokens.word(main)])
    return None


def _we(tokens: _Tokens, lexicon: Lexicon) -> Opening | None:
    """Read the first "we" that performs: "We, the States Members …, reaffirm", "…, we will"."""
    if not _WE.search(tokens.text):
        return None
    for at in range(len(tokens)):
        if tokens.word(at) != "we" or tokens.word(at - 1) in _SUBORDINATE:
            continue
        if tokens.word(at + 1) == "," and tokens.word(_skip(tokens, at + 2)) not in lexicon.base:
            found = _behind_apposition(tokens, lexicon, at + 2)
        else:
            found = _first_person(tokens, lexicon, at + 1)
        if found:
            return found
    return None


def _behind_apposition(tokens: _Tokens, lexicon: Lexicon, begin: int) -> Opening | None:
    """Read the verb behind "We, the …, gathered at …,"; a list before it may hold commas."""
    for at in range(begin, min(len(tokens), begin + _APPOSITION)):
        if tokens.word(at) in (",", ":", "—"):
            main = _skip(tokens, at + 1)
            word = tokens.word(main)
            if word in lexicon.base or word in _MODALS or word in _BEING:
                return _first_person(tokens, lexicon, at + 1)
    return None


def _first_person(tokens: _Tokens, lexicon: Lexicon, begin: int) -> Opening | None:
    at = _skip(tokens, begin)
    word = tokens.word(at)
    if word in _MODALS:
        return _modal(tokens, at)
    while word in _BEING:
        at = _skip(tokens, at + 1)
        word = tokens.word(at)
    for forms in (lexicon.base, lexicon.alone, lexicon.participle, lexicon.ing):
        if word in forms:
            return _made(tokens, at, forms[word], ours=True)
    return None


def _modal(tokens: _Tokens, at: int) -> Opening | None:
    main = _skip(tokens, at + 1)
    if not tokens.word(main).isalpha():
        return None
    modal, verb = tokens.word(at), tokens.word(main)
    start, end = tokens.places[at][0], tokens.places[main][1]
    type_ = "commitment" if modal in ("will", "shall", "cannot") else "call"
    if tokens.word(at + 1) == "not":
        modal += " not"
    if tokens.word(main - 1) == "be":
        modal += " be"
    return Opening(f"{modal} {verb}", type_, start, end, end, ours=True)


def _order(tokens: _Tokens, lexicon: Lexicon) -> Opening | None:
    """Read "Strongly urge …", "To promote …", "Adopt and implement …" of an annexed plan.

    "Demand reduction policies should …" begins with a noun: a modal stands in its clause.
    """
    at = 0
    while tokens.word(at) in _BEFORE_ORDER or tokens.word(at).endswith("ly"):
        at += 1
    word = tokens.word(at)
    if not _is_order(tokens, at):
        return None
    if word in lexicon.base:
        return _made(tokens, at, lexicon.base[word])
    if word in lexicon.bases:
        start, end = tokens.places[at]
        return Opening(word, None, start, end, end)
    return None


def _is_order(tokens: _Tokens, at: int) -> bool:
    for later in range(at + 1, min(at + 12, len(tokens))):
        word = tokens.word(later)
        if word in _CLAUSE_ENDS:
            return True
        if word == "need" and not tokens.word(later - 1).endswith("s"):
            continue  # "Stress the urgent need to …": what is needed is said, not ordered
        if word in _MODALS or word in ("is", "are", "was", "were", "has"):
            return False
    return True


def duty(text: str) -> str | None:
    """Return the type of a paragraph by its modal: "shall" binds, "should" and "must" call.

    >>> duty("Each State Party shall make such acts punishable."), duty("States should do so.")
    ('obligation', 'call')
    """
    found = re.search(r"\b(shall|should|must|ought to|needs? to)\b", text[:400])
    if found is None:
        return None
    return "obligation" if found[1] == "shall" else "call"
