"""The pages that are made from the code are those that the code makes now."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from rdflib import Graph

from kg.cli import COMMANDS, rostrum
from kg.cli.documentation import all_pages, cli_page, main
from kg.exporting.ontology_pages import ontology
from kg.namespaces import PREFIXES

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return all_pages()


def test_no_page_is_stale(pages: dict[str, str]) -> None:
    made = {*pages, *(f"ontology/{file.name}" for file in (DOCS / "ontology").glob("*.md"))}
    stale = [
        name for name in sorted(made)
        if not (DOCS / name).is_file() or pages.get(name) != (DOCS / name).read_text("utf-8")
    ]  # fmt: skip
    assert not stale, f"run 'make docs' and commit what it writes: {', '.join(stale)}"


def test_every_command_and_option_is_told() -> None:
    page = cli_page()
    context = click.Context(rostrum)
    for name in COMMANDS:
        command = rostrum.get_command(context, name)
        assert command is not None
        part = page.partition(f"\n## rostrum {name}\n")[2].partition("\n## ")[0]
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert max(option.opts, key=len) in part, (name, option.opts)


def test_every_class_and_property_has_its_place(pages: dict[str, str]) -> None:
    known = ontology()
    assert len(known.classes) > 30
    assert len(known.properties) > 80
    for name in known.classes:
        assert f"(ontology/{name}.md)" in pages["ontology.md"]
    for one in known.properties:
        assert f"| `{one.name}` |" in pages["ontology.md"]
        for owner in one.domains:
            assert f"| `{one.name}` |" in pages[f"ontology/{owner}.md"]


def test_what_holds_for_acts_is_told_of_commitments(pages: dict[str, str]) -> None:
    page = pages["ontology/Commitment.md"]
    assert "  Act <|-- Commitment\n" in page
    assert "## Shapes of every [Act](Act.md)" in page
    assert "| `rostrum:sentence` | must |" in page


def test_links_lead_somewhere(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page):
            found = (Path(name).parent / target).as_posix().replace("ontology/../", "")
            assert found in pages or (DOCS / found).exists(), (name, target)


def test_examples_are_turtle_of_the_class(pages: dict[str, str]) -> None:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    found = 0
    for name in ontology().classes:
        for example in re.findall(r"```turtle\n(.*?)```", pages[f"ontology/{name}.md"], re.DOTALL):
            graph = Graph().parse(data=head + example, format="turtle")
            assert f"rostrum:{name}" in example
            assert len(set(graph.subjects())) == 1
            found += 1
    assert found > 30, "examples of a build of the samples"


def test_pages_of_classes_that_are_no_more_go(
    tmp_path: Path, pages: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cli.documentation.all_pages", lambda: pages)
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "Gone.md").write_text("old", "utf-8")
    main(tmp_path)
    assert not (tmp_path / "ontology" / "Gone.md").exists()
    assert (tmp_path / "cli.md").read_text("utf-8") == cli_page()
