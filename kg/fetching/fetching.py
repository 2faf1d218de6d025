"""One address → a page in the folder, or one line that says why not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from kg.fetching import robots
from kg.fetching.addresses import Address, Refused, allowed, parse
from kg.fetching.messages import MOST_BYTES, MOST_SECONDS, Ask, Reply
from kg.fetching.pace import Pace
from kg.fetching.pages import Pages
from kg.fetching.robots import Robots
from kg.model.fetched import Fetched

MOST_REDIRECTS = 5
LONGEST_PAUSE = 120.0
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_PDF = "a PDF, which build does not read; convert it to text"

Exchange = Callable[[Ask], Reply]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be fetched, and how much: hosts with those below them, bytes, seconds, tries.

    ``seconds`` bound the time that servers take for one address, without polite waiting.
    """

    hosts: tuple[str, ...] = ("un.org",)
    allow_private: bool = False
    seconds: float = MOST_SECONDS
    most_bytes: int = MOST_BYTES
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an address: ``new``, ``changed``, ``same`` (with a page) or ``failed``."""

    url: str
    state: str
    page: Fetched | None = None
    message: str = ""


@dataclass(slots=True)
class _Journey:
    """The way of one address: its remaining seconds and what is known of its page."""

    seconds: float
    known: Fetched | None = None
    feed: bool = False
    obeys: bool = True


@dataclass(slots=True)
class Fetcher:
    """Fetch addresses one after the other into a folder."""

    pages: Pages
    exchange: Exchange
    policy: Policy = Policy()
    pace: Pace = field(default_factory=Pace)
    now: Callable[[], datetime] = _now
    _robots: dict[str, Robots | str] = field(default_factory=dict)

    def fetch(self, url: str, *, feed: bool = False) -> Outcome:
        """Fetch one address, or learn that the page in the folder is still the page.

        Raises:
            OSError: the folder cannot be written.
        """
        try:
            address = parse(url.strip())
            known = self.pages.find(address.url)
            journey = _Journey(self.policy.seconds, known, feed)
            final, reply = self._follow(address, journey)
            return self._outcome(address, final, reply, journey)
        except Refused as error:
            return Outcome(url, "failed", None, str(error))

    def _follow(self, address: Address, journey: _Journey) -> tuple[Address, Reply]:
        """Ask, and ask where the answer points, checking every address like the first."""
        met: set[str] = set()
        while len(met) <= MOST_REDIRECTS:
            if address.url in met:
                raise Refused(f"redirects in a loop ({address.url})")
            met.add(address.url)
            reply = self._asked(address, journey)
            if reply.status not in _REDIRECTS:
                return address, reply
            if not reply.headers.get("location"):
                raise Refused(f"{reply.status} without an address")
            address = address.join(reply.headers["location"])
        raise Refused(f"more than {MOST_REDIRECTS} redirects")

    def _asked(self, address: Address, journey: _Journey) -> Reply:
        if not allowed(address, self.policy.hosts):
            raise Refused(f"{address.origin} is not among the hosts allowed (--host)")
        delay = self._obey(address) if journey.obeys else 0.0
        headers = _validators(journey.known, address)
        reply = Reply()
        for attempt in range(1, self.policy.tries + 1):
            self.pace.wait(address.host, delay)
            reply = self._exchanged(address, headers, journey)
            if reply.status not in _BUSY or attempt == self.policy.tries:
                break
            self.pace.sleep(self._pause(reply, 2.0**attempt))
        return reply

    def _exchanged(self, address: Address, headers: dict[str, str], journey: _Journey) -> Reply:
        if journey.seconds <= 0:
            raise Refused(f"took longer than {self.policy.seconds:g} s and was given up")
        policy = self.policy
        ask = Ask(address.url, headers, policy.allow_private, journey.seconds, policy.most_bytes)
        started = self.pace.clock()
        reply = self.exchange(ask)
        journey.seconds -= self.pace.clock() - started
        if reply.problem:
            raise Refused(reply.problem)
        return reply

    def _pause(self, reply: Reply, standard: float) -> float:
        """Return the seconds that a busy server asks to be left alone."""
        asked = _retry_after(reply.headers.get("retry-after", ""), self.now())
        pause = standard if asked is None else asked
        if pause > LONGEST_PAUSE:
            raise Refused(f"{_named(reply.status)}: asks to come back in {pause:.0f} s")
        return pause

    def _obey(self, address: Address) -> float:
        """Return the seconds that a site wants between requests, if it lets us ask at all."""
        if address.origin not in self._robots:
            self._robots[address.origin] = self._rules(address)
        rules = self._robots[address.origin]
        if isinstance(rules, str):
            raise Refused(rules)
        if not rules.allows(address.target):
            raise Refused("robots.txt of the site forbids it")
        return rules.delay

    def _rules(self, address: Address) -> Robots | str:
        """Read ``robots.txt``; where it cannot be had, say why nothing may be asked."""
        place = replace(address, target="/robots.txt")
        try:
            _, reply = self._follow(place, _Journey(self.policy.seconds, obeys=False))
        except Refused as error:
            return f"robots.txt of the site: {error}"
        if 400 <= reply.status < 500 and reply.status != 429:
            return Robots()
        if reply.status != 200:
            return f"robots.txt of the site: {_named(reply.status)}"
        return robots.read(reply.body)

    def _outcome(self, address: Address, final: Address, reply: Reply, way: _Journey) -> Outcome:
        moment = self.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        if reply.status == 304 and way.known is not None:
            same = replace(way.known, checked=moment)
            self.pages.add(same)
            return Outcome(address.url, "same", same)
        if reply.status != 200:
            raise Refused(_named(reply.status))
        if not reply.body:
            raise Refused("the answer is empty")
        page = self._kept(address, final, reply, (moment, way.feed))
        message = _PDF if page.file.endswith(".pdf") else ""
        if way.known is None:
            return Outcome(address.url, "new", page, message)
        state = "same" if way.known.sha256 == page.sha256 else "changed"
        return Outcome(address.url, state, page, message)

    def _kept(
        self, address: Address, final: Address, reply: Reply, how: tuple[str, bool]
    ) -> Fetched:
        moment, feed = how
        digest = hashlib.sha256(reply.body).hexdigest()
        media_type = reply.headers.get("content-type", "application/octet-stream")
        page = Fetched(
            url=address.url,
            final_url=final.url,
            status=reply.status,
            sha256=digest,
            file=self.pages.keep(reply.body, digest, media_type, feed=feed),
            size=len(reply.body),
            media_type=media_type,
            etag=reply.headers.get("etag", ""),
            last_modified=reply.headers.get("last-modified", ""),
            fetched=moment,
            checked=moment,
        )
        self.pages.add(page)
        return page


def _validators(known: Fetched | None, address: Address) -> dict[str, str]:
    """Return the headers that ask for a page only if it is no longer the one we have."""
    if known is None or known.final_url != address.url:
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def _retry_after(words: str, now: datetime) -> float | None:
    """Read ``Retry-After``: seconds or a date.

    >>> _retry_after("Wed, 01 Jan 2025 00:00:30 GMT", datetime(2025, 1, 1, tzinfo=UTC))
    30.0
    """
    if words.isascii() and words.isdigit():
        return float(words[:9])
    try:
        return max(0.0, (parsedate_to_datetime(words) - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _named(status: int) -> str:
    """Return a status with its words.

    >>> _named(404), _named(299)
    ('404 Not Found', '299')
    """
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
