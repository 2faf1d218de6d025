"""Rows R6, R7, S7, S10 and S12: what hostile or odd documents do."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from prove_sheet import ROOT, SAMPLES, Found, Proof, by_tests, rostrum

from kg.building.documents import build_document
from kg.errors import UnreadableDocument
from kg.model.layout import Layout
from kg.reading import lay_out, read_source
from kg.settings import Settings
from kg.storing.generations import current

sys.path.insert(0, str(ROOT / "tests" / "data"))

import hostile_files

DEADLINE = 10
"""Seconds that one document may take; a hostile one may use them, the others need none."""


def hostile(long: bool) -> Found:
    """Mix hostile files into the samples: the samples' graphs must not change by a byte."""
    with tempfile.TemporaryDirectory(prefix="rostrum-prove-") as home:
        good, mixed, folder = Path(home, "good"), Path(home, "mixed"), Path(home, "in", "hostile")
        count = hostile_files.write(folder, 2000 if long else 500)
        rostrum("build", SAMPLES, "--store", good)
        begun = time.monotonic()
        ended = rostrum(
            "build", SAMPLES, folder, "--store", mixed, "--json", "--document-timeout", DEADLINE
        )
        seconds = time.monotonic() - begun
        if ended.returncode != 1 or "Traceback" in ended.stderr:
            return Found(False, f"exit code {ended.returncode}: {ended.stderr.strip()[:200]}")
        report = json.loads(ended.stdout)
        before, after = _graphs(good), _graphs(mixed)
    changed = sorted(graph for graph, block in before.items() if after.get(graph) != block)
    failures = report["failures"]
    lines = all(
        len(f["message"].splitlines()) == 1 and f["location"].isprintable() for f in failures
    )
    slow = sum(failure["stage"] == "limits" for failure in failures)
    defects = [f["location"] for f in failures if f["error"] in _DEFECTS]
    told = (
        f"{count} hostile files: {len(failures)} refused, {len(report['not_meetings'])} no meeting, "
        f"{len(report['invalid'])} invalid, {slow} given up for time, {len(defects)} defects; "
        f"{len(before)} good graphs, {len(changed)} changed; {seconds:.0f} s in all"
    )
    kept = lines and not changed and not defects and not report["invalid"] and not slow
    return Found(
        kept and seconds < DEADLINE * count, told + (f": {defects[:3]}" if defects else "")
    )


_DEFECTS = frozenset(["Defect", "IndexError", "KeyError", "AssertionError", "TypeError", "AttributeError",
                      "ValueError", "RecursionError", "ZeroDivisionError", "OverflowError"])  # fmt: skip


def _graphs(store: Path) -> dict[str, bytes]:
    """Return each document's graph, but what names the run."""
    made = current(store)
    content, found = made.graph.read_bytes(), {}
    for line in made.documents.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if "offset" in entry:
            block = content[entry["offset"] : entry["offset"] + entry["length"]]
            found[entry["document"]] = block
    return found


class _Shown(HTMLParser):
    """The characters that Python's own parser shows: a second opinion that keeps no tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("script", "style", "template", "noscript"):
            self._hidden = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


_FIRST, _SECOND = "Norland", "Southmark"


def pages(count: int) -> Iterator[tuple[str, str]]:
    """Yield pages with their kind: deep, unclosed, badly nested, as word processors leave them."""
    sentence = (
        "The representative of {} said that the wells of {} were dry, and asked for {} pumps. "
    )
    words = [sentence.format(_FIRST, _SECOND, number) for number in range(40)]
    for deep in (10, 255, 256, 300, 2_047, 2_048, 5_000):
        for tag in ("div", "b", "font", "span", "blockquote", "table><tr><td"):
            inner = f"<{tag}>".join(words[n % 40] for n in range(deep))
            yield f"{deep} open {tag}", f"<html><body>{inner}</body></html>"
    chance = random.Random(3)
    tags = ["p", "b", "i", "font", "div", "span", "td", "li", "ul", "table", "tr", "a", "h2", "em"]
    for number in range(count):
        body = "".join(
            chance.choice(("<{}>", "</{}>", "<{} class='x'>", "<{}/>")).format(chance.choice(tags))
            + chance.choice(words)
            for _ in range(60)
        )
        yield f"random {number}", f"<html><body>{body}</body></html>"


def complete(long: bool) -> Found:
    """Compare the characters of a page's blocks with those that an independent parser shows."""
    lost, flagged, total, worst = [], 0, 0, 1.0
    for kind, markup in pages(1000 if long else 150):
        layout = lay_out(read_source(markup.encode(), "x", "x.html"))
        share = _share(layout, markup)
        total += 1
        worst = min(worst, share)
        if share < 0.999:
            flagged += bool(layout.issues)
            lost += [] if layout.issues else [kind]
    told = (
        f"{total} pages (up to 5,000 open elements): at least {worst:.2%} of the characters, "
        f"{flagged} flagged, {len(lost)} lost unflagged"
    )
    return Found(not lost, told + (f": {lost[:3]}" if lost else ""))


def _share(layout: Layout, markup: str) -> float:
    shown = _Shown()
    shown.feed(markup)
    shown.close()
    wanted = Counter(char for char in "".join(shown.words) if not char.isspace())
    found = Counter(
        char for block in layout.blocks for char in layout.read(block.span) if not char.isspace()
    )
    return sum((wanted & found).values()) / max(1, sum(wanted.values()))


CONTROLS = [code for code in range(32) if code not in (9, 10, 13)]  # what no XML may hold
ODD = [*CONTROLS, 0x7F, 0x80, 0x85, 0x9F, 0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x2028, 0x202F),
       *range(0x2060, 0x206A), 0xFE0F, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF,
       0xE000, 0xF8FF, 0xE0001, 0xE0041, 0xE007F, 0x1FFFE, 0x10FFFF]  # fmt: skip
LOOKALIKES = {
    "А": "Cyrillic A",
    "Α": "Greek Alpha",
    "Ꭺ": "Cherokee A",
    "Ａ": "full-width A",
    "𝐀": "bold A",
}
_TEXT = """General Assembly
Seventy-sixth Session, 38th Meeting (AM)
GA/9{at}0001
23 November 2021

Delegates Speak

The representative of Slo{inside}vakia said her country stands ready to share maps by 2025.
"""


def hygiene(long: bool) -> Found:
    """Put odd code points into a sentence and a symbol: the graph must not carry them on."""
    raw, symbols = [], []
    for code in ODD:
        char = chr(code)
        block = _block(_TEXT.format(at="", inside=char))
        if code in CONTROLS and char in block:
            raw.append(f"U+{code:04X}")
        named = _names(_block(_TEXT.format(at=char, inside="")))
        symbols += [f"U+{code:04X}"] if any(_is_odd(each) for each in named) else []
    for char, name in LOOKALIKES.items():
        named = _names(_block(_TEXT.replace("GA/", f"G{char}/").format(at="", inside="")))
        symbols += [name] if any(_is_odd(each) for each in named) else []
    told = (
        f"{len(ODD) + len(LOOKALIKES)} code points: {len(raw)} controls in the graph, "
        f"{len(symbols)} in IRIs {' '.join((raw + symbols)[:8])}"
    )
    tests = by_tests("tests/mapping/test_terms.py", "tests/model/test_symbols.py")
    return Found(not raw and not symbols and not tests.failed, told.rstrip())


def _block(text: str) -> str:
    """Return the graph of a text as N-Quads with every escape resolved."""
    try:
        source = read_source(text.encode(), "odd", "odd.txt")
    except UnreadableDocument:
        return ""
    built = build_document(source, Settings(), "run")
    block = getattr(built, "block", b"").decode()
    return json.loads(f'"{block.translate(_ESCAPED)}"', strict=False) if block else ""


_ESCAPED = str.maketrans({'"': "'"})


def _names(block: str) -> set[str]:
    return {
        term for line in block.splitlines() for term in line.split(" ") if term.startswith("<http")
    }


def _is_odd(iri: str) -> bool:
    return any(
        ord(char) > 127 and unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn", "Lu")
        for char in iri
    )


def fuzzed(long: bool) -> Found:
    seconds = 120 if long else 6
    command = [
        sys.executable,
        str(ROOT / "benchmarks" / "fuzz.py"),
        "--seconds",
        str(seconds),
        "--json",
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if not ended.stdout.strip():
        return Found(False, f"the fuzzer ended: {ended.stderr.strip()[-200:]}")
    report = json.loads(ended.stdout)
    inputs = sum(each["inputs"] for each in report.values())
    failed = {name: each["failures"] for name, each in report.items() if each["failures"]}
    told = f"{len(report)} targets × {seconds} s, {inputs:,} inputs, {sum(map(len, failed.values()))} failures"
    return Found(not failed, told + (f": {', '.join(failed)}" if failed else ""))


def linear(long: bool) -> Found:
    length, gate = (200_000, 0.5) if long else (20_000, 0.05)
    command = [sys.executable, str(ROOT / "benchmarks" / "prove_patterns.py"), "--json",
               "--characters", str(length), "--patience", str(gate * 2)]  # fmt: skip
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = json.loads(ended.stdout)
    slow = [row for row in rows if row[0] > gate]
    left = sum(row[0] > gate * 2 for row in rows)  # how long these would take is not known
    told = (
        f"{len(rows)} patterns on lines of {length:,} characters made for each: {len(slow)} over "
        f"{gate * 1000:.0f} ms, "
        + (
            f"{left} of them stopped at {gate * 2000:.0f} ms"
            if left
            else f"slowest {rows[0][0] * 1000:.0f} ms"
        )
    )
    return Found(
        not slow, told + (f": {', '.join(sorted({row[1] for row in slow})[:4])}" if slow else "")
    )


PROOFS = (
    Proof("R6", "One bad document never stops the run, nor changes another's graph",
          "≥ 500 hostile files: good graphs unchanged, one line each, exit code 1", hostile),
    Proof("R7", "No text is lost silently",
          "≥ 99.9 % of the characters an independent parser shows, else flagged", complete),
    Proof("S7", "No control character reaches the graph, no odd character an IRI",
          "≥ 60 code points: each stripped or escaped", hygiene),
    Proof("S10", "Our own parsers are fuzzed", "0 crashes, 0 hangs", fuzzed),
    Proof("S12", "Regular expressions are linear",
          "a line made for each repetition of each pattern: within 50 ms for 20,000 characters", linear),
)  # fmt: skip
