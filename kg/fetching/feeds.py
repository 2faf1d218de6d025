"""The addresses that a feed lists: RSS 0.9 to 2.0, Atom, and sitemaps."""

from __future__ import annotations

from urllib.parse import urljoin
from xml.parsers import expat

from kg.errors import DataError

_ENTRIES = frozenset(["item", "entry", "url"])
_ADDRESSES = frozenset(["link", "loc"])
_DEEPEST = 64


def items(data: bytes, base: str = "") -> list[str]:
    """Return the addresses of a feed's items in their order, each once.

    Raises:
        DataError: it is no feed, or it declares a document type (entities are not read).

    >>> items(b"<rss><channel><link>/</link><item><link> /en/sc1 </link></item></channel></rss>",
    ...       "https://press.un.org/feed")
    ['https://press.un.org/en/sc1']
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise DataError(f"no feed: not well-formed XML ({error})") from error
    except (ValueError, LookupError) as error:
        raise DataError(f"no feed: {error}") from error
    if not reader.seen:
        raise DataError("no feed: it lists no items")
    try:
        return list(dict.fromkeys(urljoin(base, address) for address in reader.found))
    except ValueError as error:
        raise DataError(f"a feed with a broken address ({error})") from error


def _refuse(*declared: object) -> None:
    raise DataError("a feed with a document type is not read")


class _Reader:
    """Collects the link of every item."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.seen = 0
        self._path: list[str] = []
        self._words: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self._path.append(local)
        if len(self._path) > _DEEPEST:
            raise DataError(f"a feed nested deeper than {_DEEPEST} elements is not read")
        self.seen += local in _ENTRIES
        self._words = []
        if self._in_item(local) and attributes.get("rel", "alternate") == "alternate":
            self._add(attributes.get("href", ""))

    def text(self, words: str) -> None:
        self._words.append(words)

    def end(self, name: str) -> None:
        if self._in_item(name.rpartition(" ")[2]):
            self._add("".join(self._words))
        self._path.pop()
        self._words = []

    def _in_item(self, local: str) -> bool:
        return local in _ADDRESSES and len(self._path) > 1 and self._path[-2] in _ENTRIES

    def _add(self, address: str) -> None:
        if address.strip():
            self.found.append(address.strip())
