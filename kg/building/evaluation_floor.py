"""The figures below which an evaluation must never fall: made from one, raised by later ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.building.evaluation import Evaluation
from kg.errors import DataError

MARGIN = 0.02
_NOT_A_SHARE = frozenset({"quotes-not-at-offsets"})


@dataclass(frozen=True, slots=True)
class Floor:
    """The least value of each figure, by name."""

    figures: Mapping[str, float]

    def fallen(self, evaluation: Evaluation) -> dict[str, tuple[float, float]]:
        """Return what is below the floor: the figure reached and its floor."""
        return {
            name: (evaluation.main(name), least)
            for name, least in self.figures.items()
            if name in evaluation.figures and evaluation.main(name) < least
        }

    def raised(self, evaluation: Evaluation, *, force: bool = False) -> Floor:
        """Return the floor that ``evaluation`` allows: each figure less a margin for change.

        A figure is never lowered unless ``force`` says so.
        """
        reached = {
            name: max(0.0, round(evaluation.main(name) - MARGIN, 3))
            for name in evaluation.figures
            if name not in _NOT_A_SHARE
        }
        if force:
            return Floor(reached)
        old = self.figures
        names = {*old, *reached}
        return Floor({n: max(old.get(n, 0.0), reached.get(n, 0.0)) for n in sorted(names)})

    def text(self) -> str:
        """Return the floor as the text of its file."""
        return json.dumps(dict(sorted(self.figures.items())), indent=2) + "\n"


def read_floor(path: Path) -> Floor:
    """Return the floor in a file, an empty one where there is no file yet.

    Raises:
        DataError: the file holds something else.
    """
    if not path.exists():
        return Floor({})
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        return Floor({str(name): float(least) for name, least in value.items()})
    except (ValueError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: holds no figures by name ({error})") from error
