"""``robots.txt`` as RFC 9309 reads it: the longest rule decides, of equals the permission.

The standard library's reader takes the first rule that fits and knows no ``*`` inside a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

MOST_BYTES = 512 * 1024
LONGEST_DELAY = 60.0
_AGENT = "rostrum"
_LINE = re.compile(r"\s*(user-agent|allow|disallow|crawl-delay)\s*:\s*(\S*)", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for us: (path pattern, permission), and seconds between requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        r"""Whether the path and query may be asked.

        >>> robots = read(b"User-agent: *\nDisallow: /search\nAllow: /search/about$")
        >>> [robots.allows(path) for path in ("/", "/search?q=a", "/search/about")]
        [True, False, True]
        """
        path = _one_spelling(target)
        fitting = [(len(rule), allow) for rule, allow in self.rules if _fits(rule, path)]
        return max(fitting)[1] if fitting else True


CLOSED = Robots((("/", False),))


def read(data: bytes) -> Robots:
    """Read the first 512 KiB of a ``robots.txt``: our own group, else that of everybody."""
    lines = data[:MOST_BYTES].decode("utf-8", "replace").lstrip("\ufeff").splitlines()
    groups: dict[str, list[tuple[str, str]]] = {}
    for agent, key, value in _rules(lines):
        group = groups.setdefault(agent, [])
        if key:
            group.append((key, value))
    ours = groups.get(_AGENT, groups.get("*", []))
    delays = [
        float(value) for key, value in ours if key == "crawl-delay" and _NUMBER.fullmatch(value)
    ]
    rules = [
        (_one_spelling(value), key == "allow")
        for key, value in ours
        if key != "crawl-delay" and value
    ]
    return Robots(tuple(rules), min(LONGEST_DELAY, max(delays, default=0.0)))


def _rules(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (agent, key, value) for every agent a rule is for; ("", "") opens a group."""
    agents: list[str] = []
    naming = False
    for line in lines:
        match = _LINE.match(line.partition("#")[0])
        if match is None:
            continue
        key, value = match.group(1).lower(), match.group(2)
        if key == "user-agent":
            agents = agents if naming else []
            agents.append(value.partition("/")[0].lower())
            naming = True
            yield agents[-1], "", ""
        else:
            naming = False
            yield from ((agent, key, value) for agent in agents)


def _one_spelling(path: str) -> str:
    return quote(unquote_to_bytes(path), safe="/*$?=&:@!'()+,;~-._")


def _fits(rule: str, path: str) -> bool:
    """Whether a rule fits from the start; ``*`` stands for anything, a last ``$`` for the end."""
    ends = rule.endswith("$")
    first, *rest = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not ends or at == len(path)
    last = rest.pop() if ends else ""
    for part in rest:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(path) - len(last) >= at and path.endswith(last)
