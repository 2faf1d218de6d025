"""Measure provisions against typed paragraphs, and speeches against the headings of records.

    python benchmarks/forms.py provisions TYPED_PARAGRAPHS_DIR [--text] [--show N]
    python benchmarks/forms.py speeches VERBATIM_DIR

The typed paragraphs are JSON lists of ``{text, type, paragraph_type, prefix, action_verb}``.
With ``--text`` their texts are joined to a plain text, so that nothing but the words tells the
reader what a paragraph is. A paragraph that the corpus calls preambular though it stands
behind the first numbered one of its part is counted apart: unnumbered paragraphs of annexes
and operative parts are typed so there.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.extracting.provisions import provisions
from kg.extracting.provisions.lexicon import load
from kg.model.layout import Layout
from kg.model.mentions import Mentions
from kg.model.record import Provision
from kg.reading import lay_out
from kg.reading.decoding import read_source

Paragraph = dict[str, Any]


def main() -> None:
    """Print the figures that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", choices=("provisions", "speeches"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--text", action="store_true")
    parser.add_argument("--show", type=int, default=0)
    chosen = parser.parse_args()
    if chosen.what == "provisions":
        _print_provisions(chosen.folder, text=chosen.text, show=chosen.show)
    else:
        _print_speeches(chosen.folder, show=chosen.show)


def _print_provisions(folder: Path, *, text: bool, show: int) -> None:
    right: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    wrong: list[tuple[str, ...]] = []
    for file in sorted(folder.glob("*.json")):
        behind = False
        for gold, found in _pairs(file, text=text):
            behind = (behind or bool(gold["prefix"])) and not _enacts(gold["text"])
            for measure, fits in _judged(gold, found, behind=behind):
                counted[measure] += 1
                right[measure] += fits
                if not fits:
                    kept = f"{found.kind} {found.number} {found.verb}" if found else "nothing"
                    asked = f"{gold['paragraph_type']} {gold['prefix']} {gold.get('action_verb')} {[m['action_verb'] for m in gold.get('mandates') or ()][:1]}"
                    wrong.append((file.stem, measure, asked, kept, gold["text"][:70]))
    for measure, total in sorted(counted.items()):
        print(f"{measure:34} {right[measure] / total:.4f}  {right[measure]} of {total}")
    step = max(1, len(wrong) // show) if show else 1
    for line in wrong[::step][:show]:
        print(" | ".join(line))


def _pairs(file: Path, *, text: bool) -> Iterator[tuple[Paragraph, Provision | None]]:
    """Yield each typed paragraph with the provision that starts where it stands."""
    typed = [one for one in json.loads(file.read_text(encoding="utf-8")) if one["text"].strip()]
    if text:
        layout, starts = _as_text(typed, file.stem)
    else:
        layout = lay_out(read_source(file.read_bytes(), file.stem, str(file)))
        starts = _starts(typed, layout)
    found = {one.span.start: one for one in provisions(layout, Mentions([]))}
    for one, start in zip(typed, starts, strict=True):
        if one["type"] == "paragraph" and one["paragraph_type"]:
            yield one, next((found[at] for at in range(start, start + 8) if at in found), None)


def _as_text(typed: Sequence[Paragraph], name: str) -> tuple[Layout, list[int]]:
    text, starts = "", []
    for one in typed:
        starts.append(len(text))
        prefix = (one["prefix"] or "").strip()
        text += (
            (prefix + "\t" if prefix else "") + " ".join(one["text"].split("\n")).strip() + "\n\n"
        )
    return lay_out(read_source(text.encode(), f"{name}.txt", name)), starts


def _starts(typed: Sequence[Paragraph], layout: Layout) -> list[int]:
    at, starts = 0, []
    raw = layout.source.text
    for one in typed:
        for ascii_only in (True, False):
            words = json.dumps(one["text"], ensure_ascii=ascii_only)[1:-1]
            place = raw.find(words, at)
            if place >= 0:
                break
        at = max(place, at)
        starts.append(at)
        at += len(words)
    return starts


def _judged(
    gold: Paragraph, found: Provision | None, *, behind: bool
) -> Iterator[tuple[str, bool]]:
    kind = gold["paragraph_type"]
    unnumbered = kind == "preambular" and behind
    if not unnumbered:
        yield "kind", found is not None and found.kind == kind
    yield "kind, as the corpus has it", found is not None and found.kind == kind
    if found is None:
        return
    bullet = (gold["prefix"] or "").strip() in ("•", "*", "×", "–", "-", "·")
    printed = "" if bullet else (gold["prefix"] or "").strip().strip(".()").strip()
    yield "number", found.number.strip().strip(".()").strip() == printed
    named = next(iter(gold.get("mandates") or ()), {})
    if named.get("action_verb") and named["action_verb_normalized"]:
        fits = found.verb is not None and _equal(found.verb, named["action_verb_normalized"])
        yield "verb, as annotated (call upon …)", fits
    verb = gold.get("action_verb")
    if verb and not unnumbered:
        real = gold["paragraph_level"] in (None, 1) and _is_opener(verb)
        stem = gold["action_verb_normalized"] or verb.lower()
        fits = found.verb is not None and _same(found.verb, stem, verb)
        yield ("verb" if real else "verb, of items and other words"), fits


def _enacts(text: str) -> bool:
    return re.fullmatch(r"The (?:General Assembly|Security Council),?", text.strip()) is not None


def _is_opener(verb: str) -> bool:
    """Whether the corpus's verb is one, and not the first word of a table's row."""
    lexicon = load()
    word = verb.lower().strip(",.").removeprefix("having ")
    return (
        verb.lower().startswith("having")
        or any(word in forms for forms in (lexicon.third, lexicon.ing, lexicon.base, lexicon.alone))
        or word in lexicon.other
    )


def _equal(verb: str, named: str) -> bool:
    verb = verb.removeprefix("will ").removeprefix("having ")
    named = named.removeprefix("be ").removeprefix("having ")
    return (
        verb == named or verb.startswith(named + " ") or {verb, named} <= {"call on", "call upon"}
    )


def _same(verb: str, stem: str, printed: str) -> bool:
    """Whether a base form is that of the corpus, which strips endings ("recogniz", "not")."""
    plain, words = stem.strip(",. ").lower(), printed.strip(",. ").lower()
    if words.startswith("having"):
        return verb.startswith("having")
    verb = verb.split(maxsplit=1)[0]
    if verb in (words, plain):
        return True
    root = verb.removesuffix("e").removesuffix("y")
    return words.startswith(root) and len(words) - len(verb) <= 4


_HEADING = re.compile(
    r"(?:^|(?<=[.!?”)] )|(?<=[.!?”]))(?:Mr\.|Mrs\.|Ms\.|Miss|Dr\.|Sir|Dame|Lord|Lady|Sheikh|Prince|Princess|"
    r"Archbishop|Monsignor|Baroness|Count|The (?:Acting )?President)"
    r"[^():\n]{0,60}\((?P<party>[^()\n]{3,70})\)(?: ?\((?:spoke|interpretation)[^()\n]{2,60}\))?:",
    re.MULTILINE,
)


def _print_speeches(folder: Path, *, show: int) -> None:
    from kg.building.documents import extract_source
    from kg.linking import load_gazetteer
    from kg.model.mentions import Kind
    from kg.model.source import Span
    from kg.reading import sources
    from kg.settings import Settings

    gazetteer = load_gazetteer()
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    for source in sources([str(folder)], Settings()):
        record = extract_source(source).record
        if record is None:
            wrong.append(f"{source.name}: no record")
            continue
        marks = [
            m
            for m in _HEADING.finditer(source.text)
            if not m["party"].startswith(("spoke", "interp"))
        ]
        spans = record.layout.sentences
        begins = {spans[one.sentences[0]].span.start: one for one in record.statements}
        for at, mark in enumerate(marks):
            stop = marks[at + 1].start() if at + 1 < len(marks) else len(source.text)
            said = next((begins[b] for b in sorted(begins) if mark.start() <= b < stop), None)
            name = mark["party"]
            asked = {
                m.id
                for m in gazetteer.mentions(name).within(Span(0, len(name)), Kind.PARTY, Kind.GROUP)
            }
            counted["headings"] += 1
            near = said is not None and spans[said.sentences[0]].span.start - mark.end() < 40
            fits = said is not None and near and (said.party in asked)
            counted["delegation found"] += fits
            crossed = said is not None and spans[said.sentences[-1]].span.start >= stop
            counted["merged with the next"] += crossed
            if not fits or crossed:
                who = said.party if said else None
                wrong.append(
                    f"{source.name} {mark.start()}: {mark.group()!r} {who} {sorted(map(str, asked))}"
                )
    for measure, count in counted.items():
        print(f"{measure:24} {count}  {count / counted['headings']:.4f}")
    for line in wrong[:show]:
        print(line)


if __name__ == "__main__":
    main()
