"""``rostrum compare``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.building import comparison
from kg.cli import options, tables
from kg.storing.querying import opened


@click.command()
@click.argument("meeting")
@click.option("--left-out", is_flag=True, help="Only what the coverage leaves out.")
@click.option(
    "--format", "form", type=click.Choice(tables.FORMATS), default="table", show_default=True
)
@options.store
@options.base
@options.limits
def compare(meeting: str, form: str, left_out: bool, **where: object) -> int:
    r"""Hold the coverage of a meeting against its record, delegation by delegation.

    MEETING is a key, the symbol or name of a document of it, a number, or words of a title.

    \b
    rostrum compare SC/8698
    rostrum compare S/PV.8698
    rostrum compare "8698th meeting"
    rostrum compare "trafficking in persons" --left-out --format csv
    """
    limits = options.limited(where)
    base = options.settings(str(where["base"])).base
    with opened(Path(str(where["store"])), limits) as engine:
        table = comparison.compare(engine, meeting, base)
    if left_out:
        table = comparison.left_out(table)
    tables.show(table, form, base)
    if not table.rows and form == "table":
        click.echo(f"no rows: the store has no acts at {meeting}", err=True)
    return 0
