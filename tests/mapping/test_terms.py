from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError
from kg.iris import Iris, slug, symbol_key
from kg.mapping import terms

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PREDICATE = terms.iri("https://example.org/p")


def written(value: terms.Literal) -> terms.Literal:
    """Write a literal as N-Quads and read it back strictly."""
    (quad,) = terms.quads(terms.nquads([terms.Quad(PREDICATE, PREDICATE, value, PREDICATE)]))
    assert isinstance(quad.object, terms.Literal)
    return quad.object


@given(ANY_TEXT)
def test_any_text_survives_writing_and_reading(value: str) -> None:
    literal = terms.text(value)
    assert written(literal) == literal
    kept = [char for char in value if char >= " " or char in "\t\n\r"]
    assert literal.value == "".join(kept)


@given(ANY_TEXT)
def test_an_anchor_has_the_length_of_its_quote(value: str) -> None:
    literal = terms.anchor(value)
    assert len(literal.value) == len(value)
    assert written(literal) == literal


@given(st.lists(st.tuples(ANY_TEXT, st.booleans()), max_size=20), st.randoms())
def test_nquads_do_not_depend_on_order_or_repetition(items, random) -> None:
    graph = [
        terms.Quad(PREDICATE, PREDICATE, terms.text(value, "en" if tagged else None), PREDICATE)
        for value, tagged in items
    ]
    shuffled = graph * 2
    random.shuffle(shuffled)
    result = terms.nquads(shuffled)
    assert result == terms.nquads(graph)
    lines = result.decode().split("\n")[:-1]
    assert lines == sorted(set(lines))
    assert set(terms.quads(result)) == set(graph)


@given(ANY_TEXT, ANY_TEXT)
def test_distinct_symbols_have_distinct_keys(one: str, other: str) -> None:
    if one != other:
        assert symbol_key(one) != symbol_key(other)


@given(st.text("aA/-~.1", max_size=6), st.text("aA/-~.1", max_size=6))
def test_near_symbols_have_distinct_keys(one: str, other: str) -> None:
    if one != other:
        assert symbol_key(one) != symbol_key(other)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_symbol_and_name_makes_a_valid_iri(value: str) -> None:
    iris = Iris()
    for made in (
        iris.document(value),
        iris.instrument(value),
        iris.party(value),
        iris.body(value),
        iris.meeting(value, 1),
        iris.concept("act-type", value),
        iris.part(iris.document("GA/1"), "person", slug(value) or "x"),
    ):
        assert terms.iri(made).value == made


@pytest.mark.parametrize("bad", ["no scheme", "http://a/<b>", "http://a/b c", "", 'http://a/"'])
def test_a_bad_iri_is_refused(bad: str) -> None:
    with pytest.raises(DataError, match="is no IRI"):
        terms.iri(bad)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(DataError, match="cannot be written"):
        terms.text("a\ud800b")


@pytest.mark.parametrize("bad", ["noon", "25:00", "10", "10:60", ""])
def test_a_bad_time_is_refused(bad: str) -> None:
    with pytest.raises(DataError, match="no time of the day"):
        terms.moment(bad)


@given(st.floats(0, 1))
def test_a_confidence_is_canonical(value: float) -> None:
    lexical = terms.decimal(value).value
    assert abs(float(lexical) - value) <= 0.00005
    assert lexical == "0" or not lexical.endswith(".")
    assert "." not in lexical or not lexical.endswith("0")


def test_the_store_keeps_every_literal_we_make() -> None:
    from pyoxigraph import Store

    literals = [
        terms.number(0),
        terms.number(-7),
        terms.decimal(1.0),
        terms.decimal(0.25),
        terms.day(date(1946, 1, 10)),
        terms.moment("09:30"),
        terms.text("Côte d’Ivoire", "en"),
        terms.text('a "quote"\\ and\nmore\t'),
    ]
    store = Store()
    store.extend(terms.Quad(PREDICATE, PREDICATE, each, PREDICATE) for each in literals)
    assert {quad.object for quad in store} == set(literals)


def test_turtle_that_is_none_is_named() -> None:
    with pytest.raises(DataError, match=r"mine\.ttl: not Turtle"):
        terms.merged([("mine.ttl", b"<a <b")])


def test_nquads_that_are_none_are_refused() -> None:
    with pytest.raises(DataError, match="not N-Quads"):
        terms.union(b"<http://a/b> <http://a/b> .\n")
