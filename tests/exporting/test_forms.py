"""The other forms, each read back by another program's reader."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from io import BytesIO
from pathlib import Path

import pyarrow.parquet
import pytest
import zstandard
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib import Dataset, Graph
from rdflib.query import ResultRow

from kg.building.build import BuildReport
from kg.cli import rostrum
from kg.errors import UsageError
from kg.exporting.acts import write_annotations, write_nanopubs, write_reified
from kg.exporting.jsonld import write_jsonld
from kg.exporting.rdf import quads, resources
from kg.exporting.selection import of_document, of_meeting, whole
from kg.exporting.tables import guarded, write_tables
from kg.namespaces import DCTERMS, NIF, RDF, ROSTRUM, XSD
from kg.storing.generations import Generation, current

NP = "http://www.nanopub.org/nschema#"


def known(data: bytes, form: str) -> set[tuple[str, ...]]:
    read = Dataset()
    read.parse(BytesIO(data), format=form)
    return {(s.n3(), p.n3(), o.n3(), str(getattr(g, "identifier", g))) for s, p, o, g in read.quads()}  # fmt: skip


def test_json_ld_says_the_same_quads(small: Generation) -> None:
    out = BytesIO()
    write_jsonld(whole(small), out)
    assert known(out.getvalue(), "json-ld") == known(small.graph.read_bytes(), "nquads")


def test_json_ld_reads_like_the_document(generation: Generation) -> None:
    out = BytesIO()
    write_jsonld(of_document(generation, "GA/90001"), out)
    (graph,) = json.loads(out.getvalue())["@graph"]
    nodes = graph["@graph"]
    assert "Document" in nodes[0]["type"]
    acts = [act for node in nodes for act in listed(node.get("hasAct", []))]
    assert {"Commitment", "Call"} <= {kind for act in acts for kind in act["type"]}
    assert all(isinstance(act["confidence"], str) for act in acts)
    assert any("anchorOf" in span for act in acts for span in listed(act["evidence"]))


def typed(generation: Generation, name: str) -> list[Quad]:
    kind = NamedNode(ROSTRUM + name)
    return [q for q in quads(whole(generation)) if (q.predicate.value, q.object) == (RDF + "type", kind)]  # fmt: skip


def listed(value: object) -> list[dict[str, object]]:
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, dict)]


# Control characters that XML and JSON-LD cannot say are no matter of JSON-LD: JSON escapes them.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(lambda text, tag: Literal(text, language=tag), TEXTS, st.sampled_from(["en", "fr", "zh-hant"])),
    st.builds(
        lambda text, name: Literal(text, datatype=NamedNode(XSD + name)),
        st.sampled_from(["2.20", "007", "", "true", "1e3", "2021-11-23", "=1+1"]),
        st.sampled_from(["decimal", "integer", "date", "string", "boolean", "gYear"]),
    ),
)  # fmt: skip
PREDICATES = st.sampled_from([ROSTRUM + "confidence", ROSTRUM + "cue", ROSTRUM + "topic",
                              ROSTRUM + "actor", ROSTRUM + "unheard", "urn:p", NIF + "beginIndex"])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PREDICATES, LITERALS), min_size=1, max_size=6))
def test_any_literal_comes_back(pairs: list[tuple[str, Literal]]) -> None:
    graph, subject = NamedNode("urn:g"), NamedNode("urn:s")
    made = {Quad(subject, NamedNode(p), o, graph) for p, o in pairs}
    lines = sorted(serialize(made, format=RdfFormat.N_QUADS).splitlines(keepends=True))
    out = BytesIO()
    write_jsonld(lines, out)
    # Oxigraph's own reader of JSON-LD: rdflib's makes canonical numbers of literals.
    assert set(parse(out.getvalue(), format=RdfFormat.JSON_LD)) == made


def test_an_annotation_points_at_its_quote(generation: Generation, documents: Path) -> None:
    out = BytesIO()
    write_annotations(of_document(generation, "GA/90001"), out)
    items = json.loads(out.getvalue())["first"]["items"]
    text = (documents / "assembly.txt").read_text(encoding="utf-8")
    selectors = [target["selector"] for item in items for target in item["target"]]
    assert len(selectors) > 5
    for position, quote in selectors:
        before = text[: position["start"]]
        assert before.endswith(quote.get("prefix", ""))
        assert text[position["end"] :].startswith(quote.get("suffix", ""))
        assert text[position["start"] : position["end"]] == quote["exact"]
    assert any("prefix" in quote for _, quote in selectors)
    assert any("suffix" in quote for _, quote in selectors)
    assert len({item["id"] for item in items}) == len(items)


# What the terms of the annotations mean, after the Web Annotation Vocabulary; not fetched.
OA = "http://www.w3.org/ns/oa#"
TERMS: dict[str, object] = {
    "id": "@id", "type": "@type", "oa": OA, "as": "https://www.w3.org/ns/activitystreams#",
    **{n: f"oa:{n}" for n in ("Annotation", "SpecificResource", "TextPositionSelector",
                              "TextQuoteSelector", "exact", "prefix", "suffix", "start", "end")},
    **{n: {"@id": f"oa:has{n.title()}", "@type": "@id"} for n in ("body", "target", "selector", "source")},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "identifying": "oa:identifying", "classifying": "oa:classifying",
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "first": {"@id": "as:first", "@type": "@id"}, "startIndex": "as:startIndex",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
}  # fmt: skip


def test_annotations_are_rdf(generation: Generation) -> None:
    out = BytesIO()
    write_annotations(of_document(generation, "GA/90001"), out)
    text = json.loads(out.getvalue())
    assert text["@context"] == "http://www.w3.org/ns/anno.jsonld"
    read = Graph().parse(data=json.dumps(text | {"@context": TERMS}), format="json-ld")
    found = {
        tuple(map(str, row))
        for row in read.query(
            f"""PREFIX oa: <{OA}> SELECT ?of ?start ?words WHERE {{
            ?one a oa:Annotation ; oa:motivatedBy oa:identifying ; oa:hasTarget ?at ;
              oa:hasBody [ oa:hasPurpose oa:identifying ; oa:hasSource ?of ] .
            ?at oa:hasSource ?document ;
              oa:hasSelector [ oa:start ?start ], [ oa:exact ?words ] }}"""
        )
        if isinstance(row, ResultRow)
    }
    by = {one.iri: one for one in resources(of_document(generation, "GA/90001"))}
    held = {
        (one.iri, span.one(NIF + "beginIndex"), span.one(NIF + "anchorOf"))
        for one in by.values()
        if {ROSTRUM + "Act", ROSTRUM + "Statement"}.intersection(one.types)
        for span in (by[iri] for iri in one.all(ROSTRUM + "evidence"))
    }
    assert found == held


def test_a_nanopublication_has_its_four_graphs(generation: Generation) -> None:
    out = BytesIO()
    write_nanopubs(whole(generation), out)
    found = list(parse(out.getvalue(), format=RdfFormat.TRIG))
    graphs = Counter(quad.graph_name for quad in found)
    heads = [q for q in found if q.object == NamedNode(NP + "Nanopublication")]
    acts = {q.subject for q in typed(generation, "Act")}
    assert len(heads) == len(acts) > 3
    said = {(q.subject, q.predicate.value): q.object for q in found}
    for head in heads:
        named = [said[head.subject, NP + name]
                 for name in ("hasAssertion", "hasProvenance", "hasPublicationInfo")]  # fmt: skip
        assert len({head.graph_name, *named}) == 4
        assert graphs[head.graph_name] == 4
        assert all(graphs[one] for one in named)
        # Provenance speaks of the assertion, publication info of the publication.
        assert any(q.subject == named[0] and q.graph_name == named[1] for q in found)
        assert any(q.subject == head.subject and q.graph_name == named[2] for q in found)
        # Guidelines, "Publication info": licence and creator are recommended.
        assert said[head.subject, DCTERMS + "license"] == NamedNode("https://spdx.org/licenses/MIT")
        assert (head.subject, DCTERMS + "creator") in said
        # "All URIs of its graphs begin with that of the nanopublication."
        assert isinstance(head.subject, NamedNode)
        for one in (head.graph_name, *named):
            assert isinstance(one, NamedNode)
            assert one.value.startswith(head.subject.value)
    assert len(graphs) == 4 * len(heads)
    assert b"created" not in out.getvalue()


def test_a_nanopublication_says_when_and_who_if_told(built: BuildReport, tmp_path: Path) -> None:
    file, who = tmp_path / "np.trig", "https://orcid.org/0000-0002-1825-0097"
    run("export", "--store", built.store, "--format", "nanopubs", "-o", file, "--creator", who,
        "--created", "2026-11-25T10:00:00Z", "--license", "https://spdx.org/licenses/CC0-1.0")  # fmt: skip
    found = list(parse(file.read_bytes(), format=RdfFormat.TRIG))
    values = {q.predicate.value: q.object for q in found if q.graph_name.value.endswith("/pubinfo")}
    assert values[DCTERMS + "creator"] == NamedNode(who)
    assert values[DCTERMS + "license"] == NamedNode("https://spdx.org/licenses/CC0-1.0")
    moment = Literal("2026-11-25T10:00:00Z", datatype=NamedNode(XSD + "dateTime"))
    assert values[DCTERMS + "created"] == moment
    for option, value in (("--created", "soon"), ("--license", "MIT"), ("--creator", "me")):
        with pytest.raises(UsageError, match=option):
            run("export", "--store", built.store, "--format", "nanopubs", option, value)


def test_a_reifier_bears_the_evidence(generation: Generation) -> None:
    out = BytesIO()
    write_reified(whole(generation), out)
    found = set(parse(out.getvalue(), format=RdfFormat.N_QUADS))
    plain = set(quads(whole(generation)))
    assert plain < found
    reified = [q for q in found if q.predicate == NamedNode(RDF + "reifies")]
    bare = {quad.triple for quad in plain}
    assert reified
    assert all(isinstance(q.object, Triple) and q.object in bare for q in reified)
    proved = {q.subject for q in found if q.predicate == NamedNode(ROSTRUM + "evidence")}
    assert {q.subject for q in reified} <= proved


def cells(folder: Path, form: str) -> Counter[tuple[str, ...]]:
    """Return (table, id, graph, column, value) of every cell."""
    found: Counter[tuple[str, ...]] = Counter()
    for file in sorted(folder.glob(f"*.{form}")):
        if form == "parquet":
            rows = pyarrow.parquet.read_table(file).to_pylist()
        else:
            with file.open(newline="", encoding="utf-8") as stream:
                rows = list(csv.DictReader(stream))
        for row in rows:
            for column, value in row.items():
                if column not in {"id", "graph", "type"}:
                    text = "|".join(value) if isinstance(value, list) else value
                    found[file.stem, row["id"], row["graph"], column, text or ""] += 1
    return found


def test_tables_hold_every_value(small: Generation, tmp_path: Path) -> None:
    for form in ("csv", "parquet"):
        write_tables(lambda: whole(small), tmp_path / form, form)
    assert cells(tmp_path / "csv", "csv") == cells(tmp_path / "parquet", "parquet")
    held = sum(
        len(value) if isinstance(value, list) else value is not None
        for file in (tmp_path / "parquet").iterdir()
        for row in pyarrow.parquet.read_table(file).to_pylist()
        for column, value in row.items()
        if column not in {"id", "graph"}
    )
    assert held == len(small.graph.read_bytes().splitlines())
    described = json.loads((tmp_path / "csv" / "datapackage.json").read_text())["resources"]
    for table in described:
        header = (tmp_path / "csv" / table["path"]).read_text(encoding="utf-8").splitlines()[0]
        assert header == ",".join(field["name"] for field in table["schema"]["fields"])
    with pytest.raises(UsageError, match="exists already"):
        write_tables(lambda: whole(small), tmp_path, "csv")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_cell_is_never_a_formula(cell: str, tmp_path: Path) -> None:
    quad = Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(cell), DefaultGraph())
    lines = serialize([quad], format=RdfFormat.N_QUADS).splitlines(keepends=True)
    for name, safe, expected in (("a", False, cell), ("b", True, guarded(cell))):
        write_tables(lambda: lines, tmp_path / name, "csv", safe=safe)
        with (tmp_path / name / "Other.csv").open(newline="", encoding="utf-8") as stream:
            assert [row["urn:p"] for row in csv.DictReader(stream)] == [expected]
    assert guarded(cell) == "'" + cell


def run(*arguments: object) -> int:
    result = CliRunner().invoke(rostrum, list(map(str, arguments)), standalone_mode=False)
    if result.exception:
        raise result.exception
    return int(result.return_value)


def test_packing_is_the_same_every_time(built: BuildReport, tmp_path: Path) -> None:
    truth = current(built.store).graph.read_bytes()
    for packing, unpack in (("gzip", gzip.decompress), ("zstd", unpacked)):
        made = [tmp_path / f"{packing}{n}" for n in range(2)]
        for file in made:
            assert run("export", "--store", built.store, "--compress", packing, "-o", file) == 0
        assert made[0].read_bytes() == made[1].read_bytes()
        assert unpack(made[0].read_bytes()) == truth
    assert not list(tmp_path.glob("*.tmp"))


def unpacked(data: bytes) -> bytes:
    return zstandard.ZstdDecompressor().stream_reader(BytesIO(data)).read()


def test_a_part_can_be_chosen(built: BuildReport, tmp_path: Path) -> None:
    generation = current(built.store)
    one = list(of_document(generation, "GA/90001"))
    assert list(of_meeting(generation, "GA/76/38")) == one
    with pytest.raises(UsageError, match="no meeting"):
        of_meeting(generation, "GA/76/3")
    query = tmp_path / "calls.rq"
    query.write_text(f"CONSTRUCT {{ ?a a <{ROSTRUM}Call> }} WHERE {{ ?a a <{ROSTRUM}Call> }}")
    for form in ("jsonld", "turtle"):
        run("export", "--store", built.store, "--query", query, "--format", form, "-o", tmp_path / form)  # fmt: skip
    expected = {q.triple for q in typed(generation, "Call")}
    read = parse((tmp_path / "jsonld").read_bytes(), format=RdfFormat.JSON_LD)
    assert {quad.triple for quad in read} == expected
    query.write_text("SELECT * WHERE { ?s ?p ?o } LIMIT 1")
    with pytest.raises(UsageError, match="rows, not triples"):
        run("export", "--store", built.store, "--query", query)
