"""The quads of one document while they are gathered, and the nodes they share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from kg.errors import DataError
from kg.iris import Iris, slug
from kg.linking import registers
from kg.mapping.terms import Literal, NamedNode, Quad, anchor, iri, number, text
from kg.mapping.vocabulary import NIF, RDF, ROSTRUM, SKOS
from kg.model.mentions import Gazetteer, Kind, Mention, Mentions, NameForm
from kg.model.record import CHAIR, MANY, Addressee, Person, Record
from kg.model.source import Span

_NAMES = frozenset((NameForm.NAME, NameForm.ACRONYM, NameForm.FORMER))
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")


def person_key(name: str) -> str:
    """Return what names a person within a document: the name without accents, as a slug.

    >>> person_key("Nováková"), person_key("RAMÍREZ"), person_key("王毅")
    ('novakova', 'ramirez', '王毅')
    """
    plain = unicodedata.normalize("NFKD", name)
    key = slug("".join(char for char in plain if not unicodedata.combining(char)))
    return key or "-".join(name.split())


def _language(stated: str | None) -> str:
    """Return the language that a page states as a tag, English where it states none."""
    return stated if stated and _LANGUAGE.fullmatch(stated) else "en"


def _as_party(mention: Mention) -> str | None:
    """Return the party that a mention names: none for "Sudanese"; a body as one spoken to."""
    if mention.id is None or mention.form not in _NAMES:
        return None
    organization = f"org:{mention.id}"
    same = mention.kind is Kind.BODY and organization in registers.parties()
    return organization if same else mention.id


class DocumentGraph:
    """What one record's mapping writes into: one named graph, every shared node once.

    ``meeting`` is the meeting's node, if the document covers one; the composing module sets
    it before anything else is added. ``sentences`` are those already described.
    """

    __slots__ = (
        "_concepts", "_delegations", "_described", "_gazetteer", "_mentions", "_parties", "_quads",
        "_source", "document", "graph", "iris", "language", "meeting", "record",
        "sentences",
    )  # fmt: skip

    def __init__(self, record: Record, iris: Iris, gazetteer: Gazetteer) -> None:
        self.record = record
        self.iris = iris
        source = record.layout.source
        self.document = iri(iris.document(record.symbol or source.name))
        self.graph = iri(iris.graph(self.document.value))
        self.meeting: NamedNode | None = None
        self.language = _language(record.layout.fact("language"))
        self._source = source
        self._gazetteer = gazetteer
        self._mentions: Mentions | None = None
        self._quads: list[Quad] = []
        self.sentences: dict[int, NamedNode] = {}
        self._described: dict[Span, NamedNode] = {}
        self._parties: dict[str, NamedNode] = {}
        self._delegations: dict[str, NamedNode] = {}
        self._concepts: dict[tuple[str, str], NamedNode] = {}
        if len(record.layout.plain) != len(source.text):
            raise DataError(f"{source.location}: the readable text has another length; read anew")

    def add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        """Put one triple into the document's graph."""
        self._quads.append(Quad(subject, predicate, value, self.graph))

    def quads(self) -> list[Quad]:
        """Return what was gathered, in the order of gathering."""
        return self._quads

    def name(self, node: NamedNode, label: str) -> None:
        """Give a node its English label."""
        self.add(node, SKOS.prefLabel, text(label, "en"))

    def words(self, node: NamedNode, predicate: NamedNode, words: str) -> None:
        """Add words of the document, tagged with its language."""
        self.add(node, predicate, text(words, self.language))

    def part(self, kind: str, key: str | int) -> NamedNode:
        """Return the node of a part of the document, e.g. ``…/statement/5``."""
        return iri(self.iris.part(self.document.value, kind, key))

    def concept(self, scheme: str, name: str) -> NamedNode:
        """Return a concept of one of the small schemes."""
        found = self._concepts.get((scheme, name))
        if found is None:
            found = self._concepts[scheme, name] = iri(self.iris.concept(scheme, name))
        return found

    def themes(self, node: NamedNode, themes: Iterable[str]) -> None:
        """Say what a node is about; the ids become concepts of the theme scheme."""
        for theme in themes:
            self.add(node, ROSTRUM.theme, self.concept("theme", theme))

    def quote(self, span: Span) -> str:
        """Return the characters of the source at ``span``.

        Raises:
            DataError: the span holds nothing but blanks or lies outside the text.
        """
        found = self._source.text[span.start : span.end] if span.start >= 0 else ""
        if not found.strip() or len(found) != span.end - span.start:
            raise DataError(
                f"{self._source.location}: no quote stands at {span.start}–{span.end} of "
                f"{len(self._source.text)} characters; the extractor's offsets are wrong"
            )
        return found

    def span(self, span: Span) -> NamedNode:
        """Return the node of a stretch of the text, describing it on first use.

        Raises:
            DataError: no quote stands there.
        """
        found = self._described.get(span)
        if found is not None:
            return found
        quote = self.quote(span)
        node = iri(self.iris.span(self.document.value, span.start, span.end))
        self._described[span] = node
        self.add(node, RDF.type, ROSTRUM.TextSpan)
        self.add(node, NIF.referenceContext, self.document)
        self.add(node, NIF.beginIndex, number(span.start))
        self.add(node, NIF.endIndex, number(span.end))
        written, readable = anchor(quote), text(self.record.layout.read(span))
        self.add(node, NIF.anchorOf, written)
        # On every span, so that no question needs an OPTIONAL for the words that it shows.
        self.add(node, ROSTRUM.plainText, readable if readable.value else written)
        return node

    def place(self, node: NamedNode, span: Span) -> None:
        """Tie a node to its evidence, document and meeting."""
        self.add(node, ROSTRUM.evidence, self.span(span))
        self.reported(node)

    def reported(self, node: NamedNode) -> None:
        """Tie a node to its document and meeting."""
        self.add(node, ROSTRUM.reportedIn, self.document)
        if self.meeting is not None:
            self.add(node, ROSTRUM.atMeeting, self.meeting)

    def party(self, record_id: str) -> NamedNode:
        """Return the node of a party, describing it on first use.

        A presiding officer, an unnamed collective and a person are nodes of this meeting or
        document alone: two chairs, or two namesakes, are never one.
        """
        found = self._parties.get(record_id)
        if found is None:
            found = self._parties[record_id] = self._new_party(record_id)
        return found

    def _new_party(self, record_id: str) -> NamedNode:
        owner = (self.meeting or self.document).value
        if record_id == CHAIR:
            node = iri(self.iris.part(owner, "party", CHAIR))
            self.add(node, RDF.type, ROSTRUM.PresidingOfficer)
            label = "presiding officer"
        elif record_id == MANY:
            node = iri(self.iris.part(owner, "party", MANY))
            self.add(node, RDF.type, ROSTRUM.Collective)
            label = "unnamed speakers"
        elif record_id.startswith("person:"):
            node = self.part("person", record_id.removeprefix("person:"))
            self.add(node, RDF.type, ROSTRUM.Person)
            label = self._label(record_id)
        else:
            node = iri(self.iris.party(record_id))
            label = self._label(record_id)
        self.add(node, RDF.type, ROSTRUM.Party)
        self.name(node, label)
        return node

    def _label(self, record_id: str) -> str:
        try:
            label = self._gazetteer.label(record_id)
        except KeyError:
            label = ""
        return label or record_id.partition(":")[2].replace("-", " ") or record_id

    def delegation(self, record_id: str) -> NamedNode:
        """Return the node of those who speak for a party at this meeting.

        A person without a party is a node of this document, and so is who speaks for him.
        """
        found = self._delegations.get(record_id)
        if found is not None:
            return found
        key = record_id.removeprefix("org:").replace(":", "~")
        alone = record_id.startswith("person:")
        owner = self.document if alone or self.meeting is None else self.meeting
        node = iri(self.iris.part(owner.value, "delegation", key))
        self._delegations[record_id] = node
        self.add(node, RDF.type, ROSTRUM.Delegation)
        self.add(node, ROSTRUM.represents, self.party(record_id))
        if self.meeting is not None:
            self.add(node, ROSTRUM.atMeeting, self.meeting)
        return node

    def named(self, span: Span) -> Iterator[str]:
        """Yield the record ids of the parties that a stretch of the text calls by their names."""
        if self._mentions is None:
            record = self.record
            self._mentions = self._gazetteer.mentions(record.layout.plain, on=record.day)
        for mention in self._mentions.within(span, Kind.PARTY, Kind.GROUP, Kind.BODY):
            party = _as_party(mention)
            if party is not None:
                yield party

    def speaker(self, node: NamedNode, person: Person, party: str) -> None:
        """Name the person who spoke, as far as the text does."""
        if person.role:
            self.words(node, ROSTRUM.role, person.role)
        if not person.name:
            return
        alone = party.startswith("person:")
        who = self.party(party) if alone else self.part("person", person_key(person.name))
        self.add(node, ROSTRUM.speaker, who)
        self.add(who, RDF.type, ROSTRUM.Person)
        self.add(who, ROSTRUM.personName, text(person.name))

    def addressees(self, node: NamedNode, addressees: Iterable[Addressee]) -> None:
        """Say who is asked to act: the words, and the party where a register knows them."""
        for addressee in addressees:
            self.add(node, ROSTRUM.addresseeName, text(addressee.text))
            if addressee.party:
                self.add(node, ROSTRUM.addressee, self.party(addressee.party))

    @staticmethod
    def ids(behalf: Iterable[str]) -> Iterator[str]:
        """Yield the record ids of a behalf, whose listed States may be joined by ``+``."""
        for entry in behalf:
            yield from (part for part in entry.split("+") if part not in ("", "-"))
