"""What a stranger may feed us: broken, endless, nested. Each in time that grows linearly."""

from __future__ import annotations

import time

import pytest

from kg.reading import lay_out, read_source

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
