"""The theme scheme, its labels and its mappings."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SKOS

from kg import resources
from kg.linking import theme_checks
from kg.linking.theme_checks import check
from kg.linking.themes import SCHEME, scheme, theme_groups, theme_labels, themes
from kg.model.source import Severity

THEME = "https://w3id.org/rostrum/theme/"
LINKS = ("unbis", "sdg", "eurovoc", "wikidata")


def mappings(name: str) -> list[dict[str, str]]:
    return list(resources.rows(f"ontology/links/themes-{name}.sssom.tsv"))


def test_nothing_is_wrong() -> None:
    assert [finding for finding in check() if finding.severity is not Severity.INFO] == []


def test_the_scheme_file_is_what_the_tables_say() -> None:
    assert resources.path(SCHEME).read_text(encoding="utf-8") == scheme()


def test_the_scheme_is_sound_skos() -> None:
    graph = Graph().parse(data=scheme(), format="turtle")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len(themes()) + len(theme_groups())
    for concept in concepts:
        labels = [label.language for label in graph.objects(concept, SKOS.prefLabel)]
        assert len(labels) == len(set(labels))
        assert "en" in labels
        above = list(graph.transitive_objects(concept, SKOS.broader))
        assert any((top, SKOS.topConceptOf, None) in graph for top in above), concept
    assert (URIRef(THEME + "debt"), SKOS.inScheme, URIRef(THEME.rstrip("/"))) in graph


def test_labels_are_in_all_languages_of_the_organization() -> None:
    assert {row.language for row in theme_labels()} == {"ar", "es", "fr", "ru", "zh"}
    for language in ("fr", "es"):
        named = {row.theme for row in theme_labels() if row.preferred and row.language == language}
        assert named == set(themes())


@pytest.mark.parametrize("name", LINKS)
def test_mappings_say_what_they_are(name: str) -> None:
    for row in mappings(name):
        assert row["subject_id"].removeprefix("theme:") in themes()
        assert themes()[row["subject_id"].removeprefix("theme:")].label == row["subject_label"]
        assert re.fullmatch(r"skos:(?:exact|close|broad|narrow|related)Match", row["predicate_id"])
        assert row["mapping_justification"].startswith("semapv:")
        assert 0.5 <= float(row["confidence"]) <= 1


@pytest.mark.shared
def test_unbis_concepts_exist_under_their_labels(shared_dir: Path) -> None:
    known: dict[str, str] = {}
    listing = shared_dir / "vocab" / "unbis_thesaurus_gate.lst"
    for line in listing.read_text(encoding="utf-8").splitlines():
        fields = dict(cell.split("=", 1) for cell in line.split("\t")[1:])
        known[fields["uri"].rpartition("#")[2]] = fields["pref_label"]
    for row in mappings("unbis"):
        assert known[row["object_id"].removeprefix("unbis:")] == row["object_label"]


@pytest.mark.shared
def test_goals_and_targets_exist(shared_dir: Path) -> None:
    text = (shared_dir / "vocab" / "lod4stats_sdg-kos-goals-targets-indicators.ttl").read_text(
        encoding="utf-8"
    )
    for row in mappings("sdg"):
        kind = "Target" if "." in row["object_id"] else "Goal"
        assert f"{row['object_id']} a sdgo:{kind}" in text


@pytest.mark.shared
def test_eurovoc_concepts_are_among_those_given_to_the_goals(shared_dir: Path) -> None:
    text = (shared_dir / "vocab" / "sdg-kos-subject-mappings.ttl").read_text(encoding="utf-8")
    for row in mappings("eurovoc"):
        assert f"<http://eurovoc.europa.eu/{row['object_id'].removeprefix('eurovoc:')}>" in text


def test_themes_that_no_text_showed_are_found() -> None:
    shown = dict.fromkeys(themes(), 1) | {"sport": 0}
    found = [finding.theme for finding in check(shown) if finding.rule == "unmatched"]
    assert found == ["sport"]


def test_orphans_circles_and_collisions_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = dict(themes())
    broken["debt"] = dataclasses.replace(broken["debt"], group="nowhere", broader=("famine",))
    broken["famine"] = dataclasses.replace(broken["famine"], broader=("debt",), label="Sport")
    broken["youth"] = dataclasses.replace(broken["youth"], broader=("gone",), definition="")
    monkeypatch.setattr(theme_checks, "themes", lambda: broken)
    found = {(finding.rule, finding.theme) for finding in check()}
    assert {
        ("orphan", "debt"),
        ("orphan", "youth"),
        ("circle", "debt"),
        ("circle", "famine"),
        ("text", "youth"),
        ("collision", "famine"),
    } <= found
