"""Whether the words that a correction is about still stand where it says."""

from __future__ import annotations

from kg.model.layout import Layout
from kg.model.source import Span

_GAP = "…"


def misplaced(layout: Layout, span: Span, quote: str) -> str | None:
    """Return why ``quote`` is not what stands at ``span``; ``None`` if it is.

    A quote is the words as printed or as read, blanks do not count; "first words … last words"
    will do. Where the same words stand just once elsewhere, the message says where.

    >>> from kg.model.layout import Form, Layout
    >>> from kg.model.source import Source
    >>> text = "Chile spoke. Peru  agreed."
    >>> layout = Layout(Source("x", text, "", "x"), text, Form.COVERAGE, 1.0, (), ())
    >>> misplaced(layout, Span(13, 26), "Peru agreed."), misplaced(layout, Span(13, 26), "Peru … .")
    (None, None)
    >>> misplaced(layout, Span(0, 12), "Peru agreed.")
    'the words are not at 0-12; they stand at 13-26 now: look, then write that span'
    """
    if fits(layout, span, quote):
        return None
    places = _occurrences(layout, quote)
    at = f"{span.start}-{span.end}"
    if len(places) == 1:
        now = f"{places[0].start}-{places[0].end}"
        return f"the words are not at {at}; they stand at {now} now: look, then write that span"
    if places:
        return f"the words are not at {at}; they stand at {len(places)} other places: choose one"
    return f"the words are not at {at}, nor anywhere in the document: it has changed"


def fits(layout: Layout, span: Span, quote: str) -> bool:
    """Whether ``quote`` is what stands at ``span``."""
    if not 0 <= span.start < span.end <= len(layout.source.text):
        return False
    wanted = _plain(quote)
    return any(_alike(_plain(text), wanted) for text in _readings(layout, span))


def shown(layout: Layout, span: Span) -> str:
    """Return the words at ``span`` as the overlay quotes them."""
    return layout.read(span) or _plain(layout.source.quote(span))


def _readings(layout: Layout, span: Span) -> tuple[str, str]:
    return layout.source.quote(span), layout.read(span)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _alike(text: str, wanted: str) -> bool:
    if text == wanted:
        return True
    first, gap, last = (part.strip() for part in wanted.partition(_GAP))
    long_enough = len(text) >= len(first) + len(last)
    return bool(gap and first and last) and (
        long_enough and text.startswith(first) and text.endswith(last)
    )


def _occurrences(layout: Layout, quote: str) -> list[Span]:
    """Return where the words of a quote stand: anywhere, or as a sentence if it has a gap."""
    wanted = _plain(quote)
    if _GAP in wanted:
        spans = [sentence.span for sentence in layout.sentences]
        return [span for span in spans if fits(layout, span, quote)]
    for text in (layout.plain, layout.source.text):
        if found := _found(text, wanted):
            return found
    return []


def _found(text: str, wanted: str) -> list[Span]:
    """Return the places of ``wanted`` in ``text``, whose blanks count as one."""
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        if not letter.isspace():
            letters.append(letter)
            places.append(at)
        elif letters and letters[-1] != " ":
            letters.append(" ")
            places.append(at)
    narrow = "".join(letters)
    found: list[Span] = []
    at = narrow.find(wanted)
    while at >= 0:
        found.append(Span(places[at], places[at + len(wanted) - 1] + 1))
        at = narrow.find(wanted, at + 1)
    return found
