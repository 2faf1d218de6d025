"""A folder is looked at until something in it has changed and come to rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.building.watching import changes, look


class Enough(Exception):
    """The script of the test is at its end."""


def test_changes_are_told_once_they_have_come_to_rest(tmp_path: Path) -> None:
    first = tmp_path / "a.txt"
    first.write_text("one")
    steps = iter(
        [
            lambda: None,
            lambda: first.write_text("one and two"),
            lambda: (tmp_path / "b.txt").write_text("new"),
            lambda: None,
            lambda: None,
            first.unlink,
            lambda: None,
        ]
    )
    told: list[int] = []
    polls = 0

    def sleep(seconds: float) -> None:
        nonlocal polls
        polls += 1
        try:
            next(steps)()
        except StopIteration:
            raise Enough from None

    with pytest.raises(Enough):
        told.extend(polls for _ in changes([tmp_path], 1.0, sleep))
    assert told == [0, 4, 7]


def test_links_in_a_circle_and_lost_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("x")
    (tmp_path / "in" / "round").symlink_to(tmp_path)
    (tmp_path / "dead").symlink_to(tmp_path / "nowhere")
    assert [Path(name).name for name in look([tmp_path, tmp_path / "none"])] == ["a.txt"]
    assert len(look([tmp_path / "in" / "*.txt"])) == 1
