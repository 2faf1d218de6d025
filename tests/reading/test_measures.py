"""Figures on the development corpus that must not fall."""

from __future__ import annotations

import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.model.layout import Form, Role
from kg.reading import lay_out, read_source

NAMED = re.compile(
    r"(?:^|(?<=[.!?”\"] ))(?:Mr|Mrs|Ms|Miss)\.? [^:\n.]{1,60}\([A-Z][^)\n]*\)(?: \(spoke in [A-Z][a-z]+\))? ?:",
    re.MULTILINE,
)


@pytest.mark.shared
def test_no_speech_of_a_delegation_is_lost(shared_dir: Path) -> None:
    total, lost = 0, []
    for path in sorted((shared_dir / "corpus" / "verbatim").glob("*.txt")):
        layout = lay_out(read_source(path.read_bytes(), path.stem, path.name))
        turns = {block.span.start for block in layout.blocks if block.role is Role.TURN}
        for heading in NAMED.finditer(layout.source.text):
            total += 1
            if heading.start() not in turns:
                lost.append((path.stem, heading.group()))
    assert total >= 600
    assert not lost


@pytest.mark.shared
def test_labelled_speeches_are_all_turns(shared_dir: Path) -> None:
    for path in sorted((shared_dir / "corpus" / "verbatim").glob("S_PV.7*.txt")):
        layout = lay_out(read_source(path.read_bytes(), path.stem, path.name))
        turns = [block for block in layout.blocks if block.role is Role.TURN]
        assert len(turns) >= layout.source.text.count("## spch")


def typed(archive: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    with tarfile.open(archive, "r:xz") as members:
        for member in members:
            stream = members.extractfile(member) if member.name.endswith(".json") else None
            if stream:
                yield Path(member.name).stem, json.load(stream)


def lines(paragraphs: list[dict[str, Any]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield line, printed number and typed paragraph, as a plain text would have them."""
    for paragraph in paragraphs:
        words = " ".join(paragraph["text"].split())
        number = (paragraph.get("prefix") or "").strip()
        if words:
            yield (f"{number}\t{words}" if number else words), number, paragraph


UNREAD = {
    # Lines of a scanned page that the register took for paragraphs: the text reads them as one.
    "A_RES_39_46": 19,
    # Articles quoted within a resolution: the register leaves their numbers in the text.
    "A_RES_33_141": 8,
    # Three asterisks between parts, and a run of invisible marks, that it took for numbers.
    "A_RES_57_283_B": 1,
    "A_RES_78_282": 1,
}


@pytest.mark.shared
def test_paragraph_types_and_numbers_agree_with_the_typed_resolutions(shared_dir: Path) -> None:
    """Unnumbered paragraphs with a finite verb count as operative; annexes are left out.

    Every number is right but those of ``UNREAD``, where the register is wrong.
    """
    types: Counter[bool] = Counter()
    numbers: Counter[bool] = Counter()
    unread: Counter[str] = Counter()
    for name, paragraphs in typed(shared_dir / "corpus/resolutions/typed-paragraphs.tar.xz"):
        rows = list(lines(paragraphs))
        text = "\n".join(line for line, _, _ in rows)
        layout = lay_out(read_source(text.encode(), "x", name))
        assert layout.form is Form.RESOLUTION, name
        blocks = {block.span.start: block for block in reversed(layout.blocks)}
        at, annexed = 0, False
        for line, number, paragraph in rows:
            block = blocks.get(at)
            at += len(line) + 1
            annexed = annexed or line.lower().startswith(("annex", "appendix", "enclosure"))
            wanted = paragraph["paragraph_type"]
            if wanted is None or (annexed and wanted == "preambular"):
                continue
            if not number and paragraph.get("action_verb_type") == "operative":
                wanted = "operative"
            types[block is not None and block.role.value == wanted] += 1
            printed = number.strip("\u200e\u200d").rstrip(".").strip("•* ") or None
            same = block is not None and block.number == printed
            numbers[same] += 1
            unread[name] += not same
    assert types[True] / types.total() >= 0.99
    assert numbers.total() >= 18_000
    assert {name: count for name, count in unread.items() if count} == UNREAD
