"""No SPARQL is put together from text: values enter only where terms are written.

A lint over the syntax trees: a string that reads like SPARQL may not be an f-string with holes,
an operand of ``+`` or ``%``, nor be changed by ``format``, ``replace`` or ``join`` — except in
the places listed here, each with what goes into the hole.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.asking.binding import bind
from kg.asking.questions import Parameter, questions
from kg.errors import RostrumError

ROOT = Path(__file__).resolve().parents[2]
SPARQL = re.compile(
    r"\b(?:SELECT|CONSTRUCT|DESCRIBE|ASK)\b[^.]*\{|\bWHERE\s*\{|\bINSERT DATA\b|\bDELETE (?:DATA|WHERE)\b"
    r"|\b(?:DROP|CLEAR|CREATE) (?:SILENT )?GRAPH\b|\bLOAD (?:SILENT )?<|\bVALUES \?\w+ \{"
)
ALLOWED = {
    "kg/analysing/gathering.py": "IRIs by iri_text, prefixes and pieces of ours",
    "kg/exporting/push.py": "canonical N-Quads that were parsed, IRIs of graphs of ours",
    "kg/serving/gathered.py": "IRIs by iri_text, pieces of ours",
    "kg/serving/spoken.py": "IRIs by iri_text, names of properties from a table of ours",
    "kg/serving/things.py": "IRIs and literals by kg.mapping.terms",
    "kg/serving/endpoint.py:_description": "the server's own address, its quotes and brackets escaped",
    "kg/serving/linked.py": "IRIs by iri_text",
}
"""Place → what may stand in its holes; everything here is read when it changes."""


def pieces(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield expressions that build a text from parts, with their constant text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and any(
            isinstance(value, ast.FormattedValue) for value in node.values
        ):
            yield node, _constant(node)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
            if not (isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant)):
                yield node, _constant(node)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("format", "replace", "join", "format_map")
        ):
            yield node, _constant(node.func.value)


def _constant(node: ast.AST) -> str:
    return " ".join(
        part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )  # fmt: skip


def spliced(module: Path) -> Iterator[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    place = module.relative_to(ROOT).as_posix() if module.is_relative_to(ROOT) else module.name
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    for node, text in pieces(tree):
        if not SPARQL.search(text):
            continue
        line = getattr(node, "lineno", 0)
        inside = [f.name for f in functions if f.lineno <= line <= (f.end_lineno or 0)]
        yield f"{place}:{inside[-1] if inside else ''}"


def test_no_sparql_is_spliced_elsewhere() -> None:
    found = {place for module in sorted((ROOT / "kg").rglob("*.py")) for place in spliced(module)}
    new = [
        place
        for place in sorted(found)
        if place not in ALLOWED and place.partition(":")[0] not in ALLOWED
    ]
    assert new == [], "write terms with kg.mapping.terms and list the place with its reason"


@pytest.mark.parametrize(
    "line",
    [
        'x = f"SELECT * WHERE {{ ?s ?p {value} }}"',
        'x = "ASK { ?s ?p " + value + " }"',
        'x = "SELECT ?s { ?s ?p %s }" % value',
        'x = "INSERT DATA {{ {} }}".format(value)',
        'x = "DROP GRAPH <" + name + ">"',
    ],
)
def test_the_lint_sees_it(tmp_path: Path, line: str) -> None:
    module = tmp_path / "module.py"
    module.write_text(f"def f(value, name):\n    {line}\n")
    assert set(spliced(module)) == {"module.py:f"}


# What breaks out of a term, if anything does: quotes, braces, comments, escapes, other queries.
_BITS = [
    '"', "'", '"""', "'''", "\\", "\\u0022", "\\U0000003E", ">", "<", "}", "{", "} }", "UNDEF", "#", "\n", "\r", "\0",
    "} UNION { ?s ?p ?o }", '" } ; DROP ALL #', "> } #", "?x", "$x", "@en", "^^<urn:t>", "http://a/", "https://w3id.org/",
    "SVK", "Slovakia", "2021-11-23", "1", "1e9", "-1", "NaN", "%22", "%3E", "\u202e", "\u200b", "＂", "＞", "é", "🕊",
    "javascript:", "urn:", " ", "\t", "a" * 300, "VALUES ?party { UNDEF }",
]  # fmt: skip
_TERM = re.compile(
    r'(?:<[^<>"{}|^`\\\x00-\x20]*>|"(?:[^"\\\n\r]|\\[tbnrf"\'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*"'
    r'(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^<[^<>"{}|^`\\\x00-\x20]*>)?|[+-]?[0-9.]+|true|false)'
)
_TERMS = re.compile(rf"{_TERM.pattern}(?: {_TERM.pattern})*")


def parameters() -> list[tuple[str, Parameter]]:
    """One question for each type of parameter."""
    found: dict[str, tuple[str, Parameter]] = {}
    for question in questions():
        for parameter in question.parameters:
            found.setdefault(parameter.type, (question.name, parameter))
    return list(found.values())


@pytest.mark.parametrize(
    ("name", "parameter"), parameters(), ids=lambda each: getattr(each, "type", str(each))
)
def test_no_value_leaves_its_brace(name: str, parameter: Parameter) -> None:
    """Whatever is given, the text differs from the question's inside one VALUES brace only."""
    from kg.asking.questions import question

    asked = question(name)
    hole = f"VALUES ?{parameter.name} {{ UNDEF }}"
    assert hole in asked.text
    others = {
        each.name: ["Slovakia" if each.type == "party" else "1"]
        for each in asked.parameters
        if each.required
    }
    others.pop(parameter.name, None)
    chance, taken, engine = random.Random(name), 0, Store()
    for number in range(80):
        value = "".join(chance.choice(_BITS) for _ in range(1 + number % 5))
        try:
            text = bind(asked, {**others, parameter.name: [value]})
        except RostrumError:
            continue
        head, tail = _around(asked.text, text, hole)
        inside = text[head : len(text) - tail]
        assert _TERMS.fullmatch(inside.strip()), (value, inside)
        if number % 20 == 0:
            engine.query(text)  # it is still SPARQL
        taken += 1
    assert taken or parameter.type != "text"


def _around(before: str, after: str, hole: str) -> tuple[int, int]:
    """Return where the bound values begin, and how much follows them, by the question's text."""
    at = before.index(hole)
    head = before[: at + len(hole) - len("UNDEF }")]
    tail = before[at + len(hole) - len(" }") :]
    rest = tail.partition("VALUES ?")[0]
    assert after.startswith(head.partition("VALUES ?")[0])
    begin = after.index(hole.removesuffix("UNDEF }")) + len(hole.removesuffix("UNDEF }"))
    end = after.index(rest, begin) if rest.strip() != "}" else len(after)
    return begin, len(after) - end
