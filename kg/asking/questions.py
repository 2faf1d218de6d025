"""Read the question files of ``queries/``.

A question is a SPARQL file that runs unchanged in any engine. Its leading comments say what
it is for, one key a line (a line that begins with ``#   `` goes on):

    # summary: Commitments of a State, each with its sentence
    # description: Pledges, announced contributions and reaffirmed commitments ...
    # group: commitments
    # tags: state, pledge
    # param party: party, required; The State or organization; e.g. SVK, Slovakia
    # column party: Who binds itself
    # view: table
    # example: party=Slovakia
    # asks: what has {party} pledged

and every parameter stands in its text as ``VALUES ?party { UNDEF }  # param party``; only
that brace is ever replaced. ``UNDEF`` leaves a parameter open. A pattern in a comment of its
own, ``# with theme: ?act rostrum:theme ?theme .``, comes into force where the parameter is given;
it must change no row, only where an engine begins.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import EnvironmentFailure, UnknownQuestion

PARAMETER_TYPES = frozenset(
    {
        "party",
        "group",
        "theme",
        "instrument",
        "document",
        "body",
        "act-type",
        "mode",
        "form",
        "stance",
        "strength",
        "region",
        "sdg",
        "date",
        "integer",
        "decimal",
        "text",
        "iri",
    }
)
_KEY = re.compile(
    r"# (summary|description|group|tags|view|example|asks|param|column)(?: (\S+))?: (.+)"
)
_CONTINUED = re.compile(r"# {3,}(\S.*)")
_HOLE = re.compile(r"VALUES \?(\w+) \{ UNDEF \} +# param (\w+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: ``type`` decides how its value is read."""

    name: str
    type: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question file; ``asks`` are ways of putting it in words (see ``kg.asking.words``)."""

    name: str
    group: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    view: str
    examples: tuple[str, ...]
    text: str
    asks: tuple[str, ...] = ()

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter called ``name``."""
        return next((found for found in self.parameters if found.name == name), None)


@cache
def questions() -> tuple[Question, ...]:
    """Return all questions in order of group and name.

    Raises:
        EnvironmentFailure: a question file breaks the form described above.

    >>> "commitments-of-a-party" in {found.name for found in questions()}
    True
    """
    files = sorted(resources.path("queries").glob("*/*.rq"))
    return tuple(_read(file) for file in files)


def question(name: str) -> Question:
    """Return the question called ``name``.

    Raises:
        UnknownQuestion: there is none; the message names the nearest.
    """
    for found in questions():
        if found.name == name:
            return found
    near = difflib.get_close_matches(name, [found.name for found in questions()], n=3)
    hint = f"; did you mean {', '.join(near)}?" if near else "; 'rostrum ask' lists them"
    raise UnknownQuestion(f"no question is called {name!r}{hint}")


def _read(file: Path) -> Question:
    text = file.read_text(encoding="utf-8")
    entries = _header(text)
    single = {key: value for key, _, value in entries if key in {"summary", "description", "view"}}
    parameters = tuple(
        _parameter(file, name, value) for key, name, value in entries if key == "param"
    )
    holes = {(a, b) for a, b in _HOLE.findall(text)}
    if holes != {(p.name, p.name) for p in parameters} or "summary" not in single:
        raise EnvironmentFailure(f"{file}: header and VALUES lines do not name the same parameters")
    tags = next((value for key, _, value in entries if key == "tags"), "")
    return Question(
        name=file.stem,
        group=file.parent.name,
        summary=single["summary"],
        description=single.get("description", single["summary"]),
        tags=tuple(tag.strip() for tag in tags.split(",") if tag.strip()),
        parameters=parameters,
        columns=tuple((name, value) for key, name, value in entries if key == "column"),
        view=single.get("view", "table"),
        examples=tuple(value for key, _, value in entries if key == "example"),
        text=text,
        asks=tuple(value for key, _, value in entries if key == "asks"),
    )


def _header(text: str) -> list[tuple[str, str, str]]:
    """Return the header's entries as (key, name, value)."""
    entries: list[tuple[str, str, str]] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if match := _KEY.fullmatch(line):
            entries.append((match[1], match[2] or "", match[3].strip()))
        elif entries and (match := _CONTINUED.fullmatch(line)):
            key, name, value = entries[-1]
            entries[-1] = (key, name, f"{value} {match[1].strip()}")
    return entries


def _parameter(file: Path, name: str, value: str) -> Parameter:
    head, _, description = value.partition(";")
    type_, _, need = (part.strip() for part in head.partition(","))
    if type_ not in PARAMETER_TYPES or need not in {"", "required"}:
        raise EnvironmentFailure(f"{file}: parameter {name} has an unknown type {head!r}")
    return Parameter(name, type_, need == "required", description.strip())
