from __future__ import annotations

from kg.iris import Iris
from kg.linking import registers
from kg.mapping.links import link_quads
from kg.mapping.registers import register_quads
from kg.mapping.terms import Literal, NamedNode
from kg.mapping.vocabulary import RDF, ROSTRUM, SKOS

BASE = "https://w3id.org/rostrum/"


def test_all_members_and_observers_are_there() -> None:
    quads = register_quads(Iris())
    kinds = [q.object for q in quads if q.predicate == RDF.type]
    assert kinds.count(ROSTRUM.State) == 193
    assert kinds.count(ROSTRUM.ObserverState) == 2
    assert {q.graph_name.value for q in quads} == {BASE + "graph/registers"}


def test_a_name_a_language_is_preferred() -> None:
    names: dict[tuple[str, str | None], set[str]] = {}
    for quad in register_quads(Iris()):
        if quad.predicate == SKOS.prefLabel and isinstance(quad.object, Literal):
            key = (quad.subject.value, quad.object.language)
            names.setdefault(key, set()).add(quad.object.value)
    assert names[BASE + "party/SVK", "en"] == {"Slovakia"}
    assert [key for key, values in names.items() if len(values) > 1] == []


def test_links_are_matches_to_other_hosts() -> None:
    quads = link_quads(Iris())
    assert {q.predicate.value.rpartition("#")[2][-5:] for q in quads} == {"Match"}
    assert all(q.subject.value.startswith(BASE) for q in quads)
    assert not any(q.object.value.startswith(BASE) for q in quads)
    slovakia = {q.object.value for q in quads if q.subject.value == BASE + "party/SVK"}
    assert "http://www.wikidata.org/entity/Q214" in slovakia


def test_no_party_is_without_a_class() -> None:
    typed: dict[NamedNode, set[NamedNode]] = {}
    for quad in register_quads(Iris()):
        if quad.predicate == RDF.type:
            typed.setdefault(quad.subject, set()).add(quad.object)
    alone = [node for node, kinds in typed.items() if kinds == {ROSTRUM.Party}]
    assert alone == []


def test_distinct_register_ids_have_distinct_iris() -> None:
    ids = [*registers.parties(), *(i for i in registers.groups() if i not in registers.parties())]
    assert len({Iris().party(each) for each in ids}) == len(ids)
