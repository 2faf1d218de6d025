"""The graphs that belong to no document: ontology, registers, links, and the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from kg import __version__, resources
from kg.building.assembling import Entry
from kg.iris import Iris
from kg.mapping.links import link_quads
from kg.mapping.registers import register_quads
from kg.mapping.terms import NamedNode, Quad, iri, nquads, number, text, turtle
from kg.namespaces import DCTERMS, RDF, ROSTRUM, VOID
from kg.settings import Settings

VOCABULARY_FILES = ("ontology/rostrum.ttl", "ontology/alignments.ttl")


def fixed_graphs(entries: Iterable[Entry], settings: Settings) -> dict[str, bytes]:
    """Return the blocks of N-Quads that stand beside the documents, by graph IRI."""
    iris = Iris(settings.base)
    graphs = {
        "catalogue": nquads(_catalogue(entries, iris)),
        "links": nquads(link_quads(iris)),
        "ontology": nquads(_ontology(iris)),
        "registers": nquads(register_quads(iris)),
    }
    return {iris.named_graph(name): block for name, block in graphs.items()}


def _ontology(iris: Iris) -> list[Quad]:
    graph = iri(iris.named_graph("ontology"))
    files = [resources.path(name) for name in VOCABULARY_FILES]
    found = [quad for file in files for quad in turtle(file.name, file.read_bytes())]
    return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]


def _catalogue(entries: Iterable[Entry], iris: Iris) -> list[Quad]:
    """Describe the dataset itself (VoID, W3C 2011) by what its documents add up to."""
    graph, dataset = iri(iris.named_graph("catalogue")), iri(iris.base + "dataset")
    kept = [entry.built for entry in entries if entry.in_graph]
    forms = sorted({built.form for built in kept})
    quads = [
        Quad(dataset, iri(RDF + "type"), iri(VOID + "Dataset"), graph),
        Quad(dataset, iri(DCTERMS + "title"), text("Rostrum meeting graph", "en"), graph),
        Quad(dataset, iri(ROSTRUM + "version"), text(__version__), graph),
        Quad(dataset, iri(VOID + "uriSpace"), text(iris.base), graph),
        Quad(dataset, iri(VOID + "documents"), number(len(kept)), graph),
        Quad(dataset, iri(VOID + "vocabulary"), iri(ROSTRUM), graph),
    ]
    for form in forms:
        part = iri(iris.part(dataset.value, "form", form))
        count = sum(built.form == form for built in kept)
        quads += _partition(dataset, part, graph, (form, count))
    return quads


def _partition(
    dataset: NamedNode, part: NamedNode, graph: NamedNode, size: tuple[str, int]
) -> list[Quad]:
    form, count = size
    return [
        Quad(dataset, iri(VOID + "subset"), part, graph),
        Quad(part, iri(RDF + "type"), iri(VOID + "Dataset"), graph),
        Quad(part, iri(DCTERMS + "title"), text(f"documents of the form {form}", "en"), graph),
        Quad(part, iri(VOID + "documents"), number(count), graph),
    ]
