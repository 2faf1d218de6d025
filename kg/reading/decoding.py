"""Bytes → ``Source``: the characters exactly as stored, and a word where that was a guess."""

from __future__ import annotations

import hashlib
import re

from kg.errors import UnreadableDocument
from kg.model.source import Issue, Severity, Source

_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(
    rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})|encoding=[\"']([A-Za-z0-9_-]{2,20})"
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x0b\x1b")
_HEAD = 4096
_BINARY = {
    b"%PDF-": "a PDF file; convert it to text first",
    b"PK\x03\x04": "a zip or Office file",
    b"\x7fELF": "a program",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\xd0\xcf\x11\xe0": "an old Office file; save it as text first",
    b"{\\rtf": "an RTF file; save it as text first",
}


def read_source(data: bytes, name: str, location: str) -> Source:
    r"""Decode one document.

    UTF-8 first, UTF-16 and UTF-32 by their marks, a declared charset, then Windows-1252 with an issue.
    Newlines become ``\n``; nothing else is changed.

    Raises:
        UnreadableDocument: the document is empty or not text.

    >>> read_source(b"Caf\xe9\r\n", "menu", "menu.txt").text
    'Café\n'
    >>> read_source(b"", "none", "none.txt")
    Traceback (most recent call last):
    kg.errors.UnreadableDocument: none.txt: the file is empty
    """
    if not data.strip():
        raise UnreadableDocument(f"{location}: the file is empty")
    text, encoding, issues = _decode(data, location)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \n\t"):
        raise UnreadableDocument(f"{location}: the file is empty")
    return Source(
        name=name,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        location=location,
        media_type=_media_type(text),
        encoding=encoding,
        issues=issues,
    )


def _decode(data: bytes, location: str) -> tuple[str, str, tuple[Issue, ...]]:
    wide = "utf-32" if data.startswith(_UTF32) else "utf-16" if data.startswith(_UTF16) else ""
    if wide:
        try:
            return data.decode(wide), wide, ()
        except UnicodeDecodeError as error:
            message = f"{location}: broken {wide.upper()} at byte {error.start}"
            raise UnreadableDocument(message) from error
    _refuse_binary(data, location)
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        return _fall_back(data, error)


def _refuse_binary(data: bytes, location: str) -> None:
    for mark, what in _BINARY.items():
        if data.startswith(mark):
            raise UnreadableDocument(f"{location}: not text but {what}")
    head = data[:_HEAD]
    odd = len(head) - len(head.translate(None, _CONTROLS))
    if b"\x00" in data or (odd > 4 and odd * 50 > len(head)):
        raise UnreadableDocument(f"{location}: not text (binary data)")


def _fall_back(data: bytes, error: UnicodeDecodeError) -> tuple[str, str, tuple[Issue, ...]]:
    """Decode what is not UTF-8: a cut end, single broken bytes, or another encoding."""
    broken_at = error.start
    if error.reason == "unexpected end of data":
        message = f"the last character is cut off (byte {broken_at}); the rest is read as UTF-8"
        return data.decode("utf-8", "replace"), "utf-8", (Issue(message),)
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    good = sum(1 for char in replaced if char > "\x7f") - broken
    if good > 5 * broken:
        message = f"{broken} bytes are not UTF-8 (first at byte {broken_at}); each reads as U+FFFD"
        return replaced, "utf-8", (Issue(message),)
    encoding = _declared(data)
    message = f"not UTF-8 (byte {broken_at}); read as {encoding}"
    text = data.decode(encoding, "replace")
    return text, encoding, (Issue(message, Severity.WARNING),)


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD])
    named = (found.group(1) or found.group(2)).decode("ascii").lower() if found else ""
    if named in ("iso-8859-2", "windows-1250", "windows-1251", "koi8-r", "gb2312", "gbk", "big5"):
        return named
    return "windows-1252"


def _media_type(text: str) -> str:
    head = text[:_HEAD].lstrip("\ufeff \n\t")
    lowered = head[:1024].lower()
    if lowered.startswith("<?xml") and ("<rss" in lowered or "<feed" in lowered):
        return "application/rss+xml"
    if lowered.startswith(("<!doctype html", "<html")) or re.search(
        r"<(?:html|head|body)\b", lowered
    ):
        return "text/html"
    if head.startswith(("[", "{")) and re.match(r'[\[{]\s*(?:\{\s*)?"', head):
        return "application/json"
    if (
        len(
            re.findall(r"<(?:p|div|br|h[1-6]|td|span|b|strong)\b[^<>]{0,200}>", head, re.IGNORECASE)
        )
        >= 3
    ):
        return "text/html"
    return "text/plain"
