"""Every real document is taken for what it is: content decides, never the name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from kg.model.layout import Form, Role
from kg.model.source import Source
from kg.reading import Failure, detect, lay_out, read_source, sources
from kg.settings import Settings

FORMS = {
    "corpus/verbatim/*.txt": Form.VERBATIM,
    "corpus/general-debate/*.txt": Form.SPEECH,
    "corpus/press-other/*.*": Form.OTHER,
    "corpus/html/*.html": Form.OTHER,
    "corpus/html/dev3440.fullpage.txt": Form.COVERAGE,
    "gold/coverage/*.txt": Form.COVERAGE,
    "corpus/resolutions/typed-paragraphs.tar.xz": Form.RESOLUTION,
}


def documents(*places: Path | str) -> Iterator[Source]:
    for found in sources([str(place) for place in places], Settings()):
        assert not isinstance(found, Failure), found.message
        yield found


@pytest.mark.shared
@pytest.mark.parametrize("pattern", FORMS)
def test_every_document_of_the_corpus_is_known(shared_dir: Path, pattern: str) -> None:
    wrong = []
    for source in documents(shared_dir / pattern):
        nameless = Source("x", source.text, source.sha256, "x", source.media_type)
        form, confidence, reason = detect(nameless)
        if form is not FORMS[pattern]:
            wrong.append((source.name, form.value, confidence, reason))
    assert not wrong


@pytest.mark.shared
def test_speeches_of_every_decade_are_known(shared_dir: Path) -> None:
    archive = shared_dir / "corpus" / "general-debate" / "ungdc.tar.xz"
    # The first years were taken down in the third person, which is nearest to a report.
    chosen = (
        source
        for at, source in enumerate(documents(archive))
        if at % 36 == 0 or source.name.split("_")[1] in ("03", "04", "05", "07", "09")
    )
    judged = ((source.name, detect(source)) for source in chosen)
    wrong = [(name, found) for name, found in judged if found[0] is not Form.SPEECH]
    assert not wrong


@pytest.mark.shared
def test_resolutions_are_known_as_plain_text(shared_dir: Path) -> None:
    archive = shared_dir / "corpus" / "resolutions" / "typed-paragraphs.tar.xz"
    wrong = []
    for typed in islice(documents(archive), 0, None, 9):
        layout = lay_out(typed)
        lines = [layout.read(block.span) for block in layout.blocks]
        source = read_source("\n".join(lines).encode(), "x", "x")
        if detect(source)[0] is not Form.RESOLUTION:
            wrong.append(typed.name)
    assert not wrong


@pytest.mark.shared
def test_layouts_keep_every_visible_character(shared_dir: Path) -> None:
    """A letter or figure is in ``plain`` or in a furniture block, once."""
    places = [
        shared_dir / "gold/coverage/*.txt",
        shared_dir / "corpus/general-debate/*.txt",
        shared_dir / "corpus/verbatim/A_*.txt",
        shared_dir / "corpus/verbatim/S_PV.7*.txt",
    ]
    for source in documents(*places):
        layout = lay_out(source)
        assert len(layout.plain) == len(source.text)
        hidden = (source.quote(b.span) for b in layout.blocks if b.role is Role.FURNITURE)
        kept = layout.plain + "".join(hidden)
        assert sum(map(str.isalnum, kept)) == sum(map(str.isalnum, source.text)), source.name


@pytest.mark.parametrize(
    "text",
    [
        "AFTERNOON - Council Hears that Wells Run Dry\n\nThe Rivers Council this afternoon held a dialogue with an"
        " expert on wells.\n\nJane Doe, Chairperson of the Wells Committee, said the wells had run dry.",
        "GENEVA, 4 July (UN Information Service) -- The Economic and Social Council this morning began its debate on"
        " bridges, as ministers of four countries told of their plans.\n\nThe bridges were old, and money had to be found.",
        "The representative of Peru said that bridges had to be built. The representative of Chad spoke of money."
        "\n\nThe old bridges would be torn down by next year.",
        "Committee on Bridges\n\n15th & 16th Meetings (AM & PM)\n\nWrapping up its session, the Committee on Bridges"
        " today recommended status for nine builders, said its Chairman.\n\nIt put off 20 applications to next year.",
    ],
)  # fmt: skip
def test_short_reports_of_meetings_are_known_by_the_weight_of_their_marks(text: str) -> None:
    form, _, reason = detect(read_source(text.encode(), "x", "x"))
    assert form is Form.COVERAGE, reason


@pytest.mark.parametrize(
    "text",
    [
        "PRESS BRIEFING BY PRESIDENT OF SECURITY COUNCIL\n\nThe Council would soon take up bridges, its President told"
        " correspondents this afternoon.\n\nHe said the Council would meet. He added that delegations had agreed.",
        "The Secretary-General arrived in Oslo on Sunday. On Monday he met the President of the Bridges Council. He said"
        " that he counted on the Council. He left for New York on Tuesday.",
        "On 3 May 2011, the Security Council held a debate on bridges. It featured statements of 60 delegations, of whom"
        " 29 spoke of women. The Council adopted a statement that Brazil had drafted.",
    ],
)  # fmt: skip
def test_other_news_of_the_bodies_is_no_coverage(text: str) -> None:
    form, _, reason = detect(read_source(text.encode(), "x", "x"))
    assert form is Form.OTHER, reason


_RETOLD = (
    "Mr. BALE said that the General Assembly had met in a year of floods.\n\n46. Mr. Bale recalled that the"
    " representative of Chad had asked for bridges; the representative of Peru had not.\n\n47. Mr. BALE noted that he"
    " had told the Assembly so before. The United Nations was what the Assembly made it.\n\n48. Mr. Bale hoped for more."
    "\n\n49. The delegation of his country would vote for the draft.\n\n50. It thanked the United Nations."
)


def test_a_record_of_one_speech_is_no_report() -> None:
    form, _, reason = detect(read_source(_RETOLD.encode(), "x", "x"))
    assert form is Form.SPEECH, reason
