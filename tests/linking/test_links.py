"""Mapping files are read whole, and each bad line is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.linking.links import Fault, Mapping, mappings, read

HEAD = (
    "#curie_map:\n#  theme: https://w3id.org/rostrum/theme/\n"
    "#  wikidata: http://www.wikidata.org/entity/\n#mapping_set_id: https://example.org/set\n"
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"
)
GOOD = "theme:education\tskos:closeMatch\twikidata:Q8434\tsemapv:ManualMappingCuration\t0.9"


def _read(folder: Path, *lines: str) -> list[Mapping | Fault]:
    file = folder / "x.sssom.tsv"
    file.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return list(read(file))


def test_the_files_of_the_ontology_are_sound() -> None:
    assert len(mappings()) > 100
    assert all(m.object_iri.startswith("http") for m in mappings())
    assert len({(m.subject, m.predicate, m.object) for m in mappings()}) == len(mappings())


def test_a_good_line_is_read(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, GOOD)
    assert isinstance(found, Mapping)
    assert found.object_iri == "http://www.wikidata.org/entity/Q8434"
    assert (found.set_id, found.confidence) == ("https://example.org/set", 0.9)
    assert found.where.endswith("x.sssom.tsv:6")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("skos:closeMatch", "owl:sameAs", "no skos mapping property"),
        ("Q8434", "8434", "form of an identifier"),
        ("wikidata:Q8434", "dbpedia:Education", "no prefix of the curie_map"),
        ("0.9", "1.5", "no number from 0 to 1"),
        ("semapv:ManualMappingCuration", "by hand", "no justification"),
        ("\t0.9", "", "4 cells where the header names 5"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    (found,) = _read(tmp_path, GOOD.replace(old, new))
    assert isinstance(found, Fault)
    assert message in found.message


def test_missing_columns_are_named(tmp_path: Path) -> None:
    file = tmp_path / "y.sssom.tsv"
    file.write_text("subject_id\tobject_id\na:b\tc:d\n", encoding="utf-8")
    (found,) = read(file)
    assert isinstance(found, Fault)
    assert "predicate_id" in found.message
