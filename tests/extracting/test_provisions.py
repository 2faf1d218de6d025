"""Provisions: place, verb, type, addressees; and the typed resolutions as the measure."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from kg.building.documents import extract_source
from kg.extracting.provisions.addressees import addressees
from kg.extracting.provisions.opening import opening
from kg.model.layout import Form
from kg.model.mentions import Mentions
from kg.model.record import Provision, Record
from kg.model.source import Source
from kg.reading import read_source

RESOLUTION = """\
Resolution adopted by the General Assembly on 3 March 2025

79/900. Safe wells

The General Assembly,

Recalling its resolution 70/900 of 22 December 2015,

Deeply concerned that many wells run dry,

Having considered the report of the Secretary-General,

1. Takes note with appreciation of the report;

2. Strongly condemns the poisoning of wells;

3. Also calls upon all States and the relevant bodies of the United Nations system, in \
cooperation with villages, to dig new ones and:

(a) To test the water each year;

(b) To publish what they find, in particular:

(i) The depth;

(ii) The taste;

4. Requests the Secretary-General, in consultation with Member States, to report at its \
eightieth session;

5. Encourages the Office of the United Nations High Commissioner for Refugees to share its maps;

6. Decides to remain seized of the matter.

60th plenary meeting
3 March 2025

Annex

Declaration on safe wells

1. We, the States Members of the United Nations, reaffirm our commitment to water for all.

2. We will not sell a village's well.

3. In this regard, we call upon donors to help. We thank the diggers.

4. Water should be free.
"""


def _record(text: str, name: str = "A_RES_79_900") -> Record:
    source = read_source(text.encode(), f"{name}.txt", name)
    assert isinstance(source, Source)
    record = extract_source(source).record
    assert record is not None
    assert record.layout.form is Form.RESOLUTION
    return record


@pytest.fixture(scope="module")
def found() -> dict[str, Provision]:
    return {one.path: one for one in _record(RESOLUTION).provisions}


def test_places(found: dict[str, Provision]) -> None:
    assert [path for path in found if "heading" not in path] == [
        "opening", "PP1", "PP2", "PP3", "1", "2", "3", "3 (a)", "3 (b)", "3 (b) (i)",
        "3 (b) (ii)", "4", "5", "6", "annex, 1", "annex, 2", "annex, 3", "annex, 4",
    ]  # fmt: skip
    assert found["3 (b) (ii)"].parent == "3 (b)"
    assert found["3 (b) (ii)"].number == "(ii)"
    assert found["4"].parent is None


@pytest.mark.parametrize(
    ("path", "kind", "verb", "type_"),
    [
        ("opening", "preambular", None, "enactment"),
        ("PP1", "preambular", "recall", "recall"),
        ("PP2", "preambular", "concerned", "concern"),
        ("PP3", "preambular", "having considered", "ground"),
        ("1", "operative", "take note", "appreciation"),
        ("2", "operative", "condemn", "condemnation"),
        ("3", "operative", "call upon", "call"),
        ("4", "operative", "request", "request-to-secretary-general"),
        ("5", "operative", "encourage", "call"),
        ("6", "operative", "decide", "decision"),
        ("annex, 1", "operative", "reaffirm", "commitment"),
        ("annex, 2", "operative", "will not sell", "commitment"),
        ("annex, 3", "operative", "call upon", "call"),
        ("annex, 4", "operative", None, "call"),
    ],
)
def test_verb_and_type(
    found: dict[str, Provision], path: str, kind: str, verb: str | None, type_: str
) -> None:
    one = found[path]
    assert (one.kind, one.verb, one.type) == (kind, verb, type_)


def test_items_take_the_type_of_their_paragraph(found: dict[str, Provision]) -> None:
    assert found["3 (a)"].type == found["3 (b) (i)"].type == "call"


def test_items_ask_whom_their_paragraph_asks(found: dict[str, Provision]) -> None:
    asked = [one.text for one in found["3"].addressees]
    for path in ("3 (a)", "3 (b)", "3 (b) (i)"):
        assert [one.text for one in found[path].addressees] == asked


@pytest.mark.parametrize(
    ("path", "body", "actor"),
    [
        ("opening", None, None),
        ("2", "General Assembly", None),
        ("4", "General Assembly", None),
        ("annex, 1", "General Assembly", "the States Members of the United Nations"),
        ("annex, 2", "General Assembly", "the States Members of the United Nations"),
    ],
)
def test_whose_act_a_paragraph_is(
    found: dict[str, Provision], path: str, body: str | None, actor: str | None
) -> None:
    assert (found[path].body, found[path].actor) == (body, actor)


PRINTED = """\
Resolution adopted by the General Assembly on 15 December 2022
77/900. Improving the coordination of efforts to keep wells clean
The General Assembly,
Deeply concerned that the wells are dry,
1. Calls upon Governments to:
(a) Strengthen their pumps;
(b) Share their maps.
54th plenary meeting
15 December 2022
Annex
Declaration on wells
We, the representatives of Member States, gathered in New York,
1. Commit ourselves to dig.
I
Means
A. Pipes
1. We will buy pipes by 2024.
2. Stress the urgent need to act.
B. Pumps
1. We pledge to buy pumps.
II
Ends
A. Water
1. We will drink it.
"""


def test_numbers_that_start_anew_are_cited_by_their_sections() -> None:
    numbered = [one for one in _record(PRINTED).provisions if one.number and one.type]
    assert [(one.path, one.type) for one in numbered] == [
        ("1", "call"),
        ("1 (a)", "call"),
        ("1 (b)", "call"),
        ("annex, 1", "commitment"),
        ("annex, A, 1", "commitment"),
        ("annex, 2", "affirmation"),
        ("annex, B, 1", "commitment"),
        ("annex, II, A, 1", "commitment"),
    ]
    assert {one.actor for one in numbered if one.path.startswith("annex")} == {
        "the representatives of Member States"
    }


def test_addressees(found: dict[str, Provision]) -> None:
    assert [one.text for one in found["3"].addressees] == [
        "all States",
        "the relevant bodies of the United Nations system",
    ]
    assert [one.party for one in found["4"].addressees] == ["org:un-secretariat"]
    assert [one.party for one in found["5"].addressees] == ["org:unhcr"]
    assert not found["2"].addressees


def test_cues_and_quotes_stand_in_the_text(found: dict[str, Provision]) -> None:
    cue = found["1"].cue
    assert cue is not None
    assert RESOLUTION[cue.start : cue.end] == "Takes note with appreciation"


@pytest.mark.parametrize(
    ("text", "verb", "type_"),
    [
        ("Expresses its profound gratitude to the host;", "express gratitude", "appreciation"),
        ("Expresses its grave concern at the delay;", "express concern", "concern"),
        ("Reiterates its strong condemnation of the raid;", "reiterate", "condemnation"),
        ("Also reaffirms its call for a pause;", "reaffirm", "call"),
        ("Calls once again, in this regard, upon donors to give;", "call upon", "call"),
        ("Calls for an end to the siege;", "call for", "call"),
        ("In this regard, urges banks to lend;", "urge", "call"),
        ("Remains deeply concerned about wells;", "remain concerned", "concern"),
        ("Bearing in mind the needs of villages,", "bear in mind", "ground"),
        ("Looks forward to the next session;", "look forward", "support"),
        ("Determined to end thirst,", "determined", "commitment"),
        ("Notes with regret the delay;", "note", "concern"),
    ],
)
def test_openings(text: str, verb: str, type_: str) -> None:
    found = opening(text, governed=True)
    assert found is not None
    assert (found.verb, found.type) == (verb, type_)


def test_a_noun_is_no_order() -> None:
    assert opening("Demand reduction policies should be broad.", governed=False, order=True) is None


@pytest.fixture(scope="module")
def typed(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typed")
    with tarfile.open(shared_dir / "corpus" / "resolutions" / "typed-paragraphs.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return folder / "typed-paragraphs"


@pytest.mark.shared
@pytest.mark.parametrize("name", ["A_RES_64_293", "A_RES_72_1", "A_RES_76_7"])
def test_trafficking_declarations_are_tables(typed: Path, name: str) -> None:
    source = read_source((typed / f"{name}.json").read_bytes(), f"{name}.json", name)
    assert isinstance(source, Source)
    record = extract_source(source).record
    assert record is not None
    numbered = [one for one in record.provisions if one.number and one.kind == "operative"]
    assert len(numbered) >= 25
    assert all(one.type for one in numbered)
    commitments = sum(one.type == "commitment" for one in numbered)
    assert commitments >= 6
    assert len({one.path for one in record.provisions}) == len(record.provisions)
    assert sum("human-trafficking" in one.themes for one in numbered) > len(numbered) / 2


@pytest.mark.shared
def test_paragraphs_of_typed_resolutions(typed: Path) -> None:
    """A sample; benchmarks/forms.py measures all of them."""
    right = counted = 0
    for file in sorted(typed.glob("*.json"))[::25]:
        source = read_source(file.read_bytes(), file.name, file.stem)
        assert isinstance(source, Source)
        record = extract_source(source).record
        assert record is not None
        shown: dict[str, list[Provision]] = {}
        for one in record.provisions:
            shown.setdefault(record.layout.read(one.span)[:60], []).append(one)
        for gold in json.loads(file.read_text(encoding="utf-8")):
            same = shown.get(" ".join(gold["text"].split())[:60])
            if gold["type"] == "paragraph" and gold["prefix"] and same:
                one = same.pop(0)
                counted += 1
                right += one.kind == gold["paragraph_type"]
                right -= one.number.strip("()") != gold["prefix"].strip(" \t.()")
    assert counted > 250
    assert right / counted >= 0.98


def test_what_stands_long_before_the_infinitive_is_no_insertion() -> None:
    """An insertion has 260 characters, the commas in it notwithstanding."""
    text = (
        "Governments, relevant United Nations bodies, the guilds of fishers and the companies of "
        "inland ferries, other unions of pilots on rivers and of watchmen in ports, as well as the "
        "owners of old piers, their tenants and their neighbours, and the makers of lamps for "
        "lighthouses, including those of the far north, to consider the rules of the harbour;"
    )
    asked = [one.text for one in addressees(text, 0, len(text), Mentions([]))]
    assert asked == ["Governments", "relevant United Nations bodies"]
