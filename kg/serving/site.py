"""The pages for people: templates, links, and how things are written on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg import __version__
from kg.asking.choices import choices
from kg.model.table import Cell, Term
from kg.namespaces import PREFIXES
from kg.settings import DEFAULT_BASE
from kg.storing.generations import Generation

_SAFE = "/%:~!$&'()*+,;=@-._"


@dataclass(frozen=True, slots=True)
class Site:
    """Writes pages about a dataset whose IRIs begin with ``base``."""

    base: str = DEFAULT_BASE

    def href(self, cell: Cell) -> str:
        """Return where a cell leads."""
        return self.link(cell.value) if cell is not None and cell.kind == "uri" else ""

    def link(self, iri: str) -> str:
        """Return the address of the page about an IRI; nowhere for one that is not of the web.

        >>> Site().link("https://w3id.org/rostrum/party/SVK"), Site().link("javascript:alert(1)")
        ('/page/party/SVK', '')
        >>> Site().link("https://w3id.org/rostrum/document/A#char=1,2")
        '/about?iri=https%3A%2F%2Fw3id.org%2Frostrum%2Fdocument%2FA%23char%3D1%2C2'
        """
        rest = iri.removeprefix(self.base)
        if rest != iri and rest and not set(rest) & {"#", "?"} and not rest.startswith("/"):
            return "/page/" + quote(rest, safe=_SAFE)
        if iri.startswith((self.base, DEFAULT_BASE)):
            return "/about?" + urlencode({"iri": iri})
        return iri if web(iri) else ""

    def short(self, iri: str) -> str:
        """Return an IRI as a person reads it."""
        if iri.startswith(self.base) and iri != self.base:
            return iri.removeprefix(self.base)
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def show(self, cell: Cell) -> str:
        """Return a cell as a person reads it."""
        if cell is None:
            return ""
        return self.short(cell.value) if cell.kind == "uri" else " ".join(cell.value.split())

    def render(self, template: str, **values: object) -> bytes:
        """Return a page; every value is escaped by the templates."""
        found = _environment().get_template(template)
        return found.render(site=self, version=__version__, **values).encode()


def web(iri: str) -> bool:
    """Whether an IRI may be linked: only ``http`` and ``https`` with a host.

    >>> web("https://press.un.org/en"), web("javascript:alert(1)"), web("https:alert(1)")
    (True, False, False)
    """
    try:
        found = urlsplit(iri)
    except ValueError:
        return False
    return found.scheme in {"http", "https"} and bool(found.hostname)


def predicate_words(iri: str) -> str:
    """Return the local name of a property as words.

    >>> predicate_words("https://w3id.org/rostrum/ontology#reportedIn")
    'reported in'
    """
    local = iri.rstrip("#/").replace("#", "/").rpartition("/")[2]
    return "".join(f" {char.lower()}" if char.isupper() else char for char in local).strip()


@cache
def figures(generation: Generation) -> Mapping[str, object]:
    """Return what a generation holds, for the home page."""
    manifest = json.loads(generation.manifest.read_text(encoding="utf-8"))
    run = json.loads(generation.run.read_text(encoding="utf-8"))
    with generation.documents.open(encoding="utf-8") as lines:
        documents = sum(1 for _ in lines)
    return {"documents": documents, "quads": manifest.get("quads", 0),
            "built": str(run.get("started", ""))[:10], "name": generation.path.name}  # fmt: skip


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("kg.serving", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["words"] = predicate_words
    found.filters["choices"] = choices
    found.tests["iri"] = _is_iri
    return found


def _is_iri(term: Term) -> bool:
    return term.kind == "uri"
