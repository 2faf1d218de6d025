"""Rows S1 to S6 and S8: what no text, file, address or shape may make the program do."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from prove_sheet import ROOT, SAMPLES, Found, Proof, by_tests

from kg.asking.reference import ReferenceEngine
from kg.errors import RostrumError
from kg.fetching.feeds import items
from kg.reading import lay_out, read_source
from kg.validating import validate

SERVING = "tests/serving"

# A namespace of its own with one link that leads nowhere: what leaves is counted, not sent.
_SINK = """
set -e
echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6 2>/dev/null || true
ip link set lo up
ip link add sink type veth peer name far
ip link set far up
ip addr add 192.0.2.1/24 dev sink
ip link set sink up
ip route add default via 192.0.2.2
ip neigh replace 192.0.2.2 lladdr 02:00:00:00:00:02 dev sink
"$@" >/dev/null 2>&1 || true
sed -n 's/^ *sink: *//p' /proc/net/dev | tr -s ' ' | cut -d ' ' -f 10
"""
COMMANDS = (
    ("build", str(SAMPLES), "--store", "{store}"),
    ("extract", str(SAMPLES)),
    ("detect", str(SAMPLES)),
    ("explain", str(SAMPLES / "ga12388.txt"), "--at", "500"),
    ("validate", "--store", "{store}"),
    ("validate", "--engine", "pyshacl", "{graph}"),
    ("verify", "--deep", "--store", "{store}"),
    ("ask", "--store", "{store}"),
    ("ask", "commitments-of-a-party", "-p", "party=Slovakia", "--store", "{store}"),
    ("ask", "Who asks whom to do what?", "--store", "{store}"),
    ("sparql", "SELECT * { SERVICE <http://192.0.2.9/> { ?s ?p ?o } }", "--store", "{store}"),
    (
        "sparql",
        "SELECT * { SERVICE SILENT <http://example.org/> { ?s ?p ?o } }",
        "--store",
        "{store}",
    ),
    ("sparql", "SELECT * FROM <http://192.0.2.9/x> { ?s ?p ?o }", "--store", "{store}"),
    ("sparql", "LOAD <http://192.0.2.9/x>", "--store", "{store}"),
    ("network", "--store", "{store}"),
    ("export", "--format", "trig", "--store", "{store}"),
    ("export", "--format", "jsonld", "--store", "{store}"),
    ("info", "--store", "{store}"),
    ("resolve", "Ivory Coast"),
    ("themes",),
    ("--help",),
)
MAY = (
    "fetch",
    "push",
    "sparql --endpoint",
    "ask --endpoint",
    "build --extractor (a model)",
    "build --cluster",
)


def silent(long: bool) -> Found:
    """Run every command where each packet that leaves is counted; a fetch must be counted."""
    if os.geteuid() or not shutil.which("ip") or not shutil.which("unshare"):
        return Found(None, "needs root, unshare and ip")
    with tempfile.TemporaryDirectory(prefix="rostrum-prove-") as home:
        store = Path(home) / "store"
        loud, ran = [], 0
        for words in COMMANDS:
            graph = next(iter(sorted(store.glob("generations/*/graph.nq"))), store)
            filled = [
                word.replace("{store}", str(store)).replace("{graph}", str(graph)) for word in words
            ]
            packets = _packets(filled)
            if packets is None:
                return Found(None, "a network namespace cannot be made here")
            ran += 1
            loud += [words[0]] if packets else []
        control = _packets(["fetch", "http://192.0.2.9/", "--host", "192.0.2.9", "--allow-private",
                            "--timeout", "2", "--into", str(Path(home) / "pages")])  # fmt: skip
    told = (
        f"{ran} commands, {len(loud)} sent packets {' '.join(loud)}; the control (fetch) sent {control}; "
        f"only these may: {', '.join(MAY)}"
    )
    return Found(not loud and bool(control), told)


def _packets(words: list[str]) -> int | None:
    command = ["unshare", "-n", "sh", "-c", _SINK, "sh", sys.executable, "-m", "kg", *words]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return int(ended.stdout.split()[-1]) if ended.stdout.strip() else None


def addresses(long: bool) -> Found:
    found = by_tests("tests/fetching/test_addresses.py", "tests/fetching/test_exchange.py")
    return found.found(
        "{passed} tests: 68 forms of an address, asked and as redirects, rebinding, drips, bombs: 0 visits"
    )


_BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
ATTACKS = {
    "bomb": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "x">{_BOMB}]><rss><channel><item><link>&e11;</link></item></channel></rss>',
    "quadratic": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "{"x" * 50_000}">]><rss><item><link>{"&e;" * 20_000}</link></item></rss>',
    "file": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><item><link>&e;</link></item></rss>',
    "http": '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><rss><item><link>/</link></item></rss>',
    "parameter": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY % e SYSTEM "file:///etc/passwd">%e;]><rss/>',
    "inclusion": '<rss xmlns:i="http://www.w3.org/2001/XInclude"><item><link><i:include href="file:///etc/passwd" parse="text"/></link></item></rss>',
    "rdf": f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "x">{_BOMB}]><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:D r:about="urn:a"><r:v>&e11;</r:v></r:D></r:RDF>',
    "context": '{"@context": "http://127.0.0.1:9/c.jsonld", "@id": "urn:a", "name": "x"}',
}
READERS: dict[str, Callable[[bytes], object]] = {
    "read": lambda data: lay_out(read_source(data, "x", "x.xml")).plain,
    "feed": lambda data: items(data, "https://press.un.org/"),
    "validate": validate,
    "validate, pyshacl": lambda data: validate(data, "pyshacl"),
    "reference": lambda data: ReferenceEngine(data.decode()),
}
_XML = ("xml.etree", "xml.dom", "xml.sax", "lxml", "bs4", "html5lib", "selectolax", "xmltodict")


def entities(long: bool) -> Found:
    """Give every attack to every parser; none may expand, open or take its time."""
    leaks, slowest = [], 0.0
    secret = (
        Path("/etc/passwd").read_text("utf-8", "replace").partition("\n")[0]
        if os.name == "posix"
        else "\0"
    )
    for name, text in ATTACKS.items():
        for reader, read in READERS.items():
            begun = time.process_time()
            try:
                shown = str(read(text.encode()))
            except RostrumError:
                shown = ""
            except Exception as error:  # rdflib raises what its parser did
                shown = "" if reader == "reference" else f"leak {error}"
            slowest = max(slowest, time.process_time() - begun)
            if secret in shown or "leak" in shown or shown.count("x") > 10 * len(text):
                leaks.append(f"{name} in {reader}")
    parsers = [
        f"{module.relative_to(ROOT)}: {name}"
        for module in (ROOT / "kg").rglob("*.py")
        for name in _imports(module)
        if name.startswith(_XML) and name != "xml.sax.saxutils"
    ]
    told = (
        f"{len(ATTACKS)} attacks × {len(READERS)} entry points: {len(leaks)} leaks, slowest {slowest:.2f} s; "
        f"{len(parsers)} other XML parsers imported {' '.join(leaks + parsers)}"
    )
    return Found(not leaks and not parsers and slowest < 1, told.rstrip())


def _imports(module: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


def injection(long: bool) -> Found:
    found = by_tests(
        "tests/house/test_queries.py", "kg/asking/binding.py", "kg/analysing/writing.py", long=long
    )
    return found.found(
        "{passed} tests: a lint of every string of the package, hostile values for every type of parameter, cells"
    )


def readonly(long: bool) -> Found:
    return by_tests(SERVING, matching="writes_nothing or refusals").found(
        "{passed} tests: methods × paths × content types, 0 writes"
    )


def web(long: bool) -> Found:
    return by_tests(
        SERVING, matching="safety_headers or foreign_host or markup or only_addresses"
    ).found(
        "{passed} tests: headers on every answer, foreign hosts, hostile texts, IRIs of other schemes"
    )


def shapes(long: bool) -> Found:
    """Shapes are ours, hashed into the run, and no option takes another's."""
    from kg.building import fingerprint
    from kg.cli.validate import validate as command

    options = {option for parameter in command.params for option in parameter.opts}
    foreign = sorted(option for option in options if "shape" in option)
    hashed = '"shapes"' in Path(fingerprint.__file__).read_text("utf-8")
    doors = [
        f"{module.relative_to(ROOT)}"
        for module in (ROOT / "kg").rglob("*.py")
        if "pyshacl" in {name.partition(".")[0] for name in _imports(module)}
    ]
    careless = [
        word for door in doors for word in ("advanced=True", "do_owl_imports=True", "js=True")
        if word in (ROOT / door).read_text("utf-8")
    ]  # fmt: skip
    tests = by_tests("tests/shapes", "tests/validating/test_validation.py")
    told = f"options that take shapes: {len(foreign)}; part of the fingerprint: {hashed}; one door to pySHACL, {len(careless)} careless options; {tests.passed} tests"
    return Found(not foreign and hashed and not careless and not tests.failed, told)


PROOFS = (
    Proof("S1", "The server only reads", "0 writes", readonly),
    Proof("S2", "No request leaves the machine unless it is asked for", "0 packets; the control is counted", silent),
    Proof("S3", "Fetching cannot be led inside", "≥ 40 forms: 0 visits", addresses),
    Proof("S4", "No entity is expanded, nothing remote is read, at any entry point", "0 leaks, each within 1 s", entities),
    Proof("S5", "No value changes a query, no cell runs", "0; every type of parameter", injection),
    Proof("S6", "Pages run no code of documents", "0 markup; strict headers", web),
    Proof("S8", "Shapes and rules are code: shipped, hashed, never taken from others", "0 ways in", shapes),
)  # fmt: skip
