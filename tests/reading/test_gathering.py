from __future__ import annotations

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from kg.model.source import Source
from kg.reading import Failure, Found, sources
from kg.settings import Limits, Settings

SETTINGS = Settings()


def names(found: list[Found]) -> list[str]:
    return [item.name if isinstance(item, Source) else "!" for item in found]


def failures(found: list[Found]) -> list[str]:
    return [item.message for item in found if isinstance(item, Failure)]


def test_folders_are_read_in_order_and_other_files_left(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "c.pdf", ".hidden.txt"):
        (tmp_path / name).write_text("text", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "ga12388.doc.htm").write_text("text", encoding="utf-8")
    assert names(list(sources([tmp_path], SETTINGS))) == ["a", "b", "ga12388"]


def test_globs_and_named_files(tmp_path: Path) -> None:
    for name in ("x1.txt", "x2.txt", "odd[1].txt", "report"):
        (tmp_path / name).write_text("text", encoding="utf-8")
    assert names(list(sources([str(tmp_path / "x*.txt")], SETTINGS))) == ["x1", "x2"]
    assert names(list(sources([tmp_path / "odd[1].txt"], SETTINGS))) == ["odd[1]"]
    assert names(list(sources([tmp_path / "report"], SETTINGS))) == ["report"]


def test_missing_and_empty_places_are_one_line_each(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "nothing.txt").write_bytes(b"")
    paths = [tmp_path / "gone.txt", tmp_path / "empty", tmp_path / "nothing.txt", "no*such"]
    messages = failures(list(sources(paths, SETTINGS)))
    assert [message.rpartition(": ")[2] for message in messages] == [
        "no such file or folder",
        "the folder holds no documents",
        "the file is empty",
        "no such file or folder",
    ]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01")
    (tmp_path / "b.txt").write_text("text", encoding="utf-8")
    assert names(list(sources([tmp_path], SETTINGS))) == ["!", "b"]


def test_links_that_turn_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = list(sources([tmp_path], SETTINGS))
    assert names(found) == ["a", "!"]
    assert "self.txt" in failures(found)[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_and_devices_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for place in (tmp_path / "pipe.txt", "/dev/zero"):
        assert "not opened" in failures(list(sources([place], SETTINGS)))[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_said(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("text", encoding="utf-8")
    secret.chmod(0)
    assert "cannot be read" in failures(list(sources([secret], SETTINGS)))[0]


def test_a_name_with_a_newline_stays_one_line(tmp_path: Path) -> None:
    (tmp_path / "two\nlines.txt").write_bytes(b"")
    assert "\n" not in failures(list(sources([tmp_path], SETTINGS)))[0]


def _tar(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:xz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def test_archives_are_read_member_by_member(tmp_path: Path) -> None:
    members = {"d/b.txt": b"text b", "d/a.txt": b"text a", "d/c.xlsx": b"no", "d/._a.txt": b"no"}
    tar = _tar(tmp_path / "all.tar.xz", members)
    assert names(list(sources([tar], SETTINGS))) == ["b", "a"]
    zipped = tmp_path / "all.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    found = list(sources([zipped], SETTINGS))
    assert names(found) == ["b", "a"]
    assert isinstance(found[0], Source)
    assert found[0].location.endswith("all.zip!d/b.txt")


def test_a_broken_archive_gives_what_came_before(tmp_path: Path) -> None:
    whole = _tar(
        tmp_path / "all.tar.xz", {f"{n}.txt": os.urandom(30_000).hex().encode() for n in range(9)}
    )
    data = whole.read_bytes()
    whole.write_bytes(data[: len(data) // 2])
    (tmp_path / "text.zip").write_text("not a zip", encoding="utf-8")
    found = list(sources([whole], SETTINGS))
    assert names(found)[-1] == "!"
    assert "broken" in failures(found)[0]
    assert "broken" in failures(list(sources([tmp_path / "text.zip"], SETTINGS)))[0]


def test_nothing_larger_than_the_limit_is_read(tmp_path: Path) -> None:
    small = Settings(limits=Limits(document_bytes=1000))
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("huge.txt", b"0" * 5_000_000)
        archive.writestr("fine.txt", b"fine")
    tar = _tar(tmp_path / "bomb.tar.xz", {"huge.txt": b"0" * 5_000_000, "fine.txt": b"fine"})
    (tmp_path / "long.txt").write_bytes(b"0" * 1001)
    for place in (bomb, tar):
        assert names(list(sources([place], small))) == ["!", "fine"]
    assert "limit" in failures(list(sources([tmp_path / "long.txt"], small)))[0]
