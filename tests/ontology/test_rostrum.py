from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from sample_record import sample_quads

from kg import resources
from kg.mapping.acts import CLASSES as ACT_CLASSES
from kg.mapping.instruments import CLASSES as INSTRUMENT_CLASSES
from kg.mapping.terms import nquads, turtle, union
from kg.model.layout import Form
from kg.model.record import ActType, Certainty, Mode, Polarity, Presence

BASE = "https://w3id.org/rostrum/"
NAMESPACE = BASE + "ontology#"
FIXED = [
    "Meeting",
    "Body",
    "Participation",
    "Delegation",
    "Party",
    "State",
    "ObserverState",
    "Organization",
    "Group",
    "Person",
    "Statement",
    "Act",
    "Commitment",
    "ReportedAction",
    "Call",
    "Position",
    "Claim",
    "ProceduralAct",
    "Theme",
    "Instrument",
    "Declaration",
    "Resolution",
    "Draft",
    "Treaty",
    "Programme",
    "Outcome",
    "Vote",
    "Provision",
    "Document",
    "TextSpan",
    "ExtractionRun",
    "Membership",
    "deliveredBy",
    "onBehalfOf",
    "atMeeting",
    "ordinal",
    "speaker",
    "reportedIn",
    "hasAct",
    "evidence",
    "represents",
    "actor",
    "theme",
    "addressee",
    "instrument",
    "cue",
    "attribution",
    "confidence",
    "polarity",
    "certainty",
    "measure",
    "amount",
    "deadline",
    "beneficiary",
    "strength",
    "party",
    "mode",
    "capacity",
    "procedure",
    "votesFor",
    "votesAgainst",
    "votesAbstaining",
    "votedFor",
]


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(resources.path("ontology/rostrum.ttl"))


def names(graph: Graph) -> set[str]:
    return {
        str(term).removeprefix(NAMESPACE)
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in graph.subjects(RDF.type, kind)
    }


def test_the_terms_of_the_design_are_there(ontology: Graph) -> None:
    assert [name for name in FIXED if name not in names(ontology)] == []


def test_both_parsers_read_the_same(ontology: Graph) -> None:
    file = resources.path("ontology/rostrum.ttl")
    assert len(turtle(file.name, file.read_bytes())) == len(ontology)


def test_nothing_is_imported_or_made_one(ontology: Graph) -> None:
    both = ontology + Graph().parse(resources.path("ontology/alignments.ttl"))
    assert (None, OWL.imports, None) not in both
    assert (None, OWL.sameAs, None) not in both
    assert not any(isinstance(node, BNode) for node in both.all_nodes())


def test_the_version_is_stated(ontology: Graph) -> None:
    this = URIRef(BASE + "ontology")
    version = str(ontology.value(this, OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert str(ontology.value(this, OWL.versionIRI)) == f"{BASE}ontology/{version}"


def test_no_two_terms_share_label_or_definition(ontology: Graph) -> None:
    for predicate in (SKOS.definition, SKOS.example):
        texts = [str(text) for text in ontology.objects(predicate=predicate)]
        assert len(texts) == len(set(texts)), predicate
    classes = [str(ontology.value(c, RDFS.label)) for c in ontology.subjects(RDF.type, OWL.Class)]
    assert len(classes) == len(set(classes))


def test_domains_and_ranges_are_terms(ontology: Graph) -> None:
    includes = [URIRef(f"https://schema.org/{end}Includes") for end in ("domain", "range")]
    for predicate in (RDFS.domain, RDFS.range, *includes):
        for value in ontology.objects(predicate=predicate):
            local = str(value).removeprefix(NAMESPACE)
            assert not str(value).startswith(NAMESPACE) or local in names(ontology), value


def test_alignments_speak_of_our_terms_only(ontology: Graph) -> None:
    alignments = Graph().parse(resources.path("ontology/alignments.ttl"))
    ours = {str(s) for s in alignments.subjects() if str(s).startswith(NAMESPACE)}
    assert {each.removeprefix(NAMESPACE) for each in ours} - names(ontology) == set()
    hosts = {
        "prov",
        "nif",
        "org#",
        "foaf",
        "schema.org",
        "eli/ontology",
        "eli-draft",
        "undo",
        "oa#",
    }
    objects = " ".join(map(str, alignments.objects()))
    assert [host for host in hosts if host not in objects] == []


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("act-type", ActType),
        ("attribution", Mode),
        ("participation-mode", Presence),
        ("polarity", Polarity),
        ("certainty", Certainty),
        ("document-form", Form),
    ],
)
def test_schemes_hold_the_values_of_the_model(scheme: str, values: type[StrEnum]) -> None:
    assert concepts(scheme) == set(values)


def test_schemes_without_an_enumeration() -> None:
    assert concepts("strength") == {"1", "2", "3", "4", "5"}
    assert concepts("instrument-kind") == {*INSTRUMENT_CLASSES, "other"}
    assert concepts("outcome-kind") == {"adopted", "rejected", "elected", "renewed", "postponed"}
    assert "without-vote" in concepts("procedure")
    assert concepts("capacity") == {"observer", "national"}


def concepts(scheme: str) -> set[str]:
    graph = Graph().parse(resources.path(f"ontology/schemes/{scheme}.ttl"))
    base = f"{BASE}{scheme}"
    found = set(graph.subjects(SKOS.inScheme, URIRef(base)))
    assert found == set(graph.objects(URIRef(base), SKOS.hasTopConcept))
    for concept in found:
        notation = graph.value(concept, SKOS.notation)
        assert str(concept) == f"{base}/{notation}"
    return {str(concept).removeprefix(f"{base}/") for concept in found}


def test_classes_and_types_of_acts_point_at_each_other() -> None:
    graph = Graph().parse(resources.path("ontology/schemes/act-type.ttl"))
    for kind, node in ACT_CLASSES.items():
        assert (URIRef(f"{BASE}act-type/{kind}"), RDFS.seeAlso, URIRef(node.value)) in graph


def context() -> dict[str, object]:
    file = resources.path("ontology/context.jsonld")
    loaded: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))["@context"]
    return loaded


def test_the_context_knows_every_term(ontology: Graph) -> None:
    assert names(ontology) - set(context()) == set()


def test_json_ld_with_the_context_is_the_same_graph() -> None:
    written = union(nquads(sample_quads()))
    graph = Graph().parse(data=written, format="nt")
    document = graph.serialize(format="json-ld", context=context(), auto_compact=False)
    again = parse(document.encode(), format=RdfFormat.JSON_LD)
    assert nquads(again).decode().splitlines() == sorted(written.splitlines())
    nodes = json.loads(document)["@graph"]
    act = next(node for node in nodes if "Call" in str(node.get("type")))
    assert {"id", "actor", "theme", "cue", "reportedIn", "evidence"} <= set(act)


def test_every_value_of_a_concept_property_is_a_concept() -> None:
    known = Graph()
    for file in resources.path("ontology/schemes").glob("*.ttl"):
        known.parse(file)
    data = Graph().parse(data=union(nquads(sample_quads())), format="nt")
    small = [file.stem for file in resources.path("ontology/schemes").glob("*.ttl")]
    used = {
        value
        for value in data.objects()
        if isinstance(value, URIRef)
        and any(str(value).startswith(f"{BASE}{scheme}/") for scheme in small)
    }
    assert len(used) > 20
    assert [value for value in used if (value, RDF.type, SKOS.Concept) not in known] == []


def test_definitions_are_sentences(ontology: Graph) -> None:
    for text in ontology.objects(predicate=SKOS.definition):
        assert isinstance(text, Literal)
        assert str(text)[0].isupper(), text
        assert str(text).endswith("."), text


def test_no_domain_or_range_says_more_than_the_data(ontology: Graph) -> None:
    data = Graph().parse(data=union(nquads(sample_quads())), format="nt")
    data.parse(Path(__file__).parents[1] / "data" / "sample_registers.ttl")
    for file in resources.path("ontology/schemes").glob("*.ttl"):
        data.parse(file)
    # The mapping makes rostrum:Theme of the concepts of the theme scheme.
    for concept in list(data.subjects(SKOS.inScheme, URIRef(BASE + "theme"))):
        data.add((concept, RDF.type, URIRef(NAMESPACE + "Theme")))
    for predicate, end in ((RDFS.domain, 0), (RDFS.range, 2)):
        for term, kind in ontology.subject_objects(predicate):
            if str(kind).startswith((NAMESPACE, str(SKOS))):
                told = {triple[end] for triple in data.triples((None, term, None))}
                assert [node for node in told if (node, RDF.type, kind) not in data] == [], term


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "namespace"),
    [
        ("undo.ttl", "https://w3id.org/un/ontology/undo/"),
        ("nif-core.ttl", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"),
    ],
)
def test_the_terms_that_we_align_to_exist(shared_dir: Path, file: str, namespace: str) -> None:
    theirs = Graph().parse(shared_dir / "vocab" / file)
    alignments = Graph().parse(resources.path("ontology/alignments.ttl"))
    named = {term for term in alignments.objects() if str(term).startswith(namespace)}
    assert named
    assert [term for term in sorted(named) if (term, RDF.type, None) not in theirs] == []
