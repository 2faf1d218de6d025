"""How well records agree with an annotation by people: figures, confusions, differences.

The figures are those of the published evaluation of Rostrum; users score their own annotated
folders the same way (``rostrum evaluate FOLDER``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from kg.building.evaluation_figures import (
    Disagreement,
    Tallies,
    given,
    matching_texts,
    paired,
)
from kg.building.evaluation_gold import (
    Aliases,
    Annotated,
    Json,
    Labels,
    load,
    load_aliases,
    names,
    projected,
)
from kg.errors import Defect, RostrumError
from kg.extracting import Extractor, Rules
from kg.iris import slug
from kg.linking import load_gazetteer
from kg.model.record import ActType
from kg.model.record_json import to_json
from kg.reading import lay_out, read_source

_ACTS = tuple(one.value for one in ActType)
_VOTE = ("procedure", "for", "against", "abstain", "against_parties", "abstain_parties")
_NONE = "-"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures by name, the confusions of act types, and every difference.

    ``figures`` holds ``p``, ``r``, ``f1`` and ``n`` or ``accuracy`` and ``n``; ``confusion``
    counts pairs of gold and found act types, "-" for none.
    """

    documents: int
    sentences: int
    missing: tuple[str, ...]
    figures: Mapping[str, Mapping[str, float]]
    confusion: Mapping[tuple[str, str], int]
    disagreements: tuple[Disagreement, ...]

    def main(self, figure: str) -> float:
        """Return the one number of a figure: its F1, its accuracy or its count of bad quotes."""
        value = self.figures[figure]
        return value.get("f1", value.get("accuracy", value.get("bad", 0.0)))


def records_of(
    folder: Path,
    extractor: Extractor | None = None,
    failed: Callable[[Path, Defect], None] | None = None,
) -> Iterator[Json]:
    """Extract the annotated documents of ``folder`` and yield their records as JSON objects.

    The rules do it unless another ``extractor`` is given. ``failed`` is told of documents on
    which a rule failed, which then have no record; without it the error is raised.
    """
    chosen = extractor or Rules()
    gazetteer = load_gazetteer()
    for name in names(folder):
        path = folder / f"{name}.txt"
        source = read_source(path.read_bytes(), name, str(path))
        try:
            record = to_json(chosen.extract(lay_out(source), gazetteer))
        except (RostrumError, MemoryError):
            raise
        except Exception as error:
            if failed is None:
                raise
            failed(path, Defect.of(error))
            continue
        yield record


def evaluate(folder: Path, records: Iterable[Json] | None = None) -> Evaluation:
    """Compare ``records`` (by default those extracted now) with the annotation in ``folder``.

    Raises:
        EnvironmentFailure: the folder holds no annotation or it cannot be read.
    """
    aliases = load_aliases(folder)
    given_records = records_of(folder) if records is None else records
    by_name = {PurePath(one["document"]["name"]).stem: one for one in given_records}
    tallies, missing, sentences = Tallies(), [], 0
    for name in names(folder):
        gold = load(folder, name, aliases)
        if name not in by_name:
            missing.append(name)
        record = by_name.get(name, {"document": {"name": name}})
        _compare(gold, projected(record, gold, aliases), aliases, tallies)
        sentences += len(gold.sentences)
    return Evaluation(
        documents=len(names(folder)),
        sentences=sentences,
        missing=tuple(missing),
        figures=_figures(tallies),
        confusion=dict(sorted(tallies.confusion.items())),
        disagreements=tuple(tallies.disagreements),
    )


def _figures(tallies: Tallies) -> dict[str, Mapping[str, float]]:
    figures: dict[str, Mapping[str, float]] = {
        name: one.value() for name, one in tallies.accuracies.items()
    }
    figures |= {name: one.value() for name, one in tallies.agreements.items()}
    present = [
        figures[f"act:{one}"]["f1"] for one in _ACTS if figures.get(f"act:{one}", {}).get("n")
    ]
    macro = sum(present) / len(present) if present else 0.0
    figures["acts-macro"] = {"f1": macro, "n": len(present)}
    figures["quotes-not-at-offsets"] = {"bad": tallies.bad_quotes, "n": tallies.quotes}
    return dict(sorted(figures.items()))


def _compare(gold: Annotated, found: Annotated, aliases: Aliases, tallies: Tallies) -> None:
    tallies.bad_quotes += found.quotes[0]
    tallies.quotes += found.quotes[1]
    by_party: tuple[dict[str, set[str]], dict[str, set[str]]] = (
        defaultdict(set),
        defaultdict(set),
    )
    for sid in gold.sentences:
        mine, theirs = gold.labels[sid], found.labels[sid]
        at = (gold.name, str(sid), gold.words(sid))
        _compare_attribution(mine, theirs, tallies, at)
        _compare_acts(mine, theirs, tallies, at)
        _compare_sets("themes", mine.themes, theirs.themes, tallies, at)
        for side, labels in zip(by_party, (mine, theirs), strict=True):
            for party in _named(labels):
                side[party] |= labels.themes
    for party in set(by_party[0]) | set(by_party[1]):
        tallies.agreement("themes-by-party").compare(by_party[0][party], by_party[1][party])
    _compare_participations(gold, found, aliases, tallies)
    _compare_outcomes(gold, found, tallies)
    _compare_instruments(gold, found, tallies)
    _compare_meeting(gold, found, tallies)


def _named(labels: Labels) -> set[str]:
    return set(labels.speaker) - {"many"}


At = tuple[str, str, str]


def _compare_attribution(mine: Labels, theirs: Labels, tallies: Tallies, at: At) -> None:
    tallies.hit("speaker", mine.speaker, theirs.speaker, at=at)
    tallies.agreement("attribution").compare(_named(mine), _named(theirs))
    if mine.speaker:
        tallies.hit("behalf", mine.behalf, theirs.behalf, at=at)
        tallies.hit("mode", mine.mode, theirs.mode, at=at)


def _compare_acts(mine: Labels, theirs: Labels, tallies: Tallies, at: At) -> None:
    _compare_sets("acts", mine.acts, theirs.acts, tallies, at)
    for one in _ACTS:
        tallies.agreement(f"act:{one}").compare(mine.acts & {one}, theirs.acts & {one})
    _confuse(mine.acts, theirs.acts, tallies)
    if "call" in mine.acts and "call" in theirs.acts:
        counts = matching_texts(mine.addressees, theirs.addressees)
        tallies.agreement("addressees").count(*counts)
        if counts[1] or counts[2]:
            tallies.differ("addressees", mine.addressees, theirs.addressees, at=at)


def _confuse(mine: frozenset[str], theirs: frozenset[str], tallies: Tallies) -> None:
    missing, spurious = sorted(mine - theirs), sorted(theirs - mine)
    pairs = [(one, one) for one in mine & theirs]
    if missing or spurious:
        pairs += [(gold, one) for gold in missing or [_NONE] for one in spurious or [_NONE]]
    for pair in pairs:
        tallies.confusion[pair] = tallies.confusion.get(pair, 0) + 1


def _compare_sets(
    figure: str, mine: frozenset[str], theirs: frozenset[str], tallies: Tallies, at: At
) -> None:
    tallies.agreement(figure).compare(mine, theirs)
    if mine != theirs:
        tallies.differ(figure, mine, theirs, at=at)


def _compare_participations(
    gold: Annotated, found: Annotated, aliases: Aliases, tallies: Tallies
) -> None:
    mine, theirs = (_participations(one.facts, aliases) for one in (gold, found))
    tallies.agreement("participations").compare(mine, theirs)
    for one in sorted(mine - theirs):
        tallies.differ("participations", one, None, at=(gold.name, "-", ""))
    for one in sorted(theirs - mine):
        tallies.differ("participations", None, one, at=(gold.name, "-", ""))


def _participations(facts: Json, aliases: Aliases) -> set[tuple[str, str, str]]:
    found = set()
    for one in given(facts, "participations"):
        behalf = one.get("behalf") or _NONE
        names_ = behalf.split("|") if isinstance(behalf, str) else list(behalf)
        groups = "|".join(sorted(aliases.canonical(name) for name in names_)) or _NONE
        found.add((aliases.canonical(one["party"]), str(one["mode"]), groups))
    return found


def _compare_outcomes(gold: Annotated, found: Annotated, tallies: Tallies) -> None:
    pairs, missing, spurious = paired(
        given(gold.facts, "outcomes"), given(found.facts, "outcomes"), "what", "kind"
    )
    tallies.agreement("outcomes").count(len(pairs), len(spurious), len(missing))
    for one, other in pairs:
        for field in _VOTE:
            at = (gold.name, field, str(one.get("what")))
            tallies.hit("vote-detail", one.get(field) or None, other.get(field) or None, at=at)
    _note_unpaired("outcomes", "what", (missing, spurious), tallies, gold.name)


def _compare_instruments(gold: Annotated, found: Annotated, tallies: Tallies) -> None:
    pairs, missing, spurious = paired(
        given(gold.facts, "instruments"), given(found.facts, "instruments"), "name"
    )
    tallies.agreement("instruments").count(len(pairs), len(spurious), len(missing))
    _note_unpaired("instruments", "name", (missing, spurious), tallies, gold.name)


def _note_unpaired(
    figure: str, name: str, rest: tuple[list[Json], list[Json]], tallies: Tallies, document: str
) -> None:
    for one in rest[0]:
        tallies.differ(figure, one.get(name), None, at=(document, str(one.get("symbol")), ""))
    for one in rest[1]:
        tallies.differ(figure, None, one.get(name), at=(document, str(one.get("symbol")), ""))


def _compare_meeting(gold: Annotated, found: Annotated, tallies: Tallies) -> None:
    mine, theirs = gold.facts["meeting"], found.facts.get("meeting") or {}
    for field in ("session", "meeting_numbers", "date"):
        if mine.get(field):
            tallies.hit("meeting", mine[field], theirs.get(field), at=(gold.name, field, ""))
    bodies = (slug(one.get("body") or "") for one in (mine, theirs))
    tallies.hit("meeting", *bodies, at=(gold.name, "body", ""))
    following = gold.facts.get("next_meeting") or {}
    if following:
        other = found.facts.get("next_meeting") or {}
        values = ((one.get("date"), one.get("time")) for one in (following, other))
        tallies.hit("next-meeting", *values, at=(gold.name, "next", ""))


Rows = tuple[tuple[str, ...], ...]


def figures_table(evaluation: Evaluation) -> Rows:
    """Return the figures as rows of cells, the first row being the header."""
    rows = [("figure", "F1", "precision", "recall", "accuracy", "n")]
    for name, value in evaluation.figures.items():
        cells = [
            f"{value[key]:.3f}" if key in value else "" for key in ("f1", "p", "r", "accuracy")
        ]
        if "bad" in value:
            cells[-1] = f"{int(value['bad'])} bad"
        rows.append((name, cells[0], cells[1], cells[2], cells[3], str(int(value["n"]))))
    return tuple(rows)


def confusion_table(evaluation: Evaluation) -> Rows:
    """Return how often each act type of the gold (rows) was found as which (columns)."""
    kinds = (*_ACTS, _NONE)
    count = evaluation.confusion
    body = ((gold, *(str(count.get((gold, found), 0)) for found in kinds)) for gold in kinds)
    return (("gold / found", *kinds), *body)


def plain_table(rows: Rows) -> str:
    """Return rows as aligned plain text.

    >>> print(plain_table((("figure", "F1"), ("acts", "0.900"))))
    figure  F1
    acts    0.900
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
