"""Addresses → pages: redirects, robots, pace, tries, what is not sent again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from kg.fetching.fetching import Exchange, Fetcher, Policy
from kg.fetching.messages import Ask, Reply
from kg.fetching.pace import Pace
from kg.fetching.pages import open_pages

NOW = datetime(2025, 1, 1, 12, 0, tzinfo=UTC)
PAGE = Reply(200, {"content-type": "text/html", "etag": '"1"'}, b"<p>page</p>")


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


class Web:
    """Pages by address; a list gives one answer after the other."""

    def __init__(self, pages: dict[str, Reply | list[Reply]], clock: Clock) -> None:
        self.pages, self.clock = pages, clock
        self.asked: list[tuple[str, float]] = []
        self.headers: list[dict[str, str]] = []
        self.takes = 0.0

    def __call__(self, ask: Ask) -> Reply:
        self.asked.append((ask.url, self.clock.seconds))
        self.headers.append(dict(ask.headers))
        self.clock.seconds += self.takes
        found = self.pages.get(ask.url, Reply(404))
        return found.pop(0) if isinstance(found, list) else found

    @property
    def urls(self) -> list[str]:
        return [url for url, _ in self.asked if not url.endswith("robots.txt")]


Make = Callable[..., tuple[Fetcher, Web, Clock]]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    with open_pages(tmp_path) as folder:

        def made(
            pages: dict[str, Reply | list[Reply]], **policy: object
        ) -> tuple[Fetcher, Web, Clock]:
            clock = Clock()
            web: Exchange = Web(pages, clock)
            pace = Pace(1.0, clock, clock.sleep)
            chosen = Policy(**policy)  # type: ignore[arg-type]
            return Fetcher(folder, web, chosen, pace, lambda: NOW), web, clock  # type: ignore[return-value]

        yield made


def test_one_request_a_second_to_a_host_and_none_waits_for_another(make: Make) -> None:
    hosts = ("https://press.un.org", "https://docs.un.org")
    fetcher, web, clock = make({f"{host}/{n}": PAGE for host in hosts for n in range(3)})
    for n in range(3):
        for host in hosts:
            assert fetcher.fetch(f"{host}/{n}").state == "new"
    for host in hosts:
        times = [at for url, at in web.asked if url.startswith(host)]
        assert all(b - a >= 1 for a, b in pairwise(times))
    assert len(web.asked) == 8
    assert clock.seconds == 4


def test_a_site_may_ask_for_more_patience(make: Make) -> None:
    robots = Reply(200, {}, b"User-agent: *\nCrawl-delay: 10\n")
    pages = {f"https://un.org/{n}": PAGE for n in range(3)}
    fetcher, web, _ = make({"https://un.org/robots.txt": robots, **pages})
    for url in pages:
        fetcher.fetch(url)
    assert [at for _, at in web.asked] == [0, 1, 11, 21]


@pytest.mark.parametrize(
    ("robots", "state"),
    [
        (Reply(404), "new"),
        (Reply(403), "new"),
        (Reply(200, {}, b"User-agent: *\nDisallow: /b\n"), "new"),
        (Reply(200, {}, b"User-agent: *\nDisallow: /a\n"), "failed"),
        (Reply(200, {}, b"User-agent: rostrum\nDisallow: /\n\nUser-agent: *\nAllow: /"), "failed"),
        (Reply(500), "failed"),
        (Reply(problem="no answer"), "failed"),
        (Reply(302, {"location": "https://elsewhere.example/"}), "failed"),
    ],
)
def test_robots_txt_is_obeyed(make: Make, robots: Reply, state: str) -> None:
    fetcher, web, _ = make({"https://un.org/robots.txt": robots, "https://un.org/a": PAGE})
    found = fetcher.fetch("https://un.org/a")
    assert found.state == state
    assert (found.page is None) == (state == "failed")
    assert web.urls == (["https://un.org/a"] if state == "new" else [])
    assert ("robots.txt" in found.message) == (state == "failed")


def test_every_hop_is_checked_like_the_first(make: Make) -> None:
    fetcher, web, _ = make(
        {
            "https://un.org/a": Reply(301, {"location": "//docs.un.org/b"}),
            "https://docs.un.org/b": Reply(302, {"location": "https://un.org.evil.example/"}),
            "https://un.org/c": Reply(302, {"location": "https://docs.un.org/private"}),
            "https://docs.un.org/robots.txt": Reply(200, {}, b"User-agent: *\nDisallow: /private"),
            "https://un.org/d": Reply(302, {"location": "file:///etc/hostname"}),
            "https://un.org/e": Reply(302, {}),
            "https://un.org/f": Reply(302, {"location": "http://[broken"}),
        }
    )
    messages = [fetcher.fetch(f"https://un.org/{path}").message for path in "acdef"]
    assert "evil.example is not among the hosts" in messages[0]
    assert "robots.txt" in messages[1]
    assert "not http or https" in messages[2]
    assert "without an address" in messages[3]
    assert messages[4]
    assert not any("evil" in url or "private" in url for url in web.urls)


def test_loops_and_long_ways_end(make: Make) -> None:
    loop = {
        "https://un.org/a": Reply(302, {"location": "/b"}),
        "https://un.org/b": Reply(302, {"location": "/a"}),
    }
    way = {f"https://un.org/{n}": Reply(302, {"location": f"/{n + 1}"}) for n in range(9)}
    fetcher, _, _ = make({**loop, **way, "https://un.org/9": PAGE})
    assert "loop" in fetcher.fetch("https://un.org/a").message
    assert "more than 5 redirects" in fetcher.fetch("https://un.org/3").message
    found = fetcher.fetch("https://un.org/4")
    assert found.page is not None
    assert (found.page.url, found.page.final_url) == ("https://un.org/4", "https://un.org/9")


def test_a_page_that_has_not_changed_is_not_sent_again(make: Make) -> None:
    url, place = "https://un.org/a", "https://docs.un.org/a"
    other = Reply(200, {"content-type": "text/html"}, b"<p>another</p>")
    fetcher, web, _ = make(
        {url: Reply(302, {"location": place}), place: [PAGE, Reply(304), PAGE, other]}
    )
    first = fetcher.fetch(url)
    fetcher.now = lambda: NOW + timedelta(days=1)
    again = [fetcher.fetch(url) for _ in range(3)]
    assert [found.state for found in (first, *again)] == ["new", "same", "same", "changed"]
    # The page's tag is told to the host that gave it, not to the one that redirects.
    asked = [h for h, (u, _) in zip(web.headers, web.asked, strict=True) if u in (url, place)]
    assert asked[:4] == [{}, {}, {}, {"If-None-Match": '"1"'}]
    assert again[0].page is not None
    assert again[0].page.fetched == "2025-01-01T12:00:00Z"
    assert again[0].page.checked == "2025-01-02T12:00:00Z"


def test_a_page_that_was_damaged_is_asked_for_anew(make: Make, tmp_path: Path) -> None:
    fetcher, web, _ = make({"https://un.org/a": PAGE})
    page = fetcher.fetch("https://un.org/a").page
    assert page is not None
    (tmp_path / page.file).write_bytes(b"other")
    assert fetcher.fetch("https://un.org/a").state == "new"
    assert web.headers[-1] == {}
    assert (tmp_path / page.file).read_bytes() == PAGE.body


def test_a_page_once_had_is_kept_when_it_is_gone(make: Make, tmp_path: Path) -> None:
    fetcher, _, _ = make({"https://un.org/a": [PAGE, Reply(404)]})
    page = fetcher.fetch("https://un.org/a").page
    assert fetcher.fetch("https://un.org/a").message == "404 Not Found"
    assert page is not None
    assert (tmp_path / page.file).exists()


@pytest.mark.parametrize(
    ("wait", "slept"),
    [
        ("7", 7.0),
        (format_datetime(NOW + timedelta(seconds=30), usegmt=True), 30.0),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 0.0),
        ("soon", 2.0),
        ("", 2.0),
    ],
)
def test_a_busy_server_is_asked_again_when_it_says(make: Make, wait: str, slept: float) -> None:
    busy = Reply(503, {"retry-after": wait})
    fetcher, _, clock = make({"https://un.org/a": [busy, PAGE]})
    assert fetcher.fetch("https://un.org/a").state == "new"
    assert slept in clock.slept or slept == 0.0


def test_tries_grow_apart_and_end(make: Make) -> None:
    fetcher, web, clock = make(
        {"https://un.org/a": Reply(429), "https://un.org/b": Reply(429, {"retry-after": "999"})}
    )
    assert fetcher.fetch("https://un.org/a").message == "429 Too Many Requests"
    assert len(web.urls) == 3
    assert [s for s in clock.slept if s > 1] == [2.0, 4.0]
    assert "999 s" in fetcher.fetch("https://un.org/b").message
    assert len(web.urls) == 4


def test_the_time_of_one_address_is_that_of_all_its_hops(make: Make) -> None:
    way = {f"https://un.org/{n}": Reply(302, {"location": f"/{n + 1}"}) for n in range(5)}
    fetcher, web, _ = make({**way, "https://un.org/5": PAGE}, seconds=60.0)
    web.takes = 25.0
    assert "60 s" in fetcher.fetch("https://un.org/0").message
    assert len(web.urls) == 3


def test_what_is_no_page_is_one_line(make: Make) -> None:
    pages = {"https://un.org/a": Reply(200, {}, b""), "https://un.org/b": Reply(299)}
    fetcher, web, _ = make(pages)
    assert "empty" in fetcher.fetch("https://un.org/a").message
    assert fetcher.fetch("https://un.org/b").message == "299"
    assert "--host" in fetcher.fetch("https://example.org/").message
    assert fetcher.fetch("  https://un.org/c  ").message == "404 Not Found"
    assert not any("example" in url for url in web.urls)
