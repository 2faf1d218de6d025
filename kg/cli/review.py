"""``rostrum review``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from kg.asking import ask
from kg.building.corrections import HEAD, UNDECIDED, corrections, rows
from kg.cli import options, tables
from kg.model.correction import Correction
from kg.model.record import ActType
from kg.model.source import Span
from kg.model.table import Table, Value
from kg.storing.querying import opened

_WEIGHT = {"commitment": 3.0, "action": 2.5, "position": 2.0, "call": 1.5, "claim": 1.0}
_SHOWN = ("kind", "confidence", "actor", "type", "words", "name", "from", "sentence")
Row = Mapping[str, Value | None]


@click.command()
@click.option("--below", default="0.8", show_default=True, help="Only acts less sure than this.")
@click.option("--document", help="Only this document: its symbol or name.")
@click.option("--party", help="Only acts of this actor, as the table names it.")
@click.option(
    "--type",
    "type_",
    type=click.Choice([one.value for one in ActType]),
    help="Only acts of this type.",
)
@click.option("--limit", type=click.IntRange(min=1), default=30, show_default=True)
@click.option(
    "--format", "form", type=click.Choice(tables.FORMATS), default="table", show_default=True
)
@click.option(
    "--write",
    "overlay",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Append lines to this overlay of corrections, their new value still open.",
)
@click.option("--who", default=lambda: os.environ.get("USER", "unnamed"), help="Who reviews.")
@click.option(
    "--check",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Only say whether an overlay can be read.",
)
@options.store
@options.base
@options.limits
def review(
    store: Path, base: str, form: str, overlay: Path | None, check: Path | None, **chosen: object
) -> int:
    r"""List the acts that a person should judge: unsure ones, and two acts on the same words.

    What matters most comes first: the less sure, and a commitment before a claim. --write
    appends them as lines whose new value is "?"; put the right type there (or nothing, to take
    the act out; or the same, to confirm it) and build with --corrections.

    \b
    rostrum review --type commitment
    rostrum review --document GA/12388 --write corrections.tsv --who "A. Analyst"
    rostrum build DOCUMENTS --corrections corrections.tsv
    """
    if check is not None:
        click.echo(f"{len(corrections(check))} corrections, every line is right")
        return 0
    below, document = str(chosen["below"]), chosen["document"]
    given = {"below": [below]} | ({"document": [str(document)]} if document else {})
    with opened(store, options.limited(chosen)) as engine:
        found = ask(engine, "acts-for-a-person-to-judge", given, options.settings(base).base)
    kept = _kept(found, chosen)
    tables.show(_shown(found, kept), form, base)
    if overlay is not None:
        count = _append(overlay, [found.records()[n] for n in kept], str(chosen["who"]))
        click.echo(f"{count} lines appended to {overlay}", err=True)
    return 0


def _kept(found: Table, chosen: Mapping[str, object]) -> list[int]:
    """Return the numbers of the rows to show, what matters most first."""
    wanted = {"actor": chosen["party"], "type": chosen["type_"]}
    records = found.records()
    kept = [
        number
        for number, row in enumerate(records)
        if all(value is None or row[name] == value for name, value in wanted.items())
    ]
    kept.sort(key=lambda number: -_matter(records[number]))
    return kept[: int(str(chosen["limit"]))]


def _matter(row: Row) -> float:
    doubt = 1.0 - float(str(row["confidence"]))
    if row["kind"] == "conflicting":
        doubt = max(doubt, 0.5)
    return doubt * _WEIGHT.get(str(row["type"]), 1.0)


def _shown(found: Table, kept: Iterable[int]) -> Table:
    at = [found.columns.index(name) for name in _SHOWN]
    return Table(_SHOWN, tuple(tuple(found.rows[number][i] for i in at) for number in kept))


def _append(overlay: Path, found: Iterable[Row], who: str) -> int:
    """Append the rows that the overlay has not yet; it is replaced whole or not at all."""
    before = overlay.read_text(encoding="utf-8") if overlay.exists() else HEAD
    known = {"\t".join(line.split("\t")[:4]) for line in before.splitlines()}
    lines = list(rows(tuple(_line(row, who) for row in found)))
    new = [line for line in dict.fromkeys(lines) if "\t".join(line.split("\t")[:4]) not in known]
    beside = overlay.with_name(overlay.name + ".part")
    beside.write_text(before + "".join(new), encoding="utf-8")
    beside.replace(overlay)
    return len(new)


def _line(row: Row, who: str) -> Correction:
    place = Span(int(str(row["from"])), int(str(row["to"])))
    said = f"{row['kind']}: rule {row['rule']}"
    kind = str(row["type"])
    return Correction(str(row["name"]), place, str(row["words"]), "act", kind, UNDECIDED, who, said)
