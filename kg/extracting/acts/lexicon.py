"""The tables of verbs, nouns and phrases that show acts, loaded once and indexed by form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache

from kg.extracting.acts import inflection, tokens
from kg.resources import rows, values

_FOLDER = "ontology/lexicons/"


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of the verb table: a complement, words of its object, and the acts."""

    verb: str
    complements: tuple[str, ...]
    objects: frozenset[str]
    types: tuple[str, ...]
    nouns: bool


@dataclass(frozen=True, slots=True)
class VerbForm:
    """What an inflected form may be: ``kinds`` of base, third, past, participle, ing."""

    verb: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase: its ``rule``, what may follow the word that opens it, place by place, its act."""

    rule: str
    rest: tuple[Set[str], ...]
    type: str
    subject: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables of acts; see the heads of the files for what they mean."""

    forms: Mapping[str, VerbForm]
    frames: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[str, str]]
    conduct: Mapping[str, VerbForm]
    conduct_kinds: Mapping[str, str]
    phrases: Mapping[str, Mapping[str, tuple[Phrase, ...]]]
    subjects: Mapping[str, frozenset[str]]
    kinds: Mapping[str, frozenset[str]]

    def is_kind(self, word: str, kind: str) -> bool:
        """Whether ``act-subjects.tsv`` lists ``word`` as ``kind``."""
        return word in self.kinds[kind]

    def names_kind(self, phrase: Iterable[str], kind: str) -> bool:
        """Whether any word of ``phrase`` is listed as ``kind``."""
        return not self.kinds[kind].isdisjoint(phrase)


def _frames() -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = defaultdict(list)
    for row in rows(_FOLDER + "act-verbs.tsv"):
        nouns = row["object"] == "@nouns"
        found[row["verb"]].append(
            Frame(
                row["verb"],
                values(row["complement"]),
                frozenset(() if nouns else values(row["object"])),
                () if nouns else values(row["type"]),
                nouns,
            )
        )
    return {verb: tuple(frames) for verb, frames in found.items()}


def _forms(verbs: Mapping[str, object]) -> dict[str, VerbForm]:
    found: dict[str, VerbForm] = {}
    for verb in verbs:
        for form, kinds in inflection.forms(verb).items():
            known = found.get(form)
            found[form] = VerbForm(verb, kinds | (known.kinds if known else frozenset()))
    return found


OPENERS: dict[str, frozenset[str]] = {
    "be": tokens.BE | {"remain", "remains", "remained"} | {"isn't", "aren't", "wasn't", "weren't"},
    "have": tokens.HAVE,
    "do": tokens.DO,
}


def _phrases() -> dict[str, dict[str, tuple[Phrase, ...]]]:
    found: dict[str, dict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(_FOLDER + "act-phrases.tsv"):
        rule = f"phrase:{row['phrase'].replace(' ', '-')}"
        first, *rest = row["phrase"].split()
        for opener in OPENERS.get(first, (first,)):
            following = tuple(OPENERS.get(word, frozenset({word})) for word in rest)
            phrase = Phrase(rule, following, row["type"], row["subject"])
            for second in OPENERS.get(rest[0], (rest[0],)) if rest else ("",):
                found[opener][second].append(phrase)
    return {
        first: {
            second: tuple(sorted(phrases, key=lambda p: -len(p.rest)))
            for second, phrases in seconds.items()
        }
        for first, seconds in found.items()
    }


@cache
def lexicon() -> Lexicon:
    """Return the tables, loaded on first use.

    >>> lex = lexicon()
    >>> lex.forms["urging"].verb, lex.conduct_kinds["ratify"], lex.is_kind("delegate", "role")
    ('urge', 'deed', True)
    """
    frames = _frames()
    kinds = {row["verb"]: row["kind"] for row in rows(_FOLDER + "act-conduct.tsv")}
    subjects: dict[str, set[str]] = defaultdict(set)
    listed: dict[str, set[str]] = defaultdict(set)
    for row in rows(_FOLDER + "act-subjects.tsv"):
        subjects[row["word"]].add(row["kind"])
        listed[row["kind"]].add(row["word"])
    return Lexicon(
        forms=_forms(frames),
        frames=frames,
        nouns={row["noun"]: (row["type"], row["verbs"]) for row in rows(_FOLDER + "act-nouns.tsv")},
        conduct=_forms(kinds),
        conduct_kinds=kinds,
        phrases=_phrases(),
        subjects={word: frozenset(found) for word, found in subjects.items()},
        kinds={kind: frozenset(found) for kind, found in listed.items()},
    )
