"""One exchange: pinned to what was checked, bounded in everything."""

from __future__ import annotations

import io
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import pytest

from kg.errors import EnvironmentFailure
from kg.fetching.courier import Courier
from kg.fetching.exchange import USER_AGENT, _trust, exchange
from kg.fetching.messages import Ask, Reply, put_ask, put_reply, take_ask, take_reply


def resolver(*answers: Sequence[str]) -> Callable[[str, int], Sequence[str]]:
    """Answer differently every time, like a server that rebinds a name."""
    left = list(answers)
    return lambda host, port: left.pop(0)


class Recorder(httpx.BaseTransport):
    def __init__(self, unreachable: str = "-") -> None:
        self.unreachable = unreachable
        self.requests: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.url.host == self.unreachable:
            raise httpx.ConnectError("no way")
        return httpx.Response(200, stream=httpx.ByteStream(b"page"))


def test_the_connection_goes_to_the_checked_address_and_tls_to_the_name() -> None:
    way = Recorder()
    found = exchange(Ask("https://press.un.org/a?b=c"), resolver(["8.8.8.8"]), way)
    assert found.body == b"page"
    (request,) = way.requests
    assert str(request.url) == "https://8.8.8.8/a?b=c"
    assert request.headers["Host"] == "press.un.org"
    assert request.headers["User-Agent"] == USER_AGENT
    assert request.extensions["sni_hostname"] == "press.un.org"


def test_a_name_that_changes_its_meaning_is_resolved_once() -> None:
    way = Recorder()
    exchange(Ask("http://un.org/"), resolver(["8.8.8.8"], ["127.0.0.1"]), way)
    assert [request.url.host for request in way.requests] == ["8.8.8.8"]
    way = Recorder()
    found = exchange(Ask("http://un.org/"), resolver(["127.0.0.1"], ["8.8.8.8"]), way)
    assert "127.0.0.1" in found.problem
    assert way.requests == []


@pytest.mark.parametrize(
    "answers", [["8.8.8.8", "127.0.0.1"], ["::1", "8.8.8.8"], ["fe80::1%eth0"], []]
)
def test_mixed_answers_are_refused_whole(answers: list[str]) -> None:
    way = Recorder()
    assert exchange(Ask("http://un.org/"), resolver(answers), way).problem
    assert way.requests == []


def test_the_next_machine_is_tried_where_one_cannot_be_reached() -> None:
    way = Recorder(unreachable="8.8.8.8")
    found = exchange(Ask("http://un.org/"), resolver(["8.8.8.8", "2606:4700::1111"]), way)
    assert found.status == 200
    assert str(way.requests[1].url) == "http://[2606:4700::1111]/"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl for a certificate")
def test_tls_verifies_the_name_though_the_number_is_dialled(
    tmp_path: Path,
    site,  # type: ignore[no-untyped-def]
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=press.un.org"
    names = ["-addext", "subjectAltName=DNS:press.un.org", "-keyout", key, "-out", certificate]
    subprocess.run([*made.split(), *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    port = site.server_address[1]

    def asked(host: str) -> Reply:
        _trust.cache_clear()
        question = Ask(f"https://{host}:{port}/page/a.html", allow_private=True, seconds=10)
        return exchange(question, resolver(["127.0.0.1"]))

    assert "certificate" in asked("press.un.org").problem
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert asked("press.un.org").status == 200
    assert "certificate" in asked("docs.un.org").problem
    _trust.cache_clear()


def ask(site, path: str, **how: object) -> Reply:  # type: ignore[no-untyped-def]
    return exchange(Ask(site.url(path), allow_private=True, **how))  # type: ignore[arg-type]


def test_a_page(site) -> None:  # type: ignore[no-untyped-def]
    found = ask(site, "/page/a.html")
    assert found.status == 200
    assert b"wells" in found.body
    assert ask(site, "/zipped").body == found.body
    assert ask(site, "/nowhere").status == 404
    assert ask(site, "/to?/page/a.html").headers["location"] == "/page/a.html"
    assert site.agents == {USER_AGENT}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/bomb", "10 times"),
        ("/cut-zip", "cut off"),
        ("/two-zips", "goes on after its end"),
        ("/no-zip", "not encoded as it says"),
        ("/brotli", "not asked for"),
        ("/announced", "more than the limit"),
        ("/endless", "more than the limit"),
        ("/cut", "no answer"),
        ("/long-headers", "no answer"),
        ("/no-http", "no answer"),
    ],
)
def test_a_bad_answer_is_one_line(site, path: str, reason: str) -> None:  # type: ignore[no-untyped-def]
    found = ask(site, path, most_bytes=2_000_000)
    assert reason in found.problem
    assert found.body == b""
    assert "\n" not in found.problem


def test_a_closed_port_is_one_line(site) -> None:  # type: ignore[no-untyped-def]
    assert "no answer" in exchange(Ask("http://127.0.0.1:1/", allow_private=True)).problem


@pytest.mark.parametrize("path", ["/drip-headers", "/drip-body", "/silent"])
def test_a_server_that_drips_is_ended_on_time_and_the_next_page_comes(site, path: str) -> None:  # type: ignore[no-untyped-def]
    with Courier() as courier:
        courier(Ask(site.url("/page/a.html"), allow_private=True))
        started = time.monotonic()
        found = courier(Ask(site.url(path), allow_private=True, seconds=1.0))
        assert time.monotonic() - started < 6
        assert "1 s" in found.problem or "in time" in found.problem
        assert courier(Ask(site.url("/page/a.html"), allow_private=True)).status == 200


def test_a_child_that_dies_is_replaced(site) -> None:  # type: ignore[no-untyped-def]
    with Courier() as courier:
        good = Ask(site.url("/page/a.html"), allow_private=True)
        assert courier(good).status == 200
        assert courier._child is not None
        courier._child.terminate()
        courier._child.wait()
        assert "ended" in courier(good).problem
        assert courier(good).status == 200


def test_without_httpx_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EnvironmentFailure, match=r"pip install rostrum\[fetch\]"):
        Courier()


def test_messages_survive_the_pipe_or_are_none() -> None:
    pipe = io.BytesIO()
    sent = Ask("http://un.org/", {"If-None-Match": '"é"'}, True, 2.5, 7)
    reply = Reply(200, {"etag": '"é"'}, b"\x00page")
    put_ask(sent, pipe)
    put_reply(reply, pipe)
    whole = pipe.getvalue()
    pipe.seek(0)
    assert (take_ask(pipe), take_reply(pipe)) == (sent, reply)
    assert take_ask(pipe) is None
    for cut in range(len(whole) - 1, len(whole) - 12, -1):
        torn = io.BytesIO(whole[:cut])
        take_ask(torn)
        assert take_reply(torn) is None
