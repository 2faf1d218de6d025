"""How fast one host may be asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Pace:
    """Keep ``1 / per_second`` seconds between the requests to one host, or more if it asks.

    >>> waited = []
    >>> pace = Pace(per_second=2, clock=lambda: 0.0, sleep=waited.append)
    >>> for host in ("press.un.org", "docs.un.org", "press.un.org"): pace.wait(host)
    >>> waited
    [0.5]
    """

    per_second: float = 1.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _free: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str, delay: float = 0.0) -> None:
        """Wait until ``host`` may be asked; ``delay`` are the seconds that it asks for."""
        now = self.clock()
        free = self._free.get(host, now)
        if free > now:
            self.sleep(free - now)
        self._free[host] = max(free, now) + max(1 / self.per_second, delay)
