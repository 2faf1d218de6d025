"""Which addresses may be asked: what they look like, which host, which machine.

Sources: WHATWG URL (hosts that end in a number), RFC 3986 (dot segments), RFC 6890 and the
IANA special-purpose registers, RFC 6052 and 8215 (NAT64), 3056 (6to4), 4380 (Teredo), 5214
(ISATAP).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from kg.errors import DataError

LONGEST = 4000
_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_HIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u200b-\u200f\u2028\u2029\u2060\ufeff]")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_NAT64 = ip_network("64:ff9b::/96")
_CLOSED = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
        "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip


class Refused(DataError):
    """An address gives no page; the text says why, in one line."""


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address in one spelling: ASCII host, a port, no fragment, no dot segments."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as a ``Host`` header names it."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return shown if self.port == _PORTS[self.scheme] else f"{shown}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one ``robots.txt`` is for."""
        return f"{self.scheme}://{self.authority}"

    def join(self, reference: str) -> Address:
        """Return the address that a redirect or link on this page points to."""
        try:
            return parse(urljoin(self.url, reference.strip(" \t\r\n")))
        except ValueError as error:
            raise Refused(f"points to {reference[:200]!r}, which is no address") from error


def parse(text: str) -> Address:
    """Read an address.

    Raises:
        Refused: it is not http(s), names a user, or is written to be misread.

    >>> parse("HTTPS://Press.UN.org./en/2021/../2022/sc1.doc.htm#top").url
    'https://press.un.org/en/2022/sc1.doc.htm'
    >>> parse("http://2130706433/")
    Traceback (most recent call last):
    kg.fetching.addresses.Refused: '2130706433' is a number, not a host
    """
    if len(text) > LONGEST:
        raise Refused(f"the address is longer than {LONGEST} characters")
    if _HIDDEN.search(text):
        raise Refused("the address holds blanks, backslashes or invisible characters")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise Refused(f"no address ({error})") from error
    if parts.scheme not in _PORTS:
        raise Refused(f"not http or https but {parts.scheme or 'no'}:")
    if "@" in parts.netloc:
        raise Refused("the address names a user; write it without")
    if port == 0:
        raise Refused("port 0 is no port")
    return Address(
        parts.scheme, _host(parts), _PORTS[parts.scheme] if port is None else port, _target(parts)
    )


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if "%" in host:
        raise Refused(f"{host!r} is no host name")
    if parts.netloc.startswith("["):
        try:
            return str(IPv6Address(host))
        except ValueError as error:
            raise Refused(f"[{host}] is no IPv6 address") from error
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise Refused(f"{host!r} is no host name") from error
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(IPv4Address(name))
        except ValueError as error:
            raise Refused(f"{name!r} is a number, not a host") from error
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused(f"{host!r} is no host name")
    return name


def _target(parts: SplitResult) -> str:
    path: list[str] = []
    segments = parts.path.split("/")[1:]
    for at, segment in enumerate(segments):
        plain = re.sub("%2e", ".", segment, flags=re.IGNORECASE)
        if plain == "..":
            path = path[:-1]
        elif plain != ".":
            path.append(segment)
            continue
        if at == len(segments) - 1:
            path.append("")
    target = "/" + quote("/".join(path), safe=_PATH_SAFE)
    return f"{target}?{quote(parts.query, safe=_PATH_SAFE + '?')}" if parts.query else target


def allowed(address: Address, hosts: Iterable[str]) -> bool:
    """Whether a host, or one it is below, is listed; other ports only where ``host:port`` is.

    >>> allowed(parse("https://press.un.org/"), ["un.org"])
    True
    >>> [allowed(parse(u), ["un.org"]) for u in ("http://un.org.evil.example/", "http://un.org:22/")]
    [False, False]
    """
    for listed in hosts:
        name, _, port = (
            listed.lower().rpartition(":") if _has_port(listed) else (listed.lower(), "", "")
        )
        name = name.strip("[]").rstrip(".")
        below = address.host.endswith(f".{name}") and not _NUMBER.fullmatch(name.split(".")[-1])
        on_port = address.port == int(port) if port else address.port in _PORTS.values()
        if name and on_port and (address.host == name or below):
            return True
    return False


def _has_port(listed: str) -> bool:
    head, _, port = listed.rpartition(":")
    return port.isascii() and port.isdigit() and (":" not in head or head.endswith("]"))


def closed(machine: str) -> bool:
    """Whether a machine's address is not one of the open network, also inside NAT64.

    >>> [closed(ip) for ip in ("8.8.8.8", "127.0.0.1", "64:ff9b::7f00:1", "::ffff:10.0.0.1")]
    [False, True, True, True]
    """
    try:
        ip = ip_address(machine)
    except ValueError:
        return True
    if isinstance(ip, IPv6Address):
        if ip.scope_id:
            return True
        if ip.ipv4_mapped:
            return closed(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return closed(str(IPv4Address(int(ip) & 0xFFFFFFFF)))
        if int(ip) >> 32 & 0xFCFFFFFF == 0x5EFE:  # ISATAP carries an IPv4 address
            return True
    return not ip.is_global or any(ip in network for network in _CLOSED)


def checked(host: str, machines: Sequence[str], *, allow_private: bool) -> list[str]:
    """Return the machines of a host, all of which must be of the open network.

    Raises:
        Refused: there is none, or one of them is private.

    >>> checked("mixed.example", ["8.8.8.8", "10.0.0.1"], allow_private=False)
    Traceback (most recent call last):
    kg.fetching.addresses.Refused: mixed.example is 10.0.0.1, not of the open network (--allow-private)
    """
    if not machines:
        raise Refused(f"{host} has no address")
    for machine in machines:
        if not allow_private and closed(machine):
            raise Refused(f"{host} is {machine}, not of the open network (--allow-private)")
    return list(dict.fromkeys(machines))
