"""Corrections by people: applied, recorded, kept over rebuilds, refused where they do not fit."""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.asking import ask
from kg.building.build import Options, build
from kg.building.corrections import HEAD, corrections
from kg.building.documents import extract_source
from kg.building.verification import verify_generation
from kg.cli import rostrum
from kg.errors import EnvironmentFailure, UsageError
from kg.extracting.correcting import UNAPPLIED
from kg.model.record import ActType, Record
from kg.reading import sources
from kg.settings import Settings
from kg.storing.generations import current
from kg.storing.querying import opened

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "ga12388.txt"
ONE = Options(workers=1)
FIRST = "The representative of Slovakia called the Political Declaration a decisive step and said"
PLEDGE = "Her Government will open a national register of identified victims by the end of 2023"


@pytest.fixture(scope="module")
def text() -> str:
    return SAMPLE.read_text(encoding="utf-8")


def row(text: str, quote: str, change: tuple[str, str, str], document: str = "GA/12388") -> str:
    start = text.index(quote)
    name, old, new = change
    cells = (
        document,
        f"{start}-{start + len(quote)}",
        quote,
        name,
        old,
        new,
        "A. Reader",
        "heard it",
    )
    return "\t".join(cells) + "\n"


def overlay(folder: Path, *rows: str) -> Path:
    file = folder / "corrections.tsv"
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    return file


def read(file: Path | None) -> Record:
    settings = Settings(corrections=file)
    (source,) = sources([SAMPLE], settings)
    record = extract_source(source, settings).record
    assert record is not None
    return record


def notes(record: Record) -> list[str]:
    return [one.message for one in record.issues if UNAPPLIED in one.message]


def test_a_speaker_takes_what_rests_on_the_sentence_along(text: str, tmp_path: Path) -> None:
    record = read(overlay(tmp_path, row(text, FIRST, ("speaker", "SVK", "Czechia"))))
    pledges = [act for act in record.acts if act.type is ActType.COMMITMENT]
    assert ("CZE",) in {act.parties for act in pledges}
    assert "SVK" not in {part.party for part in record.statements}
    assert [one.new for one in record.corrections] == ["CZE"]


def test_an_act_is_retyped_taken_out_added_confirmed(text: str, tmp_path: Path) -> None:
    (act,) = [one for one in read(None).acts if one.span.start == text.index(PLEDGE)]
    words = text[act.span.start : act.span.end]
    for new, expected in (("action", {"action"}), ("", set()), ("commitment", {"commitment"})):
        record = read(overlay(tmp_path, row(text, words, ("act", "commitment", new))))
        at = [one for one in record.acts if one.span == act.span]
        assert {one.type.value for one in at} == expected
        assert all(one.confidence == 1.0 for one in at)
    quote = "traced the growth of the trade to the COVID-19 pandemic"
    speaker = row(text, f"Many of them {quote}", ("speaker", "many", "Chile"))
    record = read(overlay(tmp_path, speaker, row(text, quote, ("act", "", "position"))))
    added = next(one for one in record.acts if one.span.start == text.index(quote))
    assert (added.type, added.parties, added.confidence) == (ActType.POSITION, ("CHL",), 1.0)


def test_strength_and_themes(text: str, tmp_path: Path) -> None:
    (act,) = [one for one in read(None).acts if one.span.start == text.index(PLEDGE)]
    words = text[act.span.start : act.span.end]
    lines = [
        row(text, words, ("strength", "4", "5")),
        row(text, PLEDGE, ("theme", "", "education")),
    ]
    record = read(overlay(tmp_path, *lines))
    found = next(one for one in record.acts if one.span == act.span)
    assert found.pledge is not None
    assert found.pledge.strength == 5
    assert "education" in {tag.theme for tag in record.themes[found.sentence]}


@pytest.mark.parametrize(
    ("quote", "change", "reason"),
    [
        (FIRST, ("speaker", "DEU", "FRA"), "the rules say SVK there now"),
        (FIRST, ("speaker", "DEU", "SVK"), "take the line out"),
        (PLEDGE, ("theme", "education", "migration"), "there now"),
        (PLEDGE, ("act", "call", "claim"), "there now"),
    ],
)
def test_what_does_not_fit_is_told_and_not_applied(
    text: str, tmp_path: Path, quote: str, change: tuple[str, str, str], reason: str
) -> None:
    record = read(overlay(tmp_path, row(text, quote, change)))
    assert record.corrections == ()
    assert len(notes(record)) == 1
    assert reason in notes(record)[0]
    assert record.acts == read(None).acts


def test_a_sentence_that_has_changed_or_moved_is_told(text: str, tmp_path: Path) -> None:
    right = row(text, FIRST, ("speaker", "SVK", "CZE"))
    start = text.index(FIRST)
    moved = right.replace(f"{start}-", f"{start - 5}-").replace(
        f"{start + len(FIRST)}", f"{start + 9}"
    )
    changed = right.replace("a decisive step", "a great step")
    assert f"its words stand at {start}-" in notes(read(overlay(tmp_path, moved)))[0]
    assert "not at that place any more" in notes(read(overlay(tmp_path, changed)))[0]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("GA/1\t1-2\tx\tspeaker\tSVK\n", "5 cells, not 8"),
        ("GA/1\t9-2\tx\tspeaker\tSVK\tCZE\tA\tB\n", "not begin-end"),
        ("GA/1\t1-2\tx\tcolour\tSVK\tCZE\tA\tB\n", "no field is called 'colour'"),
        ("GA/1\t1-2\tx\tspeaker\tSVK\tAtlantis\tA\tB\n", "no one party is called 'Atlantis'"),
        ("GA/1\t1-2\tx\tspeaker\tSVK\tCZE\t\tB\n", "who is empty"),
        ("GA/1\t1-2\tx\tact\tcall\tshout\tA\tB\n", "'shout' is none of"),
        ("GA/1\t1-2\tx\ttheme\t\tunicorns\tA\tB\n", "no theme is called 'unicorns'"),
        ("GA/1\t1-2\tx\tmode\tquote\tquote\tA\tB\n", "old and new are the same"),
        ("GA/1\t1-2\tx\tmode\tquote\tnarration\tA\tB\n", "narration has no speaker"),
        ("GA/1\t1-2\tx\tspeaker\tSVK\torg:no-such\tA\tB\n", "has the id 'org:no-such'"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_built(tmp_path: Path, line: str, reason: str) -> None:
    file = overlay(tmp_path, line)
    with pytest.raises(UsageError, match=reason) as raised:
        corrections(file)
    assert f"{file}:7:" in str(raised.value)
    store = str(tmp_path / "store")
    done = CliRunner().invoke(
        rostrum, ["build", str(SAMPLE), "--store", store, "--corrections", str(file)]
    )
    assert done.exit_code != 0
    assert not (tmp_path / "store").exists()


def test_a_line_stands_once_and_a_file_is_there(text: str, tmp_path: Path) -> None:
    line = row(text, FIRST, ("speaker", "SVK", "CZE"))
    with pytest.raises(UsageError, match="line 7 corrects the same"):
        corrections(overlay(tmp_path, line, line.replace("CZE", "POL")))
    with pytest.raises(EnvironmentFailure, match="cannot be read"):
        corrections(tmp_path / "none.tsv")


def test_the_order_of_lines_does_not_matter(text: str, tmp_path: Path) -> None:
    lines = [
        row(text, FIRST, ("speaker", "SVK", "CZE")),
        row(text, PLEDGE, ("theme", "", "education")),
        row(text, FIRST, ("theme", "", "migration")),
    ]
    found = []
    for order in itertools.permutations(lines):
        record = read(overlay(tmp_path, *order))
        found.append((record.acts, record.themes, [(c.span, c.field) for c in record.corrections]))
    assert all(one == found[0] for one in found)


def test_lines_that_contradict_each_other_are_left_out(text: str, tmp_path: Path) -> None:
    """Also where one names the document by its symbol and one by its file."""
    one = row(text, FIRST, ("speaker", "SVK", "CZE"))
    other = row(text, FIRST, ("speaker", "SVK", "POL"), "ga12388")
    record = read(overlay(tmp_path, one, other))
    assert record.corrections == ()
    assert len(notes(record)) == 2
    assert all("keep one" in note for note in notes(record))
    same = read(overlay(tmp_path, one, row(text, FIRST, ("speaker", "SVK", "CZE"), "ga12388")))
    assert (len(same.corrections), notes(same)) == (1, [])


def test_a_line_is_held_against_the_rules_not_against_other_lines(
    text: str, tmp_path: Path
) -> None:
    lines = [
        row(text, FIRST, ("speaker", "SVK", "CZE")),
        row(text, PLEDGE, ("speaker", "SVK", "POL")),
    ]
    for order in (lines, lines[::-1]):
        record = read(overlay(tmp_path, *order))
        assert notes(record) == []
        assert [act.parties for act in record.acts if act.span.start == text.index(PLEDGE)] == [
            ("POL",)
        ]


@pytest.mark.parametrize("name", ["GA-12388", "ga12388", "document/GA-12388", "sha256"])
def test_a_document_has_several_names(text: str, tmp_path: Path, name: str) -> None:
    if name == "sha256":
        name = hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
    file = overlay(tmp_path, row(text, FIRST, ("speaker", "SVK", "CZE"), name))
    assert len(read(file).corrections) == 1
    store = str(tmp_path / "store")
    told = ["build", str(SAMPLE), "--store", store, "--corrections", str(file)]
    assert "no document is" not in CliRunner().invoke(rostrum, told).output


def test_a_spreadsheet_may_have_saved_the_table(text: str, tmp_path: Path) -> None:
    file = overlay(tmp_path, row(text, FIRST, ("speaker", "SVK", "CZE")))
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert len(read(file).corrections) == 1


def test_long_words_may_be_shortened(text: str, tmp_path: Path) -> None:
    right = row(text, PLEDGE, ("theme", "", "education"))
    short = right.replace(PLEDGE, "Her Government … end of 2023")
    assert len(read(overlay(tmp_path, short)).corrections) == 1
    assert read(overlay(tmp_path, right.replace(PLEDGE, "Her … of 1999"))).corrections == ()


def test_nobody_has_no_mode_and_no_group(text: str, tmp_path: Path) -> None:
    at = next(n for n, said in enumerate(read(None).attributions) if not said.speakers)
    span = read(None).layout.sentences[at].span
    quote = " ".join(text[span.start : span.end].split())
    for change in (("mode", "narration", "quote"), ("behalf", "", "European Union")):
        cells = ("GA/12388", f"{span.start}-{span.end}", quote, *change, "A", "B")
        record = read(overlay(tmp_path, "\t".join(cells) + "\n"))
        assert record.corrections == ()
        assert "has no speaker" in notes(record)[0]


def test_an_action_keeps_the_details_of_the_commitment(text: str, tmp_path: Path) -> None:
    (act,) = [one for one in read(None).acts if one.span.start == text.index(PLEDGE)]
    words = text[act.span.start : act.span.end]
    record = read(overlay(tmp_path, row(text, words, ("act", "commitment", "action"))))
    (made,) = [one for one in record.acts if one.span == act.span]
    assert made.pledge == act.pledge


def test_a_line_that_moves_changes_no_byte(text: str, tmp_path: Path) -> None:
    """Not even where a line is left out, which the graph tells as an issue."""
    lines = [
        row(text, FIRST, ("speaker", "SVK", "CZE")),
        row(text, PLEDGE, ("act", "call", "claim")),
    ]
    graphs = []
    for number, order in enumerate((lines, lines[::-1])):
        store, file = tmp_path / str(number), overlay(tmp_path, *order)
        build([SAMPLE], store, Settings(corrections=file), ONE)
        graphs.append(current(store).graph.read_bytes())
        told = ["build", str(SAMPLE), "--store", str(store), "--corrections", str(file)]
        shown = CliRunner().invoke(rostrum, told).output
        assert f"{file}:{8 - number}: ga12388: not applied" in shown
    assert graphs[0] == graphs[1]


def test_a_build_keeps_them_and_rebuilds_only_what_they_name(
    text: str, documents: Path, tmp_path: Path
) -> None:
    store, plain = tmp_path / "store", tmp_path / "plain"
    paths = [SAMPLE, documents]
    build(paths, plain, Settings(), ONE)
    build(paths, store, Settings(), ONE)
    file = overlay(
        tmp_path,
        row(text, FIRST, ("speaker", "SVK", "CZE")),
        row(text, FIRST, ("mode", "x", "quote"), "X/1")
        .replace("\tx\t", "\tquote\t")
        .replace("\tquote\tquote\t", "\tparaphrase\tquote\t"),
    )
    corrected = Settings(corrections=file)
    report = build(paths, store, corrected, ONE)
    assert report.reused == len(report.entries) - 1
    assert build(paths, store, corrected, ONE).reused == len(report.entries)
    assert verify_generation(current(store), deep=True) == []
    with opened(store) as engine:
        (told,) = ask(engine, "corrections-by-people", {}).records()
    assert (told["field"], told["former"], told["value"]) == ("speaker", "SVK", "CZE")
    assert (told["person"], told["reason"]) == ("A. Reader", "heard it")
    fresh = tmp_path / "fresh"
    build(paths, fresh, corrected, ONE)
    assert current(fresh).graph.read_bytes() == current(store).graph.read_bytes()
    build(paths, store, Settings(), ONE)
    assert current(plain).graph.read_bytes() == current(store).graph.read_bytes()


def test_an_overlay_that_names_no_document_is_told(text: str, tmp_path: Path) -> None:
    file = overlay(tmp_path, row(text, FIRST, ("speaker", "SVK", "CZE"), "GA/99999"))
    store = str(tmp_path / "store")
    done = CliRunner().invoke(
        rostrum, ["build", str(SAMPLE), "--store", store, "--corrections", str(file)]
    )
    assert "no document is 'GA/99999'" in done.output


def test_review_writes_lines_that_a_build_takes(tmp_path: Path) -> None:
    store, file = str(tmp_path / "store"), tmp_path / "review.tsv"
    run = CliRunner().invoke
    run(rostrum, ["build", str(SAMPLE), "--store", store])
    chosen = ["review", "--store", store, "--type", "commitment", "--below", "1.0"]
    shown = run(rostrum, [*chosen, "--format", "json"])
    assert shown.exit_code == 0
    assert {one["type"] for one in json.loads(shown.stdout)} == {"commitment"}
    for _ in range(2):
        assert run(rostrum, [*chosen, "--write", str(file), "--who", "Me"]).exit_code == 0
    lines = [line for line in file.read_text().splitlines() if line.startswith("GA/12388\t")]
    assert len(lines) == len(set(lines)) > 1
    assert corrections(file) == ()
    file.write_text(file.read_text().replace("\t?\t", "\tclaim\t", 1))
    (one,) = corrections(file)
    record = read(file)
    assert record.corrections == (one,)
    assert "claim" in {act.type for act in record.acts if act.span == one.span}
    assert "1 corrections" in run(rostrum, ["review", "--check", str(file)]).output
