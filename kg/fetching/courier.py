"""The parent's side of the child that fetches: started when needed, replaced when it ended."""

from __future__ import annotations

import importlib.util
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import IO, TypeVar

from kg.errors import EnvironmentFailure
from kg.fetching.messages import Ask, Reply, put_ask, take_reply

T = TypeVar("T")
_START_SECONDS = 60.0
_GRACE_SECONDS = 2.0


class Courier:
    """Carry asks to a child process and replies back; call it like a function."""

    def __init__(self) -> None:
        if importlib.util.find_spec("httpx") is None:
            raise EnvironmentFailure("fetching needs httpx: pip install rostrum[fetch]")
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Courier:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._child is not None:
            self._child.kill()
        self._end()

    def __call__(self, ask: Ask) -> Reply:
        """Ask, and end the child where the time is up."""
        child = self._child or self._start()
        assert child.stdin is not None
        assert child.stdout is not None
        stdin, stdout = child.stdin, child.stdout
        reply = _within(ask.seconds + _GRACE_SECONDS, child, lambda: _spoken(ask, stdin, stdout))
        if reply is not None:
            return reply
        code = self._end()
        if code in (-signal.SIGALRM, -signal.SIGKILL):
            return Reply(problem=f"took longer than {ask.seconds:g} s and was given up")
        return Reply(problem=f"the process that fetches ended ({code})")

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "kg.fetching.child"]
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._child = child
        assert child.stdout is not None
        stdout = child.stdout
        if not _within(_START_SECONDS, child, lambda: stdout.read(1)):
            code = self._end()
            raise EnvironmentFailure(f"the process that fetches does not start ({code})")
        return child

    def _end(self) -> int:
        child, self._child = self._child, None
        if child is None:
            return 0
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
        try:
            return child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()


def _spoken(ask: Ask, stdin: IO[bytes], stdout: IO[bytes]) -> Reply | None:
    try:
        put_ask(ask, stdin)
    except BrokenPipeError:
        return None
    return take_reply(stdout)


def _within(seconds: float, child: subprocess.Popen[bytes], read: Callable[[], T]) -> T:
    """Read from a child that is killed when the time is up, which ends the reading."""
    watch = Timer(seconds, child.kill)
    watch.daemon = True
    watch.start()
    try:
        return read()
    finally:
        watch.cancel()
