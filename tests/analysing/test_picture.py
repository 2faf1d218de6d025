"""The picture shows the strongest edges, names the communities and their stability."""

from __future__ import annotations

from xml.etree import ElementTree

from kg.analysing import KINDS, Material
from kg.analysing.findings import Findings, find
from kg.analysing.gathering import Tie
from kg.analysing.networks import Filters
from kg.analysing.picture import legend, picture
from kg.charting.drawing import Words, svg

HOSTILE = "</text><script>x</script>"


def calls(pairs: list[str], labels: dict[str, str]) -> Findings:
    ties = tuple(
        Tie(pair[0], pair[1], 0.9, "2021-01-01", f"span{n}", f"act{n}")
        for n, pair in enumerate(pairs)
    )
    return find(KINDS["addressees"], Material(ties, labels), Filters(), 40)


def test_the_words_around_it() -> None:
    found = calls(["ab"] * 9 + ["cd"], {"a": HOSTILE, "b": "Chad"})
    written = svg(picture(found, Words("Who asks?", "Note.", "Source: here")))
    text = "".join(ElementTree.fromstring(written).itertext())
    assert "<script" not in written
    assert f"{HOSTILE} 1" in text
    assert "Chad 1" in text
    assert "2 of 2 edges are drawn." in text
    assert "Source: here" in text
    assert svg(picture(found, Words("Who asks?", "Note.", "Source: here"))) == written


def test_a_legend_says_what_is_no_bloc() -> None:
    found = calls(["ab"] * 9 + ["cd"], {})
    first, second = legend(found, set("abcd")).values()
    assert "no bloc" not in first
    assert "no bloc" in second


def test_a_dense_network_keeps_each_nodes_strongest() -> None:
    nodes = "abcdefghijkl"
    pairs = [one + other for one in nodes for other in nodes if one < other]
    found = calls(pairs + ["ab"] * 5, {})
    spec = picture(found, Words("Who asks?"))
    data = [layer["data"]["values"] for layer in spec["layer"] if "data" in layer]
    ends = {row["edge"] for rows in data for row in rows if "edge" in row}
    assert len(found.network.edges) == 66
    assert 12 <= len(ends) < 40
