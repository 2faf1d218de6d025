"""``rostrum ask``."""

from __future__ import annotations

import webbrowser
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from kg.asking import Question, bind, question, questions, rows
from kg.asking.choices import choices, completions, question_names, tagged
from kg.asking.documentation import command, needs
from kg.asking.pages import EVIDENCE, Answered, proofs, proved
from kg.cli import options, tables
from kg.cli.words import in_words, meant
from kg.errors import BadParameter
from kg.model.table import Cell, Table
from kg.settings import Limits
from kg.storing.querying import Engine, opened

_FORMATS = (*(form for form in tables.FORMATS if form != "html"), "html")


def _complete_name(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    return [CompletionItem(name) for name in question_names(incomplete)]


def _complete_value(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    name = str(context.params.get("name") or "")
    return [CompletionItem(found) for found in completions(name, incomplete)]


@click.command()
@click.argument("name", required=False, shell_complete=_complete_name)
@click.option(
    "--param",
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="Repeat for more.",
    shell_complete=_complete_value,
)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("--tag", "-t", "tags", multiple=True, help="List only questions with this tag.")
@click.option("--explain", is_flag=True, help="Show the question's text and parameters only.")
@click.option("--show-evidence", is_flag=True, help="Print under each row the sentence behind it.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to a file; .html, .csv, .json or .md in its name chooses the format.",
)
@click.option("--open", "opened_", is_flag=True, help="Write a page and open it in the browser.")
@click.option(
    "--chart",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the chart that the question's view names to a .svg or .png file.",
)
@click.option("--endpoint", metavar="URL", help="Ask a remote SPARQL endpoint instead of a store.")
@options.store
@options.base
@options.limits
def ask(
    name: str | None, parameters: tuple[str, ...], form: str, explain: bool, **where: object
) -> int:
    r"""Answer a question, or list them all.

    \b
    rostrum ask
    rostrum ask --tag silence
    rostrum ask "Which African States pledged money against trafficking?"
    rostrum ask commitments-of-a-party --explain
    rostrum ask commitments-of-a-party --param party=Slovakia --show-evidence
    rostrum ask commitments-of-a-party -p party=Slovakia --output slovakia.html
    rostrum ask themes-by-year -p theme="climate change" --open
    rostrum ask themes-by-year -p theme="climate change" --chart climate.png
    """
    tags = where["tags"]
    if name is None:
        _list(tags if isinstance(tags, tuple) else ())
        return 0
    meaning: dict[str, list[str]] = {}
    if in_words(name):
        name, meaning = meant(name)
    asked = question(name)
    if explain:
        _explain(asked)
        return 0
    base = options.settings(str(where["base"])).base
    given = meaning | _values(parameters)
    form = _form(form, where)
    answer = _answered(asked, given, form, base, where)
    _give(answer, form, base, where)
    if not answer.table.rows and form == "table":
        click.echo("no rows: nothing in the graph answers that", err=True)
    return 0


def _form(form: str, where: Mapping[str, object]) -> str:
    """Return the format: that of the file's name, if it names one."""
    output = where["output"]
    suffix = output.suffix.lower().removeprefix(".") if isinstance(output, Path) else ""
    suffix = {"htm": "html", "txt": "table"}.get(suffix, suffix)
    if where["opened_"]:
        if suffix not in {"", "html"}:
            raise BadParameter(
                f"--open opens a page: name the file of --output .html, not {suffix!r}"
            )
        return "html"
    if not suffix:
        return form
    if suffix not in _FORMATS:
        raise BadParameter(f"--output: {output} ends in none of .html, .csv, .json, .md, .txt")
    return suffix


def _answered(
    asked: Question,
    given: Mapping[str, Sequence[str]],
    form: str,
    base: str,
    where: Mapping[str, object],
) -> Answered:
    limits = options.limited(where)
    endpoint = str(where["endpoint"]) if where["endpoint"] else None
    store = Path(str(where["store"]))
    text = bind(asked, given, base)
    with engine(store, limits, endpoint) as answering:
        table = rows(answering, text)
        if form != "html" and not where["chart"]:
            return Answered(asked, given, table, text)
        from kg.cli.sheets import answered, source_line

        source = source_line(store, endpoint)
        if form != "html":
            return Answered(asked, given, table, text, source=source)
        return replace(answered(answering, asked, given, text, table), source=source)


def _give(answer: Answered, form: str, base: str, where: Mapping[str, object]) -> None:
    """Print the answer or write its files."""
    chart, output = where["chart"], where["output"]
    if isinstance(chart, Path):
        from kg.cli.sheets import write_chart

        write_chart(answer, chart)
        click.echo(f"{chart} written", err=True)
        if not isinstance(output, Path) and form == "table" and not where["show_evidence"]:
            return
    if form == "html":
        _give_page(answer, base, where)
    elif isinstance(output, Path):
        from kg.cli.sheets import write_text

        write_text(output, tables.render(answer.table, form, base))
        click.echo(f"{output} written", err=True)
    elif where["show_evidence"]:
        _show_evidence(answer.asked, answer.table, form, lambda cell: tables.short(cell, base))
    else:
        tables.show(answer.table, form, base)


def _give_page(answer: Answered, base: str, where: Mapping[str, object]) -> None:
    from kg.cli.sheets import page, temporary, write_text

    written = page(answer, base)
    file = where["output"]
    if not isinstance(file, Path):
        if not where["opened_"]:
            click.echo(written, nl=False)
            return
        file = temporary(answer.asked.name)
    write_text(file, written)
    click.echo(f"{file} written", err=True)
    if where["opened_"] and not webbrowser.open(file.resolve().as_uri()):
        click.echo(f"no browser could be started; open {file.resolve()} yourself", err=True)


@contextmanager
def engine(
    store: Path, limits: Limits, endpoint: str | None, *, network: bool = False
) -> Iterator[Engine]:
    """Yield the endpoint's engine if one is named, else the store's.

    ``network`` lets a query reach other endpoints by SERVICE.
    """
    if endpoint:
        from kg.asking.remote import RemoteEngine

        yield RemoteEngine(endpoint, limits.query_seconds)
    else:
        with opened(store, limits, network=network) as pool:
            yield pool


def _values(parameters: Sequence[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = defaultdict(list)
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals or not value:
            raise BadParameter(f"--param {parameter!r}: write NAME=VALUE, e.g. party=Slovakia")
        values[name].append(value)
    return values


def _show_evidence(asked: Question, table: Table, form: str, show: Callable[[Cell], str]) -> None:
    if form != "table":
        raise BadParameter("--show-evidence goes with --format table or html; csv, json and md "
                           "hold the sentence in columns")  # fmt: skip
    if not proved(table):
        raise BadParameter(
            f"question {asked.name} counts or compares: its rows rest on more than one sentence"
        )
    click.echo("\t".join(name for name in table.columns if name not in EVIDENCE))
    for cells, proof in proofs(table, show):
        click.echo("\t".join(cells))
        click.echo(f"    {proof}")


def _list(tags: tuple[str, ...]) -> None:
    wanted = tagged(tags)
    group = ""
    for found in questions():
        if found.name not in wanted:
            continue
        if found.group != group:
            group = found.group
            click.echo(f"\n{group.upper()}")
        needed = " ".join(
            f"{p.name}=…" if p.required else f"[{p.name}=…]" for p in found.parameters
        )
        click.echo(f"  {found.name}  {needed}".rstrip())
        click.echo(f"      {found.summary}")


def _explain(asked: Question) -> None:
    click.echo(f"{asked.name}: {asked.description}\n")
    for parameter in asked.parameters:
        click.echo(f"  --param {parameter.name}=…  ({needs(parameter)}) {parameter.description}")
        listed = choices(parameter.type)
        if len(listed) >= 12:  # too many for the line above
            click.echo(f"      one of {', '.join(listed)}")
    for column, text in asked.columns:
        click.echo(f"  column {column}: {text}")
    for example in asked.examples:
        click.echo(f"  example: {command(asked, example)}")
    click.echo(f"  tags: {', '.join(asked.tags)}")
    click.echo(f"\n{asked.text}")
