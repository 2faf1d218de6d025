"""IRIs as pure functions of symbols and record ids; nothing else in Rostrum makes one.

Local parts keep letters, digits and ``. _ ~ -``; everything else is percent-encoded in UTF-8
(RFC 3987 would allow more, triple stores differ on it), so that distinct names have distinct
IRIs. A symbol's slash becomes a hyphen; a hyphen or tilde within it is escaped by a tilde.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote

from kg.settings import DEFAULT_BASE

_SLUG = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """Return the plain form of a name, as record ids and IRIs of new things use it.

    >>> slug("League of Arab States")
    'league-of-arab-states'
    """
    return _SLUG.sub("-", name.lower()).strip("-")


def symbol_key(symbol: str) -> str:
    """Return a UN symbol or register id as one path segment; distinct ones stay distinct.

    A plain slug, as register ids and file names are, stays as it is.

    >>> symbol_key("A/RES/76/7"), symbol_key("GA/12388")
    ('A-RES-76-7', 'GA-12388')
    >>> symbol_key("A/79/L.116/Rev.1"), symbol_key("E/CN.4/Sub-2")
    ('A-79-L.116-Rev.1', 'E-CN.4-Sub~-2')
    >>> symbol_key("seed-ga12388"), symbol_key("seed/ga12388")
    ('seed-ga12388', 'seed-ga12388~')
    """
    if symbol == slug(symbol):
        return symbol
    escaped = symbol.replace("~", "~~").replace("-", "~-").replace("/", "-")
    return quote(escaped + "~" if escaped == slug(escaped) else escaped, safe="")


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of one dataset below ``base`` (which ends in ``/``).

    ``vocabulary`` is where the published schemes live, whatever the base of the data.

    >>> iris = Iris()
    >>> iris.party("SVK")
    'https://w3id.org/rostrum/party/SVK'
    >>> iris.party("org:league-of-arab-states"), iris.party("group:g77-china")
    ('https://w3id.org/rostrum/party/league-of-arab-states', 'https://w3id.org/rostrum/group/g77-china')
    """

    base: str = DEFAULT_BASE
    vocabulary: str = DEFAULT_BASE

    def party(self, record_id: str) -> str:
        """Return the IRI of a State, organization, group or person (a record id)."""
        kind, _, name = record_id.partition(":")
        if not name:
            return f"{self.base}party/{quote(record_id, safe='')}"
        folder = {"org": "party"}.get(kind, kind)
        return f"{self.base}{quote(folder, safe='')}/{quote(name, safe='')}"

    def document(self, key: str) -> str:
        """Return the IRI of a document by its symbol or, lacking one, its name."""
        return f"{self.base}document/{symbol_key(key)}"

    def graph(self, document: str) -> str:
        """Return the named graph of a document IRI."""
        return f"{self.base}graph/{document.removeprefix(self.base)}"

    def named_graph(self, name: str) -> str:
        """Return one of the graphs that belong to no document, e.g. ``registers``."""
        return f"{self.base}graph/{name}"

    def span(self, document: str, start: int, end: int) -> str:
        """Return the IRI of a stretch of a document's text (RFC 5147 character range)."""
        return f"{document}#char={start},{end}"

    def part(self, owner: str, kind: str, key: str | int) -> str:
        """Return the IRI of a part of ``owner``, e.g. ``…/statement/5``."""
        return f"{owner}/{kind}/{quote(str(key), safe='')}"

    def act(self, document: str, type_: str, start: int, end: int) -> str:
        """Return an act's IRI: a hash of type and span, stable while both stand."""
        digest = hashlib.sha256(f"{type_} {start} {end}".encode()).hexdigest()[:12]
        return f"{document}/act/{digest}"

    def theme(self, theme: str) -> str:
        """Return a theme concept's IRI."""
        return f"{self.vocabulary}theme/{quote(theme, safe='')}"

    def instrument(self, key: str) -> str:
        """Return the IRI of an instrument by symbol or register id."""
        return f"{self.base}instrument/{symbol_key(key)}"

    def body(self, name: str) -> str:
        """Return the IRI of a UN body by its slug."""
        return f"{self.base}body/{quote(name, safe='')}"

    def meeting(self, *parts: str | int) -> str:
        """Return a meeting's IRI from its key, e.g. ``meeting/GA/76/38``."""
        return f"{self.base}meeting/" + "/".join(quote(str(part), safe="") for part in parts)

    def concept(self, scheme: str, name: str) -> str:
        """Return a concept of one of the small schemes (act types, modes …)."""
        return f"{self.vocabulary}{scheme}/{quote(name, safe='')}"
