"""The command ``rostrum``. Commands are imported when they run: ``--help`` stays quick."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Sequence

import click

from kg import __version__
from kg.errors import RostrumError

COMMANDS = {
    "fetch": ("kg.cli.fetch", "Fetch pages into a folder to build from."),
    "build": ("kg.cli.build", "Turn documents into a validated graph."),
    "extract": ("kg.cli.extract", "Print what is found in documents, one JSON record a line."),
    "detect": ("kg.cli.extract", "Say which form a document has."),
    "explain": ("kg.cli.explain", "Show why a sentence was understood as it was."),
    "evaluate": ("kg.cli.evaluate", "Score the extraction against annotated documents."),
    "validate": ("kg.cli.validate", "Check a store or RDF files against the shapes."),
    "ask": ("kg.cli.ask", "List the questions, or answer one with the sentences that prove it."),
    "prepare": ("kg.cli.prepare", "Answer slow questions beforehand."),
    "review": ("kg.cli.review", "List the acts that a person should judge."),
    "compare": ("kg.cli.compare", "Hold a meeting's coverage against its record."),
    "serve": ("kg.cli.serve", "Serve a store: SPARQL, linked data, questions, pages."),
    "mcp": ("kg.cli.mcp", "Offer the questions to a language model as tools."),
    "network": (
        "kg.cli.network",
        "Draw and measure who asks whom, agrees with whom, speaks of what.",
    ),
    "sparql": ("kg.cli.sparql", "Answer a SPARQL query."),
    "export": ("kg.cli.export", "Write the graph in another RDF format."),
    "describe": ("kg.cli.describe", "Describe the dataset: VoID, DCAT, the questions as SHACL."),
    "push": ("kg.cli.push", "Bring a SPARQL server to hold the same graph."),
    "info": ("kg.cli.info", "Say what a store holds."),
    "verify": ("kg.cli.info", "Check a store against its hashes and counts."),
    "resolve": ("kg.cli.registers", "Show what a name means, and why."),
    "themes": ("kg.cli.registers", "List or check the themes."),
}


def _marked(text: str | None) -> str:
    r"""Make of the ``\b`` of a raw docstring click's mark of lines that are not filled."""
    return (text or "").replace("\\b\n", "\b\n")


class LazyGroup(click.Group):
    """A group whose commands live in modules of their own, imported when used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of a document's way."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = getattr(module, cmd_name)
        command.help = _marked(command.help)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rostrum")
def rostrum() -> None:
    r"""United Nations meeting documents as a graph that proves its answers.

    \b
    rostrum build press-releases/       make the graph (in ./rostrum-graph)
    rostrum ask                         list the questions
    rostrum ask commitments-of-a-party --param party=Slovakia

    Exit codes: 0 ok, 1 the data has violations, 2 usage, 3 environment.
    """


rostrum.help = _marked(rostrum.help)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; every expected error is one line on standard error."""
    try:
        code = rostrum.main(
            args=None if arguments is None else list(arguments),
            prog_name="rostrum",
            standalone_mode=False,
        )
    except RostrumError as error:
        _end(str(error), error.exit_code)
    except click.ClickException as error:
        _end(f"{error.format_message()} (see 'rostrum --help')", 2)
    except (click.Abort, KeyboardInterrupt):
        _end("stopped; nothing half-written was kept", 128 + signal.SIGINT)
    except BrokenPipeError:
        # The reader of our output went away ("| head"): that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def _end(message: str, code: int) -> None:
    click.echo(f"rostrum: {' '.join(message.split())}", err=True)
    sys.exit(code)
