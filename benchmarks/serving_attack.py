"""Fairness under attack: how others fare while some ask only what never ends.

    python benchmarks/serving_attack.py STORE --requests 10000

Four readers ask for one subject each time, and compare the answer byte by byte with the one
that a bare engine gives; eight attackers, each at an address of its own, ask hostile queries
(``tests/data/hostile-queries.tsv``) and one that never ends, until the readers are through.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from pyoxigraph import QueryResultsFormat, Store
from serving import free_port, wait

from kg.storing.generations import current

READERS, ATTACKERS = 4, 8
HOSTILE = Path(__file__).resolve().parents[1] / "tests" / "data" / "hostile-queries.tsv"
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(
    f"VALUES ?x{n} {{ {' '.join(map(str, range(100)))} }}" for n in range(7)
) + " }"  # fmt: skip


@dataclass
class Tally:
    """What readers and attackers were told."""

    waits: list[float] = field(default_factory=list)
    read: Counter[int] = field(default_factory=Counter)
    attacked: Counter[int] = field(default_factory=Counter)
    wrong: int = 0
    resident: list[int] = field(default_factory=list)
    over: bool = False


def hostile() -> list[str]:
    lines = HOSTILE.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return [
        before + opened * int(count) + middle + closed * int(count) + after
        for _, before, opened, count, middle, closed, after in cells
    ]


def expected(store: Path, most: int = 500) -> dict[str, bytes]:
    """Return queries about single subjects and the whole answer to each."""
    engine = Store.read_only(str(current(store).index))
    found = engine.query(
        "SELECT DISTINCT ?s { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?n }"
    )
    subjects = sorted(row["s"].value for row in found)[:most]
    queries = [f"SELECT ?p ?o {{ <{subject}> ?p ?o }}" for subject in subjects]
    return {text: engine.query(text).serialize(format=QueryResultsFormat.JSON) for text in queries}


def resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


async def post(client: httpx.AsyncClient, text: str, who: str) -> httpx.Response:
    headers = {"X-Forwarded-For": who, "Accept": "application/json"}
    return await client.post("/sparql", data={"query": text}, headers=headers)


async def attack(client: httpx.AsyncClient, number: int, tally: Tally) -> None:
    chance = random.Random(number)
    bad = [ENDLESS] * 20 + hostile()
    while not tally.over:
        told = await post(client, chance.choice(bad), f"10.0.0.{number}")
        tally.attacked[told.status_code] += 1


async def read(
    client: httpx.AsyncClient, answers: dict[str, bytes], who: int, tally: Tally, times: int
) -> None:
    chance = random.Random(who)
    queries = list(answers)
    for _ in range(times):
        text = chance.choice(queries)
        begun = time.monotonic()
        told = await post(client, f"{text} # {chance.random()}", f"10.1.0.{who}")
        tally.waits.append(time.monotonic() - begun)
        tally.read[told.status_code] += 1
        if told.status_code == 200 and told.content != answers[text]:
            tally.wrong += 1


async def look(pid: int, tally: Tally) -> None:
    while not tally.over:
        tally.resident.append(resident(pid))
        await asyncio.sleep(0.5)


async def run(base: str, pid: int, answers: dict[str, bytes], times: int) -> Tally:
    tally = Tally()
    limits = httpx.Limits(max_connections=64)
    async with httpx.AsyncClient(base_url=base, timeout=120, limits=limits) as client:
        others = [asyncio.create_task(attack(client, n, tally)) for n in range(ATTACKERS)]
        others.append(asyncio.create_task(look(pid, tally)))
        await asyncio.gather(*(read(client, answers, n, tally, times) for n in range(READERS)))
        tally.over = True
        await asyncio.gather(*others)
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--timeout", default="10")
    chosen = parser.parse_args()
    answers, port = expected(chosen.store), free_port()
    command = [
        sys.executable,
        "-m",
        "kg",
        "serve",
        "--store",
        str(chosen.store),
        "--port",
        str(port),
    ]
    command += ["--behind-proxy", "--timeout", chosen.timeout]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait(f"http://127.0.0.1:{port}/health")
        before, begun = resident(server.pid), time.monotonic()
        base = f"http://127.0.0.1:{port}"
        tally = asyncio.run(run(base, server.pid, answers, chosen.requests // READERS))
        took, waits = time.monotonic() - begun, sorted(tally.waits)
        print(json.dumps({
            "seconds": round(took, 1),
            "readers": dict(tally.read), "attackers": dict(tally.attacked),
            "success": tally.read[200] / len(waits), "wrong or partial": tally.wrong,
            "p50 ms": round(waits[len(waits) // 2] * 1000, 1),
            "p99 ms": round(waits[int(len(waits) * 0.99)] * 1000, 1),
            "longest ms": round(waits[-1] * 1000, 1),
            "RSS MB before, most": [before // 10**6, max(tally.resident) // 10**6],
        }, indent=1))  # fmt: skip
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
