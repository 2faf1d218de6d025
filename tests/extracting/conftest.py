"""Small documents of our own words, laid out without a reader."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kg.linking import load_gazetteer
from kg.model.layout import Block, Fact, Form, Layout, Role, Sentence
from kg.model.mentions import Gazetteer
from kg.model.source import Source, Span

_SENTENCE = re.compile(r"\S.*?(?:(?<!Mr)(?<!Ms)[.?!][”)]?(?=\s+[A-Z“(])|$)")


def laid_out(text: str, form: Form = Form.COVERAGE, **facts: str) -> Layout:
    """Lay out ``text``: a paragraph a line, sentences at full stops."""
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            for match in _SENTENCE.finditer(line):
                span = Span(at + match.start(), at + match.end())
                sentences.append(Sentence(span, len(blocks)))
            blocks.append(Block(Span(at, at + len(line)), Role.PARAGRAPH))
        at += len(line) + 1
    source = Source("note", text, "0" * 64, "note.txt")
    stated = {key: Fact(value) for key, value in facts.items()}
    plain = text.replace("\n", " ").replace("\u00a0", " ")
    return Layout(source, plain, form, 1.0, tuple(blocks), tuple(sentences), stated)


@pytest.fixture(scope="session")
def lay() -> Callable[..., Layout]:
    """Return the function that lays out a small text."""
    return laid_out


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The registers, read once."""
    return load_gazetteer()
