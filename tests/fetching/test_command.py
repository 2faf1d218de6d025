"""``rostrum fetch`` as a user meets it, against a server of this machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, site):  # type: ignore[no-untyped-def]
    def call(*arguments: str) -> tuple[int, str, str]:
        given = ["fetch", *arguments, "--into", str(tmp_path / "pages"), "--rate", "20"]
        with pytest.raises(SystemExit) as ended:
            main([*given, "--host", site.host, "--allow-private"])
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return call


def test_pages_come_failures_are_a_line_and_nothing_comes_twice(run, site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    listed = tmp_path / "list.txt"
    listed.write_text(f"# pages\n\n{site.url('/page/b.html')}\n{site.url('/page/a.html')}\n")
    wanted = [
        site.url(path) for path in ("/page/a.html", "/secret", "/nowhere", "/report.pdf", "/ping")
    ]
    code, out, err = run(*wanted, "--from", str(listed))
    assert code == 1
    assert "3 new, 0 changed, 0 same, 3 failed" in out
    assert "convert it to text" in out
    assert len(err.splitlines()) == 3
    assert "/secret" not in site.paths
    assert site.paths.count("/robots.txt") == 1
    code, out, _ = run(site.url("/page/a.html"), site.url("/page/b.html"))
    assert code == 0
    assert "0 new, 0 changed, 2 same, 0 failed" in out
    index = [
        json.loads(line) for line in (tmp_path / "pages" / "index.jsonl").read_text().splitlines()
    ]
    assert {page["status"] for page in index} == {200}
    assert all((tmp_path / "pages" / page["file"]).exists() for page in index)


def test_a_feed_is_followed_from_an_address_or_a_file(run, site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("--feed", site.url("/feed"))
    assert code == 0
    assert "3 new" in out
    assert len(list((tmp_path / "pages").glob("*.html"))) == 2
    assert len(list((tmp_path / "pages").glob("*.feed"))) == 1
    saved = tmp_path / "saved.rss"
    saved.write_text(f"<rss><item><link>{site.url('/page/a.html')}</link></item></rss>")
    code, out, _ = run("--feed", str(saved))
    assert "1 same" in out
    code, _, err = run("--feed", str(tmp_path / "none.rss"))
    assert code == 1
    assert len(err.splitlines()) == 1


def test_busy_servers_and_dripping_ones(run, site) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run(site.url("/busy"), site.url("/drip-headers"), "--timeout", "2")
    assert code == 1
    assert "1 new, 0 changed, 0 same, 1 failed" in out
    assert "longer than 2 s" in err


def test_wrong_calls_are_one_line(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run()[0] == 2
    code, _, err = run("--from", str(tmp_path / "none.txt"))
    assert code == 1
    assert len(err.splitlines()) == 1
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff\xfe\xfa")
    assert "not UTF-8" in run("--from", str(broken))[2]
    code, _, err = run("file:///etc/hostname", "http://un.org\n.evil/")
    assert code == 1
    assert len(err.splitlines()) == 2


def test_without_the_extra(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    code, _, err = run("https://un.org/")
    assert code == 3
    assert "pip install rostrum[fetch]" in err
    assert len(err.splitlines()) == 1
