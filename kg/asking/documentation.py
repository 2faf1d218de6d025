"""The page of all questions, ``docs/questions.md``, made from their headers."""

from __future__ import annotations

from collections.abc import Iterator

from kg.asking.choices import choices
from kg.asking.questions import Parameter, Question, questions

_HEAD = """# Questions

Made from the headers of `queries/` by `make docs`. Each question is one SPARQL file that runs
unchanged in any SPARQL 1.1 engine. Parameters take names ("Ivory Coast", "human trafficking"), codes
(`CIV`) or IRIs, and may be given more than once. Wherever the columns `sentence`, `document`, `start` and `end` are named, every row carries
the sentence that proves it; `--show-evidence` prints it under the row.
"""


def markdown() -> str:
    """Return the page.

    >>> "## presence" in markdown()
    True
    """
    return "".join(_lines())


def command(asked: Question, example: str) -> str:
    """Return an example as it is typed.

    >>> from kg.asking.questions import question
    >>> command(question("roster-only-states"), "document=GA/12388")
    'rostrum ask roster-only-states -p document=GA/12388'
    """
    parts = (_quoted(part) for part in example.split("; ") if part)
    return " ".join((f"rostrum ask {asked.name}", *(f"-p {part}" for part in parts)))


def needs(parameter: Parameter) -> str:
    """Return what a parameter takes, in one phrase."""
    need = "required" if parameter.required else "optional"
    listed = choices(parameter.type)
    kinds = f"; one of {', '.join(listed)}" if listed and len(listed) < 12 else ""
    return f"{parameter.type}, {need}{kinds}"


def _quoted(part: str) -> str:
    name, _, value = part.partition("=")
    return f'{name}="{value}"' if " " in value else part


def _lines() -> Iterator[str]:
    yield _HEAD
    group = ""
    for asked in questions():
        if asked.group != group:
            group = asked.group
            yield f"\n## {group}\n"
        yield from _entry(asked)


def _entry(asked: Question) -> Iterator[str]:
    yield f"\n### {asked.name}\n\n**{asked.summary}.** {asked.description}\n\n"
    for parameter in asked.parameters:
        yield f"- `{parameter.name}` ({needs(parameter)}): {parameter.description}\n"
    columns = ", ".join(f"`{name}`" for name, _ in asked.columns)
    yield f"- columns: {columns}\n- tags: {', '.join(asked.tags)}\n"
    yield f"- in words: {'; '.join(asked.asks)}\n" if asked.asks else ""
    for example in asked.examples:
        yield f"\n      {command(asked, example)}\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(markdown())
