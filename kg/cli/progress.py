"""The bar that a long command shows on a terminal: how many, how fast, how long still."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from kg.building.build import Progress as Told
from kg.reading import sources
from kg.settings import Settings


class _Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


@contextmanager
def shown(paths: Sequence[Path], settings: Settings) -> Iterator[Told]:
    """Yield what a build tells its progress to; elsewhere than on a terminal nothing is shown.

    A second, quicker look at the documents counts them meanwhile, for the time left.
    """
    if not sys.stderr.isatty():
        yield lambda told: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("documents", total=None)

        def count() -> None:
            bar.update(task, total=sum(1 for _ in sources(paths, settings)))

        def tell(told: object) -> None:
            if isinstance(told, str):
                bar.update(task, description=told)
            else:
                bar.advance(task)

        threading.Thread(target=count, daemon=True).start()
        yield tell
