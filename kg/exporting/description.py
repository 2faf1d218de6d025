"""The dataset described for catalogues and clients: VoID, DCAT 3, PROV and DQV.

Everything is counted from a generation, read from the tables of ``ontology/dataset`` and the
measured figures, or given by the caller; nothing depends on the clock or the machine.

Sources: VoID (W3C 2011), DCAT 3 (W3C 2024), Data Quality Vocabulary (W3C 2016).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from kg.exporting.accuracy import figures
from kg.exporting.census import Census, census
from kg.iris import Iris, slug
from kg.mapping.terms import Literal, NamedNode, Quad, day, iri, number, text, year
from kg.mapping.vocabulary import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, Namespace
from kg.namespaces import DCAT as DCAT_IRI
from kg.namespaces import PREFIXES, ROSTRUM
from kg.namespaces import VOID as VOID_IRI
from kg.resources import rows, values
from kg.storing.generations import Generation

DCAT, VOID = Namespace(DCAT_IRI), Namespace(VOID_IRI)
DQV = Namespace("http://www.w3.org/ns/dqv#")
SOURCES, TARGETS = "ontology/dataset/sources.tsv", "ontology/dataset/targets.tsv"
_LICENCE = "https://spdx.org/licenses/MIT"
_IANA = "https://www.iana.org/assignments/media-types/"
_MEDIA = {
    ".nq": "application/n-quads", ".nt": "application/n-triples", ".trig": "application/trig",
    ".ttl": "text/turtle", ".rdf": "application/rdf+xml", ".jsonld": "application/ld+json",
    ".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".json": "application/json",
}  # fmt: skip
_PACKED = {".gz": "application/gzip", ".zst": "application/zstd"}
_SHOWN = ("Commitment", "Statement", "Meeting", "Document", "State", "Outcome", "Instrument")
Pair = tuple[NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Access:
    """Where the dataset can be had: the address of an endpoint, and of files to download."""

    endpoint: str = ""
    dumps: tuple[str, ...] = ()


NOWHERE = Access()


def dataset(generation: Generation, access: Access = NOWHERE) -> list[Quad]:
    """Describe a generation as the named graph ``graph/description``.

    Raises:
        DataError: an address of ``access`` is no IRI.
    """
    manifest = json.loads(generation.manifest.read_text(encoding="utf-8"))
    counted = census(generation, manifest["base"])
    described = _Described(Iris(manifest["base"]), [])
    described.whole(manifest, counted)
    described.partitions(counted)
    described.forms(generation)
    described.links(counted)
    described.quality()
    described.access(access)
    return described.quads


@dataclass(frozen=True, slots=True)
class _Described:
    iris: Iris
    quads: list[Quad]

    def add(self, subject: str, *pairs: Pair) -> NamedNode:
        node, graph = iri(subject), iri(self.iris.named_graph("description"))
        self.quads.extend(Quad(node, predicate, value, graph) for predicate, value in pairs)
        return node

    @property
    def name(self) -> str:
        return self.iris.base + "dataset"

    def part(self, kind: str, key: str) -> str:
        return self.iris.part(self.name, kind, key)

    def whole(self, manifest: Mapping[str, object], counted: Census) -> None:
        """Say what the dataset is, how large, under which licence, and made by what."""
        build = self.add(
            self.part("build", str(manifest["fingerprint"])),
            (RDF.type, PROV.Activity),
            (RDFS.label, text(f"build by rostrum {manifest['rostrum']}", "en")),
            (DCTERMS.identifier, text(str(manifest["fingerprint"]))),
        )
        graph = manifest["graph"]
        digest = graph["sha256"] if isinstance(graph, dict) else ""
        self.add(
            self.name,
            *((RDF.type, kind) for kind in (VOID.Dataset, DCAT.Dataset, PROV.Entity)),
            (DCTERMS.title, text("Rostrum meeting graph", "en")),
            (DCTERMS.description, text(_ABOUT, "en")),
            (DCTERMS.license, iri(_LICENCE)),
            (DCTERMS.rights, text(_RIGHTS, "en")),
            (DCTERMS.identifier, text(f"sha256:{digest}")),
            (DCAT.version, text(str(manifest["rostrum"]))),
            (DCTERMS.conformsTo, iri(ROSTRUM.removesuffix("#"))),
            (DCAT.themeTaxonomy, iri(self.iris.vocabulary + "theme")),
            (PROV.wasGeneratedBy, build),
            (VOID.uriSpace, text(self.iris.base)),
            (VOID.triples, number(counted.triples)),
            (VOID.entities, number(counted.things)),
            (VOID.distinctSubjects, number(counted.subjects)),
            (VOID.classes, number(len(counted.classes))),
            (VOID.properties, number(len(counted.properties))),
            *((VOID.vocabulary, iri(name)) for name in _vocabularies(counted)),
            *((VOID.exampleResource, iri(name)) for name in _examples(counted)),
        )
        self._time(counted)

    def _time(self, counted: Census) -> None:
        if counted.first:
            span = self.add(
                self.part("time", "documents"),
                (RDF.type, DCTERMS.PeriodOfTime),
                (DCAT.startDate, _moment(counted.first)),
                (DCAT.endDate, _moment(counted.last)),
            )
            self.add(self.name, (DCTERMS.temporal, span))

    def partitions(self, counted: Census) -> None:
        """Count the things of each class and the triples of each property."""
        for kind, named, counting, counts in (
            ("class", getattr(VOID, "class"), VOID.entities, counted.classes),
            ("property", VOID.property, VOID.triples, counted.properties),
        ):
            for name, count in counts.items():
                node = self.add(
                    self.part(kind, _curie(name)),
                    (RDF.type, VOID.Dataset),
                    (named, iri(name)),
                    (counting, number(count)),
                )
                self.add(self.name, (getattr(VOID, f"{kind}Partition"), node))

    def forms(self, generation: Generation) -> None:
        """Say for each form of document how many there are, and the terms of its publishers."""
        terms = {row["form"]: row for row in rows(SOURCES)}
        measured = {figure.form for figure in figures()}
        for form, counts in _by_form(generation).items():
            stated = terms.get(form, {"publisher": "", "terms": "Terms are not known.", "see": ""})
            accuracy = "" if form in measured else " No accuracy was measured for this form."
            see = values(stated["see"])
            node = self.add(
                self.part("form", form),
                (RDF.type, VOID.Dataset),
                (DCTERMS.title, text(f"documents of the form {form}", "en")),
                (DCTERMS.type, iri(self.iris.concept("document-form", form))),
                (DCTERMS.description, text(_contents(counts) + accuracy, "en")),
                (VOID.documents, number(counts["documents"])),
                (DCTERMS.rights, text(stated["terms"], "en")),
                *((DCTERMS.source, text(name)) for name in [stated["publisher"]] if name),
                *((RDFS.seeAlso, iri(to)) for to in see if "://" in to),
                *((DCTERMS.references, text(to)) for to in see if "://" not in to),
            )
            self.add(self.name, (VOID.subset, node))

    def links(self, counted: Census) -> None:
        """Describe the links to each other dataset, by predicate."""
        targets = {row["namespace"]: row for row in rows(TARGETS)}
        for (predicate, namespace), count in counted.links.items():
            known = targets.get(namespace, {"title": namespace, "home": "", "licence": ""})
            target = self.add(
                self.part("target", slug(known["title"])),
                (RDF.type, VOID.Dataset),
                (DCTERMS.title, text(known["title"], "en")),
                (VOID.uriSpace, text(namespace)),
                *((FOAF.homepage, iri(to)) for to in [known["home"]] if to),
                *((DCTERMS.license, iri(to)) for to in [known["licence"]] if to),
            )
            node = self.add(
                self.part("links", slug(f"{_curie(predicate)} {known['title']}")),
                (RDF.type, VOID.Linkset),
                (VOID.linkPredicate, iri(predicate)),
                (VOID.subjectsTarget, iri(self.name)),
                (VOID.objectsTarget, target),
                (VOID.triples, number(count)),
            )
            self.add(self.name, (VOID.subset, node))

    def quality(self) -> None:
        """Give every accuracy figure that was measured, with what it was measured on."""
        for figure in figures():
            metric = self.add(
                self.part("metric", figure.metric),
                (RDF.type, DQV.Metric),
                (SKOS.definition, text(figure.definition, "en")),
            )
            sample = self.add(
                self.part("annotated", figure.form),
                (RDF.type, PROV.Entity),
                (RDFS.label, text(f"annotated documents of the form {figure.form}", "en")),
                (DCTERMS.type, iri(self.iris.concept("document-form", figure.form))),
            )
            node = self.add(
                self.part("measurement", f"{figure.form}-{figure.metric}"),
                (RDF.type, DQV.QualityMeasurement),
                (DQV.isMeasurementOf, metric),
                (DQV.computedOn, sample),
                (DQV.value, figure.value),
                (RDFS.comment, text(figure.comment, "en")),
            )
            self.add(self.name, (DQV.hasQualityMeasurement, node))

    def access(self, access: Access) -> None:
        """Say where the dataset can be asked and where it can be had."""
        if access.endpoint:
            service = self.add(
                self.part("service", "sparql"),
                (RDF.type, DCAT.DataService),
                (DCTERMS.title, text("SPARQL endpoint", "en")),
                (DCAT.endpointURL, iri(access.endpoint)),
                (DCAT.servesDataset, iri(self.name)),
                (DCTERMS.conformsTo, iri("https://www.w3.org/TR/sparql11-protocol/")),
            )
            node = self.add(
                self.part("distribution", "sparql"),
                (RDF.type, DCAT.Distribution),
                (DCAT.accessURL, iri(access.endpoint)),
                (DCAT.accessService, service),
                (DCTERMS.license, iri(_LICENCE)),
            )
            sparql = (VOID.sparqlEndpoint, iri(access.endpoint))
            self.add(self.name, sparql, (DCAT.distribution, node))
        for dump in access.dumps:
            self._dump(dump)

    def _dump(self, address: str) -> None:
        plain, packing = address, ""
        for ending, media in _PACKED.items():
            if address.endswith(ending):
                plain, packing = address.removesuffix(ending), media
        media = next((m for ending, m in _MEDIA.items() if plain.endswith(ending)), "")
        node = self.add(
            self.part("distribution", sha256(address.encode()).hexdigest()[:12]),
            (RDF.type, DCAT.Distribution),
            (DCAT.downloadURL, iri(address)),
            (DCAT.accessURL, iri(address)),
            (DCTERMS.license, iri(_LICENCE)),
            *((DCAT.mediaType, iri(_IANA + one)) for one in [media] if one),
            *((DCAT.compressFormat, iri(_IANA + one)) for one in [packing] if one),
        )
        self.add(self.name, (DCAT.distribution, node), (VOID.dataDump, iri(address)))


_ABOUT = (
    "What United Nations meeting documents say: who spoke on whose behalf, which acts the sentences "
    "hold (commitments, reported actions, calls, positions, claims), on which themes, what was "
    "adopted and by which votes; each with the words that show it and their place in the document."
)
_RIGHTS = (
    "The licence is that of the data and of the registers made for them. The documents belong to "
    "their publishers, on whose terms see the subsets; sentences are quoted as proof."
)


def _moment(written: str) -> Literal:
    return day(date.fromisoformat(written)) if len(written) > 4 else year(int(written))


def _vocabularies(counted: Census) -> Iterator[str]:
    used = [*counted.classes, *counted.properties]
    for namespace in sorted(PREFIXES.values()):
        if any(name.startswith(namespace) for name in used):
            yield namespace


def _examples(counted: Census) -> Iterator[str]:
    for name in _SHOWN:
        if ROSTRUM + name in counted.examples:
            yield counted.examples[ROSTRUM + name]


def _curie(name: str) -> str:
    """Return an IRI in short, where its prefix is known.

    >>> _curie("http://www.w3.org/2004/02/skos/core#prefLabel")
    'skos:prefLabel'
    """
    for prefix, namespace in PREFIXES.items():
        if name.startswith(namespace):
            return f"{prefix}:{name.removeprefix(namespace)}"
    return name


def _by_form(generation: Generation) -> Mapping[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    with generation.documents.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if "offset" in document:
                counts = found.setdefault(
                    document["form"], {"documents": 0, "statements": 0, "acts": 0, "issues": 0}
                )
                counts["documents"] += 1
                counts["statements"] += document["statements"]
                counts["acts"] += document["acts"]
                counts["issues"] += len(document["issues"])
    return dict(sorted(found.items()))


def _contents(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) + "."
