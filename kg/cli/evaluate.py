"""``rostrum evaluate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import options
from kg.errors import Defect, EnvironmentFailure, UsageError
from kg.files import write_whole
from kg.settings import DEFAULT_BASE

if TYPE_CHECKING:
    from kg.building.evaluation import Evaluation

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--errors", type=_FILE, help="Write every difference, one a line.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--write-confidence",
    is_flag=True,
    help="Measure every rule for acts on FOLDER and write the table of their confidence.",
)
@click.option(
    "--write-floor",
    type=_FILE,
    help="Raise the figures in this file to those reached, less 0.02; none is lowered.",
)
@click.option("--force", is_flag=True, help="Let --write-floor lower figures too.")
@options.extractor
def evaluate(folder: Path, as_json: bool, **how: Any) -> int:
    """Score the extraction on annotated documents (NAME.txt, .sent.tsv, .ann.tsv, .doc.json).

    Prints precision, recall and F1 of every figure and a table of confused act types.
    """
    from kg.building.documents import extractor
    from kg.building.evaluation import evaluate as score
    from kg.building.evaluation import records_of

    _check(how)
    defects: list[Path] = []

    def failed(path: Path, defect: Defect) -> None:
        defects.append(path)
        click.echo(f"failed    {path}: {defect}", err=True)

    chosen = extractor(options.settings(DEFAULT_BASE, how))
    evaluation = score(folder, records_of(folder, chosen, failed))
    if how["errors"] is not None:
        _write(how["errors"], "".join(f"{one.line()}\n" for one in evaluation.disagreements))
    if as_json:
        click.echo(json.dumps(evaluation.figures, indent=1))
    else:
        _print(evaluation)
    if defects:
        return 1  # figures that lack a document are written nowhere
    if how["write_confidence"]:
        _write_confidence(folder)
    if how["write_floor"] is not None:
        _write_floor(how["write_floor"], evaluation, force=how["force"])
    return 0


def _check(how: dict[str, Any]) -> None:
    if how["force"] and how["write_floor"] is None:
        raise UsageError("--force says how --write-floor writes; give both")
    if how["write_confidence"] and how["extractor"] != "rules":
        raise UsageError("--write-confidence measures the rules; leave out --extractor")


def _print(evaluation: Evaluation) -> None:
    from kg.building.evaluation import confusion_table, figures_table, plain_table

    click.echo(f"{evaluation.documents} documents, {evaluation.sentences} sentences")
    click.echo(plain_table(figures_table(evaluation)))
    click.echo("\nact types: rows as annotated, columns as found")
    click.echo(plain_table(confusion_table(evaluation)))


def _write_confidence(folder: Path) -> None:
    from kg import resources
    from kg.extracting.acts.confidence import TABLE
    from kg.extracting.acts.measuring import measure
    from kg.linking import load_gazetteer

    measured = measure(folder, load_gazetteer())
    _write(resources.path(TABLE), measured.table())
    score = measured.calibration
    click.echo(
        f"confidence of {len(measured.figures)} rules from {score.acts} acts; Brier score "
        f"{score.fitted:.3f}, on documents left out {score.held_out:.3f}",
        err=True,
    )


def _write_floor(path: Path, evaluation: Evaluation, *, force: bool) -> None:
    from kg.building.evaluation_floor import read_floor

    floor = read_floor(path)
    for name, (reached, least) in floor.fallen(evaluation).items():
        what = "lowered" if force else "kept"
        click.echo(f"{name}: {reached:.3f} is below its floor {least}, which is {what}", err=True)
    _write(path, floor.raised(evaluation, force=force).text())


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        write_whole(path, text.encode(), mode)
    except OSError as error:
        raise EnvironmentFailure(f"{path}: cannot be written ({error.strerror})") from error
