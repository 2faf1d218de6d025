"""Where words that a model gives stand in the source, character by character."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model.layout import Layout
from kg.model.source import Span
from kg.phrases import plain

_QUOTES = str.maketrans("“”„«»", '"""""')


def locate(layout: Layout, words: str, within: Span) -> Span | None:
    """Return the first place of ``words`` inside ``within``, whole words only.

    Runs of blanks count as one and typographic quotation marks, apostrophes and hyphens as
    plain ones, because models seldom keep them; every other character must be the same.

    >>> from kg.model.layout import Form
    >>> from kg.model.source import Source
    >>> text = "Peru’s delegate  urged restraint."
    >>> layout = Layout(Source("x", text, "", "x"), text, Form.COVERAGE, 1.0, (), ())
    >>> whole = Span(0, len(text))
    >>> locate(layout, "Peru's delegate urged", whole), locate(layout, "urge", whole)
    (Span(start=0, end=22), None)
    """
    text, places = _squeezed(layout.plain, within)
    wanted = " ".join(_folded(words).split())
    if not wanted:
        return None
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _whole(text, at) and _whole(text, end):
            return Span(places[at], places[end - 1] + 1)
        at = text.find(wanted, at + 1)
    return None


def find_quote(layout: Layout, words: str, sentences: Iterable[int]) -> tuple[int, Span] | None:
    """Return the first of ``sentences`` that holds ``words``, and where."""
    for index in sentences:
        span = locate(layout, words, layout.sentences[index].span)
        if span is not None:
            return index, span
    return None


def _folded(text: str) -> str:
    return plain(text).translate(_QUOTES)


def _whole(text: str, at: int) -> bool:
    """Whether no word runs over the place ``at``."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def _squeezed(text: str, within: Span) -> tuple[str, list[int]]:
    """Return the folded text of a span without double blanks, and where each character stood."""
    characters, places = [], []
    blank = True
    for at, character in enumerate(_folded(text[within.start : within.end]), within.start):
        if character.isspace():
            if blank:
                continue
            character = " "  # noqa: PLW2901 - one blank for any
        blank = character == " "
        characters.append(character)
        places.append(at)
    return "".join(characters), places
