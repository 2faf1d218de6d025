"""The door to ``shacl``, the validator in Rust that the build uses."""

from __future__ import annotations

from functools import lru_cache

import shacl

from kg.errors import DataError
from kg.model.source import Severity
from kg.validating.report import BLANK, Report, Result


def validate(shapes: str, nquads: str) -> Report:
    """Validate N-Quads, all graphs taken together; it releases the interpreter lock.

    Raises:
        DataError: ``nquads`` is not N-Quads.
    """
    try:
        report = _compiled(shapes).validate_text(nquads, format="nquads")
    except ValueError as error:
        raise DataError(f"not N-Quads: {error}") from error
    return Report.of(_result(each) for each in report.results)


@lru_cache(maxsize=4)
def _compiled(shapes: str) -> shacl.Shapes:
    return shacl.Shapes.from_text(shapes, format="ntriples")


def _result(found: shacl.Result) -> Result:
    return Result(
        focus=plain(found.focus_node),
        path=found.path,
        component=found.component.removesuffix("ConstraintComponent"),
        severity=Severity(found.severity.lower()),
        message=found.message or "",
        value=_value(found),
        shape=plain(found.root_shape or found.source_shape or "").rpartition("#")[2],
    )


def _value(found: shacl.Result) -> str | None:
    return BLANK if (found.value or "").startswith("_:") else found.value_plain


def plain(term: str) -> str:
    """Return an IRI without its brackets; blank nodes are all written alike.

    >>> plain("<https://w3id.org/rostrum/party/SVK>"), plain("_:b0")
    ('https://w3id.org/rostrum/party/SVK', '_:')
    """
    return term[1:-1] if term.startswith("<") else BLANK
