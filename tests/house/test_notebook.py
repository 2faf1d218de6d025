"""The notebook of docs/ runs from top to bottom and shows what it speaks of."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "notebook.ipynb"

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed: make test does")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed: make test does")


@pytest.fixture(scope="module")
def ran() -> Any:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the kernel and its event loop warn of is not ours
        nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute(
            cwd=NOTEBOOK.parent
        )
    return notebook


def shown(cell: Any) -> str:
    return "".join(str(output.data.get("text/plain", "")) for output in cell.outputs)


def test_every_cell_runs(ran: Any) -> None:
    cells = [cell for cell in ran.cells if cell.cell_type == "code"]
    assert len(cells) > 6
    assert all(cell.execution_count for cell in cells)


def test_the_sentence_is_the_one_of_the_table(ran: Any) -> None:
    texts = [shown(cell) for cell in ran.cells if cell.cell_type == "code"]
    assert any("open a national register" in text for text in texts)
    assert any("spoken-on-behalf" in text and "african-group" in text for text in texts)
    assert any("Ghana" in text for text in texts)


def test_it_is_kept_without_its_answers() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells)
