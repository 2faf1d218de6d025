"""A question in words, for ``rostrum ask``."""

from __future__ import annotations

import click

from kg.asking.documentation import command
from kg.asking.words import Reading, understand
from kg.errors import UnknownQuestion


def in_words(name: str) -> bool:
    """Whether what was typed is a sentence, not a question's name.

    >>> in_words("who voted against?"), in_words("votes-of-a-party")
    (True, False)
    """
    return " " in name.strip()


def meant(asked: str) -> tuple[str, dict[str, list[str]]]:
    """Return the question that the words mean and its parameters, and say so on stderr.

    Raises:
        UnknownQuestion: nothing comes near enough, or too much does; the message offers what
            is nearest as commands.
    """
    found = understand(asked)
    if found.chosen is None:
        near = "".join(f"\n  {_line(one)}" for one in found.alternatives)
        offer = f"; the nearest are:{near}" if near else "; 'rostrum ask' lists the questions"
        raise UnknownQuestion(f"{asked!r}: {found.reason}{offer}")
    chosen = found.chosen
    click.echo(f"{chosen.question.summary}\n  {_line(chosen)}", err=True)
    for one in found.alternatives:
        click.echo(f"  or: {_line(one)}", err=True)
    return chosen.question.name, {name: list(given) for name, given in chosen.values.items()}


def _line(one: Reading) -> str:
    pairs = [f"{name}={value}" for name, given in one.values.items() for value in given]
    pairs += [f"{name}=…" for name in one.needs]
    return command(one.question, "; ".join(pairs))
