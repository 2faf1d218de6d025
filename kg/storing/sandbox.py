"""Take from this process what a query never needs: memory without bound, files, the network.

Oxigraph follows ``SERVICE`` from any query, even on a read-only store, and has no switch for
it in Python; a kernel filter (seccomp) on ``socket`` and its kin is the switch. Constants are
those of Linux UAPI ``linux/seccomp.h``, ``linux/filter.h`` and the syscall tables.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
from pathlib import Path

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE_EPERM = 0x7FFF0000, 0x00050001
_ARCHITECTURES = {
    "x86_64": (0xC000003E, (41, 42, 49, 53, 57, 58, 59, 101, 322, 425)),
    "aarch64": (0xC00000B7, (198, 199, 200, 203, 117, 221, 281, 425)),
}


def limit_memory(size: int) -> None:
    """Bound the address space to ``size`` bytes beyond today's use, and forbid writing files."""
    statm = Path("/proc/self/statm").read_text(encoding="ascii")
    used = int(statm.split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + size, used + size))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def forbid_network() -> bool:
    """Make every later attempt to open a socket or start a program fail with EPERM.

    Returns:
        Whether the kernel took the filter; elsewhere the caller must refuse SERVICE itself.
    """
    known = _ARCHITECTURES.get(platform.machine())
    if platform.system() != "Linux" or known is None:
        return False
    architecture, refused = known
    program = [_instruction(_LOAD, 0, 0, 4), _instruction(_EQUAL, 1, 0, architecture)]
    program += [_instruction(_RETURN, 0, 0, _ALLOW), _instruction(_LOAD, 0, 0, 0)]
    for position, number in enumerate(refused):
        program.append(_instruction(_EQUAL, len(refused) - position, 0, number))
    program += [_instruction(_RETURN, 0, 0, _ALLOW), _instruction(_RETURN, 0, 0, _REFUSE_EPERM)]
    code = ctypes.create_string_buffer(b"".join(program))
    header = ctypes.create_string_buffer(
        struct.pack("@HxxxxxxP", len(program), ctypes.addressof(code))
    )
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    pointer = ctypes.c_void_p(ctypes.addressof(header))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, pointer, 0, 0) == 0)


def _instruction(code: int, jump_true: int, jump_false: int, operand: int) -> bytes:
    return struct.pack("=HBBI", code, jump_true, jump_false, operand)
