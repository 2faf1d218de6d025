"""The generation in force, for a session that lasts: each call asks one, the next a newer one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RostrumError
from kg.settings import Limits
from kg.storing.generations import Generation, current, reading
from kg.storing.querying import Engine, Pool


@dataclass(frozen=True, slots=True)
class Held:
    """An engine, which generation it asks, and a note if that is not the newest."""

    engine: Engine
    generation: str
    note: str = ""


class _Edition:
    """One generation with its pool; closed when it is neither the newest nor in use."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._held = ExitStack()
        self.generation: Generation = self._held.enter_context(reading(store))
        self.pool = Pool(self.generation.index, limits)
        self._held.callback(self.pool.close)
        self.users = 0
        self.old = False

    def close_if_done(self) -> None:
        if self.old and not self.users:
            self._held.close()


class Following:
    """Leads to the newest generation of a store."""

    def __init__(self, store: Path, limits: Limits | None = None) -> None:
        self._store, self._limits = store, limits or Limits()
        self._lock = threading.Lock()
        self._edition = _Edition(store, self._limits)

    @contextmanager
    def held(self) -> Iterator[Held]:
        """Hold one generation, the newest that is whole, while the block runs."""
        with self._lock:
            note = self._follow()
            edition = self._edition
            edition.users += 1
        try:
            yield Held(edition.pool, edition.generation.path.name, note)
        finally:
            with self._lock:
                edition.users -= 1
                edition.close_if_done()

    def _follow(self) -> str:
        """Change to a newer generation; return why not if it cannot be opened."""
        try:
            if current(self._store) == self._edition.generation:
                return ""
            fresh = _Edition(self._store, self._limits)
        except RostrumError as error:
            return f"the store has changed and cannot be opened ({error}); this is its former state"
        former, self._edition = self._edition, fresh
        former.old = True
        former.close_if_done()
        return ""

    def close(self) -> None:
        """End the session."""
        with self._lock:
            self._edition.old = True
            self._edition.close_if_done()
