"""Mappings to other vocabularies: the SSSOM files of ``ontology/links`` as typed rows.

Every file names its prefixes in a ``curie_map`` header. A mapping relates one thing of ours to
one of theirs by a ``skos`` mapping property, with a justification (``semapv``) and a confidence
from 0 to 1. Identifiers of vocabularies that we know are checked for their form.

Source: SSSOM, https://mapping-commons.github.io/sssom/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import EnvironmentFailure
from kg.resources import path

FOLDER = "ontology/links"
PREDICATES = frozenset(
    f"skos:{name}Match" for name in ("exact", "close", "broad", "narrow", "related")
)
JUSTIFICATIONS = frozenset(
    f"semapv:{name}"
    for name in (
        "ManualMappingCuration",
        "MappingChaining",
        "LexicalMatching",
        "DatabaseCrossReference",
        "MappingReview",
        "LogicalReasoning",
        "SemanticSimilarityThresholdMatching",
        "UnspecifiedMatching",
    )
)
FORMS = {
    "http://www.wikidata.org/entity/": re.compile(r"Q[1-9]\d*"),
    "https://sws.geonames.org/": re.compile(r"[1-9]\d*/?"),
    "http://sws.geonames.org/": re.compile(r"[1-9]\d*/?"),
    "http://publications.europa.eu/resource/authority/country/": re.compile(r"[A-Z]{3}|1A0"),
    "http://metadata.un.org/thesaurus/": re.compile(r"\d{6,7}"),
    "http://metadata.un.org/sdg/": re.compile(r"(?:[1-9]|1[0-7])(?:\.(?:[1-9]\d?|[a-d]))?|C\d{6}"),
    "http://eurovoc.europa.eu/": re.compile(r"\d{1,6}|c_[0-9a-f]{8}"),
    "http://id.loc.gov/authorities/subjects/": re.compile(r"sh\d{8,10}"),
}
_COLUMNS = (
    "subject_id",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "confidence",
)
_CONFIDENCE = re.compile(r"0(?:\.\d{1,3})?|1(?:\.0{1,3})?")


@dataclass(frozen=True, slots=True)
class Mapping:
    """One mapping; ids are CURIEs, ``*_iri`` the same in full; ``where`` is ``file:line``."""

    set_id: str
    subject: str
    predicate: str
    object: str
    subject_iri: str
    object_iri: str
    object_label: str
    justification: str
    confidence: float
    where: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one line of a mapping file."""

    where: str
    message: str


@cache
def mappings() -> tuple[Mapping, ...]:
    """Return the mappings of all files, in the order of file names and lines.

    Raises:
        EnvironmentFailure: a file is malformed or an identifier has the wrong form; the
            message names the first such line.

    >>> {m.predicate for m in mappings()} <= PREDICATES
    True
    """
    found: list[Mapping] = []
    for file in sorted(path(FOLDER).glob("*.sssom.tsv")):
        for row in read(file):
            if isinstance(row, Fault):
                raise EnvironmentFailure(f"{row.where}: {row.message}")
            found.append(row)
    return tuple(found)


def read(file: Path) -> Iterator[Mapping | Fault]:
    """Yield the mappings of one file, and for each bad line what is wrong with it."""
    lines = file.read_text(encoding="utf-8").split("\n")
    prefixes, set_id = _header(lines)
    columns: list[str] = []
    for number, line in enumerate(lines, 1):
        where = f"{file}:{number}"
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
            missing = [column for column in _COLUMNS if column not in columns]
            if missing:
                yield Fault(where, f"columns missing: {', '.join(missing)}")
                return
        elif len(cells) != len(columns):
            yield Fault(where, f"{len(cells)} cells where the header names {len(columns)}")
        else:
            row = dict(zip(columns, cells, strict=True))
            message = _wrong(row, prefixes)
            yield Fault(where, message) if message else _mapping(row, prefixes, set_id, where)


def _header(lines: list[str]) -> tuple[dict[str, str], str]:
    prefixes: dict[str, str] = {}
    set_id = ""
    inside = False
    for line in lines:
        if not line.startswith("#"):
            break
        key, _, value = line[1:].partition(":")
        if key.startswith(" ") and inside:
            prefixes[key.strip()] = value.strip()
            continue
        inside = key.strip() == "curie_map"
        if key.strip() == "mapping_set_id":
            set_id = value.strip()
    return prefixes, set_id


def _wrong(row: dict[str, str], prefixes: dict[str, str]) -> str | None:
    """Return what is wrong with a row, or ``None``."""
    if row["predicate_id"] not in PREDICATES:
        return f"{row['predicate_id']!r} is no skos mapping property"
    if row["mapping_justification"] not in JUSTIFICATIONS:
        return f"{row['mapping_justification']!r} is no justification of semapv"
    if not _CONFIDENCE.fullmatch(row["confidence"]):
        return f"confidence {row['confidence']!r} is no number from 0 to 1"
    for column in ("subject_id", "object_id"):
        prefix, colon, local = row[column].partition(":")
        if not colon or prefix not in prefixes:
            return f"{column} {row[column]!r} has no prefix of the curie_map"
        form = FORMS.get(prefixes[prefix])
        if not local or (form is not None and not form.fullmatch(local)):
            return f"{column} {row[column]!r} has not the form of an identifier of {prefix}"
    return None


def _mapping(row: dict[str, str], prefixes: dict[str, str], set_id: str, where: str) -> Mapping:
    return Mapping(
        set_id,
        row["subject_id"],
        row["predicate_id"],
        row["object_id"],
        _expanded(row["subject_id"], prefixes),
        _expanded(row["object_id"], prefixes),
        row.get("object_label", ""),
        row["mapping_justification"],
        float(row["confidence"]),
        where,
    )


def _expanded(curie: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = curie.partition(":")
    return prefixes[prefix] + local
