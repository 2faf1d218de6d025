from __future__ import annotations

from pathlib import Path

import pytest
from sample_record import sample_quads

from kg.errors import DataError, UsageError
from kg.mapping.terms import nquads
from kg.mapping.vocabulary import ROSTRUM
from kg.model.source import Severity
from kg.validating import Report, validate


def broken() -> Report:
    return validate(quad for quad in sample_quads() if quad.predicate != ROSTRUM.actor)


def test_quads_bytes_and_files_give_one_report(tmp_path: Path) -> None:
    graph = [quad for quad in sample_quads() if quad.predicate != ROSTRUM.actor]
    file = tmp_path / "graph.nq"
    file.write_bytes(nquads(graph))
    assert validate(graph) == validate(nquads(graph)) == validate(file) == broken()


def test_a_result_says_what_where_and_how_bad() -> None:
    results = broken().results
    assert len(results) == 6
    first = results[0]
    assert first.focus.startswith("https://w3id.org/rostrum/document/GA-99999/act/")
    assert first.message == "An act must say whose act it is."
    assert (first.component, first.shape, first.value) == ("MinCount", "Act-actor", None)
    assert first.path == "<https://w3id.org/rostrum/ontology#actor>"
    assert first.severity is Severity.VIOLATION


def test_only_violations_stand_against_a_graph() -> None:
    report = validate(quad for quad in sample_quads() if quad.predicate != ROSTRUM.strength)
    assert report.conforms
    assert report.summary() == "conforms: 1 warning"
    assert broken().summary() == "does not conform: 6 violations"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        validate(tmp_path / "none.nq")


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
@pytest.mark.parametrize("bad", [b"no quads", b"<http://a/b> <http://a/b> .\n", b"\xff\xfe"])
def test_what_is_not_nquads_is_refused(bad: bytes, engine: str) -> None:
    with pytest.raises(DataError, match="not N-Quads"):
        validate(bad, engine)


def test_an_unknown_engine() -> None:
    with pytest.raises(UsageError, match="there are shacl, pyshacl"):
        validate(b"", "jena")
