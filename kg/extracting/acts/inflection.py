"""Inflected forms of English verbs, by the rules of spelling and a table of exceptions."""

from __future__ import annotations

from functools import cache

from kg.resources import rows, values

_VOWELS = frozenset("aeiou")
_TABLE = "ontology/lexicons/act-irregular.tsv"


@cache
def _irregular() -> dict[str, dict[str, str]]:
    return {row["verb"]: row for row in rows(_TABLE)}


def third(verb: str) -> str:
    """Return the third person singular by rule.

    >>> third("deny"), third("stress"), third("urge"), third("convey")
    ('denies', 'stresses', 'urges', 'conveys')
    """
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    return verb + "s"


def past(verb: str) -> str:
    """Return the past tense by rule.

    >>> past("urge"), past("deny"), past("demand"), past("ban")
    ('urged', 'denied', 'demanded', 'baned')
    """
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"


def gerund(verb: str) -> str:
    """Return the present participle by rule.

    >>> gerund("urge"), gerund("agree"), gerund("demand")
    ('urging', 'agreeing', 'demanding')
    """
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return verb + "ing"


def forms(verb: str) -> dict[str, frozenset[str]]:
    """Return each form of ``verb`` with what it may be: base, third, past, participle, ing.

    >>> sorted(forms("put")["put"]), sorted(forms("urge")["urged"])
    (['base', 'participle', 'past'], ['participle', 'past'])
    """
    row = _irregular().get(verb, {})
    kinds = {
        "base": (verb,),
        "third": values(row.get("third", "")) or (third(verb),),
        "past": values(row.get("past", "")) or (past(verb),),
        "participle": values(row.get("participle", "")) or (past(verb),),
        "ing": values(row.get("ing", "")) or (gerund(verb),),
    }
    out: dict[str, set[str]] = {}
    for kind, spelled in kinds.items():
        for form in spelled:
            out.setdefault(form, set()).add(kind)
    return {form: frozenset(kind) for form, kind in out.items()}
