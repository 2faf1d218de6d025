"""``rostrum ask``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from kg.asking import Question, bind, question, questions, rows
from kg.cli import options, tables
from kg.errors import BadParameter
from kg.settings import Limits
from kg.storing.querying import Engine, opened


@click.command()
@click.argument("name", required=False)
@click.option(
    "--param", "-p", "parameters", multiple=True, metavar="NAME=VALUE", help="Repeat for more."
)
@click.option(
    "--format", "form", type=click.Choice(tables.FORMATS), default="table", show_default=True
)
@click.option("--explain", is_flag=True, help="Show the question's text and parameters only.")
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
    rostrum ask commitments-of-a-party --param party=Slovakia
    """
    if name is None:
        _list()
        return 0
    asked = question(name)
    if explain:
        _explain(asked)
        return 0
    limits = Limits(query_seconds=float(str(where["timeout"])), query_rows=int(str(where["rows"])))
    base = options.settings(str(where["base"])).base
    endpoint = where["endpoint"]
    text = bind(asked, _values(parameters), base)
    with engine(
        Path(str(where["store"])), limits, str(endpoint) if endpoint else None
    ) as answering:
        table = rows(answering, text)
    tables.show(table, form, base)
    if not table.rows and form == "table":
        click.echo("no rows: nothing in the graph answers that", err=True)
    return 0


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


def _list() -> None:
    group = ""
    for found in questions():
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
        need = "required" if parameter.required else "optional"
        click.echo(
            f"  --param {parameter.name}=…  ({parameter.type}, {need}) {parameter.description}"
        )
    for column, text in asked.columns:
        click.echo(f"  column {column}: {text}")
    for example in asked.examples:
        click.echo(
            f"  example: rostrum ask {asked.name} "
            + " ".join(f"-p {part}" for part in example.split("; "))
        )
    click.echo(f"\n{asked.text}")
