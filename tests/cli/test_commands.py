"""The command as a user meets it: output, one-line errors, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.building.build import BuildReport
from kg.cli import COMMANDS, main


class Result:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def call(*arguments: object) -> Result:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Result(int(ended.value.code or 0), out, err)

    return call


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run, command: str) -> None:  # type: ignore[no-untyped-def]
    found = run(command, "--help")
    assert found.code == 0
    assert "Usage: rostrum" in found.out
    assert "\\b" not in found.out


def test_start_up_imports_nothing_heavy() -> None:
    code = (
        "import sys; from kg.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'rdflib', 'pyoxigraph', 'pyshacl', 'networkx', 'rich', 'ahocorasick_rs'}\n"
        "sys.exit(1 if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0


def test_questions_are_listed_and_explained(run) -> None:  # type: ignore[no-untyped-def]
    listed = run("ask")
    assert "commitments-of-a-party" in listed.out
    explained = run("ask", "commitments-of-a-party", "--explain")
    assert "--param party=" in explained.out
    assert "SELECT" in explained.out


def test_a_question_is_answered_with_its_sentence(run, built: BuildReport) -> None:  # type: ignore[no-untyped-def]
    found = run(
        "ask", "commitments-of-a-party", "-p", "party=Slovakia", "--format", "json",
        "--store", built.store,
    )  # fmt: skip
    (row,) = json.loads(found.out)
    assert row["actor"] == "Slovakia"
    assert "stands ready to share its registry" in " ".join(row["sentence"].split())
    assert row["document"].endswith("/document/GA-90001")


@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_forms_of_a_table(run, built: BuildReport, form: str) -> None:  # type: ignore[no-untyped-def]
    found = run("ask", "documents", "--format", form, "--store", built.store)
    assert found.code == 0
    assert "GA-90001" in found.out


def test_sparql_select_construct_and_file(run, built: BuildReport, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?d a <https://w3id.org/rostrum/ontology#Document> }"
    assert run("sparql", query, "--store", built.store).out == "n\n2\n"
    file = tmp_path / "query.rq"
    file.write_text(query)
    assert run("sparql", "-f", file, "--store", built.store).out == "n\n2\n"
    construct = "CONSTRUCT WHERE { ?d a <https://w3id.org/rostrum/ontology#Meeting> }"
    assert run("sparql", construct, "--store", built.store).out.count("\n") == 2


def test_extract_detect_explain(run, documents: Path) -> None:  # type: ignore[no-untyped-def]
    found = run("extract", documents / "assembly.txt", documents / "briefing.txt")
    record = json.loads(found.out)
    assert record["document"]["symbol"] == "GA/90001"
    assert "left out" in found.err
    for act in record["acts"]:
        text = (documents / "assembly.txt").read_text(encoding="utf-8")
        assert text[act["start"] : act["end"]] == act["quote"]
    assert run("detect", documents / "council.txt").out.startswith("coverage\t")
    offset = (documents / "assembly.txt").read_text(encoding="utf-8").index("stands ready")
    explained = run("explain", documents / "assembly.txt", "--at", offset)
    assert "SVK" in explained.out
    assert "commitment, rule" in explained.out


def test_validate_info_verify(run, built: BuildReport) -> None:  # type: ignore[no-untyped-def]
    assert run("validate", "--store", built.store).code == 0
    assert "193 State" in run("info", "--store", built.store).out
    assert "whole" in run("verify", "--store", built.store).out


def test_resolve(run) -> None:  # type: ignore[no-untyped-def]
    assert run("resolve", "Ivory Coast").out.startswith("CIV\t")
    unknown = run("resolve", "Atlantis")
    assert (unknown.code, unknown.out) == (1, "")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("frobnicate",), 2, "No such command"),
        (("ask", "commitments-of-a-partie"), 2, "did you mean commitments-of-a-party"),
        (("ask", "commitments-of-a-party", "-p", "partei=X"), 2, "has no parameter 'partei'"),
        (("ask", "commitments-of-a-party", "-p", "party"), 2, "write NAME=VALUE"),
        (("ask", "commitments-of-a-party", "-p", "party=Slowakistan"), 2, "is called"),
        (("ask", "statements-of-a-party"), 2, "needs --param party"),
        (("ask", "documents", "--store", "/nowhere/at/all"), 3, "no store there"),
        (("sparql", "SELEKT *", "--store", "{store}"), 2, "not SPARQL 1.1"),
        (("sparql",), 2, "give the query"),
        (
            ("sparql", "SELECT * WHERE {{ ?s ?p ?o }}", "--rows", "3", "--store", "{store}"),
            3,
            "more than 3",
        ),
        (("build", "/nowhere.txt", "--store", "{tmp}/s"), 1, "/nowhere.txt"),
        (("build", "{documents}/assembly.txt", "--store", "{documents}"), 3, "no Rostrum store"),
        (("build", "{documents}", "--base", "ftp://x", "--store", "{tmp}/s"), 2, "--base"),
        (("explain", "{documents}/assembly.txt", "--at", "999999"), 2, "no sentence at"),
        (("export", "--document", "A/1/2", "--store", "{store}"), 2, "no document"),
    ],
)
def test_errors_are_one_line(  # type: ignore[no-untyped-def]
    run, built: BuildReport, documents: Path, tmp_path: Path, arguments, code: int, words: str
) -> None:
    places = {"store": built.store, "documents": documents, "tmp": tmp_path}
    found = run(*(argument.format(**places) for argument in arguments))
    assert found.code == code
    assert words in found.err
    assert found.err.startswith(("rostrum: ", "failed"))
    assert found.err.count("\n") == 1


def test_a_closed_pipe_is_no_error(built: BuildReport) -> None:
    command = f"{sys.executable} -m kg export --store {built.store} | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr


def test_piped_output_is_plain(built: BuildReport) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "ask", "documents", "--store", str(built.store)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    assert "\x1b" not in done.stdout
    assert done.stdout.splitlines()[0].split("\t")[0] == "document"
