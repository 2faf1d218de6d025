"""The property graph as GraphML and as GEXF, written as it is read.

Lists are one text with `` | `` between. In GEXF, what one document's graph says stands at the
document's day, and what is valid from and until a day between these, so that a time line can
be drawn. Characters that XML does not know are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from kg.exporting.property_graph import Kind, Lines, Link, Node, property_graph
from kg.exporting.rdf import resources
from kg.namespaces import ROSTRUM, XSD

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"
_UNKNOWN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {XSD + "boolean": "boolean", XSD + "decimal": "double", XSD + "integer": "long"}
_FIXED = ("name", "type", "graph")
_AT = "notBefore"
_FROM, _UNTIL = "validFrom", "validUntil"


def write_graphml(lines: Lines, out: IO[bytes]) -> None:
    """Write GraphML; the lines are read several times.

    Raises:
        DataError: a property has more values than its shape allows.
    """
    graph = property_graph(lines)
    columns = graph.columns.all()
    keys = "".join(
        f'<key id={_quoted(name)} for="{of}" attr.name={_quoted(name)} attr.type="{_type(kind)}"/>\n'
        for of, name, kind in [*(("node", n, k) for n, k in _all(columns).items()),
                               ("edge", "kind", _TEXT), ("edge", "said_in", _TEXT)]
    )  # fmt: skip
    _put(out, f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{_GRAPHML}">\n{keys}'
              '<graph edgedefault="directed">\n')  # fmt: skip
    for node in graph.nodes():
        data = "".join(f"<data key={_quoted(k)}>{_text(v)}</data>" for k, v in _data(node))
        _put(out, f"<node id={_quoted(node.iri)}>{data}</node>\n")
    for number, link in enumerate(graph.links()):
        ends = f"source={_quoted(link.start)} target={_quoted(link.end)}"
        data = f'<data key="kind">{_text(link.kind)}</data>'
        data += f'<data key="said_in">{_text(link.graph)}</data>'
        _put(out, f'<edge id="{number}" {ends}>{data}</edge>\n')
    _put(out, "</graph>\n</graphml>\n")


def write_gexf(lines: Lines, out: IO[bytes]) -> None:
    """Write GEXF 1.2 with dates; the lines are read several times.

    Raises:
        DataError: a property has more values than its shape allows.
    """
    graph, days = property_graph(lines), _days(lines)
    columns = _all(graph.columns.all())
    kinds = "".join(
        f'<attribute id={_quoted(name)} title={_quoted(name)} type="{_type(kind)}"/>\n'
        for name, kind in columns.items() if name != "name"
    )  # fmt: skip
    _put(out, f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{_GEXF}" version="1.2">\n'
              '<graph defaultedgetype="directed" mode="dynamic" timeformat="date">\n'
              f'<attributes class="node" mode="static">\n{kinds}</attributes>\n'
              '<attributes class="edge" mode="static">\n<attribute id="said_in" title="said_in"'
              ' type="string"/>\n</attributes>\n<nodes>\n')  # fmt: skip
    for node in graph.nodes():
        _put(out, _gexf_node(node, days))
    _put(out, "</nodes>\n<edges>\n")
    for number, link in enumerate(graph.links()):
        _put(out, _gexf_edge(number, link, days))
    _put(out, "</edges>\n</graph>\n</gexf>\n")


_TEXT = Kind(several=False, datatype="")


def _all(columns: Mapping[str, Kind]) -> dict[str, Kind]:
    return dict.fromkeys(_FIXED, _TEXT) | dict(columns)


def _data(node: Node) -> Iterator[tuple[str, str]]:
    yield from zip(
        _FIXED, (node.name, " | ".join(node.labels), " | ".join(node.graphs)), strict=True
    )
    for name, values in sorted(node.values.items()):
        yield name, " | ".join(values)


def _gexf_node(node: Node, days: Mapping[str, str]) -> str:
    values = "".join(
        f"<attvalue for={_quoted(name)} value={_quoted(value)}/>"
        for name, value in _data(node) if name != "name"
    )  # fmt: skip
    day = days.get(node.graphs[0], "") if len(node.graphs) == 1 else ""
    start, end = (min(node.values.get(name, (day,))) for name in (_FROM, _UNTIL))
    if _FROM in node.values and _UNTIL not in node.values:
        end = ""
    return (f"<node id={_quoted(node.iri)} label={_quoted(node.name)}{_span(start, end)}>"
            f"<attvalues>{values}</attvalues></node>\n")  # fmt: skip


def _gexf_edge(number: int, link: Link, days: Mapping[str, str]) -> str:
    day = days.get(link.graph, "")
    return (f'<edge id="{number}" source={_quoted(link.start)} target={_quoted(link.end)}'
            f" label={_quoted(link.kind)}{_span(day, day)}><attvalues>"
            f'<attvalue for="said_in" value={_quoted(link.graph)}/></attvalues></edge>\n')  # fmt: skip


def _span(start: str, end: str) -> str:
    return "".join(f' {name}="{day}"' for name, day in (("start", start), ("end", end)) if day)


def _days(lines: Lines) -> dict[str, str]:
    """Return the day of each document's graph."""
    return {
        one.graph: day for one in resources(lines())
        if ROSTRUM + "Document" in one.types and (day := one.one(ROSTRUM + _AT))
    }  # fmt: skip


def _type(kind: Kind) -> str:
    return "string" if kind.several else _TYPES.get(kind.datatype, "string")


def _quoted(text: str) -> str:
    # Line breaks would come back as blanks.
    return quoteattr(_UNKNOWN.sub("", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(text: str) -> str:
    return escape(_UNKNOWN.sub("", text), {"\r": "&#13;"})


def _put(out: IO[bytes], text: str) -> None:
    out.write(text.encode())
