"""An answer as a page of its own: the question, its chart, the table, and under each row its proof.

The page is one file that needs nothing else: no script, no font, no address. Everything that
comes from the graph or from the asker is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from kg.asking.contexts import Context, Place, place_of
from kg.asking.questions import Question
from kg.model.table import Cell, Table

EVIDENCE = ("sentence", "document", "start", "end")
"""The columns that prove a row, the same in every question that has them."""

Show = Callable[[Cell], str]

_STYLE = """
:root { --ink: #1b1b1b; --quiet: #5c5c5c; --rule: #d5d5d5; --paper: #fff; --mark: #ffe9a8;
  --link: #0b3c5d; }
* { box-sizing: border-box; }
body { font: 16px/1.5 Georgia, "Times New Roman", serif; margin: 0 auto; max-width: 62rem;
  padding: 2rem 1.2rem 4rem; color: var(--ink); background: var(--paper); }
header { border-top: 4px solid var(--ink); padding-top: .6rem; }
.kicker, .meta, th, details, footer, .cite, .asked { font-family: system-ui, "Liberation Sans",
  Arial, sans-serif; }
.kicker { font-size: .75rem; letter-spacing: .09em; text-transform: uppercase;
  color: var(--quiet); }
h1 { font-size: 1.9rem; line-height: 1.2; margin: .2rem 0 .5rem; text-wrap: balance; }
.lead { font-size: 1.05rem; margin: 0 0 .8rem; max-width: 46rem; color: var(--quiet); }
.asked { margin: 0 0 1rem; padding: 0; list-style: none; font-size: .85rem; }
.asked li { display: inline-block; margin: 0 .4rem .3rem 0; padding: .1rem .6rem;
  border: 1px solid var(--rule); border-radius: 1rem; }
figure { margin: 1.2rem 0 1.6rem; padding: 0; background: #fff; border-top: 1px solid var(--rule);
  border-bottom: 1px solid var(--rule); overflow-x: auto; }
figure svg { display: block; max-width: 100%; height: auto; }
figcaption { font: .8rem system-ui, "Liberation Sans", Arial, sans-serif; color: #5c5c5c;
  padding: 0 0 .6rem .8rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
caption { text-align: left; padding: .3rem 0; color: var(--quiet); font-size: .85rem; }
th { text-align: left; font-size: .75rem; text-transform: uppercase; letter-spacing: .05em;
  color: var(--quiet); border-bottom: 2px solid var(--ink); padding: .3rem .6rem .3rem 0;
  position: sticky; top: 0; background: var(--paper); }
td { vertical-align: top; padding: .45rem .6rem .3rem 0; overflow-wrap: break-word; }
tr.row td { border-top: 1px solid var(--rule); }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
tr.proof td { padding: 0 0 .8rem; }
blockquote { margin: 0; padding: .1rem 0 .1rem .9rem; border-left: 3px solid var(--link);
  color: var(--quiet); font-size: .93rem; max-width: 52rem; }
mark { background: var(--mark); color: #1b1b1b; padding: .05em 0; }
.cite { font-size: .75rem; color: var(--quiet); }
details { margin: 2rem 0 1rem; font-size: .85rem; } summary { cursor: pointer; }
pre { font: .8rem/1.45 ui-monospace, "Liberation Mono", monospace; overflow-x: auto; }
footer { border-top: 1px solid var(--rule); padding-top: .6rem; font-size: .8rem;
  color: var(--quiet); }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --quiet: #b3b3b3; --rule: #474747;
  --paper: #161616; --mark: #e7c45f; --link: #7fb2dd; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } details { display: none; }
  tr, blockquote { break-inside: avoid; } mark { background: none; font-weight: bold; } }
"""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was asked and answered, and what stands around the answer on its page.

    ``given`` are the parameters as they were written, ``text`` is the query that was asked,
    ``drawn`` an SVG element for the page with its ``note``, ``contexts`` what stands around each sentence, and
    ``source`` says which build of which store the answer is from.
    """

    asked: Question
    given: Mapping[str, Sequence[str]]
    table: Table
    text: str
    drawn: str = ""
    note: str = ""
    contexts: Mapping[Place, Context] = field(default_factory=dict)
    source: str = ""
    href: Callable[[Cell], str] | None = None
    """Where a cell leads, for pages that have neighbours; an empty text for nowhere."""


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
    """Return an answer as one HTML file, without chart or context; see :func:`sheet`."""
    return sheet(Answered(asked, given, table, text), show)


def sheet(answer: Answered, show: Show) -> str:
    """Return an answer as one HTML file that needs nothing else; all values are escaped.

    ``show`` says how a cell is written.
    """
    asked = answer.asked
    return "".join(
        (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(asked.summary)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
            f'<header><p class="kicker">{escape(asked.group)}</p>\n'
            f"<h1>{escape(asked.summary)}</h1>\n"
            f'<p class="lead">{escape(asked.description)}</p>\n',
            *_given(answer.given),
            "</header>\n",
            *_figure(answer),
            *_table(answer, show),
            "<details><summary>The query that was asked</summary>"
            f"<pre>{escape(answer.text)}</pre></details>\n",
            "<footer>",
            f"<p>{escape(answer.source)}</p>\n" if answer.source else "",
            "<p>Coverage reports what was said; it is no official record. What the graph does "
            "not hold was not necessarily left unsaid.</p></footer>\n</body>\n</html>\n",
        )
    )


def rows_and_proofs(answer: Answered, show: Show) -> str:
    """Return the table of an answer with its proofs, for a page of somebody else's."""
    return "".join(_table(answer, show))


def _given(given: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if given:
        pairs = (f"<li>{escape(name)}: {escape(', '.join(values))}</li>"
                 for name, values in given.items())  # fmt: skip
        yield f'<ul class="asked">{"".join(pairs)}</ul>\n'


def _figure(answer: Answered) -> Iterator[str]:
    if answer.drawn:
        note = f"<figcaption>{escape(answer.note)}</figcaption>" if answer.note else ""
        yield f"<figure>{answer.drawn}{note}</figure>\n"


def _table(answer: Answered, show: Show) -> Iterator[str]:
    asked, table = answer.asked, answer.table
    with_proof = proved(table)
    shown = [name for name in table.columns if not (with_proof and name in EVIDENCE)]
    meaning, right = dict(asked.columns), _numeric(table)
    rows = "row" if len(table) == 1 else "rows"
    yield f'<div class="wide"><table>\n<caption>{len(table)} {rows}</caption>\n<thead><tr>'
    for name in shown:
        hint = escape(meaning.get(name, name), quote=True)
        kind = ' class="n"' if name in right else ""
        yield f'<th scope="col"{kind} title="{hint}">{escape(name)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for row in table.mappings():
        yield '<tr class="row">'
        for name in shown:
            kind = ' class="n"' if name in right else ""
            yield f"<td{kind}>{_cell(answer, row[name], show)}</td>"
        yield "</tr>\n"
        if with_proof:
            yield f'<tr class="proof"><td colspan="{len(shown)}">{_proof(answer, row, show)}</td></tr>\n'
    yield "</tbody>\n</table></div>\n"


def _cell(answer: Answered, cell: Cell, show: Show) -> str:
    """Return a cell, as a link where it leads somewhere."""
    to = answer.href(cell) if answer.href else ""
    words = escape(show(cell))
    return f'<a href="{escape(to)}">{words}</a>' if to else words


def _proof(answer: Answered, row: Mapping[str, Cell], show: Show) -> str:
    """Return a row's sentence, marked within what was said around it."""
    place = place_of(row)
    around = answer.contexts.get(place) if place else None
    sentence, start, end = (escape(show(row[name])) for name in ("sentence", "start", "end"))
    document = _cell(answer, row["document"], show)
    before = f"{escape(around.before)} " if around and around.before else ""
    after = f" {escape(around.after)}" if around and around.after else ""
    return (
        f"<blockquote>“{before}<mark>{sentence}</mark>{after}”"
        f' <span class="cite">{document}, characters {start}–{end}</span></blockquote>'
    )


def _numeric(table: Table) -> frozenset[str]:
    """Return the columns whose cells are all numbers."""
    return frozenset(
        name
        for at, name in enumerate(table.columns)
        if (cells := [row[at] for row in table.rows if row[at] is not None])
        and all(cell is not None and cell.datatype.endswith(("integer", "decimal", "double"))
                for cell in cells)
    )  # fmt: skip
