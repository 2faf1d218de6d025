"""What a document is, what went wrong in it, and which run read it.

No clock time is written: the same input under the same version gives the same graph.
"""

from __future__ import annotations

import hashlib
from datetime import date

from kg import __version__
from kg.errors import DataError
from kg.mapping.graph import DocumentGraph
from kg.mapping.terms import day, iri, text, year
from kg.mapping.vocabulary import DCTERMS, FOAF, NIF, PROV, RDF, ROSTRUM, SH
from kg.model.record import Record
from kg.model.source import Issue, Severity

_SEVERITIES = {
    Severity.INFO: SH.Info,
    Severity.WARNING: SH.Warning,
    Severity.VIOLATION: SH.Violation,
}


def add_document(graph: DocumentGraph) -> None:
    """Describe the document as the context that every span refers to."""
    record, node = graph.record, graph.document
    layout = record.layout
    graph.add(node, RDF.type, ROSTRUM.Document)
    graph.add(node, RDF.type, NIF.Context)
    graph.add(node, ROSTRUM.sourceName, text(layout.source.name))
    graph.add(node, ROSTRUM.sha256, text(layout.source.sha256))
    graph.add(node, ROSTRUM.form, graph.concept("document-form", layout.form))
    graph.add(node, DCTERMS.language, text(graph.language))
    if record.symbol:
        graph.add(node, DCTERMS.identifier, text(record.symbol))
    if record.title:
        graph.words(node, DCTERMS.title, record.title)
    _add_date(graph)
    for symbol in record.symbols:
        graph.add(node, ROSTRUM.citesSymbol, text(symbol))
    themes = {tag.theme: None for tags in record.themes for tag in tags}
    graph.themes(node, themes)
    _add_url(graph, layout.fact("url"))


def first_day(record: Record) -> date | None:
    """Return the first day that a document may be of: its own, or that of its year."""
    known = record.layout.fact("year")
    if record.day or not (known and known.isdecimal() and len(known) == 4):
        return record.day
    return date(int(known), 1, 1)


def _add_date(graph: DocumentGraph) -> None:
    """Say when the document is from: the day, or the year where no more is known."""
    first = first_day(graph.record)
    if first:
        exact = graph.record.day is not None
        graph.add(graph.document, DCTERMS.date, day(first) if exact else year(first.year))
        graph.add(graph.document, ROSTRUM.year, year(first.year))
        graph.add(graph.document, ROSTRUM.notBefore, day(first))


def _add_url(graph: DocumentGraph, url: str | None) -> None:
    if not url or not url.startswith(("https://", "http://")):
        return
    try:
        graph.add(graph.document, DCTERMS.source, iri(url))
    except DataError:
        add_issue(graph, 0, Issue(f"the page gives an address that is no IRI: {url}"))


def add_issue(graph: DocumentGraph, ordinal: int, issue: Issue) -> None:
    """Describe something a reader should know about the document."""
    node = graph.part("issue", ordinal)
    graph.add(node, RDF.type, ROSTRUM.Issue)
    graph.add(node, ROSTRUM.severity, _SEVERITIES[issue.severity])
    graph.add(node, ROSTRUM.message, text(issue.message, "en"))
    graph.add(node, ROSTRUM.reportedIn, graph.document)
    if issue.span:
        graph.add(node, ROSTRUM.evidence, graph.span(issue.span))


def add_run(graph: DocumentGraph, rules: str) -> None:
    """Describe the run that made the graph; ``rules`` is a hash of rules and lexicons.

    The run is named by what determines its result, so a repeated run is the same activity.
    """
    source, extractor = graph.record.layout.source, graph.record.extractor
    digest = hashlib.sha256(
        f"{__version__} {extractor} {rules} {source.sha256}".encode()
    ).hexdigest()[:16]
    run = graph.part("run", digest)
    agent = iri(f"{graph.iris.base}software/rostrum/{__version__}")
    graph.add(run, RDF.type, ROSTRUM.ExtractionRun)
    graph.add(run, RDF.type, PROV.Activity)
    graph.add(run, PROV.used, graph.document)
    graph.add(run, PROV.wasAssociatedWith, agent)
    graph.add(run, ROSTRUM.extractor, text(extractor))
    graph.add(run, ROSTRUM.version, text(__version__))
    graph.add(run, ROSTRUM.inputHash, text(source.sha256))
    if rules:
        graph.add(run, ROSTRUM.rulesHash, text(rules))
    graph.add(agent, RDF.type, PROV.SoftwareAgent)
    graph.add(graph.graph, RDF.type, ROSTRUM.DocumentGraph)
    graph.add(graph.graph, FOAF.primaryTopic, graph.document)
    graph.add(graph.graph, PROV.wasDerivedFrom, graph.document)
    graph.add(graph.graph, PROV.wasGeneratedBy, run)
