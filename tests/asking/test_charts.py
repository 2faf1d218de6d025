"""Charts of answers: the view finds its columns, and nothing in an answer becomes markup."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.asking import question, questions
from kg.asking.charts import chart, numeric, standing_alone
from kg.asking.contexts import contexts
from kg.asking.pages import Answered, sheet
from kg.asking.questions import Question
from kg.building.build import BuildReport
from kg.charting import drawing
from kg.charting.nodes import Dot, Line, layout, node_link
from kg.charting.tiles import places
from kg.errors import EnvironmentFailure, UsageError
from kg.linking import registers
from kg.model.table import Cell, Table, Term
from kg.storing.querying import opened

XSD = "http://www.w3.org/2001/XMLSchema#"
HOSTILE = '</text><script>alert("x")</script><img src=x onerror=alert(1)>&'
Value = str | int | None


def cell(value: Value) -> Cell:
    if value is None:
        return None
    if isinstance(value, int):
        return Term("literal", str(value), XSD + "integer")
    is_day = len(value) == 10 and value[4] == value[7] == "-"
    return Term("literal", value, XSD + "date" if is_day else "")


def table(columns: str, *rows: Sequence[Value]) -> Table:
    return Table(tuple(columns.split()), tuple(tuple(map(cell, row)) for row in rows))


def drawn(asked: Question, answer: Table) -> str:
    made = chart(asked, answer)
    assert made is not None
    return drawing.svg(standing_alone(made, asked, {"theme": [HOSTILE]}, "Source: here"))


CASES = [
    ("themes-of-a-party", table("label commitments calls", (HOSTILE, 3, 1), ("Energy", 2, 0))),
    ("instruments-by-parties", table("name parties", ("Paris Agreement", 7), (HOSTILE, 5))),
    ("themes-together-by-region", table("region label statements", ("Africa", HOSTILE, 3),
                                        ("Africa", "Energy", 1), ("Asia", HOSTILE, 2))),
    ("themes-by-year", table("year label statements", ("2021", HOSTILE, 3), ("2022", HOSTILE, 4))),
    ("first-mention-of-a-theme", table("name date", (HOSTILE, "2021-11-23"), ("Chad", "2022-03-12"))),
    ("adoption-of-an-instrument", table("what for against abstaining", (HOSTILE, 120, 2, 3))),
    ("calls-and-addressees", table("actor addressed", ("Chad", HOSTILE), ("Peru", HOSTILE))),
    ("silent-states-of-a-region", table("name documents", ("Chad", 3), (HOSTILE, 2), ("Peru", 1))),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answer"), CASES, ids=[name for name, _ in CASES])
def test_each_view_draws_its_columns(name: str, answer: Table) -> None:
    written = drawn(question(name), answer)
    root = ElementTree.fromstring(written)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not tags & {"script", "img", "image", "foreignObject", "a"}
    text = "".join(root.itertext())
    assert question(name).summary.split()[0] in text
    assert "</text><script>alert(" in text  # as words, not as markup
    assert "Source: here" in text
    assert drawn(question(name), answer) == written


def test_the_map_darkens_the_states_of_the_answer() -> None:
    written = drawn(question(CASES[-1][0]), CASES[-1][1])
    inks = {element.text: element.get("fill") for element in ElementTree.fromstring(written).iter()
            if element.tag.endswith("}text")}  # fmt: skip
    assert inks["TCD"] == "#ffffff"
    assert inks["FRA"] not in {"#ffffff", inks["PER"]}


def test_every_state_has_its_own_tile() -> None:
    states = {party.id for party in registers.parties().values()
              if party.kind in {"State", "ObserverState"}}  # fmt: skip
    assert set(places()) == states
    assert len(set(places().values())) == len(states)


def test_years_and_offsets_are_no_amounts() -> None:
    assert numeric(table("year start states", (2021, 5, 3))) == ["states"]


def test_nothing_to_draw() -> None:
    assert chart(question("themes-by-year"), table("year label statements")) is None
    assert chart(question("themes-by-year"), table("label", ("Energy",))) is None
    assert chart(question("silent-states-of-a-region"), table("name", ("Atlantis",))) is None
    known = {"table", "bar", "line", "timeline", "map", "network", "vote"}
    assert {asked.view for asked in questions()} <= known


def test_a_layout_is_the_same_every_time() -> None:
    nodes = [str(number) for number in range(12)]
    lines = [Line(one, other, 1, 1) for one in nodes[:6] for other in nodes[:6] if one < other]
    found = layout(nodes, lines)
    assert found == layout(nodes, lines)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in found.values())
    assert len(set(found.values())) == len(nodes)
    dots = [Dot(node, node, 1.0, "1") for node in nodes]
    assert drawing.svg(node_link(dots, lines, arrows=False, labels=3)).count("<text") >= 3


def test_a_chart_is_svg_or_png(tmp_path: Path) -> None:
    asked, answer = question(CASES[0][0]), CASES[0][1]
    made = chart(asked, answer)
    assert made
    drawing.write(made[0], tmp_path / "c.png")
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(UsageError, match=r"\.svg or \.png"):
        drawing.write(made[0], tmp_path / "c.gif")
    with pytest.raises(EnvironmentFailure, match="cannot be written"):
        drawing.write(made[0], tmp_path / "no" / "c.svg")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    assert not drawing.available()
    with pytest.raises(EnvironmentFailure, match=r"pip install rostrum\[charts\]"):
        drawing.svg({})


def test_a_sentence_stands_in_its_context(built: BuildReport) -> None:
    from kg.asking import ask

    with opened(built.store) as engine:
        found = ask(engine, "commitments-of-a-party", {"party": ["Slovakia"]})
        around = contexts(engine, found)
    [(place, context)] = around.items()
    assert place[0].endswith("GA-90001")
    assert context.after.startswith("She urged all Member States to ratify")
    page = sheet(
        Answered(question("commitments-of-a-party"), {}, found, "", contexts=around),
        lambda cell: cell.value if cell else "",
    )
    assert "</mark> She urged all Member States" in page
