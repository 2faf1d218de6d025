"""Every regular expression of the package, against lines made to trap it.

    python benchmarks/prove_patterns.py [--characters 200000] [--patience 1]

Patterns are taken where Python compiles them, so those that are put together from lexicons are
seen as they are. For every repetition of a pattern a line is made that enters it and goes on
for the whole length without an end that fits; the pattern is searched in each. A pattern that
is not linear takes seconds there. Times are of the processor.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import pkgutil
import re
import signal
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from prove_sheet import ROOT, SAMPLES

_NO_END = "\u2021"
_LEAST_REPEATED = 40
_GENERIC = ("a", " ", "A ", "a, ", "1,", "1 ", "(", "“", '"', "\n", ". ", "the ", "Mr. A ", "and ",
            "A", "A-", "1-1", "1" * 31 + " ", "by the ", "one hundred and ", "1st, 1st and ",
            "Resolution ")  # fmt: skip
_ANCHORED = {"match", "fullmatch"}
_METHODS = _ANCHORED | {"search", "finditer", "findall", "sub", "subn", "split", "scanner"}
Pattern = tuple[str | bytes, int]


class Noting:
    """A pattern that notes by which of its methods the package uses it."""

    def __init__(self, pattern: re.Pattern[Any], used: set[str]) -> None:
        self._pattern, self._used = pattern, used

    def __getattr__(self, name: str) -> Any:
        if name in _METHODS:
            self._used.add(name)
        return getattr(self._pattern, name)


def collected() -> dict[Pattern, tuple[str, set[str]]]:
    """Import all of the package, let it work; return its patterns, their places and uses."""
    found: dict[Pattern, tuple[str, set[str]]] = {}
    compile_ = re._compile  # type: ignore[attr-defined]

    def noting(pattern: Any, flags: int) -> Any:
        if isinstance(pattern, Noting):
            return pattern
        made = compile_(pattern, flags)
        if isinstance(pattern, str | bytes) and (place := _ours()):
            return Noting(made, found.setdefault((pattern, int(flags)), (place, set()))[1])
        return made

    re._compile = noting  # type: ignore[attr-defined]
    try:
        import kg

        for module in pkgutil.walk_packages(kg.__path__, "kg."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        _work()
    finally:
        re._compile = compile_  # type: ignore[attr-defined]
    return found


def _ours() -> str:
    """Return the place in the package that has a pattern compiled, if it is the package."""
    frame = sys._getframe(2)
    while frame and frame.f_code.co_filename.endswith("/re/__init__.py"):
        frame = frame.f_back  # type: ignore[assignment]
    path = frame.f_code.co_filename.removeprefix(f"{ROOT}/")
    return f"{path}:{frame.f_lineno}" if path.startswith("kg/") else ""


def _work() -> None:
    from kg.asking.words import understand  # type: ignore[attr-defined,unused-ignore]
    from kg.building.documents import extract_source
    from kg.reading import Failure, sources
    from kg.settings import Settings

    for source in sources([SAMPLES], Settings()):
        if not isinstance(source, Failure):
            extract_source(source)
    for words in ("Which States pledged money for Sahel since 2020?", "Who opposed the draft?"):
        understand(words)


def written_uses() -> dict[str, set[str]]:
    """Return, by place, the methods that the source calls on a pattern with a name of its own.

    A name that is also handed about as a value may be used in any way, and is left out.
    """
    called: dict[tuple[str, str], set[str]] = {}
    idle: Counter[tuple[str, str]] = Counter()
    defined: dict[str, tuple[str, str]] = {}
    for file in (ROOT / "kg").rglob("*.py"):
        place = str(file.relative_to(ROOT))
        tree = ast.parse(file.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                name = _known_as(place, node.value.id)
                idle[name] -= node.attr in _METHODS
                called.setdefault(name, set()).update({node.attr} & _METHODS)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                idle[_known_as(place, node.id)] += 1
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = _known_as(place, node.targets[0].id)
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    defined[f"{place}:{line}"] = name
    return {at: called[name] for at, name in defined.items() if called.get(name) and not idle[name]}


def _known_as(place: str, name: str) -> tuple[str, str]:
    """A private name is known in its module, another one everywhere."""
    return (place if name.startswith("_") else "", name)


def lines(pattern: Pattern, length: int) -> Iterator[str | bytes]:
    """Yield lines of ``length`` characters that enter each repetition of a pattern."""
    text, flags = pattern
    made = set(_GENERIC)
    bodies = {(head, body) for head, body in _repeated(_parser.parse(text, flags), "") if body}
    for head, body in sorted(bodies)[:24]:
        yield _as(text, head + body * (length // len(body)) + _NO_END)
    for piece in sorted(made):
        yield _as(text, piece * (length // len(piece)) + _NO_END)


def _as(pattern: str | bytes, line: str) -> str | bytes:
    return line.encode("utf-8", "replace") if isinstance(pattern, bytes) else line


def _repeated(items: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield what leads into a repetition, and what it repeats."""
    for operator, argument in items:
        name = str(operator)
        if name.endswith("REPEAT"):
            _, most, body = argument
            if int(most) >= _LEAST_REPEATED:
                yield before, _sample(body)
            yield from _repeated(body, before)
        elif name == "BRANCH":
            for branch in argument[1][:12]:
                yield from _repeated(branch, before)
        elif name == "SUBPATTERN":
            yield from _repeated(argument[3], before)
        elif name in ("ASSERT", "ATOMIC_GROUP"):
            yield from _repeated(argument[1] if name == "ASSERT" else argument, before)
        before += _sample([(operator, argument)])


def _sample(items: Any) -> str:
    """Return one text that items of a parsed pattern match."""
    return "".join(_one(str(operator), argument) for operator, argument in items)


def _one(name: str, argument: Any) -> str:  # noqa: PLR0911 - one case for each operator
    if name == "LITERAL":
        return chr(argument)
    if name == "NOT_LITERAL":
        return "a" if argument != ord("a") else "b"
    if name == "ANY":
        return "a"
    if name == "IN":
        return _of_class(argument)
    if name.endswith("REPEAT"):
        least, most, body = argument
        return _sample(body) * max(int(least), min(1, int(most)))
    if name == "SUBPATTERN":
        return _sample(argument[3])
    if name == "BRANCH":
        return _sample(argument[1][0])
    return _sample(argument) if name == "ATOMIC_GROUP" else ""


_CLASSES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a",
            "CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_WORD": " "}  # fmt: skip


def _of_class(members: Any) -> str:
    refused = str(members[0][0]) == "NEGATE"
    for operator, argument in members:
        name = str(operator)
        if refused:
            break
        if name == "LITERAL":
            return chr(argument)
        if name == "RANGE":
            return chr(argument[0])
        if name == "CATEGORY":
            return _CLASSES.get(str(argument), "a")
    test = re.compile("".join(("[^", *map(_shown, members[1:]), "]")))
    return next((char for char in "a A1.,-(\n§" if test.match(char)), "")


def _shown(member: Any) -> str:
    name, argument = str(member[0]), member[1]
    if name == "LITERAL":
        return re.escape(chr(argument))
    if name == "RANGE":
        return f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
    return {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w",
            "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_NOT_SPACE": r"\S",
            "CATEGORY_NOT_WORD": r"\W"}.get(str(argument), "")  # fmt: skip


class _TooLong(Exception):
    pass


def _alarm(*_: object) -> None:
    raise _TooLong


def worst(pattern: Pattern, uses: set[str], length: int, patience: float) -> tuple[float, str]:
    """Return the longest processor time of a use on any line, and how the line begins.

    A pattern that the package only ever holds against the start of a text is not searched for.
    """
    compiled = re.compile(*pattern)
    only_start = bool(uses) and uses <= _ANCHORED
    longest, where = 0.0, ""
    for line in lines(pattern, length):
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, patience)
        try:
            if only_start:
                compiled.match(line)  # type: ignore[arg-type]
                compiled.fullmatch(line)  # type: ignore[arg-type]
            else:
                deque(compiled.finditer(line), 0)  # type: ignore[arg-type]
        except _TooLong:
            pass
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        spent = time.process_time() - begun
        if spent > longest:
            longest, where = spent, repr(line[:40])
        if spent > patience:
            break
    return longest, where


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--characters", type=int, default=20_000)
    parser.add_argument("--patience", type=float, default=0.2, metavar="SECONDS")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _alarm)
    rows = []
    found = collected()
    at_place: dict[str, set[str]] = {}
    for place, uses in found.values():
        at_place.setdefault(place, set()).update(uses)
    written = written_uses()
    for pattern, (place, uses) in found.items():
        # Patterns of one lexicon are used alike.
        alike = written.get(place) or uses or at_place[place]
        seconds, line = worst(pattern, alike, chosen.characters, chosen.patience)
        rows.append((seconds, place, str(pattern[0])[:160], line))
    rows.sort(reverse=True)
    if chosen.json:
        json.dump(rows, sys.stdout)
        return
    for seconds, place, text, line in rows[:60]:
        print(f"{seconds:7.3f} s  {place}  {text}  ← {line}")
    print(f"{len(rows)} patterns; {sum(row[0] > 0.05 for row in rows)} over 50 ms")


if __name__ == "__main__":
    main()
