"""The dataset that a query names itself: ``FROM`` and ``FROM NAMED``.

The engine unites several ``FROM`` graphs as lists, so that a triple of two graphs counts
twice; SPARQL 1.1 (13.2.1) merges them. So the clauses are read and blanked here, and the
graphs given beside the query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.mapping.terms import iri_text

_TOKEN = re.compile(
    r"(?P<skip>#[^\n]*"
    r'|"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*')"
    r"|(?P<iri><[^<>\"{}|^`\x00-\x20]*>)"
    r"|(?P<open>[({\[])|(?P<close>[)}\]])"
    r"|(?P<word>[@?$]?[\w.%\\-]*:?[\w:.%\\-]+|[\w.-]*:)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The IRIs of default graphs, which are merged, and of named graphs."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether each graph could be read."""
        return "" not in self.default and "" not in self.named


def clauses(query: str) -> tuple[str, Dataset | None]:
    """Return a query with blanks where its dataset clauses were, and what they said.

    Raises:
        SyntaxError: several graphs are to be merged, and one is not named by a whole IRI.

    >>> clauses("ASK FROM <urn:a> FROM NAMED <urn:b> {}")
    ('ASK                                 {}', Dataset(default=('urn:a',), named=('urn:b',)))
    >>> clauses("SELECT ?from { ?from :from 'FROM <urn:a>' }")[1]
    """
    if "from" not in query.lower():
        return query, None
    found = _found(query)
    if not found:
        return query, None
    names: dict[bool, list[str]] = {False: [], True: []}
    text = query
    for clause in found:
        names[clause.named].append(clause.iri)
        blank = "".join(char if char == "\n" else " " for char in query[clause.start : clause.end])
        text = text[: clause.start] + blank + text[clause.end :]
    default, named = (tuple(dict.fromkeys(names[kind])) for kind in (False, True))
    dataset = Dataset(default, named)
    if len(names[False]) > 1 and not dataset.whole:
        raise SyntaxError("of several FROM graphs each must be named by a whole IRI, no escapes")
    return text, dataset


@dataclass(frozen=True, slots=True)
class _Clause:
    """One clause and where it stands; ``iri`` is empty if it cannot be read here."""

    iri: str
    named: bool
    start: int
    end: int


def _found(query: str) -> list[_Clause]:
    tokens = _outermost(query)
    prefixes = _prefixes(tokens)
    found = []
    for position, token in enumerate(tokens):
        if token["word"] is None or token["word"].lower() != "from":
            continue
        rest = tokens[position + 1 : position + 3]
        named = bool(rest) and (rest[0]["word"] or "").lower() == "named"
        if len(rest) > named:
            name = rest[named]
            found.append(_Clause(_iri(name, prefixes), named, token.start(), name.end()))
    return found


def _outermost(query: str) -> list[re.Match[str]]:
    """Return the tokens outside of all brackets: dataset clauses stand nowhere else."""
    depth, found = 0, []
    for token in _TOKEN.finditer(query):
        if token["open"]:
            depth += 1
        elif token["close"]:
            depth -= 1
        elif depth == 0 and not token["skip"]:
            found.append(token)
    return found


def _prefixes(tokens: list[re.Match[str]]) -> dict[str, str]:
    found = {}
    for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (word["word"] or "").lower() == "prefix" and name["word"] and iri["iri"]:
            found[name["word"]] = iri["iri"][1:-1]
    return found


def _iri(token: re.Match[str], prefixes: dict[str, str]) -> str:
    prefix, colon, local = (token["word"] or "").partition(":")
    found = token["iri"][1:-1] if token["iri"] else prefixes.get(prefix + colon, "") + local
    try:
        iri_text(found)
    except ValueError:
        return ""
    return "" if "\\" in found else found
