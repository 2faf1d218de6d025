"""Feed our own parsers mutated and spliced input; find what crashes or hangs them.

    python benchmarks/fuzz.py [--seconds 60] [--only reading,words] [--seed 1] [--json]
    pip install atheris; python benchmarks/fuzz.py --coverage reading

Inputs are made from the samples, from hostile files and from the inputs in
``tests/data/hostile-inputs.json`` that once failed. A target fails by an error that is not
ours (``RostrumError``), by breaking a law of its own, or by taking longer than a second and
a linear rate. ``--coverage`` hands a target to libFuzzer by ``atheris``, where that is installed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import traceback
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

from prove_sheet import ROOT, SAMPLES

from kg.asking.words import understand
from kg.building.documents import build_document
from kg.errors import RostrumError
from kg.extracting.language_model.answer import MalformedAnswer
from kg.extracting.language_model.answer import parse as parse_answer
from kg.fetching.addresses import Refused
from kg.fetching.addresses import parse as parse_address
from kg.fetching.feeds import items
from kg.fetching.robots import read as read_robots
from kg.linking import resolve
from kg.model import citations, symbols
from kg.reading import lay_out, read_source
from kg.settings import Settings
from kg.storing.guarding import guard, nesting
from kg.validating import validate

sys.path.insert(0, str(ROOT / "tests" / "data"))

import hostile_files

KEPT = ROOT / "tests" / "data" / "hostile-inputs.json"
_LONGEST = 20_000


def _reading(data: bytes) -> None:
    layout = lay_out(read_source(data, "x", "x.txt"))
    assert len(layout.plain) == len(layout.source.text)
    for block in layout.blocks:
        assert 0 <= block.span.start < block.span.end <= len(layout.plain)


def _page(data: bytes) -> None:
    _reading(b"<html><body>" + data)


def _building(data: bytes) -> None:
    built = build_document(read_source(data, "x", "x.txt"), Settings(), "run")
    message = getattr(built, "message", "")
    assert not message, message
    assert not built.violations, built.violations  # type: ignore[union-attr]


def _words(data: bytes) -> None:
    understand(data.decode("utf-8", "replace")[:2000])


def _symbol(data: bytes) -> None:
    text = data.decode("utf-8", "replace")[:2000]
    found = symbols.parse(text)
    if found is not None:
        assert symbols.parse(str(found)) == found
    list(citations.cited(text))


def _guard(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    guard(text)
    nesting(text)


def _resolution(data: bytes) -> None:
    resolve(data.decode("utf-8", "replace")[:500])


def _feed(data: bytes) -> None:
    items(data, "https://press.un.org/feed")


def _robots(data: bytes) -> None:
    read_robots(data)


def _address(data: bytes) -> None:
    found = parse_address(data.decode("utf-8", "replace")[:3000])
    assert parse_address(found.url) == found


def _answer(data: bytes) -> None:
    parse_answer(data.decode("utf-8", "replace"))


def _nquads(data: bytes) -> None:
    validate(data)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reading": _reading, "page": _page, "building": _building, "words": _words, "symbol": _symbol,
    "guard": _guard, "resolution": _resolution, "feed": _feed, "robots": _robots, "address": _address,
    "answer": _answer, "nquads": _nquads,
}  # fmt: skip
_EXPECTED = (RostrumError, MalformedAnswer, Refused)
_TOKENS = [
    "<p>", "</p>", "<div", "<!--", "-->", "<![CDATA[", "&amp;", "&#", ";", "\n\n", "\r", "\f", "\t", "\u00a0",
    "\u200b", "\u202e", "\u00ad", "“", "”", '"', "'", "(", ")", "[", "]", "{", "}", "*", "**", "# ", "- ", "1. ", "(a) ",
    "Mr. Roe (Norland):", "The President:", "said that", "on behalf of", "Decides", "Recalling", "A/RES/76/7",
    "A/76/PV.38", "GA/12388", "23 November 2021", "Question:", "SELECT", "FILTER", "# ", "<urn:x>", '"""', "\\u0041",
    "http://", "://", "@", ":80", "%2e%2e", "User-agent:", "Disallow:", "<rss>", "<item><link>", '{"acts":[', "]}", "null",
    "1e999", "\ud7ff", "İ", "ß", "ǅ", "ﬁ", "\u0301", "🕊", "\ufeff", "\u2028", "who", "which States", "since 2020",
]  # fmt: skip


def seeds(name: str) -> list[bytes]:
    """Return what a target starts from."""
    found = [path.read_bytes() for path in sorted(SAMPLES.iterdir()) if path.is_file()]
    found += [(hostile_files.head(n) + hostile_files.BODY).encode() for n in range(2)]
    if name in (
        "words",
        "symbol",
        "resolution",
        "address",
        "robots",
        "feed",
        "answer",
        "guard",
        "nquads",
    ):
        found = [token.encode() for token in _TOKENS] + [piece[:300] for piece in found]
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    return found + [bytes.fromhex(one) for one in kept.get(name, [])]


def mutated(chance: random.Random, pool: list[bytes]) -> bytes:
    """Return an input made from one or two others."""
    data = bytearray(chance.choice(pool)[:_LONGEST])
    for _ in range(chance.choice((1, 1, 2, 4, 8, 16))):
        at = chance.randrange(len(data) + 1)
        size = chance.choice((1, 2, 8, 64, 512))
        match chance.randrange(7):
            case 0:
                data[at : at + size] = b""
            case 1:
                data[at:at] = chance.choice(_TOKENS).encode("utf-8", "surrogatepass")
            case 2:
                data[at:at] = chance.choice(_TOKENS).encode(
                    "utf-8", "surrogatepass"
                ) * chance.randrange(2, 80)
            case 3:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 4:
                other = chance.choice(pool)
                begin = chance.randrange(len(other) + 1)
                data[at:at] = other[begin : begin + size]
            case 5:
                data[at:at] = data[at : at + size]
            case _:
                begin = chance.randrange(len(data) + 1)
                piece = data[begin : begin + size]
                data[at:at] = piece
    return bytes(data[:_LONGEST])


def fuzz(name: str, seconds: float, seed: int) -> dict[str, Any]:
    """Run one target; return how many inputs it took and those that failed, with the reason."""
    chance, pool, target = random.Random(f"{name}{seed}"), seeds(name), TARGETS[name]
    failures: dict[str, str] = {}
    inputs, slowest, ends = 0, 0.0, time.monotonic() + seconds
    target_once(target, pool[0])  # what is loaded once is no hang
    fresh = (mutated(chance, pool) for _ in iter(lambda: time.monotonic() < ends, False))
    for data in chain(pool, fresh):
        begun = time.process_time()
        reason = target_once(target, data)
        spent = time.process_time() - begun
        inputs, slowest = inputs + 1, max(slowest, spent)
        if spent > 1.0 + len(data) / 10_000:
            reason = reason or f"took {spent:.1f} s for {len(data)} bytes"
        if reason and reason not in failures.values():
            failures[data.hex()] = reason
    return {"inputs": inputs, "slowest": round(slowest, 3), "failures": failures}


def target_once(target: Callable[[bytes], None], data: bytes) -> str:
    """Return why a target failed on an input, or nothing."""
    try:
        target(data)
    except _EXPECTED:
        return ""
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return (
            f"{type(error).__name__}: {str(error)[:120]} ({Path(last.filename).name}:{last.lineno})"
        )
    return ""


def by_coverage(name: str) -> None:
    """Hand a target to libFuzzer."""
    import atheris  # type: ignore[import-not-found]

    def once(data: bytes) -> None:
        reason = target_once(TARGETS[name], data)
        if reason:
            raise AssertionError(reason)

    atheris.instrument_all()
    atheris.Setup([sys.argv[0]], once)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default=",".join(TARGETS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--coverage", choices=list(TARGETS))
    chosen = parser.parse_args()
    if chosen.coverage:
        by_coverage(chosen.coverage)
        return 0
    found = {}
    for name in chosen.only.split(","):
        found[name] = fuzz(name, chosen.seconds, chosen.seed)
        if not chosen.json:
            tell(name, found[name])
    if chosen.json:
        print(json.dumps(found))
    return 1 if any(report["failures"] for report in found.values()) else 0


def tell(name: str, report: dict[str, Any]) -> None:
    """Print what became of a target."""
    failures = report["failures"]
    print(
        f"{name:12} {report['inputs']:>8} inputs, slowest {report['slowest']} s, "
        f"{len(failures)} failures",
        flush=True,
    )
    for data, reason in failures.items():
        print(f"    {reason}\n    {bytes.fromhex(data)[:300]!r}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
