"""The words that questions are made of, and the commonest endings taken off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.resources import rows, values

LEXICON = "ontology/lexicons/question-words.tsv"
_ENDS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ied", "y"), ("ed", ""), ("es", ""), ("s", ""))
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What words count as, alone or as phrases; those that say nothing, and those beyond documents."""

    single: Mapping[str, str]
    phrases: tuple[tuple[str, str], ...]
    stops: frozenset[str]
    beyond: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Read the table of question words.

    >>> lexicon().single["vow"], "why" in lexicon().beyond
    ('pledge', True)
    """
    single: dict[str, str] = {}
    phrases: list[tuple[str, str]] = []
    alone: dict[str, set[str]] = {"stop": set(), "beyond": set()}
    for row in rows(LEXICON):
        for written in values(row["words"]):
            word = written.casefold()
            meaning = "stance" if row["kind"] == "stance" else row["meaning"]
            if row["kind"] in alone:
                alone[row["kind"]].add(word)
            elif row["kind"] not in {"word", "stance"}:
                continue
            elif " " in word:
                phrases.append((word, meaning))
            else:
                single.setdefault(word, meaning)
                single.setdefault(stem(word), meaning)
    longest = tuple(sorted(phrases, key=lambda pair: -len(pair[0])))
    return Lexicon(single, longest, frozenset(alone["stop"]), frozenset(alone["beyond"]))


def stem(word: str) -> str:
    """Take off the commonest endings (an S-stemmer after Harman 1991, and -ed, -ing).

    >>> [stem(word) for word in ("countries", "pledged", "pledges", "voting", "skipped", "us")]
    ['country', 'pledg', 'pledg', 'vot', 'skip', 'us']
    """
    word = word.removesuffix("'s")
    for end, other in _ENDS:
        if word.endswith(end) and len(word) - len(end) >= 3 and not word.endswith(("ss", "us")):
            cut = word[: len(word) - len(end)] + other
            return (
                cut[:-1] if end in {"ing", "ed"} and _DOUBLED.search(cut) else cut.removesuffix("e")
            )
    return word.removesuffix("e") if len(word) > 4 else word
