"""What a stranger may feed us: broken, endless, nested. Each in time that grows linearly."""

from __future__ import annotations

import time

import hostile_files
import pytest

from kg.building.documents import Built, build_document
from kg.reading import lay_out, read_source
from kg.settings import Settings

N = 300_000
TEXTS = {
    "one line of words": "word " * (N // 5),
    "no blanks": "x" * N,
    "blanks": " " * N + "a",
    "stops": ". " * (N // 2),
    "initials": "A. " * (N // 3),
    "open angle brackets": "<html>" + "<" * N,
    "open bold": "<html>" + "<b>x " * (N // 5),
    "open divisions": "<html>" + "<div>x " * (N // 7) + "</p>" * (N // 7),
    "open quotes in tags": "<html>" + '<a "' * (N // 4),
    "open attribute": "<html><a href='" + "x" * N,
    "open comments": "<html>" + "<!--" * (N // 4),
    "open scripts": "<html>" + "<script>" * (N // 8),
    "many attributes": "<html><p " + " ".join(f'a{n}="x"' for n in range(N // 8)) + ">hi</p>",
    "entities": "<html>" + "&amp;" * (N // 5),
    "ampersands": "<html>" + "&" * N,
    "stars": "*" * N,
    "brackets": "[" * N,
    "links": "[a](" * (N // 4),
    "escapes": '[{"text":"' + '\\"' * (N // 2) + '"}]',
    "open string": '[{"text":"' + "x" * N,
    "titles": "Mr. " * (N // 4),
    "parentheses": "Mr. X (" * (N // 7),
    "ordinals": "1st " * (N // 4) + "meeting",
    "slashes": "A/" * (N // 2),
    "zero-width": "a\u200b" * (N // 2),
    "hyphens": "some words opera-\ntion and more words that run\non over lines\n" * (N // 60),
}


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_hangs_or_fails(name: str) -> None:
    start = time.process_time()
    source = read_source(TEXTS[name].encode(), "x", "x.txt")
    layout = lay_out(source)
    assert len(layout.plain) == len(source.text)
    assert time.process_time() - start < 6


def test_five_megabytes_on_one_line() -> None:
    text = "The representative of Norland said that the report was thin. " * 80_000
    start = time.process_time()
    layout = lay_out(read_source(text.encode(), "x", "x.txt"))
    assert len(layout.sentences) == 80_000
    assert time.process_time() - start < 15


DOCUMENT = hostile_files.head(1) + hostile_files.BODY


def test_a_short_line_in_the_head_of_a_record_ends() -> None:
    """Every small word of what looked like a body's name doubled the time of its line: for ever."""
    head = "United Nations S/PV.9123\nSecurity Council\n\nCouncil on" + " the" * 90 + " †\n\n"
    turns = "Mr. Roe (Norland): We thank you, Mr. President, for this meeting.\n\n" * 9
    source = read_source((head + turns).encode(), "S_PV.9123", "S_PV.9123.txt")
    assert lay_out(source).form == "verbatim"


@pytest.mark.parametrize(
    "piece", [" ", "\t", "…", ". ", "not ", "a-\n\n", "Slovakia, ", "and Peru "]
)
def test_a_document_with_an_endless_line_is_built_whole(piece: str) -> None:
    """Not only read: what looks for acts and voices meets the line as well."""
    source = read_source((DOCUMENT + piece * (30_000 // len(piece))).encode(), "x", "x.txt")
    build_document(source, Settings(), "run")
    start = time.process_time()
    built = build_document(source, Settings(), "run")
    assert isinstance(built, Built)
    assert built.form == "coverage"
    assert built.acts >= 2
    assert built.violations == ()
    assert time.process_time() - start < 6


@pytest.mark.parametrize(
    "code", [0x01, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x7F, 0x85, 0xAD, 0x200B, 0xFFFD]
)
def test_an_odd_character_costs_no_document_its_place(code: int) -> None:
    """A control character is a blank in the quote and in its readable form: these do not differ."""
    text = DOCUMENT.replace("stands ready", f"stands{chr(code)} ready")
    built = build_document(read_source(text.encode(), "x", "x.txt"), Settings(), "run")
    assert isinstance(built, Built)
    assert built.violations == ()
    assert built.acts >= 1
    if code < 0x20:
        assert chr(code).encode() not in built.block.replace(b"\n", b"")
