"""``rostrum prepare``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.asking import preparing, question, questions
from kg.cli import options
from kg.errors import StoreError
from kg.settings import Limits
from kg.storing.generations import reading
from kg.storing.querying import Pool


@click.command()
@click.argument("names", nargs=-1, metavar="[QUESTION]...")
@click.option("--each", "-e", multiple=True, type=click.Choice(tuple(preparing.EACH)),
              help="Also with each of these that the graph holds; repeat for more.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0.1), default=600.0, show_default=True,
              help="Seconds after which a query is stopped.")  # fmt: skip
@click.option("--memory", type=click.FloatRange(min=0.25), default=4.0, show_default=True,
              help="GiB that one query may take.")  # fmt: skip
@options.store
@options.base
def prepare(
    names: tuple[str, ...], each: tuple[str, ...], store: Path, base: str, **limits: float
) -> int:
    r"""Answer questions beforehand, so that they are answered at once when asked.

    \b
    rostrum prepare                         all questions that need no parameter
    rostrum prepare --each theme --each party
    rostrum prepare themes-of-a-party --each party

    What takes less than 0.05 s is not kept. Answers stay until a build changes the graph; to
    forget them, delete the folder "answers" of the store.
    """
    asked = [question(name) for name in names] or list(questions())
    base = options.settings(base).base
    failed = kept = 0
    with reading(store) as generation:
        answers = generation.answers
        if answers is None:
            raise StoreError(f"{store}: its list of hashes is damaged; build again")
        pool = Pool(generation.index, _limits(**limits))
        try:
            members = preparing.members(pool, each)
            for one in asked:
                for found in preparing.prepare(one, pool, answers, members, base):
                    _show(found)
                    failed += bool(found.failure)
                    kept += found.kept
        finally:
            pool.close()
    click.echo(f"{store}: {kept} answers kept", err=True)
    return int(bool(failed))


def _limits(timeout: float, memory: float) -> Limits:
    return Limits(query_seconds=timeout, query_bytes=int(memory * 2**30))


def _show(found: preparing.Prepared) -> None:
    values = " ".join(f"{name}={' '.join(given)}" for name, given in found.values.items())
    said = found.failure or ("kept" if found.kept else "quick")
    click.echo(f"{found.seconds * 1000:9.0f} ms  {found.question} {values}".rstrip() + f"  {said}")
