"""``rostrum mcp``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from kg.cli import options
from kg.errors import EnvironmentFailure


@click.command()
@options.store
@options.base
@options.limits
def mcp(store: Path, base: str, **where: object) -> int:
    r"""Offer the questions to a language model, over the Model Context Protocol.

    The program that runs the model starts this command and talks to it by standard input and
    output. Every answer carries the sentences that prove it, and the
    generation of the store that it is of: a new build is taken up with the next call.

    \b
    {"mcpServers": {"rostrum": {"command": "rostrum", "args": ["mcp", "--store", "PATH"]}}}
    """
    try:
        from kg.serving.following import Following
        from kg.serving.tools import run
    except ImportError as error:
        raise EnvironmentFailure("rostrum mcp needs: pip install 'rostrum[mcp]'") from error
    with closing(Following(store, options.limited(where))) as following:
        run(following, options.settings(base).base)
    return 0
