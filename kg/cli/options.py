"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.errors import UsageError
from kg.settings import DEFAULT_BASE, DEFAULT_STORE, Limits, ModelSettings, Settings

F = TypeVar("F", bound=Callable[..., Any])


def paths(function: F) -> F:
    """Take files, folders, archives and globs."""
    argument = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
    return argument(function)


def store(function: F) -> F:
    """Take the store folder."""
    option = click.option(
        "--store",
        type=click.Path(path_type=Path),
        default=Path(DEFAULT_STORE),
        show_default=True,
        envvar="ROSTRUM_STORE",
        help="The store folder.",
    )
    return option(function)


def base(function: F) -> F:
    """Take the base of all data IRIs."""
    option = click.option(
        "--base", default=DEFAULT_BASE, envvar="ROSTRUM_BASE", help="Base of all data IRIs."
    )
    return option(function)


def limits(function: F) -> F:
    """Take the limits of a query."""
    standard = Limits()
    seconds = click.option(
        "--timeout",
        type=click.FloatRange(min=0.1),
        default=standard.query_seconds,
        show_default=True,
        help="Seconds after which a query is stopped.",
    )
    rows = click.option(
        "--rows",
        type=click.IntRange(min=1),
        default=standard.query_rows,
        show_default=True,
        help="Rows beyond which a query is refused.",
    )
    return seconds(rows(function))


def limited(chosen: Mapping[str, object]) -> Limits:
    """Return the limits that a command with ``limits`` was given."""
    return Limits(query_seconds=float(str(chosen["timeout"])), query_rows=int(str(chosen["rows"])))


def settings(base: str, extractor: Mapping[str, Any] | None = None) -> Settings:
    """Return the settings for a base, which must be an http(s) IRI that ends in / or #.

    ``extractor`` holds the values of the options of :func:`extractor`, if the command has them.
    """
    if not base.startswith(("http://", "https://")) or base[-1] not in "/#":
        raise click.BadParameter(
            f"{base!r} must begin with http(s):// and end with /", param_hint="--base"
        )
    chosen = extractor or {}
    return Settings(
        base=base,
        model=_model(chosen) if chosen else None,
        speakers=_table(chosen.get("speakers")),
        corrections=_overlay(chosen.get("corrections")),
    )


def corrections(function: F) -> F:
    """Take an overlay of corrections; :func:`settings` takes it."""
    option = click.option(
        "--corrections",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="ROSTRUM_CORRECTIONS",
        metavar="FILE",
        help="What people have set right (TSV; 'rostrum review' writes its lines).",
    )
    return option(function)


def speakers(function: F) -> F:
    """Take a table of speakers; :func:`settings` takes it."""
    option = click.option(
        "--speakers",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Speakers of general debates (xlsx or CSV: ISO code, session, name, post).",
    )
    return option(function)


def extractor(function: F) -> F:
    """Take the choice of an extractor; :func:`settings` takes it."""
    for decorate in (
        click.option(
            "--llm-cache",
            type=click.Path(path_type=Path, file_okay=False),
            envvar="ROSTRUM_LLM_CACHE",
            help="Folder of kept answers; default: the user's cache folder.",
        ),
        click.option(
            "--llm-timeout",
            type=click.FloatRange(min=0.1),
            default=60.0,
            show_default=True,
            help="Seconds for one answer of the language model.",
        ),
        click.option("--llm-model", envvar="ROSTRUM_LLM_MODEL", help="Name of the model."),
        click.option(
            "--llm-url",
            envvar="ROSTRUM_LLM_URL",
            help="Address of an OpenAI-compatible endpoint; its key is read from ROSTRUM_LLM_KEY.",
        ),
        click.option(
            "--extractor",
            type=click.Choice(["rules", "llm"]),
            default="rules",
            show_default=True,
            help="Who finds acts and themes: the rules, or a language model of your own.",
        ),
    ):
        function = decorate(function)
    return function


def _overlay(corrections: Path | None) -> Path | None:
    """Return the overlay as given, once it has been read.

    Raises:
        UsageError: it has a bad row.
        EnvironmentFailure: it cannot be read.
    """
    if corrections is not None:
        from kg.building.corrections import corrections as read

        read(corrections.resolve())
    return corrections.resolve() if corrections else None


def _table(speakers: Path | None) -> Path | None:
    """Return the table of speakers as given, once it has been read.

    Raises:
        UsageError: it is no table of speakers.
        EnvironmentFailure: it cannot be read.
    """
    if speakers is not None:
        from kg.reading.speakers import read_speakers

        read_speakers(speakers.resolve())
    return speakers.resolve() if speakers else None


def _model(chosen: Mapping[str, Any]) -> ModelSettings | None:
    """Return what the options of :func:`extractor` say of a language model.

    Raises:
        UsageError: a language model is wanted, but no address or no model is given.
    """
    if chosen["extractor"] == "rules":
        return None
    if not chosen["llm_url"]:
        raise UsageError("no language model is set up; set ROSTRUM_LLM_URL or --llm-url")
    from kg.extracting.language_model.caching import standard_folder

    return ModelSettings(
        chosen["llm_url"],
        chosen["llm_model"] or "",
        seconds=chosen["llm_timeout"],
        cache=chosen["llm_cache"] or standard_folder(),
    )
