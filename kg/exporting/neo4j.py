"""Files for ``neo4j-admin database import``: one of nodes a class, one of relationships a property.

Every file begins with its header (``id:ID``, ``:LABEL``, typed properties; ``:START_ID``,
``:END_ID``, ``:TYPE``). Values of a list are parted by U+001F, which no text has.
``import.args`` holds the arguments of the import, as the order of the files needs them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO
from urllib.parse import quote

from kg.exporting.property_graph import Kind, Lines, Node, PropertyGraph, property_graph
from kg.exporting.writing import folder, written
from kg.namespaces import XSD

_LIST = "\x1f"
_TYPES = {
    XSD + "boolean": "boolean",
    XSD + "date": "date",
    XSD + "dateTime": "datetime",
    XSD + "decimal": "double",
    XSD + "double": "double",
    XSD + "gYear": "long",
    XSD + "integer": "long",
    XSD + "time": "localtime",
}


def write_neo4j(lines: Lines, output: Path, packing: str | None = None) -> None:
    """Write the files into the new folder ``output``; the lines are read several times.

    Raises:
        UsageError: the folder exists.
        EnvironmentFailure: it cannot be written.
        DataError: a property has more values than its shape allows.
    """
    ending = ".csv.gz" if packing == "gzip" else ".csv"
    graph = property_graph(lines)
    with folder(output) as place:
        nodes = [_file("nodes", table, ending) for table in graph.columns.tables]
        _nodes(graph, place, ending, packing)
        kinds = _links(graph, place, ending, packing)
        _arguments(
            place, [*nodes, *(_file("relationships", kind, ending) for kind in sorted(kinds))]
        )


def _nodes(graph: PropertyGraph, place: Path, ending: str, packing: str | None) -> None:
    with ExitStack() as open_:
        files = {}
        for table, columns in graph.columns.tables.items():
            files[table] = open_.enter_context(
                written(place / _file("nodes", table, ending), packing)
            )
            names = (f"{name}:{_type(kind)}" for name, kind in columns.items())
            _row(files[table], ["id:ID", "name:string", "graph:string[]", *names, ":LABEL"])
        for node in graph.nodes():
            _row(files[node.table], list(_cells(node, graph.columns.tables[node.table])))


def _cells(node: Node, columns: Mapping[str, Kind]) -> Iterator[str]:
    yield from (node.iri, node.name, _LIST.join(node.graphs))
    for name in columns:
        yield _LIST.join(node.values.get(name, ()))
    yield _LIST.join(node.labels)


def _links(graph: PropertyGraph, place: Path, ending: str, packing: str | None) -> set[str]:
    """Write a file for each kind of relationship; return the kinds."""
    files: dict[str, IO[bytes]] = {}
    with ExitStack() as open_:
        for link in graph.links():
            if link.kind not in files:
                file = place / _file("relationships", link.kind, ending)
                files[link.kind] = open_.enter_context(written(file, packing))
                _row(files[link.kind], [":START_ID", ":END_ID", "graph:string", ":TYPE"])
            _row(files[link.kind], [link.start, link.end, link.graph, link.kind])
    return set(files)


def _file(of: str, name: str, ending: str) -> str:
    """Return the name of a file; a class or property without a prefix is a whole IRI."""
    return f"{of}-{quote(name, safe='')}{ending}"


def _type(kind: Kind) -> str:
    """Return the type of a column.

    >>> _type(Kind(several=True, datatype=XSD + "integer"))
    'long[]'
    """
    return _TYPES.get(kind.datatype, "string") + ("[]" if kind.several else "")


def _arguments(place: Path, files: list[str]) -> None:
    named = [f"--{file.partition('-')[0]}={file}" for file in files]
    fixed = ["--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string"]
    (place / "import.args").write_text("\n".join([*fixed, *named]) + "\n", encoding="utf-8")


def _row(file: IO[bytes], cells: list[str]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    file.write(text.getvalue().encode())
