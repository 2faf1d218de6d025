"""Make the pages that are made from the code: ``python -m kg.cli.documentation docs``.

``docs/questions.md`` from the headers of the questions, ``docs/cli.md`` from the commands,
``docs/ontology.md`` and ``docs/ontology/`` from the vocabulary, the shapes and the samples.
"""

from __future__ import annotations

import inspect
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli import COMMANDS, rostrum
from kg.settings import DEFAULT_STORE, Settings

_HEAD = f"""# The commands

Made by `make docs` from the commands themselves. `rostrum COMMAND --help` says the same. A store is
the folder `{DEFAULT_STORE}` unless `--store` names another.

Exit codes: 0 ok, 1 the data has violations, 2 usage, 3 environment.
"""


def cli_page() -> str:
    """Return ``cli.md``.

    >>> "## rostrum build" in cli_page()
    True
    """
    return "".join(_commands())


def all_pages() -> dict[str, str]:
    """Return every page that is made, by its file below ``docs``; the samples are built for it."""
    from kg.asking.documentation import markdown
    from kg.building.build import Options, build
    from kg.exporting.ontology_pages import ontology, pages
    from kg.exporting.rdf import resources
    from kg.exporting.selection import whole
    from kg.resources import path
    from kg.storing.generations import reading

    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "samples"
        build([path("samples")], store, Settings(), Options(workers=1))
        with reading(store) as generation:
            known = ontology(resources(whole(generation)))
    return {"questions.md": markdown(), "cli.md": cli_page(), **pages(known)}


def _commands() -> Iterator[str]:
    yield _HEAD
    context = click.Context(rostrum, info_name="rostrum")
    for name in COMMANDS:
        command = rostrum.get_command(context, name)
        if command is None:
            raise LookupError(name)
        yield f"\n## rostrum {name}\n\n"
        here = click.Context(command, info_name=name, parent=context)
        yield f"    {' '.join((here.command_path, *command.collect_usage_pieces(here)))}\n\n"
        yield from _said(command.help or "")
        yield from _options(command, here)


def _said(words: str) -> Iterator[str]:
    r"""Yield the help text; a paragraph that click is told to leave as it is (\b) is code."""
    for paragraph in inspect.cleandoc(words).split("\n\n"):
        lines = paragraph.split("\n")
        if lines[0] in {"\b", r"\b"}:
            yield "".join(f"    {line}\n" for line in lines[1:]) + "\n"
        else:
            yield paragraph + "\n\n"


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    records = [record for one in command.params if (record := one.get_help_record(context))]
    if records:
        yield "| option | meaning |\n|---|---|\n"
    for names, meaning in records:
        yield f"| `{_cell(names)}` | {_cell(meaning)} |\n"


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def main(folder: Path) -> None:
    """Write the pages below ``folder`` and take away pages of classes that are no more."""
    made = all_pages()
    for file in (folder / "ontology").glob("*.md"):
        if file.relative_to(folder).as_posix() not in made:
            file.unlink()
    for name, page in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
