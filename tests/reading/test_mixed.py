"""Files that hold more than one document, or one that a scraper ran together."""

from __future__ import annotations

from kg.model.layout import Form, Role
from kg.reading import lay_out, read_source

RECORD = """\
The President: I now give the floor to the representative of Norway, who has asked for it.
Mr. Roe (Norway): We thank the Security Council, and we will help.
The President: I thank Mr. Roe for his statement. I call on the representative of Cuba.
Ms. Doe (Cuba) (spoke in Spanish): My delegation agrees with that.
The meeting rose at 1 p.m.
"""
SUMMARY = """\
A/C.3/76/SR.99
Summary record of the 99th meeting
1. Mr. Roe (Norway) said that wells were dry.
2. Ms. Doe (Cuba) asked for pipes.
"""


def test_two_forms_in_one_file_give_an_issue() -> None:
    layout = lay_out(read_source((SUMMARY + RECORD).encode(), "both", "both.txt"))
    assert layout.form is Form.SUMMARY
    assert [issue.message for issue in layout.issues] == [
        "the file also holds a verbatim (4 speaker headings); it is read as summary: part it"
    ]
    for one in (SUMMARY, RECORD):
        assert not lay_out(read_source(one.encode(), "one", "one.txt")).issues


def test_a_record_that_was_run_together_keeps_its_speeches() -> None:
    layout = lay_out(read_source(" ".join(RECORD.split()).encode(), "run", "run.txt"))
    assert layout.form is Form.VERBATIM
    assert sum(block.role is Role.TURN for block in layout.blocks) == 4


def test_a_speech_that_speaks_of_summary_records_is_no_summary_record() -> None:
    text = (
        "Mr. ROE (Norway) said that he had read the summary records of the last meetings of the First "
        "Committee, and that his delegation would vote for the draft resolution, as it had before. "
        + "He thanked the President. "
        * 30
    )
    assert lay_out(read_source(text.encode(), "NOR_03_1948", "x.txt")).form is Form.SPEECH
