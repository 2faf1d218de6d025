"""Random damage to a healthy graph: both engines must object to the same things.

Values are only replaced by values of the same kind. With terms that cannot be compared (a date
as an offset) pySHACL is laxer than the specification; both engines then still object to the
datatype, so that no verdict differs.
"""

from __future__ import annotations

import random

import pytest
from sample_record import sample_quads

from kg.mapping.terms import Literal, NamedNode, Quad, decimal, iri, number, text
from kg.validating import validate

STRANGE: dict[str, list[Literal | NamedNode]] = {
    "integer": [number(-1), number(0), number(7), number(10**6)],
    "decimal": [decimal(0), decimal(1.5), decimal(-0.25)],
    "string": [text(""), text("x"), text('odd\n"\\ 😀'), text("GA/1")],
    "langString": [text("", "en"), text("mot", "fr"), text("word", "en")],
    "iri": [iri("https://example.org/x"), iri("https://w3id.org/rostrum/party/SVK")],
}


def kind(term: object) -> str:
    if isinstance(term, Literal):
        return term.datatype.value.rpartition("#")[2]
    return "iri"


def damaged(seed: int) -> list[Quad]:
    dice = random.Random(seed)
    graph = sorted(set(sample_quads()), key=str)
    for _ in range(dice.choice((2, 20, 60))):
        at = dice.randrange(len(graph))
        subject, predicate, value, name = graph[at]
        choices = [*STRANGE.get(kind(value), []), graph[dice.randrange(len(graph))].object]
        other = dice.choice([each for each in choices if kind(each) == kind(value)] or [value])
        match dice.randrange(3):
            case 0:
                del graph[at]
            case 1:
                graph[at] = Quad(subject, predicate, other, name)
            case _:
                graph.append(Quad(subject, predicate, other, name))
    return graph


@pytest.mark.parametrize("seed", range(8))
def test_damage_is_seen_alike(seed: int) -> None:
    graph = damaged(seed)
    fast, slow = (validate(graph, engine) for engine in ("shacl", "pyshacl"))
    assert set(fast.results) ^ set(slow.results) == set()


def test_a_graph_that_the_reference_cannot_compare_is_refused_in_one_line() -> None:
    from kg.errors import DataError
    from kg.mapping.terms import nquads

    bad = '"bad"^^<http://www.w3.org/2001/XMLSchema#integer>'
    good = '"0"^^<http://www.w3.org/2001/XMLSchema#integer>'
    graph = nquads(sample_quads()).replace(good.encode(), bad.encode())
    assert not validate(graph).conforms
    with pytest.raises(DataError, match="the reference validator gives up"):
        validate(graph, "pyshacl")
