"""What a name, code or symbol means: the registers' answer, with the row that gives it.

Exact only. A record id comes first, then names in all languages, then codes; what is close
but not equal is offered as a hint and never as an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from kg.linking.registers import Name, bodies, groups, instruments, names, parties
from kg.linking.themes import theme_labels, themes
from kg.model.symbols import parse
from kg.phrases import fold


@dataclass(frozen=True, slots=True)
class Match:
    """One thing that the name means.

    ``kind`` is party, group, body, instrument, theme or symbol; ``reason`` says how the name
    leads there, ``where`` which row (``file:line``). ``current`` is false for a name that was
    not in use on the day asked for.
    """

    id: str
    kind: str
    label: str
    reason: str
    where: str
    current: bool = True


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to one question: ``matches`` are exact, ``hints`` only near spellings."""

    name: str
    on: date | None
    matches: tuple[Match, ...]
    hints: tuple[str, ...] = ()

    @property
    def id(self) -> str | None:
        """The id if all matches agree on one; themes count only where nothing else is meant.

        "Ukraine" is a State, and a theme of debate.
        """
        found = {match.id for match in self.matches if match.kind != "theme"}
        found = found or {match.id for match in self.matches}
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Label:
    """A further name that a resolver may know, from a vocabulary of the caller's."""

    id: str
    kind: str
    name: str
    reason: str
    where: str


class Resolver:
    """The registers, themes and ``extra`` labels as a dictionary of exact names.

    >>> resolver = Resolver([Label("x", "theme", "My subject", "own label", "mine.tsv:2")])
    >>> resolver.resolve("my subject").id, resolver.resolve("Slowakia").hints[0]
    ('x', 'Slovakia')
    """

    __slots__ = ("_by_code", "_by_id", "_by_name", "_labels")

    def __init__(self, extra: Iterable[Label] = ()) -> None:
        self._by_id: dict[str, list[Match]] = {}
        for match in _things():
            self._by_id.setdefault(match.id, []).append(match)
        self._by_name: dict[str, list[Name]] = {}
        for name in names():
            self._by_name.setdefault(_key(name.name), []).append(name)
        self._labels: dict[str, list[Label]] = {}
        for label in (*_theme_labels(), *extra):
            self._labels.setdefault(_key(label.name), []).append(label)
        self._by_code: dict[str, list[Match]] = {}
        for code, match in _codes():
            self._by_code.setdefault(code, []).append(match)

    def resolve(self, name: str, on: date | None = None) -> Resolution:
        """Return everything that ``name`` means on that day (any day if ``None``)."""
        written = " ".join(name.split())
        matches = tuple(self._by_id.get(written, ())) or self._named(_key(written), on)
        if not matches:
            matches = tuple(self._by_code.get(written, ())) or _symbol(written)
        hints = () if matches else self._hints(written)
        return Resolution(written, on, tuple(dict.fromkeys(matches)), hints)

    def known(self, name: str) -> tuple[Match, ...]:
        """Return all that ``name`` means as a name, an id or a code; no near spellings."""
        written = " ".join(name.split())
        named = self._named(_key(written), None)
        return (*named, *self._by_id.get(written, ()), *self._by_code.get(written, ()))

    def _named(self, key: str, on: date | None) -> tuple[Match, ...]:
        found = [name for name in self._by_name.get(key, ()) if name.context != "short"]
        current = [name for name in found if name.current(on)]
        kept = _official(current or found)
        rows = [_named(name, on) for name in kept]
        rows += [
            Match(label.id, label.kind, label.name, label.reason, label.where)
            for label in self._labels.get(key, ())
        ]
        return tuple({(row.kind, row.id): row for row in reversed(rows)}.values())[::-1]

    def _hints(self, written: str) -> tuple[str, ...]:
        key = _key(written)
        near = get_close_matches(key, [*self._by_name, *self._labels], n=4, cutoff=0.75)
        return tuple(
            self._by_name[one][0].name if one in self._by_name else self._labels[one][0].name
            for one in near
        )


def resolve(name: str, on: date | None = None) -> Resolution:
    """Return what the registers say ``name`` means on that day (any day if ``None``).

    >>> resolve("Côte d’Ivoire").id, resolve("ivory coast").id, resolve("384").id
    ('CIV', 'CIV', 'CIV')
    >>> resolve("Turkey", date(2024, 1, 1)).matches[0].current
    False
    >>> resolve("resolution 76/7").matches[0].reason
    'symbol A/RES/76/7'
    """
    return _resolver().resolve(name, on)


def known(name: str) -> tuple[Match, ...]:
    """Return what the registers know by just this name; unlike ``resolve`` quick to say no.

    >>> [match.id for match in known("ivory coast")], known("a coast")
    (['CIV'], ())
    """
    return _resolver().known(name)


@cache
def _resolver() -> Resolver:
    return Resolver()


def _key(name: str) -> str:
    return " ".join(fold(name).split()).removeprefix("the ")


def _official(found: list[Name]) -> list[Name]:
    """Leave out undated former names where another thing bears the name officially."""
    official = [name for name in found if name.form != "former" or name.since or name.until]
    return official or found


def _named(name: Name, on: date | None) -> Match:
    current = name.current(on)
    words = [f"{name.form} in {name.lang}"]
    if name.since or name.until:
        words.append(f"from {name.since or '…'} until {name.until or 'now'}")
    if not current:
        words.append(f"not in use on {on}")
    if name.context:
        words.append(f"in a text only with context ({name.context})")
    return Match(
        name.subject, name.kind.value, _label(name.subject), ", ".join(words), name.where, current
    )


def _label(subject: str) -> str:
    for register in (parties(), groups(), bodies(), instruments()):
        row = register.get(subject)
        if row is not None:
            return row.label
    return subject


def _things() -> Iterator[Match]:
    """Yield every registered thing under its own id."""
    for kind, file, register in (
        ("party", "parties.tsv", parties()),
        ("group", "groups.tsv", groups()),
        ("body", "bodies.tsv", bodies()),
        ("instrument", "instruments.tsv", instruments()),
        ("theme", "themes.tsv", themes()),
    ):
        for one, row in register.items():
            yield Match(one, kind, row.label, "record id", f"{file}:{row.line}")


def _codes() -> Iterator[tuple[str, Match]]:
    for party in parties().values():
        for code, what in (
            (party.iso2, "ISO 3166-1 alpha-2"),
            (party.iso3, "ISO 3166-1 alpha-3"),
            (party.m49, "M49 code"),
            (party.wikidata, "Wikidata item"),
            (party.id.partition(":")[2], "record id without its kind"),
        ):
            if code:
                yield code, Match(party.id, "party", party.label, what, f"parties.tsv:{party.line}")
    for group in groups().values():
        for code in (group.wikidata, group.id.partition(":")[2]):
            if code and group.id not in parties():
                where = f"groups.tsv:{group.line}"
                yield code, Match(group.id, "group", group.label, "code of the group", where)


def _theme_labels() -> Iterator[Label]:
    for theme in themes().values():
        where = f"themes.tsv:{theme.line}"
        yield Label(theme.id, "theme", theme.label, "label in en", where)
        for other in theme.alternatives:
            yield Label(theme.id, "theme", other, "alternative label in en", where)
    for label in theme_labels():
        where = f"theme-labels.tsv:{label.line}"
        yield Label(label.theme, "theme", label.label, f"label in {label.language}", where)


def _symbol(written: str) -> tuple[Match, ...]:
    symbol = parse(written)
    if symbol is None:
        return ()
    meant = tuple(
        Match(
            one.id, "instrument", one.label, f"symbol {symbol.key}", f"instruments.tsv:{one.line}"
        )
        for one in instruments().values()
        if symbol.key in one.symbols
    )
    return meant or (Match(symbol.key, "symbol", symbol.key, symbol.kind, "symbol-series.tsv"),)
