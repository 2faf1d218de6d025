"""The whole work on one document: read, link, extract, map, validate. A pure function."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg.building.corrections import corrections, names
from kg.errors import Defect, EnvironmentFailure, RostrumError
from kg.extracting import Extractor, Rules
from kg.extracting.correcting import corrected
from kg.iris import Iris
from kg.linking import load_gazetteer
from kg.mapping.document import document_quads, nquads
from kg.model.layout import Form
from kg.model.record import Record
from kg.model.source import Issue, Severity, Source
from kg.reading import lay_out
from kg.reading.speakers import with_speaker
from kg.settings import Settings
from kg.validating import Report, validate

MODEL_KEY = "ROSTRUM_LLM_KEY"
"""The variable that holds the key of a language model: a secret is no setting."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of one source before mapping: a record, or the reason why there is none."""

    source: Source
    record: Record | None
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """One document's graph as canonical N-Quads with the findings about it.

    ``document`` is the document's IRI in ``block``; ``keys`` are the keys it may be known by,
    best first. ``block`` is empty for a page that is not a meeting document.
    """

    name: str
    location: str
    sha256: str
    form: str
    keys: tuple[str, ...]
    document: str
    block: bytes
    quads: int
    acts: int
    statements: int
    issues: tuple[Issue, ...] = ()
    violations: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be built, and why, in one line.

    ``stage`` is where it ended: reading, building, limits; ``error`` the class of the error.
    """

    location: str
    message: str
    stage: str = "reading"
    error: str = ""


Outcome = Built | Failed


def keys(source: Source, symbol: str | None) -> tuple[str, ...]:
    """Return the keys a document may be known by: its symbol, its name, its name and hash."""
    candidates = (symbol, source.name, f"{source.name}-{source.sha256[:8]}")
    return tuple(key for key in candidates if key)


@cache
def extractor(settings: Settings) -> Extractor:
    """Return who extracts: the rules, or the language model of the settings.

    Raises:
        UsageError: address, name or key of the model are unfit.

    >>> extractor(Settings()).name
    'rules'
    """
    if settings.model is None:
        return Rules()
    from kg.extracting.language_model import Endpoint, LanguageModel

    model = settings.model
    key = os.environ.get(MODEL_KEY, "")
    return LanguageModel(Endpoint(model.url, model.name, key, model.seconds), model.cache)


def extract_source(source: Source, settings: Settings | None = None) -> Extracted:
    """Read and extract one source, by the rules unless the settings name a model.

    A page that is no meeting document has no record.
    """
    layout = with_speaker(lay_out(source), settings.speakers if settings else None)
    issues = (*source.issues, *layout.issues)
    if layout.form is Form.OTHER:
        return Extracted(source, None, issues)
    record = extractor(settings or Settings()).extract(layout, load_gazetteer())
    if settings and settings.corrections:
        record = with_corrections(record, settings.corrections)
    return Extracted(source, record, record.issues)


def with_corrections(record: Record, overlay: Path) -> Record:
    """Return the record with what the overlay says of its document.

    Raises:
        UsageError: the overlay has a bad row.
    """
    source = record.layout.source
    known = names(keys(source, record.symbol), source.sha256)
    named = [one for one in corrections(overlay) if one.document in known]
    return corrected(record, named, load_gazetteer()) if named else record


def build_document(source: Source, settings: Settings, run: str) -> Outcome:
    """Turn one source into its named graph; ``run`` is the fingerprint of code and data.

    Raises:
        EnvironmentFailure: no document can be built here, say for want of a data file or of an
            answer from the language model.
    """
    try:
        extracted = extract_source(source, settings)
        if extracted.record is None:
            return _without_graph(extracted)
        return _with_graph(extracted.record, settings, run)
    except (EnvironmentFailure, MemoryError):
        raise
    except RostrumError as error:
        return Failed(source.location, str(error), "building", type(error).__name__)
    except Exception as error:
        # A defect of ours that one document shows must not cost the others their build.
        return Failed(source.location, str(Defect.of(error)), "building", type(error).__name__)


def build_batch(sources: tuple[Source, ...], settings: Settings, run: str) -> list[Outcome]:
    """Build several documents in one go: what a worker is given.

    Their blocks are packed: N-Quads shrink to a seventeenth, which is less to send and spool.
    """
    outcomes = [build_document(source, settings, run) for source in sources]
    return [
        replace(outcome, block=pack(outcome.block)) if isinstance(outcome, Built) else outcome
        for outcome in outcomes
    ]


def pack(block: bytes) -> bytes:
    r"""Return a block of N-Quads for the way from a worker to the assembly.

    >>> unpack(pack(b"<urn:a> <urn:b> <urn:c> .\n"))
    b'<urn:a> <urn:b> <urn:c> .\n'
    """
    return zlib.compress(block, 1) if block else b""


def unpack(packed: bytes) -> bytes:
    """Return what :func:`pack` was given."""
    return zlib.decompress(packed) if packed else b""


def violations(report: Report) -> Iterator[str]:
    """Yield one line per violation: focus node, path, message."""
    for result in report.results:
        if result.severity is Severity.VIOLATION:
            yield f"{result.focus} {result.path or ''}: {result.message}".replace(" :", ":")


@cache
def _iris(base: str) -> Iris:
    return Iris(base)


def _with_graph(record: Record, settings: Settings, run: str) -> Built:
    source = record.layout.source
    known = keys(source, record.symbol)
    iris = _iris(settings.base)
    quads = document_quads(record, iris, load_gazetteer(), rules=run)
    block = nquads(quads)
    return Built(
        name=source.name,
        location=source.location,
        sha256=source.sha256,
        form=record.layout.form.value,
        keys=known,
        document=iris.document(known[0]),
        block=block,
        quads=block.count(b"\n"),
        acts=len(record.acts),
        statements=len(record.statements),
        issues=record.issues,
        violations=tuple(violations(validate(block))),
        url=source.url,
    )


def _without_graph(extracted: Extracted) -> Built:
    source = extracted.source
    return Built(
        name=source.name,
        location=source.location,
        sha256=source.sha256,
        form=Form.OTHER.value,
        keys=keys(source, None),
        document="",
        block=b"",
        quads=0,
        acts=0,
        statements=0,
        issues=extracted.issues,
        url=source.url,
    )
