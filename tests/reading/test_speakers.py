"""Names and posts from a table of speakers, where a speech has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.building.documents import extract_source
from kg.building.fingerprint import fingerprint, run_fingerprint
from kg.errors import EnvironmentFailure, UsageError
from kg.model.record import Person
from kg.reading import lay_out, read_source
from kg.reading.speakers import read_speakers, with_speaker
from kg.settings import Settings

SPEECH = """\
Mr. President, we congratulate you. My country will plant trees. We thank all of you here.
Our delegation will work with everyone. We call on all States to do so.
"""
TABLE = "Year,Session,ISO Code,Country,Name of Person Speaking,Post\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "speakers.csv"
    rows = "2021,76,NOR,Norway,Mr. Jo  Roe,Prime Minister\n2021,76,NOR,Norway,Ann Doe,\n"
    file.write_text(TABLE + rows + "2021,76,FRA,France,,\n", encoding="utf-8")
    return file


def speech(name: str, settings: Settings) -> Person:
    record = extract_source(read_source(SPEECH.encode(), name, f"{name}.txt"), settings).record
    assert record is not None
    return record.statements[0].person


def test_a_speech_takes_name_and_post_from_the_table(table: Path) -> None:
    named = Settings(speakers=table)
    assert speech("NOR_76_2021", named) == Person("Jo Roe", "Prime Minister")
    assert speech("NOR_76_2021", Settings()) == Person()
    assert speech("FRA_76_2021", named) == Person()
    assert speech("NOR_75_2020", named) == Person()


def test_what_the_text_says_stands_above_the_table(table: Path) -> None:
    page = (
        "Statement by H.E. Ms. Jane Poe, Minister for Foreign Affairs, at the seventy-sixth session\n\n"
        f"Mr. President,\n\n{SPEECH}"
    )
    layout = with_speaker(lay_out(read_source(page.encode(), "NOR_76_2021", "x.txt")), table)
    assert layout.fact("speaker") == "Jane Poe"


def test_columns_are_known_by_their_names(tmp_path: Path) -> None:
    file = tmp_path / "speakers.tsv"
    file.write_text("a note\nSpeaker\tISO3\tSession\nJo Roe\tNOR\t76\n", encoding="utf-8")
    assert read_speakers(file) == {("NOR", 76): Person("Jo Roe")}


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("a.csv", b"a,b\n1,2\n", UsageError, "no row names the columns"),
        ("b.csv", b"\xff\xfe\x00", UsageError, "not a table in UTF-8"),
        ("c.xlsx", b"no workbook", UsageError, "not a workbook"),
        ("d.xlsx", None, EnvironmentFailure, "cannot be read"),
        ("e.csv", None, EnvironmentFailure, "cannot be read"),
    ],
)
def test_what_is_no_table_gives_one_line(
    tmp_path: Path, name: str, content: bytes | None, error: type[Exception], message: str
) -> None:
    pytest.importorskip("python_calamine", reason="a workbook needs the extra 'workbook'")
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(error, match=message) as raised:
        read_speakers(file)
    assert "\n" not in str(raised.value)


def test_another_table_is_another_run(table: Path) -> None:
    before = run_fingerprint(Settings(speakers=table))
    assert before != fingerprint()
    table.write_text(TABLE + "2021,76,NOR,Norway,Jane Poe,\n", encoding="utf-8")
    assert run_fingerprint(Settings(speakers=table)) != before


@pytest.mark.shared
def test_the_workbook_names_the_speakers_of_the_corpus(shared_dir: Path) -> None:
    pytest.importorskip("python_calamine", reason="a workbook needs the extra 'workbook'")
    folder = shared_dir / "corpus" / "general-debate"
    table = read_speakers(folder / "ungdc_Speakers_by_session.xlsx")
    assert len(table) > 10_900
    for file in folder.glob("[A-Z]*_*_*.txt"):
        country, session, _ = file.stem.split("_")
        assert (country, int(session)) in table, file.stem
