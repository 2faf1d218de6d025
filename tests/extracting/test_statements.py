"""Statements: which sentences belong to one turn at the floor."""

from __future__ import annotations

from kg.extracting.statements import statements
from kg.model.layout import Form, Layout
from kg.model.record import Attribution, Person, Statement
from kg.model.source import Source

LAYOUT = Layout(Source("x", "", "", "x"), "", Form.COVERAGE, 1.0, (), ())


def made(*attributions: Attribution) -> list[Statement]:
    return list(statements(LAYOUT, attributions))


def test_a_new_turn_is_a_new_statement() -> None:
    found = made(Attribution(("KEN",), turn=1), Attribution(("KEN",), turn=2))
    assert [(s.ordinal, s.party, s.sentences) for s in found] == [
        (1, "KEN", (0,)),
        (2, "KEN", (1,)),
    ]


def test_a_shared_sentence_belongs_to_both() -> None:
    found = made(
        Attribution(("JPN",), turn=1),
        Attribution(("JPN", "CAN"), turn=2),
        Attribution(("CAN",), turn=2),
    )
    assert [(s.party, s.sentences) for s in found] == [("JPN", (0, 1)), ("CAN", (1, 2))]


def test_groups_stay_with_their_speaker() -> None:
    shared = Attribution(
        ("CAN", "ATG"), ("group:caricom",), turn=2, behalf_each=(None, "group:caricom")
    )
    assert [(s.party, s.behalf) for s in made(shared)] == [
        ("CAN", ()),
        ("ATG", ("group:caricom",)),
    ]


def test_the_person_is_the_one_of_the_first_sentence() -> None:
    ada = Person("Ada Lindt", "Minister")
    found = made(Attribution(("SWE",), turn=1, person=ada), Attribution(("SWE",), turn=1))
    assert [(s.person, len(s.sentences)) for s in found] == [(ada, 2)]


def test_narration_makes_no_statement() -> None:
    assert made(Attribution(), Attribution()) == []
