"""What extraction reaches on the annotated documents never falls below what it once reached.

``tests/data/accuracy-floor.json`` holds the floor of every figure. When figures rise, raise it:
``rostrum evaluate ../shared/gold/coverage --write-floor tests/data/accuracy-floor.json``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.building.evaluation import Evaluation, evaluate, figures_table, plain_table

FLOOR = json.loads(
    (Path(__file__).parents[1] / "data" / "accuracy-floor.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def evaluation(gold_dir) -> Evaluation:
    return evaluate(gold_dir)


@pytest.mark.shared
def test_no_figure_falls_below_its_floor(evaluation):
    print("\n" + plain_table(figures_table(evaluation)))
    fallen = {
        name: (round(evaluation.main(name), 4), floor)
        for name, floor in FLOOR.items()
        if evaluation.main(name) < floor
    }
    assert not fallen, f"below the floor (reached, floor): {fallen}"


@pytest.mark.shared
def test_every_quote_stands_at_its_offsets(evaluation):
    assert evaluation.figures["quotes-not-at-offsets"]["bad"] == 0


@pytest.mark.shared
def test_the_floor_names_figures_that_exist(evaluation):
    assert set(FLOOR) <= set(evaluation.figures)
