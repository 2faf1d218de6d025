"""Check the registers against reference vocabularies kept outside the checkout.

A *disagreement* is one field of one party or group that a reference file gives otherwise.
Known ones have a reason in ``ontology/registers/vocabulary-exceptions.tsv``; what has none is
an error of the register or of the reference and wants a decision. Nothing here decides: the
registers stay as people wrote them.

The folder holds the files named in :data:`CHECKS`; a file that is missing is not checked.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

from kg.linking.registers import FOLDER, Name, Party, memberships, names, parties
from kg.model.mentions import Kind
from kg.phrases import fold
from kg.resources import rows

MEMBER, OTHER = "member", "no member"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """``source`` says ``theirs`` where the register has ``ours``; ``reason`` if it is known.

    ``subject`` is a record id, ``field`` a column of ``parties.tsv``, a language code for a
    name, or the id of a group for a membership.
    """

    source: str
    subject: str
    field: str
    ours: str
    theirs: str
    reason: str = ""

    def __str__(self) -> str:
        """Return the disagreement in one line."""
        why = self.reason or "no reason known"
        return (
            f"{self.source}: {self.subject} {self.field}: {self.theirs!r} there, "
            f"{self.ours!r} here ({why})"
        )


def disagreements(folder: Path) -> tuple[Disagreement, ...]:
    """Return every disagreement with the reference files in ``folder``, explained or not."""
    found = []
    for file, check in CHECKS.items():
        if (folder / file).is_file():
            found += [_explained(item) for item in check(folder / file)]
    return tuple(dict.fromkeys(found))


def stale_exceptions(found: Iterable[Disagreement]) -> tuple[str, ...]:
    """Return the rows of the exceptions file that explain none of ``found``."""
    used = {(item.source, item.subject, item.field) for item in found}
    return tuple(" ".join(key) for key in _reasons() if key not in used)


@cache
def _reasons() -> dict[tuple[str, str, str], str]:
    return {
        (row["source"], row["subject"], row["field"]): row["reason"]
        for row in rows(FOLDER + "vocabulary-exceptions.tsv")
    }


def _explained(item: Disagreement) -> Disagreement:
    return replace(item, reason=_reasons().get((item.source, item.subject, item.field), ""))


# ------------------------------------------------------------------ names


def folded(name: str) -> str:
    """Return a name as it is compared: no article, no marks, no case.

    >>> folded("Congo (the)"), folded("the Holy See *"), folded("Côte d’Ivoire")
    ('congo', 'holy see', "côte d'ivoire")
    """
    plain = _MARKS.sub("", fold(name)).strip()
    return _ARTICLE.sub("", _LAST_ARTICLE.sub("", plain)).strip()


_MARKS = re.compile(r"[*]|\(_\)")
_LAST_ARTICLE = re.compile(r"\s?\((?:the|l'|la|le|les|el|los|las)\)$")
_ARTICLE = re.compile(r"^(?:the |el |la |los |las |les |le |l')")


@cache
def _names_of() -> dict[tuple[str, str], frozenset[str]]:
    """Return the compared names by party and language."""
    found: dict[tuple[str, str], set[str]] = {}
    for name in names():
        if name.kind is Kind.PARTY:
            found.setdefault((name.subject, name.lang), set()).add(folded(name.name))
    return {key: frozenset(value) for key, value in found.items()}


@cache
def _states_named() -> dict[str, tuple[Name, ...]]:
    """Return the English names of States by their compared form."""
    found: dict[str, list[Name]] = {}
    for name in names():
        if name.kind is Kind.PARTY and name.lang == "en" and "State" in _kind(name.subject):
            found.setdefault(folded(name.name), []).append(name)
    return {key: tuple(value) for key, value in found.items()}


def _kind(party: str) -> str:
    return parties()[party].kind


def state_named(name: str, on: date | None = None) -> str | None:
    """Return the one State of that English name, of several the one current on the day.

    >>> state_named("Congo (Brazzaville)"), state_named("Republic of China"), state_named("Utopia")
    ('COG', 'CHN', None)
    """
    found = _states_named().get(folded(name), ())
    current = {item.subject for item in found if item.current(on)} if on else set()
    ids = current or {item.subject for item in found}
    return ids.pop() if len(ids) == 1 else None


# ------------------------------------------------------------------ country codes

_COLUMNS = {
    "iso2": "ISO3166-1-Alpha-2",
    "m49": "M49",
    "wikidata": "wikidata_id",
    "geonames": "Geoname ID",
}
_LANGUAGES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "ru": "Russian",
    "ar": "Arabic",
    "zh": "Chinese",
}


def _country_codes(file: Path) -> Iterator[Disagreement]:
    theirs = {row["ISO3166-1-Alpha-3"]: row for row in _csv(file)}
    for party in _with_iso(parties().values()):
        row = theirs.get(party.id)
        if row is None:
            yield Disagreement(file.name, party.id, "id", party.label, "")
            continue
        for field, column in _COLUMNS.items():
            value = row[column].rsplit("/", 1)[-1]
            yield from _same(file, party, field, value.zfill(3) if field == "m49" else value)
        yield from _region(file, party, row["Intermediate Region Code"] or row["Sub-region Code"])
        yield from _unterm_names(file, party, row)
    for code, row in theirs.items():
        if row["is_independent"] == "Yes" and code not in parties():
            yield Disagreement(file.name, code, "id", "", row["CLDR display name"])


def _unterm_names(file: Path, party: Party, row: dict[str, str]) -> Iterator[Disagreement]:
    for lang, language in _LANGUAGES.items():
        ours = _names_of().get((party.id, lang), frozenset())
        wanted = [row[f"UNTERM {language} Short"]]
        if lang == "en":
            wanted.append(row["UNTERM English Formal"])
        for name in wanted:
            if name and folded(name) not in ours:
                yield Disagreement(file.name, party.id, lang, "|".join(sorted(ours)), name)


def _with_iso(some: Iterable[Party]) -> Iterator[Party]:
    """Yield the parties that ISO 3166-1 knows today."""
    for party in some:
        if party.iso3 and party.kind not in {"FormerState", "Entity"}:
            yield party


def _same(file: Path, party: Party, field: str, theirs: str) -> Iterator[Disagreement]:
    ours = str(getattr(party, field))
    if theirs and ours != theirs:
        yield Disagreement(file.name, party.id, field, ours, theirs)


def _region(file: Path, party: Party, theirs: str) -> Iterator[Disagreement]:
    ours = party.region.partition(" ")[0]
    if theirs and ours != theirs.zfill(3):
        yield Disagreement(file.name, party.id, "region", ours, theirs.zfill(3))


# ------------------------------------------------------------------ M49

_CATEGORIES = {
    "group:ldc-group": "Least Developed Countries (LDC)",
    "group:lldc-group": "Land Locked Developing Countries (LLDC)",
    "group:sids": "Small Island Developing States (SIDS)",
}


def _m49(file: Path) -> Iterator[Disagreement]:
    theirs = {row["ISO-alpha3 Code"]: row for row in _csv(file)}
    for party in _with_iso(parties().values()):
        row = theirs.get(party.id)
        if row is None:
            yield Disagreement(file.name, party.id, "id", party.label, "")
            continue
        yield from _same(file, party, "m49", row["M49 Code"].zfill(3))
        yield from _same(file, party, "iso2", row["ISO-alpha2 Code"])
        yield from _region(file, party, row["Intermediate Region Code"] or row["Sub-region Code"])
    for group, column in _CATEGORIES.items():
        listed = {code for code, row in theirs.items() if row[column]} & set(parties())
        states = {code for code in _members(group, _M49_DAY) if "State" in _kind(code)}
        listed = {code for code in listed if "State" in _kind(code)}
        yield from _members_differ(file.name, group, states, listed)


_M49_DAY = date(2022, 1, 1)


# ------------------------------------------------------------------ groups

_LISTS = {
    "groups_aosis.csv": ("group:alliance-of-small-island-states", date(2022, 1, 1)),
    "groups_arab-group.csv": ("group:arab-group", date(2022, 1, 1)),
    "groups_brics.csv": ("group:brics", date(2022, 1, 1)),
    "groups_eig.csv": ("group:environmental-integrity-group", date(2016, 1, 1)),
    "groups_european-union.csv": ("org:european-union", date(2022, 1, 1)),
    "groups_g20.csv": ("group:g20", date(2022, 1, 1)),
    "groups_g7.csv": ("group:g7", date(2022, 1, 1)),
    "groups_g77.csv": ("group:g77-china", date(2022, 1, 1)),
    "groups_ldc.csv": ("group:ldc-group", date(2024, 1, 1)),
    "groups_lldc.csv": ("group:lldc-group", date(2022, 1, 1)),
    "groups_oecd.csv": ("org:oecd", date(2022, 1, 1)),
    "groups_opec.csv": ("org:opec", date(2018, 1, 1)),
    "groups_sids.csv": ("group:sids", date(2022, 1, 1)),
    "groups_umbrella.csv": ("group:umbrella-group", date(2021, 1, 1)),
}
_UNION = {"EUU": "org:european-union"}
_ENB_DAY = date(2020, 6, 1)
_ENB = {
    "African Group": "group:african-group",
    "AOSIS": "group:alliance-of-small-island-states",
    "Arab Group": "group:arab-group",
    "CARICOM": "group:caricom",
    "EU": "org:european-union",
    "G-77": "group:g77-china",
    "GRULAC": "group:latin-american-and-caribbean-group",
    "LDCs": "group:ldc-group",
    "OECD": "org:oecd",
    "OPEC": "org:opec",
    "SICA": "group:sica",
}


@cache
def _members(group: str, on: date) -> frozenset[str]:
    return frozenset(stay.party for stay in memberships() if stay.group == group and stay.holds(on))


def _members_differ(
    source: str, group: str, ours: Iterable[str], theirs: Iterable[str]
) -> Iterator[Disagreement]:
    here, there = set(ours), set(theirs)
    for party in sorted(here - there):
        yield Disagreement(source, party, group, MEMBER, OTHER)
    for party in sorted(there - here):
        yield Disagreement(source, party, group, OTHER, MEMBER)


def _group_list(file: Path) -> Iterator[Disagreement]:
    group, day = _LISTS[file.name]
    listed = [row["Code"] for row in _csv(file)]
    theirs = {_UNION.get(code, code) for code in listed}
    yield from _members_differ(file.name, group, _members(group, day), theirs)


def _regional_groups(file: Path) -> Iterator[Disagreement]:
    theirs = {row["Code"]: row["Region"] for row in _csv(file)}
    ours = {p.id: p.regional_group for p in parties().values() if p.kind == "State"}
    for code in sorted(theirs.keys() | ours.keys()):
        there = "".join(re.findall("[a-z]", theirs.get(code, "").lower()))
        here = ours.get(code, "")
        if not there or not here or _REGIONS.get(there[:7]) != here:
            yield Disagreement(file.name, code, "regional_group", here, theirs.get(code, ""))


_REGIONS = {
    "african": "group:african-group",
    "asiapac": "group:asia-pacific-group",
    "eastern": "group:eastern-european-group",
    "latinam": "group:latin-american-and-caribbean-group",
    "grulac": "group:latin-american-and-caribbean-group",
    "western": "group:western-european-and-others-group",
    "weog": "group:western-european-and-others-group",
}


def _coalitions(file: Path) -> Iterator[Disagreement]:
    theirs: dict[str, set[str]] = {name: set() for name in _ENB}
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, listed = line.partition(": [")
        coalitions = {part.strip() for part in listed.rstrip("]").split(",")}
        party = state_named(name, _ENB_DAY)
        if party is None:
            yield Disagreement(file.name, name, "id", "", name)
            continue
        for coalition in coalitions & _ENB.keys():
            theirs[coalition].add(party)
    for coalition, group in _ENB.items():
        yield from _members_differ(file.name, group, _members(group, _ENB_DAY), theirs[coalition])


# ------------------------------------------------------------------ UN membership

_YEAR = re.compile(r"(?:Members|Original 51 Members)\s{0,3}\((?P<year>\d{4})\)[\s*]{0,4}")


def _growth(file: Path) -> Iterator[Disagreement]:
    """Compare the year of admission; names are those of the day on which it took place."""
    page = re.sub(r"<[^<>]{0,2000}>", " ", file.read_text(encoding="utf-8"))
    page = " ".join(unescape(page).split())
    parts = _YEAR.split(page)
    seen: set[str] = set()
    for year, part in zip(parts[1::2], parts[2::2], strict=True):
        for name in _added(part):
            party = _admitted(name, date(int(year), 12, 31))
            since = parties()[party].member_since if party else None
            seen.add(party or name)
            if since is None or since.year != int(year):
                ours = since.isoformat() if since else ""
                yield Disagreement(file.name, party or name, "member_since", ours, year)
    for other in parties().values():
        if other.kind == "State" and other.id not in seen:
            yield Disagreement(file.name, other.id, "member_since", str(other.member_since), "")


def _added(part: str) -> list[str]:
    """Return the States listed in one year's part, which ends at its note or the next count."""
    listed = part.removeprefix("Added:").strip()
    listed = re.split(r" \*|\d{2,3} Members|MEMBER STATES|\d{2,3}$", listed)[0]
    return [name for each in listed.split(",") if (name := each.strip(" *"))]


def _admitted(name: str, on: date) -> str | None:
    """Return the State of a name that may hold a second one in brackets."""
    second = name.partition("(")[2].rstrip(")")
    return state_named(name, on) or state_named(second, on)


def _member_names(file: Path) -> Iterator[Disagreement]:
    for row in _csv(file, "cp1252"):
        name, _, first = row["member_state"].rstrip(".").partition(", ")
        party = state_named(f"{first} {name}")
        if party is None or parties()[party].kind != "State":
            yield Disagreement(file.name, row["member_state"], "id", party or "", "")


# ------------------------------------------------------------------ UNBIS


def _unbis(file: Path) -> Iterator[Disagreement]:
    labels: dict[str, set[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        label, _, uri, _ = line.split("\t")
        labels.setdefault(uri.rsplit("#", 1)[-1], set()).add(folded(label))
    for party in parties().values():
        if party.unterm:
            theirs = labels.get(party.unterm, set())
            if not theirs & _names_of()[party.id, "en"]:
                shown = "|".join(sorted(theirs))
                yield Disagreement(file.name, party.id, "unterm", party.unterm, shown)


def _csv(file: Path, encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
    with file.open(encoding=encoding, newline="") as stream:
        yield from csv.DictReader(stream)


CHECKS: dict[str, Callable[[Path], Iterator[Disagreement]]] = {
    "country-codes_datasets.csv": _country_codes,
    "m49_UNSD-en.csv": _m49,
    "un_growth_in_membership.html": _growth,
    "un-member-states_names.csv": _member_names,
    "unbis_thesaurus_gate.lst": _unbis,
    "enb_coalitions.txt": _coalitions,
    "groups/groups_un-regional-groups.csv": _regional_groups,
    **{f"groups/{name}": _group_list for name in _LISTS},
}
