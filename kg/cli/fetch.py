"""``rostrum fetch``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from kg.errors import DataError, UnreadableDocument, UsageError
from kg.fetching import Courier, Fetcher, Outcome, Pace, Policy, items, open_pages

DEFAULT_FOLDER = "rostrum-pages"
_MOST_LIST_BYTES = 8 * 1024 * 1024


@click.command()
@click.argument("urls", nargs=-1)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(DEFAULT_FOLDER),
    show_default=True,
    help="The folder of pages.",
)
@click.option(
    "--from",
    "lists",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="A file of addresses, one a line; - is standard input.",
)
@click.option("--feed", "feeds", multiple=True, help="An RSS or Atom feed, file or address.")
@click.option("--host", "hosts", multiple=True, help="A further host (or host:port) allowed.")
@click.option("--allow-private", is_flag=True, help="Also machines of private networks.")
@click.option(
    "--rate",
    type=click.FloatRange(min=0.01, max=20),
    default=1.0,
    show_default=True,
    help="Requests a second to one host.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=1, max=600),
    default=60.0,
    show_default=True,
    help="Seconds that servers may take for one address.",
)
def fetch(urls: tuple[str, ...], into: Path, **how: object) -> int:
    """Fetch pages into a folder that 'rostrum build' reads.

    URLS are http(s) addresses of un.org and hosts below it; --host adds others. Pages that
    have not changed are not sent again. Exit code 1 when an address could not be fetched.
    """
    lists, feeds, hosts = _words(how["lists"]), _words(how["feeds"]), _words(how["hosts"])
    wanted = [*urls, *(line for name in lists for line in _listed(name))]
    if not wanted and not feeds:
        raise UsageError("no address is given; name one, or --from FILE, or --feed FEED")
    policy = Policy(
        hosts=(*Policy().hosts, *hosts),
        allow_private=bool(how["allow_private"]),
        seconds=float(str(how["timeout"])),
    )
    counts: Counter[str] = Counter()

    def show(outcome: Outcome) -> None:
        counts[outcome.state] += 1
        _print(outcome)

    with Courier() as courier, open_pages(into) as pages:
        fetcher = Fetcher(pages, courier, policy, Pace(float(str(how["rate"]))))
        for feed in feeds:
            wanted += _fed(feed, fetcher, show)
        for url in dict.fromkeys(wanted):
            show(fetcher.fetch(url))
    told = ", ".join(f"{counts[state]} {state}" for state in ("new", "changed", "same", "failed"))
    click.echo(f"{told} → {into}")
    return int(counts["failed"] > 0)


def _words(given: object) -> list[str]:
    return [str(word) for word in given] if isinstance(given, Iterable) else []


def _listed(name: str) -> list[str]:
    """Return the addresses of a list; blank lines and those that begin with # say nothing."""
    try:
        with click.open_file(name, "rb") as stream:
            data = stream.read(_MOST_LIST_BYTES + 1)
        lines = [line.strip() for line in data.decode("utf-8-sig").splitlines()]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise UnreadableDocument(f"{name}: no list of addresses ({reason})") from error
    if len(data) > _MOST_LIST_BYTES:
        raise UnreadableDocument(f"{name}: a list of more than {_MOST_LIST_BYTES} bytes; part it")
    return [line for line in lines if line and not line.startswith("#")]


def _fed(feed: str, fetcher: Fetcher, show: Callable[[Outcome], None]) -> list[str]:
    """Return the addresses of a feed that is a file, or fetched first."""
    try:
        if not feed.lower().startswith(("http://", "https://")):
            return items(Path(feed).read_bytes())
        outcome = fetcher.fetch(feed, feed=True)
        show(outcome)
        if outcome.page is None:
            return []
        return items(fetcher.pages.read(outcome.page), outcome.page.final_url)
    except (DataError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        show(Outcome(feed, "failed", None, reason))
        return []


def _print(outcome: Outcome) -> None:
    page = outcome.page
    if page is None:
        click.echo(f"failed    {_line(outcome.url)}: {_line(outcome.message)}", err=True)
        return
    told = f" ({outcome.message})" if outcome.message else ""
    click.echo(
        f"{outcome.state:9} {_line(outcome.url)} → {page.file[:12]}… {page.size} bytes{told}"
    )


def _line(words: str) -> str:
    """Return words of a server or user as one printable line."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in words)
