"""Where tests find the real documents, and why they skip without them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.building.build import BuildReport, Options, build
from kg.settings import Settings

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of real documents beside the checkout; a failure in CI where it is missing."""
    if not SHARED.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{SHARED} is missing; CI needs the real documents")
        pytest.skip(f"the real documents are not at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def gold_dir(shared_dir: Path) -> Path:
    """The annotated coverage documents."""
    return shared_dir / "gold" / "coverage"


ASSEMBLY = """General Assembly
Seventy-sixth Session,
38th & 39th Meetings (AM & PM)
GA/90001
23 November 2021

Trafficking Networks Outpace the Law, Delegates Tell Assembly

The General Assembly today took up the fight against trafficking in persons.

The representative of Slovakia said her country stands ready to share its registry of victims
with partners by 2025. She urged all Member States to ratify the Palermo Protocol.

Kenya's delegate welcomed the Political Declaration and called on the international community
to fund shelters in Nairobi and Mombasa.

By a recorded vote of 120 in favour to 2 against (Israel, United States), with 3 abstentions
(Argentina, Hungary, Japan), the Assembly adopted the draft resolution (document A/76/L.90).

Also delivering statements were representatives of Chile, Peru and the United Kingdom.

The Assembly will reconvene at 10 a.m. on Wednesday, 24 November.
"""
COUNCIL = """Security Council
9000th Meeting (AM)
SC/90002
12 March 2022

Council Hears Briefing on Sahel

The Security Council met today to hear of the situation in the Sahel.

The representative of France said that his Government had contributed $5 million to the joint
force. He condemned the attack on the convoy.

Ghana's delegate warned that armed groups move freely across borders.
"""
BRIEFING = """Daily Press Briefing by the Office of the Spokesperson for the Secretary-General

The following is a near-verbatim transcript of today's noon briefing by the Spokesman.

Spokesman: Good afternoon everyone. I have a travel announcement to share with you today.

Question: Does the Secretary-General have any comment?

Spokesman: We have seen the reports.
"""


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two meetings, a page that is none, an empty and a binary file."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "assembly.txt").write_text(ASSEMBLY, encoding="utf-8")
    (folder / "council.txt").write_text(COUNCIL, encoding="utf-8")
    (folder / "briefing.txt").write_text(BRIEFING, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    return folder


@pytest.fixture(scope="session")
def built(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The report of a build of ``documents``."""
    store = tmp_path_factory.mktemp("store") / "graph"
    return build([documents], store, Settings(), Options(workers=1))
