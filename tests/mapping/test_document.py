from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store
from sample_record import TEXT, Names, at, record, sample_quads

from kg import resources
from kg.errors import DataError
from kg.iris import Iris
from kg.linking import registers
from kg.mapping.document import document_quads, nquads
from kg.mapping.terms import NamedNode
from kg.mapping.vocabulary import DCTERMS, NIF, RDF, ROSTRUM
from kg.model.layout import Fact
from kg.model.record import InstrumentMention, Meeting, Record
from kg.model.source import Span
from kg.validating import validate

PREFIXES = """
PREFIX rostrum: <https://w3id.org/rostrum/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    made.extend(sample_quads())
    return made


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(PREFIXES + query, use_default_graph_as_union=True)
    return sorted(tuple(term.value for term in row) for row in found)


def local(iri: str) -> str:
    return iri.removeprefix("https://w3id.org/rostrum/")


def test_everything_is_in_the_graph_of_the_document() -> None:
    graphs = {quad.graph_name.value for quad in sample_quads()}
    assert graphs == {"https://w3id.org/rostrum/graph/document/GA-99999"}


def test_no_blank_nodes() -> None:
    assert all(isinstance(quad.subject, NamedNode) for quad in sample_quads())
    assert not any("_:" in str(quad.object)[:2] for quad in sample_quads())


def test_every_anchor_stands_at_its_offsets(store: Store) -> None:
    found = rows(
        store,
        "SELECT ?a ?b ?e WHERE { ?s nif:anchorOf ?a ; nif:beginIndex ?b ; nif:endIndex ?e }",
    )
    assert len(found) > 10
    for anchor, begin, end in found:
        assert TEXT[int(begin) : int(end)] == anchor


def test_every_span_has_its_readable_words(store: Store) -> None:
    found = rows(
        store,
        "SELECT ?a ?p WHERE { ?s a rostrum:TextSpan ; nif:anchorOf ?a"
        " OPTIONAL { ?s rostrum:plainText ?p } }",
    )
    assert found
    assert all(" ".join(anchor.split()) == plain for anchor, plain in found)
    assert any(anchor != plain for anchor, plain in found)


def test_the_actor_is_the_group_for_which_the_party_speaks(store: Store) -> None:
    found = rows(store, "SELECT ?a WHERE { ?x a rostrum:Position ; rostrum:actor ?a }")
    assert [local(actor) for (actor,) in found] == ["group/g77-china"]


def test_the_delegation_delivers_and_the_group_is_spoken_for(store: Store) -> None:
    found = rows(
        store,
        "SELECT ?d ?p ?b WHERE { ?s rostrum:deliveredBy ?d ; rostrum:onBehalfOf ?b ."
        " ?d rostrum:represents ?p }",
    )
    assert [tuple(map(local, row)) for row in found] == [
        ("meeting/GA/79/38/delegation/GIN", "party/GIN", "group/g77-china")
    ]


def test_chair_and_collective_belong_to_the_meeting(store: Store) -> None:
    found = rows(store, "SELECT ?p WHERE { ?p a rostrum:Collective }")
    found += rows(store, "SELECT ?p WHERE { ?p a rostrum:PresidingOfficer }")
    assert [local(party) for (party,) in found] == [
        "meeting/GA/79/38/party/many",
        "meeting/GA/79/38/party/chair",
    ]


def test_acts_hang_on_the_statement_of_their_party(store: Store) -> None:
    found = rows(
        store,
        "SELECT ?o ?c WHERE { ?s rostrum:ordinal ?o ; rostrum:hasAct ?x . ?x rostrum:actType ?c }",
    )
    assert [(ordinal, local(kind)) for ordinal, kind in found] == [
        ("1", "act-type/call"),
        ("1", "act-type/commitment"),
        ("2", "act-type/position"),
        ("3", "act-type/claim"),
        ("4", "act-type/procedural"),
        ("5", "act-type/action"),
    ]


def test_an_act_costs_at_most_26_quads_of_its_own() -> None:
    document = sample_quads()
    acts = {q.subject for q in document if q.predicate == RDF.type and q.object == ROSTRUM.Act}
    evidence = {q.object for q in document if q.subject in acts and q.predicate == ROSTRUM.evidence}
    costs = sum(q.subject in acts | evidence or q.object in acts for q in document)
    assert costs / len(acts) <= 26


def test_a_vote_names_its_parties(store: Store) -> None:
    found = rows(
        store,
        "SELECT ?n ?a ?b ?c ?f WHERE { ?v rostrum:votesFor ?n ; rostrum:votedFor ?a ;"
        " rostrum:votedAgainst ?b ; rostrum:votedAbstaining ?c ; rostrum:instrument ?f }",
    )
    assert [tuple(map(local, row)) for row in found] == [
        ("3", "party/KEN", "party/CHL", "party/PER", "instrument/A-79-L.900")
    ]


def test_addressees_keep_their_words(store: Store) -> None:
    found = rows(store, "SELECT ?n WHERE { ?x rostrum:addresseeName ?n }")
    assert found == [("Chile",), ("all donors",)]
    found = rows(store, "SELECT ?p WHERE { ?x rostrum:addressee ?p }")
    assert [local(party) for (party,) in found] == ["party/CHL"]


def test_every_term_is_in_the_ontology() -> None:
    ontology = resources.path("ontology/rostrum.ttl").read_text(encoding="utf-8")
    prefix = "https://w3id.org/rostrum/ontology#"
    used = {
        term.value.removeprefix(prefix)
        for quad in sample_quads()
        for term in (quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(prefix)
    }
    assert len(used) > 60
    assert [name for name in sorted(used) if f"\nrostrum:{name} a owl:" not in ontology] == []


def test_one_act_found_twice_is_one_act_to_both() -> None:
    whole = record()
    call = whole.acts[1]
    other = replace(
        call,
        rule="other",
        addressees=(),
        themes=("womens-rights-gender-equality",),
        cue=at("ratify"),
    )
    document = document_quads(replace(whole, acts=(call, other)), Iris(), Names())
    (node,) = {q.subject for q in document if q.object == ROSTRUM.Call}
    assert len([q for q in document if q.subject == node and q.predicate == ROSTRUM.rule]) == 1
    themes = {q.object.value for q in document if (q.subject, q.predicate) == (node, ROSTRUM.theme)}
    assert {theme.rpartition("/")[2] for theme in themes} == {
        "human-trafficking",
        "womens-rights-gender-equality",
    }
    assert validate(document).conforms


def test_a_generic_name_names_an_instrument_of_its_document_alone() -> None:
    whole = record()
    named = (
        InstrumentMention("Political Declaration", "declaration", (at("Palermo"),)),
        InstrumentMention("Palermo Convention", "treaty", (at("Palermo"),)),
        InstrumentMention("draft", "draft", (at("draft A"),), symbol="A/79/L.900"),
    )
    call = replace(whole.acts[1], instruments=("Political Declaration", "palermo-convention"))
    other = replace(whole.acts[2], instruments=("Some Accord of Nowhere", "S/RES/9999(2099)"))
    document = document_quads(
        replace(whole, instruments=named, acts=(call, other)), Iris(), Names()
    )
    found = {local(q.object.value) for q in document if q.predicate == ROSTRUM.instrument}
    assert found == {
        "document/GA-99999/instrument/political-declaration",
        "instrument/palermo-convention",
        "instrument/A-79-L.900",
        "instrument/some-accord-of-nowhere",
        "instrument/S-RES-9999%282099%29",
    }
    assert validate(document).conforms


def test_the_symbol_of_a_registered_instrument_leads_to_the_register() -> None:
    treaty = registers.instruments()["arms-trade-treaty"]
    whole = record()
    act = replace(whole.acts[2], instruments=(treaty.symbols[0],))
    document = document_quads(replace(whole, acts=(act,)), Iris(), Names())
    found = {local(q.object.value) for q in document if q.predicate == ROSTRUM.instrument}
    assert "instrument/arms-trade-treaty" in found


def test_words_of_the_document_carry_its_language() -> None:
    french = record()
    facts = {"language": Fact("fr")}
    document = document_quads(
        replace(french, layout=replace(french.layout, facts=facts)), Iris(), Names()
    )
    tags = {q.object.language for q in document if q.predicate == DCTERMS.title}
    assert tags == {"fr"}
    facts = {"language": Fact("Original, English")}
    document = document_quads(
        replace(french, layout=replace(french.layout, facts=facts)), Iris(), Names()
    )
    assert validate(document).conforms


@pytest.mark.parametrize("span", [Span(-1, 4), Span(5, 5), Span(10, 10_000), Span(9, 3)])
def test_a_quote_off_its_offsets_stops_the_document(span: Span) -> None:
    bad = record()
    first = replace(bad.acts[0], cue=span)
    with pytest.raises(DataError, match=r"retold\.txt: no quote stands at"):
        document_quads(replace(bad, acts=(first,)), Iris(), Names())


def test_an_act_outside_its_sentence_stops_the_document() -> None:
    bad = record()
    stray = replace(bad.acts[0], span=at("Chile and"))
    with pytest.raises(DataError, match=r"leaves its sentence"):
        document_quads(replace(bad, acts=(stray,)), Iris(), Names())


def test_a_readable_text_of_another_length_stops_the_document() -> None:
    bad = record()
    shorter = replace(bad.layout, plain=bad.layout.plain[:-1])
    with pytest.raises(DataError, match="another length"):
        document_quads(replace(bad, layout=shorter), Iris(), Names())


@pytest.mark.parametrize(
    ("meeting", "iri"),
    [
        (Meeting("Security Council", None, (9000,)), "meeting/SC/9000"),
        (Meeting("General Assembly", 76, (39, 38)), "meeting/GA/76/38"),
        (Meeting("Third Committee", 79, (4,)), "meeting/GA-C3/79/4"),
        (Meeting("General Assembly", day=record().day), "meeting/GA/2021-11-24"),
        (Meeting(topic="trade"), "document/GA-99999/meeting"),
    ],
)
def test_a_meeting_is_named_by_what_is_known(meeting: Meeting, iri: str) -> None:
    document = document_quads(replace(record(), meeting=meeting), Iris(), Names())
    found = {q.subject.value for q in document if q.object == ROSTRUM.Meeting}
    assert {local(each) for each in found} == {iri}


def test_a_document_without_a_meeting() -> None:
    bare = Record(record().layout, "rules", None, None, None, None)
    document = document_quads(bare, Iris(), Names())
    assert {q.subject.value for q in document if q.object == NIF.Context} == {
        "https://w3id.org/rostrum/document/retold"
    }
    assert not [q for q in document if q.predicate == ROSTRUM.atMeeting]


def test_another_base_moves_the_data_but_not_the_schemes() -> None:
    document = document_quads(record(), Iris("https://example.org/un/"), Names())
    bases = {q.subject.value.partition("/un/")[0] for q in document}
    assert bases == {"https://example.org"}
    themes = {q.object.value for q in document if q.predicate == ROSTRUM.theme}
    assert "https://w3id.org/rostrum/theme/human-trafficking" in themes


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    data = Path(__file__).parents[1] / "data"
    code = (
        f"import sys; sys.path.insert(0, {str(data)!r})\n"
        "from sample_record import sample_quads\n"
        "from kg.mapping.document import nquads\n"
        "sys.stdout.buffer.write(nquads(sample_quads()))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert made == {nquads(sample_quads())}
