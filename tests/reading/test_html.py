from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.layout import Form, Layout, Role
from kg.reading import lay_out, markup, read_source
from kg.reading.registry import render

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Assembly Adopts Text | UN Press</title>
<link rel="canonical" href="https://press.example.org/en/2023/ga1.doc.htm">
<script>var a = "<p>never shown</p>";</script><style>p { color: red }</style></head>
<body><header class="main-header"><nav><ul><li>Home</li><li>Latest</li></ul></nav></header>
<main><article>
<div class="field field--name-field-un-bodies">General Assembly</div>
<div class="left-header"><p>Seventy-eighth Session,<br>38th &amp; 39th Meetings (AM &amp; PM)</p></div>
<div class="field field--name-field-symbol">GA/12600</div>
<div class="field field--name-field-dated"><time datetime="2023-11-22T12:00:00Z">22 November 2023</time></div>
<h1 class="page-header">Assembly Adopts Text on Fish, Delegates Stress Care</h1>
<div class="field field--name-body"><p>The General Assembly today adopted a text on fish, as delegates
stressed that the world&rsquo;s stocks had fallen.</p><!-- a note -->
<p><strong>JOHN ROE</strong> (Norland) said that <a href="/x">fish</a> mattered&nbsp;more than AT&amp;T.&nbsp; He
was not al<b>on</b>e.</p><h3>Action</h3><p>The representative of Estland said she agreed.</p></div>
<div class="field field--name-field-main-tags"><a>Oceans</a></div>
</article></main><footer><p>For information media. Not an official record.</p></footer></body></html>"""


def layout(text: str) -> Layout:
    return lay_out(read_source(text.encode(), "page", "page.html"))


def test_a_press_page_gives_facts_blocks_and_sentences() -> None:
    page = layout(PAGE)
    assert page.form is Form.COVERAGE
    assert {key: page.fact(key) for key in ("symbol", "date", "session", "meetings", "parts")} == {
        "symbol": "GA/12600",
        "date": "2023-11-22",
        "session": "78",
        "meetings": "38,39",
        "parts": "AM,PM",
    }
    assert page.fact("title") == "Assembly Adopts Text on Fish, Delegates Stress Care"
    assert page.fact("url") == "https://press.example.org/en/2023/ga1.doc.htm"
    assert page.fact("language") == "en"
    read = [page.read(sentence.span) for sentence in page.sentences]
    assert "JOHN ROE (Norland) said that fish mattered more than AT&T." in read
    assert "He was not alone." in read
    assert any("the world’s stocks" in sentence for sentence in read)
    assert not any("never shown" in sentence or "Home" in sentence for sentence in read)
    roles = {
        page.read(block.span): block.role for block in page.blocks if block.role is Role.HEADING
    }
    assert "Action" in roles


def test_offsets_point_into_the_raw_markup() -> None:
    page = layout(PAGE)
    sentence = next(s for s in page.sentences if page.read(s.span).startswith("JOHN ROE"))
    assert page.source.text[sentence.span.start : sentence.span.end].startswith("JOHN ROE</strong>")
    assert page.source.text[sentence.span.start : sentence.span.end].endswith("AT&amp;T.")


class _Oracle(HTMLParser):
    """The standard library's reading of well-formed pages."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.shown.append(data)


def compact(text: str) -> str:
    return re.sub(r"\s+", "", text)


WORDS = st.text(st.sampled_from("abé “”.,’ 1\n"), min_size=1, max_size=12)
INLINE = st.sampled_from(["b", "i", "a", "span", "strong"])
PART = st.one_of(
    WORDS,
    st.sampled_from(
        ["&amp;", "&rsquo;", "&nbsp;", "&#8217;", "<br>", "<br/>", "<!-- c -->", "&lt;", "<hr>"]
    ),
    st.builds(lambda tag, words: f"<{tag} class='x'>{words}</{tag}>", INLINE, WORDS),
    st.builds(
        lambda tag, words: f'<{tag} id="y > z">{words}</{tag}>',
        st.sampled_from(["p", "div", "h2", "li"]),
        WORDS,
    ),
)


@given(st.lists(PART, max_size=25))
@settings(max_examples=150, deadline=None)
def test_every_visible_character_is_kept_as_the_standard_library_sees_it(parts: list[str]) -> None:
    text = "<html><body>x" + "".join(parts) + "</body></html>"
    page = render(read_source(text.encode(), "page", "page.html"))
    oracle = _Oracle()
    oracle.feed(text)
    oracle.close()
    assert len(page.plain) == len(page.source.text)
    assert compact(page.plain) == compact("".join(oracle.shown))


@given(st.text(st.sampled_from("<>&!-/p=\"' ab\n"), max_size=200))
@settings(max_examples=200, deadline=None)
def test_tokens_cover_broken_markup_without_a_gap(text: str) -> None:
    at = 0
    for token in markup.tokens(text):
        assert token.start == at
        at = token.end
    assert at == len(text)


def test_unclosed_markup_loses_no_text() -> None:
    page = layout(
        "<html><body><p>The representative of Norland said <b>this <div>today <p>and that."
    )
    assert compact(page.plain) == compact("The representative of Norland said this today and that.")
