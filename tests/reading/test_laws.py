"""What holds of every layout, whatever the text."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UnreadableDocument
from kg.model.layout import Layout, Role
from kg.reading import lay_out, read_source

PIECES = st.sampled_from(
    [
        "The General Assembly,", "The Security Council today heard", "Recalling its texts,", "1. Decides so;", "(a) one;",
        "(i) two;", "The President:", "Mr. Roe (Norland) (spoke in French): We agree.", "In favour: Norland", "Annex",
        "## spch001 Norland_Land", "# Title", "**bold**", "*it*al", "[link](https://example.org)", "** Topic", "co\u00adop",
        "opera-", "tion", "long-", "term", "A/79/PV.64", "2/16", "GA/12388", "19971007", "23-Nov-2021 03:36:34", "\f", "\u00a0",
        "Skip to main content", "Highlights", "* *** *", "“Quote.”", "He said so. She did not.", "U.S.", "e.g.", "…", "\x08", "ǅ",
        "İstanbul", "Agenda item 3", "It was so decided.", "SOUNDBITE (English) Jane Roe:", "SHOTLIST:", "STORY: FISH",
        "The meeting rose at 11 a.m.", "Statement by", "H.E. Mr. Roe", "Excellencies,", "We will act.", "37th plenary meeting",
    ]
)  # fmt: skip
GLUE = st.sampled_from([" ", "\n", "\n\n", "  ", "", "\t", "\r\n"])
TEXT = st.lists(st.tuples(PIECES, GLUE), max_size=40).map(
    lambda rows: "".join(a + b for a, b in rows)
)


def check(layout: Layout, *, complete: bool = True) -> None:
    text = layout.source.text
    assert len(layout.plain) == len(text)
    assert "\n" not in layout.plain
    starts = [block.span.start for block in layout.blocks]
    assert starts == sorted(starts)
    for block in layout.blocks:
        assert 0 <= block.span.start < block.span.end <= len(text)
    for sentence in layout.sentences:
        assert layout.read(sentence.span)
        assert sentence.span.within(layout.blocks[sentence.block].span)
    for fact in layout.facts.values():
        assert fact.span is None or 0 <= fact.span.start <= fact.span.end <= len(text)
    if complete:
        hidden = "".join(
            layout.source.quote(b.span) for b in layout.blocks if b.role is Role.FURNITURE
        )
        shown = layout.plain + hidden
        assert sum(map(str.isalnum, shown)) >= sum(map(str.isalnum, text.replace("_", " ")))


@given(TEXT)
@settings(max_examples=250, deadline=None)
def test_laws_hold_for_plain_text(text: str) -> None:
    try:
        source = read_source(text.encode(), "x", "x.txt")
    except UnreadableDocument:
        return
    check(lay_out(source), complete="](" not in text)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "div", "h2", "b", "li", "nav", "td"]),
            PIECES.filter(lambda words: words != "\x08"),  # many of them are no text at all
        ),
        max_size=25,
    )
)
@settings(max_examples=150, deadline=None)
def test_laws_hold_for_html(rows: list[tuple[str, str]]) -> None:
    body = "".join(f"<{tag}>{words}</{tag}>" for tag, words in rows)
    layout = lay_out(read_source(f"<html><body>x{body}</body></html>".encode(), "x", "x.html"))
    check(layout, complete=False)


@given(
    st.lists(st.tuples(PIECES, st.sampled_from(["1.", "(a)", "", "I."])), max_size=15),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_laws_hold_for_typed_paragraphs(rows: list[tuple[str, str]], plain: bool) -> None:
    data = json.dumps(
        [{"text": a, "prefix": b} for a, b in rows] or [{"text": "x"}], ensure_ascii=not plain
    )
    check(lay_out(read_source(data.encode(), "x", "x.json")), complete=False)
