"""Symbols are found as printed and read to one key."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model.citations import numbered
from kg.model.symbols import find, parse, printed

FOUND = [
    ("A/79/L.109", "A/79/L.109"),
    ("A/79/ L.116/Rev.1", "A/79/L.116/Rev.1"),
    ("A/79/L. 116 /Rev. 1", "A/79/L.116/Rev.1"),
    ("A/C.3/79/L.10", "A/C.3/79/L.10"),
    ("E/CN.5/2024/L.3", "E/CN.5/2024/L.3"),
    ("A/CONF.227/2024/CRP.1", "A/CONF.227/2024/CRP.1"),
    ("S/PV.8698", "S/PV.8698"),
    ("A/79/PV.64 (Resumption 1)", "A/79/PV.64(Resumption1)"),
    ("S/PRST/2023/1", "S/PRST/2023/1"),
    ("DP/2024/1", "DP/2024/1"),
    ("CEDAW/C/FRA/9", "CEDAW/C/FRA/9"),
    ("HRI/GEN/1/Rev.9", "HRI/GEN/1/Rev.9"),
    ("TD/B/70/3", "TD/B/70/3"),
    ("A/8028", "A/8028"),
    ("A/RES/217(III)", "A/RES/217(III)"),
    ("A/RES/217 (III) A", "A/RES/217A(III)"),
    ("A/RES/2625(XXV)", "A/RES/2625(XXV)"),
    ("S/RES/2719 (2023)", "S/RES/2719(2023)"),
    ("S/RES/1325", "S/RES/1325(2000)"),
    ("A/RES/ES-10/23", "A/RES/ES-10/23"),
    ("A/ES-10/L.31/Rev.1", "A/ES-10/L.31/Rev.1"),
    ("A/520/Rev.15/Amend.2", "A/520/Rev.15/Amend.2"),
    ("E/CN.4/Sub.2/2003/12/Rev.2", "E/CN.4/Sub.2/2003/12/Rev.2"),
    ("ICC-ASP/21/Res.2", "ICC-ASP/21/Res.2"),
    ("GA/12388", "GA/12388"),
    ("GA/PAL/1485", "GA/PAL/1485"),
    ("SG/SM/21852", "SG/SM/21852"),
    ("ENV/DEV/2010", "ENV/DEV/2010"),
]
CITED = [
    ("resolution 2719 (2023)", ["S/RES/2719(2023)"]),
    ("resolution 76/7", ["A/RES/76/7"]),
    ("resolution 2200 A (XXI)", ["A/RES/2200A(XXI)"]),
    ("resolution 217 (III) A", ["A/RES/217A(III)"]),
    ("Security Council resolution 1325", ["S/RES/1325(2000)"]),
    (
        "Security Council resolutions 242 (1967) and 338 (1973)",
        ["S/RES/242(1967)", "S/RES/338(1973)"],
    ),
    ("resolutions 64/292, 76/7 and ES-10/23", ["A/RES/64/292", "A/RES/76/7", "A/RES/ES-10/23"]),
    ("Human Rights Council resolution 16/21", ["A/HRC/RES/16/21"]),
    ("Economic and Social Council resolution 1996/31", ["E/RES/1996/31"]),
    ("Economic and Social Council resolution 1503 (XLVIII)", ["E/RES/1503(XLVIII)"]),
    ("Assembly resolution 67/234 B.", ["A/RES/67/234B"]),
    ("decision 79/501", ["A/DEC/79/501"]),
    ("the 3 resolutions 12 people wrote", []),
    ("UNESCO resolution 40/2", []),
    ("resolution 14 of the Congress", []),
]
NOTHING = [
    "24/7",
    "N/A",
    "HIV/AIDS",
    "AC/DC",
    "and/or",
    "A/B",
    "S/he said",
    "1/2",
    "UN/AU",
    "km/h 20",
]


@pytest.mark.parametrize(("printed", "key"), FOUND)
def test_a_symbol_is_found_in_a_sentence(printed: str, key: str) -> None:
    text = f"It took up the text (document {printed} ), as amended."
    (found,) = find(text)
    assert found.key == key
    assert text[found.span.start : found.span.end] == printed
    assert parse(key) is not None


@pytest.mark.parametrize(("text", "keys"), CITED)
def test_a_resolution_cited_in_words_has_the_key_of_its_symbol(text: str, keys: list[str]) -> None:
    assert [found.key for found in find(text)] == keys


@pytest.mark.parametrize("text", NOTHING)
def test_a_slash_alone_makes_no_symbol(text: str) -> None:
    assert list(find(text)) == []
    assert parse(text) is None


@pytest.mark.parametrize("text", ["A/REv/76/7", "A/ADD.1", "S/Corr.1/1998"])
def test_an_addition_needs_what_it_adds_to(text: str) -> None:
    assert parse(text) is None
    assert list(printed(text)) == []


def test_a_word_that_begins_like_an_addition_is_none() -> None:
    assert str(parse("A/REVIEW.3/76")) == "A/REVIEW.3/76"


def test_joint_symbols_are_two() -> None:
    assert [m.printed for m in find("SG/SM/21852-SC/15318")] == ["SG/SM/21852", "SC/15318"]
    assert [m.printed for m in find("A/79/251–S/2024/562.")] == ["A/79/251", "S/2024/562"]


def test_a_symbol_tells_its_kind_body_and_additions() -> None:
    read = [parse(one) for one in ("A/C.6/79/L.2/Add.1", "S/PV.9000", "SC/15000", "A/RES/76/7")]
    assert [(one.kind, one.body) for one in read if one] == [
        ("draft", "sixth-committee"),
        ("record", "security-council"),
        ("press", "security-council"),
        ("resolution", "general-assembly"),
    ]
    assert read[0] is not None
    assert (read[0].base, read[0].additions) == ("A/C.6/79/L.2", ("Add.1",))


_NUMBER = st.integers(1, 9999).map(str)
_ADDITION = st.sampled_from(["", "/Rev.1", "/Add.2", "/Corr.1", "/Rev.2/Add.1", "/Rev.1/Corr.3"])
_SERIES = st.sampled_from(
    [
        "A/79/",
        "A/79/L.",
        "S/2024/",
        "S/PV.",
        "A/C.3/79/L.",
        "E/CN.6/2024/L.",
        "A/HRC/57/L.",
        "TD/B/",
        "A/",
    ]
)


@given(_SERIES, _NUMBER, _ADDITION)
def test_symbols_come_back_from_their_keys(series: str, number: str, addition: str) -> None:
    symbol = series + number + addition
    read = parse(symbol)
    assert read is not None
    assert str(read) == symbol
    assert parse(read.key) == read
    assert "".join([read.base, *(f"/{one}" for one in read.additions)]) == symbol
    assert [found.key for found in find(f"see {symbol}.")] == [symbol]


@given(st.text(alphabet="ASE/.()0123456789 RESLCXVI-", max_size=60))
def test_whatever_is_found_lies_in_the_text_and_reads_back(text: str) -> None:
    for found in find(text):
        assert 0 <= found.span.start < found.span.end <= len(text)
        again = parse(found.key)
        assert again is not None
        assert again.key == found.key


_PIECES = ["/", "76", "1", ".", "L.", "C.3", "PV.", "RES", "Rev", "REV", "rEv", "Add", "ADD",
           "PROVX", "A", "B", "bis", "S-6", " ", " (2000)", "(IV)", " (Part II)"]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
@example("REv/76/7")
@example("C.3A(IV)C.3")
def test_a_key_reads_as_the_symbol_that_it_is_of(rest: str) -> None:
    """Also where the case of an addition, or a letter behind the session, moves."""
    read = parse("A/" + rest)
    assert read is None or parse(str(read)) == read
    for found in find("A/" + rest):
        again = parse(found.key)
        assert again is not None
        assert again.key == found.key


@given(_NUMBER, st.sampled_from(["XXI", "III", "XLV", "S-VI"]), st.sampled_from(["", "A", "B"]))
def test_old_resolutions_have_one_key_however_written(number: str, session: str, part: str) -> None:
    key = f"A/RES/{number}{part}({session})"
    letter = f" {part}" if part else ""
    for written in (
        key,
        f"A/RES/{number} ({session}){letter}",
        f"resolution {number}{letter} ({session})",
    ):
        read = parse(written)
        assert read is not None
        assert read.key == key


def test_a_committee_is_no_author_of_the_resolution_that_set_it_up() -> None:
    text = "the Security Council Committee established pursuant to resolution 2140 (2014) met"
    assert [mention.key for mention in find(text)] == ["S/RES/2140(2014)"]


def test_one_stretch_of_a_text_is_searched() -> None:
    text = "A/79/L.1 and A/79/L.2, resolution 76/7 and resolution 77/8"
    assert [mention.key for mention in printed(text, 9, 22)] == ["A/79/L.2"]
    assert [one.symbol for one in numbered(text, 38)] == ["A/RES/77/8"]
