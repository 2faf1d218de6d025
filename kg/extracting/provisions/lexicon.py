"""The verbs with which paragraphs begin, in every form that they take, and what they do."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from kg.extracting.acts.inflection import forms
from kg.resources import rows, values

TABLE = "ontology/lexicons/operative-verbs.tsv"
_OTHER_VERBS = ("ontology/lexicons/act-verbs.tsv", "ontology/lexicons/act-conduct.tsv")
_WINDOW = 110


@dataclass(frozen=True, slots=True)
class Opener:
    """A verb or adjective that opens paragraphs; ``type`` where no complement decides."""

    lemma: str
    adjective: bool
    type: str | None
    complements: tuple[tuple[re.Pattern[str], str], ...] = ()
    phrases: tuple[tuple[re.Pattern[str], str, str], ...] = ()

    def read(self, rest: str) -> tuple[str, str | None, int, int]:
        """Return the verb with its particle, its type, and how much of ``rest`` tells each.

        >>> load().third["takes"].read(" further note with deep concern of the report;")
        ('take note', 'concern', 13, 31)
        >>> load().third["expresses"].read(" its deep concern at hunger")[:2]
        ('express concern', 'concern')
        """
        type_, told = self.type_before(rest)
        for pattern, phrase, phrase_type in self.phrases:
            if match := pattern.match(rest):
                return phrase, type_ if told else phrase_type, match.end(), max(told, match.end())
        if self.lemma == "express" and told:
            return f"express {rest[:told].rsplit(maxsplit=1)[-1].lower()}", type_, 0, told
        return self.lemma, type_, 0, told

    def type_before(self, rest: str) -> tuple[str | None, int]:
        """Return the type and how much of ``rest`` tells it: the earliest complement's end."""
        clause = re.split(r"[;:]|, (?:and|as well as|while|which|that)\b| that ", rest[:_WINDOW])[0]
        found = [
            (match.start(), type_, match.end())
            for pattern, type_ in self.complements
            if (match := pattern.search(clause))
        ]
        if not found:
            return self.type, 0
        _, type_, end = min(found)
        return type_, end


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Openers by the forms that a resolution and a "we" use.

    ``third`` and ``ing`` govern a paragraph by themselves, ``base`` follows "we" or stands as
    an order; ``alone`` are adjectives; ``other`` leads forms of further verbs to lemmas, which
    ``bases`` holds; ``adverbs`` may stand before any of them.
    """

    third: dict[str, Opener]
    base: dict[str, Opener]
    ing: dict[str, Opener]
    participle: dict[str, Opener]
    alone: dict[str, Opener]
    other: dict[str, str]
    bases: frozenset[str]
    adverbs: frozenset[str]


@cache
def load() -> Lexicon:
    """Read the table of opening verbs.

    >>> lexicon = load()
    >>> lexicon.third["urges"].lemma, lexicon.third["expresses"].type_before(" its deep concern at")[0]
    ('urge', 'concern')
    >>> lexicon.alone["concerned"].type
    'concern'
    """
    gathered = _gathered()
    other = _other_verbs()
    bases = frozenset(other.values())
    adverbs = frozenset(row["verb"] for row in rows(TABLE) if row["class"] == "adverb")
    lexicon = Lexicon({}, {}, {}, {}, {}, other, bases, adverbs)
    phrases = _phrases()
    for (lemma, adjective), types in gathered.items():
        type_ = types.pop("", None)
        opener = Opener(lemma, adjective, type_, _patterns(types), tuple(phrases[lemma]))
        if adjective:
            lexicon.alone[lemma] = opener
            continue
        for form, kinds in forms(lemma).items():
            for kind in kinds & {"third", "base", "ing", "participle"}:
                getattr(lexicon, kind).setdefault(form, opener)
    return lexicon


def _gathered() -> dict[tuple[str, bool], dict[str, str]]:
    """Lead from verbs and adjectives to the types of their complements."""
    gathered: dict[tuple[str, bool], dict[str, str]] = defaultdict(dict)
    for row in rows(TABLE):
        if row["class"] in ("verb", "adjective"):
            for complement in values(row["complement"]) or ("",):
                key = (row["verb"], row["class"] == "adjective")
                gathered[key].setdefault(complement, row["type"])
    return gathered


def _phrases() -> dict[str, list[tuple[re.Pattern[str], str, str]]]:
    found: dict[str, list[tuple[re.Pattern[str], str, str]]] = defaultdict(list)
    for row in rows(TABLE):
        if row["class"] == "phrase":
            verb = row["verb"]
            found[verb.split(maxsplit=1)[0]].append((_phrase(verb), verb, row["type"]))
    return found


def _phrase(phrase: str) -> re.Pattern[str]:
    """Match what follows the verb: "upon" in "calls once again, in this regard, upon"."""
    rest = r"\s+".join(map(re.escape, phrase.split()[1:]))
    return re.compile(rf"(?:\s+\w+){{0,3}}?(?:,[^,;:]{{2,90}},)?\s+{rest}\b")


def _patterns(types: dict[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    by_type: dict[str, list[str]] = defaultdict(list)
    for complement, type_ in types.items():
        words = re.escape(complement).replace(r"\ \~\ ", r" (?:[\w-]+,? ){0,3}?")
        by_type[type_].append(words.replace("its ", "(?:its|our|their) ", 1))
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE), type_)
        for type_, words in by_type.items()
    )


def _other_verbs() -> dict[str, str]:
    """Lead from the forms in -s and -ing of further verbs to their base form."""
    found: dict[str, str] = {}
    for table in _OTHER_VERBS:
        for row in rows(table):
            verb = row["verb"].split()[0] if row.get("verb") else ""
            if verb.isalpha():
                for form, kinds in forms(verb).items():
                    if kinds & {"third", "ing"}:
                        found.setdefault(form, verb)
    return found
