"""The reference engine answers from its own graph and reaches for nothing else."""

from __future__ import annotations

from pathlib import Path

from kg.asking.reference import ReferenceEngine
from kg.errors import MalformedQuery
from kg.model.table import Table


def test_from_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text('<urn:s> <urn:p> "secret" .\n')
    engine = ReferenceEngine('<urn:a> <urn:b> "own" <urn:g> .\n')
    try:
        answer = engine.query(f"SELECT ?o FROM <{secret.as_uri()}> WHERE {{ ?s ?p ?o }}")
    except MalformedQuery:
        return
    assert isinstance(answer, Table)
    assert "secret" not in {str(cell) for row in answer.rows for cell in row}
