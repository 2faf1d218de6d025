"""Which addresses are never asked: the forms in which a private machine may be written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.fetching.addresses import Refused, allowed, checked, closed, parse
from kg.fetching.exchange import exchange
from kg.fetching.fetching import Fetcher, Policy
from kg.fetching.messages import Ask, Reply
from kg.fetching.pace import Pace
from kg.fetching.pages import open_pages

# {p} is the port of a server on the loopback that counts its visitors.
VECTORS = [
    "http://127.0.0.1:{p}/", "http://127.0.0.2:{p}/", "http://127.1:{p}/", "http://127.0.1:{p}/",
    "http://2130706433:{p}/", "http://0x7f000001:{p}/", "http://0x7f.0.0.1:{p}/",
    "http://0177.0.0.1:{p}/", "http://017700000001:{p}/", "http://0:{p}/", "http://0.0.0.0:{p}/",
    "http://127.0.0.1.:{p}/", "http://%31%32%37.0.0.1:{p}/", "http://127.0.0.1%00.un.org:{p}/",
    "http://localhost:{p}/", "http://LOCALHOST:{p}/", "http://localhost.:{p}/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{p}/", "http://１２７.０.０.１:{p}/", "http://127。0。0。1:{p}/",
    "http://[::1]:{p}/", "http://[::]:{p}/", "http://[::ffff:127.0.0.1]:{p}/",
    "http://[::ffff:7f00:1]:{p}/", "http://[::127.0.0.1]:{p}/", "http://[64:ff9b::7f00:1]:{p}/",
    "http://[64:ff9b:1::7f00:1]:{p}/", "http://[2002:7f00:1::]:{p}/", "http://[fe80::1%25lo]:{p}/",
    "http://[fe80::1%lo]:{p}/", "http://[::1%lo]:{p}/", "http://[0:0:0:0:0:0:0:1]:{p}/",
    "http://un.org@127.0.0.1:{p}/", "http://user:word@127.0.0.1:{p}/", "http://@127.0.0.1:{p}/",
    "http://127.0.0.1:{p}\\@un.org/", "http://127.0.0.1:{p}#@un.org/", "http:127.0.0.1:{p}/",
    "http:///127.0.0.1:{p}/", "//127.0.0.1:{p}/", "http://\t127.0.0.1:{p}/",
    "http://127.0.0.1:{p}/\r\nHost: un.org", "http://127.0.\u200b0.1:{p}/",
    "file:///etc/hostname", "file://localhost/etc/hostname", "ftp://127.0.0.1:{p}/",
    "gopher://127.0.0.1:{p}/_GET", "dict://127.0.0.1:{p}/", "ws://127.0.0.1:{p}/",
    "jar:http://127.0.0.1:{p}/!/", "data:text/html,hello", "javascript:alert(1)",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/", "unix:/var/run/docker.sock",
    "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://10.0.0.1/",
    "http://192.168.0.1/", "http://172.16.0.1/", "http://100.64.0.1/", "http://198.18.0.1/",
    "http://224.0.0.1/", "http://255.255.255.255/", "http://240.0.0.1/", "http://[ff02::1]/",
    "http://[fec0::1]/", "http://[2001:0:7f00:1::]/", "http://[2001:db8::5efe:7f00:1]/",
    "http://127.0.0.1:{p}:80/", "http://127.0.0.1:99999/", "http://127.0.0.1:0/", "http:///", "",
]  # fmt: skip


def fetcher(folder: Path, hosts: tuple[str, ...], **how: object) -> Fetcher:
    pace = Pace(clock=lambda: 0.0, sleep=lambda seconds: None)
    with open_pages(folder) as pages:
        return Fetcher(
            pages=pages,
            exchange=how.get("exchange", exchange),  # type: ignore[arg-type]
            policy=Policy(hosts=hosts, seconds=5),
            pace=pace,
            now=lambda: datetime(2025, 1, 1, tzinfo=UTC),
        )


def test_there_are_enough_vectors() -> None:
    assert len(set(VECTORS)) == len(VECTORS) >= 40


@pytest.mark.parametrize("vector", VECTORS)
def test_no_form_of_a_private_address_reaches_it(vector: str, site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The list of hosts is left out of play: every host and port is allowed."""
    port = str(site.server_address[1])
    url = vector.replace("{p}", port)
    found = exchange(Ask(url, seconds=5))
    assert found.status == 0
    assert found.problem
    assert "\n" not in found.problem
    outcome = fetcher(tmp_path, ("un.org",)).fetch(url)
    assert outcome.state == "failed"
    assert site.paths == []


@pytest.mark.parametrize("form", ["127.0.0.1", "127.0.0.1.", "localhost", "[::ffff:127.0.0.1]"])
def test_the_vectors_would_reach_it_if_they_were_let(form: str, site) -> None:  # type: ignore[no-untyped-def]
    url = f"http://{form}:{site.server_address[1]}/page/a.html"
    assert exchange(Ask(url, allow_private=True, seconds=5)).status == 200
    assert site.paths == ["/page/a.html"]


@pytest.mark.parametrize("vector", [v for v in VECTORS if v.startswith(("http:", "file:", "//"))])
def test_no_redirect_leads_to_a_private_address(vector: str, tmp_path: Path) -> None:
    asked: list[str] = []

    def open_network(ask: Ask) -> Reply:
        asked.append(ask.url)
        if ask.url.endswith("/robots.txt"):
            return Reply(404)
        if ask.url == "https://press.un.org/start":
            return Reply(302, {"location": vector.replace("{p}", "8080")})
        return Reply(200, {}, b"reached")

    found = fetcher(tmp_path, ("un.org",), exchange=open_network).fetch(
        "https://press.un.org/start"
    )
    assert all(url.startswith("https://press.un.org/") for url in asked)
    # What is left of a few odd forms is a path of the same site, which is no private machine.
    assert found.state == "failed" or found.page.final_url.startswith("https://press.un.org/")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "machine",
    ["127.0.0.1", "10.1.2.3", "0.0.0.0", "169.254.1.1", "::1", "::", "::ffff:192.168.1.1",
     "64:ff9b::a00:1", "64:ff9b:1::808:808", "2002:a00:1::1", "2001::1", "fd12::1", "fe80::1%eth0",
     "2a00:1:2:3:0:5efe:a00:1", "::8.8.8.8", "ff0e::1", "192.88.99.1", "no machine", ""],
)  # fmt: skip
def test_machines_that_are_not_of_the_open_network(machine: str) -> None:
    assert closed(machine)


@pytest.mark.parametrize(
    "machine",
    ["8.8.8.8", "157.150.185.49", "2606:4700::6810:84e5", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_machines_of_the_open_network(machine: str) -> None:
    assert not closed(machine)


def test_one_private_answer_among_open_ones_is_enough() -> None:
    with pytest.raises(Refused, match=r"10\.0\.0\.7"):
        checked("press.un.org", ["8.8.8.8", "10.0.0.7", "8.8.4.4"], allow_private=False)
    with pytest.raises(Refused, match="no address"):
        checked("press.un.org", [], allow_private=True)
    assert checked("a", ["::1", "::1"], allow_private=True) == ["::1"]


@pytest.mark.parametrize(
    ("url", "hosts", "expected"),
    [
        ("https://un.org/", ["un.org"], True),
        ("https://press.un.org/", ["un.org"], True),
        ("https://PRESS.un.ORG./", ["un.org"], True),
        ("https://un.org.evil.example/", ["un.org"], False),
        ("https://evilun.org/", ["un.org"], False),
        ("https://un.org:8443/", ["un.org"], False),
        ("http://un.org:443/", ["un.org"], True),
        ("https://press.un.org:8443/", ["un.org:8443"], True),
        ("http://127.0.0.1:81/", ["127.0.0.1:81"], True),
        ("http://127.0.0.1/", ["0.0.1"], False),
        ("http://[::1]:81/", ["[::1]:81"], True),
        ("http://[::1]/", ["::1"], True),
        ("https://xn--un-fka.org/", ["un.org"], False),
        ("https://un.org/", [""], False),
    ],
)
def test_hosts_allowed(url: str, hosts: list[str], expected: bool) -> None:
    assert allowed(parse(url), hosts) is expected


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("HTTP://Un.Org", "http://un.org/"),
        ("http://un.org:80/a", "http://un.org/a"),
        ("http://un.org:8080/a", "http://un.org:8080/a"),
        ("http://un.org/a/./b/../c", "http://un.org/a/c"),
        ("http://un.org/a/%2e%2E/secret", "http://un.org/secret"),
        ("http://un.org/../..//evil.example/x", "http://un.org//evil.example/x"),
        ("http://un.org/a/..", "http://un.org/"),
        ("http://un.org/réunion?q=eau#x", "http://un.org/r%C3%A9union?q=eau"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://un.org?q=/../a", "http://un.org/?q=/../a"),
        ("http://[2001:DB8:0::1]/", "http://[2001:db8::1]/"),
    ],
)
def test_one_spelling(url: str, spelled: str) -> None:
    assert parse(url).url == spelled
    assert parse(spelled).url == spelled


@pytest.mark.parametrize("url", ["http://a..b/", "http://-a.org/", "http://[1.2.3.4]/", "http://[::1/",
                                 "http://" + "a" * 64 + ".org/", "http://a b/", "http://un.org/" + "a" * 5000])  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(Refused):
        parse(url)
