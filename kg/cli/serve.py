"""``rostrum serve``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli import options
from kg.errors import EnvironmentFailure
from kg.settings import DEFAULT_BASE
from kg.storing.generations import current


@click.command()
@options.store
@click.option("--base", envvar="ROSTRUM_BASE", help="Base of all data IRIs; default: the store's.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8008, show_default=True)
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME",
              help="A further name that the server goes by, * for any; repeat for more.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 64), default=4, show_default=True,
              help="Queries that run side by side; half as many long ones more.")  # fmt: skip
@click.option("--keep", type=click.IntRange(0, 65536), default=32, show_default=True,
              help="MiB of answers that are kept to be given again.")  # fmt: skip
@click.option("--allow-federation", is_flag=True, help="Let SERVICE reach other endpoints.")
@click.option("--no-cors", is_flag=True, help="Let no page of another site read answers.")
@click.option("--behind-proxy", is_flag=True, help="Take the client's address from a local proxy.")
@click.option("--access-log", is_flag=True, help="Print a line for each request.")
@options.limits
def serve(store: Path, base: str | None, host: str, port: int, **where: object) -> int:
    r"""Serve a store: SPARQL endpoint, linked data, questions, pages.

    \b
    rostrum serve
    rostrum serve --port 8080 --allow-host graph.example.org --behind-proxy

    It only reads, follows new builds by itself, and ends with Ctrl-C. See docs/serve.md.
    """
    try:
        from kg.serving.options import Load, Options
        from kg.serving.running import Place, run
    except ImportError as error:
        raise EnvironmentFailure("rostrum serve needs: pip install 'rostrum[serve]'") from error
    workers = int(str(where["workers"]))
    names = where["hosts"]
    chosen = Options(
        store,
        options.settings(base or _base(store)).base,
        options.limited(where),
        Load(quick=workers, slow=max(1, workers // 2)),
        hosts=(host, *(names if isinstance(names, tuple) else ())),
        federation=bool(where["allow_federation"]),
        cors=not where["no_cors"],
        kept_bytes=int(str(where["keep"])) * 1024 * 1024,
    )
    click.echo(f"http://{f'[{host}]' if ':' in host else host}:{port}/ serves {store}", err=True)
    run(chosen, Place(host, port, bool(where["access_log"]), bool(where["behind_proxy"])))
    return 0


def _base(store: Path) -> str:
    """Return the base that a store was built with."""
    manifest = json.loads(current(store).manifest.read_text(encoding="utf-8"))
    return str(manifest.get("base", DEFAULT_BASE))
