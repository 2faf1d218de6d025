"""``rostrum network``."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import click

from kg.analysing import KINDS, Material, Network, Selection, gather, kind
from kg.analysing.findings import Findings, find, slices
from kg.analysing.gathering import sentences
from kg.analysing.measures import SEED, members
from kg.analysing.networks import Filters
from kg.analysing.stability import STABLE
from kg.asking.binding import term
from kg.asking.questions import Parameter
from kg.charting.drawing import Words
from kg.cli import options
from kg.cli.sheets import source_line, write_text
from kg.errors import BadParameter, UsageError
from kg.settings import Limits
from kg.storing.querying import opened

_SUFFIXES = (".graphml", ".gexf", ".json", ".csv", ".svg", ".png", ".html")
Chosen = Mapping[str, Any]
_SENTENCES = 6
"""How many sentences are printed for one edge."""


@click.command()
@click.argument("kind_", metavar="KIND", type=click.Choice(list(KINDS)))
@click.option("--theme", "themes", multiple=True, help="Only acts on this theme; repeat for more.")
@click.option("--group", help="Only acts of members of this group on their day.")
@click.option("--from", "since", metavar="DAY", help="Only acts of this day (or year) or later.")
@click.option("--until", metavar="DAY", help="Only acts before this day (or year).")
@click.option(
    "--minimum",
    type=click.IntRange(min=1),
    help="Acts (agreement: common matters) that an edge needs.",
)
@click.option(
    "--alpha",
    type=click.FloatRange(0, 1, min_open=True),
    help="Significance that an edge needs; 1 keeps all.",
)
@click.option(
    "--replicates",
    type=click.IntRange(min=0),
    default=50,
    show_default=True,
    help="Replicates of the bootstrap.",
)
@click.option(
    "--seed", type=int, default=SEED, show_default=True, help="Seed of communities and bootstrap."
)
@click.option(
    "--every",
    type=click.IntRange(min=1),
    metavar="YEARS",
    help="Show the network of each period of so many years.",
)
@click.option(
    "--output",
    "-o",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Write to a file ({', '.join(_SUFFIXES)}); repeat for more.",
)
@click.option(
    "--evidence",
    type=click.IntRange(min=1),
    metavar="EDGES",
    help="Print the sentences behind the strongest edges.",
)
@click.option(
    "--top", type=click.IntRange(min=1), default=10, show_default=True, help="Rows of each list."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=120.0,
    show_default=True,
    help="Seconds for reading the acts.",
)
@click.option(
    "--rows",
    type=click.IntRange(min=1),
    default=2_000_000,
    show_default=True,
    help="Acts beyond which it refuses; choose a period or theme.",
)
@options.store
@options.base
def network(kind_: str, **chosen: Any) -> int:
    r"""Draw and measure a network of who speaks of what, asks whom or agrees with whom.

    \b
    state-theme   States and the themes they put weight on
    states        States tied by the themes they put weight on
    themes        themes tied by the States that put weight on them
    addressees    who calls on whom
    agreement     who takes the same side, and who the other
    behalf        who speaks on behalf of whom

    \b
    rostrum network themes --output themes.svg --output themes.graphml
    rostrum network addressees --theme "climate change" --evidence 5
    rostrum network agreement --group african-group --every 1
    """
    asked = kind(kind_)
    for file in chosen["outputs"]:
        if file.suffix.lower() not in _SUFFIXES:
            raise UsageError(f"--output: {file} ends in none of {', '.join(_SUFFIXES)}")
    base = options.settings(chosen["base"]).base
    selection = _selection(chosen, base)
    limits = Limits(query_seconds=chosen["timeout"], query_rows=chosen["rows"])
    filters = Filters(chosen["alpha"], chosen["minimum"])
    with opened(chosen["store"], limits) as engine:
        material = gather(engine, asked.source, selection)
        found = find(asked, material, filters, chosen["replicates"], chosen["seed"])
        if not _told(found, material, base, chosen["top"]):
            return 0
        if chosen["every"]:
            _show_slices(found, material, filters, chosen["every"])
        spans = {tie.span for edge in _strongest(found.network, chosen["evidence"] or 0)
                 for tie in edge.foremost(_SENTENCES)}  # fmt: skip
        quoted = sentences(engine, spans) if spans else {}
    _show_evidence(found, quoted, chosen["evidence"] or 0, base)
    _write(found, chosen, _about(chosen))
    return 0


def _selection(chosen: Chosen, base: str) -> Selection:
    themes = tuple(_iri("theme", theme, base) for theme in chosen["themes"])
    group = _iri("group", chosen["group"], base) if chosen["group"] else ""
    return Selection(
        themes, group, _day("--from", chosen["since"]), _day("--until", chosen["until"])
    )


def _iri(type_: str, value: str, base: str) -> str:
    return term(Parameter(f"--{type_}", type_, True, ""), value, base).strip("<>")


def _day(option: str, value: str | None) -> str:
    """Return an ISO day; a year stands for its first day."""
    if not value:
        return ""
    day = f"{value}-01-01" if len(value) == 4 and value.isdigit() else value
    try:
        from datetime import date

        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise BadParameter(f"{option}: {value!r} is no day; write 2021-11-23 or 2021") from error


def _told(found: Findings, material: Material, base: str, top: int) -> bool:
    """Print what was found; return whether there was anything."""
    made = found.network
    acts = len({tie.act for tie in material.ties})
    if not made.edges:
        click.echo(_nothing(found, acts))
        return False
    click.echo(f"{made.kind.name}: {made.kind.meaning}")
    click.echo(
        f"{len(made.nodes)} nodes, {len(made.edges)} edges from {acts:,} acts"
        f"{_period(material)}; {made.dropped:,} weaker edges left out"
    )
    if found.balance and found.balance[1]:
        even, total = found.balance
        click.echo(f"{even / total:.0%} of {total:,} triangles are balanced")
    if len(made.nodes) < 6:
        click.echo("so small a network has no structure to speak of: read its edges")
    _show_nodes(found, base, top)
    _show_edges(found, base, top)
    _show_communities(found, base, top)
    _show_groups(found, top)
    return True


def _nothing(found: Findings, acts: int) -> str:
    if not acts:
        return "no such acts in the graph: nothing to draw (other --theme, --group or period?)"
    if found.network.dropped:
        return (
            f"none of {found.network.dropped:,} edges from {acts:,} acts passes the filters: "
            "nothing to draw (--alpha 1 --minimum 1 keeps all)"
        )
    return f"{acts:,} acts tie no two nodes: nothing to draw"


def _period(material: Material) -> str:
    days = material.days
    return f", {days[0]} to {days[-1]}" if days else ""


def _name(found: Findings, node: str, base: str) -> str:
    return found.network.nodes[node].removeprefix(base)


def _show_nodes(found: Findings, base: str, top: int) -> None:
    click.echo("\nforemost nodes (PageRank, strength, betweenness)")
    ranked = sorted(found.standings.items(), key=lambda item: (-item[1].pagerank, item[0]))
    for node, each in ranked[:top]:
        received = f", received {each.received:.1f}" if found.network.kind.directed else ""
        click.echo(
            f"  {each.pagerank:.3f}  {each.strength:6.1f}  {each.betweenness:.3f}  "
            f"{_name(found, node, base)}{received}"
        )


def _strongest(made: Network, count: int) -> list[Any]:
    return sorted(made.edges, key=lambda edge: (-abs(edge.weight), edge.one, edge.other))[:count]


def _show_edges(found: Findings, base: str, top: int) -> None:
    click.echo("\nstrongest edges (weight, acts, share of replicates that have it)")
    arrow = "→" if found.network.kind.directed else "–"
    for edge in _strongest(found.network, top):
        steady = found.stability.of_edge(edge.one, edge.other)
        figures = ", ".join(f"{name} {value:g}" for name, value in edge.figures.items())
        click.echo(
            f"  {edge.weight:6.1f}  {len({tie.act for tie in edge.acts}):4}  {steady:4.0%}  "
            f"{_name(found, edge.one, base)} {arrow} {_name(found, edge.other, base)}"
            + (f"  ({figures})" if figures else "")
        )


def _show_communities(found: Findings, base: str, top: int) -> None:
    click.echo(f"\ncommunities (Louvain, modularity {found.modularity:.2f})")
    nodes = members(found.communities)
    for part, steady in list(found.blocs.items())[:top]:
        listed = sorted(nodes[part], key=lambda node: (-found.standings[node].pagerank, node))
        shown = ", ".join(_name(found, node, base) for node in listed[:12])
        more = f" and {len(listed) - 12} more" if len(listed) > 12 else ""
        mark = (
            f"together in {steady:.0%} of replicates" if found.stability.replicates else "untested"
        )
        mark += ", no bloc" if found.stability.replicates and steady < STABLE else ""
        click.echo(f"  {part}. {len(listed)} nodes, {mark}: {shown}{more}")
    alone = sum(1 for listed in nodes.values() if len(listed) == 1)
    if alone:
        click.echo(f"  {alone} nodes stand alone")


def _show_groups(found: Findings, top: int) -> None:
    if not found.likenesses:
        return
    click.echo(f"\nlikeness to official groups as of {found.day} (adjusted Rand, NMI)")
    for each in found.likenesses[:top]:
        near = (
            f"; nearest community {each.community}, overlap {each.overlap:.0%}"
            if each.community
            else ""
        )
        click.echo(
            f"  {each.adjusted_rand:5.2f}  {each.information:.2f}  {each.group}: "
            f"{each.members} members here{near}"
        )


def _show_slices(found: Findings, material: Material, filters: Filters, years: int) -> None:
    click.echo("\nperiods (adjusted Rand with the regional groups; with the period before)")
    for each in slices(found.network.kind, material, filters, years):
        figures = "  ".join("   –" if value is None else f"{value:4.2f}"
                            for value in (each.regional, each.before))  # fmt: skip
        last = int(each.until[:4]) - 1
        span = each.since[:4] if years == 1 else f"{each.since[:4]}–{last}"
        parts = len([1 for nodes in members(each.communities).values() if len(nodes) > 1])
        click.echo(
            f"  {span}  {figures}  {each.acts:,} acts, {len(each.network.nodes)} nodes, "
            f"{len(each.network.edges)} edges, {parts} communities, modularity {each.modularity:.2f}"
        )


def _show_evidence(
    found: Findings, quoted: Mapping[str, tuple[str, str]], count: int, base: str
) -> None:
    for edge in _strongest(found.network, count):
        click.echo(f"\n{_name(found, edge.one, base)} – {_name(found, edge.other, base)}")
        for tie in edge.foremost(_SENTENCES):
            words, document = quoted.get(tie.span, ("", ""))
            if words:
                click.echo(f"    “{words}” {document.removeprefix(base)} ({tie.confidence:.2f})")


def _about(chosen: Chosen) -> dict[str, Any]:
    given = {
        "themes": list(chosen["themes"]) or None, "group": chosen["group"],
        "from": chosen["since"], "until": chosen["until"], "seed": chosen["seed"],
    }  # fmt: skip
    return {key: value for key, value in given.items() if value} | {
        "source": source_line(chosen["store"], None)
    }


def _write(found: Findings, chosen: Chosen, about: Mapping[str, Any]) -> None:
    from kg.analysing import writing

    for file in chosen["outputs"]:
        form = file.suffix.lower()
        if form in {".svg", ".png", ".html"}:
            _draw(found, file, about)
        elif form == ".csv":
            nodes = file.with_name(f"{file.stem}-nodes.csv")
            write_text(file, writing.to_csv(writing.edge_rows(found)))
            write_text(nodes, writing.to_csv(writing.node_rows(found)))
            click.echo(f"{nodes} written", err=True)
        elif form == ".json":
            write_text(file, writing.to_json(found, about))
        else:
            maker = writing.to_graphml if form == ".graphml" else writing.to_gexf
            write_text(file, maker(found))
        click.echo(f"{file} written", err=True)


def _draw(found: Findings, file: Path, about: Mapping[str, Any]) -> None:
    from kg.analysing.picture import picture
    from kg.charting import drawing

    given = "; ".join(f"{key}: {', '.join(value) if isinstance(value, list) else value}"
                      for key, value in about.items() if key not in {"source", "seed"})  # fmt: skip
    made = found.network.kind
    title = made.title + (f" ({given})" if given else "")
    note = "Colour and number: community. Width: weight. Size: PageRank."
    note += " Lines run from thick to thin." if made.directed else ""
    note += " Red: apart more often than alike." if made.signed else ""
    note += " Squares: themes." if made.two_sided else ""
    spec = picture(found, Words(title, note, str(about["source"])))
    if file.suffix.lower() == ".html":
        drawn = drawing.inline_svg(spec, title)
        write_text(file, f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>'
                         f"{escape(title)}</title>\n<body>{drawn}</body></html>\n")  # fmt: skip
    else:
        drawing.write(spec, file)
