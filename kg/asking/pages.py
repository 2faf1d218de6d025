"""An answer as a page of its own: the table, the question, and under each row its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from kg.asking.questions import Question
from kg.model.table import Cell, Table

EVIDENCE = ("sentence", "document", "start", "end")
"""The columns that prove a row, the same in every question that has them."""

Show = Callable[[Cell], str]

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem;
  color: #1b1b1b; background: #fff; }
h1 { font-size: 1.4rem; } table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-top: 1px solid #ccc; }
tr.proof td { border-top: 0; padding-top: 0; color: #444; font-size: .9rem; }
blockquote { margin: 0; padding-left: .8rem; border-left: 3px solid #0b6aa2; }
code, pre { font: .85rem ui-monospace, monospace; } pre { overflow-x: auto; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #161616; }
  tr.proof td { color: #bbb; } th, td { border-color: #444; } }
"""


def proved(table: Table) -> bool:
    """Whether each row of a table carries the sentence that proves it."""
    return set(EVIDENCE) <= set(table.columns)


def proofs(table: Table, show: Show) -> Iterator[tuple[list[str], str]]:
    """Yield each row without its evidence, and the evidence as one line.

    >>> from kg.model.table import Term
    >>> cells = [Term("literal", text) for text in ("Chad", "It will pay.", "doc", "5", "17")]
    >>> table = Table(("actor", *EVIDENCE), (tuple(cells),))
    >>> list(proofs(table, lambda cell: cell.value if cell else ""))
    [(['Chad'], '“It will pay.” doc 5–17')]
    """
    for row in table.mappings():
        sentence, document, start, end = (show(row[name]) for name in EVIDENCE)
        cells = [show(cell) for name, cell in row.items() if name not in EVIDENCE]
        yield cells, f"“{sentence}” {document} {start}–{end}"


def page(
    asked: Question, given: Mapping[str, Sequence[str]], table: Table, show: Show, text: str
) -> str:
    """Return an answer as one HTML file that needs nothing else; all values are escaped.

    ``given`` are the parameters as they were written, ``text`` is the query that was asked.
    """
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(asked.summary)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(asked.summary)}</h1>\n<p>{escape(asked.description)}</p>\n",
        *_given(given),
        *_table(asked, table, show),
        f"<details><summary>The query</summary><pre>{escape(text)}</pre></details>\n"
        "<p>Coverage reports what was said; it is no official record.</p>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def _given(given: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if given:
        pairs = "; ".join(f"{name} = {', '.join(values)}" for name, values in given.items())
        yield f"<p>Asked with <code>{escape(pairs)}</code></p>\n"


def _table(asked: Question, table: Table, show: Show) -> Iterator[str]:
    with_proof = proved(table)
    shown = [name for name in table.columns if not (with_proof and name in EVIDENCE)]
    meaning = dict(asked.columns)
    yield f"<table>\n<caption>{len(table)} rows</caption>\n<thead><tr>"
    for name in shown:
        hint = escape(meaning.get(name, name), quote=True)
        yield f'<th scope="col" title="{hint}">{escape(name)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    if with_proof:
        for cells, proof in proofs(table, show):
            yield _row(cells)
            yield (
                f'<tr class="proof"><td colspan="{len(shown)}"><blockquote>{escape(proof)}'
                "</blockquote></td></tr>\n"
            )
    else:
        for row in table.rows:
            yield _row([show(cell) for cell in row])
    yield "</tbody>\n</table>\n"


def _row(cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>\n"
