"""``rostrum extract`` and ``rostrum detect``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from kg.cli import options
from kg.errors import Defect, EnvironmentFailure, RostrumError
from kg.model.source import Source
from kg.reading import Failure, sources
from kg.reading import detect as detect_form
from kg.settings import DEFAULT_BASE, Settings


@click.command()
@options.paths
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "text"]),
    default="jsonl",
    show_default=True,
    help="jsonl: one record a line; text: sentences with speakers and acts, to read.",
)
@options.corrections
@options.speakers
@options.extractor
def extract(paths: tuple[Path, ...], form: str, **extractor: Any) -> int:
    """Print what is found in documents, without a store.

    With --extractor llm a language model that you set up finds acts and themes; what it quotes
    and the document does not hold is dropped and listed among the issues.

    A page that is no meeting document gives a line on standard error and no record.
    """
    from kg.building.documents import extract_source
    from kg.cli.records import readable
    from kg.model import record_json

    settings = options.settings(DEFAULT_BASE, extractor)
    failed = False
    for found in sources(paths, settings):
        if isinstance(found, Failure):
            failed = True
            reason = found.message.removeprefix(f"{found.location}: ")
            click.echo(f"failed    {found.location}: {reason}", err=True)
            continue
        try:
            extracted = extract_source(found, settings)
        except (EnvironmentFailure, MemoryError):
            raise
        except Exception as error:
            # As in a build: one document's defect must not cost the others their records.
            failed = True
            known = error if isinstance(error, RostrumError) else Defect.of(error)
            click.echo(f"failed    {found.location}: {known}", err=True)
            continue
        if extracted.record is None:
            reason = extracted.issues[-1].message if extracted.issues else "not a meeting document"
            click.echo(f"left out  {found.location}: {reason}", err=True)
        elif form == "jsonl":
            click.echo(json.dumps(record_json.to_json(extracted.record), ensure_ascii=False))
        else:
            click.echo(readable(extracted.record))
    return int(failed)


@click.command()
@options.paths
def detect(paths: tuple[Path, ...]) -> int:
    """Say which form each document has, how sure that is, and why."""
    failed = False
    for found in sources(paths, Settings()):
        failed |= isinstance(found, Failure)
        click.echo(_detected(found))
    return int(failed)


def _detected(found: Source | Failure) -> str:
    if isinstance(found, Failure):
        return f"failed\t-\t{found.location}\t{found.message}"
    form, confidence, reason = detect_form(found)
    return f"{form.value}\t{confidence:.2f}\t{found.location}\t{reason}"
