"""Which format a client wants: media types, their quality values, and what we can write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

TABLES: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPHS: Mapping[str, tuple[str, ...]] = {
    "turtle": ("text/turtle", "application/x-turtle"),
    "ntriples": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
    "nquads": ("application/n-quads",),
    "trig": ("application/trig",),
}
PAGES: Mapping[str, tuple[str, ...]] = {"html": ("text/html", "application/xhtml+xml")}
SUFFIXES: Mapping[str, str] = {
    "ttl": "turtle",
    "nt": "ntriples",
    "jsonld": "jsonld",
    "rdf": "rdfxml",
    "nq": "nquads",
    "trig": "trig",
}
"""Endings of the addresses of RDF documents."""
_CHARSET = frozenset({"csv", "tsv", "turtle", "ntriples", "nquads", "trig", "html"})


def content_type(form: str) -> str:
    """Return the Content-Type of a format.

    >>> content_type("csv"), content_type("jsonld")
    ('text/csv; charset=utf-8', 'application/ld+json')
    """
    found = {**TABLES, **GRAPHS, **PAGES}[form][0]
    return f"{found}; charset=utf-8" if form in _CHARSET else found


@lru_cache(maxsize=1024)
def accepted(header: str) -> tuple[tuple[str, float], ...]:
    """Return the media ranges of an Accept header with their qualities; a bad one counts 0.

    >>> accepted("text/csv;q=0.5, */*;q=0.1, text/turtle")
    (('text/csv', 0.5), ('*/*', 0.1), ('text/turtle', 1.0))
    """
    found = []
    for part in header.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if media:
            found.append((media, _quality(parameters)))
    return tuple(found)


def _quality(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return 0.0
            return quality if 0 <= quality <= 1 else 0.0
    return 1.0


def best(header: str | None, offers: Mapping[str, Sequence[str]]) -> str | None:
    """Return the format that a client wants most; of equals the first that we offer.

    >>> best("text/csv, application/json;q=0.9", TABLES), best("image/png", TABLES)
    ('csv', None)
    >>> best(None, TABLES), best("text/*;q=0.3", TABLES), best("text/csv;q=0, text/*", TABLES)
    ('json', 'xml', 'xml')
    """
    if not header or not header.strip():
        return next(iter(offers))
    ranges = accepted(header)
    chosen, height = None, 0.0
    for form, types in offers.items():
        quality = max(_of(media, ranges) for media in types)
        if quality > height:
            chosen, height = form, quality
    return chosen


def _of(media: str, ranges: Iterable[tuple[str, float]]) -> float:
    """Return the quality of a media type: that of the most specific range that names it."""
    found, depth = 0.0, -1
    for name, quality in ranges:
        specific = _specific(name, media)
        if specific > depth:
            found, depth = quality, specific
    return found


def _specific(name: str, media: str) -> int:
    if name == media:
        return 2
    if name == "*/*":
        return 0
    return 1 if name.endswith("/*") and media.startswith(name[:-1]) else -1
