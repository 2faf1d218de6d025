"""The words that attribution relies on, as classes of one letter each.

A sentence becomes a string of these letters (``tokens``), and the patterns of ``phrases``
and ``voices`` are regular expressions over that string. The letters:

====  =====================================================================
S O   a State, an organization (mentions);  G B  a group, a body
A C   an adjective or demonym of a State;  C  a metonym ("Moscow")
R Q   a role ("representative"), roles;  M  an office;  K  a presiding office
U     an officer of the Secretariat;  L  "official";  H  a form of address
N P   a capitalised word, a name particle;  T  a topic word;  i  a modifier
V W F a finite verb of speech, stance, floor;  g  their gerund;  s  "speaking";  e  "-ed"
c m   a collective noun, a quantifier;  d  delegation, country, Government
3 4 5 he/she, they, I/we;  h  a possessive;  z x  "be", another auxiliary;  r  an adverb
a f y o w b 2 p  the/a, of, for, from, with, by, to, another preposition
& u n t  and/or, a subordinator, a relative, that;  '  the possessive mark
q     a quoted stretch;  , ; : ( ) - .  punctuation;  _  anything else
====  =====================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.resources import rows, values

_CLOSED = {
    "a": "the a an",
    "f": "of representing",
    "y": "for",
    "o": "from",
    "w": "with",
    "b": "by",
    "p": "in at on against between among amongst towards toward upon over under after "
    "before during within without about through throughout regarding concerning per via "
    "following despite amid ahead besides beyond including like unlike alongside since",
    "&": "and or nor &",
    "u": "while whereas although though as but because if when unless so whilst where yet",
    "2": "to into onto",
    "n": "who which whose whom what",
    "t": "that",
    "3": "he she",
    "4": "they",
    "5": "we i you",
    "h": "his her its their my our your hers theirs",
    "z": "is was are were be been being",
    "s": "speaking",
    "x": "has had have having will would could should can may might must does did do cannot shall",
    "r": "also further however then too again likewise similarly meanwhile nevertheless "
    "nonetheless furthermore moreover next first secondly instead therefore thus today "
    "tonight morning afternoon evening yesterday already not never just even still now later earlier once only "
    "herself himself themselves alike together thereafter afterwards there here often indeed "
    "both each else rather well soon sadly out forth off up down",
    "P": "de la las los del der den di da do dos das du le van von bin binti ibn al el ben ould "
    "abu af av zu ter ten y e san",
}
_KINDS = (
    ("topic", "T"), ("modifier", "i"), ("office", "M"), ("secretariat", "U"),
    ("presiding", "K"), ("collective", "c"), ("roles", "Q"), ("role", "R"),
    ("quantifier", "m"), ("party-noun", "d"),
)  # fmt: skip
_BODIES = ("council", "assembly", "committee", "commission")
_VERB_LETTERS = {"speech": "V", "stance": "W", "floor": "F"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Letters by word (lower case), the sets that need more than a letter, and addresses."""

    letters: dict[str, str]
    kinds: dict[str, frozenset[str]]
    addresses: frozenset[str]
    gerunds: dict[str, str]

    def is_kind(self, word: str, kind: str) -> bool:
        """Whether the roles table gives ``word`` this kind."""
        return kind in self.kinds.get(word.lower(), ())


@cache
def lexicon() -> Lexicon:
    """Load the tables once.

    >>> found = lexicon()
    >>> [found.letters[w] for w in ("representative", "said", "urging", "chair", "the")]
    ['R', 'V', 'g', 'K', 'a']
    """
    letters: dict[str, str] = {}
    gerunds: dict[str, str] = {}
    for row in rows("ontology/lexicons/reporting-verbs.tsv"):
        forms, gerund = _forms(row["verb"], values(row["forms"]))
        for form in forms:
            letters.setdefault(form, _VERB_LETTERS[row["kind"]])
        letters.setdefault(gerund, "g")
        gerunds[gerund] = row["kind"]
    kinds = _roles()
    for kind, letter in _KINDS:
        letters.update((term, letter) for term, of in kinds.items() if kind in of)
    for letter, words in _CLOSED.items():
        letters.update((word, letter) for word in words.split())
    letters["official"] = "L"
    letters.update((body, "B") for body in _BODIES)
    addresses = set()
    for row in rows("ontology/lexicons/forms-of-address.tsv"):
        bare = row["form"].rstrip(".").lower()
        if row["kind"] == "address":
            addresses.add(bare)
        else:
            letters.setdefault(bare, "M")
    return Lexicon(letters, kinds, frozenset(addresses), gerunds)


def _roles() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for row in rows("ontology/lexicons/speaker-roles.tsv"):
        kinds.setdefault(row["term"], set()).add(row["kind"])
    return {term: frozenset(of) for term, of in kinds.items()}


def _forms(verb: str, irregular: tuple[str, ...]) -> tuple[list[str], str]:
    """Return the finite forms of a verb and its gerund.

    >>> _forms("emphasize", ())
    (['emphasize', 'emphasizes', 'emphasized'], 'emphasizing')
    >>> _forms("say", ("said", "says", "say", "saying"))
    (['said', 'says', 'say'], 'saying')
    """
    if irregular:
        gerund = next(form for form in irregular if form.endswith("ing"))
        return [form for form in irregular if form != gerund], gerund
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d"], verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied"], verb + "ing"
    if verb.endswith(("ss", "sh", "ch", "x", "z")):
        return [verb, verb + "es", verb + "ed"], verb + "ing"
    doubled = verb + verb[-1] if verb in _DOUBLING else verb
    return [verb, verb + "s", doubled + "ed"], doubled + "ing"


_DOUBLING = frozenset({"concur", "admit", "commit", "flag", "stun", "rebut", "quip", "demur",
                       "submit", "refer", "infer", "plan", "sum", "slam", "label", "debunk*",
                       "extol", "vet", "step", "permit", "regret", "prefer", "nod", "beg", "pin", "confer",
                       "defer", "compel", "dub", "rap", "omit", "acquit", "allot", "abet"})  # fmt: skip
