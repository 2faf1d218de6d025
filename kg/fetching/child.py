"""The child process that talks to servers.

    python -m kg.fetching.child

It reads asks from standard input and answers each on standard output. Before each one it sets
a timer of the kernel that ends the process: no trick of a server (a byte of a header every
few seconds, a name that never resolves) outlasts that, whatever Python is doing.
"""

from __future__ import annotations

import resource
import signal
import sys
from typing import BinaryIO

from kg.fetching.exchange import Resolve, exchange, resolve
from kg.fetching.messages import put_reply, take_ask

MEMORY = 2 * 1024**3
READY = b"+"


def serve(asks: BinaryIO, replies: BinaryIO, resolve: Resolve = resolve) -> None:
    """Answer until the parent closes the pipe."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    while (ask := take_ask(asks)) is not None:
        signal.setitimer(signal.ITIMER_REAL, ask.seconds)
        reply = exchange(ask, resolve)
        signal.setitimer(signal.ITIMER_REAL, 0)
        put_reply(reply, replies)


def main() -> None:
    """Bound memory, forbid writing files, and serve."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
