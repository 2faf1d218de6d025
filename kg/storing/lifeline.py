"""A query ends with the process that asked for it, even if that was killed.

Nothing can be asked of Python while the engine works, so the kernel is asked: while a query
runs, a sign of life on the pipe of requests can only be its end, and that raises SIGIO, which
ends the process. ``PR_SET_PDEATHSIG`` would not do: it tells of the end of the *thread* that
started the child, and threads come and go.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
from typing import BinaryIO


class Lifeline:
    """While a ``with`` block of it runs, the end of the pipe ends this process."""

    def __init__(self, requests: BinaryIO) -> None:
        self._number = requests.fileno()
        self._flags = fcntl.fcntl(self._number, fcntl.F_GETFL)
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        fcntl.fcntl(self._number, fcntl.F_SETOWN, os.getpid())

    def __enter__(self) -> None:
        """Ask the kernel to tell of the end."""
        fcntl.fcntl(self._number, fcntl.F_SETFL, self._flags | os.O_ASYNC)
        if select.select([self._number], [], [], 0)[0]:
            os._exit(1)  # The end came before the kernel was asked.

    def __exit__(self, *_: object) -> None:
        """Take requests again."""
        fcntl.fcntl(self._number, fcntl.F_SETFL, self._flags)
