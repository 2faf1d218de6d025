"""Measure the rules for acts on annotated documents: the source of their confidence.

A rule is right where the annotators gave the sentence an act of the same type. The precision
of a rule is drawn towards that of its family (an m-estimate with the weight of twenty
sentences: of the weights tried, the best on documents left out), a family's towards one half
(Laplace), so that a rule seen once is not certain.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.extracting.acts.confidence import family
from kg.extracting.acts.finding import find
from kg.model.layout import Block, Form, Layout, Role, Sentence
from kg.model.mentions import Gazetteer
from kg.model.record import Attribution, Mode
from kg.model.source import Source, Span

PRIOR_WEIGHT = 20.0
LEAST = 0.001
"""No rule is certain, however often it was right: a confidence keeps this far from 0 and 1."""
HEADER = """\
# How often each rule for acts is right, measured on annotated coverage with the annotators' speakers.
# Made by "rostrum evaluate FOLDER --write-confidence", not by hand.
# The rules were written with these documents in view: expect less on others.
# rule: the name that acts carry; a name with * stands for the rules of its kind that were not seen.
# type: the act type. right: sentences to which the annotators gave that type. found: sentences in which the rule found it.
# confidence: right among found, drawn towards the rule's kind with the weight of twenty sentences.
"""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RuleFigure:
    """One row of the table: ``right`` of ``found`` sentences, and the smoothed precision."""

    rule: str
    type: str
    right: int
    found: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Brier scores (0 is best) of the confidences over ``acts`` acts.

    ``fitted`` scores them on the documents they were measured on, ``held_out`` on each
    document with the figures of all others; ``constant`` is one figure for all acts.
    """

    acts: int
    fitted: float
    held_out: float
    constant: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of all rules and how well they hold."""

    figures: tuple[RuleFigure, ...]
    calibration: Calibration

    def table(self) -> str:
        """Return both as a table file."""
        score = self.calibration
        return table(
            self.figures,
            f"# Brier score over {score.acts} acts (0 is best): {score.fitted:.4f} on the documents "
            f"measured, {score.held_out:.4f} on each document\n# with the figures of all others; "
            f"one figure for all acts would have {score.constant:.4f}.\n",
        )


def measure(gold_dir: Path, gazetteer: Gazetteer) -> Measured:
    """Measure every rule that fires on the documents of ``gold_dir``."""
    hits = _hits(gold_dir, gazetteer)
    figures = _figures(hit for found in hits.values() for hit in found)
    return Measured(figures, _calibration(hits, figures))


def table(figures: Iterable[RuleFigure], remark: str = "") -> str:
    """Return the figures as a table file; ``remark`` is added to its head."""
    lines = ["rule\ttype\tright\tfound\tconfidence"]
    lines += [f"{f.rule}\t{f.type}\t{f.right}\t{f.found}\t{f.confidence:.3f}" for f in figures]
    return HEADER + remark + "\n".join(lines) + "\n"


def _calibration(
    hits: Mapping[str, Sequence[tuple[Key, bool]]], figures: Iterable[RuleFigure]
) -> Calibration:
    everything = [hit for found in hits.values() for hit in found]
    fitted = _lookup(figures)
    share = sum(right for _, right in everything) / max(1, len(everything))
    held_out = 0.0
    for name, found in hits.items():
        others = _lookup(_figures(h for other in hits if other != name for h in hits[other]))
        held_out += sum((_confidence(others, key) - right) ** 2 for key, right in found)
    size = max(1, len(everything))
    return Calibration(
        acts=len(everything),
        fitted=sum((_confidence(fitted, key) - right) ** 2 for key, right in everything) / size,
        held_out=held_out / size,
        constant=sum((share - right) ** 2 for _, right in everything) / size,
    )


def _hits(gold_dir: Path, gazetteer: Gazetteer) -> dict[str, list[tuple[Key, bool]]]:
    """Return, per document, each rule and type found in a sentence and whether it is right."""
    found: dict[str, list[tuple[Key, bool]]] = {}
    for path in sorted(gold_dir.glob("*.ann.tsv")):
        name = path.name.removesuffix(".ann.tsv")
        annotated = _rows(path)
        layout = _layout(gold_dir, name)
        mentions = gazetteer.mentions(layout.plain)
        acts = find(layout, mentions, tuple(map(_attribution, annotated)), gazetteer)
        seen = {(act.sentence, act.rule, act.type.value) for act in acts}
        found[name] = [
            ((rule, type_), type_ in annotated[sentence]["acts"].split(","))
            for sentence, rule, type_ in sorted(seen)
        ]
    return found


def _figures(hits: Iterable[tuple[Key, bool]]) -> tuple[RuleFigure, ...]:
    right: Counter[Key] = Counter()
    found: Counter[Key] = Counter()
    for (rule, type_), correct in hits:
        for name in (rule, family(rule), "*"):
            found[name, type_] += 1
            right[name, type_] += correct
    return tuple(
        RuleFigure(rule, type_, right[rule, type_], number, _smooth(right, found, (rule, type_)))
        for (rule, type_), number in sorted(found.items())
    )


def _smooth(right: Counter[Key], found: Counter[Key], key: Key) -> float:
    rule, type_ = key
    if rule.endswith("*"):
        smoothed = (right[key] + 1) / (found[key] + 2)
    else:
        prior = _smooth(right, found, (family(rule), type_))
        smoothed = (right[key] + PRIOR_WEIGHT * prior) / (found[key] + PRIOR_WEIGHT)
    return min(max(smoothed, LEAST), 1 - LEAST)


def _lookup(figures: Iterable[RuleFigure]) -> dict[Key, float]:
    return {(figure.rule, figure.type): figure.confidence for figure in figures}


def _confidence(known: dict[Key, float], key: Key) -> float:
    rule, type_ = key
    for name in (rule, family(rule), "*"):
        if (name, type_) in known:
            return known[name, type_]
    return 0.5


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _attribution(row: dict[str, str]) -> Attribution:
    return Attribution(
        speakers=tuple(_parts(row["speaker"])),
        behalf=tuple(_parts(row["behalf"])),
        mode=Mode(row["mode"]),
        rule="annotated",
    )


def _parts(cell: str) -> Iterator[str]:
    return (part for part in cell.split("|") if part not in ("", "-"))


def _layout(folder: Path, name: str) -> Layout:
    """Build the layout of an annotated document from its sentence table."""
    path = folder / f"{name}.txt"
    raw = path.read_bytes()
    text = raw.decode("utf-8").replace("\r\n", "\n")
    spans = [Span(int(row["start"]), int(row["end"])) for row in _rows(folder / f"{name}.sent.tsv")]
    return Layout(
        source=Source(name, text, hashlib.sha256(raw).hexdigest(), str(path)),
        plain=text.replace("\n", " "),
        form=Form.COVERAGE,
        confidence=1.0,
        blocks=(Block(Span(0, len(text)), Role.PARAGRAPH),),
        sentences=tuple(Sentence(span, 0) for span in spans),
    )
