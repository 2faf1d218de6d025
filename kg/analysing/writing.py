"""Networks in the formats that other programs read: GraphML, GEXF with dates, CSV, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

import networkx as nx

from kg.analysing.findings import Findings
from kg.analysing.networks import Edge

Value = str | int | float
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def node_rows(found: Findings) -> list[dict[str, Value]]:
    """Return one row a node: its IRI, label, community, how steady that is, and its measures."""
    rows: list[dict[str, Value]] = []
    for node, label in found.network.nodes.items():
        standing = found.standings[node]
        rows.append(
            {
                "id": node,
                "label": label,
                "community": found.communities[node],
                "stability": round(found.stability.of_node(node, found.communities), 3),
                "degree": standing.degree,
                "strength": round(standing.strength, 3),
                "received": round(standing.received, 3),
                "betweenness": round(standing.betweenness, 6),
                "pagerank": round(standing.pagerank, 6),
            }
        )
    return rows


def edge_rows(found: Findings) -> list[dict[str, Value]]:
    """Return one row an edge: its ends, weight, stability, first and last day and figures."""
    names = sorted({name for edge in found.network.edges for name in edge.figures})
    return [
        {
            "source": edge.one,
            "target": edge.other,
            "source_label": found.network.nodes[edge.one],
            "target_label": found.network.nodes[edge.other],
            "weight": edge.weight,
            "acts": len({tie.act for tie in edge.acts}),
            "stability": round(found.stability.of_edge(edge.one, edge.other), 3),
            "first": edge.days[0] if edge.days else "",
            "last": edge.days[-1] if edge.days else "",
            **{name: edge.figures[name] for name in names if name in edge.figures},
        }
        for edge in found.network.edges
    ]


def to_csv(rows: Sequence[Mapping[str, Value]]) -> str:
    r"""Return rows as CSV; a text that a spreadsheet would run as a formula gets a quote before it.

    >>> to_csv([{"label": "=1+1", "weight": -2}])
    "label,weight\n'=1+1,-2\n"
    """
    out = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def to_json(found: Findings, about: Mapping[str, Any]) -> str:
    """Return the network, its measures and for each edge the acts and sentences behind it."""
    edges = []
    for row, edge in zip(edge_rows(found), found.network.edges, strict=True):
        acts = {tie.act: {"act": tie.act, "sentence": tie.span, "confidence": tie.confidence,
                          "day": tie.day or None} for tie in edge.acts}  # fmt: skip
        edges.append({**row, "evidence": list(acts.values())})
    parts = found.blocs
    sizes = Counter(found.communities.values())
    document = {
        **about,
        "kind": found.network.kind.name,
        "meaning": found.network.kind.meaning,
        "directed": found.network.kind.directed,
        "modularity": round(found.modularity, 4),
        "replicates": found.stability.replicates,
        "communities": [{"community": part, "size": sizes[part], "stability": round(steady, 3)}
                        for part, steady in parts.items()],
        "groups": {"day": found.day, "likeness": [
            {"group": each.group, "members": each.members,
             "adjusted_rand": round(each.adjusted_rand, 4),
             "normalised_mutual_information": round(each.information, 4),
             "community": each.community, "overlap": round(each.overlap, 4)}
            for each in found.likenesses]},
        "nodes": node_rows(found),
        "edges": edges,
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def to_graphml(found: Findings) -> str:
    """Return GraphML with all measures as attributes of nodes and edges."""
    graph: nx.Graph[str] = nx.DiGraph() if found.network.kind.directed else nx.Graph()
    for row in node_rows(found):
        graph.add_node(str(row["id"]), **{key: value for key, value in row.items() if key != "id"})
    for edge in edge_rows(found):
        ends = (str(edge.pop("source")), str(edge.pop("target")))
        graph.add_edge(*ends)
        graph.edges[ends].update(edge)
    return "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"


def to_gexf(found: Findings) -> str:
    """Return GEXF 1.3 whose edges have a spell for each day on which an act supports them.

    Gephi's timeline then shows the network growing. networkx writes spells too, but the time
    of the run into the file; here equal networks are equal bytes.
    """
    return "".join(_gexf(found))


def _gexf(found: Findings) -> Iterator[str]:
    kind = "directed" if found.network.kind.directed else "undirected"
    days = sorted({day for edge in found.network.edges for day in edge.days})
    mode = 'mode="dynamic" timeformat="date"' if days else 'mode="static"'
    nodes = node_rows(found)
    edges = edge_rows(found)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield f'<graph defaultedgetype="{kind}" {mode}>\n'
    keys = [key for key in (nodes[0] if nodes else {}) if key not in {"id", "label"}]
    yield from _attributes("node", keys, nodes)
    skipped = {"source", "target", "weight", "source_label", "target_label"}
    figures = [key for key in dict.fromkeys(key for row in edges for key in row)
               if key not in skipped]  # fmt: skip
    yield from _attributes("edge", figures, edges)
    yield "<nodes>\n"
    for row in nodes:
        yield f"<node id={_quoted(row['id'])} label={_quoted(row['label'])}>"
        yield f"{_values(row, keys)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for number, (row, edge) in enumerate(zip(edges, found.network.edges, strict=True)):
        yield f'<edge id="{number}" source={_quoted(row["source"])} target={_quoted(row["target"])}'
        yield f' weight="{edge.weight:g}">{_values(row, figures)}{_spells(edge)}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(
    class_: str, keys: Iterable[str], rows: Sequence[Mapping[str, Value]]
) -> Iterator[str]:
    yield f'<attributes class="{class_}">\n'
    for key in keys:
        sample = next((row[key] for row in rows if key in row), "")
        type_ = {int: "integer", float: "double"}.get(type(sample), "string")
        yield f'<attribute id="{class_}-{key}" title="{key}" type="{type_}"/>\n'
    yield "</attributes>\n"


def _values(row: Mapping[str, Value], keys: Iterable[str]) -> str:
    class_ = "edge" if "source" in row else "node"
    values = "".join(f'<attvalue for="{class_}-{key}" value={_quoted(row[key])}/>'
                     for key in keys if key in row)  # fmt: skip
    return f"<attvalues>{values}</attvalues>"


def _spells(edge: Edge) -> str:
    spells = "".join(f'<spell start="{day}" end="{day}"/>' for day in edge.days)
    return f"<spells>{spells}</spells>" if spells else ""


def _quoted(value: Value) -> str:
    return quoteattr(str(value))
