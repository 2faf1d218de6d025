"""Lines follow from the acts and statements: derived again from the finished graph they are the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_record import Names, record, sample_quads

from kg.iris import Iris
from kg.mapping.acts import CLASSES
from kg.mapping.document import document_quads
from kg.mapping.lines import LEADS
from kg.mapping.terms import NamedNode, Quad
from kg.mapping.vocabulary import NIF, RDF, ROSTRUM
from kg.model.record import ActType, Record

THEMES = ("human-trafficking", "climate-change", "poverty-eradication")
OURS = {node.value for node in (ROSTRUM.lineOf, ROSTRUM.lineOn, ROSTRUM.committedBy)}
OURS |= {node.value for node in LEADS.values()}
OURS |= {ROSTRUM.withStatement.value, ROSTRUM.heardOn.value, ROSTRUM.heardIn.value}


def written(quads: list[Quad]) -> set[tuple[str, str, str]]:
    return {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in quads
        if quad.predicate.value in OURS
    }


def derived(quads: list[Quad]) -> set[tuple[str, str, str]]:
    """The lines that the acts, actors, themes and classes of a graph imply."""
    of = {}
    for predicate in (ROSTRUM.actor, ROSTRUM.theme, RDF.type):
        pairs = [quad for quad in quads if quad.predicate == predicate]
        of[predicate] = pairs
    kinds = {quad.subject.value: quad.object for quad in of[RDF.type] if quad.object in TYPES}
    found = set()
    for act in of[ROSTRUM.actor]:
        name, party = act.subject.value, act.object.value
        kind = TYPES[kinds[name]]
        if kind is ActType.COMMITMENT:
            found.add((name, ROSTRUM.committedBy.value, party))
        for tagged in of[ROSTRUM.theme]:
            if tagged.subject.value == name:
                line = f"{party}/line/{tagged.object.value.rpartition('/')[2]}"
                found |= {
                    (line, ROSTRUM.lineOf.value, party),
                    (line, ROSTRUM.lineOn.value, tagged.object.value),
                    (line, LEADS[kind].value, name),
                }
    return found | of_statements(quads)


def of_statements(quads: list[Quad]) -> set[tuple[str, str, str]]:
    """The lines that the statements of a graph imply."""

    def pairs(predicate: NamedNode) -> list[tuple[str, str]]:
        return [(q.subject.value, q.object.value) for q in quads if q.predicate == predicate]

    represented = dict(pairs(ROSTRUM.represents))
    heard = [(one, represented[by]) for one, by in pairs(ROSTRUM.deliveredBy)]
    days = {when for _, when in pairs(ROSTRUM.notBefore)}
    themes = pairs(ROSTRUM.theme)
    begins = {span: int(at) for span, at in pairs(NIF.beginIndex)}
    evidence = sorted(pairs(ROSTRUM.evidence), key=lambda pair: begins[pair[1]])
    found = set()
    for statement, party in heard + [
        pair for pair in pairs(ROSTRUM.onBehalfOf) if "/statement/" in pair[0]
    ]:
        for theme in (theme for node, theme in themes if node == statement):
            line = f"{party}/line/{theme.rpartition('/')[2]}"
            found |= {
                (line, ROSTRUM.lineOf.value, party),
                (line, ROSTRUM.lineOn.value, theme),
                (line, ROSTRUM.withStatement.value, statement),
                (
                    line,
                    ROSTRUM.heardIn.value,
                    next(
                        span
                        for node, span in evidence
                        if node == statement and (span, theme) in themes
                    ),
                ),
                *((line, ROSTRUM.heardOn.value, day) for day in days),
            }
    return found


TYPES = {node: kind for kind, node in CLASSES.items()}


def test_every_type_of_act_has_its_way() -> None:
    assert set(LEADS) == set(ActType)
    assert len(set(LEADS.values())) == len(ActType)


def test_lines_of_the_sample_are_those_of_its_acts() -> None:
    quads = sample_quads()
    assert written(quads) == derived(quads) != set()


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_lines_are_those_of_the_acts_whatever_their_parties_and_themes(data: st.DataObject) -> None:
    parties = st.lists(st.sampled_from(("SVK", "GIN", "CHL", "SWE")), min_size=1, max_size=3)
    themes = st.lists(st.sampled_from(THEMES), max_size=3, unique=True)
    sample: Record = record()
    acts = tuple(
        replace(act, parties=tuple(data.draw(parties)), behalf=(), themes=tuple(data.draw(themes)))
        for act in sample.acts
    )
    quads = document_quads(replace(sample, acts=acts), Iris(), Names())
    assert written(quads) == derived(quads)


def test_a_line_is_one_node_in_all_documents() -> None:
    one = document_quads(record(), Iris(), Names())
    other = document_quads(replace(record(), symbol="GA/99998"), Iris(), Names())
    lines = [
        {quad.subject for quad in quads if quad.predicate == ROSTRUM.lineOf}
        for quads in (one, other)
    ]
    shared = {line for line in lines[0] if "/document/" not in line.value}
    assert shared
    assert shared <= lines[1]


@pytest.mark.parametrize("kind", sorted(LEADS))
def test_ways_are_named_after_the_type(kind: ActType) -> None:
    assert LEADS[kind].value.startswith(ROSTRUM.withClaim.value.removesuffix("Claim"))
