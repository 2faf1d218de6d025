"""What a server may choose."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.settings import DEFAULT_BASE, Limits


@dataclass(frozen=True, slots=True)
class Load:
    """How much work is let in at once.

    ``quick`` queries run side by side; one that has run for ``quick_seconds`` moves to the
    ``slow`` lane, at a lower priority. At most ``waiting`` queries queue, each for at most
    ``wait_seconds``.
    """

    quick: int = 4
    slow: int = 2
    quick_seconds: float = 1.0
    waiting: int = 256
    wait_seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class Options:
    """The store that is served, and how; ``hosts`` are further names that the server goes by.

    ``kept_bytes`` bounds the answers that are kept to be given again.
    """

    store: Path
    base: str = DEFAULT_BASE
    limits: Limits = field(default_factory=Limits)
    load: Load = field(default_factory=Load)
    hosts: tuple[str, ...] = ()
    federation: bool = False
    cors: bool = True
    kept_bytes: int = 32 * 1024 * 1024
