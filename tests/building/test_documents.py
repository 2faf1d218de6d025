"""One document at a time: whatever is wrong with it stays its own."""

from __future__ import annotations

import pytest

from kg.building import documents
from kg.building.documents import Failed, build_batch
from kg.errors import EnvironmentFailure
from kg.model.source import Source
from kg.settings import Settings

SOURCES = tuple(Source(name, "text", name * 8, f"{name}.txt") for name in ("a", "b"))


def test_a_defect_costs_only_the_document_that_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(source: Source, settings: Settings) -> documents.Extracted:
        if source.name == "a":
            raise IndexError("list index out of range")
        return documents.Extracted(source, None, ())

    monkeypatch.setattr(documents, "extract_source", extract)
    failed, other = build_batch(SOURCES, Settings(), "run")
    assert isinstance(failed, Failed)
    assert (failed.location, failed.error) == ("a.txt", "IndexError")
    assert "please report" in failed.message
    assert not isinstance(other, Failed)


@pytest.mark.parametrize("error", [EnvironmentFailure("no data"), MemoryError()])
def test_what_no_document_is_to_blame_for_is_raised(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def extract(source: Source, settings: Settings) -> documents.Extracted:
        raise error

    monkeypatch.setattr(documents, "extract_source", extract)
    with pytest.raises(type(error)):
        build_batch(SOURCES, Settings(), "run")
