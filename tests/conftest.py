"""Where tests find the real documents, and why they skip without them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of real documents beside the checkout; a failure in CI where it is missing."""
    if not SHARED.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{SHARED} is missing; CI needs the real documents")
        pytest.skip(f"the real documents are not at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def gold_dir(shared_dir: Path) -> Path:
    """The annotated coverage documents."""
    return shared_dir / "gold" / "coverage"
