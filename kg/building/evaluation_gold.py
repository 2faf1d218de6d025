"""Annotated documents as they stand in a folder: NAME.txt, .sent.tsv, .ann.tsv, .doc.json."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.building import evaluation_checks as checks
from kg.errors import EnvironmentFailure
from kg.iris import slug
from kg.model.source import Span

Json = Mapping[str, Any]
_STATE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Labels:
    """What one sentence carries, in the gold or projected from a record."""

    speaker: frozenset[str] = frozenset()
    behalf: frozenset[str] = frozenset()
    mode: str | None = None
    acts: frozenset[str] = frozenset()
    addressees: tuple[str, ...] = ()
    themes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with its labels by sentence number and the facts of the whole document."""

    name: str
    text: str
    sentences: Mapping[int, Span]
    labels: Mapping[int, Labels]
    facts: Json
    quotes: tuple[int, int] = (0, 0)

    def words(self, sid: int) -> str:
        """Return the text of a sentence."""
        span = self.sentences[sid]
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Aliases:
    """Spellings of one party that count as equal (``aliases.json`` of the gold folder).

    >>> names = Aliases({"org:eu": "org:european-union"})
    >>> names.canonical("org:EU"), names.canonical("SVK"), names.canonical("many")
    ('org:european-union', 'SVK', 'many')
    """

    table: Mapping[str, str] = field(default_factory=dict)

    def canonical(self, name: str) -> str:
        """Return the spelling that stands for ``name``."""
        plain = name.strip()
        if _STATE.fullmatch(plain) or plain in ("-", "many", "chair"):
            return plain
        kind, _, rest = plain.partition(":")
        key = f"{kind}:{slug(rest)}" if rest else slug(plain)
        return self.table.get(key, key)


def names(folder: Path) -> list[str]:
    """Return the names of the annotated documents in ``folder``, sorted.

    Raises:
        EnvironmentFailure: the folder holds no annotation.
    """
    found = sorted(path.name.removesuffix(".ann.tsv") for path in folder.glob("*.ann.tsv"))
    if not found:
        raise EnvironmentFailure(f"{folder}: no annotated document (NAME.ann.tsv) is here")
    return found


def load_aliases(folder: Path) -> Aliases:
    """Read ``aliases.json`` if the folder has one."""
    path = folder / "aliases.json"
    return Aliases(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Aliases()


def load(folder: Path, name: str, aliases: Aliases) -> Annotated:
    """Read one annotated document.

    Raises:
        EnvironmentFailure: one of its four files is missing or cannot be read.
        DataError: a column is missing, a label unknown, or offsets do not fit the text.
    """
    try:
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        sentences = _sentences(folder / f"{name}.sent.tsv", text)
        labels = _annotation(folder / f"{name}.ann.tsv", sentences, aliases)
        facts = checks.facts(folder / f"{name}.doc.json")
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentFailure(
            f"{folder / name}: the annotation cannot be read: {error}"
        ) from error
    return Annotated(name, text, sentences, labels, facts)


def _sentences(path: Path, text: str) -> dict[int, Span]:
    found: dict[int, Span] = {}
    for row in checks.rows(path, checks.SENTENCE_COLUMNS):
        span = checks.span(row, text)
        found[checks.new(row, found)] = span
    return found


def _annotation(path: Path, sentences: Mapping[int, Span], aliases: Aliases) -> dict[int, Labels]:
    known = checks.themes(path.parent)
    found: dict[int, Labels] = {}
    for row in checks.rows(path, checks.LABEL_COLUMNS):
        labels = _labels(row.cells, aliases)
        checks.known(row, "act", labels.acts, checks.ACTS)
        checks.known(row, "mode", {labels.mode or ""}, checks.MODES)
        checks.known(row, "theme", labels.themes, known)
        found[checks.new(row, found)] = labels
    checks.same_sentences(path, sentences, found)
    return found


def _labels(row: Mapping[str, str], aliases: Aliases) -> Labels:
    return Labels(
        speaker=frozenset(map(aliases.canonical, _split(row["speaker"], "|"))),
        behalf=frozenset(map(aliases.canonical, _split(row["behalf"], "|"))),
        mode=row["mode"].strip(),
        acts=frozenset(_split(row["acts"], ",")),
        addressees=tuple(slug(one) for one in _split(row["addressees"], ";")),
        themes=frozenset(_split(row["themes"], ",")),
    )


def _split(cell: str | None, mark: str) -> list[str]:
    return [
        one for one in (part.strip() for part in (cell or "").split(mark)) if one not in ("", "-")
    ]


def projected(record: Json, gold: Annotated, aliases: Aliases) -> Annotated:
    """Return a record's sentences and acts as labels of the gold's sentences.

    A stretch belongs to every sentence with which it shares more than half of the shorter of
    the two. Quotes that do not stand at their offsets are counted.
    """
    acts = record.get("acts") or []
    bad = sum(gold.text[act["start"] : act["end"]] != act["quote"] for act in acts)
    labels = {sid: _projected_labels(record, span, aliases) for sid, span in gold.sentences.items()}
    return Annotated(gold.name, gold.text, gold.sentences, labels, record, (bad, len(acts)))


def _projected_labels(record: Json, span: Span, aliases: Aliases) -> Labels:
    said = [one for one in record.get("sentences") or [] if _belongs(one, span)]
    acts = [one for one in record.get("acts") or [] if _belongs(one, span)]
    return Labels(
        speaker=frozenset(aliases.canonical(x) for one in said for x in one.get("speakers", [])),
        behalf=frozenset(aliases.canonical(x) for one in said for x in one.get("behalf", [])),
        mode=next((one["mode"] for one in said if one.get("mode")), None),
        acts=frozenset(one["type"] for one in acts),
        addressees=tuple(slug(x) for one in acts for x in one.get("addressees", [])),
        themes=frozenset(x for one in said for x in one.get("themes", [])),
    )


def _belongs(one: Json, span: Span) -> bool:
    start, end = one["start"], one["end"]
    shared = min(span.end, end) - max(span.start, start)
    return bool(shared > 0.5 * min(span.end - span.start, end - start))
