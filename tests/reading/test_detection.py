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
    judged = ((source.name, detect(source)) for source in islice(documents(archive), 0, None, 36))
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
