from __future__ import annotations

import hashlib

import pytest

from kg.errors import UnreadableDocument
from kg.reading import lay_out, read_source


def test_utf8_keeps_every_character_and_hashes_the_bytes() -> None:
    data = "\ufeffCôte d’Ivoire\u00a0said\r\nso\rtoo\n".encode()
    source = read_source(data, "a", "a.txt")
    assert source.text == "\ufeffCôte d’Ivoire\u00a0said\nso\ntoo\n"
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.encoding == "utf-8"
    assert not source.issues


def test_windows_1252_is_read_with_an_issue() -> None:
    source = read_source("Norland’s delegate – he said “no”".encode("cp1252"), "a", "a.txt")
    assert source.text == "Norland’s delegate – he said “no”"
    assert source.encoding == "windows-1252"
    assert "windows-1252" in source.issues[0].message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_known_by_its_mark(encoding: str) -> None:
    mark = {"utf-16": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    assert read_source(mark + "Café".encode(encoding), "a", "a").text.lstrip("\ufeff") == "Café"


def test_a_cut_last_character_costs_only_itself() -> None:
    source = read_source("The Assembly heard Côte".encode()[:-2] + b"\xc3", "a", "a.txt")
    assert source.text.startswith("The Assembly heard C")
    assert "cut off" in source.issues[0].message


def test_single_broken_bytes_in_utf8_are_counted() -> None:
    data = "“one” “two” “three” “four”".encode() + b" \xff end"
    source = read_source(data, "a", "a.txt")
    assert source.text.endswith("\ufffd end")
    assert "not UTF-8" in source.issues[0].message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"abc\x00def", "not text"),
        (bytes(range(1, 32)) * 20, "not text"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"\xff\xfea", "UTF-16"),
    ],
)
def test_what_is_not_text_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words) as caught:
        read_source(data, "a", "some/place.txt")
    assert str(caught.value).startswith("some/place.txt: ")
    assert "\n" not in str(caught.value)


def test_an_encoding_that_html_declares_is_used() -> None:
    text = '<html><head><meta charset="windows-1251"></head><body><p>Привет мир</p></body></html>'
    assert "Привет" in read_source(text.encode("cp1251"), "a", "a.html").text


def test_control_characters_are_blank_for_readers_but_stay_in_the_source() -> None:
    source = read_source(b"The delegate\x08 said so today.", "a", "a.txt")
    layout = lay_out(source)
    assert "\x08" in layout.source.text
    assert "\x08" not in layout.plain


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_encodings_are_known_by_their_marks(encoding: str) -> None:
    source = read_source("Café\n".encode(encoding), "menu", "menu.txt")
    assert (source.text, source.encoding) == ("Café\n", encoding)


def test_a_broken_utf_32_gives_one_line() -> None:
    with pytest.raises(UnreadableDocument, match="broken UTF-32 at byte"):
        read_source("Café".encode("utf-32") + b"\x01", "menu", "menu.txt")
