"""The promise sheet, row by row: what is promised, what was measured, whether it was kept.

    make prove                              the short form, some minutes
    make prove LONG=1                       the long form, an hour or more
    python benchmarks/prove.py --only R1,S12 [--long] [--write] [--date 2026-11-25]

``--write`` keeps the figures in ``benchmarks/proved.json`` and prints them into
``docs/RELIABILITY.md``, so that rows may be run one at a time. The exit code is 1 when a row
falls short; a row that cannot run here says why.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import prove_documents
import prove_limits
import prove_queries
import prove_store
import prove_supply
from prove_sheet import KEPT, ROOT, SHORT, Found, Proof

PROOFS: tuple[Proof, ...] = (
    *prove_store.PROOFS,
    *prove_documents.PROOFS,
    *prove_queries.PROOFS,
    *prove_limits.PROOFS,
    *prove_supply.PROOFS,
)
PAGE = ROOT / "docs" / "RELIABILITY.md"
RECORD = ROOT / "benchmarks" / "proved.json"
_PACKAGES = ("pyoxigraph", "rdflib", "pyshacl", "shacl", "ahocorasick-rs", "pebble")
_BEGIN, _END = "<!-- figures: printed by make prove -->", "<!-- end of figures -->"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="Rows, such as R1,S12.")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--write", action="store_true", help="Keep the figures.")
    parser.add_argument("--date", help="The day to print; default: that of the commit.")
    chosen = parser.parse_args()
    wanted = [name for name in chosen.only.split(",") if name]
    unknown = set(wanted) - {proof.name for proof in PROOFS}
    if unknown:
        parser.error(f"no row is called {', '.join(sorted(unknown))}")
    short = 0
    for proof in sorted(PROOFS, key=_place):
        if wanted and proof.name not in wanted:
            continue
        found, seconds = _run(proof, long=chosen.long)
        short += found.verdict == SHORT
        print(f"{proof.name:4}{found.verdict:12} {found.figure}", flush=True)
        print(f"    {proof.promise}; gate: {proof.gate} ({seconds:.0f} s)\n", flush=True)
        form = "long" if chosen.long else "short"
        kept = {"verdict": found.verdict, "figure": found.figure, "seconds": round(seconds)}
        if chosen.write:  # after each row: a long form may be ended by who is tired of it
            _keep(proof.name, form, kept | _circumstances(chosen.date))
    return 1 if short else 0


def _keep(name: str, form: str, kept: dict[str, object]) -> None:
    record = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    record.setdefault(name, {})[form] = kept
    text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False)
    RECORD.write_text(text + "\n", "utf-8")
    PAGE.write_text(page(PAGE.read_text("utf-8"), record), "utf-8")


def _run(proof: Proof, *, long: bool) -> tuple[Found, float]:
    begun = time.monotonic()
    try:
        found = proof.run(long)
    except Exception as error:  # a proof that fails is no reason to lose the others
        found = Found(False, f"the proof itself failed: {type(error).__name__}: {error}")
    return found, time.monotonic() - begun


def _place(proof: Proof) -> tuple[str, int]:
    return str("RQS".index(proof.name[0])), int(proof.name[1:])


def _circumstances(date: str | None) -> dict[str, object]:
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "date": date or _commit_date(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
        "cores": os.cpu_count(),
        "memory": f"{pages / 2**30:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}",
    }


def _commit_date() -> str:
    command = ["git", "log", "-1", "--format=%cs"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return ended.stdout.strip() or "unknown"


def page(text: str, record: dict[str, dict[str, dict[str, object]]]) -> str:
    """Return the page with its figures replaced."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    lines = ["| row | promise | gate | short form | long form |", "|---|---|---|---|---|"]
    for proof in sorted(PROOFS, key=_place):
        forms = record.get(proof.name, {})
        cells = (_cell(forms.get(form)) for form in ("short", "long"))
        lines.append(" | ".join((f"| {proof.name}", proof.promise, proof.gate, *cells)) + " |")
    return f"{before}{_BEGIN}\n{_machine(record)}\n\n" + "\n".join(lines) + f"\n{_END}{after}"


def _cell(kept: dict[str, object] | None) -> str:
    if kept is None:
        return "–"
    verdict = kept["verdict"] if kept["verdict"] == KEPT else f"**{kept['verdict']}**"
    return f"{verdict}: {kept['figure']} ({kept['seconds']} s)".replace("|", "\\|")


def _machine(record: dict[str, dict[str, dict[str, object]]]) -> str:
    runs = [run for forms in record.values() for run in forms.values()]
    if not runs:
        return "No row was run."
    last = max(runs, key=lambda run: str(run["date"]))
    dates = sorted({str(run["date"]) for run in runs})
    when = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
    packages = ", ".join(f"{name} {number}" for name, number in dict(last["packages"]).items())  # type: ignore[call-overload]
    return (
        f"Measured {when} on {last['cores']} cores with {last['memory']} of memory, "
        f"{last['system']}, Python {last['python']}, {packages}."
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.exit(main())
