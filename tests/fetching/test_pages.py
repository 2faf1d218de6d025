"""The folder: whole pages or none, whatever breaks."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from kg.errors import EnvironmentFailure
from kg.fetching.pages import OLD, Pages, open_pages
from kg.model.fetched import INDEX, Fetched, name_of, rows
from kg.model.source import Source
from kg.reading import lay_out, sources
from kg.settings import Settings

DATA = b"<html><body><p>The Council met to hear about wells in the dry season.</p></body></html>"
URL = "https://press.un.org/en/2021/ga99999.doc.htm"


def row(file: str, data: bytes = DATA, url: str = URL) -> Fetched:
    digest = hashlib.sha256(data).hexdigest()
    return Fetched(url, url, 200, digest, file, len(data), "text/html", "", "", "then", "now")


def kept(pages: Pages, data: bytes = DATA, url: str = URL) -> Fetched:
    digest = hashlib.sha256(data).hexdigest()
    found = row(pages.keep(data, digest, "text/html; charset=utf-8"), data, url)
    pages.add(found)
    return found


def visible(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if not file.name.startswith("."))


def test_build_reads_the_folder_and_knows_names_and_addresses(tmp_path: Path) -> None:
    with open_pages(tmp_path) as pages:
        kept(pages)
        pages.keep(b"<rss/>", hashlib.sha256(b"<rss/>").hexdigest(), "text/xml", feed=True)
    (found,) = sources([tmp_path], Settings())
    assert isinstance(found, Source)
    assert (found.name, found.url) == ("ga99999", URL)
    assert lay_out(found).fact("url") == URL
    own = DATA.replace(
        b"<body>", b'<head><link rel="canonical" href="https://un.org/own"></head><body>'
    )
    with open_pages(tmp_path) as pages:
        kept(pages, own)
    (found,) = sources([tmp_path], Settings())
    assert isinstance(found, Source)
    assert lay_out(found).fact("url") == "https://un.org/own"


def test_a_file_that_is_not_what_the_index_says_keeps_its_own_name(tmp_path: Path) -> None:
    with open_pages(tmp_path) as pages:
        file = kept(pages).file
    (tmp_path / file).write_bytes(DATA + b"<p>more</p>")
    (found,) = sources([tmp_path], Settings())
    assert isinstance(found, Source)
    assert (found.name, found.url) == (file.removesuffix(".html"), "")


def test_the_same_bytes_are_kept_once_and_old_ones_out_of_sight(tmp_path: Path) -> None:
    with open_pages(tmp_path) as pages:
        first = kept(pages)
        kept(pages, url="https://press.un.org/other")
        assert len(visible(tmp_path)) == 2
        changed = kept(pages, DATA + b" ")
        kept(pages, DATA + b" ", url="https://press.un.org/other")
    assert visible(tmp_path) == sorted([changed.file, INDEX])
    assert (tmp_path / OLD / first.file).read_bytes() == DATA
    assert len((tmp_path / INDEX).read_text().splitlines()) == 2


@pytest.mark.parametrize("call", ["fsync", "fchmod"])
def test_an_interrupted_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def broken(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(EnvironmentFailure, match="No space"), open_pages(tmp_path) as pages:
        monkeypatch.setattr(os, call, broken)
        try:
            kept(pages)
        finally:
            monkeypatch.undo()
            assert [f for f in tmp_path.iterdir() if f.name != ".lock"] == []


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    with open_pages(tmp_path) as pages:
        good = kept(pages)
    with (tmp_path / INDEX).open("a") as index:
        index.write(good.line()[:40])
    (tmp_path / ".unfinished-abc").write_bytes(b"half")
    orphan = tmp_path / f"{'0' * 64}.html"
    orphan.write_bytes(b"<p>never in the index</p>")
    (tmp_path / "mine.html").write_bytes(DATA)
    with open_pages(tmp_path) as pages:
        assert pages.known == {URL: good}
    assert visible(tmp_path) == sorted([good.file, INDEX, "mine.html"])
    assert (tmp_path / INDEX).read_text() == good.line()
    assert not (tmp_path / ".unfinished-abc").exists()


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with open_pages(tmp_path), pytest.raises(EnvironmentFailure, match="another"):  # noqa: SIM117
        with open_pages(tmp_path):
            pass


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(EnvironmentFailure, match="file"), open_pages(tmp_path / "file"):
        pass


def test_foreign_lines_of_an_index_are_passed_over() -> None:
    good = row("a.html")
    lines = ["", "null", "[1]", '{"url": 1}', "[" * 100_000, good.line(), good.line()[:-2]]
    lines.append(good.line().replace("200", '"200"'))
    assert rows(lines) == {URL: good}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://press.un.org/en/2021/ga12388.doc.htm", "ga12388"),
        ("https://press.un.org/en/ga12388", "ga12388"),
        ("https://docs.un.org/en/A/RES/64/293", "A_RES_64_293"),
        ("https://docs.un.org/A/79/PV.64", "A_79_PV.64"),
        ("https://un.org/a/view?id=A/1&x=%C3%A9", "a_view_id_A_1_x"),
        ("https://un.org/..%2F..%2Fetc", "etc"),
        ("https://un.org/", "un.org"),
    ],
)
def test_names(url: str, name: str) -> None:
    assert name_of(url) == name
