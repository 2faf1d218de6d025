"""Registers against the reference vocabularies: no disagreement without a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.linking.vocabulary_check import (
    CHECKS,
    disagreements,
    stale_exceptions,
    state_named,
)


@pytest.mark.shared
def test_every_disagreement_has_a_reason(shared_dir: Path) -> None:
    found = disagreements(shared_dir / "vocab")
    assert [str(item) for item in found if not item.reason] == []
    assert stale_exceptions(found) == ()


@pytest.mark.shared
def test_every_check_finds_its_file(shared_dir: Path) -> None:
    assert [file for file in CHECKS if not (shared_dir / "vocab" / file).is_file()] == []


def test_the_trap_of_the_holy_see(tmp_path: Path) -> None:
    columns = ["ISO3166-1-Alpha-3", "ISO3166-1-Alpha-2", "M49", "wikidata_id", "Geoname ID"]
    columns += ["Intermediate Region Code", "Sub-region Code", "is_independent"]
    columns += [f"UNTERM {x} Short" for x in ("English", "French", "Spanish", "Russian")]
    columns += ["UNTERM Arabic Short", "UNTERM Chinese Short", "UNTERM English Formal"]
    row = ["VAT", "VX", "336", "http://x/Q237", "3164670", "", "39", "Yes", *[""] * 7]
    file = tmp_path / "country-codes_datasets.csv"
    file.write_text(",".join(columns) + "\n" + ",".join(row) + "\n", encoding="utf-8")
    found = {
        (item.field, item.theirs): item for item in disagreements(tmp_path) if item.subject == "VAT"
    }
    assert found["wikidata", "Q237"].reason
    assert "no reason known" in str(found["iso2", "VX"])


def test_an_admission_of_another_year_is_seen(tmp_path: Path) -> None:
    page = "<p>152 Members (1978)</p><p>Added: Dominica, Saint Lucia</p><p>MEMBER STATES</p>"
    (tmp_path / "un_growth_in_membership.html").write_text(page, encoding="utf-8")
    found = {d.subject: (d.ours, d.theirs) for d in disagreements(tmp_path)}
    assert found["LCA"] == ("1979-09-18", "1978")
    assert found["SSD"] == ("2011-07-14", "")
    assert "DMA" not in found


def test_a_list_with_another_member_is_seen(tmp_path: Path) -> None:
    (tmp_path / "groups").mkdir()
    rows = ["Code,Name", *(f"{code},x" for code in ("BRA", "RUS", "IND", "CHN", "MEX"))]
    (tmp_path / "groups" / "groups_brics.csv").write_text("\n".join(rows), encoding="utf-8")
    assert {(d.subject, d.theirs) for d in disagreements(tmp_path)} == {
        ("ZAF", "no member"),
        ("MEX", "member"),
    }


def test_a_name_alone_does_not_decide_between_two() -> None:
    assert state_named("United Arab Republic") is None
    assert state_named("Republic of the Congo") == "COG"
