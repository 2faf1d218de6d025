"""The same document reads the same as text, as HTML of several eras and as wrapped text."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from kg.model.layout import Form
from kg.reading import lay_out, read_source


def drupal(paragraphs: list[str]) -> str:
    body = "".join(f"<p>{escape(words, quote=False)}</p>" for words in paragraphs)
    return (
        '<!DOCTYPE html><html lang="en"><head><title>x | UN Press</title></head><body><header><nav><ul>'
        "<li>Home</li></ul></nav></header><main><article>"
        f'<div class="field field--name-body field__item">{body}</div></article></main>'
        "<footer><p>For information media. Not an official record.</p></footer></body></html>"
    )


def nineties(paragraphs: list[str]) -> str:
    coded = [
        words.encode("ascii", "xmlcharrefreplace").decode() for words in map(escape, paragraphs)
    ]
    body = "\n<P>".join(
        "\n".join(textwrap.wrap(words, 72, break_on_hyphens=False)) for words in coded
    )
    return f'<HTML><BODY BGCOLOR="#FFFFFF"><FONT SIZE=2>\n<P>{body}\n</FONT></BODY></HTML>'


def breaks(paragraphs: list[str]) -> str:
    return (
        "<html><body><div>" + "<br>\n<br>\n".join(map(escape, paragraphs)) + "</div></body></html>"
    )


def wrapped(paragraphs: list[str]) -> str:
    lines = (
        textwrap.fill(words, 72, break_on_hyphens=False, initial_indent="     ")
        for words in paragraphs
    )
    return "\n\n".join(lines)


@pytest.mark.shared
@pytest.mark.parametrize("dress", [drupal, nineties, breaks, wrapped])
def test_sentences_are_the_same_on_every_surface(
    gold_dir: Path, dress: Callable[[list[str]], str]
) -> None:
    same = total = 0
    for path in sorted(gold_dir.glob("*.txt")):
        if path.stem in ("dev3440", "seed-ga12388"):  # their heads are not paragraphs
            continue
        text = path.read_text(encoding="utf-8")
        paragraphs = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
        plain = lay_out(read_source("\n".join(paragraphs).encode(), "x", "x"))
        other = lay_out(read_source(dress(paragraphs).encode(), "x", "x"))
        assert other.form is Form.COVERAGE
        wanted = [plain.read(sentence.span) for sentence in plain.sentences]
        found = {other.read(sentence.span) for sentence in other.sentences}
        total += len(wanted)
        same += sum(1 for words in wanted if words in found)
    assert same >= 0.99 * total
