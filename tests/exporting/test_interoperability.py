"""An export and open data of others answer joint questions in one store (docs/interoperability)."""

from __future__ import annotations

import csv
import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from pyoxigraph import QuerySolutions, Store
from rdflib.plugins.sparql import prepareQuery

from kg.building.build import Options, build
from kg.exporting import export_graph
from kg.linking.links import mappings
from kg.settings import Settings
from kg.storing.generations import current

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "interoperability"
QUERIES = sorted(FOLDER.glob("*.rq"))
PREFIX = "PREFIX rostrum: <https://w3id.org/rostrum/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
Ask = Callable[[str], list[dict[str, str]]]


@pytest.fixture(scope="module")
def join() -> ModuleType:
    spec = importlib.util.spec_from_file_location("join", FOLDER / "join.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def store(
    shared_dir: Path, gold_dir: Path, join: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> Store:
    folder, vocab = tmp_path_factory.mktemp("join"), shared_dir / "vocab"
    build(sorted(gold_dir.glob("*.txt")), folder / "store", Settings(), Options(workers=1))
    export_graph(current(folder / "store"), "nquads", folder / "graph.nq")
    outside = [
        *join.countries(vocab / "country-codes_datasets.csv"),
        *join.unbis(vocab / "unbis_thesaurus_gate.lst", vocab / "unbis_translations_2016.csv"),
    ]
    sdg = vocab / "lod4stats_sdg-kos-goals-targets-indicators.ttl"
    joined: Store = join.joined(folder / "graph.nq", sdg, outside)
    return joined


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    def asked(query: str) -> list[dict[str, str]]:
        text = (
            (FOLDER / f"{query}.rq").read_text("utf-8")
            if query in {q.stem for q in QUERIES}
            else query
        )
        answer = store.query(text, use_default_graph_as_union=query == text)
        assert isinstance(answer, QuerySolutions)
        names = [variable.value for variable in answer.variables]
        return [
            {name: row[name].value for name in names if row[name] is not None} for row in answer
        ]

    return asked


@pytest.mark.parametrize("query", QUERIES, ids=[query.stem for query in QUERIES])
def test_the_queries_are_sparql_for_any_engine(query: Path) -> None:
    prepareQuery(query.read_text("utf-8"))
    assert query.name in (FOLDER.parent / "interoperability.md").read_text("utf-8")


@pytest.mark.shared
def test_targets_have_their_titles_and_the_counts_of_the_graph(ask: Ask) -> None:
    rows = ask("sdg-targets")
    assert len(rows) >= 3
    for row in rows:
        themes = " ".join(
            f"<{one.subject_iri}>" for one in mappings()
            if one.object_iri == f"http://metadata.un.org/sdg/{row['code']}"
            and one.predicate.removeprefix("skos:") in {"exactMatch", "closeMatch", "broadMatch"}
        )  # fmt: skip
        count = f"{PREFIX} SELECT (COUNT(DISTINCT ?act) AS ?n) {{ VALUES ?theme {{ {themes} }} ?act a rostrum:{{}} ; rostrum:theme ?theme ; rostrum:actor/a rostrum:State }}"
        for name, kind in (("commitments", "Commitment"), ("actions", "ReportedAction")):
            assert ask(count.replace("rostrum:{}", f"rostrum:{kind}"))[0]["n"] == row[name], row
        assert len(row["title"]) > 30
        assert row["goal"]
        assert row["states"]


@pytest.mark.shared
def test_themes_have_labels_in_six_languages_of_the_very_concepts(ask: Ask) -> None:
    rows = ask("themes-in-six-languages")
    assert len(rows) >= 8
    linked = {(one.object_label.casefold()) for one in mappings() if "thesaurus" in one.object_iri}
    for row in rows:
        assert row["en"] in linked
        assert re.search(r"[Ѐ-ӿ]", row["ru"])
        assert re.search(r"[一-鿿]", row["zh"])
        assert re.search(r"[؀-ۿ]", row["ar"])
        assert row["fr"]
        assert row["es"]


@pytest.mark.shared
def test_every_state_that_acts_is_found_by_both_keys(ask: Ask) -> None:
    rows = {row["category"]: row for row in ask("commitments-by-category")}
    assert set(rows) >= {"least developed", "other"}
    acting = f"{PREFIX} SELECT DISTINCT ?code {{ ?act a rostrum:Act ; rostrum:actor ?party . ?party a rostrum:State ; rostrum:isoAlpha3 ?code "
    keys = "?party skos:exactMatch ?item . ?item <urn:x-outside:countries#ISO3166-1-Alpha-3> ?code "
    everyone, matched = ask(acting + "}"), ask(acting + ". " + keys + "}")
    assert len(everyone) > 20
    assert {row["code"] for row in everyone} == {row["code"] for row in matched}
    assert sum(int(row["states"]) for row in rows.values()) >= len(everyone)
    least = ask(
        acting
        + f". {keys}; <urn:x-outside:countries#Least%20Developed%20Countries%20%28LDC%29> 'x' }}"
    )
    assert int(rows["least developed"]["states"]) == len(least)


@pytest.mark.shared
def test_all_members_are_in_the_table_of_countries_as_the_same_wikidata_item(
    ask: Ask, shared_dir: Path
) -> None:
    table = shared_dir / "vocab" / "country-codes_datasets.csv"
    with table.open(encoding="utf-8-sig", newline="") as stream:
        nameless = {
            row["ISO3166-1-Alpha-3"] for row in csv.DictReader(stream) if not row["wikidata_id"]
        }
    keys = "?party skos:exactMatch ?item . ?item <urn:x-outside:countries#ISO3166-1-Alpha-3> ?code"
    lacking = ask(
        f"{PREFIX} SELECT ?code {{ ?party a rostrum:State ; rostrum:isoAlpha3 ?code FILTER NOT EXISTS {{ {keys} }} }}"
    )
    members = ask(f"{PREFIX} SELECT DISTINCT ?party {{ ?party a rostrum:State }}")
    assert len(members) == 193
    assert {row["code"] for row in lacking} <= nameless


@pytest.mark.shared
@pytest.mark.parametrize(
    ("namespace", "graph"),
    [("http://metadata.un.org/sdg/", "sdg"), ("http://metadata.un.org/thesaurus/", "unbis")],
)
def test_what_themes_are_linked_to_is_there(ask: Ask, namespace: str, graph: str) -> None:
    linked = f"?theme a rostrum:Theme . GRAPH <https://w3id.org/rostrum/graph/links> {{ ?theme ?p ?to }} FILTER(STRSTARTS(STR(?to), '{namespace}'))"
    there = f"GRAPH <urn:x-outside:{graph}> {{ ?to ?q ?o }}"
    assert len(ask(f"{PREFIX} SELECT DISTINCT ?to {{ {linked} {there} }}")) > 50
    assert ask(f"{PREFIX} SELECT DISTINCT ?to {{ {linked} FILTER NOT EXISTS {{ {there} }} }}") == []
