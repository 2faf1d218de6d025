from __future__ import annotations

import re

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

from kg import resources
from kg.validating import rust, shapes

NAMESPACE = "https://w3id.org/rostrum/ontology#"
ACT = URIRef(NAMESPACE + "Act")
ACTOR = URIRef(NAMESPACE + "actor")
SHAPE = URIRef("https://w3id.org/rostrum/shapes#Act-actor")
QUERY = URIRef("https://w3id.org/rostrum/shapes#QuoteFitsOffsets-query")
CALL = URIRef("https://w3id.org/rostrum/act-type/call")


@pytest.fixture(scope="module")
def house() -> Graph:
    return Graph().parse(data=shapes.house_data(), format="nt")


def test_every_class_has_a_shape_in_a_file_of_its_own() -> None:
    ontology = Graph().parse(resources.path("ontology/rostrum.ttl"))
    rules = Graph().parse(data=shapes.data_shapes(), format="nt")
    aimed = set(rules.objects(predicate=SH.targetClass))
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    assert [each for each in sorted(classes) if each not in aimed] == []
    files = {file.stem for file in resources.path("shapes").glob("*.ttl")}
    local = (str(each).removeprefix(NAMESPACE) for each in classes)
    named = {re.sub(r"(?<!^)(?=[A-Z])", "-", each).lower() for each in local}
    assert named - files == {"observer-state", "former-state", "non-member-state",
                             "extraction-run"}  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "predicate", "shape"),
    [
        (ACT, RDFS.label, "Term-label"),
        (ACT, SKOS.definition, "Term-definition"),
        (ACT, SKOS.example, "Term-example"),
        (ACTOR, RDFS.isDefinedBy, "Term-defined-by"),
        (ACTOR, RDFS.domain, "Property-domain"),
        (ACTOR, RDFS.range, "Property-range"),
        (SHAPE, SH.name, "PropertyShape-name"),
        (SHAPE, SH.message, "PropertyShape-message"),
        (SHAPE, SH.severity, "PropertyShape-severity"),
        (QUERY, SH.message, "Constraint-message"),
        (URIRef("https://w3id.org/rostrum/shapes#Act"), SH.targetClass, "NodeShape-target"),
        (URIRef("https://w3id.org/rostrum/shapes#Act"), RDFS.label, "NodeShape-label"),
        (CALL, SKOS.prefLabel, "Concept-label"),
        (CALL, SKOS.definition, "Concept-definition"),
        (CALL, SKOS.inScheme, "Concept-scheme"),
        (URIRef("https://w3id.org/rostrum/ontology"), OWL.versionInfo, "Vocabulary-version"),
    ],
)
def test_what_is_missing_is_found(
    house: Graph, subject: URIRef, predicate: URIRef, shape: str
) -> None:
    taken = list(house.triples((subject, predicate, None)))
    assert taken, f"{subject} has no {predicate}"
    house.remove((subject, predicate, None))
    found = verdicts(house)
    for triple in taken:
        house.add(triple)
    assert (str(subject), shape) in found


def test_a_constraint_takes_its_severity_from_its_shape(house: Graph) -> None:
    owner = URIRef(str(QUERY).removesuffix("-query"))
    (taken,) = house.triples((owner, SH.severity, None))
    house.remove(taken)
    found = verdicts(house)
    house.add(taken)
    assert (str(QUERY), "Constraint-severity") in found


@pytest.mark.parametrize(
    ("added", "shape"),
    [
        ((URIRef("https://example.org/X"), RDF.type, OWL.Class), "Term"),
        ((ACT, OWL.sameAs, URIRef("https://example.org/X")), "Term-no-same-as"),
        (
            (
                URIRef("https://w3id.org/rostrum/ontology"),
                OWL.imports,
                URIRef("https://example.org/X"),
            ),
            "Vocabulary-no-imports",
        ),
        ((SHAPE, SH.message, Literal("no", lang="en")), "PropertyShape-message"),
        ((CALL, SKOS.prefLabel, Literal("appeal", lang="en")), "Concept-label"),
    ],
)
def test_what_is_too_much_is_found(house: Graph, added, shape: str) -> None:
    house.add(added)
    found = verdicts(house)
    house.remove(added)
    assert (str(added[0]), shape) in found


def test_data_shapes_leave_the_house_alone() -> None:
    assert "shapes#Term>" not in shapes.data_shapes()
    assert rust.validate(shapes.house_shapes(), shapes.house_data()).results == ()


def verdicts(graph: Graph) -> set[tuple[str, str]]:
    text = graph.serialize(format="nt")
    report = rust.validate(shapes.house_shapes(), text)
    return {(result.focus, result.shape) for result in report.results}
