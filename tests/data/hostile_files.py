"""Files that hurt a careless reader, made anew each time: the same bytes for the same number.

``write(folder, count)`` fills a folder with at least one file of every kind and, up to
``count``, with mutations of a document of ours. No symbol of theirs is that of a sample: of two
documents with one symbol only the first may keep it, and what is tested is the rest.
"""

from __future__ import annotations

import io
import os
import random
import socket
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

HEAD = """General Assembly
Ninetieth Session, 3rd Meeting (AM)
GA/9{number:04}
12 October 2035

Delegates Speak of Wells

The representative of Slovakia said her country stands ready to share its maps by 2040. She
urged all Member States to dig.
"""
BODY = """
Kenya's delegate welcomed the maps and called on the Secretary-General to print them.

The representative of Peru, speaking on behalf of the Group of 77 and China, said that water
had become dear. He pledged $2 million for pumps.
"""
LIMIT = 8 * 1024 * 1024
KINDS: dict[str, Callable[[Path], None]] = {}


def write(folder: Path, count: int = 500) -> int:
    """Fill a new folder; return how many files, links and pipes it holds."""
    folder.mkdir(parents=True)
    for make in KINDS.values():
        make(folder)
    for name, content in (*_texts(), *_pages(), *_bytes(), *_data(), *_archives()):
        (folder / name).write_bytes(content)
    made = sum(1 for _ in folder.rglob("*"))
    for number in range(made, count):
        (folder / f"mutated-{number:04}.txt").write_bytes(_mutated(number))
    return max(made, count)


def head(number: int) -> str:
    return HEAD.format(number=number)


def _mutated(number: int) -> bytes:
    """Return a document with bytes changed, cut, doubled or moved."""
    chance = random.Random(number)
    content = bytearray((head(number) + BODY).encode())
    for _ in range(1 + number % 40):
        at, size = chance.randrange(len(content)), chance.randrange(1, 30)
        match chance.randrange(5):
            case 0:
                content[at] = chance.randrange(256)
            case 1:
                content[at:at] = chance.randbytes(size)
            case 2:
                del content[at : at + size]
            case 3:
                content[at:at] = content[at : at + size] * chance.randrange(1, 50)
            case _:
                content[at:at] = chance.choice(_BITS)
        content = content or bytearray(b"x")
    return bytes(content)


_BITS = [text.encode() for text in ("<", ">", "&#", "<p", "</", "<!--", "\r", "\n\n", "\t", "“",
         "\u202e", "\u200b", "\ufeff", "\u0301" * 50, "(", "[", "{", "Mr. ", ":", "\x0c", "\x1b[31m",
         "A/", "1st ", "* ", "# ", "$", "{{", "%s", "' OR 1=1", "${x}", "\\u0000", "�")]  # fmt: skip


def _texts() -> Iterator[tuple[str, bytes]]:
    """Yield plain texts: endless lines, odd characters, everything that regexes fear."""
    size = 60_000
    repeated = {
        "words": "word ", "no-blanks": "x", "blanks": " ", "stops": ". ", "initials": "A. ",
        "titles": "Mr. ", "parentheses": "Mr. X (", "ordinals": "1st ", "slashes": "A/", "stars": "*",
        "brackets": "[", "links": "[a](", "zero-width": "a\u200b", "accents": "\u0301", "bidi": "\u202ea",
        "commas": "Slovakia, ", "ands": "and Peru and ", "quotes": "“", "numbers": "1,", "dots": "…",
        "hyphens": "some words opera-\ntion ", "newlines": "\n", "returns": "\r", "feeds": "\f",
        "tabs": "\t", "colons": "Peru: ", "behalf": "on behalf of ", "that": "said that ", "nots": "not ",
        "capitals": "THE ", "dashes": "— ", "emoji": "🕊", "wide": "王", "money": "$1 ", "years": "2021 ",
    }  # fmt: skip
    for number, (name, piece) in enumerate(repeated.items()):
        text = head(100 + number) + piece * (size // len(piece))
        yield f"text-{name}.txt", text.encode()
    yield "text-million.txt", (head(150) + "water " * 170_000).encode()
    yield "text-carriage-returns.txt", (head(151) + BODY).replace("\n", "\r").encode()
    yield "text-mixed-ends.txt", (head(152) + BODY).replace("\n", "\r\n", 5).encode()
    yield "text-cut.txt", (head(153) + BODY).encode()[:200]
    yield "text-twice.txt", (head(154) + BODY).encode() * 2
    yield "text-one-line.txt", (head(155) + BODY).replace("\n", " ").encode()
    for code in (0x01, 0x07, 0x08, 0x0B, 0x1B, 0x7F, 0x85, 0xAD, 0x2028, 0x202E, 0xFEFF, 0xFFFE,
                 0xFFFF, 0xE000, 0x10FFFF, 0xE0041):  # fmt: skip
        text = (head(160 + code % 30) + BODY).replace(" said", f" s{chr(code)}aid")
        yield f"text-code-{code:05x}.txt", text.encode()


def _pages() -> Iterator[tuple[str, bytes]]:
    """Yield HTML and XML: deep, unclosed, endless, with entities."""
    start, text = "<html><body>", head(200) + BODY
    for deep in (300, 3_000, 30_000):
        yield f"page-deep-{deep}.html", f"{start}{'<div>' * deep}{text}{'</div>' * deep}".encode()
        yield f"page-open-{deep}.html", f"{start}{'<b>word ' * deep}{text}".encode()
        yield f"page-font-{deep}.html", f"{start}{'<font><b>word ' * deep}{text}".encode()
        yield f"page-table-{deep}.html", f"{start}{'<table><tr><td>' * deep}{text}".encode()
    size = 100_000
    for name, piece in {"angles": "<", "ends": "</", "comments": "<!--", "scripts": "<script>", "quotes": '<a "',
                        "entities": "&amp;", "ampersands": "&", "numbers": "&#x10FFFF;", "cdata": "<![CDATA[",
                        "questions": "<?x", "paragraphs": "<p>x", "images": "<img src=x onerror=y>",
                        "selects": "<select><option>", "svg": "<svg><path>", "nulls": "<p>&#0;"}.items():  # fmt: skip
        yield f"page-{name}.html", f"{start}{text}{piece * (size // len(piece))}".encode()
    attributes = " ".join(f'a{number}="x"' for number in range(50_000))
    yield "page-attributes.html", f"{start}<p {attributes}>{text}".encode()
    yield "page-one-attribute.html", f"{start}<p a='{'x' * 500_000}'>{text}".encode()
    yield "page-unended.html", f"{start}<p>{text}<p class='".encode()
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    yield (
        "page-bomb.xml",
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "x">{bomb}]><rss>&e11;</rss>'.encode(),
    )
    for name, address in {"file": "file:///etc/hostname", "http": "http://127.0.0.1:9/"}.items():
        entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>'
        yield f"page-entity-{name}.xml", f'<?xml version="1.0"?>{entity}<rss>&e;</rss>'.encode()
        inclusion = (
            f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{address}" parse="text"/>'
        )
        yield f"page-inclusion-{name}.xml", f'<?xml version="1.0"?><rss>{inclusion}</rss>'.encode()
    yield "page-charset.html", f'<html><meta charset="utf-7"><body>+ADw-script+AD4-{text}'.encode()


def _bytes() -> Iterator[tuple[str, bytes]]:
    """Yield what is no text, or not the text it says."""
    text = (head(300) + BODY).replace("dear", "chère “naïve” déjà Ğ")
    yield "bytes-empty.txt", b""
    yield "bytes-blank.txt", b" \n\t\r\n " * 50
    yield "bytes-mark.txt", b"\xef\xbb\xbf"
    yield "bytes-huge.txt", (head(301) + "x" * (LIMIT + 1)).encode()
    yield "bytes-random.txt", random.Random(1).randbytes(20_000)
    yield "bytes-zeros.txt", bytes(5000)
    yield "bytes-zero-inside.txt", text.encode() + b"\x00" + text.encode()
    yield "bytes-all.txt", bytes(range(256)) * 40
    yield "bytes-surrogates.txt", text.encode() + b"\xed\xa0\x80\xed\xb0\x80"
    yield "bytes-overlong.txt", text.encode() + b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80"
    yield "bytes-cut.txt", text.encode()[:-1] + "é".encode()[:1]
    for coding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "latin-1", "koi8-r",
                   "cp437", "cp1250", "shift-jis", "gb18030", "cp037", "iso2022-jp"):  # fmt: skip
        yield f"bytes-{coding}.txt", text.encode(coding, "replace")
    yield "bytes-utf-16-odd.txt", text.encode("utf-16")[:-1]
    marks = {"pdf": b"%PDF-1.7\n", "zip": b"PK\x03\x04", "elf": b"\x7fELF", "png": b"\x89PNG\r\n", "gif": b"GIF89a",
             "jpeg": b"\xff\xd8\xff\xe0", "office": b"\xd0\xcf\x11\xe0", "rtf": b"{\\rtf1 "}  # fmt: skip
    for name, mark in marks.items():
        yield f"bytes-{name}.txt", mark + text.encode()
    # What a copy out of a protected PDF looks like: glyph numbers, no words.
    glyphs = " ".join(f"(cid:{n % 90})" for n in range(3000))
    yield "bytes-cid.txt", glyphs.encode()
    shifted = "".join(chr(ord(char) + 29) if char.isalpha() else char for char in text)
    yield "bytes-shifted.txt", shifted.encode()


def _data() -> Iterator[tuple[str, bytes]]:
    """Yield JSON that looks like a document."""
    yield "data-deep.json", b"[" * 100_000
    yield "data-deep-object.json", b'[{"text":' * 50_000
    yield "data-cut.json", b'[{"text": "The General Assembly'
    yield "data-number.json", b'[{"text": ' + b"9" * 100_000 + b"}]"
    yield "data-surrogate.json", b'[{"text": "said \\ud800 that"}, {"text": "\\udfff\\ud83d"}]'
    yield "data-null.json", b'[{"text": null}, {"text": 7}, {"text": []}, {}]'
    yield "data-nan.json", b'[{"text": NaN}, {"text": Infinity}]'
    yield "data-escapes.json", b'[{"text": "' + b"\\u0000\\n\\t" * 9000 + b'"}]'
    yield "data-keys.json", b'[{"text": "a", "text": "b"}]' + b"}" * 900
    yield "data-many.json", b"[" + b'{"text": "Recalling its texts,"},' * 9000 + b"{}]"


def _archives() -> Iterator[tuple[str, bytes]]:
    """Yield archives: bombs, traversal, encryption, links, breaks."""
    text = (head(400) + BODY).encode()
    yield "archive-bomb.zip", _zipped({"bomb.txt": bytes(60_000_000)})
    yield "archive-nested.zip", _zipped({"inner.zip": _zipped({"deep.txt": text})})
    outside = {f"{'../' * 9}tmp/escaped-{n}.txt": text + bytes([97 + n]) for n in range(3)}
    yield (
        "archive-outside.zip",
        _zipped(outside | {"/etc/absolute.txt": text, "C:\\x.txt": text + b"c"}),
    )
    yield (
        "archive-names.zip",
        _zipped({"a\nb.txt": text + b"1", "\u202etxt.b": text, "a" * 200 + ".txt": text + b"2"}),
    )
    whole = _zipped({"a.txt": text + b"3"})
    yield "archive-cut.zip", whole[:-30]
    yield "archive-encrypted.zip", whole.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")  # fmt: skip
    yield "archive-flipped.zip", bytes(b ^ (at == 60) for at, b in enumerate(whole))
    yield "archive-empty.zip", _zipped({})
    yield "archive-many.zip", _zipped({f"{n}.txt": b"note %d" % n for n in range(300)})
    for ending in ("", ".gz", ".xz", ".bz2"):
        whole = _tarred(text + ending.encode(), ending[1:])
        yield f"archive-links.tar{ending}", whole
        yield f"archive-cut.tar{ending}", whole[: len(whole) // 2]
        yield f"archive-noise.tar{ending}", random.Random(2).randbytes(3000)
    yield "archive-bomb.tar.gz", _tarred(bytes(60_000_000), "gz")
    yield "archive-zeros.tar.xz", _tarred(bytes(LIMIT + 1), "xz")


def _zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _tarred(content: bytes, packing: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{packing}") as archive:  # type: ignore[call-overload]
        for name, kind, target in (
            ("link.txt", tarfile.SYMTYPE, "/etc/hostname"),
            ("hard.txt", tarfile.LNKTYPE, "../../etc/hostname"),
            ("pipe.txt", tarfile.FIFOTYPE, ""),
            ("device.txt", tarfile.CHRTYPE, ""),
        ):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, target
            archive.addfile(entry)
        entry = tarfile.TarInfo("../../outside.txt")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def kind(make: Callable[[Path], None]) -> Callable[[Path], None]:
    KINDS[make.__name__] = make
    return make


@kind
def pipes_and_sockets(folder: Path) -> None:
    os.mkfifo(folder / "place-pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.open(folder, os.O_RDONLY)  # the path of a socket may have 107 bytes
        try:
            listening.bind(f"/proc/self/fd/{here}/place-socket.txt")
        except OSError:
            (folder / "place-socket.txt").write_bytes(b"")
        finally:
            os.close(here)


@kind
def links(folder: Path) -> None:
    (folder / "place-loop.txt").symlink_to("place-loop.txt")
    (folder / "place-ping.txt").symlink_to("place-pong.txt")
    (folder / "place-pong.txt").symlink_to("place-ping.txt")
    (folder / "place-nowhere.txt").symlink_to("nowhere.txt")
    (folder / "place-parent").symlink_to("..")
    (folder / "place-self").symlink_to(".")
    (folder / "place-device.txt").symlink_to("/dev/zero")


@kind
def names(folder: Path) -> None:
    odd = ["new\nline.txt", "bell\x07.txt", "tab\t.txt", "-rf.txt", "--help.txt", "a" * 251 + ".txt", "\u202etxt.x.txt",
           "quote'\".txt", "$(reboot).txt", "%s%n.txt", "<b>.html", "[a-z]*.txt", "..txt", " .txt", "é.txt", "é.txt"]  # fmt: skip
    for number, name in enumerate(odd):
        (folder / name).write_text(head(500 + number) + BODY, encoding="utf-8")
    broken = os.fsencode(folder) + b"/not-utf8-\xff\xfe.txt"
    Path(os.fsdecode(broken)).write_text(head(530) + BODY)
    (folder / "folder.txt").mkdir()
    deep = folder.joinpath(*(["deep"] * 60))
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text(head(531) + BODY)


@kind
def sizes(folder: Path) -> None:
    with (folder / "size-sparse.txt").open("wb") as out:
        out.truncate(1 << 30)
    with (folder / "size-sparse.tar").open("wb") as out:
        out.truncate(1 << 26)
