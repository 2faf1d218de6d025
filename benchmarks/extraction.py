"""Measure how much text a second reading and extraction take, on one core.

    python benchmarks/extraction.py PATH [PATH …] [--runs 5] [--markdown]

Every stage is timed by itself over all documents, on inputs that the stages before it have
made; "whole" is bytes to record, as ``rostrum extract`` does it. Times are of the processor
(not of the clock), the least of all runs; tables and automata are loaded before. A megabyte
is 10⁶ bytes of the stored documents. Files that are no meeting documents are left out.

"share" is the stage's part of "whole". "anchor" is the time in which this interpreter counts
the words of the same documents (a pattern, a dictionary), measured between the stages; the
last column is how many times that long a stage takes, which carries over between machines and
to a machine that others use as well.
"""

from __future__ import annotations

import argparse
import platform
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from kg.extracting import acts, attribution, themes
from kg.extracting.checks import issues
from kg.extracting.compact import Compact, compact
from kg.extracting.compose import extract
from kg.extracting.instruments import instruments, symbols
from kg.extracting.meeting import meeting, next_meeting, stated_day
from kg.extracting.outcomes import outcomes
from kg.extracting.participations import participations
from kg.extracting.provisions import provisions
from kg.extracting.statements import statements
from kg.linking import load_gazetteer
from kg.model.layout import Form, Layout
from kg.model.mentions import Mentions
from kg.model.record import Record
from kg.reading import Failure, lay_out, read_source, sources
from kg.settings import Settings

MEGABYTE = 1_000_000
ANCHOR = "anchor"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Document:
    """One document with what every stage is given."""

    data: bytes
    name: str
    layout: Layout
    mentions: Mentions
    view: Compact
    record: Record


def main() -> None:
    """Print the rates of all stages as a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--markdown", action="store_true", help="print a table for the docs")
    chosen = parser.parse_args()
    documents = [one for path in chosen.paths for one in load(path)]
    size = sum(len(one.data) for one in documents)
    seconds = timed(documents, chosen.runs)
    columns = ("stage", "MB/s", "ms/MB", "share", "anchors")
    template = "{:24} {:>8} {:>8} {:>7} {:>8}"
    if chosen.markdown:
        template = "| {:24} | {:>8} | {:>8} | {:>7} | {:>8} |"
    print(
        f"{len(documents)} documents, {size / MEGABYTE:.2f} MB; {machine()}; "
        f"least of {chosen.runs} runs, processor time"
    )
    print(template.format(*columns))
    if chosen.markdown:
        print("|---|--:|--:|--:|--:|")
    for name, spent in seconds.items():
        rate = size / MEGABYTE / spent
        share, ratio = spent / seconds["whole"], spent / seconds[ANCHOR]
        told = "" if name == ANCHOR else f"{share:.0%}"
        print(template.format(name, f"{rate:.2f}", f"{1000 / rate:.0f}", told, f"{ratio:.1f}"))


def timed(documents: list[Document], runs: int) -> dict[str, float]:
    """Return the least processor time of every stage and of the anchor, in seconds.

    Every run takes all stages in turn, so that a busy minute hurts none more than another.
    """
    least: dict[str, float] = {}
    for _ in range(runs):
        for name, stage in STAGES.items():
            begun = process_time()
            for document in documents:
                stage(document)
            least[name] = min(least.get(name, float("inf")), process_time() - begun)
    return least


def load(path: str) -> list[Document]:
    """Return the meeting documents of a file or folder with the inputs of all stages."""
    found = []
    for source in sources([path], Settings()):
        if isinstance(source, Failure):
            raise SystemExit(source.message)
        layout = lay_out(source)
        if layout.form is Form.OTHER:
            continue
        record = extract(layout, load_gazetteer())
        mentions = load_gazetteer().mentions(layout.plain, on=stated_day(layout))
        view = compact(layout, mentions)
        data = source.text.encode()
        name = Path(source.location).name
        found.append(Document(data, name, layout, mentions, view, record))
    return found


def machine() -> str:
    """Return processor and interpreter in a few words."""
    model = platform.processor() or platform.machine()
    cpu = Path("/proc/cpuinfo")
    if cpu.exists():
        lines = cpu.read_text(encoding="utf-8").splitlines()
        model = next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), model)
    return f"{model}, {platform.python_implementation()} {platform.python_version()}"


def _count_words(one: Document) -> object:
    return Counter(_WORD.findall(one.layout.plain))


def _decode(one: Document) -> object:
    return read_source(one.data, one.name, one.name)


def _lay_out(one: Document) -> object:
    return lay_out(one.layout.source)


def _names(one: Document) -> object:
    return load_gazetteer().mentions(one.layout.plain, on=stated_day(one.layout))


def _attribution(one: Document) -> object:
    return attribution.attribute(one.layout, one.mentions, load_gazetteer())


def _acts(one: Document) -> object:
    return acts.find(one.layout, one.mentions, one.record.attributions, load_gazetteer())


def _themes(one: Document) -> object:
    return themes.tag(one.layout, one.record.attributions)


def _floor(one: Document) -> object:
    said = one.record.attributions
    return statements(one.layout, said), participations(one.layout, one.mentions, said)


def _texts(one: Document) -> object:
    view = compact(one.layout, one.mentions)
    return instruments(view.layout, view.mentions, load_gazetteer()), symbols(view.layout)


def _meeting(one: Document) -> object:
    if one.layout.form is Form.RESOLUTION:
        return provisions(one.layout, one.mentions, one.record.themes, one.record.instruments)
    met = meeting(one.view.layout)
    body = met.body if met else None
    return next_meeting(one.view.layout, met), outcomes(
        one.view.layout, one.view.mentions, body, one.record.attributions
    )


def _checks(one: Document) -> object:
    return issues(one.record, one.view, load_gazetteer())


def _whole(one: Document) -> object:
    return extract(lay_out(read_source(one.data, one.name, one.name)), load_gazetteer())


STAGES: dict[str, Callable[[Document], object]] = {
    "decoding": _decode,
    "layout": _lay_out,
    "names": _names,
    "attribution": _attribution,
    "acts": _acts,
    "themes": _themes,
    "floor": _floor,
    "texts and symbols": _texts,
    "meeting and outcomes": _meeting,
    "checks": _checks,
    "whole": _whole,
    ANCHOR: _count_words,
}


if __name__ == "__main__":
    main()
