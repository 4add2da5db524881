"""Start-up of one child: takes its limits, ties its life to the parent's, then becomes the program.

Run as a script (`python -I -S launch.py PARENT_PID LIMITS -- PROGRAM …`), because code between fork and exec of a
threaded worker may deadlock; a fresh interpreter may not. It costs about 15 ms.
"""

import ctypes
import json
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1
PARENT_GONE = 119
"""Exit status when the parent died before the child was tied to it."""

# Past the soft limit the program is told (SIGXCPU) and may finish cleanly; past the hard one the kernel kills it.
CPU_GRACE_SECONDS = 5


def main(arguments: list[str]) -> None:
    """Replace this process by the program; returns only by an exception."""
    parent, limits, _, *program = arguments
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != int(parent):
        sys.exit(PARENT_GONE)
    wanted: dict[str, int] = json.loads(limits)
    _limit(resource.RLIMIT_AS, wanted["address_space"])
    _limit(resource.RLIMIT_FSIZE, wanted["file_bytes"])
    _limit(resource.RLIMIT_CPU, wanted["cpu_seconds"], grace=CPU_GRACE_SECONDS)
    _limit(resource.RLIMIT_CORE, 0)
    os.execv(program[0], program)  # noqa: S606 - an argument list, no shell, is what is wanted


def _limit(kind: int, soft: int, grace: int = 0) -> None:
    _, ceiling = resource.getrlimit(kind)
    wanted = (soft, soft + grace)
    if ceiling != resource.RLIM_INFINITY:
        wanted = (min(soft, ceiling), min(soft + grace, ceiling))
    resource.setrlimit(kind, wanted)


if __name__ == "__main__":
    main(sys.argv[1:])
