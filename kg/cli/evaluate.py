"""``rostrum evaluate``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.building.evaluation import confusion_table, figures_table, plain_table
from kg.building.evaluation import evaluate as score


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--errors", type=click.Path(path_type=Path), help="Write every difference, one a line."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(folder: Path, errors: Path | None, as_json: bool) -> int:
    """Score the extraction on annotated documents (NAME.txt, .sent.tsv, .ann.tsv, .doc.json).

    Prints precision, recall and F1 of every figure and a table of confused act types.
    """
    evaluation = score(folder)
    if errors is not None:
        lines = "".join(f"{line}\n" for line in map(str, evaluation.disagreements))
        errors.write_text(lines, encoding="utf-8")
    if as_json:
        click.echo(json.dumps(evaluation.figures, indent=1))
        return 0
    click.echo(f"{evaluation.documents} documents, {evaluation.sentences} sentences")
    click.echo(plain_table(figures_table(evaluation)))
    click.echo("\nact types: rows as annotated, columns as found")
    click.echo(plain_table(confusion_table(evaluation)))
    return 0
