"""Store folders: what a reader sees while builds come and go, and what is refused."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.storing import generations


def publish(store: Path, text: str) -> None:
    with generations.building(store) as generation:
        generation.graph.write_text(text)
        generation.manifest.write_text("{}")


def test_a_build_replaces_the_generation_at_once(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish(store, "one")
    publish(store, "two")
    assert generations.current(store).graph.read_text() == "two"
    assert len(list((store / "generations").iterdir())) == 1


def test_a_reader_keeps_its_generation(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish(store, "one")
    with generations.reading(store) as held:
        publish(store, "two")
        assert held.graph.read_text() == "one"
        assert generations.current(store).graph.read_text() == "two"
    publish(store, "three")
    assert len(list((store / "generations").iterdir())) == 1


def test_a_failed_build_leaves_the_old_graph(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish(store, "one")
    with pytest.raises(RuntimeError), generations.building(store) as generation:
        generation.graph.write_text("half")
        raise RuntimeError
    assert generations.current(store).graph.read_text() == "one"
    assert len(list((store / "generations").iterdir())) == 1


def test_two_builds_do_not_meet(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with generations.building(store) as first:
        with pytest.raises(StoreError, match="another build"), generations.building(store):
            pytest.fail("two builds at once")
        first.manifest.write_text("{}")
    assert generations.current(store).path.name == "g000001"


@pytest.mark.parametrize("content", ["", "g000009\n", "../../etc\n", "\xff"])
def test_a_damaged_mark_is_said(tmp_path: Path, content: str) -> None:
    store = tmp_path / "store"
    publish(store, "one")
    (store / "CURRENT").write_text(content, encoding="latin-1")
    with pytest.raises(StoreError, match="CURRENT"):
        generations.current(store)
    publish(store, "two")
    assert generations.current(store).graph.read_text() == "two"


def test_other_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match="not a Rostrum store"):
        generations.current(tmp_path)
    with pytest.raises(StoreError, match="other files"), generations.building(tmp_path):
        pass
    with pytest.raises(StoreError, match="no store there"):
        generations.current(tmp_path / "nowhere")
    with (
        pytest.raises(StoreError, match="cannot be used"),
        generations.building(tmp_path / "letter.txt"),
    ):
        pass


def _publish_for_ever(store: Path) -> None:
    for number in range(10_000):
        publish(store, f"{number} " * 20_000)


def test_a_kill_at_any_instant_leaves_a_whole_generation(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish(store, "0 " * 20_000)
    context = multiprocessing.get_context("spawn")
    for trial in range(6):
        builder = context.Process(target=_publish_for_ever, args=(store,))
        builder.start()
        time.sleep(0.25 + 0.013 * trial)
        assert builder.pid is not None
        os.kill(builder.pid, signal.SIGKILL)
        builder.join()
        words = generations.current(store).graph.read_text().split()
        assert len(words) == 20_000
        assert len(set(words)) == 1
    publish(store, "end")
    assert [path.name for path in (store / "generations").iterdir()] == [
        generations.current(store).path.name
    ]
