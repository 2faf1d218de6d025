"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.settings import DEFAULT_BASE, DEFAULT_STORE, Limits, Settings

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


def settings(base: str) -> Settings:
    """Return the settings for a base, which must be an http(s) IRI that ends in / or #."""
    if not base.startswith(("http://", "https://")) or base[-1] not in "/#":
        raise click.BadParameter(
            f"{base!r} must begin with http(s):// and end with /", param_hint="--base"
        )
    return Settings(base=base)
