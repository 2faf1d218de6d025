from __future__ import annotations

import time

import pytest

from kg.errors import DataError
from kg.fetching.feeds import items
from kg.fetching.robots import CLOSED, Robots, read


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ("Disallow:", "/a", True),
        ("Disallow: /", "/a", False),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a\nDisallow: /a", "/a", True),
        ("Disallow: /*.pdf$", "/x/y.pdf", False),
        ("Disallow: /*.pdf$", "/x/y.pdf?z", True),
        ("Disallow: /*?s=", "/search?s=1", False),
        ("Disallow: /a*b*c", "/aXbYcZ", False),
        ("Disallow: /a*b*c", "/aXcYb", True),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /a*a$", "/a", True),
        ("Disallow: /%7Eann", "/~ann", False),
        ("Disallow: /réunion", "/r%C3%A9union/1", False),
        ("disallow : /a # never", "/a", False),
        ("Disallow: /A", "/a", True),
        ("Nonsense\nDisallow /a", "/a", True),
    ],
)
def test_rules(rules: str, path: str, expected: bool) -> None:
    assert read(f"User-agent: *\n{rules}\n".encode()).allows(path) is expected


def test_groups_of_our_own_name_stand_above_those_of_everybody() -> None:
    text = (
        b"\xef\xbb\xbfUser-agent: other\nUser-agent: Rostrum/2\nDisallow: /a\nCrawl-delay: 2.5\n"
        b"User-agent: *\nDisallow: /\nCrawl-delay: 900\nUser-agent: rostrum\nDisallow: /b\n"
    )
    found = read(text)
    assert [found.allows(path) for path in ("/a", "/b", "/c")] == [False, False, True]
    assert found.delay == 2.5
    assert read(text.replace(b"ostrum", b"omulus")).delay == 60.0
    assert read(b"User-agent: rostrum\n\nUser-agent: other\nDisallow: /") == CLOSED
    assert read(b"User-agent: rostrum\nAllow:\nUser-agent: *\nDisallow: /") == Robots()
    assert not CLOSED.allows("/")
    assert read(b"") == read(b"\xff\xfe\x00") == Robots()


def test_hostile_rules_cost_little() -> None:
    rules = b"User-agent: *\nDisallow: /" + b"*a" * 200_000 + b"b$\n"
    started = time.perf_counter()
    assert read(rules).allows("/" + "a" * 4000)
    assert time.perf_counter() - started < 2


def test_feeds_of_every_kind() -> None:
    rss = b"<rss><channel><link>/home</link><item><title>x</title><link><![CDATA[/a?b=1&c]]></link></item><item><link>/a?b=1&amp;c</link></item></channel></rss>"
    assert items(rss, "https://press.un.org/feed") == ["https://press.un.org/a?b=1&c"]
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><link href='/self'/><entry><link rel='edit' href='/no'/><link href='/a'/></entry></feed>"
    assert items(atom, "https://un.org/") == ["https://un.org/a"]
    rdf = b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><item rdf:about='x'><link>https://un.org/a</link></item></rdf:RDF>"
    assert items(rdf) == ["https://un.org/a"]
    sitemap = b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://un.org/a</loc></url></urlset>"
    assert items(sitemap) == ["https://un.org/a"]
    assert items(b"<rss><channel><item/></channel></rss>") == []


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<html><p>page", b"<rss><channel/></rss>", b"\xff\xfe\x00",
        b"<?xml version='1.0' encoding='no-such'?><rss/>",
        b"<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><rss><item><link>&b;</link></item></rss>",
        b"<!DOCTYPE rss SYSTEM 'file:///etc/hostname'><rss><item/></rss>",
        b"<rss>" + b"<item>" * 100_000,
        b"<rss><item><link>http://[x</link></item></rss>",
    ],
)  # fmt: skip
def test_what_is_no_feed(data: bytes) -> None:
    with pytest.raises(DataError):
        items(data, "https://un.org/")
