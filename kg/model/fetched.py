"""What is known of a page that was fetched: one line of a folder's ``index.jsonl``.

``rostrum fetch`` writes the index beside the pages; reading takes names and addresses from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from urllib.parse import unquote, urlsplit

INDEX = "index.jsonl"
_LANGUAGES = frozenset(["ar", "en", "es", "fr", "ru", "zh"])
_SUFFIX = re.compile(r"\.[A-Za-z]{2,5}\Z")
_ODD = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: asked for as ``url``, found at ``final_url``, its bytes in ``file``.

    ``fetched`` is when the bytes came, ``checked`` when the server last confirmed them, both
    ISO 8601 in UTC; ``etag`` and ``last_modified`` are the server's words, for asking again.
    """

    url: str
    final_url: str
    status: int
    sha256: str
    file: str
    size: int
    media_type: str
    etag: str
    last_modified: str
    fetched: str
    checked: str

    def line(self) -> str:
        """Return the page as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False) + "\n"

    @property
    def name(self) -> str:
        """The name of the document, taken from where it was found."""
        return name_of(self.final_url)


_KINDS = {field.name: int if field.type == "int" else str for field in fields(Fetched)}


def rows(lines: Iterable[str]) -> dict[str, Fetched]:
    """Read an index: address asked for → page, the last line of an address in force.

    A line that is no such page (torn by a crash, or of somebody else's index) is passed over.

    >>> rows(['{"url": "https://press.un.org/en/2021/ga12388.doc.htm", "fi'])
    {}
    """
    found: dict[str, Fetched] = {}
    for line in lines:
        try:
            values = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if not isinstance(values, dict) or values.keys() != _KINDS.keys():
            continue
        if all(type(values[key]) is kind for key, kind in _KINDS.items()):
            found[values["url"]] = Fetched(**values)
    return found


def name_of(url: str) -> str:
    """Return the name of the document at an address.

    A last part with a suffix names it alone; else the whole path does, without its language.

    >>> name_of("https://press.un.org/en/2021/ga12388.doc.htm")
    'ga12388'
    >>> name_of("https://docs.un.org/en/A/RES/64/293"), name_of("https://webtv.un.org/")
    ('A_RES_64_293', 'webtv.un.org')
    """
    parts = urlsplit(url)
    path = [unquote(part) for part in parts.path.split("/") if part]
    if path and _SUFFIX.search(path[-1]) and not parts.query:
        words = _SUFFIX.sub("", path[-1]).removesuffix(".doc")
    else:
        kept = path[1:] if path and path[0].lower() in _LANGUAGES else path
        words = "_".join([*kept, unquote(parts.query)] if parts.query else kept)
    return _ODD.sub("_", words).strip("_.")[:100] or parts.hostname or "page"
